import { beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { reviseSeries } from "#src/app/event-series-change.ts";
import { createSeries, endSeries } from "#src/app/event-series.ts";
import { reviseEvent, type NewEvent } from "#src/app/events.ts";
import { localOf } from "#src/domain/zone-time.ts";
import { openDatabase } from "#src/store/database.ts";
import { listDates, type Event } from "#src/store/events.ts";
import { openCoop } from "#test/federation/ground.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Thursday 4 March 2027, 18:00 in Madrid, 24 days before summer time. */
const firstMs = Date.UTC(2027, 2, 4, 17);
const slot = { startsAtMs: firstMs, endsAtMs: firstMs + hourMs, timeZone: "Europe/Madrid" };

let app: Context;
beforeEach(async () => {
  app = await openCoop(await openDatabase({ file: ":memory:" }), { nowMs: Date.UTC(2027, 2, 1, 12) });
});

const repeat = async (changes: Partial<NewEvent> = {}) => {
  const done = await createSeries(app, { name: { en: "Commons hour" }, ...slot, ...changes, rule: "FREQ=WEEKLY" });
  if (done.outcome !== "done") throw new Error(JSON.stringify(done));
  return done;
};

test("dates of a series are cancelled from one of them on, and those before it take place", async () => {
  const { series, dates } = await repeat();
  const [first, second] = dates as [Event, Event];
  // Moved by hand to before the one from which the series ends: it still comes after it.
  const third = dates[2] as Event;
  await reviseEvent(app, third.id, {
    startsAtMs: second.startsAtMs - dayMs,
    endsAtMs: second.startsAtMs - dayMs + hourMs,
  });
  await endSeries(app, series.id, { cancelNote: { en: "We stop" }, fromId: second.id });
  const now = new Map((await listDates(app.database, series.id)).map(({ id, status }) => [id, status]));
  expect([now.get(first.id), now.get(second.id), now.get(third.id)]).toEqual(["confirmed", "cancelled", "cancelled"]);
  expect([...now.values()].filter((status) => status === "confirmed").length).toBe(1);
});

test("dates of a series take answers until the same time before each, on the clock on the wall", async () => {
  const done = await repeat({ answersUntilMs: firstMs - dayMs });
  const untils = async () => {
    const rows = await listDates(app.database, done.series.id);
    return new Set(rows.map(({ answersUntilMs }) => localOf(answersUntilMs ?? 0, "Europe/Madrid").slice(11)));
  };
  expect([...(await untils())]).toEqual(["18:00"]);
  const later = { startsAtMs: firstMs + hourMs, endsAtMs: firstMs + 2 * hourMs };
  await reviseSeries(app, (done.dates[0] as Event).id, { scope: "all", ...later });
  expect([...(await untils())]).toEqual(["19:00"]);
  await reviseSeries(app, (done.dates[0] as Event).id, { scope: "all", answersUntilMs: null });
  expect((await listDates(app.database, done.series.id)).every(({ answersUntilMs }) => answersUntilMs === null)).toBe(
    true,
  );
});
