import { freeSeatsOfCard } from "#src/domain/capacity.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Energy, Terms } from "#src/domain/resource.ts";
import { minuteMs, type Slot } from "#src/domain/slot.ts";
import { findCoop } from "#src/store/coop.ts";
import { findPeer } from "#src/store/peers.ts";
import { listCapacity, type Proposal } from "#src/store/proposals.ts";
import { withoutAbsent } from "./changes.ts";
import type { Context } from "./context.ts";
import type { Page, PageRequest } from "./page.ts";

/** What somebody looks for. Absent means that it does not matter. */
export interface CapacityQuery extends PageRequest {
  readonly startsAtMs?: number;
  /** With `startsAtMs`; an hour after it when absent. */
  readonly endsAtMs?: number;
  readonly seats?: number;
  /** A language tag: `ca`; `pt` also finds `pt-BR`. */
  readonly language?: string;
  readonly region?: string;
  readonly energy?: Energy;
  readonly features?: readonly string[];
}

/** One proposal in the federation's capacity. */
export interface CapacityItem {
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
  /** Free in every minute of the slot; without a slot, all its seats. */
  readonly freeSeats: number;
  readonly terms: Terms;
  readonly audience: "public" | "partners";
  readonly region: string;
  readonly languages: readonly string[];
  readonly energy: Energy;
  readonly features: readonly string[];
  readonly taken: Proposal["taken"];
  readonly updatedAtMs: number;
}

/** How many rows one look at the store takes, and how many rows one page may cost. */
const batch = 200;
const maxRows = 5_000;

/** The federation's capacity as we know it, our own included, newest first. */
export async function findCapacity(context: Context, query: CapacityQuery): Promise<Page<CapacityItem>> {
  const { limit } = query;
  const names = coopNames(context);
  const items: CapacityItem[] = [];
  let last = query.cursor;
  let looked = 0;
  for await (const row of capacityRows(context, query)) {
    const fit = fitOf(row, query);
    // One more than the page holds shows that there is a next one; a search that finds little goes on with the next page.
    if (last !== undefined && (items.length === limit || looked >= maxRows)) return { items, next: last };
    looked += 1;
    last = row.id;
    if (fit !== undefined) items.push({ ...itemOf(row), ...fit, coopName: await names(row) });
  }
  return { items };
}

/** All that the columns alone cannot rule out, newest first. */
async function* capacityRows({ database }: Context, query: CapacityQuery): AsyncGenerator<Proposal> {
  const { seats, energy } = query;
  const known = withoutAbsent({ seats, energy });
  let before = query.cursor;
  for (;;) {
    const rows = await listCapacity(database, { ...known, limit: batch, ...withoutAbsent({ before }) });
    yield* rows;
    before = rows.at(-1)?.id;
    if (rows.length < batch) return;
  }
}

/** The seats that are free in the slot, where there are enough and everything else is as wanted. */
function fitOf(row: Proposal, query: CapacityQuery): { readonly freeSeats: number } | undefined {
  const slot = slotOf(query);
  const freeSeats = slot === undefined ? row.seats : freeSeatsOfCard(row, slot);
  return freeSeats >= Math.max(1, query.seats ?? 1) && isWanted(row, query) ? { freeSeats } : undefined;
}

function slotOf({ startsAtMs, endsAtMs }: CapacityQuery): Slot | undefined {
  if (startsAtMs === undefined) return undefined;
  return { startsAtMs, endsAtMs: endsAtMs ?? startsAtMs + 60 * minuteMs };
}

function isWanted(row: Proposal, { language, region, features = [] }: CapacityQuery): boolean {
  if (region !== undefined && row.region.toLowerCase() !== region.toLowerCase()) return false;
  if (features.some((feature) => !row.features.includes(feature))) return false;
  return language === undefined || row.languages.some((tag) => speaks(tag, language));
}

function speaks(tag: string, wanted: string): boolean {
  const [one, other] = [tag.toLowerCase(), wanted.toLowerCase()];
  return one === other || one.startsWith(`${other}-`);
}

function itemOf(row: Proposal): Omit<CapacityItem, "freeSeats" | "coopName"> {
  const {
    id,
    proposal,
    coop,
    peerId,
    seats,
    terms,
    audience,
    region,
    languages,
    energy,
    features,
    taken,
    updatedAtMs,
  } = row;
  const resource = { actor: row.resource, name: row.resourceName, platform: row.platform };
  return {
    id,
    proposal,
    coop,
    peerId,
    own: peerId === null,
    resource,
    seats,
    terms,
    audience,
    region,
    languages,
    energy,
    features,
    taken,
    updatedAtMs,
  };
}

/** Whose proposal it is, in words; each coop is looked up once. */
function coopNames({ database }: Context): (row: Proposal) => Promise<LocalizedText> {
  const names = new Map<string, LocalizedText>();
  return async ({ coop, peerId }) => {
    const known = names.get(coop);
    if (known !== undefined) return known;
    const found = peerId === null ? await findCoop(database) : await findPeer(database, peerId);
    const name = found?.name ?? {};
    names.set(coop, name);
    return name;
  };
}
