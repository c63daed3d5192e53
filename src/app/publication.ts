import { peakSeats, takenSlotsOfProposal, type ResourceReservation } from "#src/domain/capacity.ts";
import { reservationOf } from "#src/domain/agreement.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import type { ProposalMessage } from "#src/domain/message.ts";
import { maxTakenSlots } from "#src/domain/policy.ts";
import type { ProposalCard, TakenSlot } from "#src/domain/resource.ts";
import { listTaking, type AgreementRow } from "#src/store/agreements.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { listOwnProposals, replaceUntriedWord, updateProposal, type Proposal } from "#src/store/proposals.ts";
import type { Resource } from "#src/store/resources.ts";
import type { Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { say } from "./outbox.ts";

/** What other coops see of a proposal, ours or one that we were told of. */
export function cardOf(origin: string, proposal: Proposal): ProposalCard {
  const { platform } = proposal;
  return {
    proposal: proposal.proposal,
    coop: proposal.coop,
    resource: {
      actor: proposal.resourceId === null ? proposal.resource : actorIri(origin, proposal.resourceId),
      name: proposal.resourceName,
      ...(platform === null ? {} : { platform }),
      languages: proposal.languages,
      energy: proposal.energy,
      features: proposal.features,
    },
    seats: proposal.seats,
    audience: proposal.audience,
    terms: proposal.terms,
    region: proposal.region,
    taken: proposal.taken,
    updatedAtMs: proposal.updatedAtMs,
  };
}

/** Everything that takes seats of a resource from now on, over all its proposals. `except` leaves one agreement out. */
export async function findReservations(
  work: Work,
  resourceId: string,
  except?: Pick<AgreementRow, "id">,
): Promise<readonly ResourceReservation[]> {
  const nowMs = work.nowMs();
  const rows = await listTaking(work.session, { resourceId, fromMs: nowMs });
  return rows
    .filter((row) => row.id !== except?.id)
    .map((row) => reservationOf(row, nowMs))
    .filter((reservation) => reservation !== undefined);
}

/** The most seats of these that are taken at once, ever from now on: what a resource or proposal must keep. */
export function mostTaken(reservations: readonly ResourceReservation[], nowMs: number): number {
  return peakSeats(reservations, { startsAtMs: nowMs, endsAtMs: Number.MAX_SAFE_INTEGER });
}

/**
 * Brings what a resource's proposals show up to date (names, seats that are taken) and tells those who see them what changed.
 * Names of people or coops are never part of it.
 */
export async function refreshProposals(work: Work, resource: Resource): Promise<void> {
  const reservations = await findReservations(work, resource.id);
  const { region } = await requireCoop(work);
  for (const proposal of await listOwnProposals(work.session, { resourceId: resource.id })) {
    const shown = { ...shownOf(resource, proposal, reservations), region };
    if (isSame(shown, proposal)) continue;
    await changeAndTell(work, proposal, shown);
  }
}

function shownOf(resource: Resource, proposal: Proposal, reservations: readonly ResourceReservation[]) {
  const { name: resourceName, platform, languages, energy, features } = resource;
  const seats = Math.min(proposal.seats, resource.seats ?? proposal.seats);
  return {
    resourceName,
    platform,
    languages,
    energy,
    features,
    seats,
    taken: takenOf(resource, { ...proposal, seats }, reservations),
  };
}

/** What a proposal publishes as taken, the nearest slots first. The provider decides by its own calendar, whatever is shown. */
export function takenOf(
  resource: Pick<Resource, "seats">,
  proposal: Pick<Proposal, "proposal" | "seats">,
  reservations: readonly ResourceReservation[],
): readonly TakenSlot[] {
  const seats = resource.seats ?? proposal.seats;
  return takenSlotsOfProposal({ resource: { seats }, proposal, reservations }).slice(0, maxTakenSlots);
}

function isSame(shown: ReturnType<typeof shownOf> & Pick<Proposal, "region">, proposal: Proposal): boolean {
  const { resourceName, platform, languages, energy, features, seats, taken, region } = proposal;
  return (
    JSON.stringify(shown) ===
    JSON.stringify({ resourceName, platform, languages, energy, features, seats, taken, region })
  );
}

type Changes = Partial<Omit<Proposal, "id" | "proposal">>;

/** Saves a change of one of our proposals under a later time than every one before, and tells it. */
export async function changeAndTell(work: Work, before: Proposal, changes: Changes): Promise<Proposal> {
  const after = { ...before, ...changes, updatedAtMs: laterThan(before, work.nowMs()) };
  await updateProposal(work.session, before.id, {
    ...changes,
    updatedAtMs: after.updatedAtMs,
    changedAtMs: work.nowMs(),
  });
  await tellAddressees(work, after, "proposal-update");
  return after;
}

/** A time for the next change of a proposal: readers keep the later one, so no two changes may share one. */
export const laterThan = (proposal: Proposal, nowMs: number): number => Math.max(nowMs, proposal.updatedAtMs + 1);

/** The states of the peers who see a proposal: partners, and limited peers too when it is public. */
export const audienceStates: Readonly<Record<Proposal["audience"], readonly Peer["state"][]>> = {
  public: ["partner", "limited"],
  partners: ["partner"],
};

/** Tells everyone who sees a proposal. */
export async function tellAddressees(
  work: Work,
  proposal: Proposal,
  type: "proposal-create" | "proposal-update",
): Promise<void> {
  for (const peer of await listAll(work, audienceStates[proposal.audience])) {
    await tell(work, peer, { type, proposal: cardOf(work.origin, proposal), to: peer.coop });
  }
}

const maxPeers = 10_000;

export const listAll = (work: Work, states: readonly Peer["state"][]): Promise<Peer[]> =>
  listPeers(work.session, { states, limit: maxPeers });

/** Says something about a proposal to one peer; it takes the place of what was not yet tried to be said about it. */
export async function tell(work: Work, peer: Pick<Peer, "coopInbox">, message: ProposalMessage): Promise<void> {
  const inbox = peer.coopInbox;
  const topic = `proposal ${message.type === "proposal-delete" ? message.proposal : message.proposal.proposal}`;
  if (await replaceUntriedWord(work.session, { topic, inbox, message })) return;
  await say(work, { from: coopActorId, inbox, message, topic });
}
