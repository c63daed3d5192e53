import { presentedState } from "#src/domain/agreement.ts";
import { findAgreementRow, listAgreementRows, type AgreementRow } from "#src/store/agreements.ts";
import type { Session } from "#src/store/database.ts";
import { actOn } from "./agreement-deeds.ts";
import { viewAgreement, type AgreementView } from "./agreement-view.ts";
import { maxSeriesSlots } from "./agreements.ts";
import { transact, type Context } from "./context.ts";

/** What is done to several agreements of a series at once: answer all that are open (provider), or end this one and all after it. */
export type SeriesAction = "accept" | "reject" | "cancel";

export type SeriesActOutcome =
  /** `left` could not be done now, as when there is no room any more: each shows why when it is tried alone. */
  | { readonly outcome: "done"; readonly done: readonly AgreementView[]; readonly left: readonly AgreementView[] }
  /** There is no such agreement, or it is of no series. */
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
    const done: AgreementView[] = [];
    const left: AgreementView[] = [];
    for (const one of await findSeries(work.session, row)) {
      if (!isMeant(one, { row, action, nowMs: work.nowMs() })) continue;
      const acted = await actOn(work, one.id, { action, ...(note === undefined ? {} : { note }) });
      if (acted.outcome === "not-found") continue;
      (acted.outcome === "done" ? done : left).push(acted.agreement);
    }
    return { outcome: "done", done, left };
  });
}

type OfSeries = Pick<AgreementRow, "seriesIri" | "peerId" | "role">;

/** The agreements of a series, this one's own included, in order of time; nothing for one that stands alone. */
export async function listSeriesOf(context: Context, agreement: OfSeries): Promise<readonly AgreementView[]> {
  return (await findSeries(context.database, agreement)).map((row) => viewAgreement(context, row));
}

async function findSeries(session: Session, { seriesIri, peerId, role }: OfSeries): Promise<readonly AgreementRow[]> {
  if (seriesIri === null) return [];
  const rows = await listAgreementRows(session, { series: seriesIri, peerId, role, limit: maxSeriesSlots });
  return rows.toSorted((one, other) => one.startsAtMs - other.startsAtMs);
}

/** An answer is for all offers that wait for it; an end is for this one and those after it that have not begun. */
function isMeant(
  one: AgreementRow,
  { row, action, nowMs }: { readonly row: AgreementRow; readonly action: SeriesAction; readonly nowMs: number },
): boolean {
  const state = presentedState(one);
  if (action !== "cancel") return one.role === "provider" && state === "offered";
  const isOpen = state === "accepted" || (state === "offered" && one.role === "receiver");
  return isOpen && one.startsAtMs >= row.startsAtMs && one.startsAtMs > nowMs;
}
