import { html } from "hono/html";
import { languagesOf } from "#src/app/event-cards.ts";
import { furtherHashtags } from "#src/app/event-making.ts";
import {
  maxEventCapacity,
  maxEventDescriptionLength,
  maxEventNameLength,
  maxOrganisers,
  maxPlaceLength,
} from "#src/domain/event.ts";
import { pickText } from "#src/domain/language.ts";
import { localOf } from "#src/domain/zone-time.ts";
import type { EventPlace } from "#src/domain/post.ts";
import type { Actor } from "#src/store/actors.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event, EventSeries } from "#src/store/events.ts";
import type { Upload } from "#src/store/uploads.ts";
import type { Button } from "#src/web/components/button.ts";
import { checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, selectField, textArea, textField } from "#src/web/components/field.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { formatSlot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { signLanguages, spokenName } from "./event-words.ts";
import { languagesOffered } from "./languages.ts";
import { pictureFields } from "./picture-fields.ts";

export interface EventWriting {
  readonly coop: Coop;
  /** Undefined for a new one. */
  readonly event: Event | undefined;
  readonly series: EventSeries | undefined;
  readonly circles: readonly Actor[];
  /** Agreements whose rooms it could take. */
  readonly rooms: readonly AgreementRow[];
  readonly uploads: readonly Upload[];
  /** Organisers as they would be typed. */
  readonly organisers: readonly string[];
}

/** The languages that the form offers for its texts: the coop's own, those in use, and some more. */
export const eventTags = (event: Event | undefined): readonly string[] => [
  ...new Set([...languagesOffered, ...(event === undefined ? [] : languagesOf(event))]),
];

/** The languages that may be ticked as spoken; as interpreted, those of signs as well. */
export const spokenTags = (coop: Coop, event: Event | undefined): readonly string[] => [
  ...new Set([...coop.languages, ...languagesOffered, ...(event?.languages ?? [])]),
];
export const interpretedTags = (coop: Coop, event: Event | undefined): readonly string[] => [
  ...new Set([...spokenTags(coop, undefined), ...signLanguages, ...(event?.interpretation ?? [])]),
];

/** The form of an event: what, when, where, in which languages, and who comes how. */
export function renderEventForm(page: PageContext, writing: EventWriting): Html {
  const { text } = page;
  const { event } = writing;
  const here = event === undefined ? "/events" : `/events/${event.id}`;
  return renderPage(page, {
    title: event === undefined ? text("events-new-title") : text("events-edit-title"),
    lead: event === undefined ? text("events-new-lead") : text("events-edit-lead"),
    back: { label: text("events-title"), href: "/events" },
    body: form(
      page,
      {
        action: event === undefined ? here : `${here}/edit`,
        files: true,
        button: buttons(page, event),
        cancel: { label: text("events-form-cancel"), href: here },
      },
      html`${scopeField(page, writing)} ${words(page, writing)} ${when(page, writing)} ${where(page, writing)} ${tongues(page, writing)} ${answers(page, writing)} ${more(page, writing)}`,
    ),
  });
}

function buttons({ text }: PageContext, event: Event | undefined): readonly Button[] {
  if (event?.state === "published")
    return [{ label: text("events-save"), says: text("events-save-says"), name: "act", value: "publish" }];
  return [
    { label: text("events-publish"), says: text("events-publish-says"), name: "act", value: "publish" },
    { label: text("events-draft"), kind: "quiet", name: "act", value: "draft" },
  ];
}

/** Of a series: which dates are meant. */
function scopeField(page: PageContext, { series }: EventWriting): Html | undefined {
  const { text } = page;
  if (series === undefined || series.endedAtMs !== null) return undefined;
  return radioGroup(page, {
    name: "scope",
    legend: text("events-scope"),
    value: "one",
    options: [
      { value: "one", label: text("events-scope-one") },
      { value: "following", label: text("events-scope-following") },
      { value: "all", label: text("events-scope-all"), help: text("events-scope-help") },
    ],
  });
}

function words(page: PageContext, { coop, event, circles }: EventWriting): Html {
  const { text } = page;
  const own = [
    ...new Set([coop.defaultLanguage, ...coop.languages, ...(event === undefined ? [] : languagesOf(event))]),
  ];
  const languages = { languages: own, more: languagesOffered.filter((tag) => !own.includes(tag)) };
  const holders = [
    { value: "coop", label: pickText(coop.name, text.locale) },
    ...circles.map(({ id, name }) => ({ value: id, label: pickText(name, text.locale) })),
  ];
  return html`
    ${event === undefined && circles.length > 0 && selectField(page, { name: "holder", label: text("events-held-by"), value: "coop", options: holders })}
    ${localizedField(page, { name: "name", label: text("events-name"), help: text("events-name-help", { most: maxEventNameLength }), ...languages, value: event?.name ?? {} })}
    ${localizedField(page, { name: "description", label: text("events-description"), help: text("events-description-help", { most: formatNumber(text, maxEventDescriptionLength) }), ...languages, rows: 6, optional: true, value: event?.description ?? {} })}`;
}

function when(page: PageContext, { coop, event }: EventWriting): Html {
  const { text } = page;
  const zone = event?.timeZone ?? coop.timeZone;
  const from = event === undefined ? "" : localOf(event.startsAtMs, zone);
  const to = event === undefined ? "" : localOf(event.endsAtMs, zone);
  const lastDay = to.slice(0, 10) === from.slice(0, 10) ? "" : to.slice(0, 10);
  return fieldset(
    text("events-when"),
    html`
    ${textField(page, { name: "date", label: text("events-date"), type: "date", width: "medium", value: from.slice(0, 10) })}
    ${textField(page, { name: "from", label: text("events-from"), type: "time", width: "short", value: from.slice(11) })}
    ${textField(page, { name: "to", label: text("events-to"), type: "time", width: "short", value: to.slice(11) })}
    ${textField(page, { name: "lastDate", label: text("events-last-date"), help: text("events-last-date-help"), type: "date", width: "medium", optional: true, value: lastDay })}
    ${textField(page, { name: "timeZone", label: text("events-zone"), help: text("events-zone-help"), width: "medium", value: zone })}
    ${selectField(page, {
      name: "status",
      label: text("events-certain"),
      value: event?.status === "tentative" ? "tentative" : "confirmed",
      options: [
        { value: "confirmed", label: text("events-certain-yes") },
        { value: "tentative", label: text("events-certain-no") },
      ],
    })}
    ${event?.seriesId !== null && repeating(page, event !== undefined)}`,
  );
}

/** How it repeats; of a series that is changed, how it repeats from now on, if that changes. */
function repeating(page: PageContext, isChange: boolean): Html {
  const { text } = page;
  return html`
    ${selectField(page, {
      name: "repeats",
      label: text("events-repeats"),
      optional: true,
      prompt: isChange ? text("events-repeats-same") : text("events-repeats-never"),
      options: [
        { value: "weekly", label: text("series-weekly") },
        { value: "fortnightly", label: text("series-fortnightly") },
        { value: "monthly", label: text("series-monthly") },
      ],
    })}
    ${textField(page, { name: "times", label: text("events-times"), type: "number", width: "short", optional: true })}
    ${textField(page, { name: "until", label: text("events-until"), help: text("events-until-help"), type: "date", width: "medium", optional: true })}`;
}

function where(page: PageContext, { coop, event, rooms }: EventWriting): Html {
  const { text } = page;
  const { place = null, agreementId = null, onlineUrl = null } = event ?? {};
  return fieldset(
    text("events-where"),
    html`${placeFields(page, coop, place ?? { name: {} })}
    ${selectField(page, {
      name: "agreementId",
      label: text("events-room"),
      help: text("events-room-help"),
      optional: true,
      prompt: text("events-room-none"),
      value: agreementId ?? "",
      options: roomOptions(page, rooms, event),
    })}
    ${textField(page, { name: "onlineUrl", label: text("events-link"), help: text("events-link-help"), type: "url", optional: true, maxLength: 2000, value: onlineUrl ?? "" })}`,
  );
}

function placeFields(page: PageContext, coop: Coop, place: EventPlace): Html {
  const { text } = page;
  const own = [...new Set([coop.defaultLanguage, ...coop.languages, ...Object.keys(place.name)])];
  const degrees = (millionths: number | undefined): string =>
    millionths === undefined ? "" : String(millionths / 1e6);
  const line = (name: "address" | "postalCode" | "locality" | "region" | "country", label: string): Html =>
    textField(page, {
      name,
      label,
      optional: true,
      maxLength: maxPlaceLength,
      width: "medium",
      value: place[name] ?? "",
    });
  return html`
    ${localizedField(page, { name: "place", label: text("events-place"), help: text("events-place-help"), languages: own, optional: true, value: place.name })}
    ${line("address", text("events-address"))} ${line("postalCode", text("events-postal-code"))} ${line("locality", text("events-locality"))} ${line("region", text("events-region"))} ${line("country", text("events-country"))}
    ${textField(page, { name: "latitude", label: text("events-latitude"), width: "short", optional: true, value: degrees(place.latitudeE6) })}
    ${textField(page, { name: "longitude", label: text("events-longitude"), help: text("events-coordinates-help"), width: "short", optional: true, value: degrees(place.longitudeE6) })}`;
}

/** The one that it has stays in the list, also when it is not to be had any more. */
function roomOptions(page: PageContext, rooms: readonly AgreementRow[], event: Event | undefined) {
  const known = rooms.map((row) => ({ value: row.id, label: `${row.title} · ${formatSlot(page, row)}` }));
  const own = event?.agreementId ?? null;
  if (own === null || known.some(({ value }) => value === own)) return known;
  return [{ value: own, label: page.text("events-room-gone") }, ...known];
}

function tongues(page: PageContext, { coop, event }: EventWriting): Html {
  const { text } = page;
  const options = (tags: readonly string[]) => tags.map((tag) => ({ value: tag, label: spokenName(text, tag) }));
  return fieldset(
    text("events-languages"),
    html`
    ${checkboxGroup(page, { name: "languages", legend: text("events-spoken"), optional: true, options: options(spokenTags(coop, event)), values: event?.languages ?? [] })}
    ${checkboxGroup(page, { name: "interpretation", legend: text("events-interpreted"), optional: true, options: options(interpretedTags(coop, event)), values: event?.interpretation ?? [] })}`,
  );
}

/** How a new event takes its answers, until somebody says otherwise. */
const unasked = { answersUntilMs: null, capacity: null, timeZone: "UTC", joinMode: "free", externalUrl: null } as const;

function answers(page: PageContext, { event }: EventWriting): Html {
  const { text } = page;
  const { answersUntilMs, capacity, timeZone, joinMode, externalUrl } = event ?? unasked;
  const until = answersUntilMs === null ? "" : localOf(answersUntilMs, timeZone);
  return fieldset(
    text("events-answers"),
    html`
    ${radioGroup(page, {
      name: "joinMode",
      legend: text("events-join"),
      value: joinMode,
      options: [
        { value: "free", label: text("events-join-free") },
        { value: "restricted", label: text("events-join-restricted") },
        { value: "none", label: text("events-join-none") },
        { value: "external", label: text("events-join-external") },
      ],
    })}
    ${textField(page, { name: "externalUrl", label: text("events-external"), type: "url", optional: true, maxLength: 2000, value: externalUrl ?? "" })}
    ${textField(page, { name: "capacity", label: text("events-capacity"), help: text("events-capacity-help", { most: formatNumber(text, maxEventCapacity) }), type: "number", width: "short", optional: true, value: capacity === null ? "" : String(capacity) })}
    ${textField(page, { name: "answersUntil", label: text("events-answers-until"), type: "datetime-local", width: "medium", optional: true, value: until })}`,
  );
}

function more(page: PageContext, { coop, event, organisers, uploads }: EventWriting): Html {
  const { text } = page;
  const own = [...new Set([coop.defaultLanguage, ...coop.languages])];
  return html`
    ${textArea(page, { name: "organisers", label: text("events-organised-by"), help: text("events-organisers-help", { most: maxOrganisers }), rows: 3, optional: true, value: organisers.join("\n") })}
    ${textField(page, { name: "hashtags", label: text("events-hashtags"), help: text("events-hashtags-help"), optional: true, value: event === undefined ? "" : furtherHashtags(event).join(" ") })}
    ${pictureFields(page, { uploads, languages: own, more: languagesOffered.filter((tag) => !own.includes(tag)) })}`;
}
