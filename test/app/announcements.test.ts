import { beforeEach, expect, test } from "vitest";
import { announce, reviseAnnouncement, withdrawAnnouncement } from "#src/app/announcements.ts";
import { transact, type Context } from "#src/app/context.ts";
import { listAnnouncements } from "#src/store/announcements.ts";
import { saveFollower } from "#src/store/followers.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";

const weekMs = 7 * 24 * 3_600_000;

onBothEngines("announcements", (engine) => {
  let clock: Clock;
  let app: Context;
  beforeEach(async () => {
    clock = { nowMs: 1_800_000_000_000 };
    app = await openCoop(await engine.open(), clock);
  });
  const followedBy = (follower: string, sharedInbox: string | null): Promise<void> =>
    transact(app, ({ session }) =>
      saveFollower(session, {
        actorId: "coop",
        follower,
        follow: `${follower}#f`,
        inbox: `${follower}/inbox`,
        sharedInbox,
        createdAtMs: 0,
      }),
    );
  const rows = async () => {
    const { q, t } = app.database;
    return (await q.select().from(t.outbox)).map(({ inbox, message, state, expiresAtMs }) => ({
      inbox,
      type: message.type,
      state,
      expiresAtMs,
    }));
  };
  const say = async (content: Record<string, string>) => {
    const said = await announce(app, { content });
    if (said.outcome !== "done") throw new Error(said.outcome);
    return said;
  };

  test("go to each server once, for a week", async () => {
    await followedBy("https://big.example/users/ada", "https://big.example/inbox");
    await followedBy("https://big.example/users/bob", "https://big.example/inbox");
    await followedBy("https://small.example/eve", null);
    await say({ en: "Hello" });
    const expected = ["https://big.example/inbox", "https://small.example/eve/inbox"].map((inbox) => ({
      inbox,
      type: "announcement-create",
      state: "waiting",
      expiresAtMs: clock.nowMs + weekMs,
    }));
    expect((await rows()).toSorted((one, other) => (one.inbox < other.inbox ? -1 : 1))).toEqual(expected);
  });

  test("put the coop's language first, leave blank ones out, and are refused when nothing is left", async () => {
    const { announcement } = await say({ fr: "Bonjour", ca: "  ", en: "Hello" });
    expect([Object.entries(announcement.content), announcement.contentHtml["fr"]]).toEqual([
      [
        ["en", "Hello"],
        ["fr", "Bonjour"],
      ],
      "<p>Bonjour</p>",
    ]);
    expect(await announce(app, { content: { en: " \n " } })).toEqual({ outcome: "empty" });
    expect(await reviseAnnouncement(app, announcement.id, { content: {} })).toEqual({ outcome: "empty" });
  });

  test("that were changed before they arrived arrive as they are now", async () => {
    await followedBy("https://small.example/eve", null);
    const { announcement } = await say({ en: "Helo" });
    clock.nowMs += 1000;
    await reviseAnnouncement(app, announcement.id, { content: { en: "Hello" } });
    await reviseAnnouncement(app, announcement.id, { content: { en: "Hello" } });
    const { q, t } = app.database;
    const texts = (await q.select().from(t.outbox)).map(({ message }) =>
      "announcement" in message ? [message.type, message.announcement.contentHtml["en"]] : [],
    );
    expect(texts).toEqual([
      ["announcement-create", "<p>Hello</p>"],
      ["announcement-update", "<p>Hello</p>"],
    ]);
  });

  test("that were removed before they arrived never do, and their text is gone", async () => {
    await followedBy("https://small.example/eve", null);
    const { announcement } = await say({ en: "A mistake" });
    expect((await withdrawAnnouncement(app, announcement.id)).outcome).toBe("done");
    expect((await rows()).map(({ type, state }) => [type, state])).toEqual([
      ["announcement-create", "dropped"],
      ["announcement-delete", "waiting"],
    ]);
    expect(await withdrawAnnouncement(app, announcement.id)).toEqual({ outcome: "removed" });
    expect(await reviseAnnouncement(app, announcement.id, { content: { en: "Again" } })).toEqual({
      outcome: "removed",
    });
    expect((await rows()).length).toBe(2);
    const { q, t } = app.database;
    expect(JSON.stringify(await q.select().from(t.announcements))).not.toContain("mistake");
  });

  test("are listed newest first, page by page, without those that were removed", async () => {
    const ids: string[] = [];
    for (const text of ["1", "2", "3", "4"]) ids.push((await say({ en: text })).announcement.id);
    await withdrawAnnouncement(app, ids[2] ?? "");
    const first = await listAnnouncements(app.database, { limit: 2, actorId: "coop" });
    const rest = await listAnnouncements(app.database, { limit: 2, before: first.at(-1)?.id ?? "" });
    expect([...first, ...rest].map(({ content }) => content["en"])).toEqual(["4", "2", "1"]);
  });
});
