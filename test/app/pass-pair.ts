import { createHash } from "node:crypto";
import { importJWK, SignJWT, type JWTPayload } from "jose";
import { requestCapacity } from "#src/app/agreements.ts";
import { listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { saveKeys } from "#src/app/keys.ts";
import { transact } from "#src/app/context.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { passType } from "#src/domain/pass.ts";
import type { Database } from "#src/store/database.ts";
import { savePartnerKey, type PartnerKey } from "#src/store/peers.ts";
import { hourMs, noonMs, openPair, proposeSeats, shareServer, type Pair, type Side } from "./pair.ts";

/** A ledger key with its permanent id. */
export interface Key {
  readonly kid: string;
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
}

export async function makeKey(coop: string): Promise<Key> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const publicJwk = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const privateJwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const raw = Buffer.from(publicJwk.x ?? "", "base64url");
  return {
    kid: `${coop}#ed25519-${createHash("sha256").update(raw).digest("hex").slice(0, 16)}`,
    publicJwk,
    privateJwk,
  };
}

/** A coop signs with this key from now on. */
export async function signWith({ context }: Side, { kid, publicJwk, privateJwk }: Key): Promise<void> {
  const id = kid.split("#")[1] ?? "";
  await transact(context, (work) => saveKeys(work, coopActorId, [{ id, use: "ledger", publicJwk, privateJwk }]));
}

/** A coop has seen another's key. */
export async function noteKey(
  { context }: Pick<Side, "context">,
  { kid, publicJwk }: Key,
  changes: Partial<PartnerKey> = {},
): Promise<void> {
  const key = {
    key: kid,
    coop: kid.split("#")[0] ?? "",
    publicKeyMultibase: context.seals.multikey(publicJwk),
    state: "pinned",
    firstSeenAtMs: context.nowMs(),
    revokedAtMs: null,
    revocationSeenAtMs: null,
    compromisedAtMs: null,
    announcement: null,
    ...changes,
  } as const;
  await context.database.transaction((session) => savePartnerKey(session, key));
}

export const evening = { startsAtMs: noonMs + 6 * hourMs, endsAtMs: noonMs + 8 * hourMs };

export interface MeetingPair extends Pair {
  readonly key: Key;
  /** The agreement as the receiver sees it, and as the provider does. */
  readonly ours: AgreementView;
  readonly theirs: AgreementView;
  /** The token in the address of the join page. */
  readonly token: string;
}

/** Quebec meets in a room of Kerala, which has pinned the key that Quebec signs with. */
export async function openMeeting(open: () => Promise<Database>): Promise<MeetingPair> {
  const pair = await openPair(open);
  const { provider, receiver } = pair;
  const key = await makeKey(receiver.coop);
  await signWith(receiver, key);
  await noteKey(provider, key);
  await proposeSeats(provider, await shareServer(provider));
  await pair.carry();
  const ours = await agree(pair);
  const theirs = await newest(provider);
  return { ...pair, key, ours, theirs, token: ours.joinUrl?.split("/").at(-1) ?? "" };
}

/** One more agreement for the evening. */
export async function agree(pair: Pair, slot = evening): Promise<AgreementView> {
  const [item] = (await findCapacity(pair.receiver.context, { limit: 10 })).items;
  const wanted = { proposalId: item?.id ?? "", seats: 20, title: "Assembly", ...slot };
  const asked = await requestCapacity(pair.receiver.context, wanted);
  if (asked.outcome !== "offered") throw new Error(JSON.stringify(asked));
  await pair.carry();
  return newest(pair.receiver);
}

async function newest({ context }: Side): Promise<AgreementView> {
  const [agreement] = (await listAgreements(context, { limit: 1 })).items;
  if (agreement === undefined) throw new Error("There is no agreement.");
  return agreement;
}

/** A pass made by hand, as somebody else's software, or somebody's malice, would. */
export async function forge(
  {
    key,
    ours,
    clock,
  }: Pick<MeetingPair, "key" | "clock"> & {
    readonly ours: Pick<AgreementView, "agreement" | "provider" | "receiver">;
  },
  changes: {
    readonly header?: Readonly<Record<string, unknown>>;
    readonly claims?: JWTPayload;
    readonly key?: Key;
  } = {},
): Promise<string> {
  const by = changes.key ?? key;
  const now = Math.floor(clock.nowMs / 1000);
  const claims = {
    iss: ours.receiver,
    aud: ours.provider,
    sub: "a-pseudonym-of-luc",
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 300,
    agreement: ours.agreement,
    role: "participant",
    name: "Luc",
    language: "fr",
    ...changes.claims,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", typ: passType, kid: by.kid, ...changes.header })
    .sign(await importJWK(by.privateJwk, "EdDSA"));
}
