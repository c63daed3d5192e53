import type { DisputeReason } from "./ledger-message.ts";
import { maxEntryQuantity } from "./policy.ts";
import { isQuantity, isUnit, seatMinute, workMinute } from "./quantity.ts";
import type { Slot } from "./slot.ts";

/**
 * An economic event in the books of a pair: what was given by `provider` to `receiver` in the period. Immutable. It is signed
 * by its maker (`in-transit`), by both (`agreed`), or contested by the other side (`disputed`).
 */
export interface Entry extends Slot {
  /** `ORIGIN/entries/UUIDv7` of its maker. */
  readonly entry: string;
  /** The IRI of the coop that made it: provider or receiver. */
  readonly maker: string;
  readonly provider: string;
  readonly receiver: string;
  readonly unit: string;
  /** Whole and above zero. A correction downwards is an entry in the other direction. */
  readonly quantity: number;
  /** The IRI of the agreement that it belongs to. */
  readonly agreement?: string | null;
  /** The IRI of the entry that it corrects, by the difference. */
  readonly corrects?: string | null;
  /** What happened; absent in entries of the first version, where it follows from the unit (`kindOf`). */
  readonly kind?: EntryKind | null;
  /** Work that nobody is paid for. */
  readonly gift?: boolean;
  /** An entry with the commons' account: given to it, or also drawn from it by the receiver. */
  readonly commons?: "contribution" | "use" | null;
  /** The salted reference of the person who did it, 64 hexadecimal digits. */
  readonly performer?: string | null;
}

/**
 * `capacity` was used, `work` was done, `money` or a `surplus` was passed on; a surplus is money that goes to the commons or comes from there. A
 * correction is of the kind of what it corrects.
 */
export type EntryKind = "capacity" | "work" | "money" | "surplus";

/** What kind of entry a unit stands for where none is named. */
export function kindOfUnit(unit: string): EntryKind {
  if (unit === seatMinute) return "capacity";
  return unit === workMinute ? "work" : "money";
}

/** What kind of entry one is, also of the first version, which named none. */
export const kindOf = ({ kind, unit }: Pick<Entry, "kind" | "unit">): EntryKind => kind ?? kindOfUnit(unit);

/** Whose sums an entry counts in. */
export function accountOf({ commons }: Pick<Entry, "commons">): Account {
  if (commons === null || commons === undefined) return "pair";
  return commons === "use" ? "commons-use" : "commons";
}

/** Which sums an entry counts in: those of the pair, or those of the commons. */
export type Account = "pair" | "commons" | "commons-use";

export type EntryState = "in-transit" | "agreed" | "disputed";

/** Whose ledger it is: the coop of this node, and the other one. */
export interface Pair {
  readonly us: string;
  readonly peer: string;
}

/** Why an entry is not taken into a ledger at all. */
export type EntryProblem =
  | "wrong-pair"
  | "wrong-maker"
  | "id-not-of-maker"
  | "unit"
  | "kind"
  | "quantity"
  | "period"
  | "corrects";

/**
 * TigerBeetle's way: the same id and content → `same` (the first answer again); the same id with other content → `conflict`
 * (kept as evidence; the entry we hold takes `state`: a dispute, unless both have signed it, which no fork can change).
 */
export type EntryOutcome =
  | { readonly outcome: "new" }
  | { readonly outcome: "same" }
  | { readonly outcome: "conflict"; readonly state: EntryState }
  | { readonly outcome: "refused"; readonly because: EntryProblem };

export interface EntryRequest {
  readonly entry: Entry;
  /** Of the entry's content, as we computed it: SHA-256(JCS(entry without `proof`)), 64 lower-case hexadecimal digits. */
  readonly hash: string;
  /** What we have under that id. */
  readonly held: { readonly hash: string; readonly state: EntryState } | undefined;
  readonly pair: Pair;
}

/** Whether an entry that arrived, from its maker or in a reconciliation, belongs into the ledger of the pair. */
export function decideEntry({ entry, hash, held, pair }: EntryRequest): EntryOutcome {
  const because = entryProblem(entry, pair);
  if (because !== undefined) return { outcome: "refused", because };
  if (held === undefined) return { outcome: "new" };
  return held.hash === hash ? { outcome: "same" } : { outcome: "conflict", state: contested(held.state) };
}

/** What makes an entry unfit for the ledger of the pair; undefined when nothing does. Also for entries that we make. */
export function entryProblem(entry: Entry, { us, peer }: Pair): EntryProblem | undefined {
  return partyProblem(entry, { us, peer }) ?? contentProblem(entry);
}

function partyProblem({ entry, maker, provider, receiver }: Entry, { us, peer }: Pair): EntryProblem | undefined {
  const isPair = (provider === us && receiver === peer) || (provider === peer && receiver === us);
  if (!isPair || us === peer) return "wrong-pair";
  if (maker !== us && maker !== peer) return "wrong-maker";
  return isEntryOf(entry, maker) ? undefined : "id-not-of-maker";
}

function contentProblem(entry: Entry): EntryProblem | undefined {
  if (!isUnit(entry.unit)) return "unit";
  if (!isOfKind(entry)) return "kind";
  if (!isQuantity(entry.quantity) || entry.quantity > maxEntryQuantity) return "quantity";
  if (!isPeriod(entry)) return "period";
  return entry.corrects === entry.entry ? "corrects" : undefined;
}

/** A surplus is money of the commons; all other kinds follow from what they count in. Only work can be a gift. */
function isOfKind(entry: Entry): boolean {
  const kind = kindOf(entry);
  if (entry.gift === true && kind !== "work") return false;
  if (kind === "surplus") return kindOfUnit(entry.unit) === "money" && accountOf(entry) !== "pair";
  return kind === kindOfUnit(entry.unit);
}

/** What an entry and one that corrects it have in common. */
type Corrected = Pick<Entry, "unit" | "kind" | "agreement" | "gift" | "commons">;

/**
 * Whether one entry can be the correction of another of the same pair: it carries the difference, so that both count the same thing in the
 * same sums.
 */
export const canCorrect = (correction: Corrected, corrected: Corrected): boolean =>
  correction.unit === corrected.unit &&
  kindOf(correction) === kindOf(corrected) &&
  (correction.agreement ?? null) === (corrected.agreement ?? null) &&
  (correction.gift ?? false) === (corrected.gift ?? false) &&
  accountOf(correction) === accountOf(corrected);

function isPeriod({ startsAtMs, endsAtMs }: Slot): boolean {
  return Number.isSafeInteger(startsAtMs) && Number.isSafeInteger(endsAtMs) && startsAtMs < endsAtMs;
}

const entryIri = /^(.+)\/entries\/([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The last moment that a UTC date with a year of four digits can name. */
const lastMomentMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function isEntryOf(entry: string, maker: string): boolean {
  const origin = entryIri.exec(entry)?.[1];
  return (
    origin !== undefined && URL.canParse(maker) && new URL(maker).origin === origin && dayOfEntry(entry) !== undefined
  );
}

/** The time in an entry's UUIDv7 (RFC 9562, 5.7), epoch milliseconds; undefined when its IRI has none. */
export function madeAtOfEntry(entry: string): number | undefined {
  const parts = entryIri.exec(entry);
  if (parts === null) return undefined;
  const madeAtMs = Number.parseInt(`${parts[2]}${parts[3]}`, 16);
  return madeAtMs > lastMomentMs ? undefined : madeAtMs;
}

/** The UTC date, `YYYY-MM-DD`, of {@link madeAtOfEntry}. */
export function dayOfEntry(entry: string): string | undefined {
  const madeAtMs = madeAtOfEntry(entry);
  return madeAtMs === undefined ? undefined : new Date(madeAtMs).toISOString().slice(0, 10);
}

/** What the other side, or a steward of ours, says about an entry. */
export type EntryWord =
  | { readonly word: "countersigned"; readonly hash: string; readonly by: string }
  | { readonly word: "refused"; readonly hash: string; readonly by: string; readonly reason: DisputeReason };

/**
 * `late`: a refusal of what both have signed; it changes nothing. `conflict`: said of other content under the same id. `not-theirs`:
 * said by the maker, or by someone who is no party.
 */
export type EntryWordOutcome =
  | { readonly outcome: "change"; readonly state: EntryState }
  | { readonly outcome: "same" }
  | { readonly outcome: "late" }
  | { readonly outcome: "conflict"; readonly state: EntryState }
  | { readonly outcome: "not-theirs" };

/**
 * A countersignature makes an entry agreed for good, also after a dispute; a refusal makes it disputed unless it is agreed.
 * So both sides end with the same in whatever order the words arrive. The caller has verified the proof, and uses this for
 * messages and for our own steward's word alike (for whom `late` and `not-theirs` are 409).
 */
export function decideEntryWord(
  entry: Pick<Entry, "maker" | "provider" | "receiver"> & { readonly hash: string; readonly state: EntryState },
  word: EntryWord,
): EntryWordOutcome {
  const isOther = word.by !== entry.maker && (word.by === entry.provider || word.by === entry.receiver);
  if (!isOther) return { outcome: "not-theirs" };
  if (word.hash !== entry.hash) return { outcome: "conflict", state: contested(entry.state) };
  if (word.word === "countersigned")
    return entry.state === "agreed" ? { outcome: "same" } : { outcome: "change", state: "agreed" };
  switch (entry.state) {
    case "in-transit":
      return { outcome: "change", state: "disputed" };
    case "disputed":
      return { outcome: "same" };
    case "agreed":
      return { outcome: "late" };
  }
}

/** What becomes of an entry when other content turns up under its id. */
function contested(state: EntryState): EntryState {
  return state === "agreed" ? "agreed" : "disputed";
}
