import { createHash, createHmac } from "node:crypto";
import type { Context } from "./context.ts";

/** 128 bits that only this node could have chosen, as 32 hexadecimal digits; the same for every attempt to make `iri`. */
export function saltOf({ secrets }: Pick<Context, "secrets">, iri: string): string {
  return createHmac("sha256", secrets.deriveKey("entry references")).update(iri).digest("hex").slice(0, 32);
}

/** What is signed in place of words: it can be checked by those who know them and the salt, and says nothing to others. */
export function referenceOf(salt: string, words: string): string {
  return createHash("sha256").update(`${salt}\0${words}`).digest("hex");
}
