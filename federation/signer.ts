import { getKeyOwner, verifyRequest } from "@fedify/fedify/sig";
import type { Documents } from "./documents.ts";

/** Answers which actor signed a request, or undefined when nobody did or the signature does not hold. Never throws for a bad one. */
export type SignerOf = (request: Request) => Promise<string | undefined>;

/**
 * For everything outside of Fedify's inboxes: proposals for partners, the ledger's comparison, activities for their addressees. The
 * key must be listed by the actor that it names as its owner. What it covers and how old it may be is the guard's matter.
 */
export function openSignerOf(documents: Documents): SignerOf {
  const attempt = async (request: Request): Promise<string | undefined> => {
    const options = { documentLoader: documents.load, contextLoader: documents.loadContext };
    const key = await verifyRequest(request, { ...options, timeWindow: { hours: 1 } });
    const owner = key === null ? null : await getKeyOwner(key, options);
    return owner?.id?.href;
  };
  return async (request) => {
    const keyId = keyIdOf(request);
    if (keyId === undefined) return undefined;
    const signer = await attempt(request.clone());
    if (signer !== undefined) return signer;
    // The key may be a new one of an actor that we keep.
    documents.forget(keyId);
    return undefined;
  };
}

/** The key that a signature says it was made with; undefined for an unsigned request. */
export function keyIdOf({ headers }: Request): string | undefined {
  const text = headers.has("signature-input") ? headers.get("signature-input") : headers.get("signature");
  return /key_?id="([^"]*)"/i.exec(text ?? "")?.[1];
}
