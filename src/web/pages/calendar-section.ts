import { html } from "hono/html";
import type { ResourceView } from "#src/app/resources.ts";
import { openCalendar } from "#src/domain/calendar.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actions } from "#src/web/components/form.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { formatDuration, slot } from "#src/web/components/time.ts";
import { writeDegrees } from "./calendar-reading.ts";
import { mayAct } from "./done.ts";
import { listHours } from "./opening-hours.ts";

/** When a room can be used and within which limits, for those who run it. */
export function calendarSection(page: PageContext, resource: ResourceView): Html | undefined {
  if (resource.kind !== "meeting-server") return undefined;
  const { text } = page;
  return section(
    { title: text("calendar-title"), id: "hours" },
    html`${facts([...hourFacts(page, resource), ...limitFacts(page, resource), ...placeFacts(page, resource)])}
      ${mayAct(page, "operator") && actions(linkButton({ href: `/resources/${resource.id}/hours`, label: text("calendar-change"), kind: "quiet" }))}`,
  );
}

type Fact = readonly [string, Content | undefined | false];

const lines = (all: readonly Content[]): Content =>
  html`${all.map((one, index) => html`${index > 0 && html`<br>`}${one}`)}`;

function hourFacts(page: PageContext, { calendar }: ResourceView): Fact[] {
  const { text } = page;
  const hours = calendar?.openingHours ?? [];
  const isElsewhere = calendar !== null && calendar.timeZone !== page.zone;
  const blackouts = (calendar?.blackouts ?? []).filter(({ endsAtMs }) => endsAtMs > page.nowMs);
  return [
    [text("calendar-opens"), hours.length === 0 ? text("calendar-opens-always") : lines(listHours(text, hours))],
    [text("calendar-zone"), hours.length > 0 && isElsewhere && calendar.timeZone],
    [
      text("calendar-blackouts"),
      blackouts.length > 0 &&
        lines(blackouts.map((one) => html`${slot(page, one)}${one.note !== undefined && html` · ${one.note}`}`)),
    ],
  ];
}

function limitFacts(page: PageContext, { calendar, rooms }: ResourceView): Fact[] {
  const { text } = page;
  const known = calendar ?? openCalendar(page.zone);
  const minutes = (count: number): string | false => count > 0 && text("calendar-some-minutes", { count });
  const { noticeMinutes, horizonDays: days } = known;
  return [
    [text("calendar-rooms"), rooms !== null && formatNumber(text, rooms)],
    [text("calendar-before"), minutes(known.bufferBeforeMinutes)],
    [text("calendar-after"), minutes(known.bufferAfterMinutes)],
    [text("calendar-overrun"), minutes(known.overrunMinutes)],
    [text("calendar-notice"), noticeMinutes > 0 && formatDuration(text, noticeMinutes)],
    [text("calendar-horizon"), days !== null && text("calendar-some-days", { count: days })],
  ];
}

function placeFacts({ text }: PageContext, { latitudeE6, longitudeE6, energyStatement }: ResourceView): Fact[] {
  const at = latitudeE6 !== null && longitudeE6 !== null && `${writeDegrees(latitudeE6)}, ${writeDegrees(longitudeE6)}`;
  return [
    [text("calendar-place"), at],
    [text("calendar-energy"), energyStatement ?? undefined],
  ];
}
