import { v7 as uuidV7 } from "uuid";
import { expect, it } from "vitest";
import { transact } from "#src/app/context.ts";
import { createFeed, feedUrl, findFeed, listFeeds, openFeed, revokeFeed, revokeFeedsOf } from "#src/app/feeds.ts";
import { deleteUser, saveUser } from "#src/store/people.ts";
import { onBothEngines } from "#test/rig.ts";
import { noonMs, openSide, type Side } from "./pair.ts";

onBothEngines("secret addresses for readers", (engine) => {
  const open = async () => {
    const side = await openSide(await engine.open(), "kerala", { nowMs: noonMs });
    return { side, app: side.context, userId: await somebody(side), otherId: await somebody(side) };
  };

  it("are made once for a person and a subject, and shown again", async () => {
    const { app, userId, otherId } = await open();
    const subject = { kind: "resource", subjectId: uuidV7() } as const;
    const first = await createFeed(app, { userId, ...subject });
    expect(await createFeed(app, { userId, ...subject })).toEqual(first);
    expect(await findFeed(app, { userId, ...subject })).toEqual(first);
    expect(await listFeeds(app, userId)).toEqual([first]);
    const other = await createFeed(app, { userId: otherId, ...subject });
    expect(other.token).not.toBe(first.token);
    const all = await createFeed(app, { userId, kind: "agreements", subjectId: null });
    expect(all.id).not.toBe(first.id);
    expect(await findFeed(app, { userId, kind: "agreements", subjectId: null })).toEqual(all);
    const address = feedUrl(app.origin, first, { format: "ics", language: "ca" });
    expect(address).toBe(`https://kerala.example/feeds/${first.token}.ics?language=ca`);
  });

  it("lead to their subject until they are revoked by whose they are", async () => {
    const { app, userId, otherId } = await open();
    const feed = await createFeed(app, { userId, kind: "agreements", subjectId: null });
    expect(await openFeed(app, feed.token)).toMatchObject({
      kind: "agreements",
      subjectId: null,
      user: { id: userId },
    });
    expect(await openFeed(app, `${feed.token}x`)).toBeUndefined();
    expect(await revokeFeed(app, { id: feed.id, userId: otherId })).toBe(false);
    expect(await openFeed(app, feed.token)).toBeDefined();
    expect(await revokeFeed(app, { id: feed.id, userId })).toBe(true);
    expect(await openFeed(app, feed.token)).toBeUndefined();
    expect(await listFeeds(app, userId)).toEqual([]);
    const again = await createFeed(app, { userId, kind: "agreements", subjectId: null });
    expect(again.token).not.toBe(feed.token);
  });

  it("end with their subject, and with the account of whoever made them", async () => {
    const { app, userId, otherId } = await open();
    const subject = { kind: "search", subjectId: uuidV7() } as const;
    const [mine, theirs] = [
      await createFeed(app, { userId, ...subject }),
      await createFeed(app, { userId: otherId, kind: "agreements", subjectId: null }),
    ];
    await transact(app, (work) => revokeFeedsOf(work, subject));
    expect(await openFeed(app, mine.token)).toBeUndefined();
    await transact(app, ({ session }) => deleteUser(session, otherId));
    expect(await openFeed(app, theirs.token)).toBeUndefined();
  });

  it("keep no token readable in the store", async () => {
    const { app, userId } = await open();
    const { token } = await createFeed(app, { userId, kind: "agreements", subjectId: null });
    const rows = await app.database.q.select().from(app.database.t.feeds);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

async function somebody({ context }: Side): Promise<string> {
  const id = uuidV7();
  const rest = { role: "member", name: "Marta", memberId: null, sessionEpoch: 1, lastSeenAtMs: null } as const;
  await transact(context, ({ session }) => saveUser(session, { id, ...rest, createdAtMs: noonMs }));
  return id;
}
