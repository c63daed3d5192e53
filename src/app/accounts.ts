import { findRemoteActorByAddress } from "#src/store/remote-actors.ts";
import { transact, type Context } from "./context.ts";
import type { FoundActor, Partners } from "./partners.ts";
import { keepRemoteActor } from "./remote-actors.ts";

export type FoundAccount =
  | { readonly actor: string; readonly address?: string }
  | { readonly failed: Extract<FoundActor, { failed: string }>["failed"]; readonly detail: string };

/**
 * Whom a steward means by `@user@host` or by the address of a profile. One whose server does not answer can still be named by its
 * address, or by `@user@host` if we have met.
 */
export async function findAccount(context: Context, partners: Partners, typed: string): Promise<FoundAccount> {
  const text = typed.trim();
  const address = /^@?([^@\s/]+@[^@\s/]+)$/.exec(text)?.[1]?.toLowerCase();
  if (address !== undefined) {
    const met = await findRemoteActorByAddress(context.database, address);
    if (met !== undefined) return { actor: met.actor, address };
  }
  const found = await partners.findActor(text);
  if ("found" in found) {
    await transact(context, (work) => keepRemoteActor(work, found.found));
    return { actor: found.found.actor, address: found.found.address };
  }
  const isAddress = /^https?:\/\//i.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1;
  return isAddress && found.failed !== "malformed" ? { actor: new URL(text).href } : found;
}
