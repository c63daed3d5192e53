import { isFinal } from "#src/domain/agreement-message.ts";
import { accountOf } from "#src/domain/entry.ts";
import { commonsOf } from "#src/domain/ledger.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import { findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { listDueFees } from "#src/store/fees.ts";
import type { ActOutcome } from "./agreement-deeds.ts";
import { viewAgreement } from "./agreement-view.ts";
import { repeatWord, saveWord } from "./agreement-words.ts";
import { roomLeft } from "./books.ts";
import { transact, type Context, type Work } from "./context.ts";
import { makeFeeEntry } from "./entry-making.ts";

const batch = 20;
const hourMs = 3_600_000;

/**
 * Makes the entries of fees that nobody waived in time, each with its own transaction. What is not settled yet is looked at again in an
 * hour. Answers how many were made or put off.
 */
export async function enterDueFees(context: Context): Promise<number> {
  const due = await listDueFees(context.database, context.nowMs(), batch);
  for (const { id } of due) {
    const made = { id: context.newId(), atMs: context.nowMs() };
    await transact(context, async (work) => {
      const row = await findAgreementRow(work.session, id);
      const nowMs = work.nowMs();
      if (row === undefined || row.feeDueAtMs === null || row.feeDueAtMs > nowMs) return;
      const isReady = isFinal(row.state) && (await canCount(work, row));
      await updateAgreement(work.session, id, { feeDueAtMs: isReady ? null : nowMs + hourMs });
      if (isReady && row.feeSeatMinutes !== null) await makeFeeEntry(work, row, made);
    });
  }
  return due.length;
}

/** Whether the books with its partner can hold the fee; else it waits for room. */
async function canCount(work: Work, { peerId, feeSeatMinutes, ...row }: AgreementRow): Promise<boolean> {
  const account = accountOf({ commons: commonsOf(row) });
  return (feeSeatMinutes ?? 0) <= (await roomLeft(work, { peerId, unit: seatMinute, account }));
}

/** A steward of the provider lets the receiver off: possible until the fee is an entry. Repeating it changes nothing. */
export function waiveFee(context: Context, id: string): Promise<ActOutcome> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    if (row === undefined) return { outcome: "not-found" };
    const agreement = viewAgreement(work, row);
    if (row.role !== "provider") return { outcome: "impossible", impossibility: { because: "not-yours" }, agreement };
    if (row.feeSeatMinutes === null) return { outcome: "done", agreement };
    if (row.feeDueAtMs === null)
      return { outcome: "impossible", impossibility: { because: "state", state: row.state }, agreement };
    const waived = { feeSeatMinutes: null, feeDueAtMs: null } as const;
    if (row.state !== "fulfilled")
      return {
        outcome: "done",
        agreement: viewAgreement(work, await saveWord(work, row, { ...waived, revision: row.revision + 1 })),
      };
    // Its entry has the last revision; the acceptance before it is said again, without the fee.
    const after = { ...row, ...waived, updatedAtMs: work.nowMs() };
    await updateAgreement(work.session, id, { ...waived, updatedAtMs: after.updatedAtMs });
    await repeatWord(work, after);
    return { outcome: "done", agreement: viewAgreement(work, after) };
  });
}
