import { beforeEach, describe, expect, test } from "vitest";
import { boost, undoBoost } from "#src/app/boosts.ts";
import type { Context } from "#src/app/context.ts";
import { follow } from "#src/app/followers.ts";
import { findWhom } from "#src/app/following-search.ts";
import { followThem, unfollowThem, viewFollowings } from "#src/app/followings.ts";
import { decidePost, listCirclePosts, listWaitingPosts, removeFromGroup } from "#src/app/groups.ts";
import { createCircle } from "#src/app/members.ts";
import { ruleAccount } from "#src/app/moderation.ts";
import type { FoundActor } from "#src/app/partners.ts";
import { sweepTimelines, viewTimeline } from "#src/app/timeline.ts";
import { actorIri } from "#src/domain/iri.ts";
import type { Database } from "#src/store/database.ts";
import { countWaiting } from "#src/store/outbox.ts";
import { isObject } from "#federation/wire/document.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import { readRemoteActor } from "#federation/wire/remote-actor.ts";
import { memoryDatabase, onBothEngines } from "#test/rig.ts";
import { readRemote } from "#test/interop/remote.ts";
import { openCoop } from "./ground.ts";
import { openTalk, person, type Talk } from "./remote-talk.ts";

const coop = "https://commons.example/actors/coop";
const everyone = "https://www.w3.org/ns/activitystreams#Public";

function tests(open: () => Promise<Database>, every: boolean): void {
  let app: Context;
  let talk: Talk;
  const clock = { nowMs: 0 };
  beforeEach(async () => {
    clock.nowMs = Date.UTC(2031, 2, 1);
    app = await openCoop(await open(), clock, "https://commons.example");
    talk = openTalk(app);
  });

  /** The coop follows somebody, who accepts. */
  async function following(actor: string, type = "Person", actorId = "coop"): Promise<string> {
    const document = person(actor, { type });
    talk.documents.set(actor, document);
    const read = readRemoteActor(document, actor);
    if (!read.ok) throw new Error(read.reason);
    const done = await followThem(app, { actorId, card: read.value });
    if (done.outcome !== "done") throw new Error(done.outcome);
    const object = { id: done.following.follow, type: "Follow", actor: actorIri(app.origin, actorId), object: actor };
    await talk.hear({ id: `${actor}#accept`, type: "Accept", actor, object });
    return done.following.id;
  }
  const timeline = async (actorId = "coop") =>
    (await viewTimeline(app, { actorId, limit: 50 })).items.map(({ said }) => said.object);
  /** Everything that waits to be said, as it will stand on the wire. */
  async function saidTo(inbox: string): Promise<readonly JsonObject[]> {
    const { q, t } = app.database;
    const rows = await q.select().from(t.outbox).orderBy(t.outbox.id);
    return rows
      .filter((row) => row.inbox === inbox)
      .map((row) =>
        writeMessage(row.message, {
          id: `${app.origin}/messages/${row.id}`,
          actor: actorIri(app.origin, row.actorId),
          origin: app.origin,
          publishedAtMs: row.createdAtMs,
        }),
      );
  }

  test("somebody is followed, accepts under another address, changes their mind, and is left", async () => {
    const rosa = "https://mastodon.example/users/rosa";
    const id = await following(rosa);
    const [asked] = await saidTo(`${rosa}/inbox`);
    expect(asked).toMatchObject({ type: "Follow", actor: coop, object: rosa });
    const state = async () => (await viewFollowings(app, { limit: 5 })).items[0]?.state;
    // Some inboxes never answer the request that brings a Follow, and send the Accept all the same: it is not said again.
    expect([await state(), await countWaiting(app.database)]).toEqual(["accepted", 0]);
    const reject = {
      id: `${rosa}#r`,
      type: "Reject",
      actor: rosa,
      object: { type: "Follow", actor: coop, object: rosa },
    };
    expect(await talk.hear({ ...reject, actor: "https://other.example/u" })).toHaveProperty("dropped");
    expect(await talk.hear(reject)).toBe("done");
    expect(await state()).toBe("rejected");
    await unfollowThem(app, id);
    expect((await saidTo(`${rosa}/inbox`)).at(-1)).toMatchObject({
      type: "Undo",
      object: { type: "Follow", object: rosa },
    });
    expect(await state()).toBeUndefined();
  });

  test("what they say stands in the timeline once, edited and removed with them; nothing of strangers does", async () => {
    const rosa = "https://mastodon.example/users/rosa";
    expect(await talk.hear(await readRemote("mastodon/create-note"))).toHaveProperty("dropped");
    await following(rosa);
    for (const name of ["create-note", "create-note", "update-note", "create-note-warned"])
      await talk.hear(await readRemote(`mastodon/${name}`));
    expect(await timeline()).toHaveLength(2);
    await talk.hear(await readRemote("mastodon/delete-note"));
    await talk.hear(await readRemote("mastodon/create-note"));
    expect(await timeline()).toHaveLength(1);
    clock.nowMs += 91 * 86_400_000;
    await sweepTimelines(app);
    expect(await timeline()).toEqual([]);
    expect(await app.database.q.$count(app.database.t.remoteObjects)).toBe(0);
  });

  test("a circle passes on what its followers post, whole and bare, and what others post when a steward says so", async () => {
    const made = await createCircle(app, { name: { en: "Tools" } });
    if (made.outcome !== "done") throw new Error(made.outcome);
    const circle = actorIri(app.origin, made.actor.id);
    const [ada, bob] = ["https://a.example/users/ada", "https://b.example/users/bob"];
    for (const one of [ada, bob]) talk.documents.set(one, person(one));
    await follow(app, { follow: `${ada}/f`, follower: ada, object: circle, inbox: `${ada}/inbox` });
    const post = (author: string, number: number): JsonObject => {
      const id = `${author}/${number}`;
      const object = {
        id,
        type: "Page",
        name: "Press",
        content: "<p>Hi</p>",
        attributedTo: author,
        to: [circle, everyone],
        audience: circle,
      };
      return {
        "@context": "https://www.w3.org/ns/activitystreams",
        id: `${id}#create`,
        type: "Create",
        actor: author,
        object,
        to: [circle],
      };
    };
    expect(await talk.hear(post(ada, 1))).toBe("done");
    await talk.hear(post(ada, 1));
    const heard = (await saidTo(`${ada}/inbox`)).filter(({ type }) => type === "Announce");
    expect(heard.map(({ object }) => object)).toEqual([post(ada, 1), `${ada}/1`]);
    await talk.hear(post(bob, 1));
    const [waiting] = (await listWaitingPosts(app, { limit: 5 })).items;
    expect(waiting?.said.object).toBe(`${bob}/1`);
    await decidePost(app, { id: waiting?.id ?? "", answer: "accept" });
    const posts = (await listCirclePosts(app, { limit: 5 })).items.map(({ said }) => said.object);
    expect(posts.toSorted()).toEqual([`${ada}/1`, `${bob}/1`]);
    expect((await saidTo(`${bob}/inbox`)).map(nameOf)).toEqual(["Announce Create", "Announce object"]);
    const like = { id: `${ada}/l`, type: "Like", actor: ada, object: `${bob}/1` };
    expect(await talk.hear(like)).toBe("done");
    await talk.hear({ id: `${bob}/1#d`, type: "Delete", actor: bob, object: `${bob}/1` });
    await removeFromGroup(app, { circleId: made.actor.id, object: `${ada}/1` });
    const all = (await saidTo(`${ada}/inbox`)).slice(1).map(nameOf);
    expect(all).toEqual([
      "Announce Create",
      "Announce object",
      "Announce Create",
      "Announce object",
      "Announce Like",
      "Announce Delete",
      "Undo Announce",
      "Announce Delete",
    ]);
    // What a group passes on is never passed on by ours.
    const [group] = ["https://g.example/c/others"];
    await following(group, "Group");
    const before = (await saidTo(`${ada}/inbox`)).length;
    await talk.hear({ id: `${group}/a`, type: "Announce", actor: group, object: post(`https://g.example/u/gil`, 1) });
    expect(await timeline()).toHaveLength(1);
    expect(await saidTo(`${ada}/inbox`)).toHaveLength(before);
  });

  if (!every) return;

  test("a group's Announce is read in every shape, each thing once, and never more than itself is fetched", async () => {
    const lemmy = "https://lemmy.example/c/commons";
    await following(lemmy, "Group");
    const create = await readRemote("lemmy/announce-create-page");
    expect(await talk.hear(create)).toBe("done");
    talk.documents.set(
      "https://lemmy.example/post/55",
      ((create["object"] as JsonObject)["object"] ?? {}) as JsonObject,
    );
    await talk.hear(await readRemote("lemmy/announce-page"));
    await talk.hear(await readRemote("lemmy/announce-update-page"));
    await talk.hear(await readRemote("lemmy/announce-like"));
    const [item] = (await viewTimeline(app, { actorId: "coop", limit: 5 })).items;
    expect(await timeline()).toEqual(["https://lemmy.example/post/55"]);
    expect(item?.said.contentHtml).toEqual({ en: "<p>Ours lends two cider presses.</p>\n" });
    expect(item?.boostedBy?.actor).toBe(lemmy);
    await talk.hear(await readRemote("lemmy/announce-delete-page"));
    await talk.hear(create);
    expect(await timeline()).toEqual([]);
    await following("https://nodebb.example/category/5", "Group");
    await talk.hear(await readRemote("nodebb/announce-create"));
    await talk.hear(await readRemote("nodebb/announce-article"));
    await following("https://mobilizon.example/@ateneu", "Group");
    await talk.hear(await readRemote("mobilizon/announce-event"));
    await following("https://wordpress.example/?author=0", "Group");
    await talk.hear(await readRemote("wordpress/announce-create"));
    // Discourse's objects say nowhere whom they are for.
    const forum = "https://discourse.example/ap/actor/7";
    await following(forum, "Group");
    const note = {
      id: `${forum}/1`,
      type: "Note",
      attributedTo: `${forum}/ann`,
      name: "Next meeting",
      content: "<p>Hi</p>",
    };
    talk.documents.set(`${forum}/ann`, person(`${forum}/ann`));
    const inner = { id: `${forum}/2`, type: "Create", actor: `${forum}/ann`, to: [everyone], object: note };
    await talk.hear({ id: `${forum}/3`, type: "Announce", actor: forum, to: [everyone], object: inner });
    const [newest] = (await viewTimeline(app, { actorId: "coop", limit: 1 })).items;
    expect(newest?.said).toMatchObject({ object: note.id, isPublic: true });
    expect(await timeline()).toHaveLength(4);
  });

  test("what somebody whom we follow boosts is fetched from its own server, whatever they say about it", async () => {
    const rosa = "https://mastodon.example/users/rosa";
    await following(rosa);
    const vic = "https://victim.example/users/vic";
    const object = { id: `${vic}/1`, type: "Note", attributedTo: vic, content: "<p>Mine</p>", to: [everyone] };
    talk.documents.set(vic, person(vic));
    talk.documents.set(`${vic}/1`, object);
    talk.asked.length = 0;
    const announce = {
      id: `${rosa}/a/1`,
      type: "Announce",
      actor: rosa,
      object: { ...object, content: "<p>Forged</p>" },
    };
    expect(await talk.hear(announce)).toBe("done");
    expect(talk.asked).toEqual([`${vic}/1`, vic]);
    const [item] = (await viewTimeline(app, { actorId: "coop", limit: 5 })).items;
    expect(item?.said.contentHtml).toEqual({ und: "<p>Mine</p>" });
    await talk.hear({ id: `${rosa}/a/1#u`, type: "Undo", actor: rosa, object: { ...announce, object: `${vic}/1` } });
    await talk.hear(announce);
    expect(await timeline()).toEqual([]);
  });

  test("a boost of ours goes to followers and to its author, and is taken back", async () => {
    const rosa = "https://mastodon.example/users/rosa";
    await following(rosa);
    const create = await readRemote("mastodon/create-note");
    await talk.hear(create);
    const [object = ""] = await timeline();
    await boost(app, { actorId: "coop", object });
    await boost(app, { actorId: "coop", object });
    await undoBoost(app, { actorId: "coop", object });
    const told = (await saidTo(`${rosa}/inbox`)).slice(1);
    expect(told).toMatchObject([
      { type: "Announce", actor: coop, object, cc: [`${coop}/followers`, rosa] },
      { type: "Undo", actor: coop, object: { type: "Announce", object } },
    ]);
    expect(told[1]).toMatchObject({ object: { id: told[0]?.["id"] } });
  });

  test("who is suspended cannot be followed, and nothing of them is read", async () => {
    const rosa = "https://mastodon.example/users/rosa";
    await following(rosa);
    await talk.hear(await readRemote("mastodon/create-note"));
    await ruleAccount(app, { actor: rosa, standing: "suspended" });
    expect(await timeline()).toEqual([]);
    const read = readRemoteActor(person(rosa), rosa);
    if (read.ok) expect((await followThem(app, { actorId: "coop", card: read.value })).outcome).toBe("suspended");
  });

  test("a site is found by its name alone", async () => {
    const asked: string[] = [];
    const card = readRemoteActor(person("https://blog.example/?author=0"), "https://blog.example/?author=0");
    const findActor = async (address: string): Promise<FoundActor> => {
      asked.push(address);
      return address === "@blog@blog.example" && card.ok ? { found: card.value } : { failed: "not-found", detail: "" };
    };
    expect(await findWhom({ findActor }, " Blog.example/ ")).toHaveProperty("found");
    expect(asked).toEqual(["@blog.example@blog.example", "@blog@blog.example"]);
  });
}

/** The type of an activity, and of its object when that came along. */
function nameOf({ type, object }: JsonObject): string {
  const inner = isObject(object) ? object["type"] : "object";
  return [type, inner].filter((each) => typeof each === "string").join(" ");
}

describe("Following", () => tests(() => memoryDatabase(), true));
onBothEngines("Following", (engine) => tests(engine.open, false));
