import { balanceOf, byPeerAndUnit, type Balance, type Sums } from "#src/domain/ledger.ts";
import {
  findEntry as findEntryRow,
  listEntries as listEntryRows,
  sumEntries,
  type EntryPage,
  type EntryRow,
} from "#src/store/entries.ts";
import { findReconciliation, listEvidence, type Evidence, type ReconciliationRow } from "#src/store/evidence.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { booksOf, type Books } from "./books.ts";
import type { Context } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

/** Entries of all books, the last to arrive first. */
export function listEntries(
  context: Context,
  request: PageRequest & Omit<EntryPage, "limit" | "before">,
): Promise<Page<EntryRow>> {
  const { limit, cursor, ...filter } = request;
  return pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, (page) =>
    listEntryRows(context.database, { ...filter, ...page }),
  );
}

/** An entry with everything that is said about it, for a steward who asks what a number is made of. */
export interface EntryDetails {
  readonly entry: EntryRow;
  readonly peer: Peer;
  /** Who signed, and when they say they did. */
  readonly signatures: readonly { readonly by: string; readonly signedAt: string }[];
  /** Other versions under the same id. */
  readonly evidence: readonly Evidence[];
  readonly reconciliation: ReconciliationRow | undefined;
}

export async function findEntry(context: Context, id: string): Promise<EntryDetails | undefined> {
  const session = context.database;
  const entry = await findEntryRow(session, id);
  const peer = entry === undefined ? undefined : await findPeer(session, entry.peerId);
  if (entry === undefined || peer === undefined) return undefined;
  return {
    entry,
    peer,
    signatures: signaturesOf(entry),
    evidence: await listEvidence(session, { peerId: peer.id, entry: entry.entry }),
    reconciliation: await findReconciliation(session, peer.id),
  };
}

/** What stands in our books was verified when it came in, so that its proofs only have to be read. */
function signaturesOf({ document }: EntryRow): EntryDetails["signatures"] {
  const { proof } = JSON.parse(document) as {
    readonly proof: readonly { verificationMethod: string; created: string }[];
  };
  return proof.map(({ verificationMethod, created }) => ({
    by: verificationMethod.replace(/#.*$/, ""),
    signedAt: created,
  }));
}

/** The balances with each peer in each unit; `peer` is our id of it. With `peerId`, of that pair only. */
export async function balances(context: Context, peerId?: string): Promise<readonly Balance[]> {
  const us = ourCoop(context);
  const books = new Map<string, { readonly peer: string; readonly unit: string; readonly sums: Sums }>();
  for (const { peerId: peer, unit, provider, state, sum } of await sumEntries(context.database, peerId)) {
    const key = `${peer} ${unit}`;
    const book = books.get(key) ?? { peer, unit, sums: { given: 0n, received: 0n, inTransit: 0n, disputed: 0n } };
    book.sums[columnFor(state, provider === us)] += sum;
    books.set(key, book);
  }
  return [...books.values()]
    .map(({ peer, unit, sums }) => ({ peer, unit, ...balanceOf(sums) }))
    .toSorted(byPeerAndUnit);
}

function columnFor(state: EntryRow["state"], isGiven: boolean): keyof Sums {
  if (state === "agreed") return isGiven ? "given" : "received";
  return state === "disputed" ? "disputed" : "inTransit";
}

/** The digest and count of a pair's books, and when both sides last confirmed them. */
export async function findBooks(
  context: Context,
  peerId: string,
): Promise<Books & { readonly reconciliation: ReconciliationRow | undefined }> {
  const session = context.database;
  return { ...(await booksOf(session, peerId)), reconciliation: await findReconciliation(session, peerId) };
}
