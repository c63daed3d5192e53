import { html } from "hono/html";
import type { CapacityItem } from "#src/app/capacity.ts";
import type { NearMiss } from "#src/app/near-misses.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actions } from "#src/web/components/form.ts";
import { formatNumber, formatSeats } from "#src/web/components/quantity.ts";
import { formatSlot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { searchForm } from "./capacity-form.ts";
import { offerCard } from "./capacity-offer.ts";
import type { SearchChoices, Searched } from "./capacity-search.ts";
import { saveForm } from "./searches-view.ts";

export interface Capacity {
  readonly searched: Searched;
  /** One page of what fits, best first. */
  readonly items: readonly CapacityItem[];
  /** The cursor of the next page. */
  readonly next?: string;
  readonly nearMisses: readonly NearMiss[];
  readonly choices: SearchChoices;
  /** Whether anything at all is shared. */
  readonly hasAny: boolean;
}

const compareForm = "compare";

/** Who has so many seats at this hour. */
export function renderCapacity(page: PageContext, view: Capacity): Html {
  const { text } = page;
  const isWrong = Object.keys(page.typed?.errors ?? {}).length > 0;
  return renderPage(page, {
    title: text("capacity-title"),
    lead: text("capacity-lead"),
    body: html`${searchForm(page, view.choices, view.searched)} ${!isWrong && results(page, view)}`,
  });
}

function results(page: PageContext, view: Capacity): Html {
  const { text } = page;
  const { searched, items, hasAny, nearMisses } = view;
  if (!hasAny) {
    return emptyState({
      title: text("capacity-empty-title"),
      says: text("capacity-empty"),
      action: actions(
        linkButton({ href: "/peers", label: text("capacity-to-peers") }),
        linkButton({ href: "/resources", label: text("capacity-to-resources"), kind: "quiet" }),
      ),
    });
  }
  const nothing = emptyState({ title: text("capacity-nothing-title"), says: text("capacity-nothing") });
  return html`${items.length === 0 ? nothing : fitting(page, view)}
    ${nearMisses.length > 0 && close(page, view)}
    ${searched.isSearch && saveForm(page, searched.fields)}`;
}

function fitting(page: PageContext, view: Capacity): Html {
  const { text } = page;
  const { searched, items, next } = view;
  const { isSearch, wanted, fields } = searched;
  const known = { count: items.length, number: formatNumber(text, items.length) };
  const isPart = next !== undefined || isFurther(page);
  const found = isPart ? text("browse-results-part", known) : text("capacity-results", known);
  const mapHref = `/capacity/map${fields.size > 0 ? `?${fields.toString()}` : ""}`;
  return section(
    {
      title: isSearch ? found : text("capacity-everything"),
      aside: html`<a href="${mapHref}">${text("browse-map-link")}</a>`,
    },
    html`${isSearch && html`<p class="meta">${text("capacity-order")}</p>`}
      ${cards(items.map((item) => offerCard(page, item, { wanted, ...(items.length > 1 && { compareForm }) })))}
      ${pages(page, next)}
      ${items.length > 1 && compareButton(page, fields)}`,
  );
}

const isFurther = ({ path }: PageContext): boolean => new URL(path, "http://here.invalid").searchParams.has("cursor");

/** On to what fits less, and back to the best. */
function pages(page: PageContext, next: string | undefined): Html | undefined {
  const here = new URL(page.path, "http://here.invalid");
  const hrefAt = (cursor: string | undefined): string => {
    const there = new URL(here);
    if (cursor === undefined) there.searchParams.delete("cursor");
    else there.searchParams.set("cursor", cursor);
    return `${there.pathname}${there.search}`;
  };
  if (next === undefined && !isFurther(page)) return undefined;
  return html`<nav class="pagination" aria-label="${page.text("shell-pages")}">
    ${isFurther(page) && html`<a href="${hrefAt(undefined)}">${page.text("browse-first")}</a>`}
    ${next !== undefined && html`<a href="${hrefAt(next)}" rel="next">${page.text("browse-next")}</a>`}
  </nav>`;
}

/** The boxes in the cards belong to this form. */
function compareButton({ text }: PageContext, fields: URLSearchParams): Html {
  const hidden = [...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`<form id="${compareForm}" class="action" method="get" action="/capacity/compare">${hidden}<div class="says"><button type="submit" class="button button-quiet">${text("browse-compare-button")}</button><p>${text("browse-compare-help")}</p></div></form>`;
}

function close(page: PageContext, { nearMisses, searched }: Capacity): Html {
  const { text } = page;
  return section(
    { title: text("browse-close-title") },
    cards(
      nearMisses.map(({ item, instead }) =>
        offerCard(page, item, {
          wanted: { ...searched.wanted, ...instead },
          instead:
            "slot" in instead
              ? text("browse-close-time", { when: formatSlot(page, instead.slot) })
              : text("browse-close-seats", { seats: formatSeats(text, instead.seats), count: instead.seats }),
        }),
      ),
    ),
  );
}
