import { decideFulfil, type Impossibility } from "#src/domain/agreement-action.ts";
import { actorIri, agreementIri, coopActorId, seriesIri } from "#src/domain/iri.ts";
import type { AgreementTerms, Refusal, Series } from "#src/domain/message.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import type { Quantity } from "#src/domain/quantity.ts";
import { slotProblem, type Slot } from "#src/domain/slot.ts";
import { findAgreementRow, saveAgreement, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { findProposal, type Proposal } from "#src/store/proposals.ts";
import { actOn, type ActOutcome, type Deed } from "./agreement-deeds.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { freshRow, settled } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { fairUseProblem } from "./fair-use.ts";
import { answerKeys, say } from "./outbox.ts";

/** What is asked for with every slot alike. */
interface Wish {
  /** Our id of the proposal, as `findCapacity` lists it. */
  readonly proposalId: string;
  readonly seats: number;
  readonly title: string;
  /** We are not sure yet: hold the seats until then, and let them go if we have not confirmed. */
  readonly tentativeUntilMs?: number;
  /** An event of the commons, which may have priority. */
  readonly commons?: true;
  /** The version of the provider's fair-use text that our steward accepted. */
  readonly fairUseVersion?: number;
}

export type CapacityRequest = Wish & Slot;

/** Several slots of one series: `rule` is the RFC 5545 rule that they follow. */
export type SeriesRequest = Wish & { readonly slots: readonly Slot[]; readonly rule: string };

export type RequestOutcome =
  | { readonly outcome: "offered"; readonly agreement: AgreementView }
  /** It cannot even be asked. */
  | { readonly outcome: "refused"; readonly refusal: Refusal };

export type SeriesOutcome =
  | { readonly outcome: "offered"; readonly series: string; readonly agreements: readonly AgreementView[] }
  /** Not one of them was asked for; `slot` is the first that cannot be. */
  | { readonly outcome: "refused"; readonly refusal: Refusal; readonly slot: Slot };

/** The receiver asks a partner for seats: an Offer goes out, and is repeated until it is answered or the slot starts. */
export async function requestCapacity(context: Context, request: CapacityRequest): Promise<RequestOutcome> {
  const asked = await transact(context, (work) => ask(work, { ...request, slots: [request] }));
  if ("refusal" in asked) return { outcome: "refused", refusal: asked.refusal };
  const [row] = asked.rows;
  if (row === undefined) throw new Error("A slot was neither refused nor asked for.");
  return { outcome: "offered", agreement: viewAgreement(context, row) };
}

/** The most slots that are asked for at once. */
export const maxSeriesSlots = 100;

/**
 * The receiver asks for every slot of a series, one agreement each; the provider answers them one by one. When one of them cannot even be
 * asked for, none is. @throws RangeError when there are no slots, or more than `maxSeriesSlots`.
 */
export async function requestSeries(context: Context, request: SeriesRequest): Promise<SeriesOutcome> {
  const { slots, rule } = request;
  if (slots.length === 0 || slots.length > maxSeriesSlots) throw new RangeError(`A series of ${slots.length} slots.`);
  const series = { series: seriesIri(context.origin, context.newId()), rule };
  const asked = await transact(context, (work) => ask(work, { ...request, series }));
  if ("refusal" in asked) return { outcome: "refused", ...asked };
  const agreements = asked.rows.map((row) => viewAgreement(context, row));
  return { outcome: "offered", series: series.series, agreements };
}

type Wishes = Wish & { readonly slots: readonly Slot[]; readonly series?: Series };

async function ask(
  work: Work,
  wishes: Wishes,
): Promise<{ readonly rows: readonly AgreementRow[] } | { readonly refusal: Refusal; readonly slot: Slot }> {
  const proposal = await findProposal(work.session, wishes.proposalId);
  const peer = await findPeer(work.session, proposal?.peerId ?? "");
  const nowMs = work.nowMs();
  for (const slot of wishes.slots) {
    const refusal = refusalOf({ proposal, peer, request: { ...wishes, ...slot }, nowMs });
    if (refusal !== undefined) return { refusal, slot };
  }
  const rows: AgreementRow[] = [];
  if (proposal === undefined || peer === undefined) return { rows };
  for (const slot of wishes.slots) rows.push(await offerSlot(work, wishes, { slot, proposal, peer }));
  return { rows };
}

interface Asking {
  readonly slot: Slot;
  readonly proposal: Proposal;
  readonly peer: Peer;
}

async function offerSlot(work: Work, wishes: Wishes, { slot, proposal, peer }: Asking): Promise<AgreementRow> {
  const id = work.newId();
  const agreement = agreementIri(work.origin, id);
  const { seats, title, tentativeUntilMs, commons, fairUseVersion, series } = wishes;
  const terms: AgreementTerms = {
    agreement,
    proposal: proposal.proposal,
    provider: proposal.coop,
    receiver: actorIri(work.origin, coopActorId),
    title,
    seats,
    startsAtMs: slot.startsAtMs,
    endsAtMs: slot.endsAtMs,
    terms: proposal.terms,
    ...(tentativeUntilMs === undefined ? {} : { tentativeUntilMs }),
    ...(series === undefined ? {} : { series }),
    ...(commons === undefined ? {} : { commons }),
    ...(fairUseVersion === undefined ? {} : { fairUseVersion }),
  };
  const row = freshRow(work, terms, { id, role: "receiver", peerId: peer.id, proposalId: proposal.id });
  await saveAgreement(work.session, row);
  // The Offer's own id is made from the agreement's, so that the provider's answer can name it (FEP-0837).
  const message = { type: "agreement-offer", terms, to: peer.coop } as const;
  await say(work, { id, from: coopActorId, inbox: peer.coopInbox, message, answerKey: answerKeys.offer(agreement) });
  return row;
}

function refusalOf(asked: {
  readonly proposal: Proposal | undefined;
  readonly peer: Peer | undefined;
  readonly request: CapacityRequest;
  readonly nowMs: number;
}): Refusal | undefined {
  const { proposal, peer, request, nowMs } = asked;
  if (proposal === undefined || peer === undefined || proposal.deletedAtMs !== null)
    return { reason: "proposal-unknown" };
  if (peer.state !== "partner" && peer.state !== "limited") return { reason: "not-partner" };
  const problem = slotProblem({ slot: request, nowMs, limits: defaultPolicy });
  if (problem !== undefined) return { reason: problem };
  const unaccepted = fairUseProblem(peer, request);
  if (unaccepted !== undefined) return unaccepted;
  // What is taken in the slot may have changed since we heard of it: the provider decides. More than there is, is never free.
  return request.seats > proposal.seats ? { reason: "capacity-short", freeSeats: proposal.seats } : undefined;
}

/** A steward of the provider agrees: to the offer or, where a change of what was agreed is asked for, to that. */
export const acceptAgreement = (context: Context, id: string, answer: Answer = {}): Promise<ActOutcome> =>
  act(context, id, { action: "accept", ...answer });

/** A steward of the provider refuses the offer or the change, with a note in words if there is more to say. */
export const rejectAgreement = (
  context: Context,
  id: string,
  answer: Answer & { readonly note?: string } = {},
): Promise<ActOutcome> => act(context, id, { action: "reject", ...answer });

/** Which of the receiver's wishes a steward has seen and answers, by its number: 0 is the offer. Absent: what is asked for now. */
interface Answer {
  readonly amendment?: number;
}

/** A steward of either side ends it before it was used: the provider cancels, the receiver takes it back. */
export const cancelAgreement = (context: Context, id: string): Promise<ActOutcome> =>
  act(context, id, { action: "cancel" });

/** Why the provider ends an agreement that was accepted, without its being used. */
const endings = { cancelled: "cancel", "no-show": "no-show", "server-failure": "fail" } as const;

/** The provider ends what was accepted, and says why. A no-show is known only when the slot is over. */
export const endAgreement = (
  context: Context,
  id: string,
  { cause }: { readonly cause: keyof typeof endings },
): Promise<ActOutcome> => act(context, id, { action: endings[cause] });

const act = (context: Context, id: string, deed: Deed): Promise<ActOutcome> =>
  transact(context, (work) => actOn(work, id, deed));

export type FulfilAnswer =
  | {
      readonly outcome: "done";
      readonly agreement: AgreementRow;
      /** What the receiver owes for it; null for nothing. */
      readonly due: Quantity | null;
      /** The same number was recorded before; its entry is already made. */
      readonly repeated: boolean;
    }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementRow };

/** The provider records what was used, in the transaction that also makes the entry; the entry is what tells the receiver. */
export async function fulfilAgreement(work: Work, id: string, seatMinutes: number): Promise<FulfilAnswer> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const decided = decideFulfil({ agreement: row, role: row.role, seatMinutes });
  if (decided.outcome === "impossible") {
    const { outcome, ...impossibility } = decided;
    return { outcome, impossibility, agreement: row };
  }
  if (decided.outcome === "same")
    return { outcome: "done", agreement: row, due: viewAgreement(work, row).due, repeated: true };
  const { state, revision, due } = decided;
  const changes = {
    ...settled,
    trouble: null,
    refusal: null,
    state,
    revision,
    fulfilledSeatMinutes: seatMinutes,
    updatedAtMs: work.nowMs(),
  } as const;
  await updateAgreement(work.session, id, changes);
  return { outcome: "done", agreement: { ...row, ...changes }, due, repeated: false };
}
