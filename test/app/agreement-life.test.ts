import { expect, test } from "vitest";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import { acceptAgreement, cancelAgreement, endAgreement, rejectAgreement } from "#src/app/agreements.ts";
import { amendAgreement, confirmAgreement, keepAgreement } from "#src/app/amendments.ts";
import { counterAgreement } from "#src/app/counters.ts";
import { runDueWork } from "#src/app/schedule.ts";
import { onBothEngines } from "#test/rig.ts";
import { ask, both, evening, newest, openMarket } from "./agreement-market.ts";
import { hourMs, noonMs } from "./pair.ts";

onBothEngines("the life of an agreement", (engine) => {
  test("fewer seats are agreed at once, and cost what the notice terms say; more wait with the seats of both held", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 60);
    const { id, joinUrl } = await both(pair);
    await amendAgreement(pair.receiver.context, id, { seats: 40 });
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 40, feeSeatMinutes: null, joinUrl });
    await amendAgreement(pair.receiver.context, id, { seats: 100 });
    await pair.carry();
    const waiting = await both(pair);
    expect(waiting).toMatchObject({ seats: 40, pending: { seats: 100 }, pendingUntilMs: noonMs + 72 * hourMs });
    // For everybody else there are 100 seats, not 60 and not 160.
    await ask(pair, 101);
    expect(await both(pair)).toMatchObject({
      state: "rejected",
      refusal: { reason: "capacity-short", freeSeats: 100 },
    });
    const at = (await listAgreements(pair.provider.context, { limit: 2 })).items[1]?.id ?? "";
    expect((await acceptAgreement(pair.provider.context, at, { amendment: 1 })).outcome).toBe("impossible");
    await acceptAgreement(pair.provider.context, at, { amendment: 2 });
    await pair.carry();
    const agreed = await findAgreement(pair.receiver.context, id);
    expect(agreed).toMatchObject({ state: "accepted", seats: 100, pending: null, joinUrl });
    // A day before, half of what is given back is owed: 50 seats for two hours.
    pair.clock.nowMs = evening.startsAtMs - 24 * hourMs;
    await amendAgreement(pair.receiver.context, id, { seats: 50 });
    await pair.carry();
    expect(await findAgreement(pair.receiver.context, id)).toMatchObject({ seats: 50, feeSeatMinutes: 3_000 });
  });

  test("a change that cannot be given leaves what was agreed; a steward's no says why", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 50);
    const { id } = await both(pair);
    await amendAgreement(pair.receiver.context, id, { seats: 201 });
    await pair.carry();
    const short = { reason: "capacity-short", freeSeats: 200 };
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 50, pending: null, refusal: short });
    await amendAgreement(pair.receiver.context, id, { seats: 90 });
    await pair.carry();
    await rejectAgreement(pair.provider.context, (await newest(pair.provider)).id, { note: "Ninety is too many." });
    await pair.carry();
    const declined = { reason: "declined", note: "Ninety is too many." };
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 50, pending: null, refusal: declined });
    // And when nobody answers, it is let go.
    await amendAgreement(pair.receiver.context, id, { seats: 95 });
    await pair.carry();
    pair.clock.nowMs += 72 * hourMs;
    await runDueWork(pair.provider.context);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 50, refusal: { reason: "unanswered" } });
  });

  test("a counter-offer is agreed with one yes, for free; without it an offer ends, and an agreement stays", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 80);
    const at = await newest(pair.provider);
    const later = { startsAtMs: evening.startsAtMs + hourMs, endsAtMs: evening.endsAtMs + hourMs };
    await counterAgreement(pair.provider.context, at.id, { seats: 70, ...later, note: "An hour later?" });
    await pair.carry();
    const proposed = await both(pair);
    expect(proposed).toMatchObject({ state: "offered", seats: 80, counter: { seats: 70, note: "An hour later?" } });
    await confirmAgreement(pair.receiver.context, proposed.id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", seats: 70, ...later, counter: null });
    pair.clock.nowMs = later.startsAtMs - 24 * hourMs;
    await counterAgreement(pair.provider.context, at.id, { seats: 30 });
    await pair.carry();
    await keepAgreement(pair.receiver.context, proposed.id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ seats: 70, counter: null, pending: null });
    await counterAgreement(pair.provider.context, at.id, { seats: 30 });
    await pair.carry();
    await confirmAgreement(pair.receiver.context, proposed.id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ seats: 30, feeSeatMinutes: null });
  });

  test("an offer ends with the counter-offer that nobody answered, and its seats are free", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 80);
    await counterAgreement(pair.provider.context, (await newest(pair.provider)).id, { seats: 70 });
    await pair.carry();
    pair.clock.nowMs += 72 * hourMs;
    await runDueWork(pair.provider.context);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "expired", endCause: "expired", counter: null });
  });

  test("seats are held for who is not sure, until then and no longer; a yes in time is agreed", async () => {
    const pair = await openMarket(engine.open);
    const untilMs = noonMs + 24 * hourMs;
    await ask(pair, 40, { tentativeUntilMs: untilMs });
    expect(await both(pair)).toMatchObject({ state: "offered", heldUntilMs: untilMs, tentativeUntilMs: untilMs });
    await confirmAgreement(pair.receiver.context, (await newest(pair.receiver)).id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "accepted", tentativeUntilMs: null, seats: 40 });
    await ask(pair, 70, { tentativeUntilMs: untilMs });
    // Seventy are more than is answered at once: a steward says yes, and it is theirs when they confirm.
    const at = await newest(pair.provider);
    expect(at).toMatchObject({ waitsForUs: true, heldUntilMs: untilMs });
    await acceptAgreement(pair.provider.context, at.id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "offered", counter: { seats: 70, untilMs } });
    pair.clock.nowMs = untilMs;
    await runDueWork(pair.provider.context);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "expired" });
  });

  test("taking back costs by when it was decided, however late the message; never by a time before our last word", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 60);
    const { id } = await both(pair);
    pair.clock.nowMs = evening.startsAtMs - 49 * hourMs;
    await cancelAgreement(pair.receiver.context, id);
    await pair.carryOnce(() => "lost");
    pair.clock.nowMs = evening.startsAtMs - hourMs;
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "cancelled", endCause: "cancelled", feeSeatMinutes: null });
    await ask(pair, 60);
    pair.clock.nowMs += 30 * 60_000;
    await cancelAgreement(pair.receiver.context, (await newest(pair.receiver)).id);
    await pair.carry();
    expect(await both(pair)).toMatchObject({ state: "cancelled", feeSeatMinutes: 3_600 });
  });

  test("nobody came, or the server failed: both sides know why it ended and what it costs", async () => {
    const pair = await openMarket(engine.open);
    await ask(pair, 60);
    await ask(pair, 50);
    const [second, first] = (await listAgreements(pair.provider.context, { limit: 2 })).items;
    const early = await endAgreement(pair.provider.context, first?.id ?? "", { cause: "no-show" });
    expect(early).toMatchObject({ impossibility: { because: "not-due", dueAtMs: evening.endsAtMs } });
    pair.clock.nowMs = evening.endsAtMs;
    await endAgreement(pair.provider.context, first?.id ?? "", { cause: "no-show" });
    await endAgreement(pair.provider.context, second?.id ?? "", { cause: "server-failure" });
    await pair.carry();
    const ended = (await listAgreements(pair.receiver.context, { limit: 2 })).items;
    expect(ended.map(({ endCause, feeSeatMinutes }) => [endCause, feeSeatMinutes])).toEqual([
      ["server-failure", null],
      ["no-show", 7_200],
    ]);
  });
});
