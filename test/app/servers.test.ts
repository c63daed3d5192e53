import { afterEach, expect, test } from "vitest";
import { checkServers } from "#src/app/health.ts";
import { findPool } from "#src/app/pools.ts";
import { transact, type Context } from "#src/app/context.ts";
import { addServer, changeServer, findFilled, findServer, listServers, removeServer } from "#src/app/servers.ts";
import { findResource } from "#src/store/resources.ts";
import { findServer as findServerRow } from "#src/store/servers.ts";
import { onBothEngines } from "#test/rig.ts";
import { startBigBlueButton, type BigBlueButtonServer } from "#test/meetings/bigbluebutton-server.ts";
import { hourMs, noonMs, openPair, openSide, shareServer } from "./pair.ts";
import { addTo, agree, rowsOf, sharePool } from "./server-pool.ts";

const open: BigBlueButtonServer[] = [];
const start = async (): Promise<BigBlueButtonServer> => {
  const server = await startBigBlueButton();
  open.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
});

const pool = (context: Context, resourceId: string) =>
  transact(context, async (work) => {
    const resource = await findResource(work.session, resourceId);
    return resource === undefined ? undefined : findPool(work, resource);
  });

onBothEngines("meeting servers", (engine) => {
  test("a server's keys lie sealed and are never shown again; what is not filled in anew stays", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const hall = await sharePool(side);
    const connection = {
      url: "https://bbb.example/bigbluebutton/",
      secret: "a secret of the server",
      checksum: "sha1",
    };
    const server = await addTo(side, hall, { connection });
    expect(server).toMatchObject({ platform: "bigbluebutton", health: "unknown", roomsInUse: 0 });
    expect(JSON.stringify(server)).not.toContain("secret of the server");
    const row = await findServerRow(side.context.database, server.id);
    expect(row?.connectionSealed).not.toContain("bbb.example");
    expect(await findFilled(side.context, server.id)).toEqual({ url: connection.url, checksum: "sha1" });

    const changed = await changeServer(side.context, server.id, { seats: 50, connection: { checksum: "sha512" } });
    expect(changed).toMatchObject({ outcome: "done", server: { seats: 50 } });
    expect(await findFilled(side.context, server.id)).toEqual({ url: connection.url, checksum: "sha512" });
  });

  test("each field of a connection that is wrong is named, and nothing is kept", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const hall = await sharePool(side);
    const refused = await addServer(side.context, hall.id, {
      name: "BBB",
      seats: 10,
      connection: { url: "not an address", colour: "red" },
    });
    expect(refused).toMatchObject({ outcome: "refused", refusal: { reason: "connection-invalid" } });
    expect(refused.outcome === "refused" && "fields" in refused.refusal && refused.refusal.fields).toEqual(
      expect.arrayContaining([
        { field: "url", problem: "wrong" },
        { field: "secret", problem: "missing" },
        { field: "colour", problem: "unknown" },
      ]),
    );
    expect(await listServers(side.context, hall.id)).toEqual([]);
    const fixed = await shareServer(side);
    expect(await addServer(side.context, fixed.id, { name: "BBB", seats: 1, connection: {} })).toEqual({
      outcome: "refused",
      refusal: { reason: "no-servers" },
    });
  });

  test("two failures in a row make a server down, one answer makes it up; the pool follows", async () => {
    const clock = { nowMs: noonMs };
    const side = await openSide(await engine.open(), "kerala", clock);
    const bbb = await start();
    const hall = await sharePool(side);
    expect(await pool(side.context, hall.id)).toMatchObject({ down: true });
    const { id } = await addTo(side, hall, { connection: bbb.connection, seats: 80 });
    expect(await checkServers(side.context)).toBe(1);
    expect(await findServer(side.context, id)).toMatchObject({ health: "up", healthDetail: "3.0.10", failures: 0 });
    expect(await pool(side.context, hall.id)).toMatchObject({ down: false, roomSeats: 80 });

    // Not due again before a minute has passed.
    expect(await checkServers(side.context)).toBe(0);
    await bbb.goDown();
    clock.nowMs += 70_000;
    await checkServers(side.context);
    expect(await findServer(side.context, id)).toMatchObject({ health: "up", failures: 1 });
    clock.nowMs += 10_000;
    await checkServers(side.context);
    expect(await findServer(side.context, id)).toMatchObject({
      health: "down",
      failures: 2,
      healthSinceMs: clock.nowMs,
    });
    expect(await pool(side.context, hall.id)).toMatchObject({ down: true });

    await bbb.comeBack();
    clock.nowMs += 30_000;
    await checkServers(side.context);
    expect(await findServer(side.context, id)).toMatchObject({ health: "up", failures: 0, healthSinceMs: clock.nowMs });
  });

  test("of two processes that look at once, one asks", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const bbb = await start();
    await addTo(side, await sharePool(side), { connection: bbb.connection });
    const asked = await Promise.all([checkServers(side.context), checkServers(side.context)]);
    expect(asked.toSorted((one, other) => one - other)).toEqual([0, 1]);
  });

  test("both sides are told when no server answers for a meeting within a day, and when one does again", async () => {
    const pair = await openPair(() => engine.open());
    const bbb = await start();
    const hall = await sharePool(pair.provider);
    await addTo(pair.provider, hall, { connection: bbb.connection });
    await checkServers(pair.provider.context);
    const soon = await agree(pair, hall);
    const later = await agree(pair, hall, { startsAtMs: noonMs + 30 * hourMs, endsAtMs: noonMs + 31 * hourMs });
    await bbb.goDown();
    for (const pauseMs of [70_000, 10_000]) {
      pair.clock.nowMs += pauseMs;
      await checkServers(pair.provider.context);
    }
    const downAtMs = pair.clock.nowMs;
    await pair.carry();
    const trouble = { kind: "server-down", sinceMs: downAtMs };
    const told = await rowsOf(pair, soon.provided.agreement);
    expect([told.provided.trouble, told.received.trouble]).toEqual([trouble, trouble]);
    expect((await rowsOf(pair, later.provided.agreement)).received.trouble).toBeNull();

    await bbb.comeBack();
    pair.clock.nowMs += 60_000;
    await checkServers(pair.provider.context);
    await pair.carry();
    const well = await rowsOf(pair, soon.provided.agreement);
    expect([well.provided.trouble, well.received.trouble]).toEqual([null, null]);
    expect(well.received).toMatchObject({ state: "accepted" });
  });

  test("taking the last server out of a pool is a trouble for who meets soon, until another one is there", async () => {
    const pair = await openPair(() => engine.open());
    const bbb = await start();
    const hall = await sharePool(pair.provider);
    const { id } = await addTo(pair.provider, hall, { connection: bbb.connection });
    await checkServers(pair.provider.context);
    const { provided } = await agree(pair, hall);
    await removeServer(pair.provider.context, id);
    await pair.carry();
    expect((await rowsOf(pair, provided.agreement)).received.trouble).toMatchObject({ kind: "server-down" });
    await addTo(pair.provider, hall, { connection: bbb.connection });
    await pair.carry();
    expect((await rowsOf(pair, provided.agreement)).received.trouble).toBeNull();
  });

  test("a server is removed once", async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    const hall = await sharePool(side);
    const { id } = await addTo(side, hall, { connection: { url: "https://bbb.example", secret: "a long secret" } });
    expect(await removeServer(side.context, id)).toMatchObject({ outcome: "done" });
    expect(await removeServer(side.context, id)).toMatchObject({ outcome: "done" });
    expect(await listServers(side.context, hall.id)).toEqual([]);
    expect(await removeServer(side.context, "none")).toEqual({ outcome: "not-found" });
  });
});
