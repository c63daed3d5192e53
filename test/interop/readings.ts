import { and, eq } from "drizzle-orm";
import { expect } from "vitest";
import type { Context } from "#src/app/context.ts";
import { findGoings } from "#src/app/going.ts";
import type { Database } from "#src/store/database.ts";
import { isFollower } from "#src/store/followers.ts";
import type { JsonObject } from "#federation/wire/json.ts";

/** What was said to us, and where to look for what became of it. */
export interface Reading {
  readonly app: Context;
  readonly database: Database;
  readonly activity: JsonObject;
  /** What it is about: the object's address. */
  readonly object: string;
  readonly actor: string;
}

/** What a fixture is read as: what `look` finds after it was said. */
export interface Expectation {
  readonly want: unknown;
  look(reading: Reading): Promise<unknown>;
}

const follows = ({ database, actor }: Reading): Promise<boolean> => isFollower(database, "coop", actor);

async function attendance({ database: { q, t }, actor }: Reading): Promise<string> {
  const [row] = await q.select().from(t.attendances).where(eq(t.attendances.actor, actor));
  return row?.state ?? "nothing";
}

/** How it stands with the coop's own answer to their event. */
async function going({ app, activity }: Reading): Promise<string> {
  const event = (activity["object"] as JsonObject)["object"] as string;
  return (await findGoings(app, "coop", [event])).get(event) ?? "nothing";
}

async function report({ database: { q, t }, activity }: Reading): Promise<unknown> {
  const flag = activity["id"] as string;
  const isIt = and(eq(t.reports.direction, "in"), eq(t.reports.flag, flag));
  const [row] = await q.select().from(t.reports).where(isIt);
  return row === undefined ? "nothing" : row.comment;
}

/** What became of the reply, like or boost that is said, or taken back: gone ones are kept hidden, so that they do not come back. */
async function response({ database: { q, t }, activity, object }: Reading): Promise<string> {
  const undone = activity["type"] === "Undo" ? (activity["object"] as JsonObject) : undefined;
  const iri = activity["type"] === "Create" ? object : ((undone ?? activity)["id"] as string);
  const [row] = await q.select().from(t.responses).where(eq(t.responses.iri, iri));
  return row === undefined ? "nothing" : `${row.kind} ${row.state}`;
}

/** The text of what others said, by language, without its tags. */
async function text({ database: { q, t }, object }: Reading): Promise<unknown> {
  const [row] = await q.select().from(t.remoteObjects).where(eq(t.remoteObjects.object, object));
  if (row === undefined) return "nothing";
  const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, "").trim();
  return Object.fromEntries(Object.entries(row.contentHtml).map(([tag, html]) => [tag, plain(html)]));
}

/** How often it stands in the coop's timeline. */
async function timeline({ database: { q, t }, object }: Reading): Promise<number> {
  const rows = await q
    .select()
    .from(t.timelineItems)
    .innerJoin(t.remoteObjects, eq(t.remoteObjects.id, t.timelineItems.objectId))
    .where(and(eq(t.timelineItems.actorId, "coop"), eq(t.remoteObjects.object, object)));
  return rows.length;
}

async function followed({ database: { q, t }, actor }: Reading): Promise<string> {
  const [row] = await q.select().from(t.followings).where(eq(t.followings.followed, actor));
  return row?.state ?? "nothing";
}

const movedTo = (reading: Reading): Promise<string> =>
  followed({ ...reading, actor: reading.activity["target"] as string });

/** By how the manifest says that a fixture is read. What is not here is taken and changes nothing that anybody sees. */
export const expectations: Readonly<Record<string, Expectation>> = {
  follow: { want: true, look: follows },
  "undo-follow": { want: false, look: follows },
  block: { want: false, look: follows },
  "delete-actor": { want: false, look: follows },
  join: { want: "coming", look: attendance },
  leave: { want: "left", look: attendance },
  "attend-yes": { want: "coming", look: attendance },
  "attend-no": { want: "left", look: attendance },
  "attend-maybe": { want: "left", look: attendance },
  "undo-attend": { want: "left", look: attendance },
  "accept-join": { want: "coming", look: going },
  "reject-join": { want: "refused", look: going },
  report: { want: "", look: report },
  reply: { want: "reply shown", look: response },
  "event-reply": { want: "reply shown", look: response },
  "event-comment": { want: "reply shown", look: response },
  "update-reply": { want: { en: expect.stringContaining("night train") }, look: text },
  "delete-reply": { want: "nothing", look: text },
  "delete-comment": { want: "nothing", look: text },
  "private-reply": { want: "reply waiting", look: response },
  like: { want: "like shown", look: response },
  reaction: { want: "like shown", look: response },
  "undo-like": { want: "like hidden", look: response },
  "undo-reaction": { want: "like hidden", look: response },
  boost: { want: "boost shown", look: response },
  "undo-boost": { want: "boost hidden", look: response },
  move: { want: "requested", look: movedTo },
  "accept-follow": { want: "accepted", look: followed },
  "reject-follow": { want: "rejected", look: followed },
  post: { want: 1, look: timeline },
  quote: { want: 1, look: timeline },
  event: { want: 1, look: timeline },
  "group-post": { want: 1, look: timeline },
  "group-comment": { want: 1, look: timeline },
  "update-post": { want: 1, look: timeline },
  "update-event": { want: 1, look: timeline },
  "cancel-event": { want: 1, look: timeline },
  "group-update": { want: 1, look: timeline },
  "delete-post": { want: "nothing", look: text },
  "delete-event": { want: "nothing", look: text },
  "group-delete": { want: "nothing", look: text },
};

/** Of single fixtures. */
export const particular: Readonly<Record<string, unknown>> = {
  "mastodon/flag": "This advertises a product.",
  "gotosocial/flag": "Not what we expect of a coop.",
  "mobilizon/flag": "The date is wrong.",
  "lemmy/flag": "Off topic",
  "nodebb/flag": "Doubtful claim",
};
