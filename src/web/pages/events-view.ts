import { html } from "hono/html";
import { placeLine } from "#src/app/event-cards.ts";
import { pickLanguage, pickText, type LocalizedText } from "#src/domain/language.ts";
import { localOf } from "#src/domain/zone-time.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField } from "#src/web/components/field.ts";
import { actions, form } from "#src/web/components/form.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { openDateFormat, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";
import { follow } from "./follow.ts";
import { spokenName } from "./event-words.ts";

export const doneWords = [
  "planned",
  "kept",
  "changed",
  "cancelled",
  "cancelled-following",
  "restored",
  "removed",
  "ended",
] as const;
export type Done = (typeof doneWords)[number];

export function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    planned: text("events-done-planned"),
    kept: text("events-done-kept"),
    changed: text("events-done-changed"),
    cancelled: text("events-done-cancelled"),
    "cancelled-following": text("events-done-cancelled-following"),
    restored: text("events-done-restored"),
    removed: text("events-done-removed"),
    ended: text("events-done-ended"),
  };
  return done === undefined ? {} : { alert: { meaning: "good", says: says[done] } };
}

/** What the calendar shows: what comes, or one month (`2027-03`), or drafts; of one language or holder only. */
export interface CalendarWish {
  readonly month?: string;
  readonly language?: string;
  readonly holder?: string;
  readonly drafts: boolean;
}

export interface CalendarView {
  readonly coop: Coop;
  readonly wish: CalendarWish;
  readonly events: readonly Event[];
  readonly circles: readonly Actor[];
  /** The languages that any event is held in. */
  readonly languages: readonly string[];
  /** The months before and after, `2027-02`. */
  readonly around: { readonly before: string; readonly after: string };
  readonly done: Done | undefined;
}

/** The calendar of the coop and its circles, month by month. */
export function renderEvents(page: PageContext, view: CalendarView): Html {
  const { text } = page;
  const { coop, wish, events, done } = view;
  const name = pickText(coop.name, text.locale);
  const writes = mayAct(page, "steward");
  const plan = linkButton({ href: "/events/new", label: text("events-plan") });
  return renderPage(page, {
    title: wish.month === undefined ? text("events-title") : monthName(page, wish.month),
    lead: text("events-lead", { name }),
    ...(wish.month !== undefined && { back: { label: text("events-title"), href: "/events" } }),
    ...(!wish.drafts && { description: text("events-lead", { name }) }),
    ...(writes && { aside: plan }),
    head: html`<link rel="alternate" type="application/atom+xml" title="${text("events-feed-title", { name })}" href="/events.atom">`,
    ...doneNotice(text, done),
    body: html`<div class="beside">
      <div class="beside-main">
        ${months(page, view)}
        ${events.length === 0 ? nothing(page, view) : byMonth(page, events)}
      </div>
      <aside class="beside-aside" aria-label="${text("events-keep")}">
        ${filters(page, view)} ${subscribe(page)} ${follow(page, { handle: coop.handle, origin: coop.origin })}
      </aside>
    </div>`,
  });
}

function nothing(page: PageContext, { wish, coop }: CalendarView): Html {
  const { text } = page;
  const writes = mayAct(page, "steward");
  const says = writes ? text("events-none-steward") : text("events-none", { name: pickText(coop.name, text.locale) });
  return emptyState({
    title: wish.month === undefined ? text("events-none-title") : text("events-none-month"),
    says,
    ...(writes && { action: linkButton({ href: "/events/new", label: text("events-plan") }) }),
  });
}

function months(page: PageContext, { wish, around }: CalendarView): Html {
  const { text } = page;
  const link = (href: string, label: string, current: boolean): Html =>
    html`<li><a href="${href}"${current && html` aria-current="page"`}>${label}</a></li>`;
  return html`<nav class="shelves" aria-label="${text("events-months")}"><ul>
    ${link(`/events?month=${around.before}`, monthName(page, around.before), false)}
    ${link("/events", text("events-coming"), wish.month === undefined && !wish.drafts)}
    ${link(`/events?month=${around.after}`, monthName(page, around.after), false)}
    ${mayAct(page, "steward") && link("/events?drafts=yes", text("events-drafts"), wish.drafts)}
  </ul></nav>`;
}

/** "March 2027" as this language writes it. */
function monthName(page: PageContext, month: string): string {
  const format = openDateFormat(page.text, { month: "long", year: "numeric", timeZone: "UTC" });
  const name = format.format(Date.parse(`${month}-15T12:00:00Z`));
  return name.charAt(0).toLocaleUpperCase(page.text.locale) + name.slice(1);
}

function byMonth(page: PageContext, events: readonly Event[]): Html {
  const groups = Map.groupBy(events, ({ startsAtMs }) => localOf(startsAtMs, page.zone).slice(0, 7));
  return html`${[...groups].map(([month, inIt]) => section({ title: monthName(page, month) }, eventCards(page, inIt)))}`;
}

/** Events one below the other, each with its day beside it. */
export const eventCards = (page: PageContext, events: readonly Event[]): Html =>
  html`<ul class="event-list">${events.map((event) => html`<li>${eventCard(page, event)}</li>`)}</ul>`;

function eventCard(page: PageContext, event: Event): Html {
  const { text } = page;
  const { id, name, startsAtMs, endsAtMs, timeZone } = event;
  const tag = pickLanguage(name, text.locale) ?? text.locale;
  const day = openDateFormat(text, { day: "numeric", timeZone: page.zone }).format(startsAtMs);
  const weekday = openDateFormat(text, { weekday: "short", timeZone: page.zone }).format(startsAtMs);
  return html`<article class="event-card">
    <p class="event-day" aria-hidden="true"><span>${weekday}</span><strong>${day}</strong></p>
    <div>
      <h3><a href="/events/${id}" lang="${tag}" dir="auto">${name[tag] ?? ""}</a> ${statusOf(text, event)}</h3>
      <p class="meta">${slot(page, { startsAtMs, endsAtMs, zone: timeZone })}</p>
      <p class="meta">${whereLine(text, event)}${languageLine(text, event)}</p>
    </div>
  </article>`;
}

/** Whether it takes place, where that is not certain; undefined when all is well. */
export function statusOf(text: Text, event: Pick<Event, "status" | "state">): Html | undefined {
  if (event.state === "draft") return status("quiet", text("events-status-draft"));
  switch (event.status) {
    case "cancelled":
      return status("trouble", text("events-status-cancelled"));
    case "tentative":
      return status("waiting", text("events-status-tentative"));
    case "confirmed":
      return undefined;
  }
}

/** "Ateneu, Barcelona · online". */
export function whereLine(text: Text, { place, onlineUrl, agreementId }: Event): string {
  const isOnline = onlineUrl !== null || agreementId !== null;
  const parts = [
    ...(place === null ? [] : [placeLine(place, text.locale)]),
    ...(isOnline ? [text("events-online")] : []),
  ];
  return parts.join(" · ");
}

function languageLine(text: Text, { languages, place, onlineUrl, agreementId }: Event): string {
  if (languages.length === 0) return "";
  const names = languages.map((tag) => spokenName(text, tag)).join(", ");
  return place === null && onlineUrl === null && agreementId === null ? names : ` · ${names}`;
}

function filters(page: PageContext, { wish, languages, circles, coop }: CalendarView): Html | undefined {
  const { text } = page;
  if (languages.length < 2 && circles.length === 0) return undefined;
  const holders: readonly { readonly value: string; readonly name: LocalizedText }[] = [
    { value: "coop", name: coop.name },
    ...circles.map(({ id, name }) => ({ value: id, name })),
  ];
  return form(
    page,
    {
      action: "/events",
      method: "get",
      button: { label: text("events-filter"), kind: "quiet" },
      ...(wish.month !== undefined && { hidden: { month: wish.month } }),
    },
    html`
      ${selectField(page, { name: "language", label: text("events-filter-language"), value: wish.language ?? "", optional: true, prompt: text("events-filter-any"), options: languages.map((tag) => ({ value: tag, label: spokenName(text, tag) })) })}
      ${circles.length > 0 && selectField(page, { name: "holder", label: text("events-filter-holder"), value: wish.holder ?? "", optional: true, prompt: text("events-filter-all"), options: holders.map(({ value, name }) => ({ value, label: pickText(name, text.locale) })) })}`,
  );
}

const subscribe = ({ text }: PageContext): Html =>
  section(
    { title: text("events-keep") },
    html`<p>${text("events-keep-says")}</p>
      ${actions(linkButton({ href: "/events.ics", label: text("events-keep-calendar"), kind: "quiet" }), linkButton({ href: "/events.atom", label: text("events-keep-feed"), kind: "quiet" }))}`,
  );

/** For the front page: the next events, and the way to all of them. */
export function nextEvents(page: PageContext, events: readonly Event[]): Html | undefined {
  const { text } = page;
  if (events.length === 0) return undefined;
  return section(
    { title: text("events-next"), aside: html`<a href="/events">${text("events-all")}</a>` },
    eventCards(page, events),
  );
}
