import { html } from "hono/html";
import type { AgreedInside } from "#src/app/resource-calendar.ts";
import type { ResourceView } from "#src/app/resources.ts";
import { openCalendar, type Calendar } from "#src/domain/calendar.ts";
import { pickText } from "#src/domain/language.ts";
import { checkbox, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { fieldset, form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { blackoutRows, longestStatement, writeDegrees, writeMoment } from "./calendar-reading.ts";
import { weekdayName, weekdays, writeHoursOf } from "./opening-hours.ts";
import { writeHours } from "./typed-number.ts";

interface CalendarForm {
  readonly resource: ResourceView;
  /** Agreements where it would be closed, which somebody has to have seen. */
  readonly inside?: readonly AgreedInside[];
}

/** When a room can be used, by how many, and where it stands: for those who run it. */
export function renderCalendarForm(page: PageContext, { resource, inside = [] }: CalendarForm): Html {
  const { text } = page;
  const here = `/resources/${resource.id}`;
  const name = pickText(resource.name, text.locale);
  const calendar = resource.calendar ?? openCalendar(page.zone);
  return renderPage(page, {
    title: text("calendar-form-title", { name }),
    lead: text("calendar-form-lead"),
    back: { label: name, href: here },
    body: form(
      page,
      {
        action: `${here}/hours`,
        button: { label: text("calendar-save") },
        cancel: { label: text("calendar-cancel"), href: here },
      },
      html`
        ${inside.length > 0 && agreedInside(page, inside)}
        ${hoursFields(page, calendar)}
        ${fieldset(text("calendar-limits"), limitFields(page, calendar, resource.rooms))}
        ${fieldset(text("calendar-blackouts"), blackoutFields(page, calendar))}
        ${fieldset(text("calendar-place"), placeFields(page, resource))}`,
    ),
  });
}

/** What stands although it will be closed then, and the word that this is known. */
const agreedInside = (page: PageContext, inside: readonly AgreedInside[]): Html =>
  html`${notice({ meaning: "waiting", title: page.text("calendar-inside-title", { count: inside.length }), says: page.text("calendar-inside") })}
    <ul>${inside.slice(0, 50).map((agreed) => html`<li><a href="/agreements/${agreed.id}">${agreed.title}</a>, ${slot(page, agreed)}</li>`)}</ul>
    ${checkbox(page, { name: "known", label: page.text("calendar-known") })}`;

function hoursFields(page: PageContext, { timeZone, openingHours }: Calendar): Html {
  const { text } = page;
  const opens = [
    { value: "always", label: text("calendar-opens-always") },
    { value: "hours", label: text("calendar-opens-hours") },
  ];
  return html`
    ${radioGroup(page, { name: "opens", legend: text("calendar-opens"), options: opens, value: openingHours.length === 0 ? "always" : "hours" })}
    ${fieldset(
      text("calendar-week"),
      html`<p class="help">${text("calendar-week-help")}</p>
      ${weekdays.map((weekday) =>
        textField(page, {
          name: `hours.${weekday}`,
          label: weekdayName(text, weekday),
          optional: true,
          width: "medium",
          maxLength: 200,
          value: writeHoursOf(openingHours, weekday),
        }),
      )}`,
    )}
    ${textField(page, { name: "timeZone", label: text("calendar-zone"), help: text("calendar-zone-help"), width: "medium", value: timeZone, suggestions: Intl.supportedValuesOf("timeZone") })}`;
}

function limitFields(page: PageContext, calendar: Calendar, rooms: number | null): Html {
  const { text } = page;
  const number = (name: string, words: { label: string; help?: string; unit?: string }, value: string): Html =>
    textField(page, { name, ...words, type: "number", width: "short", optional: true, value });
  const minutes = text("calendar-minutes");
  const some = (value: number): string => (value === 0 ? "" : String(value));
  const { bufferBeforeMinutes, bufferAfterMinutes, overrunMinutes, noticeMinutes, horizonDays } = calendar;
  return html`
    ${number("rooms", { label: text("calendar-rooms"), help: text("calendar-rooms-help") }, rooms === null ? "" : String(rooms))}
    ${number("bufferBefore", { label: text("calendar-before"), help: text("calendar-before-help"), unit: minutes }, some(bufferBeforeMinutes))}
    ${number("bufferAfter", { label: text("calendar-after"), unit: minutes }, some(bufferAfterMinutes))}
    ${number("overrun", { label: text("calendar-overrun"), help: text("calendar-overrun-help"), unit: minutes }, some(overrunMinutes))}
    ${number("notice", { label: text("calendar-notice"), help: text("calendar-notice-help"), unit: text("calendar-hours-unit") }, noticeMinutes === 0 ? "" : writeHours(noticeMinutes))}
    ${number("horizon", { label: text("calendar-horizon"), help: text("calendar-horizon-help"), unit: text("calendar-days") }, horizonDays === null ? "" : String(horizonDays))}`;
}

function blackoutFields(page: PageContext, { blackouts, timeZone }: Calendar): Html {
  const { text } = page;
  const ahead = blackouts.filter(({ endsAtMs }) => endsAtMs > page.nowMs);
  return html`<p class="help">${text("calendar-blackouts-help")}</p>
    ${blackoutRows(ahead.length).map((row) => {
      const one = ahead[row];
      const moment = (part: "from" | "until", label: string, atMs: number | undefined): Html =>
        textField(page, {
          name: `blackout.${row}.${part}`,
          label,
          type: "datetime-local",
          optional: true,
          width: "medium",
          value: atMs === undefined ? "" : writeMoment(atMs, timeZone),
        });
      return html`${moment("from", text("calendar-blackout-from", { number: row + 1 }), one?.startsAtMs)}
        ${moment("until", text("calendar-blackout-until", { number: row + 1 }), one?.endsAtMs)}
        ${textField(page, { name: `blackout.${row}.note`, label: text("calendar-blackout-note", { number: row + 1 }), optional: true, maxLength: 200, value: one?.note ?? "" })}`;
    })}`;
}

function placeFields(page: PageContext, { latitudeE6, longitudeE6, energyStatement }: ResourceView): Html {
  const { text } = page;
  const degrees = (name: string, label: string, e6: number | null): Html =>
    textField(page, { name, label, optional: true, width: "short", value: e6 === null ? "" : writeDegrees(e6) });
  return html`<p class="help">${text("calendar-place-help")}</p>
    ${degrees("latitude", text("calendar-latitude"), latitudeE6)}
    ${degrees("longitude", text("calendar-longitude"), longitudeE6)}
    ${textField(page, { name: "energyStatement", label: text("calendar-energy"), help: text("calendar-energy-help"), optional: true, maxLength: longestStatement, value: energyStatement ?? "" })}`;
}
