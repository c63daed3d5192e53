import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import {
  findPasskey,
  findUser,
  listPasskeys,
  saveChallenge,
  savePasskey,
  savePasskeyUsed,
  takeChallenge,
  type Passkey,
  type User,
} from "#src/store/people.ts";
import { transact, type Context } from "./context.ts";

export type { AuthenticationResponseJSON as AuthenticationResponse, RegistrationResponseJSON as RegistrationResponse };

/** Loaded when somebody first uses a passkey: it is large, and seldom needed. */
const webAuthn = () => import("@simplewebauthn/server");

/** How long a person may take to touch their key. */
const challengeMinutes = 5;

/** Options for the browser, and the id under which the challenge waits for its answer. */
export interface Ceremony<Options> {
  readonly challengeId: string;
  readonly options: Options;
}

/** Begins the making of a passkey for somebody who is signed in (WebAuthn registration, discoverable credential). */
export async function beginRegistration(
  context: Context,
  user: User,
  coopName: string,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
  const known = await listPasskeys(context.database, user.id);
  const options = await (
    await webAuthn()
  ).generateRegistrationOptions({
    rpName: coopName,
    rpID: new URL(context.origin).hostname,
    userName: user.name,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.id),
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({
      id,
      transports: [...transports] as AuthenticatorTransport[],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
  });
  return { challengeId: await keepChallenge(context, `register ${user.id} ${options.challenge}`), options };
}

/** Ends the making of a passkey. False when the answer does not fit the challenge, the origin, or came too late. */
export async function finishRegistration(
  context: Context,
  user: User,
  answer: { readonly challengeId: string; readonly response: RegistrationResponseJSON },
): Promise<boolean> {
  const expected = `register ${user.id} `;
  const kept = await useChallenge(context, answer.challengeId);
  if (kept === undefined || !kept.startsWith(expected)) return false;
  const { verified, registrationInfo } = await (
    await webAuthn()
  )
    .verifyRegistrationResponse({
      response: answer.response,
      expectedChallenge: kept.slice(expected.length),
      expectedOrigin: context.origin,
      expectedRPID: new URL(context.origin).hostname,
      requireUserVerification: false,
    })
    .catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!verified || registrationInfo === undefined) return false;
  const { credential } = registrationInfo;
  const passkey: Passkey = {
    id: credential.id,
    userId: user.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: readTransports(answer.response.response.transports),
    createdAtMs: context.nowMs(),
    lastUsedAtMs: null,
  };
  return transact(context, async ({ session }) => {
    if ((await findPasskey(session, passkey.id)) !== undefined) return false;
    await savePasskey(session, passkey);
    return true;
  });
}

/** Hints from the browser, kept only where they are texts. */
const readTransports = (transports: unknown): readonly string[] =>
  Array.isArray(transports) ? transports.filter((transport) => typeof transport === "string").slice(0, 10) : [];

/** Begins a sign-in with whichever passkey the person has for this node; no name is asked, so none can be guessed. */
export async function beginSignIn(context: Context): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await (
    await webAuthn()
  ).generateAuthenticationOptions({
    rpID: new URL(context.origin).hostname,
    userVerification: "preferred",
  });
  return { challengeId: await keepChallenge(context, `sign-in ${options.challenge}`), options };
}

/** Ends a sign-in: the person whose passkey answered, or undefined for any reason why not. */
export async function finishSignIn(
  context: Context,
  answer: { readonly challengeId: string; readonly response: AuthenticationResponseJSON },
): Promise<User | undefined> {
  const kept = await useChallenge(context, answer.challengeId);
  const passkey = await findPasskey(context.database, answer.response.id);
  if (kept === undefined || !kept.startsWith("sign-in ") || passkey === undefined) return undefined;
  const { verified, authenticationInfo } = await (
    await webAuthn()
  )
    .verifyAuthenticationResponse({
      response: answer.response,
      expectedChallenge: kept.slice("sign-in ".length),
      expectedOrigin: context.origin,
      expectedRPID: new URL(context.origin).hostname,
      requireUserVerification: false,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
      },
    })
    .catch(() => ({ verified: false as const, authenticationInfo: undefined }));
  if (!verified || authenticationInfo === undefined) return undefined;
  const use = { counter: authenticationInfo.newCounter, lastUsedAtMs: context.nowMs() };
  return transact(context, async ({ session }) => {
    await savePasskeyUsed(session, passkey.id, use);
    return findUser(session, passkey.userId);
  });
}

async function keepChallenge(context: Context, value: string): Promise<string> {
  const id = context.newId();
  const expiresAtMs = context.nowMs() + challengeMinutes * 60_000;
  await transact(context, ({ session }) => saveChallenge(session, { id, value, expiresAtMs }));
  return id;
}

const useChallenge = (context: Context, id: string): Promise<string | undefined> =>
  transact(context, ({ session }) => takeChallenge(session, id, context.nowMs()));
