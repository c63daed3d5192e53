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

/**
 * Our own ledger keys, retired ones included, as others verify them: also those whose private parts are lost, which came back with our
 * books from a file (`app/ledger-import-peers.ts`).
 */
export async function listOurLedgerKeys(keeper: Keeper, session: Session): Promise<readonly VerificationKey[]> {
  const coop = ourCoop(keeper);
  const keys = (await openKeys(keeper, session, coopActorId))
    .filter((key) => key.use === "ledger")
    .map((key) => ({
      verificationMethod: `${coop}#${key.id}`,
      controller: coop,
      publicKeyMultibase: keeper.seals.multikey(key.publicJwk),
      ...datesOf(key),
    }));
  const lost = (await listPartnerKeys(session, coop)).map(verificationKeyOf);
  return [...keys, ...lost.filter((key) => keys.every((one) => one.verificationMethod !== key.verificationMethod))];
}

/**
 * The keys that proofs of a pair count by: ours, and the partner's that we have pinned. A key counts only under the permanent id
 * that is made from it, and not at all once somebody else has had it; see `app/pair-documents.ts` for what was signed before.
 */
export async function listPairKeys(
  keeper: Keeper,
  session: Session,
  partner: string,
): Promise<readonly VerificationKey[]> {
  const keys = await listEveryPairKey(keeper, session, partner);
  return keys.filter(({ compromisedAtMs }) => compromisedAtMs === undefined);
}

/** The same with keys that somebody else has had: for what is in the books already. */
export async function listEveryPairKey(
  keeper: Keeper,
  session: Session,
  partner: string,
): Promise<readonly VerificationKey[]> {
  const theirs = await listPartnerKeys(session, partner);
  const pinned = theirs.filter((each) => each.state === "pinned" && isNamedByItself(keeper, each));
  return [...(await listOurLedgerKeys(keeper, session)), ...pinned.map(verificationKeyOf)];
}

/** A partner's key as documents are verified with it. */
export const verificationKeyOf = ({ key, coop, publicKeyMultibase, ...dates }: PartnerKey): VerificationKey => ({
  verificationMethod: key,
  controller: coop,
  publicKeyMultibase,
  ...datesOf(dates),
});

const datesOf = ({
  revokedAtMs,
  compromisedAtMs,
}: {
  readonly revokedAtMs: number | null;
  readonly compromisedAtMs: number | null;
}) => ({
  ...(revokedAtMs === null ? {} : { revokedAtMs }),
  ...(compromisedAtMs === null ? {} : { compromisedAtMs }),
});

/** Whether a key's id is its coop's IRI and its own fingerprint, so that the id can never come to mean another key. */
export function isNamedByItself(
  { seals }: Pick<Context, "seals">,
  { key, coop, publicKeyMultibase }: Pick<PartnerKey, "key" | "coop" | "publicKeyMultibase">,
): boolean {
  const fragment = seals.keyFragment(publicKeyMultibase);
  return fragment !== undefined && key === `${coop}#${fragment}`;
}
