import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { Impossibility } from "#src/domain/agreement-action.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { minutesOf } from "#src/domain/slot.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { formatQuantity, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { steps } from "#src/web/components/steps.ts";
import { formatDuration, slot } from "#src/web/components/time.ts";
import { calendarLinks } from "#src/web/feeds/links.ts";
import { renderPage } from "#src/web/layout.ts";
import { answering } from "./agreement-answer.ts";
import { furtherAgreedFacts, waiving } from "./agreement-cost.ts";
import { ended, ending, refused, troubled } from "./agreement-ending.ts";
import { joining } from "./agreement-join.ts";
import { agreementStatus, impossibilitySays } from "./agreement-parts.ts";
import { ofSeries } from "./agreement-series.ts";
import { stepsOf } from "./agreement-steps.ts";
import { usageSection, type AgreementUse } from "./agreement-usage.ts";
import { deliveryLink } from "./delivery-link.ts";
import { mayAct } from "./done.ts";
import { entryStatus } from "./entry-words.ts";
import { owedWarning } from "./owed-fields.ts";
import { nameOf } from "./peer-names.ts";
import { writeHours } from "./typed-number.ts";

export const doneWords = [
  "asked",
  "accepted",
  "rejected",
  "cancelled",
  "recorded",
  "amended",
  "countered",
  "confirmed",
  "kept",
  "no-show",
  "series",
  "series-left",
  "waived",
] as const;
export type Done = (typeof doneWords)[number];

export interface AgreementPage {
  readonly agreement: AgreementView;
  readonly peer: Peer | undefined;
  readonly resource: LocalizedText;
  readonly entries: readonly EntryRow[];
  readonly use: AgreementUse;
  /** Every agreement of its series; none when it stands alone. */
  readonly series: readonly AgreementView[];
  /** A yes to what is asked would have them owe us more than we chose. */
  readonly owedWarning: Parameters<typeof owedWarning>[1]["warning"];
  readonly done: Done | undefined;
  readonly impossible: Impossibility | undefined;
}

const seatMinute = "seat-minute";

/** One agreement: what was agreed, by whom and when, where it stands, how to join, what was used, and its entry. */
export function renderAgreement(page: PageContext, view: AgreementPage): Html {
  const { text } = page;
  const { agreement, peer } = view;
  const name = peer === undefined ? "?" : pickText(nameOf(peer), text.locale);
  const says = { name, seats: formatSeats(text, agreement.seats) };
  return renderPage(page, {
    title: agreement.title,
    lead: html`${leadSays(page, agreement, says)}<br>${slot(page, agreement)}`,
    back: { label: text("agreements-title"), href: "/agreements" },
    aside: agreementStatus(page, agreement),
    ...alertFor(page, view, name),
    body: html`
      ${troubled(page, agreement, name)}
      ${mayAct(page, "operator") && owedWarning(page, { name, warning: view.owedWarning })}
      ${answering(page, agreement, name)}
      ${refused(page, agreement, name)}
      ${ended(page, agreement, name)}
      ${waiving(page, agreement, name)}
      ${section({ title: text("agreements-life") }, steps(page, stepsOf(page, { agreement, name, entries: view.entries })))}
      ${joining(page, agreement, name)}
      ${use(page, view, name)}
      ${usageSection(page, agreement, view.use)}
      ${section({ title: stands(agreement) ? text("agreements-what") : text("agreements-what-asked") }, terms(page, view, name))}
      ${ofSeries(page, { agreement, series: view.series, name })}
      ${calendarLinks(page, { kind: "agreement", id: agreement.id })}
      ${deliveryLink(page, agreement.agreement)}
      ${ending(page, agreement, name)}`,
  });
}

const stands = ({ state }: AgreementView): boolean => state === "accepted" || state === "fulfilled";

function leadSays(
  { text }: PageContext,
  agreement: AgreementView,
  says: { readonly name: string; readonly seats: string },
): string {
  if (agreement.role === "provider") {
    return stands(agreement) ? text("agreements-lead-provider", says) : text("agreements-lead-asked-us", says);
  }
  return stands(agreement) ? text("agreements-lead-receiver", says) : text("agreements-lead-asked-them", says);
}

function alertFor(
  page: PageContext,
  { done, impossible, agreement }: AgreementPage,
  name: string,
): { readonly alert?: Notice } {
  const { text } = page;
  if (impossible !== undefined) {
    return {
      alert: { meaning: "trouble", title: text("agreements-impossible"), says: impossibilitySays(page, impossible) },
    };
  }
  const says = done === undefined ? undefined : doneSays(page, { done, agreement, name });
  return says === undefined ? {} : { alert: { meaning: "good", says } };
}

function doneSays(
  { text }: PageContext,
  { done, agreement, name }: { readonly done: Done; readonly agreement: AgreementView; readonly name: string },
): string {
  switch (done) {
    case "asked":
      return text("agreements-done-asked", { name });
    case "accepted":
      return text("agreements-done-accepted", { name });
    case "rejected":
      return text("agreements-done-rejected", { name });
    case "cancelled":
      return text("agreements-done-cancelled", { name });
    case "recorded": {
      const used = formatQuantity(text, { quantity: agreement.fulfilledSeatMinutes ?? 0, unit: seatMinute });
      return text("agreements-done-recorded", { name, used });
    }
    case "waived":
      return text("terms-waived", { name });
    default:
      return changeSays(text, done, name);
  }
}

function changeSays(
  text: PageContext["text"],
  done: Exclude<Done, "asked" | "accepted" | "rejected" | "cancelled" | "recorded" | "waived">,
  name: string,
): string {
  switch (done) {
    case "amended":
      return text("agreement-done-amended", { name });
    case "countered":
      return text("agreement-done-countered", { name });
    case "confirmed":
      return text("agreement-done-confirmed", { name });
    case "kept":
      return text("agreement-done-kept", { name });
    case "no-show":
      return text("agreement-done-no-show", { name });
    case "series":
      return text("agreement-done-series", { name });
    case "series-left":
      return text("agreement-done-series-left", { name });
  }
}

/** What was used, and what the ledgers say; before that, where the provider records it. */
function use(page: PageContext, view: AgreementPage, name: string): Html | undefined {
  const { text } = page;
  const { agreement, entries } = view;
  if (agreement.state === "accepted" && agreement.role === "provider") {
    return section(
      { title: text("agreements-use") },
      mayAct(page, "operator") ? recording(page, view, name) : html`<p>${text("agreements-use-later")}</p>`,
    );
  }
  if (agreement.state !== "fulfilled" && entries.length === 0) return undefined;
  const used = agreement.fulfilledSeatMinutes;
  const agreed = formatQuantity(text, { quantity: agreement.agreedSeatMinutes, unit: seatMinute });
  return section(
    { title: text("agreements-use") },
    facts([
      [
        text("agreements-used"),
        used !== null &&
          text("agreements-used-of", { used: formatQuantity(text, { quantity: used, unit: seatMinute }), agreed }),
      ],
      [text("agreements-due"), dueSays(page, view, name)],
      [
        text("agreements-entry"),
        entries.length > 0 &&
          html`${entries.map((entry) => html`<p><a href="/ledger/${entry.id}">${formatQuantity(text, entry)}</a> ${entryStatus(text, entry)}</p>`)}`,
      ],
    ]),
  );
}

function recording(page: PageContext, { agreement, use: { usage } }: AgreementPage, name: string): Html {
  const { text } = page;
  // What was counted, once it was; before that, all that was agreed.
  const used = usage?.stage === "proposed" ? usage.seatMinutes : agreement.agreedSeatMinutes;
  const agreed = formatQuantity(text, { quantity: agreement.agreedSeatMinutes, unit: seatMinute });
  return form(
    page,
    {
      action: `/agreements/${agreement.id}/use`,
      button: {
        label: text("agreements-record"),
        says: text("agreements-record-says", { name }),
        ...(agreement.endsAtMs > page.nowMs && { kind: "quiet" }),
      },
    },
    html`${agreement.endsAtMs > page.nowMs && html`<p>${text("agreements-use-early")}</p>`}
      ${textField(page, { name: "used", label: text("agreements-used-hours"), help: text("agreements-used-hours-help", { agreed }), type: "text", width: "short", unit: text("agreements-used-unit"), value: writeHours(used) })}`,
  );
}

function dueSays({ text }: PageContext, { agreement }: AgreementPage, name: string): Content {
  const { due, role } = agreement;
  if (due === null) return text("agreements-due-nothing");
  const amount = formatQuantity(text, due);
  return role === "provider"
    ? text("agreements-due-to-us", { amount, name })
    : text("agreements-due-to-them", { amount, name });
}

function terms(page: PageContext, view: AgreementPage, name: string): Html {
  const { text } = page;
  const { agreement, peer, resource } = view;
  const us = page.coop === undefined ? "" : localized(text, page.coop.name);
  const them = peer === undefined ? name : html`<a href="/peers/${peer.id}">${localized(text, nameOf(peer))}</a>`;
  const isProvider = agreement.role === "provider";
  const room = Object.keys(resource).length === 0 ? undefined : localized(text, resource);
  return facts([
    [text("agreements-provider"), isProvider ? us : them],
    [text("agreements-receiver"), isProvider ? them : us],
    [
      text("agreements-resource"),
      agreement.resourceId === null ? room : room && html`<a href="/resources/${agreement.resourceId}">${room}</a>`,
    ],
    [text("agreements-column-when"), html`${slot(page, agreement)} (${formatDuration(text, minutesOf(agreement))})`],
    [text("agreements-column-seats"), formatSeats(text, agreement.seats)],
    [text("agreements-agreed"), formatQuantity(text, { quantity: agreement.agreedSeatMinutes, unit: seatMinute })],
    [text("agreements-terms"), formatTerms(text, agreement.terms)],
    ...furtherAgreedFacts(page, agreement),
    [text("agreements-due"), agreement.state !== "fulfilled" && agreement.due !== null && dueSays(page, view, name)],
  ]);
}
