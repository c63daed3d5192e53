import { jwtVerify, SignJWT } from "jose";
import {
  deleteSignIn,
  deleteSignIns,
  findSignIn,
  findUser,
  rotateSignIn,
  saveSignIn,
  updateUser,
  type SignIn,
  type User,
} from "#src/store/people.ts";
import { noteStewardHere, noteStewardSeen } from "./absence.ts";
import { transact, type Context, type Work } from "./context.ts";

/** A session that is not used for this long ends. */
const idleDays = 30;
/** A token in use is replaced after this long. */
const rotateAfterMinutes = 15;
/** The token before it stays good for requests that were under way. */
const graceSeconds = 60;
const dayMs = 86_400_000;

/** Who is signed in, and the token to set anew when it was rotated. */
export interface SignedIn {
  readonly user: User;
  readonly sessionId: string;
  /** Set when the cookie should be replaced by this. */
  readonly token?: string;
}

/** Starts a session and answers its token for a cookie; a new session gets a new id, so that none can be fixed before. */
export async function startSession(work: Work, user: User): Promise<string> {
  const nowMs = work.nowMs();
  const signIn: SignIn = {
    id: work.newId(),
    userId: user.id,
    epoch: user.sessionEpoch,
    generation: 1,
    rotatedAtMs: nowMs,
    expiresAtMs: nowMs + idleDays * dayMs,
    createdAtMs: nowMs,
  };
  await deleteSignIns(work.session, { expiredAtMs: nowMs });
  await saveSignIn(work.session, signIn);
  await updateUser(work.session, user.id, { lastSeenAtMs: nowMs });
  if (user.role === "steward") await noteStewardHere(work);
  return sign(work, signIn.id, 1);
}

/**
 * Who a token belongs to. A token that was replaced longer than {@link graceSeconds} ago was stolen or copied: the session ends for both.
 */
export async function readSession(context: Context, token: string): Promise<SignedIn | undefined> {
  const claims = await verify(context, token);
  const signIn = claims === undefined ? undefined : await findSignIn(context.database, claims.id);
  if (claims === undefined || signIn === undefined) return undefined;
  const user = await findUser(context.database, signIn.userId);
  if (user === undefined || signIn.epoch !== user.sessionEpoch || signIn.expiresAtMs <= context.nowMs())
    return undefined;
  return claims.generation === signIn.generation
    ? renewed(context, signIn, user)
    : superseded(context, { signIn, user, generation: claims.generation });
}

async function renewed(context: Context, signIn: SignIn, user: User): Promise<SignedIn> {
  const nowMs = context.nowMs();
  if (nowMs - signIn.rotatedAtMs < rotateAfterMinutes * 60_000) return { user, sessionId: signIn.id };
  await transact(context, ({ session }) =>
    rotateSignIn(session, signIn, { rotatedAtMs: nowMs, expiresAtMs: nowMs + idleDays * dayMs }),
  );
  if (user.role === "steward") await noteStewardSeen(context);
  return { user, sessionId: signIn.id, token: await sign(context, signIn.id, signIn.generation + 1) };
}

async function superseded(
  context: Context,
  old: { readonly signIn: SignIn; readonly user: User; readonly generation: number },
): Promise<SignedIn | undefined> {
  const { signIn, user, generation } = old;
  const inGrace = generation === signIn.generation - 1 && context.nowMs() - signIn.rotatedAtMs <= graceSeconds * 1000;
  if (inGrace) return { user, sessionId: signIn.id };
  await endSession(context, signIn.id);
  return undefined;
}

/** Signs out of this browser; the token is worthless from now on, wherever a copy of it lies. */
export const endSession = (context: Context, sessionId: string): Promise<void> =>
  transact(context, ({ session }) => deleteSignIn(session, sessionId));

/** Signs a person out everywhere. */
export async function endAllSessions(context: Context, userId: string): Promise<void> {
  await transact(context, async ({ session }) => {
    const user = await findUser(session, userId);
    if (user === undefined) return;
    await updateUser(session, userId, { sessionEpoch: user.sessionEpoch + 1 });
    await deleteSignIns(session, { userId });
  });
}

const sign = (context: Context, id: string, generation: number): Promise<string> =>
  new SignJWT({ gen: generation })
    .setProtectedHeader({ alg: "HS256" })
    .setJti(id)
    .setIssuer(context.origin)
    .setAudience("session")
    .sign(context.secrets.deriveKey("session"));

async function verify(
  context: Context,
  token: string,
): Promise<{ readonly id: string; readonly generation: number } | undefined> {
  try {
    const { payload } = await jwtVerify(token, context.secrets.deriveKey("session"), {
      issuer: context.origin,
      audience: "session",
      algorithms: ["HS256"],
    });
    return typeof payload.jti === "string" && typeof payload["gen"] === "number"
      ? { id: payload.jti, generation: payload["gen"] }
      : undefined;
  } catch {
    // Forged, of another node, or sealed with a secret that was replaced: nobody is signed in.
    return undefined;
  }
}
