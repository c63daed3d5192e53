import { html } from "hono/html";
import { languagesOf, placeLine } from "#src/app/event-cards.ts";
import type { OrganiserView } from "#src/app/event-organisers.ts";
import type { EventVersion } from "#src/app/events.ts";
import { uploadPath } from "#src/app/uploads.ts";
import { openBeforeMs } from "#src/domain/pass.ts";
import type { RoomTrouble } from "#src/domain/event.ts";
import { eventIri } from "#src/domain/iri.ts";
import { pickLanguage, pickText } from "#src/domain/language.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import type { Upload } from "#src/store/uploads.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import { radioGroup } from "#src/web/components/choice.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { localizedField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { formatList, localized } from "#src/web/components/language.ts";
import { notice } from "#src/web/components/notice.ts";
import { hashtagLink, postText } from "#src/web/components/post-text.ts";
import { autonym } from "#src/web/components/prose.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { formatTime, slot, time } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { eventData, eventHead } from "./event-data.ts";
import { deliveryLink } from "./delivery-link.ts";
import { mayAct } from "./done.ts";
import { spokenName, troubleSays } from "./event-words.ts";
import { doneNotice, eventCards, statusOf, type Done } from "./events-view.ts";
import { firstSentences } from "./follow.ts";

export interface EventView {
  readonly coop: Coop;
  readonly event: Event;
  readonly uploads: readonly Upload[];
  /** Of a circle's: its name and page. */
  readonly holder: OrganiserView | undefined;
  readonly organisers: readonly OrganiserView[];
  readonly trouble: RoomTrouble | undefined;
  /** The next dates of its series. */
  readonly others: readonly Event[];
  readonly repeats: boolean;
  readonly history: readonly EventVersion[];
  readonly done: Done | undefined;
  /** The language that a link asked for. */
  readonly wanted?: string;
  /** Who comes, and how to say so; and what was answered in words. */
  readonly attendance: Html | undefined;
  readonly responses: Html | undefined;
}

/** One event, at the address that never changes. */
export function renderEvent(page: PageContext, view: EventView): Html {
  const { text } = page;
  const { coop, event, done } = view;
  const tag = shownLanguage(page, view);
  const isPublic = event.state === "published";
  const status = statusOf(text, event);
  return renderPage(page, {
    title: pickText(event.name, tag),
    lead: slot(page, { ...event, zone: event.timeZone }),
    back: { label: text("events-title"), href: "/events" },
    ...(status !== undefined && { aside: status }),
    ...(isPublic && {
      description: firstSentences(pickText(event.description, tag) || pickText(event.name, tag)),
      activity: eventIri(coop.origin, event.id),
      data: eventData(view, tag),
      head: eventHead(view, tag),
    }),
    ...doneNotice(text, done),
    body: html`${otherLanguages(page, event, tag)}
      ${notices(page, view, tag)}
      ${Object.keys(event.description).length > 0 && html`<article class="post post-alone">${postText(pickText(event.description, tag), pickLanguage(event.description, tag) ?? tag, [])}</article>`}
      ${pictures(view.uploads, tag)}
      ${facts(about(page, view, tag))}
      ${isPublic && actions(linkButton({ href: `/events/${event.id}.ics`, label: text("events-to-calendar"), kind: "quiet" }))}
      ${view.attendance}
      ${view.others.length > 0 && section({ title: text("events-other-dates") }, eventCards(page, view.others))}
      ${isPublic && view.responses}
      ${mayAct(page, "steward") && stewardship(page, view)}`,
  });
}

function shownLanguage({ text }: PageContext, { event, wanted }: EventView): string {
  const known = wanted !== undefined && languagesOf(event).includes(wanted) ? wanted : undefined;
  return known ?? pickLanguage(event.name, text.locale) ?? text.locale;
}

function otherLanguages({ text }: PageContext, event: Event, shown: string): Html | undefined {
  const others = languagesOf(event).filter((tag) => tag !== shown);
  if (others.length === 0) return undefined;
  const links = others.map(
    (tag) => html`<li><a href="/events/${event.id}?in=${tag}" hreflang="${tag}" lang="${tag}">${autonym(tag)}</a></li>`,
  );
  return html`<div class="also"><span class="meta">${text("events-also")}</span><ul>${links}</ul></div>`;
}

function notices(page: PageContext, { event, trouble }: EventView, tag: string): Html {
  const { text } = page;
  const why = pickText(event.cancelNote, tag);
  return html`
    ${event.status === "cancelled" && notice({ meaning: "trouble", title: text("events-cancelled"), says: why === "" ? text("events-cancelled-says") : why })}
    ${event.status === "tentative" && notice({ meaning: "waiting", says: text("events-tentative-says") })}
    ${trouble !== undefined && event.status !== "cancelled" && roomNotice(page, event, trouble)}`;
}

/** Stewards learn what is wrong; everyone else only that it is looked after. */
function roomNotice(page: PageContext, event: Event, trouble: RoomTrouble): Html {
  const { text } = page;
  if (!mayAct(page, "steward")) return notice({ meaning: "waiting", says: text("events-room-looked-after") });
  const links = html`<p>${troubleSays(text, trouble)}</p><p><a href="/agreements/${event.agreementId ?? ""}">${text("events-room-agreement")}</a> · <a href="/events/${event.id}/edit">${text("events-edit")}</a></p>`;
  return notice({ meaning: "trouble", title: text("events-room-trouble"), says: links });
}

function about(
  page: PageContext,
  { event, organisers, holder, coop }: EventView,
  tag: string,
): readonly (readonly [string, Content | undefined | false])[] {
  const { text } = page;
  const spoken = event.languages.map((one) => spokenName(text, one));
  const interpreted = event.interpretation.map((one) => spokenName(text, one));
  return [
    [text("events-where"), where(event, tag)],
    [text("events-online-way"), onlineWay(page, event)],
    [text("events-spoken"), spoken.length > 0 && formatList(text, spoken)],
    [text("events-interpreted"), interpreted.length > 0 && formatList(text, interpreted)],
    [text("events-places"), event.capacity !== null && formatNumber(text, event.capacity)],
    [
      text("events-held-by"),
      holder === undefined ? html`<a href="/">${localized(text, coop.name)}</a>` : named(page, holder),
    ],
    [
      text("events-organised-by"),
      organisers.length > 0 &&
        html`<ul class="names">${organisers.map((one) => html`<li>${named(page, one)}</li>`)}</ul>`,
    ],
    [
      text("events-hashtags"),
      event.hashtags.length > 0 &&
        html`<ul class="hashtags">${event.hashtags.map((word) => html`<li>${hashtagLink(word)}</li>`)}</ul>`,
    ],
  ];
}

/** Somebody of another server has not said so themselves: who says it is named. */
function named({ text }: PageContext, { name, url, address }: OrganiserView): Html {
  const link = html`<a href="${url}"${address !== undefined && html` rel="nofollow noopener noreferrer"`}>${pickText(name, text.locale)}</a>`;
  return address === undefined
    ? link
    : html`${link} <span class="meta">@${address} · ${text("events-organiser-consent")}</span>`;
}

/** The place; its coordinates as a link that maps on phones and computers open. */
function where({ place }: Event, tag: string): Content | undefined {
  if (place === null) return undefined;
  const line = html`<span lang="${pickLanguage(place.name, tag) ?? tag}" dir="auto">${placeLine(place, tag)}</span>`;
  if (place.latitudeE6 === undefined || place.longitudeE6 === undefined) return line;
  const at = `${place.latitudeE6 / 1e6},${place.longitudeE6 / 1e6}`;
  return html`${line} <a class="meta" href="geo:${at}">${at}</a>`;
}

/** A public link stands open; the way into a room of an agreement is only shown to those who may go in. */
function onlineWay(page: PageContext, event: Event): Content | undefined {
  const { text, session } = page;
  if (event.onlineUrl !== null)
    return html`<a href="${event.onlineUrl}" rel="nofollow noopener noreferrer">${event.onlineUrl}</a>`;
  if (event.agreementId === null) return undefined;
  if (session !== undefined) return html`<a href="/meetings/${event.agreementId}">${text("events-online-member")}</a>`;
  return text("events-online-room", { time: formatTime(page, event.startsAtMs - openBeforeMs) });
}

function pictures(uploads: readonly Upload[], tag: string): Html | undefined {
  if (uploads.length === 0) return undefined;
  return html`<div class="pictures">${uploads.map(
    (upload) =>
      html`<figure class="picture"><a href="${uploadPath(upload)}"><img src="${uploadPath(upload)}" alt="${pickText(upload.alt, tag)}" lang="${pickLanguage(upload.alt, tag) ?? tag}" width="${upload.widthPixels}" height="${upload.heightPixels}" loading="lazy" decoding="async"></a></figure>`,
  )}</div>`;
}

function stewardship(page: PageContext, view: EventView): Html {
  const { text } = page;
  const { event, coop, repeats, history } = view;
  const here = `/events/${event.id}`;
  return section(
    { title: text("events-change") },
    html`${actions(linkButton({ href: `${here}/edit`, label: text("events-edit"), kind: "quiet" }))}
      ${event.state === "published" && deliveryLink(page, eventIri(coop.origin, event.id))}
      ${event.state === "published" && (event.status === "cancelled" ? restore(page, here) : cancelling(page, view, here))}
      ${repeats && actionForm(page, { action: `${here}/end-series`, button: { label: text("events-end-series"), kind: "danger", says: text("events-end-series-says") } })}
      ${actionForm(page, { action: `${here}/remove`, button: { label: text("events-remove"), kind: "danger", says: text("events-remove-says") } })}
      ${history.length > 0 && html`<details><summary>${text("events-history")}</summary>${history.map((version) => said(page, version))}</details>`}`,
  );
}

const restore = (page: PageContext, here: string): Html =>
  actionForm(page, {
    action: `${here}/restore`,
    button: { label: page.text("events-restore"), kind: "quiet", says: page.text("events-restore-says") },
  });

const cancelling = (
  page: PageContext,
  { coop, event, repeats }: EventView,
  here: string,
): Html => html`<details${page.typed !== undefined && html` open`}>
  <summary>${page.text("events-cancel-title")}</summary>
  ${form(
    page,
    {
      action: `${here}/cancel`,
      button: { label: page.text("events-cancel"), kind: "danger", says: page.text("events-cancel-says") },
    },
    html`${repeats && whichDates(page)}
    ${localizedField(page, {
      name: "cancelNote",
      label: page.text("events-cancel-note"),
      help: page.text("events-cancel-note-help"),
      languages: [...new Set([coop.defaultLanguage, ...languagesOf(event)])],
      optional: true,
    })}`,
  )}
</details>`;

const whichDates = (page: PageContext): Html =>
  radioGroup(page, {
    name: "scope",
    legend: page.text("events-scope"),
    value: "one",
    options: [
      { value: "one", label: page.text("events-scope-one") },
      { value: "following", label: page.text("events-scope-following"), help: page.text("events-cancel-following") },
    ],
  });

function said(page: PageContext, { name, startsAtMs, endsAtMs, timeZone, untilMs }: EventVersion): Html {
  const { text } = page;
  return html`<p><span class="meta">${text("events-history-until")} ${time(page, untilMs)}</span><br>${localized(text, name)} · ${slot(page, { startsAtMs, endsAtMs, zone: timeZone })}</p>`;
}

/** What stays of an event that was taken away. */
export const renderEventGone = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("events-gone-title"),
    lead: page.text("events-gone"),
    body: html`<p>${linkButton({ href: "/events", label: page.text("events-all") })}</p>`,
  });
