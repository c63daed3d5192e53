import { v7 as uuidV7 } from "uuid";
import { enterEntries } from "#src/app/books.ts";
import { transact } from "#src/app/context.ts";
import { writeEntryDocument, type EntryDocument } from "#src/app/entry-document.ts";
import { blankEntry, columnsOf } from "#src/app/entry-intake.ts";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { entryIri } from "#src/domain/iri.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Pair, Side } from "./ledger-pair.ts";

/** An entry that A made at a time, as both sides would keep it; `signers` say whose proofs it has. */
export async function signedEntry(
  { a, b }: Pair,
  madeAtMs: number,
  signers: readonly Side[] = [a, b],
): Promise<EntryRow> {
  const entry = entryIri(a.app.origin, uuidV7({ msecs: madeAtMs }));
  const content: EntryDocument = {
    entry,
    maker: a.coop,
    provider: a.coop,
    receiver: b.coop,
    startsAtMs: madeAtMs,
    endsAtMs: madeAtMs + 3_600_000,
    unit: "seat-minute",
    quantity: 60,
    publishedAtMs: madeAtMs,
  };
  let document = writeEntryDocument(content);
  for (const { app } of signers) document = await app.seals.seal(document, await openLedgerKey(app, app.database, 0));
  const hash = a.app.seals.hash(JSON.parse(document) as object);
  return rowOf(content, { document, hash, state: signers.length === 2 ? "agreed" : "in-transit" });
}

/** Many entries of the same sides that nobody looks into: their documents say nothing. */
export function filling({ a, b }: Pair, number: number, at: (index: number) => number): EntryRow[] {
  return Array.from({ length: number }, (_, index) => {
    const madeAtMs = at(index);
    const id = uuidV7({ msecs: madeAtMs });
    const content: EntryDocument = {
      entry: entryIri(a.app.origin, id),
      maker: a.coop,
      provider: a.coop,
      receiver: b.coop,
      startsAtMs: madeAtMs,
      endsAtMs: madeAtMs + 3_600_000,
      unit: "seat-minute",
      quantity: 60,
      publishedAtMs: madeAtMs,
    };
    const hash = id.replaceAll("-", "").repeat(2);
    return rowOf(content, { document: '{"proof":[]}', hash, state: "agreed" });
  });
}

function rowOf(content: EntryDocument, kept: Pick<EntryRow, "document" | "hash" | "state">): EntryRow {
  const times = { createdAtMs: content.publishedAtMs, updatedAtMs: content.publishedAtMs };
  return { ...blankEntry, ...columnsOf(content), ...kept, ...times, id: uuidV7(), peerId: "" };
}

/** Writes entries into one side's books. */
export async function hold({ app, peerId }: Side, rows: readonly EntryRow[]): Promise<void> {
  const ours = rows.map((row) => ({ ...row, id: uuidV7(), peerId }));
  for (let at = 0; at < ours.length; at += 500) {
    await transact(app, (work) => enterEntries(work, ours.slice(at, at + 500)));
  }
}
