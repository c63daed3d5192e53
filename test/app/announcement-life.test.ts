import { beforeEach, expect, test } from "vitest";
import { pinAnnouncement, unpinAnnouncement } from "#src/app/announcement-pins.ts";
import { listHistory } from "#src/app/announcement-history.ts";
import { publishScheduled } from "#src/app/announcement-schedule.ts";
import { announce, reviseAnnouncement, withdrawAnnouncement, type NewAnnouncement } from "#src/app/announcements.ts";
import { transact, type Context } from "#src/app/context.ts";
import { findMentions } from "#src/app/mentions.ts";
import { createCircle } from "#src/app/members.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { keepRemoteObject } from "#src/app/remote-objects.ts";
import { saveUpload } from "#src/app/uploads.ts";
import type { Mention } from "#src/domain/post.ts";
import { findAnnouncement, listAnnouncements, listPinned } from "#src/store/announcements.ts";
import { saveFollower } from "#src/store/followers.ts";
import { saveHost } from "#src/store/hosts.ts";
import { listUploadsOf } from "#src/store/uploads.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { onBothEngines } from "#test/rig.ts";
import { saidBy } from "#test/web/following-content.ts";
import { noise } from "./picture-samples.ts";

const hourMs = 3_600_000;
const ada: Mention = {
  actor: "https://social.example/users/ada",
  address: "ada@social.example",
  inbox: "https://social.example/inbox",
  url: "https://social.example/@ada",
};

onBothEngines("an announcement", (engine) => {
  let clock: Clock;
  let app: Context;
  beforeEach(async () => {
    clock = { nowMs: 1_800_000_000_000 };
    app = await openCoop(await engine.open(), clock);
  });
  const follow = (host: string, software?: string): Promise<void> =>
    transact(app, async ({ session }) => {
      await saveFollower(session, {
        actorId: "coop",
        follower: `https://${host}/u`,
        follow: `https://${host}/f`,
        inbox: `https://${host}/u/inbox`,
        sharedInbox: `https://${host}/inbox`,
        createdAtMs: 0,
      });
      if (software !== undefined) await saveHost(session, { ...strangerHost, host: `https://${host}`, software });
    });
  /** What was said, as `HOST TYPE`, `beside` for the Note beside an article. */
  const said = async (): Promise<string[]> => {
    const { q, t } = app.database;
    const rows = await q.select().from(t.outbox).orderBy(t.outbox.id);
    return rows.map(({ inbox, message, state }) => {
      const beside = "beside" in message ? " beside" : "";
      return `${new URL(inbox).host} ${message.type.replace("announcement-", "")}${beside}${state === "dropped" ? " dropped" : ""}`;
    });
  };
  const say = async (wanted: NewAnnouncement) => {
    const done = await announce(app, wanted);
    if (done.outcome !== "done") throw new Error(done.outcome);
    return done.announcement;
  };
  const picture = async (): Promise<string> => {
    const saved = await saveUpload(app, { bytes: await noise(4, 4).png().toBuffer(), alt: { en: "A cat" } });
    if (saved.outcome !== "done") throw new Error(saved.outcome);
    return saved.upload.id;
  };

  test("that is a draft is nobody's business, may be changed and thrown away, and leaves no trace", async () => {
    await follow("one.example");
    const { id } = await say({ content: { en: "Not yet #soon" }, state: "draft", pictures: [await picture()] });
    await reviseAnnouncement(app, id, { content: { en: "Still not" } });
    expect([await said(), await listAnnouncements(app.database, { limit: 9 }), await listHistory(app, id)]).toEqual([
      [],
      [],
      [],
    ]);
    expect((await withdrawAnnouncement(app, id)).outcome).toBe("done");
    expect([await findAnnouncement(app.database, id), await listUploadsOf(app.database, id), await said()]).toEqual([
      undefined,
      [],
      [],
    ]);
    const { q, t } = app.database;
    expect(await q.$count(t.hashtags)).toBe(0);
  });

  test("that is scheduled becomes public once, however many try, also long after its time", async () => {
    await follow("one.example");
    const content = { en: "At eight" };
    expect(await announce(app, { content, state: "scheduled" })).toEqual({ outcome: "no-time" });
    expect(await announce(app, { content, publishAtMs: clock.nowMs })).toEqual({ outcome: "past" });
    const { id } = await say({ content, publishAtMs: clock.nowMs + hourMs });
    expect([await publishScheduled(app), await said()]).toEqual([0, []]);
    clock.nowMs += 50 * hourMs;
    const published = await Promise.all([publishScheduled(app), publishScheduled(app), publishScheduled(app)]);
    expect(published.reduce((sum, one) => sum + one)).toBe(1);
    expect(await said()).toEqual(["one.example create"]);
    expect(await findAnnouncement(app.database, id)).toMatchObject({ state: "published", publishedAtMs: clock.nowMs });
    expect(await reviseAnnouncement(app, id, { state: "draft" })).toEqual({ outcome: "published" });
  });

  test("that is scheduled can be moved, held back and published by hand", async () => {
    const { id } = await say({ content: { en: "Later" }, publishAtMs: clock.nowMs + hourMs });
    await reviseAnnouncement(app, id, { publishAtMs: clock.nowMs + 2 * hourMs });
    clock.nowMs += hourMs;
    expect(await publishScheduled(app)).toBe(0);
    await reviseAnnouncement(app, id, { state: "draft" });
    clock.nowMs += 9 * hourMs;
    expect(await publishScheduled(app)).toBe(0);
    await reviseAnnouncement(app, id, { state: "published" });
    expect((await listAnnouncements(app.database, { limit: 9 })).map((one) => one.id)).toEqual([id]);
  });

  test("remembers what it said, and forgets it all when it is removed", async () => {
    const [first, second] = [await picture(), await picture()];
    const { id } = await say({ content: { en: "Friday #a" }, pictures: [first, second], contentNote: { en: "Food" } });
    clock.nowMs += 1000;
    await reviseAnnouncement(app, id, { content: { en: "Saturday #b" }, pictures: [second] });
    clock.nowMs += 1000;
    await reviseAnnouncement(app, id, { alts: { [second]: { en: "A dog" } } });
    const history = await listHistory(app, id);
    expect(history.map(({ content, pictures }) => [content["en"], pictures.map(({ en }) => en)])).toEqual([
      ["Saturday #b", ["A cat"]],
      ["Friday #a", ["A cat", "A cat"]],
    ]);
    expect(history[0]?.fromMs).toBe(history[1]?.untilMs);
    expect(await listUploadsOf(app.database, id)).toMatchObject([{ id: second, alt: { en: "A dog" } }]);
    expect((await listAnnouncements(app.database, { limit: 9, tag: "a" })).length).toBe(0);
    expect((await listAnnouncements(app.database, { limit: 9, tag: "b" })).length).toBe(1);
    await withdrawAnnouncement(app, id);
    expect([await listHistory(app, id), await listUploadsOf(app.database, id)]).toEqual([[], []]);
    expect((await listAnnouncements(app.database, { limit: 9, tag: "b" })).length).toBe(0);
    expect(await findAnnouncement(app.database, id)).toMatchObject({ content: {}, contentNote: {}, hashtags: [] });
  });

  test("names people, who hear of it although they follow nobody; who is named later gets it whole", async () => {
    await follow("one.example");
    const findActor = (address: string) =>
      Promise.resolve(
        address === "@ada@social.example"
          ? { found: { ...ada, type: "Person", name: "Ada", sharedInbox: ada.inbox, alsoKnownAs: [] } }
          : ({ failed: "not-found", detail: "" } as const),
      );
    const partners = { findActor } as unknown as Parameters<typeof findMentions>[0]["partners"];
    const text = "With @Ada@social.example, @here@here.example and @nobody@social.example; not me@mail.example.";
    const found = await findMentions({ app, partners }, { en: text });
    expect(found).toMatchObject({
      mentions: [{ actor: ada.actor }, { actor: "https://here.example/actors/coop" }],
      unknown: ["nobody@social.example"],
    });
    const { id, contentHtml } = await say({ content: { en: "Hello" } });
    expect(contentHtml["en"]).toBe("<p>Hello</p>");
    clock.nowMs += 1000;
    const revised = await reviseAnnouncement(app, id, { content: { en: text }, mentions: found.mentions });
    expect(revised).toMatchObject({ announcement: { mentions: [{ actor: ada.actor }, {}] } });
    expect((await said()).toSorted()).toEqual([
      "one.example create",
      "one.example update",
      "social.example create",
      "social.example update",
    ]);
    // Who is not named any more still has it, so hears of its end.
    await reviseAnnouncement(app, id, { content: { en: "Hello again" }, mentions: [] });
    await withdrawAnnouncement(app, id);
    expect((await said()).filter((line) => line === "social.example delete").length).toBe(1);
  });

  test("in answer to somebody reaches them, and keeps naming them when it is changed", async () => {
    const inReplyTo = "https://social.example/users/ada/1";
    const { actor, address, inbox, url } = ada;
    const card = { actor, type: "Person", address, name: "Ada", inbox, url, alsoKnownAs: [] };
    const answer = { content: { en: "Thank you" }, inReplyTo };
    expect(await announce(app, answer)).toEqual({ outcome: "unknown-answered" });
    await transact(app, async (work) => {
      await keepRemoteActor(work, card);
      await keepRemoteObject(work, saidBy(app, card, { object: inReplyTo }));
    });
    const { id } = await say(answer);
    await reviseAnnouncement(app, id, { content: { en: "Thank you!" } });
    expect(await findAnnouncement(app.database, id)).toMatchObject({ inReplyTo, mentions: [ada] });
    expect(await said()).toEqual(["social.example create", "social.example update"]);
  });

  test("that is long is an article with a note beside it, and each server is sent what it shows", async () => {
    await follow("big.example", "mastodon");
    await follow("forum.example", "nodebb");
    await follow("odd.example");
    const article = await say({ content: { en: "Long. ".repeat(400) } });
    expect(article.kind).toBe("article");
    const created = [
      "big.example create beside",
      "forum.example create",
      "odd.example create",
      "odd.example create beside",
    ];
    expect((await said()).toSorted()).toEqual(created);
    // By now more is known of it; it is told of the change of what it has all the same.
    await transact(app, ({ session }) =>
      saveHost(session, { ...strangerHost, host: "https://odd.example", software: "gotosocial" }),
    );
    clock.nowMs += 1000;
    await reviseAnnouncement(app, article.id, { title: { en: "How we share" } });
    await withdrawAnnouncement(app, article.id);
    const all = (await said()).filter((line) => line.startsWith("odd.example") && line.includes("delete"));
    expect(all.toSorted()).toEqual(["odd.example delete", "odd.example delete beside"]);
  });

  test("is pinned before others, at most five, and servers are told", async () => {
    await follow("one.example");
    const ids: string[] = [];
    for (let number = 0; number < 6; number += 1) ids.push((await say({ content: { en: `${number}` } })).id);
    for (const id of ids.slice(0, 5)) expect((await pinAnnouncement(app, id)).outcome).toBe("done");
    expect((await pinAnnouncement(app, ids[5] ?? "")).outcome).toBe("too-many");
    await pinAnnouncement(app, ids[0] ?? "");
    await unpinAnnouncement(app, ids[2] ?? "");
    const order = (await listPinned(app.database, "coop")).map(({ id }) => ids.indexOf(id));
    expect(order).toEqual([0, 4, 3, 1]);
    expect((await said()).filter((line) => line.includes("pin")).length).toBe(7);
  });

  test("can be a circle's, and nobody's who does not speak here", async () => {
    const circle = await createCircle(app, { name: { en: "Care" } });
    if (circle.outcome !== "done") throw new Error(circle.outcome);
    const announcement = await say({ content: { en: "We met" }, actorId: circle.actor.id });
    expect(announcement.actorId).toBe(circle.actor.id);
    expect(await announce(app, { content: { en: "x" }, actorId: "node" })).toEqual({ outcome: "unknown-author" });
    const mine = await picture();
    await say({ content: { en: "x" }, pictures: [mine] });
    expect(await announce(app, { content: { en: "x" }, pictures: [mine] })).toEqual({ outcome: "unknown-picture" });
    expect((await listAnnouncements(app.database, { limit: 9 })).length).toBe(2);
  });
});

const strangerHost = {
  failures: 0,
  nextAttemptAtMs: 0,
  signature: null,
  lastSuccessAtMs: null,
  lastError: null,
  lastFailureAtMs: null,
  lastReceivedAtMs: null,
  receivedSignature: null,
  softwareVersion: null,
  softwareCheckedAtMs: null,
  clockDifferenceMs: null,
  clockSeenAtMs: null,
};
