import { actorIri, coopActorId } from "#src/domain/iri.ts";
import type { Session } from "#src/store/database.ts";
import { listPartnerKeys, type PartnerKey } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { openKeys } from "./keys.ts";
import type { LedgerKey, VerificationKey } from "./seals.ts";

/** The IRI of our coop. */
export const ourCoop = ({ origin }: Pick<Context, "origin">): string => actorIri(origin, coopActorId);

type Keeper = Pick<Context, "secrets" | "seals" | "origin">;

/** The coop's ledger key that signs now, as of `createdAtMs`. @throws before set-up. */
export async function openLedgerKey(keeper: Keeper, session: Session, createdAtMs: number): Promise<LedgerKey> {
  const keys = await openKeys(keeper, session, coopActorId);
  const current = keys.findLast((key) => key.use === "ledger" && key.revokedAtMs === null);
  if (current === undefined) throw new Error("This coop has no ledger key.");
  const verificationMethod = `${ourCoop(keeper)}#${current.id}`;
  return { verificationMethod, privateJwk: current.privateJwk, createdAtMs };
}

/** Our own ledger keys, retired ones included, as others verify them. */
export async function listOurLedgerKeys(keeper: Keeper, session: Session): Promise<readonly VerificationKey[]> {
  const coop = ourCoop(keeper);
  const keys = await openKeys(keeper, session, coopActorId);
  return keys
    .filter((key) => key.use === "ledger")
    .map((key) => ({
      verificationMethod: `${coop}#${key.id}`,
      controller: coop,
      publicKeyMultibase: keeper.seals.multikey(key.publicJwk),
    }));
}

/**
 * The keys that proofs of a pair count by: ours, and the partner's that we have pinned. A key counts only under the permanent id
 * that is made from it.
 */
export async function listPairKeys(
  keeper: Keeper,
  session: Session,
  partner: string,
): Promise<readonly VerificationKey[]> {
  const theirs = await listPartnerKeys(session, partner);
  const pinned = theirs
    .filter((each) => each.state === "pinned" && isNamedByItself(keeper, each))
    .map(({ key, coop, publicKeyMultibase }) => ({ verificationMethod: key, controller: coop, publicKeyMultibase }));
  return [...(await listOurLedgerKeys(keeper, session)), ...pinned];
}

/** Whether a key's id is its coop's IRI and its own fingerprint, so that the id can never come to mean another key. */
export function isNamedByItself(
  { seals }: Pick<Context, "seals">,
  { key, coop, publicKeyMultibase }: PartnerKey,
): boolean {
  const fragment = seals.keyFragment(publicKeyMultibase);
  return fragment !== undefined && key === `${coop}#${fragment}`;
}
