import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import type { Context } from "#src/app/context.ts";
import { liftAccount, ruleAccount } from "#src/app/moderation.ts";
import { moderateReply } from "#src/app/response-views.ts";
import { sweepTimelines } from "#src/app/timeline.ts";
import type { Database } from "#src/store/database.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { findRemoteObject } from "#src/store/remote-objects.ts";
import { countShown, findResponse, listReplies } from "#src/store/responses.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { memoryDatabase, onBothEngines } from "#test/rig.ts";
import { readRemote } from "#test/interop/remote.ts";
import { openCoop } from "./ground.ts";
import { openTalk, person, type Talk } from "./remote-talk.ts";

const rosa = "https://mastodon.example/users/rosa";
const everyone = "https://www.w3.org/ns/activitystreams#Public";

type Open = () => Promise<Database>;

/** All of it in memory; what the two engines could do differently on both. */
function tests(open: Open, every: boolean): void {
  let app: Context;
  let talk: Talk;
  let post: string;
  const clock = { nowMs: 0 };
  beforeEach(async () => {
    clock.nowMs = Date.UTC(2031, 2, 1);
    app = await openCoop(await open(), clock, "https://commons.example");
    talk = openTalk(app);
    talk.documents.set(rosa, person(rosa));
    post = await newPost();
  });
  const newPost = async (): Promise<string> => {
    const made = await announce(app, { content: { en: "A kit of cameras goes round." } });
    if (made.outcome !== "done") throw new Error("There is no post.");
    return made.object;
  };
  const rowsIn = (state: "shown" | "waiting" | "hidden", object?: string) =>
    listReplies(app.database, {
      limit: 50,
      states: [state],
      order: "asc",
      ...(object === undefined ? {} : { object }),
    });
  const shown = async (object = post) =>
    (await rowsIn("shown", object)).map(({ said }) => Object.values(said.contentHtml)[0]?.replace(/<[^>]*>/g, ""));
  const remote = (name: string) => readRemote(name, { announcement: post });

  test("a reply is shown, its edit is read, its removal takes it away and keeps it away", async () => {
    const create = await remote("mastodon/create-reply");
    expect(await talk.hear(create)).toBe("done");
    expect(await shown()).toEqual(["@coop Can the camera kit travel by train?"]);
    await talk.hear(await remote("mastodon/update-reply"));
    await talk.hear(create);
    expect(await shown()).toEqual(["@coop Can the camera kit travel by night train?"]);
    await talk.hear(await remote("mastodon/delete-reply"));
    await talk.hear(create);
    expect(await shown()).toEqual([]);
    expect(await rowsIn("waiting")).toEqual([]);
  });

  test("likes, reactions and boosts are counted once for each person, and taken back", async () => {
    for (const name of ["mastodon/like", "mastodon/like", "friendica/like", "akkoma/emoji-react", "mastodon/announce"])
      await talk.hear(await remote(name));
    expect(await countShown(app.database, post)).toEqual({ reply: 0, like: 3, boost: 1 });
    for (const name of [
      "mastodon/undo-like",
      "friendica/undo-like",
      "akkoma/undo-emoji-react",
      "mastodon/undo-announce",
    ])
      await talk.hear(await remote(name));
    expect(await countShown(app.database, post)).toEqual({ reply: 0, like: 0, boost: 0 });
    // Whoever likes and takes back all day leaves no row for each.
    clock.nowMs += 2 * 3_600_000;
    await sweepTimelines(app);
    expect(await app.database.q.$count(app.database.t.responses)).toBe(0);
  });

  test("an answer to an answer that named us finds its place when the one between comes", async () => {
    const reply = await remote("mastodon/create-reply");
    const first = (reply["object"] as JsonObject)["id"] as string;
    await talk.hear(
      note(`${rosa}/31`, first, { tag: [{ type: "Mention", href: "https://commons.example/actors/coop" }] }),
    );
    expect(await rowsIn("waiting")).toHaveLength(1);
    await talk.hear(reply);
    expect(await shown()).toHaveLength(2);
  });

  test("the Delete of somebody unknown costs no look at who it is; an account that goes takes everything along", async () => {
    await talk.hear({
      id: "https://x.example/d",
      type: "Delete",
      actor: "https://x.example/u",
      object: "https://x.example/n",
    });
    await talk.hear({
      id: "https://x.example/e",
      type: "Delete",
      actor: "https://x.example/u",
      object: "https://x.example/u",
    });
    expect(talk.asked).toEqual([]);
    await talk.hear(note(`${rosa}/8`, post));
    await talk.hear(await remote("mastodon/like"));
    await talk.hear({ id: `${rosa}#delete`, type: "Delete", actor: rosa, object: rosa });
    expect(await countShown(app.database, post)).toEqual({ reply: 0, like: 0, boost: 0 });
    expect(await findRemoteObject(app.database, `${rosa}/8`)).toBeUndefined();
    expect(await findRemoteActor(app.database, rosa)).toBeUndefined();
  });

  if (!every) return;
  test.each([
    ["gotosocial/create-reply", "https://gotosocial.example/users/lena"],
    ["friendica/create-reply", "https://friendica.example/profile/jonas"],
    ["lemmy/create-comment", "https://lemmy.example/u/mira"],
    ["nodebb/create-reply", "https://nodebb.example/uid/7"],
    ["wordpress/create-comment", "https://wordpress.example/?author=2"],
    ["mastodon/create-unlisted-reply", rosa],
  ])("%s is a reply that everyone sees", async (name, author) => {
    talk.documents.set(author, person(author));
    expect(await talk.hear(await remote(name))).toBe("done");
    expect(await shown()).toHaveLength(1);
    expect(talk.asked.filter((iri) => iri !== author)).toEqual([]);
  });

  test.each(["mastodon/create-private-mention", "mastodon/create-followers-only-reply"])(
    "%s waits for stewards and can never be shown",
    async (name) => {
      await talk.hear(await remote(name));
      const [row] = await rowsIn("waiting");
      expect(await shown()).toEqual([]);
      expect((await moderateReply(app, { id: row?.response.id ?? "", state: "shown" })).outcome).toBe("private");
    },
  );

  test("a thread is followed as deep as it is known, and no further: nothing of it is fetched", async () => {
    const reply = await remote("mastodon/create-reply");
    const first = (reply["object"] as JsonObject)["id"] as string;
    await talk.hear(note(`${rosa}/21`, first));
    expect(await rowsIn("shown")).toEqual([]);
    await talk.hear(reply);
    await talk.hear(note(`${rosa}/22`, first));
    await talk.hear(note(`${rosa}/23`, `${rosa}/22`));
    expect(await shown()).toHaveLength(3);
    expect(talk.asked.every((iri) => iri === rosa)).toBe(true);
  });

  test("who is limited waits, who was hidden stays hidden, and the coop may let all wait", async () => {
    await talk.hear(note(`${rosa}/1`, post));
    const [row] = await rowsIn("shown");
    await moderateReply(app, { id: row?.response.id ?? "", state: "hidden" });
    await talk.hear(note(`${rosa}/1`, post, { updated: "2031-02-20T10:00:00Z", content: "again", activity: "Update" }));
    expect(await shown()).toEqual([]);
    await ruleAccount(app, { actor: rosa, standing: "limited" });
    await talk.hear(note(`${rosa}/2`, post));
    expect(await rowsIn("waiting")).toHaveLength(1);
    const ada = "https://other.example/users/ada";
    talk.documents.set(ada, person(ada));
    await changeCoop(app, { responses: "waiting" });
    await talk.hear(note(`${ada}/1`, post));
    expect(await rowsIn("waiting")).toHaveLength(2);
  });

  test("what everybody saw of somebody who is limited waits for a steward, and is back when that is lifted", async () => {
    for (const name of ["1", "2"]) await talk.hear(note(`${rosa}/${name}`, post));
    const limit = () => ruleAccount(app, { actor: rosa, standing: "limited" });
    await limit();
    expect(await shown()).toEqual([]);
    const [first] = await rowsIn("waiting");
    await moderateReply(app, { id: first?.response.id ?? "", state: "shown" });
    await limit();
    expect(await shown()).toHaveLength(1);
    await ruleAccount(app, { actor: rosa, standing: "suspended" });
    expect(await shown()).toEqual([]);
    await limit();
    expect([(await shown()).length, (await rowsIn("waiting")).length]).toEqual([0, 2]);
    await liftAccount(app, rosa);
    expect(await shown()).toHaveLength(2);
  });

  test("what is said of an object of another server, or by several authors, is not believed", async () => {
    const elsewhere = note(`${rosa}/5`, post) as { object: JsonObject };
    const victim = "https://victim.example/users/vic";
    const forged = [
      { ...elsewhere, object: { ...elsewhere.object, id: "https://victim.example/notes/1", attributedTo: victim } },
      { ...elsewhere, object: { ...elsewhere.object, attributedTo: [rosa, victim] } },
      { ...elsewhere, object: { ...elsewhere.object, attributedTo: { type: "Person", id: victim } } },
    ];
    for (const activity of forged) expect(await talk.hear(activity)).toHaveProperty("dropped");
    expect(await shown()).toEqual([]);
  });

  test("what somebody said is not changed, deleted or written by another account of their server, unless that server says so", async () => {
    await talk.hear(note(`${rosa}/8`, post));
    const eve = { actor: "https://mastodon.example/users/eve" };
    const edit = note(`${rosa}/8`, post, { content: "Bad", updated: "2031-02-04T10:00:00Z", activity: "Update" });
    const remove = { id: `${eve.actor}#delete`, type: "Delete", object: `${rosa}/8`, ...eve };
    talk.documents.set(`${rosa}/8`, note(`${rosa}/8`, post)["object"] as JsonObject);
    for (const forged of [{ ...edit, ...eve }, remove, { ...note(`${rosa}/9`, post), ...eve }]) await talk.hear(forged);
    expect(await shown()).toEqual(["So it is."]);
    talk.documents.delete(`${rosa}/8`);
    expect(await talk.hear(remove)).toBe("done");
    expect(await shown()).toEqual([]);
  });

  test("an object that is only named is asked for where it is", async () => {
    const activity = note(`${rosa}/7`, post) as { object: JsonObject };
    talk.documents.set(`${rosa}/7`, activity.object);
    expect(await talk.hear({ ...activity, object: `${rosa}/7` })).toBe("done");
    expect(await shown()).toHaveLength(1);
  });
}

describe("What comes back to a post", () => tests(() => memoryDatabase(), true));
onBothEngines("What comes back to a post", (engine) => tests(engine.open, false));

type Said = JsonObject & { readonly activity?: "Create" | "Update" };

/** A Note of somebody, under the id `AUTHOR/NUMBER`, with a Create or an Update around it. */
function note(made: string, inReplyTo: string, { activity = "Create", ...more }: Said = {}): JsonObject {
  const actor = made.slice(0, made.lastIndexOf("/"));
  const published = "2031-02-03T10:00:00Z";
  const said = { inReplyTo, content: "<p>So it is.</p>", to: [everyone], published, ...more };
  const object = { id: made, type: "Note", attributedTo: actor, ...said };
  return { id: `${made}#${activity}`, type: activity, actor, object };
}

const ids = ["create", "update", "update2", "delete", "like", "undo"] as const;

test("whatever order they come in, and however often: each ends as it should", async () => {
  const app = await openCoop(await memoryDatabase(), { nowMs: Date.UTC(2031, 2, 1) }, "https://commons.example");
  const talk = openTalk(app);
  talk.documents.set(rosa, person(rosa));
  const made = await announce(app, { content: { en: "Hello" } });
  if (made.outcome !== "done") throw new Error("There is no post.");
  const post = made.object;
  let run = 0;
  const orders = fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      run += 1;
      const like = { id: `${rosa}/likes/${run}`, type: "Like", actor: rosa, object: post };
      const said: Readonly<Record<(typeof ids)[number], JsonObject>> = {
        create: note(`${rosa}/${run}`, post, { content: "1" }),
        update: note(`${rosa}/${run}`, post, { content: "2", updated: "2031-02-04T10:00:00Z", activity: "Update" }),
        update2: note(`${rosa}/${run}`, post, { content: "3", updated: "2031-02-05T10:00:00Z", activity: "Update" }),
        delete: {
          id: `${rosa}/${run}#d`,
          type: "Delete",
          actor: rosa,
          object: { id: `${rosa}/${run}`, type: "Tombstone" },
        },
        like,
        undo: { id: `${like.id}#undo`, type: "Undo", actor: rosa, object: like },
      };
      for (const name of order) await talk.hear(said[name]);
      const row = await findRemoteObject(app.database, `${rosa}/${run}`);
      const newest = order.includes("update2")
        ? "3"
        : order.includes("update")
          ? "2"
          : order.includes("create")
            ? "1"
            : undefined;
      expect(row === undefined ? undefined : Object.values(row.contentHtml)[0]).toBe(
        order.includes("delete") ? undefined : newest,
      );
      const replies = await listReplies(app.database, { object: post, states: ["shown"], limit: 1_000 });
      expect(replies.some(({ response }) => response.iri === `${rosa}/${run}`)).toBe(row !== undefined);
      const counted = (await findResponse(app.database, like.id))?.state === "shown";
      expect(counted).toBe(order.includes("like") && !order.includes("undo"));
    }),
    { numRuns: 40 },
  );
  await app.database.close();
});
