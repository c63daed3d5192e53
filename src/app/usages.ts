import { closesAtMs } from "#src/domain/pass.ts";
import { agreedSeatMinutes } from "#src/domain/quantity.ts";
import type { Slot } from "#src/domain/slot.ts";
import {
  attendanceOf,
  entered,
  isUsage,
  lookEveryMs,
  measure,
  proposedSeatMinutes,
  type Usage,
} from "#src/domain/usage.ts";
import { findAgreementByIri, findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import type { Session } from "#src/store/database.ts";
import { findRoom, type RoomRow } from "#src/store/rooms.ts";
import { deleteSamples, findUsage as findStored, listSamples, saveUsage } from "#src/store/usages.ts";
import type { Context, Work } from "./context.ts";

/** What was used of an agreement, as far as it is known here. */
export interface UsageView {
  readonly usage: Usage;
  /** `running`: counted until now. `proposed`: counted, and waiting for a person. `settled`: it stands in the ledger. */
  readonly stage: "running" | "proposed" | "settled";
  /** What is, or would be, the quantity of the entry. */
  readonly seatMinutes: number;
  readonly agreedSeatMinutes: number;
}

/** What was used of an agreement, by our id; undefined when nothing is known of it. */
export async function findUsage(context: Context, id: string): Promise<UsageView | undefined> {
  const session = context.database;
  const row = await findAgreementRow(session, id);
  if (row === undefined) return undefined;
  const agreed = agreedSeatMinutes(row) ?? 0;
  const stored = await findStored(session, id);
  const usage = stored ?? (await measureSamples(session, row, context.nowMs()));
  if (usage === undefined) return undefined;
  const isSettled = row.state === "fulfilled";
  return {
    usage,
    stage: isSettled ? "settled" : stored === undefined ? "running" : "proposed",
    seatMinutes: (isSettled ? row.fulfilledSeatMinutes : null) ?? proposedSeatMinutes(usage, agreed),
    agreedSeatMinutes: agreed,
  };
}

/** What the looks into a room of ours come to until `nowMs`; undefined when it was never looked into. */
export async function measureSamples(session: Session, row: AgreementRow, nowMs: number): Promise<Usage | undefined> {
  const looks = await listSamples(session, row.id);
  if (looks.length === 0) return undefined;
  return measure(
    attendanceOf(heldSlot(row, await findRoom(session, row.id), nowMs), { looks, everyMs: lookEveryMs(row) }),
  );
}

/** What a meeting of which nobody saw anything comes to: one gap. */
export const unseen = (row: AgreementRow, room: RoomRow | undefined, nowMs: number): Usage =>
  measure(attendanceOf(heldSlot(row, room, nowMs), { looks: [], everyMs: 0 }));

/** From the start as agreed to the end as it came. */
function heldSlot(row: AgreementRow, room: RoomRow | undefined, nowMs: number): Slot {
  const { startsAtMs } = row;
  return { startsAtMs, endsAtMs: Math.max(startsAtMs, Math.min(closesAtMs(row), room?.endedAtMs ?? nowMs, nowMs)) };
}

/**
 * Keeps the evidence of a number that is recorded, in the transaction that makes its entry, and forgets the single looks. The number that was
 * measured stays measured; any other was entered, beside what was seen.
 */
export async function keepEvidence(work: Work, row: AgreementRow, seatMinutes: number): Promise<Usage> {
  const nowMs = work.nowMs();
  const seen = (await findStored(work.session, row.id)) ?? (await measureSamples(work.session, row, nowMs));
  const isMeasured = seen !== undefined && proposedSeatMinutes(seen, agreedSeatMinutes(row) ?? 0) === seatMinutes;
  const usage = isMeasured ? seen : entered(seatMinutes, seen);
  await saveUsage(work.session, { agreementId: row.id, usage, createdAtMs: nowMs });
  await deleteSamples(work.session, row.id);
  await updateAgreement(work.session, row.id, { settleDueAtMs: null });
  return usage;
}

/** Keeps what the provider says was used, beside its entry; what contradicts itself is not kept, and neither is a second version. */
export async function keepTold(
  work: Work,
  told: { readonly agreement: string; readonly provider: string; readonly usage: Usage },
): Promise<void> {
  const row = await findAgreementByIri(work.session, told.agreement);
  if (row?.role !== "receiver" || row.provider !== told.provider || !isUsage(told.usage)) return;
  if ((await findStored(work.session, row.id)) !== undefined) return;
  await saveUsage(work.session, { agreementId: row.id, usage: told.usage, createdAtMs: work.nowMs() });
}
