import { agreedSeatMinutes } from "#src/domain/quantity.ts";
import { decideSettlement, type Settlement } from "#src/domain/settlement.ts";
import type { Usage } from "#src/domain/usage.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import { findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findResource } from "#src/store/resources.ts";
import { findRoom } from "#src/store/rooms.ts";
import { deleteSamples, findUsage, listToSettle, saveUsage } from "#src/store/usages.ts";
import { endAgreement } from "./agreements.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { fulfil } from "./entry-making.ts";
import { requirePeer } from "./entry-messages.ts";
import { settleAfterMs } from "./metering.ts";
import { maySign } from "./signing.ts";
import { measureSamples, unseen } from "./usages.ts";

const batch = 20;
/** How long a settlement waits for the partner to confirm our log, before it is looked at again. */
const askAgainMs = 60_000;

/** Settles what was used of meetings that are over, each by itself. Answers how many were settled or handed to a person. */
export async function settleDue(context: Context): Promise<number> {
  const due = await listToSettle(context.database, context.nowMs(), batch);
  for (const { id } of due) await settleOne(context, id);
  return due.length;
}

/**
 * First what was measured is kept, then it is acted upon, and only then it is no longer due: whoever is interrupted begins again, and each
 * step finds the one before it done.
 */
async function settleOne(context: Context, id: string): Promise<void> {
  const decided = await transact(context, (work) => decide(work, id));
  if (decided === undefined) return;
  await act(context, id, decided);
  await transact(context, ({ session }) => updateAgreement(session, id, { settleDueAtMs: null }));
}

/** What is to be done now; undefined when nothing is, or when it is too early to say that nobody came. */
async function decide(work: Work, id: string): Promise<Settlement | undefined> {
  const row = await findAgreementRow(work.session, id);
  const nowMs = work.nowMs();
  if (row === undefined || (row.settleDueAtMs ?? Infinity) > nowMs) return undefined;
  if (row.state !== "accepted") return { settlement: "wait" };
  // After a start from an old copy it may be settled already, and the partner knows.
  if (!(await maySign(work, await requirePeer(work, row.peerId)))) return postpone(work, id, nowMs + askAgainMs);
  const settlement = await weigh(work, row);
  if (settlement.settlement === "fulfil" || settlement.settlement === "wait" || row.endsAtMs <= nowMs)
    return settlement;
  return postpone(work, id, row.endsAtMs + settleAfterMs);
}

async function postpone({ session }: Work, id: string, settleDueAtMs: number): Promise<undefined> {
  await updateAgreement(session, id, { settleDueAtMs });
}

async function weigh(work: Work, row: AgreementRow): Promise<Settlement> {
  const { session } = work;
  const resource = await findResource(session, row.resourceId ?? "");
  const isMeasured = findConnector(resource?.platform ?? null)?.abilities.measures === true;
  const room = await findRoom(session, row.id);
  return decideSettlement({
    usage: isMeasured ? await keepMeasured(work, row) : unseen(row, room, work.nowMs()),
    agreedSeatMinutes: agreedSeatMinutes(row) ?? 0,
    wasReady: typeof room?.readyAtMs === "number",
    wasCutShort: (room?.endedAtMs ?? row.endsAtMs) < row.endsAtMs,
    isMeasured,
    settle: (await requireCoop(work)).settle,
  });
}

/** The sum takes the place of the single looks. */
async function keepMeasured({ session, nowMs }: Work, row: AgreementRow): Promise<Usage> {
  const stored = await findUsage(session, row.id);
  if (stored !== undefined) return stored;
  const room = await findRoom(session, row.id);
  const usage = (await measureSamples(session, row, nowMs())) ?? unseen(row, room, nowMs());
  await saveUsage(session, { agreementId: row.id, usage, createdAtMs: nowMs() });
  await deleteSamples(session, row.id);
  return usage;
}

/** What is impossible by now was done otherwise meanwhile. */
async function act(context: Context, id: string, settlement: Settlement): Promise<void> {
  switch (settlement.settlement) {
    case "fulfil":
      await fulfil(context, id, settlement.seatMinutes);
      return;
    case "no-show":
    case "server-failure":
      await endAgreement(context, id, { cause: settlement.settlement });
      return;
    case "wait":
      return;
  }
}
