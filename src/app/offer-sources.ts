import { reservationsOf } from "#src/domain/agreement-reservation.ts";
import { reachMs, type ResourceReservation } from "#src/domain/capacity.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import type { OfferedPool } from "#src/domain/offer-capacity.ts";
import type { OfferPolicy } from "#src/domain/offer-policy.ts";
import { noLimits } from "#src/domain/partner-limit.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { poolOf } from "#src/domain/pool.ts";
import { minuteMs, overlaps, type Slot } from "#src/domain/slot.ts";
import { findAgreementByIri, type AgreementRow } from "#src/store/agreements.ts";
import {
  findChosenOf,
  listAgreementsByIri,
  listOffered,
  listPeersByCoop,
  listServersOfPools,
  listTakingWithin,
  type TakingRow,
} from "#src/store/offers.ts";
import { listOwing } from "#src/store/owed-limits.ts";
import { findPeerByCoop, type Peer } from "#src/store/peers.ts";
import { findProposalByIri, type Proposal } from "#src/store/proposals.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import type { Work } from "./context.ts";
import { hasFairUse } from "./fair-use.ts";
import { findOfferPolicy } from "./partner-policy.ts";
import { findPool, findReservationsAround } from "./pools.ts";

interface Except {
  /** The agreement that is left out. */
  readonly except?: { readonly id: string };
}

/** Where answering an offer looks things up. */
export interface OfferSources {
  readonly peer: (coop: string) => Promise<Peer | undefined>;
  readonly agreement: (agreement: string) => Promise<AgreementRow | undefined>;
  /** Our proposal that stands, and its resource. */
  readonly offered: (
    proposal: string,
  ) => Promise<{ readonly proposal: Proposal; readonly resource: Resource } | undefined>;
  readonly pool: (resource: Resource) => Promise<OfferedPool>;
  readonly reservations: (
    slot: Slot,
    of: Except & { readonly resource: Resource },
  ) => Promise<readonly ResourceReservation[]>;
  readonly policy: (about: Except & { readonly peerId: string; readonly slot: Slot }) => Promise<OfferPolicy>;
}

/** The store as it is in this transaction. */
export const liveSources = (work: Work): OfferSources => ({
  peer: (coop) => findPeerByCoop(work.session, coop),
  agreement: (agreement) => findAgreementByIri(work.session, agreement),
  offered: async (iri) => {
    const proposal = await findProposalByIri(work.session, iri);
    if (proposal === undefined || proposal.resourceId === null || proposal.deletedAtMs !== null) return undefined;
    const resource = await findResource(work.session, proposal.resourceId);
    return resource && { proposal, resource };
  },
  pool: (resource) => findPool(work, resource),
  reservations: (slot, of) => findReservationsAround(work, slot, of),
  policy: (about) => findOfferPolicy(work, about),
});

/** What offers that came together ask about, read at once; and what was answered meanwhile and is not yet written. */
export interface GatheredSources extends OfferSources {
  /** Counts an agreement that was decided just now. */
  readonly add: (row: AgreementRow) => void;
  /** Whether a peer's share is limited, so that all that it has counts: which is not gathered. */
  readonly isLimited: (peer: Pick<Peer, "id">) => boolean;
}

/** Reads what some offers ask about with a handful of queries, however many they are. */
export async function gatherSources(work: Work, offers: readonly AgreementTerms[]): Promise<GatheredSources> {
  const { peers, known, offered, chosen, owing } = await gatherRows(work, offers);
  const pools = await gatherPools(work, [...offered.values()]);
  const taking = await gatherTaking(work, offers, [...offered.values()]);
  const { timeZone, fairUseVersion, policies } = chosen;
  const common = { timeZone, ...(hasFairUse(chosen) ? { fairUseVersion } : {}) };
  const policyOf = (peerId: string) => policies.get(peerId) ?? noLimits;
  return {
    peer: (coop) => Promise.resolve(peers.get(coop)),
    agreement: (agreement) => Promise.resolve(known.get(agreement)),
    offered: (proposal) => Promise.resolve(offered.get(proposal)),
    pool: ({ id }) => Promise.resolve(pools.get(id) ?? { seats: 0 }),
    reservations: (_slot, { resource }) => Promise.resolve(taking.get(resource.id) ?? []),
    policy: ({ peerId }) => Promise.resolve({ ...common, partner: policyOf(peerId), ofPartner: [] }),
    isLimited: ({ id }) =>
      policyOf(id).seatsAtOnce !== null || policyOf(id).seatMinutesAMonth !== null || owing.has(id),
    add: (row) => {
      known.set(row.agreement, row);
      const { resourceId } = row;
      if (resourceId === null) return;
      taking.set(resourceId, [...(taking.get(resourceId) ?? []), ...reservationsOf(row, work.nowMs())]);
    },
  };
}

async function gatherRows({ session }: Work, offers: readonly AgreementTerms[]) {
  const each = (of: (offer: AgreementTerms) => string): string[] => [...new Set(offers.map(of))];
  const peers = byKey(
    await listPeersByCoop(
      session,
      each(({ receiver }) => receiver),
    ),
    ({ coop }) => coop,
  );
  const known = byKey(
    await listAgreementsByIri(
      session,
      each(({ agreement }) => agreement),
    ),
    (row) => row.agreement,
  );
  const offered = byKey(
    await listOffered(
      session,
      each(({ proposal }) => proposal),
    ),
    (one) => one.proposal.proposal,
  );
  const ids = [...peers.values()].map(({ id }) => id);
  const chosen = await findChosenOf(session, ids);
  return { peers, known, offered, chosen, owing: await listOwing(session, ids) };
}

interface Offered {
  readonly proposal: Proposal;
  readonly resource: Resource;
}

async function gatherPools({ session }: Work, offered: readonly Offered[]): Promise<ReadonlyMap<string, OfferedPool>> {
  const resources = byKey(
    offered.map(({ resource }) => resource),
    ({ id }) => id,
  );
  const servers = await listServersOfPools(session, [...resources.keys()]);
  const poolOfOne = (resource: Resource): OfferedPool =>
    poolOf(
      resource,
      servers.filter(({ resourceId }) => resourceId === resource.id),
    );
  return new Map([...resources].map(([id, resource]) => [id, poolOfOne(resource)]));
}

const nearMs = 60 * minuteMs;
const longestMs = defaultPolicy.maxSlotMinutes * minuteMs;

/** What takes seats around the slots of offers, by resource. Slots that lie near each other are looked for together. */
async function gatherTaking(
  work: Work,
  offers: readonly AgreementTerms[],
  offered: readonly Offered[],
): Promise<Map<string, readonly ResourceReservation[]>> {
  const resourceIds = [...new Set(offered.map(({ resource }) => resource.id))];
  const taking = new Map<string, readonly ResourceReservation[]>();
  if (resourceIds.length === 0) return taking;
  const reach = Math.max(...offered.map(({ resource }) => reachMs(resource)));
  const nowMs = work.nowMs();
  const rows = new Map<string, TakingRow>();
  for (const { startsAtMs: fromMs, endsAtMs: untilMs } of windowsOf(offers, reach)) {
    const found = await listTakingWithin(work.session, { resourceIds, fromMs, untilMs, nowMs });
    for (const row of found) rows.set(row.id, row);
  }
  for (const row of rows.values()) {
    const { resourceId } = row;
    if (resourceId !== null) taking.set(resourceId, [...(taking.get(resourceId) ?? []), ...reservationsOf(row, nowMs)]);
  }
  return taking;
}

/** The stretches of time that slots lie in, with what can reach into them; neighbours within an hour as one. */
function windowsOf(offers: readonly AgreementTerms[], reach: number): Slot[] {
  const windows: Slot[] = [];
  // What is no slot, or too long for one, is refused for that.
  const slots = offers.filter(
    ({ startsAtMs, endsAtMs }) => startsAtMs < endsAtMs && endsAtMs - startsAtMs <= longestMs,
  );
  for (const { startsAtMs, endsAtMs } of slots.toSorted((one, other) => one.startsAtMs - other.startsAtMs)) {
    const window = { startsAtMs: startsAtMs - reach, endsAtMs: endsAtMs + reach };
    const last = windows.at(-1);
    if (last === undefined || !overlaps({ ...last, endsAtMs: last.endsAtMs + nearMs }, window)) windows.push(window);
    else windows[windows.length - 1] = { ...last, endsAtMs: Math.max(last.endsAtMs, window.endsAtMs) };
  }
  return windows;
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T> =>
  new Map(rows.map((row) => [key(row), row]));
