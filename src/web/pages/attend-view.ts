import { html } from "hono/html";
import { longestAttendeeName, longestAttendeeNote, type OwnAnswer } from "#src/app/attendance-page.ts";
import { freePlaces, type AnswerRefusal } from "#src/domain/attendance.ts";
import { pickText } from "#src/domain/language.ts";
import type { AttendanceCounts } from "#src/store/attendances.ts";
import type { Event } from "#src/store/events.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { textArea, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";

/** What a page shows of the answers to an event: only how many, never whose. */
export interface AttendSection {
  readonly event: Event;
  readonly counts: AttendanceCounts;
  /** Why nobody can answer any more; undefined while one can. */
  readonly refusal: AnswerRefusal | undefined;
  /** The event's address, to search for on one's own server. */
  readonly iri: string;
  /** Whether e-mails can be sent, so that one may be asked for. */
  readonly hasMail: boolean;
  /** The coop's address, `@handle@host`. */
  readonly address: string;
}

export const nameOfEvent = ({ text }: PageContext, { name }: Pick<Event, "name">): string =>
  pickText(name, text.locale);

/** The part of an event's page that says who comes, in numbers, and takes the answer of whoever reads it. */
export function attendSection(page: PageContext, view: AttendSection): Html {
  const { text } = page;
  if (view.refusal === "unknown") return html``;
  return section(
    { title: text("attend-title"), id: "attend", ...(mayAct(page, "steward") && { aside: whoComes(page, view) }) },
    html`${howMany(page, view)} ${view.refusal === undefined ? ways(page, view) : refusalNotice(text, view, view.refusal)}`,
  );
}

const whoComes = ({ text }: PageContext, { event }: AttendSection): Html =>
  linkButton({ label: text("attendees-title"), href: `/events/${event.id}/attendees`, kind: "quiet" });

function howMany({ text }: PageContext, { event, counts }: AttendSection): Html {
  if (event.joinMode === "external" || event.joinMode === "none") return html``;
  const { coming, waiting } = counts;
  const free = freePlaces(event, coming);
  const places = free === Infinity ? "" : free === 0 ? text("attend-full", { waiting }) : text("attend-free", { free });
  return html`<p>${text("attend-coming", { coming })} ${places}</p>`;
}

function ways(page: PageContext, view: AttendSection): Html {
  const { text } = page;
  const { event } = view;
  return html`
    ${event.joinMode === "restricted" && html`<p>${text("attend-restricted")}</p>`}
    ${event.answersUntilMs !== null && html`<p>${text("attend-until", { when: formatMoment(page, event.answersUntilMs) })}</p>`}
    <h3>${text("attend-here")}</h3>
    ${attendForm(page, view)}
    <h3>${text("attend-account")}</h3>
    <p>${text("attend-account-how", { address: view.address })}</p>
    ${copyable(page, { label: text("attend-account-address"), value: view.iri })}`;
}

/** The form for those without an account. What no person sees or fills in catches machines. */
function attendForm(page: PageContext, { event, hasMail }: AttendSection): Html {
  const { text } = page;
  return form(
    page,
    {
      action: `/events/${event.id}/answer`,
      button: { label: text("attend-send"), says: text(hasMail ? "attend-consent-mail" : "attend-consent") },
    },
    html`
    ${textField(page, { name: "name", label: text("attend-name"), help: text("attend-name-help"), width: "medium", maxLength: longestAttendeeName, autocomplete: "name" })}
    ${hasMail && textField(page, { name: "email", type: "email", label: text("attend-email"), help: text("attend-email-help"), width: "medium", optional: true, maxLength: 254, autocomplete: "email" })}
    ${textArea(page, { name: "note", label: text("attend-note"), help: text("attend-note-help"), rows: 2, optional: true, maxLength: longestAttendeeNote })}
    <div class="unseen" aria-hidden="true"><label for="field-website">${text("attend-trap")}</label><input id="field-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>`,
  );
}

/** Why nobody can say yes, in words. */
export function refusalSays(text: Text, reason: AnswerRefusal): string {
  switch (reason) {
    case "unknown":
    case "cancelled":
      return text("attend-refused-cancelled");
    case "ended":
      return text("attend-refused-ended");
    case "closed":
      return text("attend-refused-closed");
    case "elsewhere":
      return text("attend-refused-elsewhere");
    case "not-needed":
      return text("attend-refused-not-needed");
    case "declined":
      return text("attend-refused-declined");
  }
}

function refusalNotice(text: Text, { event }: AttendSection, reason: AnswerRefusal): Html {
  const says = refusalSays(text, reason);
  if (reason === "elsewhere" && event.externalUrl !== null)
    return html`<p>${says} <a href="${event.externalUrl}" rel="nofollow noopener">${event.externalUrl}</a></p>`;
  return notice({ meaning: reason === "not-needed" ? "good" : "quiet", says });
}

/** The form on a page of its own: when it came back with errors, and for links that lead straight to it. */
export const renderAttend = (page: PageContext, view: AttendSection): Html =>
  renderPage(page, {
    title: nameOfEvent(page, view.event),
    lead: slot(page, { ...view.event, zone: view.event.timeZone }),
    back: { label: page.text("attend-back"), href: `/events/${view.event.id}` },
    body: attendSection(page, view),
  });

/** What anybody sees who left an e-mail, whether or not it was known. */
export const renderMailed = (page: PageContext, event: Event): Html =>
  renderPage(page, {
    title: page.text("attend-mailed-title"),
    lead: nameOfEvent(page, event),
    back: { label: page.text("attend-back"), href: `/events/${event.id}` },
    body: html`<p>${page.text("attend-mailed")}</p><p>${page.text("attend-mailed-next")}</p>`,
  });

export interface OwnPage {
  readonly own: OwnAnswer;
  readonly token: string;
  /** This page's own address. */
  readonly url: string;
  /** How the room is entered, for those who come. */
  readonly room: Html | undefined;
  /** It was just answered. */
  readonly isNew: boolean;
}

/** Somebody's own page: where their answer stands, and how to take it back. */
export function renderOwn(page: PageContext, { own, token, url, room, isNew }: OwnPage): Html {
  const { text } = page;
  const { event, attendance, name, hasEmail } = own;
  const mayLeave = ["coming", "waiting", "asked"].includes(attendance.state) && page.nowMs < event.endsAtMs;
  return renderPage(page, {
    title: nameOfEvent(page, event),
    lead: slot(page, { ...event, zone: event.timeZone }),
    back: { label: text("attend-back"), href: `/events/${event.id}` },
    body: html`
      ${notice(standingOf(page, own))}
      ${attendance.state === "unconfirmed" && actionForm(page, { action: `/attending/${token}/confirm`, button: { label: text("attend-confirm") } })}
      ${room}
      ${name !== "" && facts([[text("attend-name"), name]])}
      ${isNew && !hasEmail && html`<p>${text("attend-keep")}</p>`}
      ${mayLeave && copyable(page, { label: text("attend-own-address"), value: url })}
      ${mayLeave && actionForm(page, { action: `/attending/${token}/leave`, button: { label: text("attend-leave"), kind: "danger", says: text("attend-leave-says") } })}
      ${attendance.state === "unconfirmed" && actionForm(page, { action: `/attending/${token}/leave`, button: { label: text("attend-not-me"), kind: "quiet", says: text("attend-not-me-says") } })}`,
  });
}

function standingOf({ text }: PageContext, { event, attendance, position = 1, refusal }: OwnAnswer): Notice {
  if (event.status === "cancelled") return { meaning: "trouble", says: text("attend-own-cancelled") };
  switch (attendance.state) {
    case "unconfirmed":
      return refusal === undefined
        ? { meaning: "waiting", says: text("attend-own-unconfirmed") }
        : { meaning: "quiet", says: refusalSays(text, refusal) };
    case "asked":
      return { meaning: "waiting", says: text("attend-own-asked") };
    case "waiting":
      return { meaning: "waiting", says: text("attend-own-waiting", { position }) };
    case "coming":
      return { meaning: "good", says: text("attend-own-coming") };
    case "refused":
      return { meaning: "trouble", says: text("attend-refused-declined") };
    case "left":
      return { meaning: "quiet", says: text("attend-own-left") };
  }
}
