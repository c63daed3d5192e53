import type { AgreementState } from "./agreement.ts";
import { accountOf, canCorrect, type Entry, type EntryState } from "./entry.ts";
import { agreedFee } from "./fee.ts";
import { agreedSeatMinutes, exact, isGift, seatMinute } from "./quantity.ts";
import type { Terms } from "./resource.ts";
import { isWithin, type Slot } from "./slot.ts";

/** The agreement that an entry names, as we, its receiver, know it after the entry's own fulfilment was applied. */
export interface SettledAgreement extends Slot {
  /** The agreement's IRI. */
  readonly agreement: string;
  readonly provider: string;
  readonly receiver: string;
  readonly seats: number;
  readonly state: AgreementState;
  readonly withdrawnAtMs?: number | null;
  /** What giving it back costs, as its provider says and as we make it; see `agreedFee`. */
  readonly feeSeatMinutes?: number | null;
  readonly feeCheckedSeatMinutes?: number | null;
  readonly terms?: Terms;
  /** It was an event of the commons. */
  readonly commons?: boolean;
}

/** The sums that what is used of an agreement counts in: nothing is owed in return for a gift to an event of the commons. */
export const commonsOf = ({ commons, terms }: Pick<SettledAgreement, "commons" | "terms">): "use" | null =>
  commons === true && terms !== undefined && isGift(terms) ? "use" : null;

export interface CountersignRequest {
  readonly entry: Entry;
  /** Undefined when the entry names none, or one that we do not know. */
  readonly agreement: SettledAgreement | undefined;
  /** All entries of that agreement, in whatever state; this one may be among them. */
  readonly entriesOfAgreement: readonly CountedEntry[];
  /** The IRI of our coop. */
  readonly us: string;
  /** The coop's choice: `automatic` by the rule below, or a steward sees every entry first. */
  readonly countersign: "automatic" | "steward";
}

type CountedEntry = Entry & {
  readonly state: EntryState;
  /** Its maker has taken it back. */
  readonly withdrawnAtMs?: number | null;
};

/** What a steward should look at before saying yes. */
export type WaitReason =
  | "coop-choice"
  | "own-entry"
  | "no-agreement"
  | "unknown-agreement"
  | "other-parties"
  | "unit"
  | "period"
  | "not-accepted"
  | "withdrawn"
  | "commons"
  | "corrects"
  /** It corrects what a steward has refused: whoever signs it signs that, too. */
  | "disputed"
  | "quantity";

export type CountersignAnswer =
  | { readonly answer: "countersign" }
  | { readonly answer: "steward"; readonly because: WaitReason };

/**
 * Whether a receiver countersigns by itself (design: Entries): when the sum of all entries of that agreement, this one
 * included, is above zero and at most what was agreed, with what giving some of it back costs. Anything more waits for a steward, however small, and so does
 * everything that does not match an agreement that we stand by. Silence is never consent.
 */
export function decideCountersign(request: CountersignRequest): CountersignAnswer {
  const because = waitReason(request);
  return because === undefined ? { answer: "countersign" } : { answer: "steward", because };
}

function waitReason(request: CountersignRequest): WaitReason | undefined {
  const { entry, agreement, us } = request;
  if (request.countersign === "steward") return "coop-choice";
  if (typeof entry.agreement !== "string") return "no-agreement";
  if (agreement === undefined || agreement.agreement !== entry.agreement) return "unknown-agreement";
  return (
    partyReason(entry, agreement, us) ??
    agreementReason(entry, agreement) ??
    correctionReason(request) ??
    sumReason({ ...request, agreement })
  );
}

function partyReason(entry: Entry, agreement: SettledAgreement, us: string): WaitReason | undefined {
  if (entry.maker === us) return "own-entry";
  if (agreement.receiver !== us || entry.maker !== agreement.provider) return "other-parties";
  return directionOf(entry, agreement) === 0n ? "other-parties" : undefined;
}

function agreementReason(entry: Entry, agreement: SettledAgreement): WaitReason | undefined {
  if (agreedFee(agreement) === 0) {
    if (typeof agreement.withdrawnAtMs === "number") return "withdrawn";
    if (agreement.state !== "accepted" && agreement.state !== "fulfilled") return "not-accepted";
  }
  if (entry.unit !== seatMinute) return "unit";
  if ((entry.commons ?? null) !== commonsOf(agreement)) return "commons";
  return isWithin(entry, agreement) ? undefined : "period";
}

/** It says that it corrects an entry that we know, and that one counts something else. */
function correctionReason({ entry, entriesOfAgreement }: CountersignRequest): WaitReason | undefined {
  const corrected = entriesOfAgreement.find((other) => other.entry === entry.corrects);
  return corrected === undefined || canCorrect(entry, corrected) ? undefined : "corrects";
}

/**
 * Charges count in whatever state they are, unless their maker took them back. A correction the other way counts once both have signed it: a maker could else
 * claim one, never have it agreed, and so make room for a charge beyond what was agreed.
 */
function sumReason({
  entry,
  agreement,
  entriesOfAgreement,
}: CountersignRequest & { readonly agreement: SettledAgreement }): WaitReason | undefined {
  const others = entriesOfAgreement.filter(
    (other) => other.entry !== entry.entry && other.agreement === entry.agreement && other.unit === entry.unit,
  );
  const counted = others.filter(
    (other) =>
      other.state === "agreed" || (directionOf(other, agreement) > 0n && typeof other.withdrawnAtMs !== "number"),
  );
  const sum = [...counted, entry].reduce(
    (total, one) => total + BigInt(one.quantity) * directionOf(one, agreement),
    0n,
  );
  const most = BigInt(mostOf(agreement));
  return sum > 0n && sum <= most ? undefined : "quantity";
}

/** What may be counted for an agreement: what was agreed, as long as we stand by it, and what giving some of it back costs. */
function mostOf(agreement: SettledAgreement): number {
  const { state, withdrawnAtMs } = agreement;
  const stands = state === "fulfilled" || (state === "accepted" && typeof withdrawnAtMs !== "number");
  return (stands ? (agreedSeatMinutes(agreement) ?? 0) : 0) + agreedFee(agreement);
}

/** 1 when the entry goes as the agreement does, -1 when it corrects something by going the other way, 0 when it is
 * of others. */
function directionOf(entry: Entry, { provider, receiver }: SettledAgreement): bigint {
  if (entry.provider === provider && entry.receiver === receiver) return 1n;
  return entry.provider === receiver && entry.receiver === provider && typeof entry.corrects === "string" ? -1n : 0n;
}

/** An entry as the balances see it. */
export type BookedEntry = Pick<Entry, "entry" | "provider" | "receiver" | "unit" | "quantity" | "commons"> & {
  readonly state: EntryState;
};

/** All quantities are of `unit`; `given`, `received` and `balance` count agreed entries only. */
export interface Balance {
  /** The IRI of the other coop. */
  readonly peer: string;
  readonly unit: string;
  readonly given: number;
  readonly received: number;
  /** given − received. */
  readonly balance: number;
  /** Quantities that one side has signed, both directions added up. */
  readonly inTransit: number;
  /** Quantities that are contested, both directions added up. */
  readonly disputed: number;
}

/** Sums of quantities of one pair in one unit, as books or a store add them up. */
export interface Sums {
  given: bigint;
  received: bigint;
  inTransit: bigint;
  disputed: bigint;
}

/**
 * The balances of our coop with each peer in each unit, sorted by both, without what counts with the commons. They are sums over the set of entries: neither
 * order nor repetition changes them.
 * @throws {RangeError} when agreed entries add up beyond 2^53 − 1, which the bound on one entry makes unreachable.
 */
export function balancesOf(entries: readonly BookedEntry[], us: string): Balance[] {
  const books = new Map<string, { readonly peer: string; readonly unit: string; readonly sums: Sums }>();
  for (const entry of new Map(entries.map((one) => [one.entry, one])).values()) {
    if (accountOf(entry) !== "pair") continue;
    const peer = entry.provider === us ? entry.receiver : entry.provider;
    const key = `${peer} ${entry.unit}`;
    const book = books.get(key) ?? {
      peer,
      unit: entry.unit,
      sums: { given: 0n, received: 0n, inTransit: 0n, disputed: 0n },
    };
    add(book.sums, entry, us);
    books.set(key, book);
  }
  return [...books.values()]
    .map(({ peer, unit, sums }) => ({ peer, unit, ...balanceOf(sums) }))
    .toSorted(byPeerAndUnit);
}

function add(sums: Sums, entry: BookedEntry, us: string): void {
  const quantity = BigInt(entry.quantity);
  switch (entry.state) {
    case "agreed":
      sums[entry.provider === us ? "given" : "received"] += quantity;
      break;
    case "in-transit":
      sums.inTransit += quantity;
      break;
    case "disputed":
      sums.disputed += quantity;
      break;
  }
}

/** @throws {RangeError} when agreed sums are beyond 2^53 − 1. */
function balanceOf({ given, received, inTransit, disputed }: Sums): Omit<Balance, "peer" | "unit"> {
  return {
    given: agreed(given),
    received: agreed(received),
    balance: agreed(given - received),
    inTransit: claimed(inTransit),
    disputed: claimed(disputed),
  };
}

function agreed(sum: bigint): number {
  const value = exact(sum);
  if (value === undefined) throw new RangeError(`A balance of ${sum} is beyond what can be counted exactly.`);
  return value;
}

/** What one side alone can claim must not be able to break the page that shows it. */
function claimed(sum: bigint): number {
  return exact(sum) ?? Number.MAX_SAFE_INTEGER;
}

/** The order in which balances are shown. */
export function byPeerAndUnit(one: Pick<Balance, "peer" | "unit">, other: Pick<Balance, "peer" | "unit">): number {
  if (one.peer !== other.peer) return one.peer < other.peer ? -1 : 1;
  return one.unit < other.unit ? -1 : 1;
}
