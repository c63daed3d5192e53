import type { EntryRow } from "#src/store/entries.ts";
import { listUnbooked, updateEntry } from "#src/store/entries.ts";
import { listPeers } from "#src/store/peers.ts";
import { book } from "./books.ts";
import { transact, type Context } from "./context.ts";
import { placeOf } from "./marks.ts";

const batch = 500;
const everyPeer = { limit: 100_000 };

/**
 * Books the entries that an older version wrote, which kept no sums and stretches: at every start, before anything is answered. Where
 * nothing is left to do it costs one look for each peer. Answers how many were booked.
 */
export async function rebuildBooks(context: Context): Promise<number> {
  let booked = 0;
  for (const { id } of await listPeers(context.database, everyPeer)) {
    for (;;) {
      if ((await listUnbooked(context.database, id, 1)).length === 0) break;
      booked += await transact(context, async (work) => {
        const rows = await listUnbooked(work.session, id, batch);
        const marked = rows.map((row): EntryRow => ({ ...row, ...placeOf(row) }));
        for (const { id: rowId, madeAtMs, mark, updatedAtMs } of marked)
          await updateEntry(work.session, rowId, { madeAtMs, mark, updatedAtMs });
        await book(
          work,
          marked.map((row) => ({ row, isNew: false })),
        );
        return rows.length;
      });
    }
  }
  return booked;
}
