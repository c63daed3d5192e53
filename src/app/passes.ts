import { createHash, createHmac } from "node:crypto";
import { decodeProtectedHeader, errors, importJWK, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { z } from "zod";
import { actorIri, coopActorId, sameOrigin } from "#src/domain/iri.ts";
import {
  clockToleranceMs,
  decidePass,
  isPassLanguage,
  isPlainName,
  longestPass,
  longestPassMs,
  passType,
  roomRoles,
  type PassClaims,
  type PassHolder,
  type PassRefusal,
} from "#src/domain/pass.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import { isPassUsed, saveUsedPass } from "#src/store/passes.ts";
import { listPartnerKeys } from "#src/store/peers.ts";
import { newToken } from "#src/store/secrets.ts";
import { transact, type Context } from "./context.ts";
import { isNamedByItself, openLedgerKey } from "./ledger-keys.ts";

/** EdDSA over Ed25519 (RFC 8037) and nothing else: what a pass itself claims never chooses how it is checked (RFC 8725, 3.1). */
const algorithm = "EdDSA";

/** An agreement as both sides name it. */
type Meeting = Pick<AgreementRow, "agreement" | "provider" | "receiver">;

/**
 * We, the receiver, say who comes: a pass for one person into the room of one agreement (docs/federation/joining.md), signed with
 * our ledger key, which the provider has pinned. `back` is the page of ours that signs another one. @throws before set-up.
 */
export async function signPass(
  context: Context,
  meeting: Meeting,
  { back, ...holder }: PassHolder & { readonly back?: string },
): Promise<string> {
  const nowMs = context.nowMs();
  const key = await openLedgerKey(context, context.database, nowMs);
  const issuedAt = Math.floor(nowMs / 1000);
  const { subject, role, name, language } = holder;
  const claims = { agreement: meeting.agreement, role, name, language, ...(back === undefined ? {} : { back }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: passType, kid: key.verificationMethod })
    .setIssuer(actorIri(context.origin, coopActorId))
    .setAudience(meeting.provider)
    .setSubject(subject)
    .setJti(newToken())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + longestPassMs / 1000)
    .sign(await importJWK(key.privateJwk, algorithm));
}

/** A pseudonym of one person in one meeting: the same each time they come, and nothing to anyone who has not our secret. */
export const subjectOf = ({ secrets }: Pick<Context, "secrets">, agreement: string, person: string): string =>
  createHmac("sha256", secrets.deriveKey("pass subject"))
    .update(`${agreement} ${person}`)
    .digest("base64url")
    .slice(0, 22);

export type CheckedPass =
  | { readonly pass: "good"; readonly claims: PassClaims }
  /** With its claims when the coop did sign it, only not for now or not for this. */
  | { readonly pass: "refused"; readonly refusal: PassRefusal; readonly claims?: PassClaims };

/** Whether a pass leads into this meeting of ours now, as its provider. Uses nothing up. */
export async function checkPass(context: Context, meeting: Meeting, pass: string): Promise<CheckedPass> {
  const key = await findKey(context, meeting.receiver, pass);
  if (typeof key === "string") return refused(key);
  const read = await verify(context, meeting, { pass, key });
  if (typeof read === "string") return refused(read);
  const refusal =
    decidePass(read, meeting, context.nowMs()) ??
    ((await isPassUsed(context.database, kept(meeting, read))) ? "used" : undefined);
  return refusal === undefined ? { pass: "good", claims: read } : refused(refusal, read);
}

const refused = (refusal: PassRefusal, claims?: PassClaims): CheckedPass => ({
  pass: "refused",
  refusal,
  ...(claims === undefined ? {} : { claims }),
});

/** Lets somebody in: false when the same pass already did, also when both come at once. */
export function usePass(context: Context, meeting: Meeting, claims: PassClaims): Promise<boolean> {
  const use = { pass: kept(meeting, claims), expiresAtMs: claims.expiresAtMs + 2 * clockToleranceMs };
  return transact(context, ({ session }) => saveUsedPass(session, use));
}

/** What is kept of a used pass: coops choose their own ids, so one cannot use up what another signs. */
const kept = ({ receiver }: Meeting, { id }: PassClaims): string =>
  createHash("sha256").update(`${receiver} ${id}`).digest("hex");

/** The key that a pass names, if it is one of that coop's own that we have pinned; otherwise why not. */
async function findKey(context: Context, coop: string, pass: string): Promise<JsonWebKey | PassRefusal> {
  const kid = readKeyId(pass);
  if (kid === undefined) return "not-genuine";
  const known = (await listPartnerKeys(context.database, coop)).find(({ key }) => key === kid);
  if (known === undefined || !isNamedByItself(context, known)) return "key-unknown";
  if (known.state !== "pinned") return "key-waits";
  if (known.revokedAtMs !== null && known.revokedAtMs <= context.nowMs()) return "key-revoked";
  return context.seals.publicJwk(known.publicKeyMultibase) ?? "key-unknown";
}

function readKeyId(pass: string): string | undefined {
  if (pass.length > longestPass) return undefined;
  try {
    const { alg, typ, kid } = decodeProtectedHeader(pass);
    return alg === algorithm && typ === passType ? kid : undefined;
  } catch {
    // Not three parts, or not JSON: somebody's own making.
    return undefined;
  }
}

const shape = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string().min(1).max(100),
  jti: z.string().min(16).max(100),
  iat: z.int(),
  exp: z.int(),
  agreement: z.string().max(2000),
  role: z.enum(roomRoles),
  name: z.string().refine(isPlainName),
  language: z.string().refine(isPassLanguage),
  back: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .exactOptional(),
});

/** The claims, once signature, issuer and audience hold. Times are decided by {@link decidePass}, save `nbf`. */
async function verify(
  context: Context,
  { provider, receiver }: Meeting,
  { pass, key }: { readonly pass: string; readonly key: JsonWebKey },
): Promise<PassClaims | PassRefusal> {
  try {
    const { payload } = await jwtVerify(pass, await importJWK(key, algorithm), {
      algorithms: [algorithm],
      typ: passType,
      issuer: receiver,
      audience: provider,
      clockTolerance: clockToleranceMs / 1000,
      currentDate: new Date(context.nowMs()),
    });
    return readClaims(payload, receiver) ?? "not-genuine";
  } catch (error) {
    if (error instanceof errors.JWTExpired) return readClaims(error.payload, receiver) ?? "not-genuine";
    if (error instanceof errors.JWTClaimValidationFailed) return refusalOf(error.claim);
    if (error instanceof errors.JOSEError) return "not-genuine";
    throw error;
  }
}

/** The signature held, but not what a claim says. */
function refusalOf(claim: string): PassRefusal {
  if (claim === "nbf") return "from-the-future";
  return claim === "iss" || claim === "aud" ? "other-meeting" : "not-genuine";
}

function readClaims(payload: JWTPayload, coop: string): PassClaims | undefined {
  const read = shape.safeParse(payload);
  if (!read.success) return undefined;
  const { jti, sub, iat, exp, agreement, role, name, language, back } = read.data;
  const times = { issuedAtMs: iat * 1000, expiresAtMs: exp * 1000 };
  // Only that coop's own server is a way back: a pass must not lead people elsewhere.
  const way = back !== undefined && sameOrigin(back, coop) ? { back } : {};
  return { id: jti, subject: sub, agreement, role, name, language, ...times, ...way };
}
