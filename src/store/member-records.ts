import { asc, desc, eq, inArray } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";
import type { User } from "./people.ts";
import { findRow } from "./row.ts";

/** What stands about one of our actors in the store, for an export. Times are epoch milliseconds. */
export async function findActorRecords({ q, t }: Session, actorId: string) {
  const { followers, followings, announcements, outbox } = t;
  return {
    followers: await q
      .select({ actor: followers.follower, sinceMs: followers.createdAtMs })
      .from(followers)
      .where(eq(followers.actorId, actorId))
      .orderBy(asc(followers.createdAtMs)),
    following: await q
      .select({ actor: followings.followed, state: followings.state, sinceMs: followings.createdAtMs })
      .from(followings)
      .where(eq(followings.actorId, actorId))
      .orderBy(asc(followings.createdAtMs)),
    announcements: await q.select().from(announcements).where(eq(announcements.actorId, actorId)),
    said: await q
      .select({ message: outbox.message, inbox: outbox.inbox, saidAtMs: outbox.createdAtMs, state: outbox.state })
      .from(outbox)
      .where(eq(outbox.actorId, actorId))
      .orderBy(asc(outbox.id)),
  };
}

/** The account with which a member signs in, if there is one. */
export async function findUserOfMember(session: Session, memberId: string): Promise<User | undefined> {
  return findRow(session, "users", { memberId });
}

/** What stands about somebody who signs in; nothing with which one could sign in. */
export async function findUserRecords({ q, t }: Session, userId: string) {
  const { passkeys, sessions, savedSearches, feeds, auditLog } = t;
  return {
    passkeys: await q
      .select({ createdAtMs: passkeys.createdAtMs, lastUsedAtMs: passkeys.lastUsedAtMs })
      .from(passkeys)
      .where(eq(passkeys.userId, userId)),
    sessions: await q
      .select({ createdAtMs: sessions.createdAtMs, expiresAtMs: sessions.expiresAtMs })
      .from(sessions)
      .where(eq(sessions.userId, userId)),
    searches: await q
      .select({ name: savedSearches.name, query: savedSearches.query, createdAtMs: savedSearches.createdAtMs })
      .from(savedSearches)
      .where(eq(savedSearches.userId, userId)),
    feeds: await q
      .select({ kind: feeds.kind, createdAtMs: feeds.createdAtMs, revokedAtMs: feeds.revokedAtMs })
      .from(feeds)
      .where(eq(feeds.userId, userId)),
    acts: await q
      .select({ act: auditLog.act, subject: auditLog.subject, atMs: auditLog.atMs })
      .from(auditLog)
      .where(eq(auditLog.by, userId))
      .orderBy(asc(auditLog.id)),
  };
}

/** Entries beside which one of these names stands, newest first: what was signed says nothing of anyone. */
export async function listEntriesOfPerson({ q, t }: Session, names: readonly string[]): Promise<EntryRow[]> {
  if (names.length === 0) return [];
  return q
    .select()
    .from(t.entries)
    .where(inArray(t.entries.person, [...names]))
    .orderBy(desc(t.entries.id));
}

/** Every inbox that ever heard from an actor of ours: whoever has something of theirs is told when they are gone. */
export async function listInboxesTold({ q, t }: Session, actorId: string): Promise<readonly string[]> {
  const rows = await q.selectDistinct({ inbox: t.outbox.inbox }).from(t.outbox).where(eq(t.outbox.actorId, actorId));
  return rows.map(({ inbox }) => inbox);
}

/** Takes somebody's name out of the log of deeds; the deeds stay, with an id that leads to nobody any more. */
export async function forgetActor({ q, t }: Session, userId: string): Promise<void> {
  await q.update(t.auditLog).set({ byName: "" }).where(eq(t.auditLog.by, userId));
}
