import {
  doesActorOwnKey,
  getKeyOwner,
  verifyRequestDetailed,
  type KeyCache,
  type VerifyRequestFailureReason,
} from "@fedify/fedify/sig";
import { Activity, type CryptographicKey, type Multikey } from "@fedify/vocab";
import { getLogger } from "@logtape/logtape";
import type { Documents } from "./documents.ts";

const log = getLogger(["fedicoop", "signer"]);

/** Answers which actor signed a request, or undefined when nobody did or the signature does not hold. Never throws for a bad one. */
export type SignerOf = (request: Request) => Promise<string | undefined>;

/**
 * Who signed a request. The key must be listed by the actor that it names as its owner. What a signature covers and how old it may be is
 * the guard's matter.
 */
export interface Signers {
  readonly signerOf: SignerOf;
  /** Whether this actor signed; `gone` when the key's server says that there is none any longer (410). */
  check(request: Request, actor: string): Promise<"signed" | "refused" | "gone">;
  /** Forgets the keys in a document, and the document. */
  forget(iri: string): void;
}

/** How long a key counts without being looked at again. A new one is found at once, since the old one does not verify with it. */
const keyFreshMs = 10 * 60_000;
const keysKept = 2_000;

export function openSigners(documents: Documents): Signers {
  const options = { documentLoader: documents.load, contextLoader: documents.loadContext };
  const keys = openKeyCache();
  const owners = new WeakMap<CryptographicKey, string>();
  const verify = (request: Request) =>
    verifyRequestDetailed(request.clone(), { ...options, keyCache: keys, timeWindow: { hours: 1 } });
  const owns = async (key: CryptographicKey, actor: string): Promise<boolean> => {
    if (owners.get(key) === actor) return true;
    if (!(await doesActorOwnKey(new Activity({ actor: new URL(actor) }), key, options))) return false;
    owners.set(key, actor);
    return true;
  };
  const ownerOf = async (request: Request): Promise<string | undefined> => {
    const verified = await verify(request);
    return verified.verified ? (await getKeyOwner(verified.key, options))?.id?.href : undefined;
  };
  const standingOf = async (request: Request, actor: string): Promise<"signed" | "refused" | "gone"> => {
    const verified = await verify(request);
    if (verified.verified) return (await owns(verified.key, actor)) ? "signed" : "refused";
    return isGone(verified.reason) ? "gone" : "refused";
  };
  const forget = (iri: string): void => {
    keys.forget(iri);
    documents.forget(iri);
  };
  return {
    forget,
    async signerOf(request) {
      if (keyIdOf(request) === undefined) return undefined;
      const owner = await unlessUnreadable(ownerOf(request));
      // What we keep of the sender may be older than its newest key: next time it is fetched again.
      if (owner === undefined) forget(keyIdOf(request) ?? "");
      return owner;
    },
    async check(request, actor) {
      const standing = await unlessUnreadable(standingOf(request, actor));
      if (standing !== "signed") forget(keyIdOf(request) ?? "");
      return standing ?? "refused";
    },
  };
}

/** Whoever wants can give a key document in which every value is of a wrong type, and Fedify throws at some of them. */
async function unlessUnreadable<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    log.debug("A key could not be read: {error}", { error });
    return undefined;
  }
}

const isGone = (reason: VerifyRequestFailureReason): boolean =>
  reason.type === "keyFetchError" && "status" in reason.result && reason.result.status === 410;

interface ForgetfulKeyCache extends KeyCache {
  /** Forgets the keys in a document. */
  forget(iri: string): void;
}

/** Keys as they are used: reading one from JSON costs more than verifying with it. */
function openKeyCache(): ForgetfulKeyCache {
  const kept = new Map<string, { readonly key: CryptographicKey | Multikey; readonly staleAtMs: number }>();
  return {
    async get(keyId) {
      const entry = kept.get(keyId.href);
      return entry !== undefined && performance.now() < entry.staleAtMs ? entry.key : undefined;
    },
    async set(keyId, key) {
      kept.delete(keyId.href);
      // That there was none is remembered by the documents, for seconds: a server that was down is not refused for longer.
      if (key !== null) kept.set(keyId.href, { key, staleAtMs: performance.now() + keyFreshMs });
      for (const oldest of kept.keys()) {
        if (kept.size <= keysKept) break;
        kept.delete(oldest);
      }
    },
    forget(iri) {
      for (const keyId of kept.keys()) if (withoutFragment(keyId) === withoutFragment(iri)) kept.delete(keyId);
    },
  };
}

const withoutFragment = (iri: string): string => iri.split("#", 1)[0] ?? iri;

/** The key that a signature says it was made with; undefined for an unsigned request. */
function keyIdOf({ headers }: Request): string | undefined {
  const text = headers.has("signature-input") ? headers.get("signature-input") : headers.get("signature");
  return /key_?id="([^"]*)"/i.exec(text ?? "")?.[1];
}
