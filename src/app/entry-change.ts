import type { EntryChanges, EntryRow } from "#src/store/entries.ts";
import { changeEntry } from "./books.ts";
import type { Work } from "./context.ts";
import { answerKeys, heard } from "./outbox.ts";
import { followDue } from "./owed-limits.ts";

/** Nobody is asked to say anything in a dispute. */
export const noTurn = { differUntilMs: null, answerByMs: null, awaits: null } as const;

/** Writes a change of an entry, and what follows from it: sums and digests, and that what waited for this answer is not said again. */
export async function change(work: Work, held: EntryRow, changes: EntryChanges): Promise<EntryRow> {
  const over = changes.state === "agreed" ? noTurn : {};
  const entry = await changeEntry(work, held, { ...changes, ...over, updatedAtMs: work.nowMs() });
  if (entry.state !== held.state || entry.withdrawnAtMs !== held.withdrawnAtMs) await followDue(work, entry, held);
  if (entry.state !== "in-transit") await heard(work, answerKeys.entry(entry.entry));
  return entry;
}
