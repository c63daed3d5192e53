import { expect, test } from "vitest";
import { requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { findJoin } from "#src/app/joining.ts";
import { propose } from "#src/app/proposals.ts";
import {
  changeResource,
  findResourceView,
  listResourceViews,
  removeResource,
  revealAddress,
  shareResource,
} from "#src/app/resources.ts";
import { findActor, listKeys } from "#src/store/actors.ts";
import { findResource } from "#src/store/resources.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, noonMs, openPair, openSide, proposeSeats, shareServer, type Pair } from "./pair.ts";

const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };

/** A pair with one agreement of 120 seats on the provider's server, and another offer of 20 that a steward has to answer. */
async function openBooked(
  open: Parameters<typeof openPair>[0],
): Promise<{ readonly pair: Pair; readonly server: string }> {
  const pair = await openPair(open);
  const server = await shareServer(pair.provider);
  await proposeSeats(pair.provider, server);
  await proposeSeats(pair.provider, server, { acceptUpTo: 0 });
  await pair.carry();
  const [waiting, prompt] = (await findCapacity(pair.receiver.context, { limit: 2 })).items;
  await requestCapacity(pair.receiver.context, { proposalId: prompt?.id ?? "", seats: 120, title: "Big", ...evening });
  await requestCapacity(pair.receiver.context, {
    proposalId: waiting?.id ?? "",
    seats: 20,
    title: "Small",
    ...evening,
  });
  await pair.carry();
  return { pair, server: server.id };
}

onBothEngines("resources", (engine) => {
  test("a meeting server is an actor with a handle and keys of its own; its address lies sealed", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const [one, two] = [await shareServer(side), await shareServer(side)];
    expect([one.handle, two.handle]).toEqual(["great_hall", "great_hall_2"]);
    expect(one).toMatchObject({
      actor: `https://kerala.example/actors/${one.id}`,
      seats: 200,
      hasAddress: true,
      energy: "renewable",
    });
    const { database } = side.context;
    expect(await findActor(database, one.id)).toMatchObject({ kind: "resource", deletedAtMs: null });
    expect((await listKeys(database, one.id)).map((key) => key.use)).toEqual(["http", "proof"]);
    const row = await findResource(database, one.id);
    expect(row?.addressSealed).not.toContain("meet.example");
    expect(row === undefined ? undefined : revealAddress(side.context, row)).toBe("https://meet.example/room");
    expect((await listResourceViews(side.context, { limit: 1 })).items.map((resource) => resource.id)).toEqual([
      two.id,
    ]);
  });

  test("other things are shared too, and have no seats to propose", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const shared = await shareResource(side.context, {
      kind: "other",
      category: "interpretation booth",
      name: { ml: "മലയാളം" },
      location: "Kochi",
    });
    expect(shared).toMatchObject({
      outcome: "done",
      resource: { kind: "other", handle: "resource", category: "interpretation booth", location: "Kochi", seats: null },
    });
    const id = shared.outcome === "done" ? shared.resource.id : "";
    const wanted = { resourceId: id, seats: 1, audience: "public", terms: { kind: "gift" } } as const;
    expect(await propose(side.context, wanted)).toEqual({ outcome: "refused", refusal: { reason: "no-seats" } });
    expect(await changeResource(side.context, id, { seats: 3 })).toEqual({
      outcome: "refused",
      refusal: { reason: "kind-mismatch" },
    });
  });

  test("a handle that is taken, and an address that is none, are refused", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const wanted = { kind: "meeting-server", name: { en: "Hall" }, platform: "link", seats: 10 } as const;
    expect(await shareResource(side.context, { ...wanted, handle: "kerala" })).toEqual({
      outcome: "refused",
      refusal: { reason: "handle-taken", handle: "kerala" },
    });
    for (const address of ["javascript:alert(1)", "not an address"]) {
      expect(await shareResource(side.context, { ...wanted, address })).toEqual({
        outcome: "refused",
        refusal: { reason: "address-invalid" },
      });
    }
    expect((await listResourceViews(side.context, { limit: 10 })).items).toEqual([]);
  });

  test("its seats never fall below what is agreed or held; a new name reaches the partners", async () => {
    const { pair, server } = await openBooked(engine.open);
    const { context } = pair.provider;
    expect(await changeResource(context, server, { seats: 139 })).toEqual({
      outcome: "refused",
      refusal: { reason: "seats-agreed", least: 140 },
    });
    expect(await changeResource(context, server, { seats: 150, name: { fr: "Grande salle" } })).toMatchObject({
      outcome: "done",
      resource: { seats: 150 },
    });
    await pair.carry();
    const { items } = await findCapacity(pair.receiver.context, { ...evening, limit: 10 });
    expect(items.map(({ seats, freeSeats, resource }) => [seats, freeSeats, resource.name])).toEqual([
      [150, 10, { fr: "Grande salle" }],
      [150, 10, { fr: "Grande salle" }],
    ]);
  });

  test("removed: its proposals go, what is open is refused, and what was agreed stays with its way in", async () => {
    const { pair, server } = await openBooked(engine.open);
    expect((await removeResource(pair.provider.context, server)).outcome).toBe("done");
    expect((await removeResource(pair.provider.context, server)).outcome).toBe("done");
    expect(await changeResource(pair.provider.context, server, { seats: 500 })).toEqual({ outcome: "not-found" });
    expect((await findResourceView(pair.provider.context, server))?.deletedAtMs).toBe(noonMs);
    await pair.carry();
    expect((await findCapacity(pair.receiver.context, { limit: 10 })).items).toEqual([]);
    const { items } = await listAgreements(pair.receiver.context, { limit: 10 });
    expect(items.map(({ title, state, refusal }) => [title, state, refusal?.reason])).toEqual([
      ["Small", "rejected", "proposal-unknown"],
      ["Big", "accepted", undefined],
    ]);
    pair.clock.nowMs = evening.startsAtMs;
    const token = items[1]?.joinUrl?.split("/").at(-1) ?? "";
    expect(await findJoin(pair.provider.context, token)).toMatchObject({
      when: "open",
      title: "Big",
      wayIn: { url: "https://meet.example/room" },
    });
  });

  test("without an address, the way in comes from the host", async () => {
    const { pair, server } = await openBooked(engine.open);
    await changeResource(pair.provider.context, server, { address: null });
    pair.clock.nowMs = evening.startsAtMs;
    const { items } = await listAgreements(pair.receiver.context, { limit: 10 });
    const token = items[1]?.joinUrl?.split("/").at(-1) ?? "";
    expect(await findJoin(pair.provider.context, token)).toMatchObject({
      when: "open",
      wayIn: { way: "host-sends" },
      host: { en: "kerala" },
      guest: { en: "quebec" },
    });
  });
});
