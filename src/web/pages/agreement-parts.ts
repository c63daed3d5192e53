import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { AgreementState } from "#src/domain/agreement.ts";
import type { Impossibility } from "#src/domain/agreement-action.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import type { Refusal } from "#src/domain/message.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { formatNumber, formatQuantity } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { table } from "#src/web/components/table.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import type { Text } from "#src/web/text.ts";

export type Names = ReadonlyMap<string, LocalizedText>;

/** What the other coop of an agreement is called. */
export const otherCoop = (names: Names, { peerId }: Pick<AgreementView, "peerId">): LocalizedText =>
  names.get(peerId) ?? { und: "?" };

export const otherName = (text: Text, names: Names, agreement: Pick<AgreementView, "peerId">): string =>
  pickText(otherCoop(names, agreement), text.locale);

/** Where an agreement stands, in a word. An offer says for whom it waits; one whose hour has passed, that its use is to be recorded. */
export function agreementStatus({ text, nowMs }: PageContext, agreement: AgreementView): Html {
  switch (agreement.state) {
    case "offered":
      return status("waiting", offeredSays(text, agreement));
    case "accepted":
      return acceptedStatus(text, agreement, nowMs);
    case "fulfilled":
      return status("good", text("agreements-state-fulfilled"));
    case "rejected":
      return status("trouble", text("agreements-state-rejected"));
    case "cancelled":
      return status("quiet", text("agreements-state-cancelled"));
    case "expired":
      return status("quiet", text("agreements-state-expired"));
  }
}

function offeredSays(text: Text, { tentativeUntilMs, counter, waitsForUs, role }: AgreementView): string {
  if (tentativeUntilMs !== null && counter !== null && role === "provider") return text("agreement-state-unsure");
  return waitsForUs ? text("agreements-state-waits-for-us") : text("agreements-state-waits-for-them");
}

function acceptedStatus(text: Text, { endsAtMs, waitsForUs, pending, counter, trouble }: AgreementView, nowMs: number) {
  if (endsAtMs <= nowMs) return status("waiting", text("agreements-state-over"));
  if (trouble !== null) return status("trouble", text("agreement-state-trouble"));
  if (waitsForUs) return status("waiting", text("agreement-state-change-for-us"));
  if (pending !== null || counter !== null) return status("waiting", text("agreement-state-change-for-them"));
  return status("good", text("agreements-state-accepted"));
}

/** A state as the filter of the list calls it. */
export function stateName(text: Text, state: AgreementState): string {
  switch (state) {
    case "offered":
      return text("agreements-state-offered");
    case "accepted":
      return text("agreements-state-accepted");
    case "fulfilled":
      return text("agreements-state-fulfilled");
    case "rejected":
      return text("agreements-state-rejected");
    case "cancelled":
      return text("agreements-state-cancelled");
    case "expired":
      return text("agreements-state-expired");
  }
}

interface AgreementRows {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly rows: readonly AgreementView[];
  readonly names: Names;
}

/** Agreements as a table: what, for or from whom, when, how many seats, where it stands. */
export function agreementTable(
  page: PageContext,
  { caption, captionHidden = false, rows, names }: AgreementRows,
): Html {
  const { text } = page;
  const withWhom = (row: AgreementView): string => {
    const name = otherName(text, names, row);
    return row.role === "provider" ? text("agreements-given-to", { name }) : text("agreements-got-from", { name });
  };
  return table({
    caption,
    captionHidden,
    rows,
    columns: [
      {
        label: text("agreements-column-title"),
        cell: ({ id, title }) => html`<a href="/agreements/${id}">${title}</a>`,
      },
      { label: text("agreements-column-with"), cell: withWhom },
      { label: text("agreements-column-when"), cell: (row) => slot(page, row) },
      { label: text("agreements-column-seats"), numeric: true, cell: ({ seats }) => formatNumber(text, seats) },
      { label: text("agreements-column-state"), cell: (row) => agreementStatus(page, row) },
    ],
  });
}

/** Why a request was refused, and what to do next. */
export function refusalSays(text: Text, refusal: Refusal): string {
  switch (refusal.reason) {
    case "capacity-short":
      return shortSays(text, refusal.freeSeats);
    case "proposal-unknown":
      return text("agreements-refusal-proposal-unknown");
    case "proposal-changed":
      return text("agreements-refusal-proposal-changed");
    case "slot-invalid":
      return text("agreements-refusal-slot-invalid");
    case "slot-past":
      return text("agreements-refusal-slot-past");
    case "not-partner":
      return text("agreements-refusal-not-partner");
    case "closed":
      return text("refusals-closed");
    case "notice-short":
      return text("refusals-notice-short", {
        minutes: formatNumber(text, refusal.noticeMinutes),
        count: refusal.noticeMinutes,
      });
    case "too-far-ahead":
      return text("refusals-too-far-ahead", {
        days: formatNumber(text, refusal.horizonDays),
        count: refusal.horizonDays,
      });
    case "rooms-short":
      return text("refusals-rooms-short");
    case "room-too-small":
      return text("refusals-room-too-small", {
        seats: formatNumber(text, refusal.roomSeats),
        count: refusal.roomSeats,
      });
    case "server-down":
      return text("refusals-server-down");
    case "partner-limit":
      return text("refusals-partner-limit", { seats: formatNumber(text, refusal.freeSeats), count: refusal.freeSeats });
    case "partner-month-limit":
      return text("refusals-partner-month-limit");
    case "owed-limit":
      return owedSays(text, refusal);
    case "fair-use-changed":
      return text("refusals-fair-use-changed");
    case "unanswered":
      return text("refusals-unanswered");
    case "declined":
      return text("agreements-refusal-declined");
  }
}

const owedSays = (text: Text, { left, unit }: { readonly left: number; readonly unit: string }): string =>
  text("refusals-owed-limit", { left: formatQuantity(text, { quantity: left, unit }) });

function shortSays(text: Text, count: number): string {
  if (count === 0) return text("agreements-refusal-none-free");
  return text("agreements-refusal-capacity-short", { seats: formatNumber(text, count), count });
}

/** Why an action cannot be done now, and what can be done instead. */
export function impossibilitySays(page: PageContext, impossibility: Impossibility): string {
  const { text } = page;
  switch (impossibility.because) {
    case "not-yours":
      return text("agreements-impossible-not-yours");
    case "state":
      return text("agreements-impossible-state", { state: stateName(text, impossibility.state) });
    case "capacity-short":
      return text("agreements-impossible-capacity-short", {
        seats: formatNumber(text, impossibility.freeSeats),
        count: impossibility.freeSeats,
      });
    case "slot-invalid":
      return text("agreement-impossible-slot-invalid");
    case "unanswered":
      return text("agreement-impossible-unanswered");
    case "changed":
      return text("agreement-impossible-changed");
    case "slot-started":
      return text("agreements-impossible-slot-started");
    case "slot-over":
      return text("agreements-impossible-slot-over");
    case "not-due":
      return text("agreements-impossible-not-due", { when: formatMoment(page, impossibility.dueAtMs) });
    case "quantity":
      return text("agreements-impossible-quantity");
  }
}
