import type { Account, EntryKind } from "#src/domain/entry.ts";
import { findEntry, type EntryRow } from "#src/store/entries.ts";
import { listEntriesOf, sumEntriesOf, type EntryWish, type ListedState } from "#src/store/entry-lists.ts";
import { listMonthSums, type MonthSum } from "#src/store/month-sums.ts";
import type { Context } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

/** Which entries somebody wants to see: all that fit everything that is given. */
export interface EntryFilter {
  /** Our id of the partner. */
  readonly peerId?: string;
  readonly unit?: string;
  readonly state?: ListedState;
  /** As we see it. */
  readonly direction?: "given" | "received";
  readonly accounts?: readonly Account[];
  readonly kind?: EntryKind;
  readonly gift?: boolean;
  /** Months (UTC, `YYYY-MM`) in which they were entered, both inclusive. */
  readonly from?: string;
  readonly until?: string;
}

/** Entries that fit, those that were made last first. What it reads grows with the page and with a month, not with the books. */
export function listFittingEntries(
  context: Context,
  filter: EntryFilter,
  request: PageRequest,
): Promise<Page<EntryRow>> {
  const session = context.database;
  return pageOf(request, async ({ limit, before }) => {
    const place = before === undefined ? undefined : await findEntry(session, before);
    const found: EntryRow[] = [];
    for (const { peerIds, ...span } of await spansOf(context, filter, place)) {
      const wish: EntryWish = { ...wishOf(context, filter), ...span };
      const page = { limit: limit - found.length, ...(place === undefined ? {} : { before: place }) };
      const rows = await Promise.all(peerIds.map((peerId) => listEntriesOf(session, { ...wish, peerId }, page)));
      found.push(...rows.flat().toSorted(newestFirst).slice(0, page.limit));
      if (found.length >= limit) break;
    }
    return found;
  });
}

/**
 * What the fitting entries come to in their one unit and state: the number that a list of them is about. Undefined when the filter names
 * no unit or no state, for then there is no such number.
 */
export async function sumFittingEntries(
  context: Context,
  filter: EntryFilter,
): Promise<{ readonly given: bigint; readonly received: bigint } | undefined> {
  const { unit, state } = filter;
  if (unit === undefined || state === undefined) return undefined;
  const sums = await fittingSums(context, filter);
  if (state !== "agreed") {
    const peerIds = [...new Set(sums.map(({ peerId }) => peerId))];
    return sumEntriesOf(context.database, { ...wishOf(context, filter), ...wholeSpan(filter), unit, state, peerIds });
  }
  const total = (direction: "given" | "received"): bigint =>
    filter.direction !== undefined && filter.direction !== direction
      ? 0n
      : sums.reduce((all, sum) => all + BigInt(sum[direction]), 0n);
  return { given: total("given"), received: total("received") };
}

interface Span {
  readonly peerIds: readonly string[];
  readonly fromMs?: number;
  readonly untilMs?: number;
}

/** Where to look, in order. Those that are not agreed are few, and found at once; others month by month, as far as there are any. */
async function spansOf(context: Context, filter: EntryFilter, place: EntryRow | undefined): Promise<readonly Span[]> {
  const sums = await fittingSums(context, filter);
  const peersOf = (some: readonly MonthSum[]): readonly string[] => [...new Set(some.map(({ peerId }) => peerId))];
  if (filter.state !== undefined && filter.state !== "agreed")
    return [{ peerIds: peersOf(sums), ...wholeSpan(filter) }];
  const last = place?.day.slice(0, 7);
  const months = [...Map.groupBy(sums, ({ month }) => month)].filter(([month]) => last === undefined || month <= last);
  return months
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .map(([month, some]) => ({ peerIds: peersOf(some), ...spanOf(month, month) }));
}

/** The kept sums of everything that may hold what fits. */
async function fittingSums(context: Context, filter: EntryFilter): Promise<readonly MonthSum[]> {
  const { peerId, unit, accounts, kind, gift, from = "", until = "9999-99", state, direction } = filter;
  const of = {
    ...(peerId === undefined ? {} : { peerId }),
    ...(unit === undefined ? {} : { unit }),
    ...(accounts === undefined ? {} : { accounts }),
  };
  const holds = (sum: MonthSum): boolean => {
    if (state !== "agreed") return sum.entries > 0;
    return direction === undefined ? sum.given > 0 || sum.received > 0 : sum[direction] > 0;
  };
  return (await listMonthSums(context.database, of)).filter(
    (sum) =>
      sum.month >= from &&
      sum.month <= until &&
      (kind === undefined || sum.kind === kind) &&
      (gift === undefined || sum.gift === gift) &&
      holds(sum),
  );
}

function wishOf(context: Context, filter: EntryFilter): EntryWish {
  const { unit, state, direction, accounts, kind, gift } = filter;
  return {
    us: ourCoop(context),
    ...(unit === undefined ? {} : { unit }),
    ...(state === undefined ? {} : { state }),
    ...(direction === undefined ? {} : { direction }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(kind === undefined ? {} : { kind }),
    ...(gift === undefined ? {} : { gift }),
  };
}

const wholeSpan = ({ from, until }: EntryFilter): Omit<Span, "peerIds"> => ({
  ...(from === undefined ? {} : { fromMs: spanOf(from, from).fromMs }),
  ...(until === undefined ? {} : { untilMs: spanOf(until, until).untilMs }),
});

/** From the first moment of a month to the first one after another, UTC. */
function spanOf(first: string, last: string): { readonly fromMs: number; readonly untilMs: number } {
  const startOf = (month: string, more: number): number =>
    Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + more, 1);
  return { fromMs: startOf(first, 0), untilMs: startOf(last, 1) };
}

function newestFirst(one: EntryRow, other: EntryRow): number {
  const [mine, theirs] = [one.madeAtMs ?? 0, other.madeAtMs ?? 0];
  if (mine !== theirs) return theirs - mine;
  return (one.mark ?? "") < (other.mark ?? "") ? 1 : -1;
}
