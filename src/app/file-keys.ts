import type { Session } from "#src/store/database.ts";
import { listPartnerKeys } from "#src/store/peers.ts";
import type { Context } from "./context.ts";
import { isNamedByItself, listOurLedgerKeys, ourCoop, verificationKeyOf } from "./ledger-keys.ts";
import type { Trouble, UnknownKey } from "./ledger-verification.ts";
import type { VerificationKey } from "./seals.ts";

/** The keys by which a file is checked. */
export interface FileKeys {
  readonly keys: readonly VerificationKey[];
  readonly troubles: readonly Trouble[];
  readonly unknown: readonly UnknownKey[];
}

type Keeper = Pick<Context, "secrets" | "seals" | "origin">;

/**
 * Ours and the pinned ones for every coop that we know: for these the file's own word counts nothing, and a key that contradicts what we
 * have verified is a trouble. For coops that we know nothing about, the file's keys; then the reader has to compare their fingerprints.
 */
export async function decideFileKeys(
  keeper: Keeper,
  session: Session,
  claimed: readonly VerificationKey[],
): Promise<FileKeys> {
  const keys: VerificationKey[] = [];
  const troubles: Trouble[] = [];
  const unknown: UnknownKey[] = [];
  for (const [coop, ofCoop] of Map.groupBy(claimed, ({ controller }) => controller)) {
    const known = await knownKeys(keeper, session, coop);
    keys.push(...known);
    for (const key of ofCoop) {
      const { verificationMethod: about, publicKeyMultibase } = key;
      const same = known.find((one) => one.verificationMethod === about);
      if (!isNamedByItself(keeper, { key: about, coop, publicKeyMultibase }))
        troubles.push({ about, trouble: "this key does not have the id that is made from it" });
      else if (known.length === 0) {
        keys.push(key);
        unknown.push({ coop, key: about });
      } else if (same === undefined) troubles.push({ about, trouble: "this key is not one that we have verified" });
      else if (same.publicKeyMultibase !== publicKeyMultibase)
        troubles.push({ about, trouble: "this key is not the one that we have verified" });
    }
  }
  return { keys, troubles, unknown };
}

/** The keys of a coop that this node has verified: its own, or a peer's that are pinned. */
async function knownKeys(keeper: Keeper, session: Session, coop: string): Promise<readonly VerificationKey[]> {
  if (coop === ourCoop(keeper)) return listOurLedgerKeys(keeper, session);
  return (await listPartnerKeys(session, coop))
    .filter((each) => each.state === "pinned" && isNamedByItself(keeper, each))
    .map(verificationKeyOf);
}
