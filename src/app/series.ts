import { freeSeatsOfCard } from "#src/domain/capacity.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { expandRecurrence, type Expansion, type RecurrenceProblem } from "#src/domain/recurrence.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findCoop } from "#src/store/coop.ts";
import { findProposal } from "#src/store/proposals.ts";
import { requestSeries, type SeriesOutcome, type SeriesRequest } from "./agreements.ts";
import type { Context } from "./context.ts";

/** A first slot, and how it repeats on the clock of our coop's zone. */
export interface Repeating {
  readonly first: Slot;
  /** RFC 5545 RRULE, as `expandRecurrence` takes it. */
  readonly rule: string;
  /** Starts that are left out, epoch milliseconds. */
  readonly except?: readonly number[];
}

/** The slots of a series, as far ahead as anyone may ask. */
async function expandSeries(context: Context, repeating: Repeating): Promise<Expansion> {
  const zone = (await findCoop(context.database))?.timeZone ?? "UTC";
  return expandRecurrence({ ...repeating, zone, latestMs: context.nowMs() + defaultPolicy.maxAheadMs });
}

/** One time of a series that somebody thinks of asking for. */
export interface Occurrence extends Slot {
  /** As far as we know: the provider decides. */
  readonly freeSeats: number;
}

export type Preview =
  | { readonly outcome: "slots"; readonly occurrences: readonly Occurrence[]; readonly rule: string }
  | Extract<Expansion, { readonly outcome: "refused" }>;

/** What a series would ask for, and how many seats are free each time. */
export async function previewSeries(
  context: Context,
  { proposalId, ...repeating }: Repeating & { readonly proposalId: string },
): Promise<Preview> {
  const expansion = await expandSeries(context, repeating);
  if (expansion.outcome === "refused") return expansion;
  const proposal = await findProposal(context.database, proposalId);
  const nowMs = context.nowMs();
  const occurrences = expansion.slots.map((slot) => ({
    ...slot,
    freeSeats: proposal === undefined ? 0 : freeSeatsOfCard(proposal, slot, nowMs),
  }));
  return { outcome: "slots", occurrences, rule: expansion.rule };
}

export type RepeatingOutcome =
  | SeriesOutcome
  /** The rule or its exceptions cannot be read, or make no series. */
  | { readonly outcome: "not-a-series"; readonly problem: RecurrenceProblem };

/** Asks a partner for every time of a series at once, one agreement each. */
export async function requestRepeating(
  context: Context,
  request: Omit<SeriesRequest, "slots" | "rule"> & Repeating,
): Promise<RepeatingOutcome> {
  const { first, rule, except, ...wish } = request;
  const expansion = await expandSeries(context, { first, rule, ...(except !== undefined && { except }) });
  if (expansion.outcome === "refused") return { outcome: "not-a-series", problem: expansion.problem };
  return requestSeries(context, { ...wish, slots: expansion.slots, rule: expansion.rule });
}
