import { and, asc, desc, eq, inArray, isNull, like, ne, or, sql, type SQLWrapper } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";
import type { User } from "./people.ts";
import { findRow } from "./row.ts";

/** What stands about one of our actors in the store, for an export. Times are epoch milliseconds. */
export async function findActorRecords({ q, t }: Session, actorId: string) {
  const { followers, followings, followRequests, announcements, outbox } = t;
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
    waitingFollowers: await q
      .select({ actor: followRequests.follower, sinceMs: followRequests.createdAtMs })
      .from(followRequests)
      .where(eq(followRequests.actorId, actorId)),
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

/** By what somebody is known beside entries: everywhere, and in those of one maker. */
export interface EntryNames {
  readonly addresses: readonly string[];
  readonly ours: { readonly maker: string; readonly names: readonly string[] };
}

/** Entries beside which one of these names stands, newest first: what was signed says nothing of anyone. */
export async function listEntriesOfPerson({ q, t }: Session, { addresses, ours }: EntryNames): Promise<EntryRow[]> {
  const { entries } = t;
  return q
    .select()
    .from(entries)
    .where(
      or(
        inArray(entries.person, [...addresses]),
        and(eq(entries.maker, ours.maker), inArray(entries.person, [...ours.names])),
      ),
    )
    .orderBy(desc(entries.id));
}

/** Which of these names other living members bear too, or accounts that are not this member's. */
export async function listNamesakes(
  { q, t }: Session,
  { memberId, names }: { readonly memberId: string; readonly names: readonly string[] },
): Promise<ReadonlySet<string>> {
  const others = await q
    .select({ handle: t.actors.handle, name: t.actors.name })
    .from(t.actors)
    .where(and(eq(t.actors.kind, "member"), isNull(t.actors.deletedAtMs), ne(t.actors.id, memberId)));
  const accounts = await q
    .select({ name: t.users.name })
    .from(t.users)
    .where(or(isNull(t.users.memberId), ne(t.users.memberId, memberId)));
  const borne = new Set([
    ...others.flatMap(({ handle, name }) => [handle, ...Object.values(name)]),
    ...accounts.map(({ name }) => name),
  ]);
  return new Set(names.filter((name) => borne.has(name)));
}

/** What others wrote down about a member of ours, by the IRI; who reported is not theirs to know. */
export async function findWordsAbout({ q, t }: Session, { id, iri }: { readonly id: string; readonly iri: string }) {
  const { events, reports, auditLog, announcements } = t;
  const named = (column: SQLWrapper) => sql`cast(${column} as text) like ${`%"${iri}"%`}`;
  return {
    organises: await q
      .select({ event: events.id, name: events.name, startsAtMs: events.startsAtMs })
      .from(events)
      .where(and(isNull(events.deletedAtMs), named(events.organisers))),
    mentionedIn: await q
      .select({ announcement: announcements.id, publishedAtMs: announcements.publishedAtMs })
      .from(announcements)
      .where(named(announcements.mentions)),
    reports: await q
      .select({ comment: reports.comment, state: reports.state, createdAtMs: reports.createdAtMs })
      .from(reports)
      .where(or(eq(reports.reported, iri), named(reports.objects))),
    deeds: await q
      .select({ act: auditLog.act, atMs: auditLog.atMs })
      .from(auditLog)
      .where(inArray(auditLog.subject, [id, iri])),
  };
}

/** Takes a member out of who organises events and series: there is nobody any more behind that address. */
export async function forgetOrganiser({ q, t }: Session, iri: string): Promise<void> {
  const { events, eventSeries } = t;
  const named = (column: SQLWrapper) => sql`cast(${column} as text) like ${`%"${iri}"%`}`;
  for (const { id, organisers } of await q.select().from(events).where(named(events.organisers)))
    await q
      .update(events)
      .set({ organisers: organisers.filter((one) => one !== iri) })
      .where(eq(events.id, id));
  for (const { id, template } of await q.select().from(eventSeries).where(named(eventSeries.template))) {
    const organisers = [template["organisers"]].flat().filter((one) => one !== iri);
    await q
      .update(eventSeries)
      .set({ template: { ...template, organisers } })
      .where(eq(eventSeries.id, id));
  }
}

/**
 * Empties answers to programs that are remembered (`Idempotency-Key`) and in which one of these texts stands: whoever asks again hears that it
 * was done, and nothing more. What stands for any text in a pattern stands here for any one letter.
 */
export async function forgetKeptAnswers({ q, t }: Session, texts: readonly string[]): Promise<void> {
  const { idempotency } = t;
  for (const text of texts) {
    const written = JSON.stringify(text)
      .slice(1, -1)
      .replaceAll(/[%_\\]/g, "_");
    await q
      .update(idempotency)
      .set({ body: null })
      .where(like(idempotency.body, `%${written}%`));
  }
}

/** Every inbox that ever heard from an actor of ours: whoever has something of theirs is told when they are gone. */
export async function listInboxesTold({ q, t }: Session, actorId: string): Promise<readonly string[]> {
  const rows = await q.selectDistinct({ inbox: t.outbox.inbox }).from(t.outbox).where(eq(t.outbox.actorId, actorId));
  return rows.map(({ inbox }) => inbox);
}

/** Takes somebody's name out of the log of deeds (the deeds stay, with an id that leads to nobody any more), and their invitations away. */
export async function forgetActor({ q, t }: Session, userId: string): Promise<void> {
  await q.update(t.auditLog).set({ byName: "" }).where(eq(t.auditLog.by, userId));
  await q.delete(t.invites).where(eq(t.invites.userId, userId));
}
