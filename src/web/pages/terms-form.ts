import { html } from "hono/html";
import type { NewProposal } from "#src/app/proposals.ts";
import { maxCommonsUntilHours, maxFreeUntilMinutes } from "#src/domain/policy.ts";
import type { NoticeTerms, Terms } from "#src/domain/resource.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { fieldset } from "#src/web/components/form.ts";
import { formatLead, formatNotice } from "#src/web/components/notice-terms.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { readHours, readWhole, writeHours } from "./typed-number.ts";

type Errors = Readonly<Record<string, string>>;

/** What giving seats back costs, and the seats that are kept for events of the commons; `readFurtherTerms` reads them. */
export const furtherTermsFields = (page: PageContext, stored?: Pick<Proposal, "terms" | keyof Kept>): Html => html`
  ${noticeFields(page, stored?.terms.notice)}
  ${keptFields(page, stored)}`;

function noticeFields(page: PageContext, notice: NoticeTerms | undefined): Html {
  const { text } = page;
  const percentOf = (percent: number | undefined): string => (percent === undefined ? "" : String(percent));
  return fieldset(
    text("terms-notice"),
    html`<p>${text("terms-notice-help")}</p>
    ${textField(page, { name: "freeUntil", label: text("terms-free-until"), help: text("terms-free-until-help"), type: "text", width: "short", optional: true, unit: text("terms-free-until-unit"), value: notice === undefined ? "" : writeHours(notice.freeUntilMinutes) })}
    ${textField(page, { name: "latePercent", label: text("terms-late"), help: text("terms-late-help"), type: "number", width: "short", optional: true, unit: "%", value: percentOf(notice?.latePercent) })}
    ${textField(page, { name: "noShowPercent", label: text("terms-no-show"), help: text("terms-no-show-help"), type: "number", width: "short", optional: true, unit: "%", value: percentOf(notice?.noShowPercent) })}`,
  );
}

/** What was typed about giving back: nothing at all says that it is always free. */
function readNotice(text: Text, body: FormBody): Pick<Terms, "notice"> | { readonly errors: Errors } {
  const names = ["freeUntil", "latePercent", "noShowPercent"] as const;
  if (names.every((name) => field(body, name) === "")) return {};
  const freeUntilMinutes = readLead(field(body, "freeUntil"));
  const latePercent = readAtMost(field(body, "latePercent"), 100);
  const noShowPercent = readAtMost(field(body, "noShowPercent"), 100);
  if (freeUntilMinutes !== undefined && latePercent !== undefined && noShowPercent !== undefined)
    return { notice: { freeUntilMinutes, latePercent, noShowPercent } };
  return {
    errors: {
      ...(freeUntilMinutes === undefined && { freeUntil: text("terms-free-until-wrong") }),
      ...(latePercent === undefined && { latePercent: text("terms-percent-wrong") }),
      ...(noShowPercent === undefined && { noShowPercent: text("terms-percent-wrong") }),
    },
  };
}

function readLead(typed: string): number | undefined {
  const minutes = typed === "" ? 0 : readHours(typed);
  return minutes !== undefined && minutes <= maxFreeUntilMinutes ? minutes : undefined;
}

/** A whole number up to a bound; none typed is zero. */
function readAtMost(typed: string, most: number): number | undefined {
  const whole = typed === "" ? 0 : readWhole(typed);
  return whole !== undefined && whole <= most ? whole : undefined;
}

type Kept = Required<Pick<NewProposal, "commonsSeats" | "commonsUntilHours">>;

function keptFields(page: PageContext, stored?: Kept): Html {
  const { text } = page;
  const isKept = stored !== undefined && stored.commonsSeats > 0;
  return fieldset(
    text("terms-commons"),
    html`<p>${text("terms-commons-help")}</p>
    ${textField(page, { name: "commonsSeats", label: text("terms-commons-seats"), type: "number", width: "short", optional: true, value: isKept ? String(stored.commonsSeats) : "" })}
    ${textField(page, { name: "commonsUntilHours", label: text("terms-commons-until"), help: text("terms-commons-until-help"), type: "number", width: "short", optional: true, unit: text("terms-free-until-unit"), value: isKept ? String(stored.commonsUntilHours) : "" })}`,
  );
}

/** What was typed about seats that are kept, of so many that are offered. */
function readKept(text: Text, body: FormBody, seats: number | undefined): Kept | { readonly errors: Errors } {
  const commonsSeats = readAtMost(field(body, "commonsSeats"), seats ?? Infinity);
  const commonsUntilHours = readAtMost(field(body, "commonsUntilHours"), maxCommonsUntilHours);
  if (commonsSeats !== undefined && commonsUntilHours !== undefined)
    return { commonsSeats, commonsUntilHours: commonsSeats === 0 ? 0 : commonsUntilHours };
  return {
    errors: {
      ...(commonsSeats === undefined && { commonsSeats: keptWrong(text, seats) }),
      ...(commonsUntilHours === undefined && { commonsUntilHours: text("terms-commons-until-wrong") }),
    },
  };
}

/** Both, or what is wrong with either. `seats`: how many are offered, where that could be read. */
export function readFurtherTerms(
  text: Text,
  body: FormBody,
  seats: number | undefined,
): { readonly notice: Pick<Terms, "notice">; readonly kept: Kept } | { readonly errors: Errors } {
  const notice = readNotice(text, body);
  const kept = readKept(text, body, seats);
  if (!("errors" in notice) && !("errors" in kept)) return { notice, kept };
  return { errors: { ...("errors" in notice && notice.errors), ...("errors" in kept && kept.errors) } };
}

/** No more can be kept than are offered. */
export const keptWrong = (text: Text, seats: number | undefined): string =>
  seats === undefined
    ? text("terms-whole-wrong")
    : text("terms-commons-seats-wrong", { most: formatNumber(text, seats) });

/** What a proposal says beyond its price: what giving back costs, and the seats that it keeps for events of the commons. */
export function furtherTermsSay(text: Text, proposal: Pick<Proposal, "terms" | keyof Kept>): Html {
  const notice = formatNotice(text, proposal.terms);
  const kept = formatKept(text, proposal);
  return html`${notice !== undefined && html`<p>${notice}</p>`}${kept !== undefined && html`<p>${kept}</p>`}`;
}

/** How many seats are kept for events of the commons, and until when; undefined where none are. */
export function formatKept(text: Text, { commonsSeats, commonsUntilHours }: Kept): string | undefined {
  if (commonsSeats === 0) return undefined;
  const [seats, before] = [formatNumber(text, commonsSeats), formatLead(text, commonsUntilHours * 60)];
  return text("terms-kept", { count: commonsSeats, seats, before });
}
