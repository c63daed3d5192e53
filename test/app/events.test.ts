import { beforeEach, expect, test } from "vitest";
import { answerFromAfar } from "#src/app/attendance-remote.ts";
import { transact, type Context } from "#src/app/context.ts";
import { listEventsInTrouble } from "#src/app/event-room.ts";
import { sayNearNotes } from "#src/app/event-saying.ts";
import { reviseSeries } from "#src/app/event-series-change.ts";
import { createSeries, endSeries, growAllSeries } from "#src/app/event-series.ts";
import { createEvent, listEventHistory, removeEvent, reviseEvent, type NewEvent } from "#src/app/events.ts";
import { localOf } from "#src/domain/zone-time.ts";
import { findEvent, listDates, type Event } from "#src/store/events.ts";
import { saveFollower } from "#src/store/followers.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { stranger } from "./attendance-events.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Thursday 4 March 2027, 18:00 in Madrid, 24 days before summer time. */
const firstMs = Date.UTC(2027, 2, 4, 17);

onBothEngines("events", (engine) => {
  let clock: Clock;
  let app: Context;
  beforeEach(async () => {
    clock = { nowMs: Date.UTC(2027, 2, 1, 12) };
    app = await openCoop(await engine.open(), clock);
  });
  const wanted: NewEvent = {
    name: { en: "Commons hour", ca: "Hora dels comuns" },
    description: { en: "We talk about #commons.", ca: "Parlem dels #comuns." },
    startsAtMs: firstMs,
    endsAtMs: firstMs + hourMs,
    timeZone: "Europe/Madrid",
    place: { name: { en: "Ateneu" }, locality: "Barcelona" },
  };
  const plan = async (changes: Partial<NewEvent> = {}): Promise<Event> => {
    const done = await createEvent(app, { ...wanted, ...changes });
    if (done.outcome !== "done") throw new Error(done.outcome);
    return done.event;
  };
  const repeat = async (rule = "FREQ=WEEKLY", changes: Partial<NewEvent> = {}) => {
    const done = await createSeries(app, { ...wanted, ...changes, rule });
    if (done.outcome !== "done") throw new Error(JSON.stringify(done));
    return done;
  };
  const followedAt = (host: string, software: string | null): Promise<void> =>
    transact(app, async ({ session }) => {
      const follower = `https://${host}/ada`;
      await saveFollower(session, {
        actorId: "coop",
        follower,
        follow: `${follower}#f`,
        inbox: `${follower}/inbox`,
        sharedInbox: null,
        createdAtMs: 0,
      });
      await session.q.insert(session.t.hosts).values({
        host: `https://${host}`,
        failures: 0,
        nextAttemptAtMs: 0,
        software,
      });
    });
  /** What was said since the last time, as `kind shape host`. */
  const said = async (): Promise<string[]> => {
    const { q, t } = app.database;
    const rows = await q.select().from(t.outbox);
    const seen = rows.filter(({ id }) => !heard.has(id));
    for (const { id } of seen) heard.add(id);
    return seen
      .filter(({ message }) => message.type.startsWith("event-"))
      .map(({ message, inbox }) => {
        const beside = "beside" in message && message.beside ? "note" : "event";
        return `${message.type.slice(6)} ${beside} ${new URL(inbox).host.split(".")[0]}`;
      })
      .toSorted();
  };
  let heard: Set<string>;
  beforeEach(() => (heard = new Set()));

  test("go to each server in the shape that it shows, change and go the same way", async () => {
    await followedAt("mobilizon.example", "mobilizon");
    await followedAt("mastodon.example", "mastodon");
    await followedAt("unknown.example", null);
    const event = await plan();
    const shapes = ["event mobilizon", "event unknown", "note mastodon", "note unknown"];
    expect(await said()).toEqual(shapes.map((shape) => `create ${shape}`));
    await reviseEvent(app, event.id, { capacity: 20 });
    await reviseEvent(app, event.id, { capacity: 20 });
    expect(await said()).toEqual(shapes.map((shape) => `update ${shape}`));
    await removeEvent(app, event.id);
    expect(await said()).toEqual(shapes.map((shape) => `delete ${shape}`));
    const gone = await findEvent(app.database, event.id);
    expect([gone?.name, gone?.deletedAtMs, await removeEvent(app, event.id)]).toEqual([
      {},
      clock.nowMs,
      { outcome: "removed" },
    ]);
  });

  test("keep what they said before, and their sequence rises", async () => {
    const event = await plan();
    clock.nowMs += 1000;
    await reviseEvent(app, event.id, { name: { en: "Commons hours" } });
    await reviseEvent(app, event.id, { status: "cancelled", cancelNote: { en: "Nobody can" } });
    const now = await findEvent(app.database, event.id);
    expect([now?.sequence, now?.hashtags, now?.status]).toEqual([2, ["commons", "comuns"], "cancelled"]);
    const history = await listEventHistory(app, event.id);
    expect(history.map(({ name }) => name["en"])).toEqual(["Commons hours", "Commons hour"]);
    expect(history[1]?.untilMs).toBe(clock.nowMs);
  });

  test("stay with stewards while they are drafts", async () => {
    await followedAt("mobilizon.example", "mobilizon");
    const event = await plan({ state: "draft" });
    await reviseEvent(app, event.id, { description: {} });
    expect(await said()).toEqual([]);
    await reviseEvent(app, event.id, { state: "published" });
    expect(await said()).toEqual(["create event mobilizon"]);
    expect(await reviseEvent(app, event.id, { state: "draft" })).toEqual({ outcome: "published" });
    const other = await plan({ state: "draft" });
    await removeEvent(app, other.id);
    expect(await findEvent(app.database, other.id)).toBeUndefined();
  });

  test("are refused as a whole", async () => {
    const wrong: readonly (readonly [Partial<NewEvent>, string])[] = [
      [{ name: { en: " " } }, "no-name"],
      [{ endsAtMs: firstMs }, "times"],
      [{ startsAtMs: firstMs + 1 }, "times"],
      [{ startsAtMs: firstMs - 30 * dayMs, endsAtMs: firstMs - 29 * dayMs }, "past"],
      [{ endsAtMs: firstMs + 40 * dayMs }, "too-long"],
      [{ timeZone: "Mars/Olympus" }, "time-zone"],
      [{ joinMode: "external" }, "no-external-url"],
      [{ agreementId: "0195a3c4-7b00-7000-8000-000000000009" }, "unknown-agreement"],
      [{ actorId: "node" }, "unknown-author"],
      [{ pictures: ["0195a3c4-7b00-7000-8000-000000000009"] }, "unknown-picture"],
    ];
    for (const [changes, outcome] of wrong)
      expect(await createEvent(app, { ...wanted, ...changes })).toEqual({ outcome });
    const { q, t } = app.database;
    expect(await q.select().from(t.events)).toEqual([]);
  });

  test("tell whoever said that they come, also where nobody follows", async () => {
    const event = await plan();
    const person = stranger("eve");
    await answerFromAfar(app, { eventId: event.id, person, activity: "https://mobilizon.example/join/1", via: "join" });
    await said();
    await reviseEvent(app, event.id, { startsAtMs: firstMs + hourMs, endsAtMs: firstMs + 2 * hourMs });
    expect(await said()).toContain("update event mobilizon");
  });

  test("of a series keep the clock on the wall over summer time, and go on by themselves", async () => {
    const { series, dates } = await repeat();
    expect(new Set(dates.map(({ startsAtMs }) => localOf(startsAtMs, "Europe/Madrid").slice(11)))).toEqual(
      new Set(["18:00"]),
    );
    expect(dates.length).toBe(13);
    expect(await growAllSeries(app)).toBe(0);
    clock.nowMs += 14 * dayMs;
    expect(await growAllSeries(app)).toBe(2);
    expect((await listDates(app.database, series.id)).length).toBe(15);
  });

  test("of a series come as posts one by one, and as events all at once", async () => {
    await followedAt("mobilizon.example", "mobilizon");
    await followedAt("mastodon.example", "mastodon");
    await repeat("FREQ=WEEKLY;COUNT=3");
    const three = ["create event mobilizon", "create event mobilizon", "create event mobilizon"];
    expect(await said()).toEqual([...three, "create note mastodon"]);
    expect(await sayNearNotes(app)).toBe(0);
    clock.nowMs += 6 * dayMs;
    await sayNearNotes(app);
    expect(await said()).toEqual(["create note mastodon"]);
    await sayNearNotes(app);
    expect(await said()).toEqual([]);
  });

  test("of a series stay as one changed them by hand when all are changed", async () => {
    const { dates } = await repeat("FREQ=WEEKLY;COUNT=4");
    const [first, second, third] = dates as [Event, Event, Event];
    await reviseEvent(app, second.id, { startsAtMs: second.startsAtMs + hourMs, endsAtMs: second.endsAtMs + hourMs });
    await reviseEvent(app, third.id, { name: { en: "Special" } });
    await reviseSeries(app, first.id, {
      scope: "all",
      name: { en: "Weekly" },
      startsAtMs: first.startsAtMs + 30 * 60_000,
      endsAtMs: first.endsAtMs + 30 * 60_000,
    });
    const now = await listDates(app.database, first.seriesId ?? "");
    const clockOf = (event: Event | undefined): string => localOf(event?.startsAtMs ?? 0, "Europe/Madrid").slice(11);
    expect(now.map((event) => `${event.name["en"]} ${clockOf(event)}`)).toEqual([
      "Weekly 18:30",
      "Weekly 19:00",
      "Special 18:30",
      "Weekly 18:30",
    ]);
  });

  test("of a series become one of their own from a date on, and move to another day with those who come", async () => {
    const { series, dates } = await repeat("FREQ=WEEKLY;COUNT=4");
    const third = dates[2] as Event;
    const change = { startsAtMs: third.startsAtMs - dayMs, endsAtMs: third.endsAtMs - dayMs };
    const done = await reviseSeries(app, third.id, { scope: "following", ...change, rule: "FREQ=WEEKLY;COUNT=2" });
    if (done.outcome !== "done") throw new Error(JSON.stringify(done));
    expect(done.series.id).not.toBe(series.id);
    expect((await listDates(app.database, series.id)).map(({ id }) => id)).toEqual(
      dates.slice(0, 2).map(({ id }) => id),
    );
    const moved = await listDates(app.database, done.series.id);
    expect(moved.map(({ id, startsAtMs }) => [id, startsAtMs])).toEqual(
      dates.slice(2).map(({ id, startsAtMs }) => [id, startsAtMs - dayMs]),
    );
  });

  test("of a series are cancelled when it ends, and those that were taken away do not come back", async () => {
    const { series, dates } = await repeat("FREQ=WEEKLY");
    await removeEvent(app, (dates[1] as Event).id);
    clock.nowMs += 8 * dayMs;
    await growAllSeries(app);
    await endSeries(app, series.id, { cancelNote: { en: "We stop" } });
    const now = await listDates(app.database, series.id);
    const states = now.map(({ status, deletedAtMs }) => (deletedAtMs === null ? status : "removed"));
    expect(states.slice(0, 4)).toEqual(["confirmed", "removed", "cancelled", "cancelled"]);
    expect(new Set(states.slice(3))).toEqual(new Set(["cancelled"]));
    clock.nowMs += 30 * dayMs;
    expect(await growAllSeries(app)).toBe(0);
  });

  test("are refused with a rule that makes no sense", async () => {
    expect(await createSeries(app, { ...wanted, rule: "FREQ=HOURLY" })).toEqual({
      outcome: "rule",
      problem: { because: "too-often" },
    });
    expect(await createSeries(app, { ...wanted, rule: "FREQ=WEEKLY;BYDAY=MO" })).toEqual({
      outcome: "rule",
      problem: { because: "first-differs" },
    });
    expect(await listEventsInTrouble(app)).toEqual([]);
  });
});
