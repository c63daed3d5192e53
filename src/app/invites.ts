import { findCoop, type Role } from "#src/store/coop.ts";
import {
  deletePasskeys,
  deleteSignIns,
  expireInvites,
  findOpenInvite,
  findUser,
  saveInvite,
  saveInviteUsed,
  saveUser,
  updateUser,
  type Invite,
  type User,
} from "#src/store/people.ts";
import { hashToken, newToken } from "#src/store/secrets.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";

/** How long a one-time link works. */
export const inviteHours = 24;

export interface NewInvite {
  /** `setup` makes the first steward, `invite` a new person, `recover` lets `userId` in again and forgets their lost passkeys. */
  readonly purpose: Invite["purpose"];
  readonly role: Role;
  readonly userId?: string;
  /** Suggested to the person as their name. */
  readonly name?: string;
}

/** Makes a link that works once and for {@link inviteHours} hours. Only the hash of its token is kept. */
export async function createInvite(
  context: Context,
  invite: NewInvite,
): Promise<{ readonly id: string; readonly url: string; readonly expiresAtMs: number }> {
  const token = newToken();
  const id = context.newId();
  const nowMs = context.nowMs();
  const expiresAtMs = nowMs + inviteHours * 3_600_000;
  await transact(context, async (work) => {
    await saveInvite(work.session, {
      id,
      purpose: invite.purpose,
      role: invite.role,
      userId: invite.userId ?? null,
      name: invite.name ?? null,
      tokenHash: hashToken(token),
      expiresAtMs,
      usedAtMs: null,
      createdAtMs: nowMs,
    });
    await note(work, { act: "invite.create", subject: id, detail: { purpose: invite.purpose, role: invite.role } });
  });
  return { id, url: `${context.origin}/welcome/${token}`, expiresAtMs };
}

/** The invite behind a link, while it can still be used. Looking at it does not use it up. */
export const findInvite = (context: Context, token: string): Promise<Invite | undefined> =>
  findOpenInvite(context.database, hashToken(token), context.nowMs());

/**
 * Uses a link up: makes the person it invites, or lets the one who lost their passkey in again. Answers who it is, or undefined when the
 * link was used or has expired. To be called inside of the transaction that does what the link allows.
 */
export async function acceptInvite(work: Work, token: string, name: string): Promise<User | undefined> {
  const invite = await findOpenInvite(work.session, hashToken(token), work.nowMs());
  if (invite === undefined || (await isShutBy(work, invite))) return undefined;
  if (!(await saveInviteUsed(work.session, invite.id, work.nowMs()))) return undefined;
  if (invite.purpose === "setup") await expireInvites(work.session, "setup", work.nowMs());
  const user = await (invite.userId === null ? makeUser(work, invite.role, name) : letInAgain(work, invite.userId));
  // Under who did it, so that the name goes when they are erased.
  const acting = user === undefined ? {} : { acting: { id: user.id, name: user.name } };
  await note({ ...work, ...acting }, { act: "invite.use", subject: invite.id, detail: { role: invite.role } });
  return user;
}

/** While no steward is here nobody signs up with a link that was made before; a way back in is not shut. */
async function isShutBy(work: Work, { purpose, createdAtMs }: Invite): Promise<boolean> {
  const absentSinceMs = (await findCoop(work.session))?.absentSinceMs ?? null;
  return purpose === "invite" && absentSinceMs !== null && createdAtMs < absentSinceMs;
}

async function makeUser(work: Work, role: Role, name: string): Promise<User> {
  const user: User = {
    id: work.newId(),
    role,
    name,
    memberId: null,
    sessionEpoch: 1,
    createdAtMs: work.nowMs(),
    lastSeenAtMs: null,
  };
  await saveUser(work.session, user);
  return user;
}

/** Whoever found the old passkey or an old session has nothing in their hands any more. */
async function letInAgain(work: Work, userId: string): Promise<User | undefined> {
  const user = await findUser(work.session, userId);
  if (user === undefined) return undefined;
  await deletePasskeys(work.session, userId);
  await deleteSignIns(work.session, { userId });
  await updateUser(work.session, userId, { sessionEpoch: user.sessionEpoch + 1 });
  return { ...user, sessionEpoch: user.sessionEpoch + 1 };
}
