import { html } from "hono/html";
import type { CapacityItem } from "#src/app/capacity.ts";
import { pickText } from "#src/domain/language.ts";
import type { Wanted } from "#src/domain/listing.ts";
import { linkButton } from "#src/web/components/button.ts";
import type { Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actions } from "#src/web/components/form.ts";
import { formatLanguage, formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { formatNotice } from "#src/web/components/notice-terms.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatSlot } from "#src/web/components/time.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { mayAct } from "./done.ts";
import { energyName, featureName } from "./resource-form.ts";
import { writeSlot } from "./slot-fields.ts";

interface OfferOptions {
  readonly wanted: Wanted;
  /** What would have to be otherwise, where it does not quite fit. */
  readonly instead?: string;
  /** The id of the form that compares; its box stands in the card. */
  readonly compareForm?: string;
}

/** One offer: whose, why it fits, how free it is this week, and the button to ask. */
export function offerCard(page: PageContext, item: CapacityItem, options: OfferOptions): Card {
  const { text } = page;
  const { wanted, instead } = options;
  const seats = formatSeats(text, item.freeSeats);
  const free = text("capacity-free", { seats, count: item.freeSeats });
  const may = !item.own && mayAct(page, "operator");
  return {
    title: localized(text, item.resource.name),
    href: whereOf(item),
    status: item.own ? status("quiet", text("capacity-own")) : status(instead === undefined ? "good" : "waiting", free),
    meta: html`${localized(text, item.coopName)}${item.region !== "" && ` · ${item.region}`}`,
    body: html`<div class="offer">
      <div>${instead !== undefined && html`<p class="instead">${instead}</p>`}
        <ul class="why">${reasons(page, item, wanted).map((reason) => html`<li>${reason}</li>`)}</ul></div>
      ${week(page, item, wanted)}</div>${compareBox(page, item, options)}`,
    ...(may && { actions: actions(asking(page, item, wanted)) }),
  };
}

export const week = (page: PageContext, item: CapacityItem, { slot }: Wanted): Html =>
  weekStrip(page, {
    fromMs: slot?.startsAtMs ?? page.nowMs,
    seats: item.seats,
    taken: item.taken,
    ...(slot && { wanted: slot }),
    ...(item.calendar && { calendar: item.calendar }),
  });

function compareBox({ text }: PageContext, item: CapacityItem, { compareForm }: OfferOptions): Html | undefined {
  if (compareForm === undefined) return undefined;
  const label = text("browse-compare-choose", { name: pickText(item.resource.name, text.locale) });
  return html`<p class="choice"><input type="checkbox" id="compare-${item.id}" name="offer" value="${item.id}" form="${compareForm}"> <label for="compare-${item.id}">${label}</label></p>`;
}

/** Our own resource's page, or whoever offers it. */
export const whereOf = ({ own, resource, peerId }: CapacityItem): string =>
  own ? `/resources/${resource.actor.split("/").at(-1) ?? ""}` : `/peers/${peerId ?? ""}`;

/** The one button to ask, with what was searched for. */
export function asking(page: PageContext, item: CapacityItem, { slot, seats = 0 }: Wanted): Html {
  const { text, zone } = page;
  const query = new URLSearchParams({
    proposal: item.id,
    ...(slot !== undefined && writeSlot(slot, zone)),
    ...(seats > 0 && { seats: String(seats) }),
  });
  const label = text("capacity-ask", {
    seats: formatSeats(text, seats),
    name: pickText(item.coopName, text.locale),
    count: seats,
  });
  return linkButton({ href: `/capacity/ask?${query.toString()}`, label });
}

/** Why it fits, or what it is when nothing was asked. */
export function reasons(
  page: Pick<PageContext, "text" | "zone" | "nowMs">,
  item: CapacityItem,
  wanted: Wanted,
): readonly string[] {
  const { text } = page;
  const features = formatList(
    text,
    item.features.map((feature) => featureName(text, feature)),
  );
  return [
    freeReason(page, item, wanted),
    ...(item.roomSeats === null || item.roomSeats >= item.seats
      ? []
      : [text("browse-why-room", { seats: formatSeats(text, item.roomSeats) })]),
    ...(item.distanceMetres === undefined ? [] : [distanceReason(page, item.distanceMetres)]),
    ...languageReason(page, item, wanted),
    ...(item.features.length === 0 ? [] : [text("browse-why-features", { features })]),
    ...(item.energy === "unknown" ? [] : [energyReason(page, item)]),
    text("capacity-why-terms", { terms: formatTerms(text, item.terms) }),
    ...[formatNotice(text, item.terms)].filter((says) => says !== undefined),
  ];
}

function freeReason(
  { text, zone, nowMs }: Pick<PageContext, "text" | "zone" | "nowMs">,
  item: CapacityItem,
  { slot }: Wanted,
): string {
  const free = {
    free: formatNumber(text, item.freeSeats),
    seats: formatSeats(text, item.seats),
    count: item.freeSeats,
  };
  return slot === undefined
    ? text("capacity-why-seats", free)
    : text("capacity-why-free", { ...free, when: formatSlot({ text, zone, nowMs }, slot) });
}

export function distanceReason({ text }: Pick<PageContext, "text">, metres: number): string {
  const km = Math.round(metres / 1000);
  return text("browse-why-distance", { km: formatNumber(text, km), count: km });
}

function languageReason(
  { text }: Pick<PageContext, "text">,
  { languages }: CapacityItem,
  { language }: Wanted,
): readonly string[] {
  if (languages.length === 0) return [];
  return language === undefined
    ? [text("capacity-why-languages", { languages: formatLanguages(text, languages) })]
    : [text("capacity-why-language", { language: formatLanguage(text, language) })];
}

export const energyReason = ({ text }: Pick<PageContext, "text">, { energy, energyStatement }: CapacityItem): string =>
  energyStatement === null || energyStatement === ""
    ? energyName(text, energy)
    : text("browse-why-energy", { energy: energyName(text, energy), statement: energyStatement });
