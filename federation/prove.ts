import type { Work } from "#src/app/context.ts";
import { openKeys, type OpenedKey } from "#src/app/keys.ts";
import { actorIri } from "#src/domain/iri.ts";
import type { JsonObject } from "./wire/json.ts";
import { readDocument } from "./wire/document.ts";

/** Adds an integrity proof (FEP-8b32) of the actor who says something in public, and answers its text. */
export type Prove = (work: Work, actorId: string, activity: JsonObject) => Promise<string>;

/** How long an opened key is kept at hand; a rotation is noticed after that. */
const keyFreshMs = 60_000;

/**
 * Proofs on what is public, so that a copy that came by way of others can be believed. One that cannot be signed safely goes
 * without, since it is too long or has fractions in it (the coordinates of a place): whoever gets it from us has our signature on the request.
 */
export function openProve(): Prove {
  const opened = new Map<string, { readonly key: OpenedKey | undefined; readonly readAtMs: number }>();
  const keyOf = async (work: Work, actorId: string): Promise<OpenedKey | undefined> => {
    const known = opened.get(actorId);
    if (known !== undefined && work.nowMs() - known.readAtMs < keyFreshMs) return known.key;
    const keys = await openKeys(work, work.session, actorId);
    const key = keys.findLast(({ use, revokedAtMs }) => use === "proof" && revokedAtMs === null);
    opened.set(actorId, { key, readAtMs: work.nowMs() });
    return key;
  };
  return async (work, actorId, activity) => {
    const text = JSON.stringify(activity);
    const key = readDocument(text).ok ? await keyOf(work, actorId) : undefined;
    if (key === undefined) return text;
    const { published } = activity;
    // The time of the activity, not of the attempt: everyone gets the same bytes.
    const createdAtMs = typeof published === "string" ? Date.parse(published) : work.nowMs();
    const verificationMethod = `${actorIri(work.origin, actorId)}#${key.id}`;
    const sealed = await work.seals.seal(text, { verificationMethod, privateJwk: key.privateJwk, createdAtMs });
    return withOneProof(JSON.parse(sealed) as JsonObject);
  };
}

/** A set of one is written as one: not everyone reads sets. */
function withOneProof({ proof, ...activity }: JsonObject): string {
  return JSON.stringify({
    ...activity,
    proof: Array.isArray(proof) && proof.length === 1 ? (proof[0] as JsonObject) : proof,
  });
}
