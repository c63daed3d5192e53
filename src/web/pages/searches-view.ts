import { html } from "hono/html";
import type { FittingOffer, SavedSearch } from "#src/app/saved-searches.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatDate } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { offerCard } from "./capacity-offer.ts";
import { writeSearch } from "./capacity-search.ts";

export const doneWords = ["saved", "deleted", "followed"] as const;
type Done = (typeof doneWords)[number] | undefined;

/** Beneath results: be told when something else fits. */
export function saveForm(page: PageContext, fields: URLSearchParams): Html {
  const { text } = page;
  return section(
    { title: text("searches-save-title"), aside: html`<a href="/searches">${text("searches-title")}</a>` },
    form(
      withoutTyped(page),
      { action: "/searches", hidden: { search: fields.toString() }, button: { label: text("searches-save") } },
      html`<p>${text("searches-save-says")}</p>${textField(withoutTyped(page), { name: "name", label: text("searches-name"), help: text("searches-name-help"), maxLength: 100 })}`,
    ),
  );
}

/** The form of the search stands on the same page, and its values are not this one's. */
function withoutTyped({ typed: _typed, ...page }: PageContext): PageContext {
  return page;
}

/** The name that is missing, asked again with the search it is for. */
export function renderSave(page: PageContext, search: string): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("searches-save-title"),
    back: { label: text("capacity-title"), href: `/capacity?${search}` },
    body: form(
      page,
      { action: "/searches", hidden: { search }, button: { label: text("searches-save") } },
      textField(page, { name: "name", label: text("searches-name"), help: text("searches-name-help"), maxLength: 100 }),
    ),
  });
}

const doneSays = ({ text }: PageContext, done: NonNullable<Done>): string => {
  switch (done) {
    case "saved":
      return text("searches-saved");
    case "deleted":
      return text("searches-deleted");
    case "followed":
      return text("searches-followed");
  }
};

const alertOf = (page: PageContext, done: Done) =>
  done === undefined ? {} : { alert: { meaning: "good", says: doneSays(page, done) } as const };

/** All that somebody looks for again and again. */
export function renderSearches(page: PageContext, searches: readonly SavedSearch[], done: Done): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("searches-title"),
    lead: text("searches-lead"),
    back: { label: text("capacity-title"), href: "/capacity" },
    ...alertOf(page, done),
    body:
      searches.length === 0
        ? emptyState({
            title: text("searches-empty-title"),
            says: text("searches-empty"),
            action: actions(linkButton({ href: "/capacity", label: text("capacity-search") })),
          })
        : cards(searches.map((search) => searchCard(page, search))),
  });
}

/** One search, with what is new about it. */
export function searchCard(page: PageContext, { id, name, fitting, fresh, createdAtMs }: SavedSearch): Card {
  const { text } = page;
  const known = { count: fitting, number: formatNumber(text, fitting) };
  const news = { count: fresh, number: formatNumber(text, fresh) };
  return {
    title: name,
    href: `/searches/${id}`,
    status: fresh > 0 ? status("good", text("searches-fresh", news)) : status("quiet", text("searches-fitting", known)),
    meta: text("searches-since", { when: formatDate(page, createdAtMs) }),
  };
}

interface SearchPage {
  readonly search: SavedSearch;
  readonly offers: readonly FittingOffer[];
  /** The secret address of its feed, once somebody asked for one. */
  readonly feed: string | undefined;
  readonly done: Done;
}

/** What fits a saved search now, the latest first. */
export function renderSearch(page: PageContext, { search, offers, feed, done }: SearchPage): Html {
  const { text } = page;
  const { id, name, wanted, seenAtMs } = search;
  const query = writeSearch(wanted, page.zone).toString();
  const card = (offer: FittingOffer): Card => {
    const shown = offerCard(page, offer, { wanted });
    const since = text("searches-fits-since", { when: formatDate(page, offer.fitsSinceMs) });
    const isNew = offer.fitsSinceMs > seenAtMs;
    return { ...shown, meta: html`${shown.meta} · ${since}${isNew && html` ${status("good", text("searches-new"))}`}` };
  };
  return renderPage(page, {
    title: name,
    back: { label: text("searches-title"), href: "/searches" },
    ...alertOf(page, done),
    body: html`
      ${
        offers.length === 0
          ? emptyState({ title: text("searches-nothing-title"), says: text("searches-nothing") })
          : section({ title: text("searches-fits") }, cards(offers.map(card)))
      }
      ${actions(linkButton({ href: `/capacity?${query}`, label: text("searches-again"), kind: "quiet" }))}
      ${section({ title: text("searches-feed-title") }, feedPart(page, id, feed))}
      ${actionForm(page, { action: `/searches/${id}/delete`, button: { label: text("searches-delete"), kind: "danger", says: text("searches-delete-says") } })}`,
  });
}

function feedPart(page: PageContext, id: string, feed: string | undefined): Html {
  const { text } = page;
  if (feed !== undefined)
    return html`<p>${text("searches-feed-secret")}</p>${copyable(page, { label: text("searches-feed-address"), value: feed })}`;
  return html`<p>${text("searches-feed-says")}</p>${actionForm(page, { action: `/searches/${id}/feed`, button: { label: text("searches-feed-make"), kind: "quiet" } })}`;
}
