import type { EntryKind } from "#src/domain/entry.ts";
import { byUnit } from "#src/domain/unit.ts";
import { listBalances } from "#src/store/balances.ts";
import { listMonthSums, type MonthSum } from "#src/store/month-sums.ts";
import type { Context } from "./context.ts";
import { monthAt, monthsFrom, type HistoryMonth } from "./ledger-history.ts";

/** One coop's part in one thing; whole numbers of the unit. */
export interface CommonsShare {
  /** Our id of a partner; undefined for our own coop. */
  readonly peerId: string | undefined;
  /** To the commons. */
  readonly given: bigint;
  /** From it. */
  readonly drawn: bigint;
}

/** One thing that goes into the commons or out of it. */
export interface CommonsLine {
  readonly unit: string;
  readonly kind: EntryKind;
  /** Of work: that nobody was paid for it. */
  readonly gift: boolean;
  /** Who gives most stands first. */
  readonly shares: readonly CommonsShare[];
  readonly given: bigint;
  readonly drawn: bigint;
}

/** What both sides have not agreed on yet, in one unit; whole numbers of it. */
export interface CommonsOpen {
  readonly unit: string;
  readonly inTransit: bigint;
  readonly disputed: bigint;
}

/** How one unit went into the commons and out of it; `given` is what was given to it, `received` what was drawn, of everybody. */
export interface CommonsFlow {
  readonly unit: string;
  readonly months: readonly HistoryMonth[];
}

/** The commons' account, as far as our own books know it: what we and our partners entered with each other. */
export interface CommonsAccount {
  readonly lines: readonly CommonsLine[];
  readonly open: readonly CommonsOpen[];
  readonly flows: readonly CommonsFlow[];
}

const accounts = ["commons", "commons-use"] as const;

/** Who gives to the commons and who draws from it, and how that went over time; from kept sums alone. */
export async function commonsAccount(context: Context): Promise<CommonsAccount> {
  const sums = (await listMonthSums(context.database, { accounts })).filter(
    ({ given, received }) => given > 0 || received > 0,
  );
  const lines = Map.groupBy(sums, ({ unit, kind, gift }) => `${unit} ${kind} ${gift}`);
  return {
    lines: [...lines.values()].map(lineOf).toSorted(byName),
    open: await openOf(context),
    flows: flowsOf(sums, monthAt(context.nowMs())),
  };
}

function lineOf(sums: readonly MonthSum[]): CommonsLine {
  const [{ unit, kind, gift }] = sums as readonly [MonthSum, ...MonthSum[]];
  const shares = new Map<string | undefined, { given: bigint; drawn: bigint }>();
  const add = (who: string | undefined, given: number, drawn: number): void => {
    const share = shares.get(who) ?? { given: 0n, drawn: 0n };
    shares.set(who, { given: share.given + BigInt(given), drawn: share.drawn + BigInt(drawn) });
  };
  // What we gave a partner to use it draws, and the other way round; a contribution is drawn by nobody.
  for (const { peerId, account, given, received } of sums) {
    const isUse = account === "commons-use";
    add(undefined, given, isUse ? received : 0);
    add(peerId, received, isUse ? given : 0);
  }
  const known = [...shares].map(([peerId, share]) => ({ peerId, ...share }));
  return {
    unit,
    kind,
    gift,
    shares: known
      .filter(({ given, drawn }) => given > 0 || drawn > 0)
      .toSorted((one, other) => Number(other.given - one.given)),
    given: known.reduce((sum, { given }) => sum + given, 0n),
    drawn: known.reduce((sum, { drawn }) => sum + drawn, 0n),
  };
}

const byName = (one: CommonsLine, other: CommonsLine): number => {
  const order = byUnit(one.unit, other.unit);
  if (order !== 0) return order;
  return `${one.kind} ${one.gift}` < `${other.kind} ${other.gift}` ? -1 : 1;
};

async function openOf(context: Context): Promise<readonly CommonsOpen[]> {
  const kept = (await listBalances(context.database)).filter(({ account }) => account !== "pair");
  return [...Map.groupBy(kept, ({ unit }) => unit)]
    .toSorted(([one], [other]) => byUnit(one, other))
    .map(([unit, some]) => ({
      unit,
      inTransit: some.reduce((sum, one) => sum + BigInt(one.givenInTransit + one.receivedInTransit), 0n),
      disputed: some.reduce((sum, one) => sum + BigInt(one.givenDisputed + one.receivedDisputed), 0n),
    }))
    .filter(({ inTransit, disputed }) => inTransit > 0 || disputed > 0);
}

function flowsOf(sums: readonly MonthSum[], now: string): readonly CommonsFlow[] {
  return [...Map.groupBy(sums, ({ unit }) => unit)]
    .toSorted(([one], [other]) => byUnit(one, other))
    .map(([unit, some]) => {
      const flows = some.map(({ month, account, given, received }) => ({
        month,
        given: given + received,
        received: account === "commons-use" ? given + received : 0,
      }));
      return { unit, months: monthsFrom(flows, now) };
    });
}
