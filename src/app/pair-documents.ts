import { readLeaf } from "#src/domain/leaf.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { listLeavesAbout, listLogs } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { listEveryPairKey } from "./ledger-keys.ts";
import type { OpenedDocument, VerificationKey } from "./seals.ts";

/** A document of a pair as it was read, and the keys that its proofs may count by. */
export interface PairDocument {
  readonly opened: OpenedDocument | { readonly refused: string };
  readonly keys: readonly VerificationKey[];
  /** That a proof in it does not count because somebody else had its key, and nothing shows that its coop made it. */
  readonly isDoubted: boolean;
}

/**
 * Reads a document that one of a pair has signed. A proof by a key that somebody else has had counts only when we had it before, or when
 * its leaf stands in the log of its coop: under the key that follows, the coop vouches for all of its log.
 */
export async function openOfPair(work: Work, peer: Peer, document: string): Promise<PairDocument> {
  const every = await listEveryPairKey(work, work.session, peer.coop);
  const sound = every.filter(({ compromisedAtMs }) => compromisedAtMs === undefined);
  const opened = await work.seals.open(document, sound);
  const lost = every.filter((key) => !sound.includes(key));
  if ("refused" in opened || !opened.methods.some((method) => isOneOf(lost, method)))
    return { opened, keys: sound, isDoubted: false };
  const known = await signaturesKnown(work, peer, String(opened.content["id"]));
  const proofs = proofsOf(document).filter(({ proofValue }) => known.has(proofValue));
  const vouched = lost.filter((key) => proofs.some((proof) => proof.verificationMethod === key.verificationMethod));
  const keys = [...sound, ...vouched];
  const again = vouched.length === 0 ? opened : await work.seals.open(document, keys);
  const isDoubted = opened.methods.some((method) => isOneOf(lost, method) && !isOneOf(vouched, method));
  return { opened: again, keys: [...every], isDoubted };
}

const isOneOf = (keys: readonly VerificationKey[], method: string): boolean =>
  keys.some(({ verificationMethod }) => verificationMethod === method);

/** What was signed about something, as far as it is in our books or in the logs of the pair. */
async function signaturesKnown({ session }: Work, peer: Peer, about: string): Promise<ReadonlySet<string>> {
  const logs = new Map((await listLogs(session, peer.id)).map(({ id, size }) => [id, size]));
  const known = new Set<string>();
  for (const { logId, place, leaf } of await listLeavesAbout(session, about)) {
    const signature = place < (logs.get(logId) ?? 0) ? readLeaf(leaf)?.signature : undefined;
    if (signature !== undefined) known.add(signature);
  }
  const entry = await findEntryByIri(session, about);
  const held = entry?.peerId === peer.id ? proofsOf(entry.document) : [];
  for (const { proofValue } of held) known.add(proofValue);
  return known;
}

interface Proof {
  readonly verificationMethod: string;
  readonly proofValue: string;
}

/** The proofs of a document that was read before, whether or not they hold. */
function proofsOf(document: string): readonly Proof[] {
  const { proof } = JSON.parse(document) as { readonly proof?: unknown };
  return [proof]
    .flat()
    .map((one) => (typeof one === "object" && one !== null ? (one as Partial<Proof>) : {}))
    .map(({ verificationMethod, proofValue }) => ({
      verificationMethod: String(verificationMethod),
      proofValue: String(proofValue),
    }));
}
