import type { Account } from "#src/domain/entry.ts";
import { byUnit } from "#src/domain/unit.ts";
import { listMonthSums } from "#src/store/month-sums.ts";
import type { Context } from "./context.ts";

/** What both sides agreed on of one month (UTC, `YYYY-MM`); whole numbers of the unit, exact also where they are of many partners. */
export interface HistoryMonth {
  readonly month: string;
  readonly given: bigint;
  readonly received: bigint;
  /** given − received from the beginning to the end of this month. */
  readonly closing: bigint;
}

/** How one unit went over time: every month from the first one to now, with or without entries. */
export interface History {
  readonly unit: string;
  readonly months: readonly HistoryMonth[];
}

/** What was given and received by month, of one partner or of all, from the kept sums. Units without anything agreed have none. */
export async function historyOf(
  context: Context,
  { peerId, accounts = ["pair"] }: { readonly peerId?: string; readonly accounts?: readonly Account[] } = {},
): Promise<readonly History[]> {
  const sums = await listMonthSums(context.database, { accounts, ...(peerId === undefined ? {} : { peerId }) });
  const agreed = sums.filter(({ given, received }) => given > 0 || received > 0);
  return [...Map.groupBy(agreed, ({ unit }) => unit)]
    .toSorted(([one], [other]) => byUnit(one, other))
    .map(([unit, some]) => ({ unit, months: monthsFrom(some, monthAt(context.nowMs())) }));
}

/** Every month in which something was entered with a partner, or with any, newest first. */
export async function monthsOfEntries(context: Context, peerId?: string): Promise<readonly string[]> {
  const sums = await listMonthSums(context.database, peerId === undefined ? {} : { peerId });
  const months = sums.filter(({ entries }) => entries > 0).map(({ month }) => month);
  return [...new Set(months)].toReversed();
}

/** What was given and received of a month, or of a part of it. */
export interface FlowOfMonth {
  readonly month: string;
  readonly given: number | bigint;
  readonly received: number | bigint;
}

/** The sums by month, from the first one to `now`. What somebody's clock, or lie, puts later counts in the last month. */
export function monthsFrom(sums: readonly FlowOfMonth[], now: string): readonly HistoryMonth[] {
  const byMonth = Map.groupBy(sums, ({ month }) => (month > now ? now : month));
  const months: HistoryMonth[] = [];
  let closing = 0n;
  for (let month = [...byMonth.keys()].toSorted()[0] ?? "9999-99"; month <= now; month = monthAfter(month)) {
    const some = byMonth.get(month) ?? [];
    const given = some.reduce((sum, one) => sum + BigInt(one.given), 0n);
    const received = some.reduce((sum, one) => sum + BigInt(one.received), 0n);
    closing += given - received;
    months.push({ month, given, received, closing });
  }
  return months;
}

/** The month (UTC) of a moment. */
export const monthAt = (atMs: number): string => new Date(atMs).toISOString().slice(0, 7);

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return monthAt(Date.UTC(year, number, 1));
}
