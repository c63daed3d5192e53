import type { PublishedCalendar } from "#src/domain/calendar.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { distanceTo, freeSeatsOfListing, mostSeatsOf, type Fit, type Wanted } from "#src/domain/listing.ts";
import type { Hit, How, Position } from "#src/domain/listing-index.ts";
import type { Energy, GeoPoint, Terms } from "#src/domain/resource.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { findCoop } from "#src/store/coop.ts";
import { listListingsById, listPeerNames, listProposalsById } from "#src/store/listings.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { readCapacityIndex } from "./capacity-index.ts";
import type { Context } from "./context.ts";
import type { Page, PageRequest } from "./page.ts";

/** What somebody looks for. Absent means that it does not matter. */
export interface CapacityQuery extends PageRequest, Omit<Wanted, "slot"> {
  readonly startsAtMs?: number;
  /** With `startsAtMs`; an hour after it when absent. */
  readonly endsAtMs?: number;
  /** `fit` is by `domain/fit.ts`; the newest first when absent. A cursor is one of the same order. */
  readonly order?: How["order"];
}

/** One proposal in the federation's capacity. */
export interface CapacityItem extends Fit {
  /** Our id of the proposal: what `requestCapacity` takes. */
  readonly id: string;
  readonly proposal: string;
  readonly coop: string;
  readonly coopName: LocalizedText;
  /** Null when it is our own. */
  readonly peerId: string | null;
  /** Whether it is our own; nobody asks themselves. */
  readonly own: boolean;
  readonly resource: { readonly actor: string; readonly name: LocalizedText; readonly platform: string | null };
  readonly seats: number;
  /** The most seats of one meeting, where that is less. */
  readonly roomSeats: number | null;
  /** For one meeting: free in every minute of the slot; without a slot, all there are. */
  readonly freeSeats: number;
  readonly terms: Terms;
  readonly audience: "public" | "partners";
  readonly region: string;
  readonly place: GeoPoint | null;
  readonly languages: readonly string[];
  readonly energy: Energy;
  readonly energyStatement: string | null;
  readonly features: readonly string[];
  /** Null: always open. */
  readonly calendar: PublishedCalendar | null;
  readonly taken: Proposal["taken"];
  readonly updatedAtMs: number;
}

/** The federation's capacity as we know it, our own included; what is down is left out. */
export async function findCapacity(context: Context, query: CapacityQuery): Promise<Page<CapacityItem>> {
  const { order = "newest", limit, cursor } = query;
  const after = cursor === undefined ? undefined : readCursor(order, cursor);
  const { listings, isDealtWith } = await readCapacityIndex(context);
  const { hits, more } = listings.search(wantedOf(query), {
    nowMs: context.nowMs(),
    order,
    limit,
    isDealtWith,
    ...(after !== undefined && { after }),
  });
  const last = hits.at(-1);
  const items = await itemsOf(context, hits);
  return more && last !== undefined ? { items, next: writeCursor(order, last) } : { items };
}

/**
 * Offers by our ids, in this order, with the seats that are free in the slot and the way to the place that is wanted; those that were
 * withdrawn are left out. Nothing else that is wanted is asked.
 */
export async function findCapacityById(
  context: Context,
  ids: readonly string[],
  { slot, near }: Pick<Wanted, "slot" | "near">,
): Promise<readonly CapacityItem[]> {
  const found = new Map((await listListingsById(context.database, ids)).map((listing) => [listing.id, listing]));
  const hits = ids.flatMap((id) => {
    const listing = found.get(id);
    if (listing === undefined) return [];
    const freeSeats = slot === undefined ? mostSeatsOf(listing) : freeSeatsOfListing(listing, slot, context.nowMs());
    const distanceMetres = near === undefined ? undefined : distanceTo(near, listing);
    return [{ id, rank: 0, freeSeats, ...(distanceMetres !== undefined && { distanceMetres }) }];
  });
  return itemsOf(context, hits);
}

/** What of a query is about the listings. */
export function wantedOf({ limit: _limit, cursor: _cursor, order: _order, ...query }: Partial<CapacityQuery>): Wanted {
  const { startsAtMs, endsAtMs, ...wanted } = query;
  if (startsAtMs === undefined) return wanted;
  return { ...wanted, slot: { startsAtMs, endsAtMs: endsAtMs ?? startsAtMs + 60 * minuteMs } };
}

/** Where a page ended: the rank stands in it too, so that the next one begins there even when the last offer has gone. */
const writeCursor = (order: How["order"], { rank, id }: Position): string =>
  order === "newest" ? id : `${rank}.${id}`;

/** Undefined for what is no cursor of this order. */
export function readCursor(order: How["order"], cursor: string): Position | undefined {
  const [, rank, id] = order === "newest" ? [cursor, "0", cursor] : (/^(\d{1,6})\.(.*)$/.exec(cursor) ?? []);
  return id !== undefined && isUuidV7(id) ? { rank: Number(rank), id } : undefined;
}

/** What was found, in its order, as it stands in the store. */
async function itemsOf(context: Context, hits: readonly Hit[]): Promise<readonly CapacityItem[]> {
  const rows = await listProposalsById(
    context.database,
    hits.map(({ id }) => id),
  );
  const nameOf = await coopNames(context, rows);
  const found = new Map(rows.map((row) => [row.id, row]));
  return hits.flatMap((hit) => {
    const row = found.get(hit.id);
    // Undefined when it was withdrawn since it was found.
    return row === undefined ? [] : [{ ...itemOf(row), ...fitOf(hit), coopName: nameOf(row) }];
  });
}

const fitOf = ({ freeSeats, distanceMetres }: Hit): Fit => ({
  freeSeats,
  ...(distanceMetres !== undefined && { distanceMetres }),
});

function itemOf(row: Proposal): Omit<CapacityItem, "freeSeats" | "coopName"> {
  const { id, proposal, coop, peerId, seats, roomSeats, terms, audience, region, latitudeE6, longitudeE6 } = row;
  const { languages, energy, energyStatement, features, calendar, taken, updatedAtMs } = row;
  return {
    id,
    proposal,
    coop,
    peerId,
    seats,
    roomSeats,
    terms,
    audience,
    region,
    own: peerId === null,
    resource: { actor: row.resource, name: row.resourceName, platform: row.platform },
    place: latitudeE6 === null || longitudeE6 === null ? null : { latitudeE6, longitudeE6 },
    languages,
    energy,
    energyStatement,
    features,
    calendar,
    taken,
    updatedAtMs,
  };
}

/** Whose proposals they are, in words. */
async function coopNames({ database }: Context, rows: readonly Proposal[]): Promise<(row: Proposal) => LocalizedText> {
  const peers = new Set(rows.map(({ peerId }) => peerId));
  const own = peers.delete(null) ? await findCoop(database) : undefined;
  const names = await listPeerNames(
    database,
    [...peers].filter((peerId) => peerId !== null),
  );
  return ({ peerId }) => (peerId === null ? own?.name : names.get(peerId)) ?? {};
}
