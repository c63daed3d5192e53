import { decideDue } from "#src/domain/agreement-action.ts";
import { findAgreementRow, findNextDueMs, listDueAgreements } from "#src/store/agreements.ts";
import { actOn } from "./agreements.ts";
import { transact, type Context } from "./context.ts";

/** What the clock did, and when it next has something to do (absent when nothing is open). */
export interface DueWork {
  readonly done: number;
  readonly nextDueAtMs?: number;
}

const batch = 100;

/**
 * Does what is due by the clock: expires offers whose hold has ended or whose slot starts, and withdraws our own offers that nobody
 * answered in time. Each in its own transaction, decided anew there, so that several processes may run it at once.
 */
export async function runDueWork(context: Context): Promise<DueWork> {
  let done = 0;
  for (;;) {
    const due = await listDueAgreements(context.database, context.nowMs(), batch);
    let changed = 0;
    for (const { id } of due) if (await settle(context, id)) changed += 1;
    done += changed;
    if (due.length < batch || changed === 0) break;
  }
  const nextDueAtMs = await findNextDueMs(context.database, context.nowMs());
  return { done, ...(nextDueAtMs === undefined ? {} : { nextDueAtMs }) };
}

function settle(context: Context, id: string): Promise<boolean> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    const action = row === undefined ? undefined : decideDue(row, row.role, work.nowMs());
    if (action === undefined) return false;
    return (await actOn(work, id, { action })).outcome === "done";
  });
}
