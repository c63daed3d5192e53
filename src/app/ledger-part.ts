import type { EntryRow } from "#src/store/entries.ts";
import { listEntriesInOrder, type LedgerPart } from "#src/store/ledger-pages.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";

/** Which part of the books goes into a file: that with one peer, that of some UTC days (those in the entries' ids, both inclusive). */
export interface ExportPart {
  readonly peerId?: string;
  readonly fromDay?: string;
  readonly untilDay?: string;
}

/** An entry on its way into a file. */
export interface Exported {
  readonly row: EntryRow;
  readonly peer: Peer;
  /** The IRI of our coop. */
  readonly us: string;
}

/** So many rows are in memory at once. */
export const rowsAtOnce = 500;

/** The peers whose books belong to a part, the one known longest first. */
export async function peersOf(
  { database }: Pick<Context, "database">,
  { peerId }: ExportPart,
): Promise<readonly Peer[]> {
  const peers: Peer[] = [];
  for (let before: string | undefined; ;) {
    const page = await listPeers(database, { limit: rowsAtOnce, ...(before === undefined ? {} : { before }) });
    peers.push(...page);
    before = page.at(-1)?.id;
    if (page.length < rowsAtOnce) break;
  }
  return peers.filter(({ id }) => peerId === undefined || id === peerId).toReversed();
}

/** The entries with one peer, in order of their days, a page at a time: never more of them in memory than one page. */
export async function* pagesOfEntries(
  { database }: Pick<Context, "database">,
  part: LedgerPart,
): AsyncGenerator<readonly EntryRow[]> {
  let after: EntryRow | undefined;
  for (;;) {
    const rows = await listEntriesInOrder(database, part, {
      limit: rowsAtOnce,
      ...(after === undefined ? {} : { after }),
    });
    if (rows.length > 0) yield rows;
    after = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

/** Whether a document was signed by anyone. One that waits for its signature counts nowhere. */
export function isSigned({ document }: { readonly document: string }): boolean {
  const { proof } = JSON.parse(document) as { readonly proof?: unknown };
  return Array.isArray(proof) ? proof.length > 0 : proof !== undefined;
}
