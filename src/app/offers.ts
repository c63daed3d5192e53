import { decideOffer, type OfferAnswer, type OfferRequest } from "#src/domain/agreement.ts";
import { decideAction } from "#src/domain/agreement-action.ts";
import { sameNumbers } from "#src/domain/agreement-asked.ts";
import { actorIri, coopActorId, localObjectId, sameOrigin } from "#src/domain/iri.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import { saveAgreement, saveAgreements, type AgreementRow } from "#src/store/agreements.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Resource } from "#src/store/resources.ts";
import { feeOf, granted } from "./agreement-deeds.ts";
import { freshRow, makeJoin, repeatWord, saveWord, sayFirstWords, sayWord, settled } from "./agreement-words.ts";
import { answerAmendment } from "./amendments.ts";
import { meantFor } from "./answers.ts";
import { transact, type Context, type Work } from "./context.ts";
import { inTurn } from "./in-turn.ts";
import { gatherSources, liveSources, type OfferSources } from "./offer-sources.ts";
import type { Told } from "./partner-proposals.ts";
import { refreshProposals } from "./publication.ts";
import { openRounds } from "./together.ts";

/** An Offer as it came; `askedAtMs` is when its receiver says that it asked. */
interface Came {
  readonly offer: AgreementTerms;
  readonly askedAtMs: number | undefined;
}

/** So many offers share one transaction at most. */
const mostTogether = 64;

const rounds = new WeakMap<Context["database"], (came: Came & { readonly context: Context }) => Promise<Told>>();

/**
 * The provider answers an Offer, in one transaction: seen before? → capacity in the slot → decide → save → answer. `offer.receiver`
 * is the coop whose signature was verified. A repeated Offer gets the stored answer again. Offers that wait at the same time are
 * answered in one transaction, in the order in which they came, each as if it were alone.
 */
export function answerOffer(context: Context, offer: AgreementTerms, askedAtMs?: number): Promise<Told> {
  const known = rounds.get(context.database);
  const answer = known ?? openRounds((came) => answerTogether(came), mostTogether);
  if (known === undefined) rounds.set(context.database, answer);
  return answer({ context, offer, askedAtMs });
}

function answerTogether(came: readonly (Came & { readonly context: Context })[]): Promise<readonly Told[]> {
  const [first] = came;
  if (first === undefined) return Promise.resolve([]);
  const { context } = first;
  return inTurn(context.database, () => transact(context, (work) => answerAll(work, came)));
}

/** Answers that were decided and are not yet written. */
interface Unwritten {
  readonly row: AgreementRow;
  readonly peer: Peer;
  readonly resource: Resource | undefined;
}

/**
 * First those that nobody has asked before, by what was read for all of them at once and by each other; then, with all that written, those
 * that change or repeat what we know, or whose coop has a limited share, each by the store.
 */
async function answerAll(work: Work, came: readonly Came[]): Promise<readonly Told[]> {
  const gathered = await gatherSources(
    work,
    came.map(({ offer }) => offer),
  );
  const unwritten: Unwritten[] = [];
  const told = new Map<Came, Told>();
  for (const one of came) {
    const { offer } = one;
    const met = await meet(work, offer, gathered);
    if ("outcome" in met) told.set(one, met);
    else if (met.known === undefined && (offer.amendment ?? 0) === 0 && !gathered.isLimited(met.peer)) {
      const fresh = await decideFresh(work, { offer, peer: met.peer }, gathered);
      gathered.add(fresh.row);
      unwritten.push(fresh);
    }
  }
  await write(work, unwritten);
  const written = new Set(unwritten.map(({ row }) => row.agreement));
  const answers: Told[] = [];
  for (const one of came) {
    const isWritten = written.delete(one.offer.agreement);
    answers.push(told.get(one) ?? (isWritten ? done : await answerAlone(work, one)));
  }
  return answers;
}

/** An offer that is answered by what stands in the store. */
async function answerAlone(work: Work, { offer, askedAtMs }: Came): Promise<Told> {
  const live = liveSources(work);
  const met = await meet(work, offer, live);
  if ("outcome" in met) return met;
  const { peer, known } = met;
  if (known !== undefined) return answerAgain(work, { offer, peer, known, askedAtMs });
  if ((offer.amendment ?? 0) > 0) return dropped("it changes an agreement that we have not heard of yet");
  await write(work, [await decideFresh(work, { offer, peer }, live)]);
  return done;
}

async function decideFresh(
  work: Work,
  { offer, peer }: { readonly offer: AgreementTerms; readonly peer: Peer },
  sources: OfferSources,
): Promise<Unwritten> {
  const { resource, ground } = await findGround(work, { offer, peer }, sources);
  return { row: answeredRow(work, offer, { answer: decideOffer(ground), peer, resource }), peer, resource };
}

/** Saves answers, says them, and has shown what they take. */
async function write(work: Work, answers: readonly Unwritten[]): Promise<void> {
  await saveAgreements(
    work.session,
    answers.map(({ row }) => row),
  );
  await sayFirstWords(work, answers);
  const taking = answers.filter(({ row }) => row.state !== "rejected").map(({ resource }) => resource);
  const changed = new Map(
    taking.filter((resource) => resource !== undefined).map((resource) => [resource.id, resource]),
  );
  for (const resource of changed.values()) await refreshProposals(work, resource);
}

/** Everything that the decision about an offer looks at. */
async function findGround(
  work: Work,
  { offer, peer, known }: Pick<OfferAgain, "offer" | "peer"> & { readonly known?: AgreementRow },
  sources: OfferSources,
): Promise<{ readonly ground: OfferRequest; readonly resource: Resource | undefined }> {
  const offered = await sources.offered(offer.proposal);
  const proposal = offered && (await meantFor(work, offered.proposal, { peer, slot: offer }));
  const resource = proposal && offered?.resource;
  const except = known === undefined ? {} : { except: known };
  const reservations = resource === undefined ? [] : await sources.reservations(offer, { resource, ...except });
  const pool = resource === undefined ? { seats: 0 } : await sources.pool(resource);
  const nowMs = work.nowMs();
  const chosen = await sources.policy({ peerId: peer.id, slot: offer, ...except });
  const ground = { offer, proposal, resource: pool, reservations, peerState: peer.state, nowMs, chosen };
  return { ground, resource };
}

const done: Told = { outcome: "done" };
const dropped = (because: string): Told => ({ outcome: "dropped", because });

interface OfferAgain {
  readonly offer: AgreementTerms;
  readonly peer: Peer;
  readonly known: AgreementRow;
  readonly askedAtMs: number | undefined;
}

/** An offer of an agreement that we know is a change of it, or was seen before. */
async function answerAgain(work: Work, { offer, peer, known, askedAtMs }: OfferAgain): Promise<Told> {
  if ((offer.amendment ?? 0) > known.amendment) {
    const { ground } = await findGround(work, { offer, peer, known }, liveSources(work));
    await answerAmendment(work, known, { ground, askedAtMs });
    return done;
  }
  const isFirst = (offer.amendment ?? 0) === 0 && known.amendment === 0;
  // What was agreed instead, by a counter-offer of ours, was asked for under a number of its own; so these are still the first numbers.
  if (isFirst && !(sameNumbers(known, offer) && known.title === offer.title))
    return dropped("an agreement of this id has other content");
  await repeatWord(work, known);
  return done;
}

/** Who offers or withdraws, and whether we have met the agreement before; the same id between others is nothing for us. */
async function meet(
  work: Work,
  terms: AgreementTerms,
  sources: Pick<OfferSources, "peer" | "agreement"> = liveSources(work),
): Promise<Told | { readonly peer: Peer; readonly known: AgreementRow | undefined }> {
  const peer = await sources.peer(terms.receiver);
  if (peer === undefined || peer.state === "blocked") return dropped("it is not from a peer");
  if (terms.provider !== actorIri(work.origin, coopActorId)) return dropped("it is for another provider");
  if (!sameOrigin(terms.agreement, terms.receiver)) return dropped("the agreement's id is another server's");
  const known = await sources.agreement(terms.agreement);
  if (known !== undefined && !isSameAgreement(known, terms))
    return dropped("an agreement of this id has other content");
  return { peer, known };
}

/** What never changes in the life of an agreement. Its slot, seats and terms may. */
function isSameAgreement(known: AgreementRow, { proposal, provider, receiver }: AgreementTerms): boolean {
  const isOurs = known.role === "provider" && known.provider === provider && known.receiver === receiver;
  return isOurs && known.proposal === proposal;
}

function answeredRow(
  work: Work,
  offer: AgreementTerms,
  {
    answer,
    peer,
    resource,
  }: { readonly answer: OfferAnswer; readonly peer: Peer; readonly resource: Resource | undefined },
): AgreementRow {
  const proposalId = localObjectId(work.origin, "proposals", offer.proposal) ?? "";
  const fresh = freshRow(work, offer, { id: work.newId(), role: "provider", peerId: peer.id, proposalId });
  const row = { ...fresh, resourceId: resource?.id ?? null, revision: 1 };
  switch (answer.answer) {
    case "accept":
      return { ...row, ...makeJoin(work, row), state: "accepted", answeredAtMs: work.nowMs() };
    case "reject":
      return { ...row, state: "rejected", refusal: answer.refusal, answeredAtMs: work.nowMs() };
    case "hold":
      return { ...row, heldUntilMs: answer.heldUntilMs };
    case "tentative":
      return { ...row, ...granted(row, answer.untilMs) };
    case "wait":
      return row;
  }
}

export interface Withdrawal {
  readonly terms: AgreementTerms;
  /** When the receiver says that it decided so: its message may be late. */
  readonly withdrawnAtMs?: number;
}

/**
 * The receiver took it back (`Undo{Offer}`). One that we never heard of is remembered as cancelled: its Offer is late, and will find
 * this answer.
 */
export function answerWithdrawal(context: Context, { terms, withdrawnAtMs }: Withdrawal): Promise<Told> {
  return inTurn(context.database, () =>
    transact(context, async (work) => {
      const met = await meet(work, terms);
      if ("outcome" in met) return met;
      const { peer, known } = met;
      if (known === undefined) {
        const proposalId = localObjectId(work.origin, "proposals", terms.proposal) ?? "";
        const fresh = freshRow(work, terms, { id: work.newId(), role: "provider", peerId: peer.id, proposalId });
        const cause = { endCause: "cancelled", answeredAtMs: work.nowMs() } as const;
        const row = { ...fresh, ...cause, state: "cancelled", revision: 1, withdrawnAtMs: work.nowMs() } as const;
        await saveAgreement(work.session, row);
        await sayWord(work, row);
        return done;
      }
      const decided = decideAction({ agreement: known, role: "provider", action: "withdraw", nowMs: work.nowMs() });
      if (decided.outcome !== "change") await repeatWord(work, known);
      else await saveWord(work, known, withdrawnChanges(work, known, withdrawnAtMs));
      return done;
    }),
  );
}

/** It counts as taken back when its receiver says so, but neither after we heard of it nor before our own last word. */
function withdrawnChanges(work: Work, known: AgreementRow, saidAtMs = work.nowMs()): Partial<AgreementRow> {
  const withdrawnAtMs = Math.max(Math.min(saidAtMs, work.nowMs()), known.updatedAtMs);
  const feeSeatMinutes = feeOf(known, { cause: "cancelled", atMs: withdrawnAtMs });
  const end = { state: "cancelled", endCause: "cancelled", trouble: null } as const;
  return { ...settled, ...end, refusal: null, revision: known.revision + 1, withdrawnAtMs, feeSeatMinutes };
}
