import {
  doesActorOwnKey,
  getKeyOwner,
  verifyRequestDetailed,
  type KeyCache,
  type VerifyRequestDetailedResult,
  type VerifyRequestFailureReason,
} from "@fedify/fedify/sig";
import { Activity, type CryptographicKey, type Multikey } from "@fedify/vocab";
import { getLogger } from "@logtape/logtape";
import { FetchError as DocumentError, type DocumentLoader } from "@fedify/vocab-runtime";
import type { Documents } from "./documents.ts";
import { openHopelessKeys } from "./hopeless-keys.ts";
import { openBuckets } from "./limits.ts";
import { readKeyDocument } from "./wire/key-document.ts";

const log = getLogger(["fedicoop", "signer"]);

/** Answers which actor signed a request, or undefined when nobody did or the signature does not hold. Never throws for a bad one. */
export type SignerOf = (request: Request) => Promise<string | undefined>;

/**
 * Who signed a request. The key must be listed by the actor that it names as its owner. What a signature covers and how old it may be is
 * the guard's matter.
 */
export interface Signers {
  readonly signerOf: SignerOf;
  /** Whether this actor signed; `gone` when its server says that neither key nor actor is there any longer (410). */
  check(request: Request, actor: string): Promise<"signed" | "refused" | "gone">;
  /** Whether a key is kept ready, so that nothing has to be fetched. */
  isKept(keyId: string): boolean;
  /** Whether a key could not be had several times, lately. */
  isHopeless(keyId: string): boolean;
  /** Forgets the keys in a document, and the document. */
  forget(iri: string): void;
}

const timeWindow = { hours: 1 };
/** How long a key counts without being looked at again. A new one is found at once, since the old one does not verify with it. */
const keyFreshMs = 10 * 60_000;
const keysKept = 2_000;
/** A key that did not verify is fetched again so often: whoever names it in a forged request would else keep its server busy. */
const forgetRate = { capacity: 3, perSecond: 1 / 30 };

export function openSigners(documents: Documents): Signers {
  const { keys, hopeless, options, verify } = openVerifying(documents);
  const owners = new WeakMap<CryptographicKey, string>();
  const doubts = openBuckets(forgetRate, () => performance.now());
  const owns = async (key: CryptographicKey, actor: string): Promise<boolean> => {
    if (owners.get(key) === actor) return true;
    if (!(await doesActorOwnKey(new Activity({ actor: new URL(actor) }), key, options))) return false;
    owners.set(key, actor);
    return true;
  };
  const ownerOf = async (request: Request): Promise<string | undefined> => {
    const verified = await verify(request);
    if (!verified.verified) return undefined;
    const known = owners.get(verified.key) ?? (await getKeyOwner(verified.key, options))?.id?.href;
    if (known !== undefined) owners.set(verified.key, known);
    return known;
  };
  const standingOf = async (request: Request, actor: string): Promise<"signed" | "refused" | "gone"> => {
    const verified = await verify(request);
    if (verified.verified) return (await owns(verified.key, actor)) ? "signed" : "refused";
    return isGone(verified.reason) && (await isGoneItself(documents, actor)) ? "gone" : "refused";
  };
  const forget = (iri: string): void => {
    keys.forget(iri);
    documents.forget(iri);
  };
  // What we keep of the sender may be older than its newest key: next time it is fetched again.
  const doubt = (request: Request): void => {
    const document = withoutFragment(keyIdOf(request) ?? "");
    if (doubts.take(document).ok) forget(document);
  };
  return {
    forget,
    isHopeless: hopeless.has,
    isKept: (keyId) => URL.canParse(keyId) && keys.has(new URL(keyId).href),
    async signerOf(request) {
      if (keyIdOf(request) === undefined) return undefined;
      const owner = await unlessUnreadable(ownerOf(request));
      if (owner === undefined) doubt(request);
      return owner;
    },
    async check(request, actor) {
      const standing = await unlessUnreadable(standingOf(request, actor));
      if (standing !== "signed") doubt(request);
      return standing ?? "refused";
    },
  };
}

/** Verifying with keys that are kept, and with a memory for those that could not be had. */
function openVerifying(documents: Documents) {
  const keys = openKeyCache();
  const hopeless = openHopelessKeys();
  const options = { documentLoader: openKeyLoader(documents), contextLoader: documents.loadContext };
  const verifying = { ...options, documentLoader: openKeyLoader(documents, keys), keyCache: keys, timeWindow };
  const verify = async (request: Request): Promise<VerifyRequestDetailedResult> => {
    const verified = await verifyRequestDetailed(request.clone(), verifying);
    const keyId = keyIdOf(request) ?? "";
    const isKept = URL.canParse(keyId) && keys.has(new URL(keyId).href);
    if (verified.verified) hopeless.forgive(keyId);
    else if (verified.reason.type === "keyFetchError" && !isKept) hopeless.noteFailure(keyId);
    return verified;
  };
  return { keys, hopeless, options, verify };
}

/** What is asked for to verify a request: of a stranger's document no more than its keys. */
function openKeyLoader(documents: Documents, known?: ForgetfulKeyCache): DocumentLoader {
  return async (url, options) => {
    // Fedify looks again when a kept key does not verify; the same document has the same key.
    if (known?.has(url) === true && documents.has(url))
      throw new DocumentError(url, "The key is the one that is known.");
    const { document, ...rest } = await documents.load(url, options);
    const read = readKeyDocument(document, url);
    if (!read.ok) throw new DocumentError(url, `${url} has no keys: ${read.reason}.`);
    return { ...rest, document: read.value };
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

/** The key may be on another server than the actor: what that one says of its key says nothing of the actor. */
const isGoneItself = ({ load }: Documents, actor: string): Promise<boolean> =>
  load(actor).then(
    () => false,
    (error: unknown) => error instanceof DocumentError && error.response?.status === 410,
  );

interface ForgetfulKeyCache extends KeyCache {
  has(keyId: string): boolean;
  /** Forgets the keys in a document. */
  forget(iri: string): void;
}

/** Keys as they are used: reading one from JSON costs more than verifying with it. */
function openKeyCache(): ForgetfulKeyCache {
  const kept = new Map<string, { readonly key: CryptographicKey | Multikey; readonly staleAtMs: number }>();
  return {
    has: (keyId) => performance.now() < (kept.get(keyId)?.staleAtMs ?? 0),
    async get(keyId) {
      const entry = kept.get(keyId.href);
      return entry !== undefined && performance.now() < entry.staleAtMs ? entry.key : undefined;
    },
    async set(keyId, key) {
      // That there was none is remembered by the documents, for seconds: a server that was down is not refused for longer.
      if (key === null) return;
      kept.delete(keyId.href);
      kept.set(keyId.href, { key, staleAtMs: performance.now() + keyFreshMs });
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
