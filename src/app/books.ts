import { createHash } from "node:crypto";
import { markBytes, pairDigest, type EntryMark } from "#src/domain/digest.ts";
import { accountOf, type EntryState } from "#src/domain/entry.ts";
import { addToBalance, findBalance, type BalanceKey, type BalanceSums } from "#src/store/balances.ts";
import type { Session } from "#src/store/database.ts";
import {
  listDayMakers,
  listDayMarks,
  listEntryDays,
  saveDayDigest,
  saveEntries,
  touchEntryDay,
  updateEntry,
  type EntryChanges,
  type EntryDay,
  type EntryRow,
} from "#src/store/entries.ts";
import { transact, type Context, type Work } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";
import { placeOf, sha256 } from "./marks.ts";
import { bookMonths } from "./month-sums.ts";
import { moveInStretches, type Moved } from "./stretches.ts";

/** What a pair's books come to: the digest that both sides can compute, and how many entries it is over. */
export interface Books {
  /** SHA-256, hexadecimal (`domain/digest.ts`). */
  readonly digest: string;
  readonly count: number;
}

export { sha256 };

type Bookkeeper = Pick<Work, "session" | "origin">;

/** Writes a new entry, and everything that is kept about the pair's entries with it: sums, the day's count, stretches. */
export async function enterEntry(work: Bookkeeper, row: EntryRow): Promise<EntryRow> {
  const [entered] = await enterEntries(work, [row]);
  return entered ?? row;
}

/** {@link enterEntry} for many entries of one pair. What it costs does not depend on how many there are in the books. */
export async function enterEntries(work: Bookkeeper, rows: readonly EntryRow[]): Promise<readonly EntryRow[]> {
  const entered = rows.map((row): EntryRow => ({ ...row, ...placeOf(row) }));
  await saveEntries(work.session, entered);
  await book(
    work,
    entered.map((row) => ({ row, isNew: true })),
  );
  return entered;
}

/** Writes what changed about an entry as it stands in the store, and what follows for sums, digest and stretches. */
export async function changeEntry(
  work: Bookkeeper,
  held: EntryRow,
  changes: EntryChanges & { readonly updatedAtMs: number },
): Promise<EntryRow> {
  const changed: EntryRow = { ...held, ...changes };
  if (changed.state === held.state && changed.withdrawnAtMs === held.withdrawnAtMs && isBooked(held)) {
    await updateEntry(work.session, held.id, changes);
    return changed;
  }
  const place = placeOf(changed);
  await updateEntry(work.session, held.id, { ...changes, ...place });
  const row: EntryRow = { ...changed, ...place };
  await book(work, [{ row, before: held, isNew: false }]);
  return row;
}

/** An entry as it is now and as it was. */
export interface Booking {
  readonly row: EntryRow;
  /** Counts only when it has a mark: what has none was written by an older version and stands in no sums yet. */
  readonly before?: EntryRow;
  /** Whether it is not counted among the entries of its day. */
  readonly isNew: boolean;
}

/** Keeps sums, days and stretches of one pair with its entries, which are written already with their marks. */
export async function book(work: Bookkeeper, bookings: readonly Booking[]): Promise<void> {
  const peerId = bookings[0]?.row.peerId;
  if (peerId === undefined) return;
  for (const { key, sums } of balanceChanges(work, bookings)) {
    const now = await addToBalance(work.session, key, sums);
    if (volumeOf(now) > Number.MAX_SAFE_INTEGER)
      throw new RangeError(`The sums of ${key.unit} with ${peerId} are beyond what can be counted exactly.`);
  }
  for (const [day, of] of Map.groupBy(bookings, ({ row }) => row.day)) {
    await touchEntryDay(work.session, peerId, { day, count: of.filter(({ isNew }) => isNew).length });
  }
  await moveInStretches(work.session, peerId, bookings.flatMap(movesOf));
  await bookMonths(work, bookings);
}

const isBooked = (row: EntryRow | undefined): row is EntryRow => row !== undefined && row.mark !== null;

function movesOf({ row, before }: Booking): readonly Moved[] {
  const come: Moved = { place: placeOf(row), by: "come" };
  return isBooked(before) ? [{ place: placeOf(before), by: "gone" }, come] : [come];
}

interface BalanceChange {
  readonly key: BalanceKey;
  readonly sums: BalanceSums;
}

/** The sums of a balance without entries. */
export const noSums = (): BalanceSums => ({
  given: 0,
  received: 0,
  givenInTransit: 0,
  receivedInTransit: 0,
  givenDisputed: 0,
  receivedDisputed: 0,
});

/** Sums of whole numbers at most 10^12 each (`maxEntryQuantity`), so that thousands of them stay exact. */
function balanceChanges({ origin }: Bookkeeper, bookings: readonly Booking[]): Iterable<BalanceChange> {
  const us = ourCoop({ origin });
  const changes = new Map<string, BalanceChange>();
  const add = (row: EntryRow, sign: 1 | -1): void => {
    if (!countsInSums(row)) return;
    const key: BalanceKey = { peerId: row.peerId, unit: row.unit, account: accountOf(row) };
    const name = `${key.unit} ${key.account}`;
    const change = changes.get(name) ?? { key, sums: noSums() };
    changes.set(name, change);
    change.sums[sumFor(row.state, row.provider === us)] += sign * row.quantity;
  };
  for (const { row, before } of bookings) {
    if (isBooked(before)) add(before, -1);
    add(row, 1);
  }
  return changes.values();
}

/** What its maker has taken back counts nowhere, unless both have signed it all the same; the digest has it as disputed. */
const countsInSums = ({ withdrawnAtMs, state }: EntryRow): boolean => withdrawnAtMs === null || state === "agreed";

/** In which of a balance's sums an entry counts. */
export function sumFor(state: EntryState, isGiven: boolean): keyof BalanceSums {
  switch (state) {
    case "agreed":
      return isGiven ? "given" : "received";
    case "in-transit":
      return isGiven ? "givenInTransit" : "receivedInTransit";
    case "disputed":
      return isGiven ? "givenDisputed" : "receivedDisputed";
  }
}

/** Everything that stands in a balance, whatever its state and direction. */
function volumeOf(sums: BalanceSums): number {
  const { given, received, givenInTransit, receivedInTransit, givenDisputed, receivedDisputed } = sums;
  return given + received + givenInTransit + receivedInTransit + givenDisputed + receivedDisputed;
}

/**
 * How much more the entries of a pair in one unit and account may come to: up to 2^53 − 1, from which on they could not be counted exactly.
 * All states and both directions count, so that no later word about an entry can lead beyond it.
 */
export async function roomLeft(work: Pick<Work, "session">, key: BalanceKey): Promise<number> {
  return Number.MAX_SAFE_INTEGER - volumeOf((await findBalance(work.session, key)) ?? noSums());
}

/** Whether one more entry would be too much: then it must be refused, whoever made it. */
export async function wouldOverflow(
  work: Pick<Work, "session">,
  { quantity, ...key }: BalanceKey & { readonly quantity: number },
): Promise<boolean> {
  return quantity > (await roomLeft(work, key));
}

/** The books of a pair, from its kept days. Days that changed are computed anew; who may write should use {@link keptBooksOf}. */
export async function booksOf(session: Session, peerId: string): Promise<Books> {
  const days = await Promise.all((await listEntryDays(session, peerId)).map((day) => completed(session, peerId, day)));
  return booksFrom(days);
}

/** {@link booksOf}, and keeps the digests of the days that had changed. */
export async function keptBooksOf({ session }: Pick<Work, "session">, peerId: string): Promise<Books> {
  const days: CompleteDay[] = [];
  for (const day of await listEntryDays(session, peerId)) {
    const complete = await completed(session, peerId, day);
    if (day.digest === null) await saveDayDigest(session, peerId, complete);
    days.push(complete);
  }
  return booksFrom(days);
}

/** {@link booksOf} for who is in no transaction: digests that had to be computed are kept. */
export async function freshBooksOf(context: Context, peerId: string): Promise<Books> {
  const days = await listEntryDays(context.database, peerId);
  return days.every(isComplete) ? booksFrom(days) : transact(context, (work) => keptBooksOf(work, peerId));
}

type CompleteDay = EntryDay & { readonly digest: string };

const isComplete = (day: EntryDay): day is CompleteDay => day.digest !== null;

const booksFrom = (days: readonly CompleteDay[]): Books => ({
  digest: pairDigest(days, sha256),
  count: days.reduce((total, { count }) => total + count, 0),
});

async function completed(session: Session, peerId: string, day: EntryDay): Promise<CompleteDay> {
  return isComplete(day) ? day : { ...day, digest: (await computeDay(session, peerId, day.day)).digest };
}

const pageSize = 2_000;

/**
 * The digest of one day (`dayDigest`) and its count, read a page at a time. Ids of one maker differ only in their UUID, and all of one
 * maker's come before all of the other's, whatever order the store's own language has for texts.
 */
export async function computeDay(session: Session, peerId: string, day: string): Promise<Books> {
  const hash = createHash("sha256");
  let count = 0;
  const makers = await listDayMakers(session, peerId, day);
  for (const maker of makers.toSorted((one, other) => Buffer.compare(idStart(one), idStart(other)))) {
    let after = "";
    for (;;) {
      const marks: readonly EntryMark[] = await listDayMarks(session, peerId, { day, maker, after, limit: pageSize });
      for (const mark of marks) hash.update(markBytes(mark));
      count += marks.length;
      after = marks.at(-1)?.entry ?? after;
      if (marks.length < pageSize) break;
    }
  }
  return { digest: hash.digest("hex"), count };
}

/** What the ids of a maker's entries begin with. */
const idStart = (maker: string): Buffer => Buffer.from(`${new URL(maker).origin}/entries/`);
