import { publishedCalendar } from "#src/domain/calendar.ts";
import { takenSlotsOfProposal, type ResourceReservation } from "#src/domain/capacity.ts";
import { takenWithCommons } from "#src/domain/commons.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import type { ProposalMessage } from "#src/domain/message.ts";
import type { OfferedPool } from "#src/domain/offer-capacity.ts";
import { maxTakenSlots } from "#src/domain/policy.ts";
import type { GeoPoint, ProposalCard } from "#src/domain/resource.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { findPeer, listPeers, type Peer } from "#src/store/peers.ts";
import { listOwnProposals, replaceUntriedWord, updateProposal, type Proposal } from "#src/store/proposals.ts";
import { findResource, listDuePublications, updateResource, type Resource } from "#src/store/resources.ts";
import { transact, type Context, type Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { say } from "./outbox.ts";
import { findPool, findReservations } from "./pools.ts";

/** What other coops see of a proposal, ours or one that we were told of. */
export function cardOf(origin: string, proposal: Proposal): ProposalCard {
  const { calendar, roomSeats, inReplyTo, commonsSeats, commonsUntilHours } = proposal;
  return {
    proposal: proposal.proposal,
    coop: proposal.coop,
    resource: resourceCardOf(origin, proposal),
    seats: proposal.seats,
    audience: proposal.audience,
    terms: proposal.terms,
    region: proposal.region,
    ...(roomSeats === null ? {} : { roomSeats }),
    ...(calendar === null ? {} : { calendar }),
    taken: proposal.taken,
    ...(commonsSeats === 0 ? {} : { commonsSeats, commonsUntilHours }),
    ...(proposal.down ? { down: true } : {}),
    ...(inReplyTo === null ? {} : { inReplyTo }),
    updatedAtMs: proposal.updatedAtMs,
  };
}

function resourceCardOf(origin: string, proposal: Proposal): ProposalCard["resource"] {
  const { platform, energyStatement } = proposal;
  const place = placeOf(proposal);
  return {
    actor: proposal.resourceId === null ? proposal.resource : actorIri(origin, proposal.resourceId),
    name: proposal.resourceName,
    ...(platform === null ? {} : { platform }),
    languages: proposal.languages,
    energy: proposal.energy,
    ...(energyStatement === null ? {} : { energyStatement }),
    features: proposal.features,
    ...(place === undefined ? {} : { place }),
  };
}

/** Where something stands, when that is known. */
export function placeOf({
  latitudeE6,
  longitudeE6,
}: Pick<Proposal, "latitudeE6" | "longitudeE6">): GeoPoint | undefined {
  return latitudeE6 === null || longitudeE6 === null ? undefined : { latitudeE6, longitudeE6 };
}

/** How long what changes availability may wait for more of it before it is told, in milliseconds. */
const debounceMs = 2_000;

/** Has the proposals of a resource brought up to date and told in a moment, together with what changes until then. */
export async function refreshProposals(
  work: Work,
  { id, publishDueAtMs }: Pick<Resource, "id" | "publishDueAtMs">,
): Promise<void> {
  if (publishDueAtMs !== null && publishDueAtMs <= work.nowMs() + debounceMs) return;
  await updateResource(work.session, id, { publishDueAtMs: work.nowMs() + debounceMs });
}

const batch = 100;

/** Brings proposals up to date whose resources wait for it. Answers for how many resources. */
export async function publishDue(context: Context): Promise<number> {
  const due = await listDuePublications(context.database, context.nowMs(), batch);
  for (const { id } of due) await transact(context, (work) => publishOne(work, id));
  return due.length;
}

async function publishOne(work: Work, id: string): Promise<void> {
  const resource = await findResource(work.session, id);
  if (resource === undefined || resource.publishDueAtMs === null || resource.publishDueAtMs > work.nowMs()) return;
  await publishProposals(work, resource);
}

/** After so long what was left out of a list that is too long is looked at again: some of what stood in it is over by then. */
const longListMs = 60 * minuteMs;

/**
 * Brings what a resource's proposals show up to date (names, hours, seats that are taken) and tells those who see them what changed.
 * Names of people or coops are never part of it.
 */
export async function publishProposals(work: Work, resource: Resource): Promise<void> {
  const pool = await findPool(work, resource);
  const reservations = await findReservations(work, resource.id);
  const { region } = await requireCoop(work);
  let isLong = false;
  for (const proposal of await listOwnProposals(work.session, { resourceId: resource.id })) {
    const seats = Math.min(proposal.seats, resource.seats ?? proposal.seats);
    const shown = { ...shownOf({ resource, pool, reservations }, { ...proposal, seats }), seats, region };
    isLong ||= shown.taken.length === maxTakenSlots;
    if (!isSame(shown, proposal)) await changeAndTell(work, proposal, shown);
  }
  const publishDueAtMs = isLong ? work.nowMs() + longListMs : null;
  if (publishDueAtMs !== resource.publishDueAtMs) await updateResource(work.session, resource.id, { publishDueAtMs });
}

/** A resource, what it can give at once, and what takes of that. */
export interface Supply {
  readonly resource: Resource;
  readonly pool: OfferedPool;
  readonly reservations: readonly ResourceReservation[];
}

/** A resource with what decides how much of it is free from now on. */
export async function findSupply(work: Work, resource: Resource): Promise<Supply> {
  const [pool, reservations] = [await findPool(work, resource), await findReservations(work, resource.id)];
  return { resource, pool, reservations };
}

/** What a proposal shows of its resource. The provider decides by its own calendar, whatever is shown. */
export function shownOf(
  { resource, pool, reservations }: Supply,
  proposal: Pick<Proposal, "proposal" | "seats" | "commonsSeats">,
) {
  const {
    name: resourceName,
    platform,
    languages,
    energy,
    energyStatement,
    features,
    latitudeE6,
    longitudeE6,
  } = resource;
  const calendar = resource.calendar === null ? null : publishedCalendar(resource.calendar);
  const takenOf = proposal.commonsSeats === 0 ? takenSlotsOfProposal : takenWithCommons;
  return {
    resourceName,
    platform,
    languages,
    energy,
    energyStatement,
    features,
    latitudeE6,
    longitudeE6,
    roomSeats: pool.roomSeats ?? null,
    calendar,
    down: pool.down ?? false,
    // The nearest first.
    taken: takenOf({ resource: pool, proposal, reservations }).slice(0, maxTakenSlots),
  };
}

function isSame(shown: ReturnType<typeof shownOf> & Pick<Proposal, "region" | "seats">, proposal: Proposal): boolean {
  const names = Object.keys(shown) as (keyof typeof shown)[];
  return names.every((name) => JSON.stringify(shown[name]) === JSON.stringify(proposal[name]));
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
const audienceStates: Readonly<Record<Proposal["audience"], readonly Peer["state"][]>> = {
  public: ["partner", "limited"],
  partners: ["partner"],
};

/** Tells everyone who sees a proposal. */
export async function tellAddressees(
  work: Work,
  proposal: Proposal,
  type: "proposal-create" | "proposal-update",
): Promise<void> {
  for (const peer of await listAddressees(work, proposal)) {
    await tell(work, peer, { type, proposal: cardOf(work.origin, proposal), to: peer.coop });
  }
}

/** The peers who see a proposal: what answers somebody's request is for them alone, while they are in its audience. */
export async function listAddressees(
  work: Work,
  { audience, toPeerId }: Pick<Proposal, "audience" | "toPeerId">,
): Promise<readonly Peer[]> {
  if (toPeerId === null) return listAll(work, audienceStates[audience]);
  const peer = await findPeer(work.session, toPeerId);
  return peer !== undefined && audienceStates[audience].includes(peer.state) ? [peer] : [];
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
