import type { Account, EntryState } from "./entry.ts";
import { exact } from "./quantity.ts";

/**
 * One line of a statement about a period, of one unit and account, as `first` (the coop whose IRI sorts first) sees it: whole
 * numbers of the unit; `closing` = `opening` + `given` − `received`.
 */
export interface StatementTotal {
  readonly unit: string;
  readonly account: Account;
  readonly opening: number;
  readonly given: number;
  readonly received: number;
  readonly closing: number;
  readonly inTransit: number;
  readonly disputed: number;
}

/** A period of UTC days, `YYYY-MM-DD`, the first and the last one. */
export interface Period {
  readonly fromDay: string;
  readonly untilDay: string;
}

/**
 * What both sides of a pair can compute about a period, and sign when it is the same. It counts every agreed entry whose day is no later
 * than the last one and that no statement before it counts: what was agreed late falls into the next one.
 */
export interface StatementContent extends Period {
  /** The two coops, sorted by their IRIs. */
  readonly first: string;
  readonly second: string;
  readonly totals: readonly StatementTotal[];
  /** How many entries it counts, and their digest (`domain/digest.ts`). */
  readonly count: number;
  readonly digest: string;
  /** The IRI of the statement before it; null for the first one of a pair. */
  readonly previous: string | null;
}

/** The sum of quantities in one unit, account and state that one coop has provided. */
export interface StatementSum {
  readonly unit: string;
  readonly account: Account;
  readonly provider: string;
  readonly state: EntryState;
  readonly sum: bigint;
}

/** The two coops of a pair in the order of statements: by the code units of their IRIs. */
export const partiesOf = (one: string, other: string): Pick<StatementContent, "first" | "second"> =>
  one < other ? { first: one, second: other } : { first: other, second: one };

/**
 * The lines of a statement: what the one before closed with, and what is counted now; sorted by unit and account. A line of nothing but
 * zeros is none.
 * @throws {RangeError} when a sum is beyond 2^53 − 1, which no way into the books lets happen.
 */
export function totalsOf(
  first: string,
  before: readonly Pick<StatementTotal, "unit" | "account" | "closing">[],
  sums: readonly StatementSum[],
): readonly StatementTotal[] {
  const lines = new Map<string, Line>();
  const lineOf = ({ unit, account }: Pick<Line, "unit" | "account">): Line => {
    const key = `${unit} ${account}`;
    const line = lines.get(key) ?? { unit, account, opening: 0n, given: 0n, received: 0n, inTransit: 0n, disputed: 0n };
    lines.set(key, line);
    return line;
  };
  for (const line of before) lineOf(line).opening += BigInt(line.closing);
  for (const sum of sums) lineOf(sum)[columnOf(sum, first)] += sum.sum;
  return [...lines.values()]
    .filter((line) =>
      [line.opening, line.given, line.received, line.inTransit, line.disputed].some((sum) => sum !== 0n),
    )
    .map(closed)
    .toSorted(byUnitAndAccount);
}

interface Line extends Pick<StatementTotal, "unit" | "account"> {
  opening: bigint;
  given: bigint;
  received: bigint;
  inTransit: bigint;
  disputed: bigint;
}

function columnOf({ state, provider }: StatementSum, first: string): "given" | "received" | "inTransit" | "disputed" {
  switch (state) {
    case "agreed":
      return provider === first ? "given" : "received";
    case "in-transit":
      return "inTransit";
    case "disputed":
      return "disputed";
  }
}

const closed = ({ unit, account, ...sums }: Line): StatementTotal => ({
  unit,
  account,
  opening: exactOf(sums.opening),
  given: exactOf(sums.given),
  received: exactOf(sums.received),
  closing: exactOf(sums.opening + sums.given - sums.received),
  inTransit: exactOf(sums.inTransit),
  disputed: exactOf(sums.disputed),
});

function exactOf(sum: bigint): number {
  const value = exact(sum);
  if (value === undefined) throw new RangeError(`A sum of ${sum} is beyond what can be counted exactly.`);
  return value;
}

function byUnitAndAccount(one: StatementTotal, other: StatementTotal): number {
  if (one.unit !== other.unit) return one.unit < other.unit ? -1 : 1;
  return one.account < other.account ? -1 : Number(one.account > other.account);
}

/** Whether every line adds up, and the lines are in order, each once. */
export function addsUp(totals: readonly StatementTotal[]): boolean {
  const inOrder = totals.every((line, at) => {
    const before = totals[at - 1];
    return before === undefined || byUnitAndAccount(before, line) < 0;
  });
  return (
    inOrder &&
    totals.every(
      ({ opening, given, received, closing }) => BigInt(opening) + BigInt(given) - BigInt(received) === BigInt(closing),
    )
  );
}

const dayMs = 24 * 3_600_000;

/** Whether a text is a UTC date, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isSafeInteger(atMs) && dayOf(atMs) === text;
}

/** The UTC date of a moment. */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** The moment at which a UTC date is over. */
export const endOfDayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`) + dayMs;

const dayAfter = (day: string): string => dayOf(endOfDayMs(day));

function lastDayOfMonth(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return dayOf(Date.UTC(year, month, 0));
}

/** Where a pair's statements stand: the last day that one counts, and the day of the oldest agreed entry that none counts. */
export interface Standing {
  readonly previousUntilDay: string | undefined;
  readonly oldestDay: string;
}

/**
 * The next period to close: from the day after the last one, or for a pair's first statement from the first of the month of its oldest entry,
 * until the end of the first month that has something to count. Months in which nothing was agreed need no statement of their own.
 */
export function nextPeriod({ previousUntilDay, oldestDay }: Standing): Period {
  const fromDay = startOf({ previousUntilDay, oldestDay });
  return { fromDay, untilDay: lastDayOfMonth(oldestDay > fromDay ? oldestDay : fromDay) };
}

/** The first day of the period that comes next, wherever it ends. */
export const startOf = ({ previousUntilDay, oldestDay }: Standing): string =>
  previousUntilDay === undefined ? `${oldestDay.slice(0, 7)}-01` : dayAfter(previousUntilDay);

/** How long after its end a period is closed, so that what was on its way has arrived, and how long the second coop leaves it to the first one. */
const closesAfterMs = dayMs;
const leavesToFirstMs = 3 * dayMs;

/** From when on a coop proposes the statement of a period by itself: the one whose IRI sorts first begins. */
export const proposesAtMs = (us: string, peer: string, untilDay: string): number =>
  endOfDayMs(untilDay) + closesAfterMs + (us < peer ? 0 : leavesToFirstMs);

const hourMs = 3_600_000;

/**
 * From when on a proposal that was refused is made again: the first time as soon as the books were found equal since (`equalAtMs`) or after an
 * hour, then after longer and longer, at most a week.
 */
export function proposesAgainAtMs(refused: {
  readonly refusedAtMs: number;
  /** How often the period has been refused, from 1 on. */
  readonly times: number;
  readonly equalAtMs: number | undefined;
}): number {
  const { refusedAtMs, times, equalAtMs } = refused;
  if (times === 1 && equalAtMs !== undefined && equalAtMs > refusedAtMs) return equalAtMs;
  return refusedAtMs + Math.min(7 * dayMs, hourMs * 4 ** Math.min(times - 1, 10));
}

/** A statement that the other side proposes, as far as it matters who may say it. */
export interface OfferedStatement extends StatementContent {
  /** `ORIGIN/statements/UUIDv7` of its maker. */
  readonly statement: string;
  readonly maker: string;
}

/** Whose statements they are, and the last one that both have signed. */
export interface Chain {
  readonly us: string;
  readonly peer: string;
  readonly previous: { readonly statement: string; readonly untilDay: string } | undefined;
}

/** Why a statement cannot be the next one of a pair, whoever signed it; undefined when it can. */
export function chainProblem(
  offered: OfferedStatement,
  { us, peer, previous }: Chain,
): "period" | "totals" | "other" | undefined {
  const { statement, maker, first, second, count } = offered;
  const parties = partiesOf(us, peer);
  if (first !== parties.first || second !== parties.second || (maker !== us && maker !== peer)) return "other";
  if (!isStatementOf(statement, maker) || count === 0) return "other";
  if (!addsUp(offered.totals)) return "totals";
  return follows(offered, previous) ? undefined : "period";
}

/** What we know when a statement is offered. */
export interface OfferGround extends Chain {
  readonly nowMs: number;
  /** Whether a proposal of our own waits for their answer. */
  readonly hasOwn: boolean;
}

/** How far clocks may be apart. */
const skewMs = 10 * 60_000;

/**
 * What of an offered statement can be refused before anything is counted; undefined when nothing can. `period`: it does not follow what both
 * have signed. `not-ready`: the period is not over yet, or our own proposal goes first, because our IRI sorts first. `other`: it is none of
 * this pair's, or counts nothing.
 */
export function offerProblem(
  offered: OfferedStatement,
  { nowMs, hasOwn, ...chain }: OfferGround,
): "period" | "not-ready" | "totals" | "other" | undefined {
  if (offered.maker !== chain.peer) return "other";
  const problem = chainProblem(offered, chain);
  if (problem !== undefined) return problem;
  if (endOfDayMs(offered.untilDay) > nowMs + skewMs) return "not-ready";
  return hasOwn && chain.us < chain.peer ? "not-ready" : undefined;
}

function follows({ fromDay, untilDay, previous: named }: StatementContent, previous: Chain["previous"]): boolean {
  if (named !== (previous?.statement ?? null)) return false;
  if (!isDay(fromDay) || !isDay(untilDay) || fromDay > untilDay) return false;
  return previous === undefined ? fromDay.endsWith("-01") : fromDay === dayAfter(previous.untilDay);
}

const statementIri = /^(.+)\/statements\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a statement's IRI is one of its maker's. */
export function isStatementOf(statement: string, maker: string): boolean {
  const origin = statementIri.exec(statement)?.[1];
  return origin !== undefined && URL.canParse(maker) && new URL(maker).origin === origin;
}

/**
 * Whether what was offered is what we count ourselves. `differs`: other entries are counted, or it begins elsewhere. `totals`: the same
 * entries, but other figures: what is on its way or disputed is not the same on both sides, or it opens with something else.
 */
export function decideStatement(
  offered: StatementContent,
  counted: StatementContent,
): { readonly answer: "sign" } | { readonly answer: "refuse"; readonly because: "differs" | "totals" } {
  if (offered.count !== counted.count || offered.digest !== counted.digest || offered.fromDay !== counted.fromDay)
    return { answer: "refuse", because: "differs" };
  const same =
    offered.totals.length === counted.totals.length &&
    offered.totals.every((line, at) => sameTotal(line, counted.totals[at]));
  return same ? { answer: "sign" } : { answer: "refuse", because: "totals" };
}

const columns = ["unit", "account", "opening", "given", "received", "closing", "inTransit", "disputed"] as const;

const sameTotal = (one: StatementTotal, other: StatementTotal | undefined): boolean =>
  other !== undefined && columns.every((column) => one[column] === other[column]);
