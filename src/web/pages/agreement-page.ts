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
import { textArea, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatQuantity, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { steps } from "#src/web/components/steps.ts";
import { formatDuration, formatMoment, slot } from "#src/web/components/time.ts";
import { calendarLinks } from "#src/web/feeds/links.ts";
import { renderPage } from "#src/web/layout.ts";
import { joining } from "./agreement-join.ts";
import { agreementStatus, impossibilitySays, refusalSays } from "./agreement-parts.ts";
import { stepsOf } from "./agreement-steps.ts";
import { mayAct } from "./done.ts";
import { entryStatus } from "./entry-words.ts";
import { nameOf } from "./peer-names.ts";
import { writeSlot } from "./slot-fields.ts";
import { writeHours } from "./typed-number.ts";

export const doneWords = ["asked", "accepted", "rejected", "cancelled", "recorded"] as const;
export type Done = (typeof doneWords)[number];

export interface AgreementPage {
  readonly agreement: AgreementView;
  readonly peer: Peer | undefined;
  readonly resource: LocalizedText;
  readonly entries: readonly EntryRow[];
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
      ${agreement.waitsForUs && answering(page, agreement, name)}
      ${refused(page, agreement, name)}
      ${section({ title: text("agreements-life") }, steps(page, stepsOf(page, { agreement, name, entries: view.entries })))}
      ${joining(page, agreement, name)}
      ${use(page, view, name)}
      ${section({ title: stands(agreement) ? text("agreements-what") : text("agreements-what-asked") }, terms(page, view, name))}
      ${calendarLinks(page, { kind: "agreement", id: agreement.id })}
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
  switch (done) {
    case undefined:
      return {};
    case "asked":
      return { alert: { meaning: "good", says: text("agreements-done-asked", { name }) } };
    case "accepted":
      return { alert: { meaning: "good", says: text("agreements-done-accepted", { name }) } };
    case "rejected":
      return { alert: { meaning: "good", says: text("agreements-done-rejected", { name }) } };
    case "cancelled":
      return { alert: { meaning: "good", says: text("agreements-done-cancelled", { name }) } };
    case "recorded": {
      const used = formatQuantity(text, { quantity: agreement.fulfilledSeatMinutes ?? 0, unit: seatMinute });
      return { alert: { meaning: "good", says: text("agreements-done-recorded", { name, used }) } };
    }
  }
}

/** Yes, or no with a note: what a request asks of us. */
function answering(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
  const held =
    agreement.heldUntilMs === null
      ? text("agreements-not-held")
      : text("agreements-held", { until: formatMoment(page, agreement.heldUntilMs) });
  if (!mayAct(page, "operator")) return notice({ meaning: "waiting", says: held });
  return section(
    { title: text("agreements-answer", { name }) },
    html`
    ${notice({ meaning: "waiting", says: held })}
    ${actionForm(page, { action: `/agreements/${agreement.id}/accept`, button: { label: text("agreements-accept"), says: text("agreements-accept-says", { name }) } })}
    ${form(
      page,
      {
        action: `/agreements/${agreement.id}/reject`,
        button: { label: text("agreements-reject"), kind: "danger", says: text("agreements-reject-says", { name }) },
      },
      textArea(page, {
        name: "note",
        label: text("agreements-reject-note"),
        help: text("agreements-reject-note-help"),
        rows: 3,
        optional: true,
        maxLength: 1000,
      }),
    )}`,
  );
}

function refused(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { refusal, role } = agreement;
  if (agreement.state !== "rejected" || refusal === null) return undefined;
  const note = refusal.reason === "declined" ? refusal.note : undefined;
  return notice({
    meaning: "trouble",
    title: role === "receiver" ? text("agreements-refused-title", { name }) : text("agreements-refused-by-us-title"),
    says: html`
      ${role === "receiver" && html`<p>${refusalSays(text, refusal)}</p>`}
      ${note !== undefined && html`<blockquote dir="auto">${note}</blockquote>`}
      ${role === "receiver" && html`<p><a href="${searchHref(page, agreement)}">${text("agreements-look-elsewhere")}</a></p>`}`,
  });
}

/** The same hours and seats, asked of everybody. */
function searchHref(page: PageContext, { startsAtMs, endsAtMs, seats }: AgreementView): string {
  const query = new URLSearchParams({ ...writeSlot({ startsAtMs, endsAtMs }, page.zone), seats: String(seats) });
  return `/capacity?${query.toString()}`;
}

/** What was used, and what the ledgers say; before that, where the provider records it. */
function use(page: PageContext, view: AgreementPage, name: string): Html | undefined {
  const { text } = page;
  const { agreement, entries } = view;
  if (agreement.state === "accepted" && agreement.role === "provider") {
    return section(
      { title: text("agreements-use") },
      mayAct(page, "operator") ? recording(page, agreement, name) : html`<p>${text("agreements-use-later")}</p>`,
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

function recording(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
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
      ${textField(page, { name: "used", label: text("agreements-used-hours"), help: text("agreements-used-hours-help", { agreed }), type: "text", width: "short", unit: text("agreements-used-unit"), value: writeHours(agreement.agreedSeatMinutes) })}`,
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
    [text("agreements-due"), agreement.state !== "fulfilled" && agreement.due !== null && dueSays(page, view, name)],
  ]);
}

/** Taking it back, as long as that can be done. */
function ending(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const isReceiver = agreement.role === "receiver";
  const open = agreement.state === "accepted" || (isReceiver && agreement.state === "offered");
  const isOver = isReceiver && agreement.endsAtMs <= page.nowMs;
  if (!open || isOver || !mayAct(page, "operator")) return undefined;
  const says = isReceiver
    ? text("agreements-cancel-says-receiver", { name })
    : text("agreements-cancel-says-provider", { name });
  return section(
    { title: text("agreements-ending") },
    actionForm(page, {
      action: `/agreements/${agreement.id}/cancel`,
      button: { label: text("agreements-cancel"), kind: "danger", says },
    }),
  );
}
