import type { Account } from "#src/domain/entry.ts";
import type { Balance } from "#src/domain/ledger.ts";
import { byUnit } from "#src/domain/unit.ts";
import { listBalances, type BalanceRow } from "#src/store/balances.ts";
import { findReconciliation, listReconciliations, type ReconciliationRow } from "#src/store/evidence.ts";
import { listLogs, type Log } from "#src/store/logs.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import type { Context } from "./context.ts";

/** A balance in the account of the pair or of the commons. */
export type LedgerLine = Balance & { readonly account: Account };

/**
 * How the books with a partner stand. `forked`: one side signed two different logs. `restored`: the partner holds statements of ours
 * that we do not have, and they are being fetched. `recovered`: they are back, and a steward has not taken note yet. The others are what the last
 * comparison came to.
 */
export type Standing = "forked" | "restored" | "recovered" | ReconciliationRow["state"] | "never";

/** Everything that is known about whether both sides say the same. */
export interface Comparison {
  readonly standing: Standing;
  readonly reconciliation: ReconciliationRow | undefined;
  /** When they are compared next, epoch milliseconds; undefined when nothing is planned. */
  readonly nextAtMs: number | undefined;
  /** The newest logs of the two. */
  readonly ours: Log | undefined;
  readonly theirs: Log | undefined;
}

/** The books with one partner. */
export interface PartnerBooks {
  readonly peer: Peer;
  readonly lines: readonly LedgerLine[];
  readonly comparison: Comparison;
}

const mostPeers = 2000;

/** The books with everyone that we keep any with, those that need a look first. All of it from what is kept. */
export async function listPartnerBooks(context: Context): Promise<readonly PartnerBooks[]> {
  const session = context.database;
  const lines = Map.groupBy(await listBalances(session), ({ peerId }) => peerId);
  const reconciliations = new Map((await listReconciliations(session)).map((row) => [row.peerId, row]));
  const logs = Map.groupBy(await listLogs(session), ({ peerId }) => peerId);
  const peers = await listPeers(session, { limit: mostPeers });
  return peers
    .filter(({ id, state }) => lines.has(id) || state === "partner")
    .map((peer) => ({
      peer,
      lines: linesOf(lines.get(peer.id) ?? []),
      comparison: comparisonOf(peer, reconciliations.get(peer.id), logs.get(peer.id) ?? []),
    }))
    .toSorted((one, other) => urgency(one) - urgency(other));
}

/** The books with one partner. */
export async function findPartnerBooks(context: Context, peer: Peer): Promise<PartnerBooks> {
  const session = context.database;
  return {
    peer,
    lines: linesOf(await listBalances(session, peer.id)),
    comparison: comparisonOf(peer, await findReconciliation(session, peer.id), await listLogs(session, peer.id)),
  };
}

const accounts: readonly Account[] = ["pair", "commons", "commons-use"];

function linesOf(rows: readonly BalanceRow[]): readonly LedgerLine[] {
  return rows
    .map(({ peerId: peer, unit, account, given, received, ...open }) => ({
      peer,
      unit,
      account,
      given,
      received,
      balance: given - received,
      inTransit: open.givenInTransit + open.receivedInTransit,
      disputed: open.givenDisputed + open.receivedDisputed,
    }))
    .toSorted((one, other) => {
      const order = accounts.indexOf(one.account) - accounts.indexOf(other.account);
      return order === 0 ? byUnit(one.unit, other.unit) : order;
    });
}

/** What all partners come to in one unit: exact, though the sums of many may be beyond 2^53. */
export type LedgerTotal = Pick<LedgerLine, "unit" | "account"> &
  Readonly<Record<"given" | "received" | "balance" | "inTransit" | "disputed", bigint>>;

/** Sums of all partners by unit, of the accounts of pairs. */
export function totalsOf(books: readonly PartnerBooks[]): readonly LedgerTotal[] {
  const all = books.flatMap(({ lines }) => lines).filter(({ account }) => account === "pair");
  return [...Map.groupBy(all, ({ unit }) => unit)]
    .toSorted(([one], [other]) => byUnit(one, other))
    .map(([unit, some]) => {
      const sum = (name: "given" | "received" | "balance" | "inTransit" | "disputed"): bigint =>
        some.reduce((total, line) => total + BigInt(line[name]), 0n);
      const figures = { given: sum("given"), received: sum("received"), balance: sum("balance") };
      return { unit, account: "pair", ...figures, inTransit: sum("inTransit"), disputed: sum("disputed") };
    });
}

function comparisonOf(peer: Peer, reconciliation: ReconciliationRow | undefined, logs: readonly Log[]): Comparison {
  const newest = (side: Log["side"]): Log | undefined =>
    logs.filter((log) => log.side === side).toSorted((one, other) => other.epoch - one.epoch)[0];
  const ours = newest("ours");
  const theirs = newest("theirs");
  const isCompared = peer.state === "partner" || peer.state === "limited";
  return {
    standing: standingOf(reconciliation, ours, theirs),
    reconciliation,
    nextAtMs: isCompared ? (peer.nextRoundAtMs ?? undefined) : undefined,
    ours,
    theirs,
  };
}

function standingOf(reconciliation: ReconciliationRow | undefined, ours?: Log, theirs?: Log): Standing {
  if ([ours, theirs].some((log) => log?.state === "forked")) return "forked";
  if (ours?.state === "behind") return "restored";
  return isRecovered(ours) ? "recovered" : (reconciliation?.state ?? "never");
}

const isRecovered = (log: Log | undefined): boolean =>
  typeof log?.recoveredAtMs === "number" && log.recoveryNotedAtMs === null;

const order: readonly Standing[] = [
  "forked",
  "differs",
  "restored",
  "unreachable",
  "recovered",
  "never",
  "repaired",
  "equal",
];

const urgency = ({ comparison }: PartnerBooks): number => order.indexOf(comparison.standing);
