import {
  and,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  sql,
  type SQL,
} from "drizzle-orm";
import type { Account, EntryKind, EntryState } from "#src/domain/entry.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";

/** Where an entry stands for a reader: what its maker took back is disputed no longer, and counts nowhere. */
export type ListedState = EntryState | "withdrawn";

/** Which entries of a pair are meant: all that fit everything that is given. */
export interface EntryWish {
  /** The IRI of our coop, which tells what was given from what was received. */
  readonly us: string;
  readonly unit?: string;
  readonly state?: ListedState;
  readonly direction?: "given" | "received";
  readonly accounts?: readonly Account[];
  readonly kind?: EntryKind;
  readonly gift?: boolean;
  /** By the time in their ids, epoch milliseconds: from the first one on, before the second one. */
  readonly fromMs?: number;
  readonly untilMs?: number;
}

/** A place in the order of the lists: newest first by the time in the entry's id, then by its mark. */
export type ListPlace = Pick<EntryRow, "madeAtMs" | "mark">;

/** The next entries of one pair, those that were made last first. */
export async function listEntriesOf(
  { q, t }: Session,
  wish: EntryWish & { readonly peerId: string },
  page: { readonly before?: ListPlace; readonly limit: number },
): Promise<EntryRow[]> {
  const { entries } = t;
  return q
    .select()
    .from(entries)
    .where(and(eq(entries.peerId, wish.peerId), stateFits(t, wish.state), fits(t, wish), isBefore(t, page.before)))
    .orderBy(orderFor(t, wish.state), desc(entries.mark))
    .limit(page.limit);
}

/** What the entries of these pairs in one unit come to that both sides have not agreed on (`state` says which), by direction. */
export async function sumEntriesOf(
  { q, t }: Session,
  wish: EntryWish & { readonly peerIds: readonly string[]; readonly unit: string; readonly state: ListedState },
): Promise<{ readonly given: bigint; readonly received: bigint }> {
  if (wish.peerIds.length === 0) return { given: 0n, received: 0n };
  const { entries } = t;
  const isOfThem = and(inArray(entries.peerId, [...wish.peerIds]), stateFits(t, wish.state), fits(t, wish));
  const rows = await q
    .select({ provider: entries.provider, sum: sql<string>`cast(sum(${entries.quantity}) as text)` })
    .from(entries)
    .where(isOfThem)
    .groupBy(entries.provider);
  const sumOf = (isGiven: boolean): bigint =>
    rows
      .filter(({ provider }) => (provider === wish.us) === isGiven)
      .reduce((total, { sum }) => total + BigInt(sum), 0n);
  return { given: sumOf(true), received: sumOf(false) };
}

/** The entries that correct one (by its IRI), oldest first. */
export async function listCorrectionsOf(
  { q, t }: Session,
  { peerId, entry }: Pick<EntryRow, "peerId" | "entry">,
  limit: number,
): Promise<EntryRow[]> {
  const { entries } = t;
  return q
    .select()
    .from(entries)
    .where(and(eq(entries.corrects, entry), eq(entries.peerId, peerId)))
    .orderBy(entries.id)
    .limit(limit);
}

type Columns = Session["t"];

/**
 * Few are in transit or disputed: the index of states finds them, and they are put in order afterwards. Nearly all are agreed: then the
 * index of the order serves better. Each time the other one is kept away by an expression that no index knows.
 */
function stateFits({ entries }: Columns, state: ListedState | undefined): SQL | undefined {
  switch (state) {
    case undefined:
      return undefined;
    case "agreed":
      return sql`(${entries.state} || '') = ${state}`;
    case "in-transit":
    case "disputed":
      return and(eq(entries.state, state), isNull(entries.withdrawnAtMs));
    case "withdrawn":
      return and(inArray(entries.state, ["in-transit", "disputed"]), isNotNull(entries.withdrawnAtMs));
  }
}

function orderFor({ entries }: Columns, state: ListedState | undefined): SQL {
  const isFew = state !== undefined && state !== "agreed";
  return isFew ? sql`${entries.madeAtMs} + 0 desc` : desc(entries.madeAtMs);
}

function fits({ entries }: Columns, wish: EntryWish): SQL | undefined {
  return and(
    wish.unit === undefined ? undefined : eq(entries.unit, wish.unit),
    wish.direction === undefined ? undefined : (wish.direction === "given" ? eq : ne)(entries.provider, wish.us),
    accountsFit({ entries }, wish.accounts),
    kindFits({ entries }, wish.kind),
    wish.gift === undefined ? undefined : eq(entries.gift, wish.gift),
    wish.fromMs === undefined ? undefined : gte(entries.madeAtMs, wish.fromMs),
    wish.untilMs === undefined ? undefined : lt(entries.madeAtMs, wish.untilMs),
  );
}

function accountsFit({ entries }: Pick<Columns, "entries">, accounts: readonly Account[] | undefined): SQL | undefined {
  if (accounts === undefined) return undefined;
  return or(
    accounts.includes("pair") ? isNull(entries.commons) : undefined,
    accounts.includes("commons") ? eq(entries.commons, "contribution") : undefined,
    accounts.includes("commons-use") ? eq(entries.commons, "use") : undefined,
  );
}

/** Rows of the first version have no kind; it follows from their unit. */
function kindFits({ entries }: Pick<Columns, "entries">, kind: EntryKind | undefined): SQL | undefined {
  if (kind === undefined) return undefined;
  const byUnit: Readonly<Record<EntryKind, SQL | undefined>> = {
    capacity: eq(entries.unit, seatMinute),
    work: eq(entries.unit, workMinute),
    money: notInArray(entries.unit, [seatMinute, workMinute]),
    surplus: undefined,
  };
  const follows = byUnit[kind];
  return or(eq(entries.kind, kind), follows && and(isNull(entries.kind), follows));
}

function isBefore({ entries }: Columns, place: ListPlace | undefined): SQL | undefined {
  if (place === undefined || place.madeAtMs === null || place.mark === null) return isNotNull(entries.madeAtMs);
  return and(
    lte(entries.madeAtMs, place.madeAtMs),
    or(lt(entries.madeAtMs, place.madeAtMs), and(eq(entries.madeAtMs, place.madeAtMs), lt(entries.mark, place.mark))),
  );
}
