import { actorIri, coopActorId, proposalIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Refusal, RequestMessage } from "#src/domain/message.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import type { RequestCard, Terms } from "#src/domain/resource.ts";
import { slotProblem, type Slot } from "#src/domain/slot.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { replaceUntriedWord, type Proposal } from "#src/store/proposals.ts";
import {
  countStandingRequests,
  findRequestRow,
  listAnswers,
  listRequestRows,
  saveRequest,
  updateRequest,
  type RequestFilter,
  type RequestRow,
} from "#src/store/requests.ts";
import { requestCapacity, type RequestOutcome } from "./agreements.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { say } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { propose, type ProposalOutcome } from "./proposals.ts";
import { listAddressees } from "./publication.ts";

/** What our coop needs. */
export interface NewRequest extends Slot {
  readonly title: LocalizedText;
  readonly seats: number;
  readonly audience: "public" | "partners";
  readonly languages: readonly string[];
  readonly features: readonly string[];
}

/** More requests at once than this nobody has to read. */
export const maxStandingRequests = 100;

export type NeedOutcome =
  | { readonly outcome: "done"; readonly request: RequestRow }
  | { readonly outcome: "refused"; readonly refusal: Extract<Refusal, { reason: "slot-invalid" | "slot-past" }> }
  | { readonly outcome: "too-many"; readonly most: number };

/** Publishes that we need seats; everyone who may see it is told. */
export function publishRequest(context: Context, wanted: NewRequest): Promise<NeedOutcome> {
  return transact(context, async (work) => {
    const nowMs = work.nowMs();
    const problem = slotProblem({ slot: wanted, nowMs, limits: defaultPolicy });
    if (problem !== undefined) return { outcome: "refused", refusal: { reason: problem } };
    if ((await countStandingRequests(work.session, null)) >= maxStandingRequests)
      return { outcome: "too-many", most: maxStandingRequests };
    const { region } = await requireCoop(work);
    const id = work.newId();
    const { title, seats, audience, languages, features, startsAtMs, endsAtMs } = wanted;
    const request = {
      id,
      title,
      seats,
      audience,
      languages,
      features,
      startsAtMs,
      endsAtMs,
      region,
      proposal: proposalIri(work.origin, id),
      peerId: null,
      coop: actorIri(work.origin, coopActorId),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      deletedAtMs: null,
    };
    await saveRequest(work.session, request);
    await tellAll(work, request, (to) => ({ type: "request-create", request: requestCardOf(request), to }));
    return { outcome: "done", request };
  });
}

/** What other coops see of a request. */
export function requestCardOf(row: RequestRow): RequestCard {
  const { proposal, coop, title, seats, startsAtMs, endsAtMs, audience, languages, features, region, updatedAtMs } =
    row;
  return { proposal, coop, title, seats, startsAtMs, endsAtMs, audience, languages, features, region, updatedAtMs };
}

/** Takes one of our requests back; a second time changes nothing. Undefined when it is none of ours. */
export function withdrawRequest(context: Context, id: string): Promise<RequestRow | undefined> {
  return transact(context, async (work) => {
    const request = await findRequestRow(work.session, id);
    if (request === undefined || request.peerId !== null) return undefined;
    return request.deletedAtMs === null ? withdraw(work, request) : request;
  });
}

/** The same inside of a transaction, for one that stands. */
export async function withdraw(work: Work, request: RequestRow): Promise<RequestRow> {
  const deletedAtMs = Math.max(work.nowMs(), request.updatedAtMs + 1);
  const after = { ...request, deletedAtMs, updatedAtMs: deletedAtMs };
  await updateRequest(work.session, request.id, { deletedAtMs, updatedAtMs: deletedAtMs });
  const { proposal, coop } = request;
  await tellAll(work, request, (to) => ({ type: "request-delete", proposal, coop, deletedAtMs, to }));
  return after;
}

async function tellAll(work: Work, request: RequestRow, messageTo: (coop: string) => RequestMessage): Promise<void> {
  for (const peer of await listAddressees(work, { audience: request.audience, toPeerId: null })) {
    const message = messageTo(peer.coop);
    const topic = `request ${request.proposal}`;
    const inbox = peer.coopInbox;
    if (await replaceUntriedWord(work.session, { topic, inbox, message })) continue;
    await say(work, { from: coopActorId, inbox, message, topic });
  }
}

/** What is needed, by us and by peers we deal with, as far as it is to come: newest first. */
export function listRequests(
  { database, nowMs }: Context,
  { limit, cursor, ...filter }: PageRequest & Pick<RequestFilter, "whose" | "audience">,
): Promise<Page<RequestRow>> {
  return pageOf({ limit, ...(cursor !== undefined && { cursor }) }, (page) =>
    listRequestRows(database, { ...filter, ...page, afterMs: nowMs() }),
  );
}

/** A request with everything that was offered for it: by partners for one of ours, by us for one of theirs. */
export interface RequestView {
  readonly request: RequestRow;
  /** Whose it is; undefined for ours. */
  readonly peer: Peer | undefined;
  readonly answers: readonly Proposal[];
}

/** One request, also after it was withdrawn (`deletedAtMs`). Those of peers that we do not deal with are not there. */
export async function findRequest({ database }: Context, id: string): Promise<RequestView | undefined> {
  const request = await findRequestRow(database, id);
  if (request === undefined) return undefined;
  const peer = request.peerId === null ? undefined : await findPeer(database, request.peerId);
  if (request.peerId !== null && (peer === undefined || !isDealtWith(peer))) return undefined;
  const all = await listAnswers(database, request.proposal);
  // Who answers one of ours is a peer, and the other way round: whatever else names this request is not about it.
  return { request, peer, answers: all.filter(({ peerId }) => (peerId === null) === (request.peerId !== null)) };
}

export const isDealtWith = ({ state }: Pick<Peer, "state">): boolean => state === "partner" || state === "limited";

export interface Answer {
  readonly resourceId: string;
  readonly seats: number;
  readonly terms: Terms;
}

/** Offers seats for a partner's request: a proposal for that coop alone, which is answered at once when it asks for them. */
export async function offerForRequest(
  context: Context,
  id: string,
  answer: Answer,
): Promise<ProposalOutcome | { readonly outcome: "over" }> {
  const found = await findRequest(context, id);
  if (found?.peer === undefined) return { outcome: "not-found" };
  const { request, peer } = found;
  if (request.deletedAtMs !== null || request.startsAtMs <= context.nowMs()) return { outcome: "over" };
  const answers = { inReplyTo: request.proposal, toPeerId: peer.id };
  // Whom it is for has no say in it: a limited peer sees what is public.
  const audience = peer.state === "limited" ? "public" : "partners";
  return propose(context, { ...answer, audience, acceptUpTo: null, answers });
}

/** Takes an offer for one of our requests: asks its coop for the seats at that hour. Undefined when there is no such offer. */
export async function takeAnswer(
  context: Context,
  id: string,
  {
    proposalId,
    title,
    fairUseVersion,
  }: { readonly proposalId: string; readonly title: string; readonly fairUseVersion?: number },
): Promise<RequestOutcome | undefined> {
  const found = await findRequest(context, id);
  const answer = found?.answers.find((one) => one.id === proposalId);
  if (found === undefined || answer === undefined || found.request.peerId !== null) return undefined;
  const { startsAtMs, endsAtMs } = found.request;
  const seats = Math.min(found.request.seats, answer.seats);
  const accepted = fairUseVersion === undefined ? {} : { fairUseVersion };
  return requestCapacity(context, { proposalId, seats, title, startsAtMs, endsAtMs, ...accepted });
}
