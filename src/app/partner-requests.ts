import { sameOrigin } from "#src/domain/iri.ts";
import type { RequestCard } from "#src/domain/resource.ts";
import { isWithin } from "#src/domain/slot.ts";
import { findPeer, findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findProposalByIri, updateProposal } from "#src/store/proposals.ts";
import {
  countStandingRequests,
  deleteOldRequests,
  deleteUnlistedRequests,
  findRequestByIri,
  hasOldRequests,
  listAgreedSeats,
  listAnswers,
  listIdleAnswers,
  listOverRequests,
  saveRequest,
  updateRequest,
  type RequestRow,
} from "#src/store/requests.ts";
import type { Session } from "#src/store/database.ts";
import { transact, type Context, type Work } from "./context.ts";
import type { Told } from "./partner-proposals.ts";
import { withdrawProposal } from "./proposals.ts";
import { isDealtWith, maxStandingRequests, withdraw } from "./requests.ts";

const done: Told = { outcome: "done" };
const dropped = (because: string): Told => ({ outcome: "dropped", because });

/** A coop told us of something that it needs, for the first time or again. What is older than what we know changes nothing. */
export function receiveRequest(context: Context, coop: string, card: RequestCard): Promise<Told> {
  return transact(context, async (work) => {
    const peer = await findPeerByCoop(work.session, coop);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not from a partner");
    return keep(work, peer, card);
  });
}

/**
 * A coop took a request back. The row stays as a tombstone, so that an older message that comes later does not bring it back. Undefined
 * when we know of no such request: then it may be a proposal.
 */
export function receiveWithdrawnRequest(
  context: Context,
  gone: { readonly coop: string; readonly proposal: string; readonly deletedAtMs: number },
): Promise<Told | undefined> {
  return transact(context, async (work) => {
    const known = await findRequestByIri(work.session, gone.proposal);
    if (known === undefined) return undefined;
    const peer = await findPeerByCoop(work.session, gone.coop);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not from a partner");
    if (known.peerId !== peer.id) return dropped("the request is another coop's");
    const { deletedAtMs } = gone;
    if (deletedAtMs > known.updatedAtMs)
      await updateRequest(work.session, known.id, { deletedAtMs, updatedAtMs: deletedAtMs });
    return done;
  });
}

/** All of a peer's requests, as its collection listed them when it was asked at `askedAtMs`. Heals what messages lost. */
export function replaceRequests(
  context: Context,
  fetched: { readonly peerId: string; readonly cards: readonly RequestCard[]; readonly askedAtMs: number },
): Promise<Told> {
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, fetched.peerId);
    if (peer === undefined || !isDealtWith(peer)) return dropped("it is not a partner");
    const listed = fetched.cards.slice(0, maxStandingRequests).map((card) => card.proposal);
    await deleteUnlistedRequests(work.session, { peerId: peer.id, listed, beforeMs: fetched.askedAtMs });
    for (const card of fetched.cards.slice(0, maxStandingRequests)) await keep(work, peer, card);
    return done;
  });
}

async function keep(work: Work, peer: Peer, card: RequestCard): Promise<Told> {
  if (card.coop !== peer.coop || !sameOrigin(card.proposal, peer.coop)) return dropped("the request is another coop's");
  // One that has begun is nothing to answer any more, and its withdrawal may be forgotten here.
  if (card.startsAtMs <= work.nowMs()) return done;
  const known = await findRequestByIri(work.session, card.proposal);
  // Withdrawn before we had heard of it: that is remembered beside the proposals, whose addresses are alike.
  if ((await findProposalByIri(work.session, card.proposal)) !== undefined) return done;
  return known === undefined ? keepNew(work, peer, card) : keepChanged(work, peer, { card, known });
}

async function keepChanged(
  work: Work,
  peer: Peer,
  { card, known }: { readonly card: RequestCard; readonly known: RequestRow },
): Promise<Told> {
  if (known.peerId !== peer.id || card.updatedAtMs <= known.updatedAtMs) return done;
  // One that was taken back and comes again counts like a new one.
  if (known.deletedAtMs !== null && (await isTooMuch(work, peer))) return tooMuch;
  if (!isWithin(card, known)) await letAnswersWait(work, card.proposal);
  await updateRequest(work.session, known.id, { ...columnsOf(card), deletedAtMs: null });
  return done;
}

async function keepNew(work: Work, peer: Peer, card: RequestCard): Promise<Told> {
  if (await isTooMuch(work, peer)) return tooMuch;
  // Of one that was forgotten meanwhile.
  await letAnswersWait(work, card.proposal);
  const made = { id: work.newId(), peerId: peer.id, createdAtMs: work.nowMs(), deletedAtMs: null };
  await saveRequest(work.session, { ...columnsOf(card), ...made, proposal: card.proposal });
  return done;
}

const tooMuch = dropped("its coop needs too much at once");

const isTooMuch = async ({ session }: Work, { id }: Peer): Promise<boolean> =>
  (await countStandingRequests(session, id)) >= maxStandingRequests;

/** What we offered was for the hour that was asked for then: at any other a steward thinks. */
async function letAnswersWait(work: Work, request: string): Promise<void> {
  const answers = await listAnswers(work.session, request);
  for (const { id } of answers.filter(({ peerId }) => peerId === null))
    await updateProposal(work.session, id, { acceptUpTo: 0, changedAtMs: work.nowMs() });
}

function columnsOf(card: RequestCard): Omit<RequestRow, "id" | "proposal" | "peerId" | "createdAtMs" | "deletedAtMs"> {
  const { coop, title, seats, startsAtMs, endsAtMs, audience, languages, features, region, updatedAtMs } = card;
  return { coop, title, seats, startsAtMs, endsAtMs, audience, languages, features, region, updatedAtMs };
}

const batch = 50;
/** So long after their end, peers' requests are kept: longer than a message can be on its way and matter. */
const keptMs = 30 * 86_400_000;

/**
 * What the clock asks for about requests: ours that have begun or for which enough seats are agreed are withdrawn, and so are our offers for
 * those that are gone; what others needed long ago is forgotten.
 */
export async function endDueRequests(context: Context): Promise<number> {
  // Looked at first without a transaction: nearly always there is nothing to do.
  const isDue = (await findDue(context, context.database)).length > 0;
  const withdrawn = isDue ? await transact(context, withdrawDue) : 0;
  const endedBeforeMs = context.nowMs() - keptMs;
  if (await hasOldRequests(context.database, endedBeforeMs))
    await transact(context, ({ session }) => deleteOldRequests(session, endedBeforeMs));
  const idle = await listIdleAnswers(context.database, context.nowMs(), batch);
  for (const { id } of idle) await withdrawProposal(context, id);
  return withdrawn + idle.length;
}

/** Ours that have begun, or for which enough is agreed. */
async function findDue({ nowMs }: Pick<Context, "nowMs">, session: Session): Promise<readonly RequestRow[]> {
  const over = await listOverRequests(session, nowMs(), batch);
  const met = metRequests(await listAgreedSeats(session));
  return [...new Map([...over, ...met].map((request) => [request.id, request])).values()];
}

async function withdrawDue(work: Work): Promise<number> {
  const due = await findDue(work, work.session);
  for (const request of due) await withdraw(work, request);
  return due.length;
}

/** The requests for which at least as many seats are agreed as they ask for. */
function metRequests(
  agreed: readonly { readonly request: RequestRow; readonly seats: number }[],
): readonly RequestRow[] {
  const sums = new Map<string, number>();
  for (const { request, seats } of agreed) sums.set(request.id, (sums.get(request.id) ?? 0) + seats);
  return agreed.map(({ request }) => request).filter(({ id, seats }) => (sums.get(id) ?? 0) >= seats);
}
