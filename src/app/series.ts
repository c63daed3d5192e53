import { freeSeatsOfCard } from "#src/domain/capacity.ts";
import { decideFee } from "#src/domain/notice.ts";
import { presentedState } from "#src/domain/agreement.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { expandRecurrence, type Expansion, type RecurrenceProblem } from "#src/domain/recurrence.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import { findCoop } from "#src/store/coop.ts";
import { findProposal } from "#src/store/proposals.ts";
import { listSeries } from "#src/store/series.ts";
import { actOn } from "./agreement-deeds.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { requestSeries, type SeriesOutcome, type SeriesRequest } from "./agreements.ts";
import { transact, type Context } from "./context.ts";

/** A first slot, and how it repeats on the clock of our coop's zone. */
export interface Repeating {
  readonly first: Slot;
  /** RFC 5545 RRULE, as `expandRecurrence` takes it. */
  readonly rule: string;
  /** Starts that are left out, epoch milliseconds. */
  readonly except?: readonly number[];
}

/** The slots of a series, as far ahead as anyone may ask. */
export async function expandSeries(context: Context, repeating: Repeating): Promise<Expansion> {
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

/** What is done to several agreements of a series at once: answer all that are open (provider), or end this one and all after it. */
export type SeriesAction = "accept" | "reject" | "cancel";

/** An agreement of a series that an action is about, and what the action costs us, in seat-minutes. */
export interface Affected {
  readonly agreement: AgreementView;
  readonly feeSeatMinutes: number;
}

/** The agreements of a series, this one's own included, in order of time; nothing for one that stands alone. */
export async function listSeriesOf(
  context: Context,
  agreement: Pick<AgreementRow, "seriesIri" | "peerId" | "role">,
): Promise<readonly AgreementView[]> {
  const { seriesIri, peerId, role } = agreement;
  if (seriesIri === null) return [];
  const rows = await listSeries(context.database, { seriesIri, peerId, role });
  return rows.map((row) => viewAgreement(context, row));
}

/** What an action would be about, from this agreement on. Undefined when there is no such agreement, or it is of no series. */
export async function previewSeriesAction(
  context: Context,
  id: string,
  action: SeriesAction,
): Promise<readonly Affected[] | undefined> {
  const row = await findAgreementRow(context.database, id);
  if (row === undefined || row.seriesIri === null) return undefined;
  const atMs = context.nowMs();
  const rows = await listSeries(context.database, { ...row, seriesIri: row.seriesIri });
  return rows.filter(isMeant({ row, action, nowMs: atMs })).map((one) => ({
    agreement: viewAgreement(context, one),
    feeSeatMinutes: action === "cancel" ? decideFee({ agreement: one, by: one.role, cause: "cancelled", atMs }) : 0,
  }));
}

export type SeriesActOutcome =
  /** `left` could not be done now, as when there is no room any more: each shows why when it is tried alone. */
  | { readonly outcome: "done"; readonly done: readonly AgreementView[]; readonly left: readonly AgreementView[] }
  | { readonly outcome: "not-found" };

/** Does the same to every agreement of a series that it is about, in one transaction. What cannot be done is left as it is. */
export function actOnSeries(
  context: Context,
  id: string,
  { action, note }: { readonly action: SeriesAction; readonly note?: string },
): Promise<SeriesActOutcome> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    if (row === undefined || row.seriesIri === null) return { outcome: "not-found" };
    const rows = await listSeries(work.session, { ...row, seriesIri: row.seriesIri });
    const done: AgreementView[] = [];
    const left: AgreementView[] = [];
    for (const one of rows.filter(isMeant({ row, action, nowMs: work.nowMs() }))) {
      const acted = await actOn(work, one.id, { action, ...(note !== undefined && { note }) });
      if (acted.outcome === "not-found") continue;
      (acted.outcome === "done" ? done : left).push(acted.agreement);
    }
    return { outcome: "done", done, left };
  });
}

interface Meaning {
  readonly row: AgreementRow;
  readonly action: SeriesAction;
  readonly nowMs: number;
}

/** An answer is for all that wait for it; an end is for this one and those after it that have not begun. */
const isMeant =
  ({ row, action, nowMs }: Meaning) =>
  (one: AgreementRow): boolean => {
    const state = presentedState(one);
    if (action !== "cancel") return one.role === "provider" && state === "offered";
    const isOpen = state === "offered" || state === "accepted";
    return isOpen && one.startsAtMs >= row.startsAtMs && one.startsAtMs > nowMs;
  };
