import { listEntryUnits } from "#src/store/ledger-pages.ts";
import type { Context } from "./context.ts";
import { csvHeader, csvRecord } from "./ledger-csv.ts";
import { accountDirectives, commodityDirectives, journalHeader, journalTransaction } from "./ledger-journal.ts";
import { ourCoop } from "./ledger-keys.ts";
import { isSigned, pagesOfEntries, peersOf, type ExportPart, type Exported } from "./ledger-part.ts";
import { recordsOf } from "./ledger-records.ts";

/** `jsonl` is complete, signed, and can be read in again; `csv` is for spreadsheets, `hledger` for bookkeeping. */
export const exportFormats = ["jsonl", "csv", "hledger"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What a file of each format is. */
export const exportTypes: Readonly<Record<ExportFormat, { readonly mediaType: string; readonly extension: string }>> = {
  jsonl: { mediaType: "application/x-ndjson", extension: "jsonl" },
  csv: { mediaType: "text/csv; charset=utf-8; header=present", extension: "csv" },
  hledger: { mediaType: "text/plain; charset=utf-8", extension: "journal" },
};

/**
 * The ledger as the text of a file, piece by piece: what is in memory at once is a few hundred entries, however many there are. What
 * nobody has signed yet is in none of them.
 */
export async function* exportLedger(
  context: Context,
  format: ExportFormat,
  part: ExportPart = {},
): AsyncGenerator<string> {
  switch (format) {
    case "jsonl":
      for await (const records of recordsOf(context, part))
        yield records.map((record) => `${JSON.stringify(record)}\n`).join("");
      return;
    case "csv":
      yield csvHeader();
      yield* eachPage(context, part, csvRecord);
      return;
    case "hledger": {
      const peers = await peersOf(context, part);
      const exportedAt = new Date(context.nowMs()).toISOString();
      yield journalHeader({ us: ourCoop(context), exportedAt });
      const units = await listEntryUnits(
        context.database,
        peers.map(({ id }) => id),
      );
      yield commodityDirectives(units) + accountDirectives(peers);
      yield* eachPage(context, part, journalTransaction);
      return;
    }
  }
}

async function* eachPage(
  context: Context,
  { fromDay, untilDay, ...part }: ExportPart,
  write: (line: Exported) => string,
): AsyncGenerator<string> {
  const us = ourCoop(context);
  const days = { ...(fromDay === undefined ? {} : { fromDay }), ...(untilDay === undefined ? {} : { untilDay }) };
  for (const peer of await peersOf(context, part)) {
    for await (const rows of pagesOfEntries(context, { peerId: peer.id, ...days })) {
      yield rows
        .filter(isSigned)
        .map((row) => write({ row, peer, us }))
        .join("");
    }
  }
}
