import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { transact } from "#src/app/context.ts";
import { say } from "#src/app/outbox.ts";
import type { Message } from "#src/domain/message.ts";
import { findOutboxRow } from "#src/store/outbox.ts";
import { openCourier } from "#federation/deliver.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop, openInbox, type Inbox } from "#test/federation/ground.ts";

const accept: Message = { type: "peer-accept", follow: "https://a.example/f/1", follower: "https://a.example/node" };

/** What stands in a row that no code of ours wrote. */
const poisons: readonly unknown[] = [
  7,
  "x",
  [],
  {},
  { type: "no-such-thing" },
  { type: "entry-create" },
  { type: ["peer-accept"] },
];
const poisonedInboxes = [
  "not an address",
  "http://",
  "file:///etc/passwd",
  "http://169.254.169.254/inbox",
  `http://${"a".repeat(300)}.example/`,
];

onBothEngines("the queue", (engine) => {
  test("is not held up by messages that cannot be written, or by inboxes that are none", async () => {
    const clock = { nowMs: Date.now() };
    const app = await openCoop(await engine.open(), clock);
    const inbox = await openInbox();
    const change = (id: string, values: { message?: Message; inbox?: string; host?: string }): Promise<void> =>
      app.database.transaction(async ({ q, t }) => {
        await q.update(t.outbox).set(values).where(eq(t.outbox.id, id));
      });
    const tell = (id: string, to: string): Promise<unknown> =>
      transact(app, (work) => say(work, { id, from: "node", inbox: to, message: accept }));
    const broken: string[] = [];
    for (const poison of poisons) {
      const id = app.newId();
      await tell(id, `${inbox.origin}/inbox`);
      await change(id, { message: poison as Message });
      broken.push(id);
    }
    for (const address of poisonedInboxes) {
      const id = app.newId();
      await tell(id, `${inbox.origin}/inbox`);
      await change(id, { inbox: address, host: address });
      broken.push(id);
    }
    const good = [app.newId(), app.newId()];
    for (const id of good) await tell(id, `${inbox.origin}/inbox`);
    const courier = openCourier({ app, allowPrivateAddresses: true, timeoutMs: 500 });
    await courier.runDue();
    for (const id of good) expect((await findOutboxRow(app.database, id))?.state).toBe("done");
    for (const id of broken) expect((await findOutboxRow(app.database, id))?.state).not.toBe("done");
    // They are kept, said in the log, and tried again later: never in a circle.
    await courier.runDue();
    expect(inbox.letters.length).toBe(2);
    await inbox.close();
  });

  test("goes on to others while twenty hosts never answer, and leaves each of those alone after its first silence", async () => {
    const app = await openCoop(await engine.open(), { nowMs: Date.now() });
    const silent: Inbox[] = [];
    for (let each = 0; each < 20; each += 1) silent.push(await openInbox(() => "hang"));
    const good = await openInbox();
    await transact(app, async (work) => {
      for (const { origin } of silent)
        for (let each = 0; each < 5; each += 1)
          await say(work, { from: "node", inbox: `${origin}/${each}`, message: accept });
      for (let each = 0; each < 5; each += 1)
        await say(work, { from: "node", inbox: `${good.origin}/${each}`, message: accept });
    });
    const courier = openCourier({ app, allowPrivateAddresses: true, timeoutMs: 400 });
    await courier.runDue();
    expect(good.letters.length).toBe(5);
    for (const inbox of silent) expect(inbox.letters.length).toBeLessThanOrEqual(2);
    await Promise.all([...silent, good].map((inbox) => inbox.close()));
  });
});
