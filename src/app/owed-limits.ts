import {
  leftOf,
  openSeatMinutes,
  owedFor,
  owedRefusal,
  settledSeatMinutes,
  type Owed,
} from "#src/domain/owed-limit.ts";
import { slotToAccept } from "#src/domain/agreement-answer.ts";
import type { Refusal } from "#src/domain/message.ts";
import { exact, seatMinute } from "#src/domain/quantity.ts";
import { findAgreementByIri, findAgreementRow } from "#src/store/agreements.ts";
import { findBalance } from "#src/store/balances.ts";
import type { EntryRow } from "#src/store/entries.ts";
import {
  listOwedLimits,
  listProvided,
  listSettling,
  listUnsettled,
  replaceOwedLimits,
  saveDue,
  type OwedLimitRow,
} from "#src/store/owed-limits.ts";
import { findPeer } from "#src/store/peers.ts";
import { transact, type Context, type Work } from "./context.ts";

type Reader = Pick<Work, "session" | "nowMs">;

/** What one partner may owe us, and owes. `except`: without one agreement, which is to become another. */
export async function findOwed(
  { session, nowMs }: Reader,
  { peerId, except }: { readonly peerId: string; readonly except?: { readonly id: string } | undefined },
): Promise<readonly Owed[]> {
  const limits = await listOwedLimits(session, peerId);
  if (limits.length === 0) return [];
  const open = (await listUnsettled(session, peerId)).filter(({ id }) => id !== except?.id);
  return Promise.all(
    limits.map(async (limit) => {
      const { unit, most } = limit;
      const coming = open.reduce((sum, row) => sum + BigInt(owedFor(row, openSeatMinutes(row, nowMs()), unit)), 0n);
      return { unit, most, owed: clamped((await bookedOf({ session }, limit)) + coming) };
    }),
  );
}

/**
 * What a partner owes us by the books: what we gave, also what it has not signed yet or refuses, less what it gave and both have signed. A word
 * that it says alone lowers nothing.
 */
async function bookedOf({ session }: Pick<Work, "session">, limit: OwedLimitRow): Promise<bigint> {
  const { peerId, unit, due } = limit;
  const balance = await findBalance(session, { peerId, unit, account: "pair" });
  if (balance === undefined) return BigInt(due);
  const { given, givenInTransit, givenDisputed, received } = balance;
  return [due, given, givenInTransit, givenDisputed, -received].reduce((sum, part) => sum + BigInt(part), 0n);
}

const clamped = (sum: bigint): number => exact(sum) ?? (sum < 0n ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER);

/** A limit with what is left of it. */
export interface OwedShown extends Owed {
  readonly left: number;
}

/** What one partner may owe us; undefined when we know no such peer. */
export async function findOwedLimits(context: Context, peerId: string): Promise<readonly OwedShown[] | undefined> {
  const session = context.database;
  if ((await findPeer(session, peerId)) === undefined) return undefined;
  const owed = await findOwed({ session, nowMs: context.nowMs }, { peerId });
  return owed.map((one) => ({ ...one, left: leftOf(one) }));
}

/** Chooses what one partner may owe us from now on, for all units at once. What was agreed stays. */
export async function chooseOwedLimits(
  context: Context,
  peerId: string,
  limits: readonly Pick<Owed, "unit" | "most">[],
): Promise<readonly OwedShown[] | undefined> {
  const isKnown = await transact(context, async (work) => {
    if ((await findPeer(work.session, peerId)) === undefined) return false;
    const units = limits.map(({ unit }) => unit).filter((unit) => unit !== seatMinute);
    const dues = await duesOf(work, peerId, units);
    const updatedAtMs = work.nowMs();
    const rows = limits.map(({ unit, most }) => ({ peerId, unit, most, due: dues.get(unit) ?? 0, updatedAtMs }));
    await replaceOwedLimits(work.session, peerId, rows);
    return true;
  });
  return isKnown ? findOwedLimits(context, peerId) : undefined;
}

const atOnce = 200;

/** What is due by price for everything that the books hold. Read whole only when a limit is chosen; from then on it is kept. */
async function duesOf(
  { session }: Work,
  peerId: string,
  units: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const dues = new Map<string, bigint>();
  for (let after = ""; units.length > 0;) {
    const agreements = await listProvided(session, peerId, { after, limit: atOnce });
    const settling = await listSettling(
      session,
      agreements.map(({ agreement }) => agreement),
    );
    const byAgreement = Map.groupBy(settling, ({ agreement }) => agreement);
    for (const row of agreements) {
      const seatMinutes = settledSeatMinutes(byAgreement.get(row.agreement) ?? [], row.provider);
      for (const unit of units) dues.set(unit, (dues.get(unit) ?? 0n) + BigInt(owedFor(row, seatMinutes, unit)));
    }
    after = agreements.at(-1)?.id ?? after;
    if (agreements.length < atOnce) break;
  }
  return new Map([...dues].map(([unit, due]) => [unit, clamped(due)]));
}

/**
 * Follows what an entry changes in what is due by the price of its agreement. To be called when it was written; `before`: as it was, unless
 * it is new. Nothing is kept where there is no limit.
 */
export async function followDue({ session }: Work, after: EntryRow, before?: EntryRow): Promise<void> {
  if (after.agreement === null || after.unit !== seatMinute) return;
  const limits = (await listOwedLimits(session, after.peerId)).filter(({ unit }) => unit !== seatMinute);
  if (limits.length === 0) return;
  const row = await findAgreementByIri(session, after.agreement);
  if (row?.role !== "provider" || row.peerId !== after.peerId) return;
  const now = await listSettling(session, [row.agreement]);
  const then = withoutOne(now, after).concat(before === undefined ? [] : [before]);
  const [was, is] = [settledSeatMinutes(then, row.provider), settledSeatMinutes(now, row.provider)];
  for (const limit of limits) {
    const change = BigInt(owedFor(row, is, limit.unit)) - BigInt(owedFor(row, was, limit.unit));
    if (change !== 0n) await saveDue(session, limit, clamped(BigInt(limit.due) + change));
  }
}

type Settling = Pick<EntryRow, "provider" | "quantity" | "state" | "withdrawnAtMs">;

/** Entries that are the same in all that counts are as good as each other. */
function withoutOne(entries: readonly Settling[], one: Settling): Settling[] {
  const at = entries.findIndex(
    ({ provider, quantity, state, withdrawnAtMs }) =>
      provider === one.provider &&
      quantity === one.quantity &&
      state === one.state &&
      withdrawnAtMs === one.withdrawnAtMs,
  );
  return entries.toSpliced(at, at < 0 ? 0 : 1);
}

/** Why what a partner asks of us would be more than it may owe, as a steward who thinks about it should know. */
export async function findOwedWarning(
  context: Context,
  agreementId: string,
): Promise<Extract<Refusal, { reason: "owed-limit" }> | undefined> {
  const session = context.database;
  const row = await findAgreementRow(session, agreementId);
  if (row?.role !== "provider") return undefined;
  const owed = await findOwed({ session, nowMs: context.nowMs }, { peerId: row.peerId, except: row });
  const refusal = owedRefusal({ ...slotToAccept(row), commons: row.commons }, owed);
  return refusal?.reason === "owed-limit" ? refusal : undefined;
}
