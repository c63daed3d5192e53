import { and, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { noLimits, type PartnerPolicy } from "#src/domain/partner-limit.ts";
import { defaultPolicy, maxOverrunMinutes } from "#src/domain/policy.ts";
import type { PoolServer } from "#src/domain/pool.ts";
import { minuteMs } from "#src/domain/slot.ts";
import type { AgreementRow } from "./agreements.ts";
import type { Coop } from "./coop.ts";
import type { Session } from "./database.ts";
import type { Peer } from "./peers.ts";
import { policyOf } from "./policies.ts";
import type { Proposal } from "./proposals.ts";
import type { Resource } from "./resources.ts";
import type { Tables } from "./schema.ts";

/** What offers that came together ask about, one query each for all of them. */

export async function listPeersByCoop({ q, t }: Session, coops: readonly string[]): Promise<Peer[]> {
  return q
    .select()
    .from(t.peers)
    .where(inArray(t.peers.coop, [...coops]));
}

export async function listAgreementsByIri({ q, t }: Session, agreements: readonly string[]): Promise<AgreementRow[]> {
  return q
    .select()
    .from(t.agreements)
    .where(inArray(t.agreements.agreement, [...agreements]));
}

/** Our proposals that stand, each with its resource. */
export async function listOffered(
  { q, t }: Session,
  proposals: readonly string[],
): Promise<{ readonly proposal: Proposal; readonly resource: Resource }[]> {
  const { handle, name, summary, createdAtMs, updatedAtMs, deletedAtMs } = t.actors;
  const resource = { ...getTableColumns(t.resources), handle, name, summary, createdAtMs, updatedAtMs, deletedAtMs };
  return q
    .select({ proposal: getTableColumns(t.proposals), resource })
    .from(t.proposals)
    .innerJoin(t.resources, eq(t.resources.id, t.proposals.resourceId))
    .innerJoin(t.actors, eq(t.actors.id, t.resources.id))
    .where(and(inArray(t.proposals.proposal, [...proposals]), isNull(t.proposals.deletedAtMs)));
}

export async function listServersOfPools(
  { q, t }: Session,
  resourceIds: readonly string[],
): Promise<(PoolServer & { readonly resourceId: string })[]> {
  const { resourceId, seats, health, deletedAtMs } = t.servers;
  return q
    .select({ resourceId, seats, health })
    .from(t.servers)
    .where(and(inArray(resourceId, [...resourceIds]), isNull(deletedAtMs)));
}

/** Our zone and fair-use text, and what was chosen about some peers, by their ids. */
export async function findChosenOf(
  { q, t }: Session,
  peerIds: readonly string[],
): Promise<
  Pick<Coop, "timeZone" | "fairUse" | "fairUseVersion"> & { readonly policies: ReadonlyMap<string, PartnerPolicy> }
> {
  const { timeZone, fairUse, fairUseVersion } = t.coop;
  const [coop = { timeZone: "UTC", fairUse: {}, fairUseVersion: 1 }] = await q
    .select({ timeZone, fairUse, fairUseVersion })
    .from(t.coop)
    .limit(1);
  const rows = await q
    .select()
    .from(t.partnerPolicies)
    .where(inArray(t.partnerPolicies.peerId, [...peerIds]));
  const chosen = new Map(rows.map((row) => [row.peerId, policyOf(row)]));
  return { ...coop, policies: new Map(peerIds.map((id) => [id, chosen.get(id) ?? noLimits])) };
}

/** No slot is longer: what ends later than that after a moment begins after it. And no meeting goes on for longer after its end. */
const longestMs = defaultPolicy.maxSlotMinutes * minuteMs;
const longestOverrunMs = maxOverrunMinutes * minuteMs;

const takingColumns = ({ agreements }: Tables) => ({
  id: agreements.id,
  resourceId: agreements.resourceId,
  agreement: agreements.agreement,
  proposal: agreements.proposal,
  receiver: agreements.receiver,
  seats: agreements.seats,
  startsAtMs: agreements.startsAtMs,
  endsAtMs: agreements.endsAtMs,
  terms: agreements.terms,
  state: agreements.state,
  revision: agreements.revision,
  heldUntilMs: agreements.heldUntilMs,
  pending: agreements.pending,
  pendingUntilMs: agreements.pendingUntilMs,
  counter: agreements.counter,
  tentativeUntilMs: agreements.tentativeUntilMs,
  commons: agreements.commons,
  overrunUntilMs: agreements.overrunUntilMs,
});

/** An agreement as far as what it takes depends on it. */
export type TakingRow = Pick<AgreementRow, keyof ReturnType<typeof takingColumns>>;

/**
 * Everything that may take seats of some of our resources from `fromMs` (and before `untilMs`): agreed, or offered and perhaps held; and
 * what has a change or a counter-offer open at `nowMs`, wherever it lies.
 */
export async function listTakingWithin(
  { q, t }: Session,
  taking: {
    readonly resourceIds: readonly string[];
    readonly fromMs: number;
    readonly untilMs?: number;
    readonly nowMs: number;
  },
): Promise<TakingRow[]> {
  const { agreements } = t;
  const { resourceIds, fromMs, untilMs, nowMs } = taking;
  const before =
    untilMs === undefined
      ? undefined
      : and(lt(agreements.startsAtMs, untilMs), lt(agreements.endsAtMs, untilMs + longestMs));
  const within = and(
    gt(agreements.endsAtMs, fromMs - longestOverrunMs),
    or(gt(agreements.endsAtMs, fromMs), gt(agreements.overrunUntilMs, fromMs)),
    before,
  );
  const ofResources = and(
    inArray(agreements.resourceId, [...resourceIds]),
    eq(agreements.role, "provider"),
    inArray(agreements.state, ["offered", "accepted", "fulfilled"]),
  );
  const open = gt(agreements.pendingUntilMs, nowMs);
  return q
    .select(takingColumns(t))
    .from(agreements)
    .where(and(ofResources, within))
    .unionAll(
      q
        .select(takingColumns(t))
        .from(agreements)
        .where(and(ofResources, open, isElsewhere(t, taking))),
    );
}

/** The opposite of lying in the window, so that nothing comes twice. */
function isElsewhere({ agreements }: Tables, window: { readonly fromMs: number; readonly untilMs?: number }) {
  const { fromMs, untilMs } = window;
  const isBefore = and(
    lte(agreements.endsAtMs, fromMs),
    or(isNull(agreements.overrunUntilMs), lte(agreements.overrunUntilMs, fromMs)),
  );
  return or(isBefore, untilMs === undefined ? undefined : gte(agreements.startsAtMs, untilMs));
}
