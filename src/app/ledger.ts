import { byPeerAndUnit, type Balance } from "#src/domain/ledger.ts";
import {
  findEntry as findEntryRow,
  listEntries as listEntryRows,
  type EntryPage,
  type EntryRow,
} from "#src/store/entries.ts";
import { listBalances } from "#src/store/balances.ts";
import { findReconciliation, listEvidence, type Evidence, type ReconciliationRow } from "#src/store/evidence.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { freshBooksOf, type Books } from "./books.ts";
import type { Context } from "./context.ts";
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

/** What stands in our books was verified when it came in, so that its proofs only have to be read. One that waits to be signed has none. */
function signaturesOf({ document }: EntryRow): EntryDetails["signatures"] {
  const { proof = [] } = JSON.parse(document) as {
    readonly proof?: readonly { verificationMethod: string; created: string }[];
  };
  return proof.map(({ verificationMethod, created }) => ({
    by: verificationMethod.replace(/#.*$/, ""),
    signedAt: created,
  }));
}

/** The balances with each peer in each unit, as they are kept; `peer` is our id of it. With `peerId`, of that pair only. */
export async function balances(context: Context, peerId?: string): Promise<readonly Balance[]> {
  const rows = await listBalances(context.database, peerId);
  return rows
    .filter(({ account }) => account === "pair")
    .map(({ peerId: peer, unit, given, received, ...rest }) => ({
      peer,
      unit,
      given,
      received,
      balance: given - received,
      inTransit: rest.givenInTransit + rest.receivedInTransit,
      disputed: rest.givenDisputed + rest.receivedDisputed,
    }))
    .toSorted(byPeerAndUnit);
}

/** The digest and count of a pair's books, and when both sides last confirmed them. */
export async function findBooks(
  context: Context,
  peerId: string,
): Promise<Books & { readonly reconciliation: ReconciliationRow | undefined }> {
  const session = context.database;
  return { ...(await freshBooksOf(context, peerId)), reconciliation: await findReconciliation(session, peerId) };
}
