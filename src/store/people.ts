import { and, asc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type User = Tables["users"]["$inferSelect"];
export type Passkey = Tables["passkeys"]["$inferSelect"];
export type Invite = Tables["invites"]["$inferSelect"];
export type SignIn = Tables["sessions"]["$inferSelect"];

export async function saveUser({ q, t }: Session, user: User): Promise<void> {
  await q.insert(t.users).values(user);
}

export async function updateUser({ q, t }: Session, id: string, changes: Partial<Omit<User, "id">>): Promise<void> {
  await q.update(t.users).set(changes).where(eq(t.users.id, id));
}

export async function findUser(session: Session, id: string): Promise<User | undefined> {
  return findRow(session, "users", { id });
}

/** Everybody who can sign in, oldest first. */
export async function listUsers({ q, t }: Session): Promise<User[]> {
  return q.select().from(t.users).orderBy(asc(t.users.id));
}

/** Removes a person's account with every passkey and session, and what was theirs alone. Their actor, if any, is not touched. */
export async function deleteUser({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.sessions).where(eq(t.sessions.userId, id));
  await q.delete(t.passkeys).where(eq(t.passkeys.userId, id));
  const searches = q.select({ id: t.savedSearches.id }).from(t.savedSearches).where(eq(t.savedSearches.userId, id));
  await q.delete(t.searchMatches).where(inArray(t.searchMatches.searchId, searches));
  await q.delete(t.savedSearches).where(eq(t.savedSearches.userId, id));
  await q.delete(t.feeds).where(eq(t.feeds.userId, id));
  await leaveMeetings({ q, t }, id);
  await q.delete(t.users).where(eq(t.users.id, id));
}

/** Where only they were named to moderate, it is again those who moderate where nobody is named. */
async function leaveMeetings({ q, t }: Session, userId: string): Promise<void> {
  const { agreements } = t;
  const named = sql`cast(${agreements.moderators} as text) like ${`%"${userId}"%`}`;
  for (const { id, moderators } of await q
    .select({ id: agreements.id, moderators: agreements.moderators })
    .from(agreements)
    .where(named)) {
    const rest = (moderators ?? []).filter((one) => one !== userId);
    await q
      .update(agreements)
      .set({ moderators: rest.length === 0 ? null : rest })
      .where(eq(agreements.id, id));
  }
}

export async function saveInvite({ q, t }: Session, invite: Invite): Promise<void> {
  await q.insert(t.invites).values(invite);
}

/** The invite behind a token, if it was not used and has not expired. */
export async function findOpenInvite({ q, t }: Session, tokenHash: string, nowMs: number): Promise<Invite | undefined> {
  const open = and(eq(t.invites.tokenHash, tokenHash), isNull(t.invites.usedAtMs), gt(t.invites.expiresAtMs, nowMs));
  return (await q.select().from(t.invites).where(open).limit(1))[0];
}

/** Uses an invite up. Answers false when somebody was faster. */
export async function saveInviteUsed({ q, t }: Session, id: string, nowMs: number): Promise<boolean> {
  const used = await q
    .update(t.invites)
    // The name was only a suggestion; from now on they have one of their own.
    .set({ usedAtMs: nowMs, name: null })
    .where(and(eq(t.invites.id, id), isNull(t.invites.usedAtMs)))
    .returning({ id: t.invites.id });
  return used.length === 1;
}

/** Makes every unused invite of one purpose worthless, as when the node is set up. */
export async function expireInvites({ q, t }: Session, purpose: Invite["purpose"], nowMs: number): Promise<void> {
  await q
    .update(t.invites)
    .set({ usedAtMs: nowMs })
    .where(and(eq(t.invites.purpose, purpose), isNull(t.invites.usedAtMs)));
}

export async function savePasskey({ q, t }: Session, passkey: Passkey): Promise<void> {
  await q.insert(t.passkeys).values(passkey);
}

export async function findPasskey(session: Session, id: string): Promise<Passkey | undefined> {
  return findRow(session, "passkeys", { id });
}

export async function listPasskeys({ q, t }: Session, userId: string): Promise<Passkey[]> {
  return q.select().from(t.passkeys).where(eq(t.passkeys.userId, userId)).orderBy(asc(t.passkeys.createdAtMs));
}

export async function savePasskeyUsed(
  { q, t }: Session,
  id: string,
  use: { readonly counter: number; readonly lastUsedAtMs: number },
): Promise<void> {
  await q.update(t.passkeys).set(use).where(eq(t.passkeys.id, id));
}

export async function deletePasskeys({ q, t }: Session, userId: string): Promise<void> {
  await q.delete(t.passkeys).where(eq(t.passkeys.userId, userId));
}

export async function saveSignIn({ q, t }: Session, signIn: SignIn): Promise<void> {
  await q.insert(t.sessions).values(signIn);
}

export async function findSignIn(session: Session, id: string): Promise<SignIn | undefined> {
  return findRow(session, "sessions", { id });
}

/** Moves a session on by one generation, unless another request just did. */
export async function rotateSignIn(
  { q, t }: Session,
  from: SignIn,
  next: Pick<SignIn, "rotatedAtMs" | "expiresAtMs">,
): Promise<void> {
  await q
    .update(t.sessions)
    .set({ ...next, generation: from.generation + 1 })
    .where(and(eq(t.sessions.id, from.id), eq(t.sessions.generation, from.generation)));
}

export async function deleteSignIn({ q, t }: Session, id: string): Promise<void> {
  await q.delete(t.sessions).where(eq(t.sessions.id, id));
}

/** Ends every session of a person, or, without one, those that have expired. */
export async function deleteSignIns(
  { q, t }: Session,
  of: { readonly userId: string } | { readonly expiredAtMs: number },
): Promise<void> {
  await q
    .delete(t.sessions)
    .where("userId" in of ? eq(t.sessions.userId, of.userId) : lt(t.sessions.expiresAtMs, of.expiredAtMs));
}

/** Keeps a WebAuthn challenge until it is answered or expires. */
export async function saveChallenge(
  { q, t }: Session,
  challenge: { readonly id: string; readonly value: string; readonly expiresAtMs: number },
): Promise<void> {
  await q
    .insert(t.keyValues)
    .values({ key: challengeKey(challenge.id), value: challenge.value, expiresAtMs: challenge.expiresAtMs });
}

/** Takes a challenge out, so that it answers once. Undefined when it is unknown, used or expired. */
export async function takeChallenge({ q, t }: Session, id: string, nowMs: number): Promise<string | undefined> {
  const [row] = await q
    .delete(t.keyValues)
    .where(eq(t.keyValues.key, challengeKey(id)))
    .returning();
  return row !== undefined && (row.expiresAtMs ?? 0) > nowMs ? row.value : undefined;
}

const challengeKey = (id: string): string => `fedicoop:challenge:${id}`;
