import { changeCoop } from "#src/app/coop-changes.ts";
import type { Context } from "#src/app/context.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { verifyLedgerFile } from "#src/app/ledger-file.ts";
import { importLedger } from "#src/app/ledger-import.ts";
import type { Database } from "#src/store/database.ts";
import { linesOf } from "./file-lines.ts";
import { agree, deliverAll, fulfilled, held, openPair, type Pair, type Side } from "./ledger-pair.ts";

/** Reads a text in as a ledger file. */
export const restore = (app: Context, text: string, trustKeys = false) =>
  importLedger(app, { open: () => linesOf(text), trustKeys });

/** Checks a text as a ledger file. */
export const verify = (app: Context, text: string) => verifyLedgerFile(app, linesOf(text));

/** Everything about entries is gone, as if they had never been. */
export async function forget({ app }: Side): Promise<void> {
  await app.database.transaction(async ({ q, t }) => {
    for (const table of [t.entries, t.entryDays, t.entryStretches, t.balances, t.monthSums, t.disputeWords])
      await q.delete(table);
  });
}

/** A pair, and an entry of A in each state; the last one has not arrived. */
export interface FilePair {
  readonly pair: Pair;
  readonly agreed: string;
  readonly disputed: string;
  readonly inTransit: string;
}

export async function openFilePair(open: () => Promise<Database>): Promise<FilePair> {
  const pair = await openPair(open);
  const agreed = (await fulfilled(pair, (await agree(pair)).id, 100)).entry;
  await deliverAll(pair);
  await changeCoop(pair.b.app, { countersign: "steward" });
  const disputed = (await fulfilled(pair, (await agree(pair)).id, 200)).entry;
  await deliverAll(pair);
  const { id } = await held(pair.b, disputed);
  await disputeEntry(pair.b.app, id, { reason: "quantity", note: "fewer" });
  await deliverAll(pair);
  const inTransit = (await fulfilled(pair, (await agree(pair)).id, 300)).entry;
  return { pair, agreed, disputed, inTransit };
}
