import {
  decideAction,
  type ActionOutcome,
  type AgreementAction,
  type Impossibility,
} from "#src/domain/agreement-action.ts";
import { slotToAccept } from "#src/domain/agreement-answer.ts";
import { numbersOf, type Numbers } from "#src/domain/agreement-asked.ts";
import { freeSeatsOfProposal } from "#src/domain/capacity.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { EndCause } from "#src/domain/message.ts";
import { decideFee } from "#src/domain/notice.ts";
import { findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeer } from "#src/store/peers.ts";
import { findProposalByIri } from "#src/store/proposals.ts";
import { findResource } from "#src/store/resources.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { saveWord, settled, termsOf, type Changes } from "./agreement-words.ts";
import type { Work } from "./context.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { findPool, findReservationsAround } from "./pools.ts";

export type ActOutcome =
  /** It stands so now, or stood so before. */
  | { readonly outcome: "done"; readonly agreement: AgreementView }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementView };

/** What is to be done, and with what words. */
export interface Deed {
  readonly action: AgreementAction;
  readonly note?: string;
  readonly amendment?: number;
}

/** Does to an agreement what a steward or the clock asks for. */
export async function actOn(work: Work, id: string, { action, note, amendment }: Deed): Promise<ActOutcome> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const isAnswer = action === "accept" && row.role === "provider";
  const freeSeats = isAnswer ? await freeSeatsFor(work, row, slotToAccept(row)) : 0;
  const nowMs = work.nowMs();
  const decided = decideAction({ agreement: row, role: row.role, action, nowMs, freeSeats, amendment });
  if (decided.outcome === "impossible") {
    const { outcome, ...impossibility } = decided;
    return { outcome, impossibility, agreement: viewAgreement(work, row) };
  }
  if (decided.outcome === "same") return { outcome: "done", agreement: viewAgreement(work, row) };
  if (decided.outcome === "withdraw")
    return { outcome: "done", agreement: viewAgreement(work, await withdraw(work, row)) };
  const after = await saveWord(work, row, changesOf(row, decided, { note, nowMs }));
  return { outcome: "done", agreement: viewAgreement(work, after) };
}

/** What a decision of ours as provider changes in an agreement. */
export function changesOf(
  row: AgreementRow,
  decided: ActionOutcome & { readonly outcome: "change" },
  { note, nowMs }: { readonly note?: string | undefined; readonly nowMs: number },
): Changes {
  const { state, revision, numbers, grantedUntilMs, refusal = null } = decided;
  const isDeclined = refusal?.reason === "declined" && note !== undefined;
  const changes = { ...settled, state, revision, refusal: isDeclined ? { ...refusal, note } : refusal };
  if (decided.endCause !== undefined) return { ...changes, ...ended(row, decided.endCause, nowMs) };
  if (grantedUntilMs !== undefined) return { ...changes, ...granted(row, grantedUntilMs) };
  if (numbers === undefined) return changes;
  const atMs = row.pending?.askedAtMs ?? nowMs;
  return { ...changes, ...numbers, feeSeatMinutes: feeOf(row, { cause: "changed", atMs, change: numbers }) };
}

/** What is kept of an end that the provider decided: only a no-show costs the receiver anything. */
function ended(row: AgreementRow, endCause: EndCause, nowMs: number): Changes {
  const fee = endCause === "no-show" ? { feeSeatMinutes: feeOf(row, { cause: endCause, atMs: nowMs }) } : {};
  return { endCause, trouble: null, ...fee };
}

/** Seats that are theirs when they confirm: our counter-offer of the same. */
export const granted = (row: Numbers, untilMs: number) => ({
  heldUntilMs: untilMs,
  counter: { ...numbersOf(row), untilMs },
  pendingUntilMs: untilMs,
});

/** What the receiver owes for all that it has given back of an agreement, with what it gives back now; null for nothing. */
export function feeOf(
  row: AgreementRow,
  given: { readonly cause: "cancelled" | "changed" | "no-show"; readonly atMs: number; readonly change?: Numbers },
): number | null {
  const fee = (row.feeSeatMinutes ?? 0) + decideFee({ agreement: row, by: "receiver", ...given });
  return fee === 0 ? null : fee;
}

/** The seats that are free in a slot without what this agreement itself takes. */
export async function freeSeatsFor(
  work: Work,
  row: AgreementRow,
  { startsAtMs, endsAtMs }: Pick<Numbers, "startsAtMs" | "endsAtMs">,
): Promise<number> {
  const proposal = await findProposalByIri(work.session, row.proposal);
  const resource = row.resourceId === null ? undefined : await findResource(work.session, row.resourceId);
  if (proposal === undefined || resource === undefined) return 0;
  const slot = { startsAtMs, endsAtMs };
  const reservations = await findReservationsAround(work, slot, { resource, except: row });
  return freeSeatsOfProposal({ resource: await findPool(work, resource), proposal, reservations }, slot);
}

/** The receiver takes it back: said until the provider confirms with a higher revision. */
async function withdraw(work: Work, row: AgreementRow): Promise<AgreementRow> {
  const nowMs = work.nowMs();
  // What was asked for is kept: the provider's next word may be from before it heard of this.
  const after = { ...row, withdrawnAtMs: nowMs, updatedAtMs: nowMs };
  await updateAgreement(work.session, row.id, { withdrawnAtMs: nowMs, updatedAtMs: nowMs });
  await heard(work, answerKeys.offer(row.agreement));
  await heard(work, answerKeys.amendment(row.agreement));
  const peer = await findPeer(work.session, row.peerId);
  if (peer === undefined || peer.state === "blocked") return after;
  const message = { type: "agreement-withdraw", terms: termsOf(row), to: row.provider } as const;
  await say(work, {
    from: coopActorId,
    inbox: peer.coopInbox,
    message,
    answerKey: answerKeys.withdrawal(row.agreement),
  });
  return after;
}
