import { decideDrop, decideDue } from "#src/domain/agreement-action.ts";
import { findAgreementRow, listDueAgreements } from "#src/store/agreements.ts";
import { actOn, changesOf } from "./agreement-deeds.ts";
import { saveWord } from "./agreement-words.ts";
import { transact, type Context } from "./context.ts";

const batch = 100;

/**
 * Expires offers whose hold has ended or whose slot starts, lets go of changes and counter-offers that nobody answered in time, and
 * withdraws our own offers without an answer. Each in its own transaction, decided anew there, so that several processes may run it at
 * once. Answers how many were ended.
 */
export async function endDueAgreements(context: Context): Promise<number> {
  let done = 0;
  for (;;) {
    const due = await listDueAgreements(context.database, context.nowMs(), batch);
    let changed = 0;
    for (const { id } of due) if (await endDue(context, id)) changed += 1;
    done += changed;
    if (due.length < batch || changed === 0) return done;
  }
}

function endDue(context: Context, id: string): Promise<boolean> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    const nowMs = work.nowMs();
    const action = row === undefined ? undefined : decideDue(row, row.role, nowMs);
    if (row === undefined || action === undefined) return false;
    if (action !== "drop") return (await actOn(work, id, { action })).outcome === "done";
    const decided = decideDrop(row, nowMs);
    if (decided.outcome !== "change") return false;
    await saveWord(work, row, changesOf(row, decided, { nowMs }));
    return true;
  });
}
