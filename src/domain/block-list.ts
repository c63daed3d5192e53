import type { RuledStanding } from "./standing.ts";

/** One domain of a list, as it was read. */
export interface ListedDomain {
  readonly domain: string;
  readonly standing: RuledStanding;
  readonly comment: string | null;
  readonly rejectMedia: boolean;
  readonly rejectReports: boolean;
}

/** What is kept of a list: each domain it has, or had, and what we did about it. */
export interface ListItem extends ListedDomain {
  readonly state: "draft" | "applied" | "excepted" | "retracted";
}

/** A list as it was fetched, against what is kept of it. */
export interface FetchedList {
  readonly kept: readonly ListItem[];
  readonly fetched: readonly ListedDomain[];
  readonly apply: "draft" | "automatic";
  /** Whether a domain is one that no list may shut out: our own, a partner's, or one that everybody registers under. */
  readonly isProtected: (domain: string) => boolean;
  /** A steward has seen that the list shrank, and says yes. */
  readonly isConfirmed?: boolean;
}

/** `saved`: items to keep as they now are; `ruled`: those whose rule is to be made; `lifted`: domains whose rule goes. */
export type ListDecision =
  | {
      readonly outcome: "changed";
      readonly saved: readonly ListItem[];
      readonly ruled: readonly ListItem[];
      readonly lifted: readonly string[];
      /** Kept from a domain that no list may shut out. */
      readonly protectedFrom: readonly string[];
      readonly gone: readonly string[];
    }
  /** Empty, or less than half of what it was: nothing is done before a steward has looked. */
  | { readonly outcome: "shrunk"; readonly before: number; readonly now: number };

/** Fewer entries than this come and go without meaning anything. */
const smallList = 10;

/**
 * What a fetched list changes. What is new waits for a steward (`draft`) or counts at once (`automatic`), what is gone likewise; what a
 * steward excepted stays so. A list that lost more than half of itself was more likely broken than mended.
 */
export function decideList({ kept, fetched, apply, isProtected, isConfirmed = false }: FetchedList): ListDecision {
  const standing = kept.filter(({ state }) => state !== "retracted").length;
  const hasShrunk = fetched.length * 2 < standing && (fetched.length === 0 || standing > smallList);
  if (hasShrunk && !isConfirmed) return { outcome: "shrunk", before: standing, now: fetched.length };
  const before = new Map(kept.map((item) => [item.domain, item]));
  const items = fetched.map((one) => decideItem(before.get(one.domain), one, { apply, isProtected }));
  const saved = items.filter((item) => !isSame(before.get(item.domain), item));
  const missing = decideMissing(kept, fetched, apply);
  return {
    outcome: "changed",
    saved: [...saved, ...missing.retracted],
    ruled: saved.filter(({ state }) => state === "applied"),
    lifted: missing.lifted,
    protectedFrom: saved
      .filter(({ domain, state }) => state === "excepted" && before.get(domain)?.state !== "excepted")
      .map(({ domain }) => domain),
    gone: missing.gone,
  };
}

/** What stood on the list and does not any more. An exception is remembered, so that a list that names it again meets it again. */
function decideMissing(kept: readonly ListItem[], fetched: readonly ListedDomain[], apply: FetchedList["apply"]) {
  const listed = new Set(fetched.map(({ domain }) => domain));
  const missing = kept.filter(({ domain, state }) => !listed.has(domain) && state !== "excepted");
  if (apply === "automatic") {
    const domains = missing.map(({ domain }) => domain);
    return { retracted: [], lifted: domains, gone: domains };
  }
  const retracted = missing
    .filter(({ state }) => state === "applied")
    .map((item): ListItem => ({ ...item, state: "retracted" }));
  return {
    retracted,
    lifted: [],
    gone: missing.filter(({ state }) => state === "draft").map(({ domain }) => domain),
  };
}

function decideItem(
  known: ListItem | undefined,
  one: ListedDomain,
  { apply, isProtected }: Pick<FetchedList, "apply" | "isProtected">,
): ListItem {
  if (known?.state === "excepted") return { ...one, state: "excepted" };
  const isHarsh = one.standing !== "allowed";
  if (isHarsh && isProtected(one.domain)) return { ...one, state: "excepted" };
  if (apply === "automatic") return { ...one, state: "applied" };
  // Milder or stricter than what a steward accepted: that waits, and the accepted rule stands meanwhile.
  if (known === undefined || known.standing !== one.standing) return { ...one, state: "draft" };
  return { ...one, state: known.state === "draft" ? "draft" : "applied" };
}

const isSame = (one: ListItem | undefined, other: ListItem): boolean =>
  one !== undefined &&
  one.state === other.state &&
  one.standing === other.standing &&
  one.comment === other.comment &&
  one.rejectMedia === other.rejectMedia &&
  one.rejectReports === other.rejectReports;
