import { and, eq } from "drizzle-orm";
import type { Database } from "#src/store/database.ts";
import { isFollower } from "#src/store/followers.ts";
import type { JsonObject } from "#federation/wire/json.ts";

/** What was said to us, and where to look for what became of it. */
export interface Reading {
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

async function report({ database: { q, t }, activity }: Reading): Promise<unknown> {
  const flag = activity["id"] as string;
  const isIt = and(eq(t.reports.direction, "in"), eq(t.reports.flag, flag));
  const [row] = await q.select().from(t.reports).where(isIt);
  return row === undefined ? "nothing" : row.comment;
}

/** A response by this actor, of whatever it is about. */
const responded =
  (kind: "reply" | "like" | "boost") =>
  async ({ database: { q, t }, actor }: Reading): Promise<string> => {
    const isIt = and(eq(t.responses.kind, kind), eq(t.responses.actor, actor));
    const rows = await q.select().from(t.responses).where(isIt);
    return rows.map(({ state }) => state).join(" ") || "nothing";
  };

/** The text of what others said, by language, without its tags. */
async function text({ database: { q, t }, object }: Reading): Promise<unknown> {
  const [row] = await q.select().from(t.remoteObjects).where(eq(t.remoteObjects.object, object));
  if (row === undefined) return "nothing";
  const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, "").trim();
  return Object.fromEntries(Object.entries(row.contentHtml).map(([tag, html]) => [tag, plain(html)]));
}

async function followed({ database: { q, t }, actor }: Reading): Promise<string> {
  const [row] = await q.select().from(t.followings).where(eq(t.followings.followed, actor));
  return row?.state ?? "nothing";
}

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
  report: { want: "", look: report },
};

void [responded, text, followed];

/** Of single fixtures. */
export const particular: Readonly<Record<string, unknown>> = {
  "mastodon/flag": "This advertises a product.",
  "gotosocial/flag": "Not what we expect of a coop.",
  "mobilizon/flag": "The date is wrong.",
  "lemmy/flag": "Off topic",
  "nodebb/flag": "Doubtful claim",
};
