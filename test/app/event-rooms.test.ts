import { beforeEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { listEventsInTrouble } from "#src/app/event-room.ts";
import { createEvent, reviseEvent, type NewEvent } from "#src/app/events.ts";
import { findEvent } from "#src/store/events.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "#test/federation/ground.ts";

const hourMs = 3_600_000;
const firstMs = Date.UTC(2027, 2, 4, 17);

onBothEngines("events in lent rooms", (engine) => {
  let app: Context;
  beforeEach(async () => {
    app = await openCoop(await engine.open(), { nowMs: Date.UTC(2027, 2, 1, 12) });
  });
  const wanted: NewEvent = { name: { en: "Commons hour" }, startsAtMs: firstMs, endsAtMs: firstMs + hourMs };

  test("take the room of an agreement within its hours, and say at once when it is lost", async () => {
    const agree = (state: "accepted" | "cancelled", startsAtMs = firstMs): Promise<string> =>
      transact(app, async ({ session: { q, t }, newId }) => {
        const id = newId();
        await q.insert(t.agreements).values({
          id,
          agreement: `https://here.example/agreements/${id}`,
          role: "receiver",
          peerId: "peer",
          proposalId: "proposal",
          proposal: "https://there.example/proposals/1",
          provider: "https://there.example/actors/coop",
          receiver: "https://here.example/actors/coop",
          title: "Room",
          seats: 20,
          startsAtMs,
          endsAtMs: startsAtMs + 2 * hourMs,
          terms: { kind: "gift" },
          state,
          revision: 1,
          createdAtMs: 0,
          updatedAtMs: 0,
        });
        return id;
      });
    const agreementId = await agree("accepted");
    const made = await createEvent(app, { ...wanted, agreementId });
    if (made.outcome !== "done") throw new Error(made.outcome);
    const { event } = made;
    const later = { startsAtMs: firstMs + 2 * hourMs, endsAtMs: firstMs + 3 * hourMs };
    expect(await reviseEvent(app, event.id, later)).toEqual({ outcome: "outside-agreement" });
    const both = { onlineUrl: "https://meet.example/open" };
    expect(await reviseEvent(app, event.id, both)).toEqual({ outcome: "two-rooms" });
    const gone = await agree("cancelled");
    expect(await createEvent(app, { ...wanted, agreementId: gone })).toEqual({ outcome: "unknown-agreement" });
    // Nobody would ever be led into it.
    expect(await createEvent(app, { ...wanted, agreementId, joinMode: "none" })).toEqual({
      outcome: "room-unanswered",
    });
    expect(await listEventsInTrouble(app)).toEqual([]);
    const turn = (changes: { state?: "cancelled" | "accepted"; endsAtMs?: number }): Promise<void> =>
      transact(app, async ({ session: { q, t } }) => {
        await q.update(t.agreements).set(changes);
      });
    await turn({ endsAtMs: firstMs + hourMs / 2 });
    expect((await listEventsInTrouble(app)).map(({ trouble }) => trouble)).toEqual(["outside"]);
    await turn({ state: "cancelled" });
    expect((await listEventsInTrouble(app)).map(({ trouble }) => trouble)).toEqual(["ended"]);
    expect((await findEvent(app.database, event.id))?.agreementId).toBe(agreementId);
    await reviseEvent(app, event.id, { status: "cancelled" });
    expect(await listEventsInTrouble(app)).toEqual([]);
  });
});
