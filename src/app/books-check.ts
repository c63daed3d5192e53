import { fromHex } from "#src/domain/digest.ts";
import { accountOf } from "#src/domain/entry.ts";
import { addTo, emptyTotal, type Total } from "#src/domain/fingerprint.ts";
import { placeText, sumText, type Place } from "#src/domain/stretch.ts";
import { listBalances, type BalanceSums } from "#src/store/balances.ts";
import type { Session } from "#src/store/database.ts";
import { listBookedEntries, listEntryDays, sumEntries, type BookedEntry } from "#src/store/entries.ts";
import { listStretches } from "#src/store/stretches.ts";
import { computeDay, noSums, sumFor } from "./books.ts";
import type { Context } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";
import { placeOf } from "./marks.ts";
import { wrongMonths } from "./month-sums.ts";

/** What is wrong about something that is kept beside the entries: `about` says with whom and what. */
export interface BooksTrouble {
  readonly about: string;
  readonly trouble: string;
}

/**
 * Whether what is kept about a pair's entries (sums, digests of days, stretches, marks) is what the entries themselves come to. Reads them
 * all, a page at a time.
 */
export async function checkBooks(
  context: Pick<Context, "origin">,
  session: Session,
  peer: { readonly id: string; readonly coop: string },
): Promise<readonly BooksTrouble[]> {
  const checks = [
    ...(await balanceTroubles(context, session, peer.id)),
    ...(await dayTroubles(session, peer.id)),
    ...(await stretchTroubles(session, peer.id)),
    ...(await wrongMonths(context, session, peer.id)).map((what): Wrong => [
      what,
      "the kept sums of this month are not those of its entries",
    ]),
  ];
  return checks.map(([what, trouble]) => ({ about: `${peer.coop} ${what}`, trouble }));
}

type Wrong = readonly [what: string, trouble: string];

async function balanceTroubles(
  context: Pick<Context, "origin">,
  session: Session,
  peerId: string,
): Promise<readonly Wrong[]> {
  const us = ourCoop(context);
  const sums = new Map<string, bigint>();
  for (const { unit, provider, state, commons, sum } of await sumEntries(session, peerId)) {
    const name = `${unit} ${accountOf({ commons })} ${sumFor(state, provider === us)}`;
    sums.set(name, (sums.get(name) ?? 0n) + sum);
  }
  const keptSums = new Map<string, bigint>();
  for (const row of await listBalances(session, peerId)) {
    for (const column of sumColumns) keptSums.set(`${row.unit} ${row.account} ${column}`, BigInt(row[column]));
  }
  return [...new Set([...sums.keys(), ...keptSums.keys()])]
    .filter((name) => (sums.get(name) ?? 0n) !== (keptSums.get(name) ?? 0n))
    .map((name) => [name, "the kept sum is not that of its entries"]);
}

const sumColumns = Object.keys(noSums()) as readonly (keyof BalanceSums)[];

async function dayTroubles(session: Session, peerId: string): Promise<readonly Wrong[]> {
  const wrong: Wrong[] = [];
  for (const { day, digest, count } of await listEntryDays(session, peerId)) {
    const computed = await computeDay(session, peerId, day);
    if (computed.count !== count) wrong.push([day, "the kept count of this day is not that of its entries"]);
    if (digest !== null && computed.digest !== digest)
      wrong.push([day, "the kept digest of this day is not that of its entries"]);
  }
  return wrong;
}

/** Every entry's mark is that of its content, and every stretch comes to what stands in it. */
async function stretchTroubles(session: Session, peerId: string): Promise<readonly Wrong[]> {
  const wrong: Wrong[] = [];
  const stretches = await listStretches(session, peerId);
  const days = new Set((await listEntryDays(session, peerId)).map(({ day }) => day));
  let [at, total]: [number, Total] = [0, emptyTotal()];
  const end = (): void => {
    const stretch = stretches[at];
    if (stretch !== undefined && (stretch.count !== total.count || stretch.sum !== sumText(total)))
      wrong.push([stretch.start, "the kept sum of this stretch is not that of its entries"]);
    [at, total] = [at + 1, emptyTotal()];
  };
  for await (const row of bookedEntries(session, peerId)) {
    const place = placeOf(row);
    if (row.mark !== place.mark || row.madeAtMs !== place.madeAtMs)
      wrong.push([row.entry, "its kept mark is not that of its content"]);
    if (!days.has(row.day)) wrong.push([row.day, "a day with entries is not kept"]);
    while ((stretches[at + 1]?.start ?? "~") <= placeText(keptPlace(row))) end();
    addTo(total, fromHex(keptPlace(row).mark));
  }
  while (at < stretches.length) end();
  return wrong;
}

const keptPlace = ({ madeAtMs, mark }: BookedEntry): Place => ({ madeAtMs: madeAtMs ?? 0, mark: mark ?? zero });
const zero = "0".repeat(64);

const pageSize = 2_000;

async function* bookedEntries(session: Session, peerId: string): AsyncGenerator<BookedEntry> {
  let after: Place | undefined;
  for (;;) {
    const rows = await listBookedEntries(session, peerId, {
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = keptPlace(last);
  }
}
