import { expect, test } from "vitest";
import { announce, reviseAnnouncement, withdrawAnnouncement } from "#src/app/announcements.ts";
import type { Context } from "#src/app/context.ts";
import { follow } from "#src/app/followers.ts";
import { listWaitingPosts } from "#src/app/groups.ts";
import { createCircle } from "#src/app/members.ts";
import { actorIri } from "#src/domain/iri.ts";
import { mostOfServerAnHour } from "#src/app/circle-allowance.ts";
import { isObject } from "#federation/wire/document.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openCoop } from "./ground.ts";
import { openTalk, person } from "./remote-talk.ts";

const everyone = "https://www.w3.org/ns/activitystreams#Public";
function nameOf({ type, object }: JsonObject): string {
  const inner = isObject(object) ? object["type"] : "object";
  return [type, inner].filter((each) => typeof each === "string").join(" ");
}

/** Everything that waits to be said to an inbox, as it will stand on the wire. */
async function saidTo(app: Context, inbox: string): Promise<readonly JsonObject[]> {
  const { q, t } = app.database;
  const rows = (await q.select().from(t.outbox).orderBy(t.outbox.id)).filter((row) => row.inbox === inbox);
  return rows.map(({ id, actorId, message, createdAtMs: publishedAtMs }) => {
    const actor = actorIri(app.origin, actorId);
    return writeMessage(message, { id: `${app.origin}/messages/${id}`, actor, origin: app.origin, publishedAtMs });
  });
}

test("one server has a circle pass on only so much in an hour, however many likes it sends; a removal goes through, once", async () => {
  const clock = { nowMs: Date.UTC(2031, 2, 1) };
  const app = await openCoop(await memoryDatabase(), clock, "https://commons.example");
  const talk = openTalk(app);
  const made = await createCircle(app, { name: { en: "Tools" } });
  if (made.outcome !== "done") throw new Error(made.outcome);
  const circle = actorIri(app.origin, made.actor.id);
  const [ada, bob] = ["https://a.example/users/ada", "https://b.example/users/bob"];
  for (const one of [ada, bob]) talk.documents.set(one, person(one));
  await follow(app, { follow: `${ada}/f`, follower: ada, object: circle, inbox: `${ada}/inbox` });
  const post = `${ada}/1`;
  const object = { id: post, type: "Note", content: "A press", attributedTo: ada, to: [everyone, circle] };
  await talk.hear({ id: `${post}#create`, type: "Create", actor: ada, object });
  const like = (id: number): JsonObject => ({ id: `${bob}/likes/${id}`, type: "Like", actor: bob, object: post });
  for (let id = 0; id < mostOfServerAnHour + 6; id += 1)
    await talk.hear(
      id % 2 === 0 ? like(id) : { id: `${bob}/undo/${id}`, type: "Undo", actor: bob, object: like(id - 1) },
    );
  for (let id = 0; id < 5; id += 1)
    await talk.hear({ id: `${post}#delete${id}`, type: "Delete", actor: ada, object: { id: post, type: "Tombstone" } });
  const names = (await saidTo(app, `${ada}/inbox`)).map(nameOf);
  const count = (name: string): number => names.filter((each) => each === name).length;
  expect(count("Announce Like") + count("Announce Undo")).toBe(mostOfServerAnHour);
  expect(count("Announce Delete")).toBe(1);
});

test("what the coop says to a circle of its own, its members hear from the circle, until it is gone; answers go the same way", async () => {
  const app = await openCoop(await memoryDatabase(), { nowMs: Date.UTC(2031, 2, 1) }, "https://commons.example");
  const talk = openTalk(app);
  const made = await createCircle(app, { name: { en: "Tools" } });
  if (made.outcome !== "done") throw new Error(made.outcome);
  const circle = actorIri(app.origin, made.actor.id);
  const [ada, bob] = ["https://a.example/users/ada", "https://b.example/users/bob"];
  for (const one of [ada, bob]) talk.documents.set(one, person(one));
  await follow(app, { follow: `${ada}/f`, follower: ada, object: circle, inbox: `${ada}/inbox` });
  const heard = async (): Promise<readonly JsonObject[]> => (await saidTo(app, `${ada}/inbox`)).slice(1);
  const address = `tools@${new URL(app.origin).host}`;
  const mention = { actor: circle, address, inbox: `${circle}/inbox`, url: circle };
  const said = await announce(app, { content: { en: `A press for @${address}` }, mentions: [mention] });
  if (said.outcome !== "done") throw new Error(said.outcome);
  expect((await heard()).map(nameOf)).toEqual(["Announce Create", "Announce object"]);
  expect((await heard())[0]).toMatchObject({
    actor: circle,
    object: { actor: actorIri(app.origin, "coop"), object: { id: said.object, audience: circle } },
  });
  const answer = (author: string): JsonObject => ({
    id: `${author}/1#create`,
    type: "Create",
    actor: author,
    object: {
      id: `${author}/1`,
      type: "Note",
      content: "Yes",
      attributedTo: author,
      to: [everyone],
      inReplyTo: said.object,
    },
  });
  await talk.hear(answer(ada));
  await talk.hear(answer(bob));
  expect((await heard()).map(nameOf).slice(2)).toEqual(["Announce Create"]);
  expect((await listWaitingPosts(app, { limit: 5 })).items.map((item) => item.said.object)).toEqual([`${bob}/1`]);
  await reviseAnnouncement(app, said.announcement.id, {
    content: { en: `Two presses for @${address}` },
    mentions: [mention],
  });
  await withdrawAnnouncement(app, said.announcement.id);
  const names = (await heard()).map(nameOf).slice(3);
  expect(names.filter((name) => name.startsWith("Announce"))).toEqual(["Announce Update", "Announce Delete"]);
});
