import { afterEach, beforeEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { answerKeys, heard, say } from "#src/app/outbox.ts";
import type { Message } from "#src/domain/message.ts";
import { leaseDeliveries } from "#src/store/deliveries.ts";
import { saveFollower } from "#src/store/followers.ts";
import { findOutboxRow } from "#src/store/outbox.ts";
import { openCourier, type Courier } from "#federation/deliver.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop, openInbox, type Clock, type Inbox } from "./ground.ts";

const follower = "https://there.example/users/ada";
const accept: Message = {
  type: "peer-accept",
  follow: "https://there.example/f/1",
  follower: "https://there.example/node",
};
const removal: Message = {
  type: "announcement-delete",
  object: "https://here.example/announcements/1",
  deletedAtMs: 0,
};

interface Told {
  readonly message?: Message;
  readonly answerKey?: string;
  readonly expiresAtMs?: number;
}

onBothEngines("the courier", (engine) => {
  let clock: Clock;
  let app: Context;
  let courier: Courier;
  let inboxes: Inbox[];

  beforeEach(async () => {
    clock = { nowMs: Date.now() };
    app = await openCoop(await engine.open(), clock);
    courier = openCourier({ app, allowPrivateAddresses: true, timeoutMs: 500 });
    inboxes = [];
  });
  afterEach(() => Promise.all(inboxes.map((inbox) => inbox.close())));

  const inboxOf = async (...behaviour: Parameters<typeof openInbox>): Promise<Inbox> => {
    const inbox = await openInbox(...behaviour);
    inboxes.push(inbox);
    return inbox;
  };
  const tell = async (inbox: string, rest: Told = {}): Promise<string> => {
    const id = app.newId();
    await transact(app, (work) => say(work, { id, from: "node", inbox, message: accept, ...rest }));
    return id;
  };
  const stateOf = async (id: string): Promise<string | undefined> => (await findOutboxRow(app.database, id))?.state;
  const laterBy = async (ms: number): Promise<void> => {
    clock.nowMs += ms;
    await courier.runDue();
  };

  test("sends a message signed by the actor who says it, and keeps its bytes", async () => {
    const inbox = await inboxOf();
    const id = await tell(`${inbox.origin}/inbox`);
    await courier.runDue();
    const [letter] = inbox.letters;
    expect(letter?.headers["content-type"]).toBe("application/activity+json");
    expect(letter?.headers["signature"]).toContain('keyId="https://here.example/actors/node#main-key"');
    expect(JSON.parse(letter?.body ?? "")).toMatchObject({
      id: `https://here.example/messages/${id}`,
      type: "Accept",
      actor: "https://here.example/actors/node",
    });
    expect((await findOutboxRow(app.database, id))?.body).toBe(letter?.body);
    expect(await stateOf(id)).toBe("done");
  });

  test("says the same bytes again after one second, then two, until they are taken", async () => {
    const inbox = await inboxOf(() => 500);
    const id = await tell(`${inbox.origin}/inbox`);
    await courier.runDue();
    await laterBy(900);
    expect(inbox.letters.length).toBe(1);
    await laterBy(400);
    expect(inbox.letters.length).toBe(2);
    await laterBy(1_900);
    expect(inbox.letters.length).toBe(2);
    inbox.behave(() => 202);
    await laterBy(600);
    expect(new Set(inbox.letters.map((letter) => letter.body)).size).toBe(1);
    expect([inbox.letters.length, await stateOf(id)]).toEqual([3, "done"]);
  });

  test("a server that never answers holds up nobody else, nor does a message that it never answers", async () => {
    const [silent, quick] = [await inboxOf(() => "hang"), await inboxOf()];
    for (let count = 0; count < 20; count += 1) await tell(`${silent.origin}/inbox`);
    const id = await tell(`${quick.origin}/inbox`);
    await courier.runDue();
    expect([await stateOf(id), quick.letters.length]).toEqual(["done", 1]);
    quick.behave(({ body }) => (body.includes("announcements/1") ? "hang" : 202));
    const poison = await tell(`${quick.origin}/inbox`, { message: removal });
    await laterBy(0);
    const other = await tell(`${quick.origin}/inbox`);
    await laterBy(100_000);
    expect([await stateOf(poison), await stateOf(other)]).toEqual(["waiting", "done"]);
  });

  test("a host that is away is tried by one row at a time; when it is back, everything arrives", async () => {
    const inbox = await inboxOf(() => 503);
    for (let count = 0; count < 9; count += 1) await tell(`${inbox.origin}/inbox`);
    await courier.runDue();
    const atFirst = inbox.letters.length;
    expect(atFirst).toBeLessThanOrEqual(2);
    for (let probe = 0; probe < 4; probe += 1) {
      const before = inbox.letters.length;
      await laterBy(100_000);
      expect(inbox.letters.length).toBe(before + 1);
    }
    inbox.behave(() => 202);
    await laterBy(100_000);
    expect(new Set(inbox.letters.map((letter) => JSON.parse(letter.body).id)).size).toBe(9);
    expect(await app.database.q.$count(app.database.t.outbox)).toBe(9);
    await laterBy(4_000_000);
    const ids = inbox.letters.filter((_, index) => index >= atFirst + 4).map((letter) => letter.body);
    expect(new Set(ids).size).toBe(9);
  });

  test("a request from a host that was away lets everything go to it at once", async () => {
    const inbox = await inboxOf(() => 503);
    const ids = [await tell(`${inbox.origin}/inbox`), await tell(`${inbox.origin}/inbox`)];
    for (let hour = 0; hour < 14; hour += 1) await laterBy(3_700_000);
    inbox.behave(() => 202);
    await courier.runDue();
    expect(await stateOf(ids[0] ?? "")).toBe("waiting");
    await courier.hostAwake(inbox.origin);
    await courier.runDue();
    expect(await Promise.all(ids.map(stateOf))).toEqual(["done", "done"]);
  });

  test("a post that a host refuses keeps its time, however often that host is heard", async () => {
    const inbox = await inboxOf(() => 424);
    await tell(`${inbox.origin}/inbox`, { expiresAtMs: clock.nowMs + 7 * 24 * 3_600_000 });
    for (let minute = 0; minute < 60; minute += 1) await courier.hostAwake(inbox.origin).then(() => laterBy(60_000));
    expect(inbox.letters.length).toBeLessThan(16);
  });

  test.each(["draft-cavage", "rfc9421"])(
    "finds out that a host takes %s signatures only, and remembers it",
    async (kind) => {
      const isRfc = (signatureInput: unknown): boolean => signatureInput !== undefined;
      const inbox = await inboxOf((letter) =>
        isRfc(letter.headers["signature-input"]) === (kind === "rfc9421") ? 202 : 401,
      );
      const id = await tell(`${inbox.origin}/inbox`);
      await courier.runDue();
      expect(await stateOf(id)).toBe("done");
      const tries = inbox.letters.length;
      expect(tries).toBe(kind === "rfc9421" ? 2 : 1);
      await tell(`${inbox.origin}/inbox`);
      await courier.runDue();
      expect(inbox.letters.length).toBe(tries + 1);
    },
  );

  test("410 for an announcement ends that follower, and no node is ever given up", async () => {
    const inbox = await inboxOf(() => 410);
    await transact(app, ({ session }) =>
      saveFollower(session, {
        actorId: "coop",
        follower,
        follow: `${follower}/f`,
        inbox: `${inbox.origin}/inbox`,
        sharedInbox: null,
        createdAtMs: 0,
      }),
    );
    const toFollower = await tell(`${inbox.origin}/inbox`, { message: removal });
    const toNode = await tell(`${inbox.origin}/inbox`);
    const anotherActor = app.newId();
    await transact(app, (work) =>
      say(work, { id: anotherActor, from: "coop", inbox: `${inbox.origin}/inbox`, message: removal }),
    );
    await courier.runDue();
    expect([await stateOf(toFollower), await stateOf(anotherActor), await stateOf(toNode)]).toEqual([
      "dropped",
      "dropped",
      "waiting",
    ]);
    expect(await app.database.q.$count(app.database.t.followers)).toBe(0);
    inbox.behave(() => 202);
    await laterBy(10_000);
    expect(await stateOf(toNode)).toBe("done");
  });

  test("a message that expects an answer is said again until the answer was heard", async () => {
    const inbox = await inboxOf();
    const key = answerKeys.offer("https://here.example/agreements/1");
    const id = await tell(`${inbox.origin}/inbox`, { answerKey: key });
    await courier.runDue();
    await laterBy(1_300);
    expect([inbox.letters.length, await stateOf(id)]).toEqual([2, "waiting"]);
    await transact(app, (work) => heard(work, key));
    await laterBy(4_000_000);
    expect([inbox.letters.length, await stateOf(id)]).toEqual([2, "done"]);
  });

  test("what has outlived its time is dropped", async () => {
    const inbox = await inboxOf(() => 503);
    const id = await tell(`${inbox.origin}/inbox`, { message: removal, expiresAtMs: clock.nowMs + 5_000 });
    await courier.runDue();
    inbox.behave(() => 202);
    await laterBy(60_001);
    expect([await stateOf(id), inbox.letters.length]).toEqual(["dropped", 1]);
  });

  test("a message that cannot be written is kept and holds up nobody", async () => {
    const inbox = await inboxOf();
    // No code of ours can write such a row: it stands for one that a later version or a damaged disk left behind.
    const broken = { ...accept, type: "entry-create", document: "not JSON" } as unknown as Message;
    const poisoned = await tell(`${inbox.origin}/inbox`, { message: broken });
    const id = await tell(`${inbox.origin}/inbox`);
    await courier.runDue();
    expect([await stateOf(poisoned), await stateOf(id), inbox.letters.length]).toEqual(["waiting", "done", 1]);
  });

  test("two couriers on one store send each message once", async () => {
    const inbox = await inboxOf();
    const other = openCourier({ app, allowPrivateAddresses: true });
    const count = 40;
    await transact(app, async (work) => {
      for (let each = 0; each < count; each += 1)
        await say(work, { from: "node", inbox: `${inbox.origin}/${each}`, message: accept });
    });
    await Promise.all([courier.runDue(), other.runDue()]);
    expect(inbox.letters.map((letter) => letter.path).toSorted()).toEqual(
      Array.from({ length: count }, (_, each) => `/${each}`).toSorted(),
    );
  });

  test("one inbox gets one message after the other, in the order in which they were said", async () => {
    const inbox = await inboxOf();
    const ids: string[] = [];
    for (let each = 0; each < 20; each += 1) ids.push(await tell(`${inbox.origin}/inbox`));
    await courier.runDue();
    expect(inbox.letters.map((letter) => JSON.parse(letter.body).id)).toEqual(
      ids.map((id) => `https://here.example/messages/${id}`),
    );
  });

  test("rows of a worker that died are taken up when its lease has ended", async () => {
    const inbox = await inboxOf();
    const id = await tell(`${inbox.origin}/inbox`);
    const dead = { worker: "dead", nowMs: clock.nowMs, leaseMs: 5_000, limit: 5, limitPerHost: 5, busy: new Map() };
    expect(await transact(app, ({ session }) => leaseDeliveries(session, dead))).toHaveLength(1);
    await laterBy(4_000);
    expect(inbox.letters.length).toBe(0);
    await laterBy(1_001);
    expect([inbox.letters.length, await stateOf(id)]).toEqual([1, "done"]);
  });

  test("stopping does not wait for a host that hangs, and what it was sent is said again", async () => {
    const inbox = await inboxOf(() => "hang");
    const patient = openCourier({ app, allowPrivateAddresses: true, timeoutMs: 60_000 });
    patient.start();
    const id = await tell(`${inbox.origin}/inbox`);
    await expect.poll(() => inbox.letters.length).toBe(1);
    await patient.stop();
    inbox.behave(() => 202);
    await courier.runDue();
    expect(await stateOf(id)).toBe("done");
  });

  test("started, it notices by itself what is said, and stopping waits for what is under way", async () => {
    const inbox = await inboxOf();
    courier.start();
    const id = await tell(`${inbox.origin}/inbox`);
    await expect.poll(() => inbox.letters.length).toBe(1);
    await courier.stop();
    expect(await stateOf(id)).toBe("done");
  });
});
