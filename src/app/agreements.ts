import { decideAction, decideFulfil, type AgreementAction, type Impossibility } from "#src/domain/agreement-action.ts";
import { freeSeatsOfProposal } from "#src/domain/capacity.ts";
import { actorIri, agreementIri, coopActorId, seriesIri } from "#src/domain/iri.ts";
import type { AgreementTerms, Refusal, Series } from "#src/domain/message.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import type { Quantity } from "#src/domain/quantity.ts";
import { slotProblem, type Slot } from "#src/domain/slot.ts";
import { findAgreementRow, saveAgreement, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { findProposal, findProposalByIri, type Proposal } from "#src/store/proposals.ts";
import { findResource } from "#src/store/resources.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { freshRow, saveWord, settled, termsOf } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { answerKeys, heard, say } from "./outbox.ts";
import { findPool, findReservationsAround } from "./pools.ts";

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
  // What is taken in the slot may have changed since we heard of it: the provider decides. More than there is, is never free.
  return request.seats > proposal.seats ? { reason: "capacity-short", freeSeats: proposal.seats } : undefined;
}

export type ActOutcome =
  /** It stands so now, or stood so before. */
  | { readonly outcome: "done"; readonly agreement: AgreementView }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly impossibility: Impossibility; readonly agreement: AgreementView };

/** A steward of the provider agrees. */
export const acceptAgreement = (context: Context, id: string): Promise<ActOutcome> => act(context, id, "accept");

/** A steward of the provider refuses, with a note in words if there is more to say. */
export const rejectAgreement = (context: Context, id: string, note?: string): Promise<ActOutcome> =>
  transact(context, (work) => actOn(work, id, { action: "reject", ...(note === undefined ? {} : { note }) }));

/** A steward of either side ends it before it was used: the provider cancels, the receiver takes it back. */
export const cancelAgreement = (context: Context, id: string): Promise<ActOutcome> => act(context, id, "cancel");

/** Why the provider ends an agreement that was accepted, without its being used. */
const endings = { cancelled: "cancel", "no-show": "no-show", "server-failure": "fail" } as const;

/** The provider ends what was accepted, and says why. A no-show is known only when the slot is over. */
export const endAgreement = (
  context: Context,
  id: string,
  { cause }: { readonly cause: keyof typeof endings },
): Promise<ActOutcome> => act(context, id, endings[cause]);

const act = (context: Context, id: string, action: AgreementAction): Promise<ActOutcome> =>
  transact(context, (work) => actOn(work, id, { action }));

/** Does to an agreement what a steward or the clock asks for. */
export async function actOn(
  work: Work,
  id: string,
  { action, note }: { readonly action: AgreementAction; readonly note?: string },
): Promise<ActOutcome> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const freeSeats = action === "accept" && row.role === "provider" ? await freeSeatsFor(work, row) : 0;
  const decided = decideAction({ agreement: row, role: row.role, action, nowMs: work.nowMs(), freeSeats });
  if (decided.outcome === "impossible") {
    const { outcome, ...impossibility } = decided;
    return { outcome, impossibility, agreement: viewAgreement(work, row) };
  }
  if (decided.outcome === "same") return { outcome: "done", agreement: viewAgreement(work, row) };
  if (decided.outcome === "withdraw")
    return { outcome: "done", agreement: viewAgreement(work, await withdraw(work, row)) };
  const { outcome: _change, ...change } = decided;
  const refusal =
    change.state === "rejected"
      ? { refusal: { reason: "declined", ...(note === undefined ? {} : { note }) } as const }
      : {};
  const after = await saveWord(work, row, { ...settled, ...change, ...refusal });
  return { outcome: "done", agreement: viewAgreement(work, after) };
}

/** The seats that are free in an agreement's slot without what it holds itself. */
async function freeSeatsFor(work: Work, row: AgreementRow): Promise<number> {
  const proposal = await findProposalByIri(work.session, row.proposal);
  const resource = row.resourceId === null ? undefined : await findResource(work.session, row.resourceId);
  if (proposal === undefined || resource === undefined) return 0;
  const reservations = await findReservationsAround(work, row, { resource, except: row });
  return freeSeatsOfProposal({ resource: await findPool(work, resource), proposal, reservations }, row);
}

/** The receiver takes it back: said until the provider confirms with a higher revision. */
async function withdraw(work: Work, row: AgreementRow): Promise<AgreementRow> {
  const nowMs = work.nowMs();
  const after = { ...row, withdrawnAtMs: nowMs, updatedAtMs: nowMs };
  await updateAgreement(work.session, row.id, { withdrawnAtMs: nowMs, updatedAtMs: nowMs });
  await heard(work, answerKeys.offer(row.agreement));
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
    state,
    revision,
    fulfilledSeatMinutes: seatMinutes,
    updatedAtMs: work.nowMs(),
  } as const;
  await updateAgreement(work.session, id, changes);
  return { outcome: "done", agreement: { ...row, ...changes }, due, repeated: false };
}
