import { accountOf, kindOf } from "#src/domain/entry.ts";
import type { Session } from "#src/store/database.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { addToMonths, countMonths, listMonthSums, type MonthSum } from "#src/store/month-sums.ts";
import type { Work } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";

/** An entry as it is now and, when it was in the books before, as it was. */
interface Booked {
  readonly row: EntryRow;
  readonly before?: EntryRow;
}

/** Keeps the sums of the months with entries that came into the books or changed; called with what else is kept of them (`books.ts`). */
export async function bookMonths(work: Pick<Work, "session" | "origin">, bookings: readonly Booked[]): Promise<void> {
  const us = ourCoop(work);
  const sums = new Map<string, MonthSum>();
  const add = (row: EntryRow, sign: 1 | -1): void => {
    const blank = monthOf(row);
    const name = JSON.stringify(blank);
    const sum = sums.get(name) ?? blank;
    const quantity = row.state === "agreed" ? sign * row.quantity : 0;
    const isGiven = row.provider === us;
    sums.set(name, {
      ...sum,
      given: sum.given + (isGiven ? quantity : 0),
      received: sum.received + (isGiven ? 0 : quantity),
      entries: sum.entries + sign,
    });
  };
  for (const { row, before } of bookings) {
    // What has no mark was written by an older version, and stands in no sums yet.
    if (before !== undefined && before.mark !== null) add(before, -1);
    add(row, 1);
  }
  await addToMonths(
    work.session,
    [...sums.values()].filter(({ given, received, entries }) => given !== 0 || received !== 0 || entries !== 0),
  );
}

/** The months with a partner whose kept sums are not those of their entries. Reads all entries. */
export async function wrongMonths(
  keeper: Pick<Work, "origin">,
  session: Session,
  peerId: string,
): Promise<readonly string[]> {
  const us = ourCoop(keeper);
  const wrong = new Map<string, readonly bigint[]>();
  const add = (key: readonly unknown[], by: readonly bigint[]): void => {
    const name = key.join(" ");
    const before = wrong.get(name);
    wrong.set(
      name,
      by.map((value, index) => value + (before?.[index] ?? 0n)),
    );
  };
  for (const row of await countMonths(session, peerId)) {
    const { month, unit, gift, state, provider, sum, count } = row;
    const agreed = state === "agreed" ? sum : 0n;
    const sums = provider === us ? [agreed, 0n] : [0n, agreed];
    add([month, unit, accountOf(row), kindOf(row), gift], [...sums, BigInt(count)]);
  }
  for (const { month, unit, account, kind, gift, given, received, entries } of await listMonthSums(session, { peerId }))
    add([month, unit, account, kind, gift], [-given, -received, -entries].map(BigInt));
  return [...wrong].filter(([, rest]) => rest.some((value) => value !== 0n)).map(([name]) => name);
}

function monthOf(row: Pick<EntryRow, "peerId" | "day" | "unit" | "gift" | "commons" | "kind">): MonthSum {
  const { peerId, day, unit, gift } = row;
  const of = { peerId, month: day.slice(0, 7), unit, account: accountOf(row), kind: kindOf(row), gift };
  return { ...of, given: 0, received: 0, entries: 0 };
}
