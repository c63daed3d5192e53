import { html } from "hono/html";
import type { CapacityItem } from "#src/app/capacity.ts";
import { pickText } from "#src/domain/language.ts";
import type { Energy } from "#src/domain/resource.ts";
import type { Slot } from "#src/domain/slot.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, textField } from "#src/web/components/field.ts";
import { actions, form } from "#src/web/components/form.ts";
import { formatLanguage, formatLanguages, localized } from "#src/web/components/language.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatSlot } from "#src/web/components/time.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { renderPage } from "#src/web/layout.ts";
import { energyName } from "./resource-form.ts";
import { mayAct } from "./done.ts";
import { slotFields, writeSlot } from "./slot-fields.ts";

/** What somebody looks for. */
export interface Searched {
  /** Whether anything was asked; without it all that is shared is shown. */
  readonly isSearch: boolean;
  readonly slot?: Slot;
  readonly seats?: number;
  readonly language?: string;
  readonly region?: string;
  readonly energy?: Energy;
}

export interface Capacity {
  readonly searched: Searched;
  /** What fits, best first. */
  readonly items: readonly CapacityItem[];
  /** All that is shared with us, to choose regions and languages from. */
  readonly everything: readonly CapacityItem[];
}

/** Who has so many seats at this hour. */
export function renderCapacity(page: PageContext, view: Capacity): Html {
  const { text } = page;
  const isWrong = Object.keys(page.typed?.errors ?? {}).length > 0;
  return renderPage(page, {
    title: text("capacity-title"),
    lead: text("capacity-lead"),
    body: html`${search(page, view)} ${!isWrong && results(page, view)}`,
  });
}

function search(page: PageContext, { everything, searched }: Capacity): Html {
  const { text } = page;
  const regions = [...new Set(everything.map(({ region }) => region))].filter((region) => region !== "").toSorted();
  const languages = [...new Set(everything.flatMap((item) => item.languages))];
  const named = languages
    .map((tag) => ({ value: tag, label: formatLanguage(text, tag) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, text.intlLocale));
  const any = { prompt: text("capacity-any"), optional: true };
  return html`<search class="search">${form(
    page,
    {
      action: "/capacity",
      method: "get",
      button: { label: text("capacity-search") },
      ...(searched.isSearch && { cancel: { label: text("capacity-search-again"), href: "/capacity" } }),
    },
    html`<p>${text("capacity-search-help")}</p><div class="field-columns">
      ${slotFields(page, {}, true)}
      ${textField(page, { name: "seats", label: text("capacity-seats"), type: "number", width: "short", optional: true })}
      ${selectField(page, { name: "language", label: text("capacity-language"), options: named, ...any })}
      ${selectField(page, { name: "region", label: text("capacity-region"), options: regions.map((value) => ({ value, label: value })), ...any })}
      ${selectField(page, { name: "energy", label: text("capacity-energy"), options: (["renewable", "mixed"] as const).map((value) => ({ value, label: energyName(text, value) })), ...any })}
    </div>`,
  )}</search>`;
}

function results(page: PageContext, view: Capacity): Html {
  const { text } = page;
  const { searched, items, everything } = view;
  if (everything.length === 0) {
    return emptyState({
      title: text("capacity-empty-title"),
      says: text("capacity-empty"),
      action: actions(
        linkButton({ href: "/peers", label: text("capacity-to-peers") }),
        linkButton({ href: "/resources", label: text("capacity-to-resources"), kind: "quiet" }),
      ),
    });
  }
  if (!searched.isSearch)
    return section({ title: text("capacity-everything") }, cards(items.map((item) => offer(page, item, searched))));
  if (items.length === 0) return emptyState({ title: text("capacity-nothing-title"), says: text("capacity-nothing") });
  const title = text("capacity-results", { count: items.length, number: formatNumber(text, items.length) });
  return section(
    { title },
    html`<p class="meta">${text("capacity-order")}</p>${cards(items.map((item) => offer(page, item, searched)))}`,
  );
}

function offer(page: PageContext, item: CapacityItem, searched: Searched): Card {
  const { text } = page;
  const { slot } = searched;
  const seats = formatSeats(text, item.freeSeats);
  const may = !item.own && mayAct(page, "operator");
  return {
    title: localized(text, item.resource.name),
    href: whereOf(item),
    status: item.own
      ? status("quiet", text("capacity-own"))
      : status("good", text("capacity-free", { seats, count: item.freeSeats })),
    meta: html`${localized(text, item.coopName)}${item.region !== "" && ` · ${item.region}`}`,
    body: html`<div class="offer"><ul class="why">${reasons(page, item, searched).map((reason) => html`<li>${reason}</li>`)}</ul>
      ${weekStrip(page, { fromMs: slot?.startsAtMs ?? page.nowMs, seats: item.seats, taken: item.taken, ...(slot && { wanted: slot }) })}</div>`,
    ...(may && { actions: actions(asking(page, item, searched)) }),
  };
}

/** Our own resource's page, or whoever offers it. */
const whereOf = ({ own, resource, peerId }: CapacityItem): string =>
  own ? `/resources/${resource.actor.split("/").at(-1) ?? ""}` : `/peers/${peerId ?? ""}`;

/** The one button to ask, with what was searched for. */
function asking(page: PageContext, item: CapacityItem, searched: Searched): Html {
  const { text } = page;
  const { seats = 0 } = searched;
  const label = text("capacity-ask", {
    seats: formatSeats(text, seats),
    name: pickText(item.coopName, text.locale),
    count: seats,
  });
  return linkButton({ href: askHref(page, item, searched), label });
}

/** Why it fits, or what it is when nothing was asked. */
function reasons(
  { text, zone, nowMs }: PageContext,
  item: CapacityItem,
  { slot, language }: Searched,
): readonly string[] {
  const free = {
    free: formatNumber(text, item.freeSeats),
    seats: formatSeats(text, item.seats),
    count: item.freeSeats,
  };
  const speaks =
    language !== undefined
      ? text("capacity-why-language", { language: formatLanguage(text, language) })
      : text("capacity-why-languages", { languages: formatLanguages(text, item.languages) });
  return [
    slot === undefined
      ? text("capacity-why-seats", free)
      : text("capacity-why-free", { ...free, when: formatSlot({ text, zone, nowMs }, slot) }),
    ...(item.languages.length > 0 ? [speaks] : []),
    ...(item.energy === "unknown" ? [] : [energyName(text, item.energy)]),
    text("capacity-why-terms", { terms: formatTerms(text, item.terms) }),
  ];
}

function askHref({ zone }: PageContext, item: CapacityItem, { slot, seats }: Searched): string {
  const query = new URLSearchParams({
    proposal: item.id,
    ...(slot !== undefined && writeSlot(slot, zone)),
    ...(seats !== undefined && { seats: String(seats) }),
  });
  return `/capacity/ask?${query.toString()}`;
}
