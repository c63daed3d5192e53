import { and, asc, gt, gte, inArray, isNull, max } from "drizzle-orm";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Listing } from "#src/domain/listing.ts";
import type { Session } from "./database.ts";
import type { Proposal } from "./proposals.ts";

/** Which version of a row somebody has seen. */
export interface Stamp extends Pick<Proposal, "id" | "changedAtMs" | "updatedAtMs" | "deletedAtMs"> {}

export type StampedListing = Listing & Stamp;

/** More than this at once is asked for in several queries. */
const idsAtOnce = 500;

/** Proposals that stand, ours and everybody's, by id; those that are meant for one partner alone are not for searching. */
export async function listListings(
  { q, t }: Session,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<StampedListing[]> {
  const { proposals } = t;
  const rows = await q
    .select(columnsOf(t))
    .from(proposals)
    .where(
      and(
        isNull(proposals.deletedAtMs),
        isNull(proposals.toPeerId),
        after === undefined ? undefined : gt(proposals.id, after),
      ),
    )
    .orderBy(asc(proposals.id))
    .limit(limit);
  return rows.map(listingOf);
}

/** Those of them with these ids. */
export async function listListingsById({ q, t }: Session, ids: readonly string[]): Promise<StampedListing[]> {
  const { proposals } = t;
  const found: StampedListing[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = inArray(proposals.id, ids.slice(from, from + idsAtOnce));
    const rows = await q
      .select(columnsOf(t))
      .from(proposals)
      .where(and(some, isNull(proposals.deletedAtMs), isNull(proposals.toPeerId)));
    found.push(...rows.map(listingOf));
  }
  return found;
}

/** Rows that changed here since a moment, that one included, whatever became of them. */
export async function listStamps({ q, t }: Session, sinceMs: number): Promise<Stamp[]> {
  const { id, changedAtMs, updatedAtMs, deletedAtMs } = t.proposals;
  return q.select({ id, changedAtMs, updatedAtMs, deletedAtMs }).from(t.proposals).where(gte(changedAtMs, sinceMs));
}

/** When a proposal last changed here; zero when there is none. */
export async function findLastChangeMs({ q, t }: Session): Promise<number> {
  return (await q.select({ last: max(t.proposals.changedAtMs) }).from(t.proposals))[0]?.last ?? 0;
}

/** Whole proposals, those that stand, in no order. */
export async function listProposalsById({ q, t }: Session, ids: readonly string[]): Promise<Proposal[]> {
  if (ids.length === 0) return [];
  return q
    .select()
    .from(t.proposals)
    .where(and(inArray(t.proposals.id, [...ids]), isNull(t.proposals.deletedAtMs)));
}

/** The ids of the peers whose proposals count: partners, and those who are limited. */
export async function listDealtPeers({ q, t }: Session): Promise<ReadonlySet<string>> {
  const rows = await q
    .select({ id: t.peers.id })
    .from(t.peers)
    .where(inArray(t.peers.state, ["partner", "limited"]));
  return new Set(rows.map(({ id }) => id));
}

/** What peers are called, by id. */
export async function listPeerNames({ q, t }: Session, ids: readonly string[]): Promise<Map<string, LocalizedText>> {
  if (ids.length === 0) return new Map();
  const rows = await q
    .select({ id: t.peers.id, name: t.peers.name })
    .from(t.peers)
    .where(inArray(t.peers.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function columnsOf({ proposals }: Session["t"]) {
  const { id, peerId, seats, roomSeats, taken, calendar, down, languages, region, features, energy } = proposals;
  const { energyStatement, platform, terms, audience, latitudeE6, longitudeE6 } = proposals;
  const { changedAtMs, updatedAtMs, deletedAtMs, commonsSeats, commonsUntilHours } = proposals;
  return {
    commonsSeats,
    commonsUntilHours,
    id,
    peerId,
    seats,
    roomSeats,
    taken,
    calendar,
    down,
    languages,
    region,
    features,
    energy,
    energyStatement,
    platform,
    terms,
    audience,
    latitudeE6,
    longitudeE6,
    changedAtMs,
    updatedAtMs,
    deletedAtMs,
  };
}

type ListingRow = Pick<Proposal, keyof ReturnType<typeof columnsOf>>;

function listingOf({ energyStatement, latitudeE6, longitudeE6, ...row }: ListingRow): StampedListing {
  const place = latitudeE6 === null || longitudeE6 === null ? null : { latitudeE6, longitudeE6 };
  return { ...row, energyStated: energyStatement !== null && energyStatement !== "", place };
}
