import { afterEach, beforeEach, expect, test } from "vitest";
import { announce, reviseAnnouncement, withdrawAnnouncement } from "#src/app/announcements.ts";
import { transact, type Context } from "#src/app/context.ts";
import { countDeliveries, retryDeliveries, retryDelivery, viewDeliveries } from "#src/app/delivery.ts";
import { listHosts } from "#src/app/delivery-hosts.ts";
import { say } from "#src/app/outbox.ts";
import { saveFollower } from "#src/store/followers.ts";
import { openCourier, type Courier } from "#federation/deliver.ts";
import { openCoop, openInbox, type Clock, type Inbox } from "#test/federation/ground.ts";
import { onBothEngines } from "#test/rig.ts";

const weekMs = 7 * 24 * 3_600_000;

onBothEngines("what was delivered", (engine) => {
  let clock: Clock;
  let app: Context;
  let courier: Courier;
  let inboxes: Inbox[];
  beforeEach(async () => {
    clock = { nowMs: Date.now() };
    app = await openCoop(await engine.open(), clock);
    courier = openCourier({ app, allowPrivateAddresses: true, timeoutMs: 1_500 });
    inboxes = [];
  });
  afterEach(() => Promise.all(inboxes.map((inbox) => inbox.close())));

  const follower = async (...behaviour: Parameters<typeof openInbox>): Promise<Inbox> => {
    const inbox = await openInbox(...behaviour);
    inboxes.push(inbox);
    const actor = `${inbox.origin}/ada`;
    const row = { actorId: "coop", follower: actor, follow: `${actor}#f`, inbox: `${actor}/inbox`, sharedInbox: null };
    await transact(app, ({ session }) => saveFollower(session, { ...row, createdAtMs: 0 }));
    return inbox;
  };
  const announced = async () => {
    const said = await announce(app, { content: { en: "Hello" } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    return { about: said.object, id: said.announcement.id };
  };
  const items = async (query: Parameters<typeof viewDeliveries>[1] | object) =>
    (await viewDeliveries(app, { limit: 50, ...query })).items;

  test("is counted by server, and each failure has its reason and what comes next", async () => {
    await follower(() => 202);
    const failing = [await follower(() => 503), await follower(() => 401), await follower(() => "hang")];
    const gone = await follower(() => 202);
    await gone.close();
    const { about } = await announced();
    await courier.runDue();
    expect(await countDeliveries(app, { about })).toEqual({ done: 1, failed: 4, waiting: 0, dropped: 0 });
    const failed = await items({ about, state: "failed" });
    const found = new Map(failed.map((item) => [item.host, item]));
    expect([...failing, gone].map(({ origin }) => found.get(origin)?.trouble)).toEqual([
      "failing",
      "signature",
      "silent",
      "closed",
    ]);
    const [busy] = failed.filter(({ status }) => status === 503);
    expect(busy).toMatchObject({ attempts: 1, lastAttemptAtMs: clock.nowMs, stopsAtMs: clock.nowMs + weekMs });
    // The whole host rests, at least as long as the row.
    expect(busy?.nextAttemptAtMs).toBeGreaterThanOrEqual(clock.nowMs + 1_000);
    expect((await items({ about, state: "done" })).map(({ status, mayRetry }) => [status, mayRetry])).toEqual([
      [202, false],
    ]);
    const hosts = new Map((await listHosts(app, { limit: 50 })).items.map((host) => [host.host, host]));
    expect(hosts.get(failing[0]?.origin ?? "")).toMatchObject({ failures: 1, waiting: 1, trouble: "failing" });
    // It answers, and takes nothing from us: that is its trouble, too.
    expect(hosts.get(failing[1]?.origin ?? "")).toMatchObject({ failures: 0, waiting: 1, trouble: "signature" });
  });

  test("goes on at once when somebody says so, one message or all about one thing", async () => {
    const inbox = await follower(() => 503);
    const { about } = await announced();
    await courier.runDue();
    inbox.behave(() => 202);
    await courier.runDue();
    expect(inbox.letters).toHaveLength(1);
    const [item] = await items({ about });
    expect(await retryDelivery(app, item?.id ?? "")).toEqual({ outcome: "done" });
    await courier.runDue();
    expect(await countDeliveries(app, { about })).toMatchObject({ done: 1 });
    expect(await retryDelivery(app, item?.id ?? "")).toEqual({ outcome: "over" });
    expect(await retryDelivery(app, app.newId())).toEqual({ outcome: "unknown" });

    inbox.behave(() => 503);
    const second = await announced();
    await courier.runDue();
    inbox.behave(() => 202);
    expect(await retryDeliveries(app, { about: second.about })).toBe(1);
    await courier.runDue();
    expect(await countDeliveries(app, { about: second.about })).toMatchObject({ done: 1, failed: 0 });
  });

  test("an announcement that was given up is taken up again, but not one that was changed or removed since", async () => {
    const inbox = await follower(() => 503);
    const stands = await announced();
    const [changed, removed] = [await announced(), await announced()];
    await courier.runDue();
    clock.nowMs += weekMs + 60_000;
    await courier.runDue();
    expect(await countDeliveries(app, { about: stands.about })).toMatchObject({ dropped: 1 });
    await reviseAnnouncement(app, changed.id, { content: { en: "Changed" } });
    await transact(app, async ({ session }) => session.q.delete(session.t.followers));
    await withdrawAnnouncement(app, removed.id);
    inbox.behave(() => 202);
    expect((await items({ about: removed.about, state: "dropped" })).map(({ mayRetry }) => mayRetry)).toEqual([false]);
    expect((await items({ about: changed.about, state: "dropped" })).map(({ mayRetry }) => mayRetry)).toEqual([false]);
    expect((await items({ about: stands.about })).map(({ mayRetry }) => mayRetry)).toEqual([true]);
    expect(await retryDeliveries(app, { about: stands.about })).toBe(1);
    await courier.runDue();
    expect(await countDeliveries(app, { about: stands.about })).toMatchObject({ done: 1, dropped: 0 });
    clock.nowMs += 31 * 24 * 3_600_000;
    expect(await retryDeliveries(app, { about: stands.about })).toBe(0);
  });

  test("an offer is found by its agreement, and has arrived when it was taken, before it is answered", async () => {
    const inbox = await openInbox();
    inboxes.push(inbox);
    const agreement = "https://here.example/agreements/1";
    const slot = { startsAtMs: 1_800_000_000_000, endsAtMs: 1_800_003_600_000, seats: 1, title: "Assembly" };
    const sides = { provider: inbox.origin, receiver: "https://here.example/actors/coop" };
    const terms = {
      agreement,
      proposal: `${inbox.origin}/proposals/1`,
      ...sides,
      ...slot,
      terms: { kind: "gift" },
    } as const;
    const message = { type: "agreement-offer", terms, to: inbox.origin } as const;
    const answerKey = `offer ${agreement}`;
    await transact(app, (work) => say(work, { from: "coop", inbox: `${inbox.origin}/inbox`, message, answerKey }));
    expect(await countDeliveries(app, { about: agreement })).toMatchObject({ waiting: 1 });
    await courier.runDue();
    expect(await countDeliveries(app, { about: agreement })).toMatchObject({ done: 1, waiting: 0 });
    expect(await items({ about: agreement })).toMatchObject([{ state: "waiting", isTaken: true, status: 202 }]);
  });

  test("a host whose clock is wrong is known by what it answers", async () => {
    const late = new Date(clock.nowMs - 400_000).toUTCString();
    const inbox = await follower(() => ({ status: 202, headers: { date: late } }));
    await announced();
    await courier.runDue();
    const [host] = (await listHosts(app, { limit: 50 })).items.filter(({ host: name }) => name === inbox.origin);
    expect(Math.round((host?.clockDifferenceMs ?? 0) / 10_000)).toBe(-40);
    expect(host).toMatchObject({ signature: "draft-cavage", clock: "trouble" });
  });
});
