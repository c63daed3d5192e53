import { actorIri } from "#src/domain/iri.ts";
import { listKeys } from "#src/store/actors.ts";
import {
  findActorRecords,
  findUserOfMember,
  findUserRecords,
  findWordsAbout,
  listEntriesOfPerson,
} from "#src/store/member-records.ts";
import type { Context } from "./context.ts";
import { findMember } from "./members.ts";
import { namesOf } from "./member-names.ts";

/**
 * Everything that this node knows of a member, as plain JSON with times in ISO 8601: who they are here, what they agreed to, who follows them, what
 * was said in their name, their account and what they did with it, and the entries of work that name them. Secrets (keys' private halves,
 * tokens, passkeys) are not knowledge about them and stay out. Undefined when there is no such member.
 */
export async function exportMember(
  context: Context,
  id: string,
): Promise<({ readonly exportedAt: string } & Readonly<Record<string, unknown>>) | undefined> {
  const { database, origin } = context;
  const actor = await findMember(context, "member", id);
  if (actor === undefined) return undefined;
  const { said, ...records } = await findActorRecords(database, id);
  const user = await findUserOfMember(database, id);
  const keys = await listKeys(database, id);
  const entries = await listEntriesOfPerson(database, await namesOf(context, actor));
  const { kind: _kind, ...profile } = actor;
  return inIsoTime({
    exportedAt: new Date(context.nowMs()).toISOString(),
    profile: { ...profile, actor: actorIri(origin, id) },
    keys: keys.map(({ id: key, use, publicJwk, createdAtMs, revokedAtMs }) => ({
      key,
      use,
      publicJwk,
      createdAtMs,
      revokedAtMs,
    })),
    ...records,
    ...(await findWordsAbout(database, { id, iri: actorIri(origin, id) })),
    said: said.map(({ message, ...rest }) => ({ ...rest, type: message.type })),
    entries: entries.map(({ entry, day, unit, quantity, state, person, note }) => ({
      entry,
      day,
      unit,
      quantity,
      state,
      person,
      note,
    })),
    ...(user === undefined ? {} : { account: { ...accountOf(user), ...(await findUserRecords(database, user.id)) } }),
  });
}

const accountOf = ({
  name,
  role,
  createdAtMs,
  lastSeenAtMs,
}: NonNullable<Awaited<ReturnType<typeof findUserOfMember>>>) => ({
  name,
  role,
  createdAtMs,
  lastSeenAtMs,
});

/** `…AtMs` and `…Ms` of points in time become `…At` and `since` in ISO 8601: an export is for people. */
function inIsoTime<T extends object>(known: T): T {
  return JSON.parse(
    JSON.stringify(known, (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).map(([name, each]) => inIso(name, each)))
        : value,
    ),
  ) as T;
}

const inIso = (name: string, value: unknown): [string, unknown] =>
  name.endsWith("Ms") && typeof value === "number"
    ? [name.slice(0, -2), new Date(value).toISOString()]
    : [name.endsWith("AtMs") && value === null ? name.slice(0, -2) : name, value];
