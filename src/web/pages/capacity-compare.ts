import { html } from "hono/html";
import type { CapacityItem } from "#src/app/capacity.ts";
import type { Wanted } from "#src/domain/listing.ts";
import { cards, emptyState, section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { renderPage } from "#src/web/layout.ts";
import { pickText } from "#src/domain/language.ts";
import { platformName } from "./capacity-form.ts";
import { asking, distanceReason, energyReason, week, whereOf } from "./capacity-offer.ts";
import type { Searched } from "./capacity-search.ts";
import { mayAct } from "./done.ts";
import { featureName } from "./resource-form.ts";

/** So many stand side by side. */
export const mostCompared = 4;

interface Compared {
  readonly searched: Searched;
  readonly items: readonly CapacityItem[];
  /** More were chosen than stand side by side. */
  readonly tooMany: boolean;
}

/** Offers side by side, each question a row. */
export function renderCompare(page: PageContext, { searched, items, tooMany }: Compared): Html {
  const { text } = page;
  const query = searched.fields.toString();
  const few = { title: text("browse-compare-few-title"), says: text("browse-compare-few", { most: mostCompared }) };
  return renderPage(page, {
    title: text("browse-compare-title"),
    ...(tooMany && { lead: text("browse-compare-many", { most: mostCompared }) }),
    back: { label: text("capacity-title"), href: `/capacity${query === "" ? "" : `?${query}`}` },
    body: items.length < 2 ? emptyState(few) : sideBySide(page, items, searched.wanted),
  });
}

interface Row {
  readonly label: string;
  readonly cell: (item: CapacityItem) => Content;
}

function sideBySide(page: PageContext, items: readonly CapacityItem[], wanted: Wanted): Html {
  const { text } = page;
  const nameOf = (item: CapacityItem): string => pickText(item.resource.name, text.locale);
  const column = (item: CapacityItem) => ({ label: nameOf(item), cell: (row: Row) => row.cell(item) });
  return html`<div class="compare">${table({
    caption: text("browse-compare-title"),
    captionHidden: true,
    columns: [{ label: text("browse-compare-question"), cell: (row: Row) => row.label }, ...items.map(column)],
    rows: rowsOf(page, wanted),
  })}</div>
  ${section(
    { title: text("browse-compare-week") },
    cards(
      items.map((item) => ({ title: localized(text, item.resource.name), body: week(page, item, wanted) })),
      "columns",
    ),
  )}`;
}

function rowsOf(page: PageContext, wanted: Wanted): readonly Row[] {
  const { text } = page;
  const no = "–";
  const rows: readonly Row[] = [
    {
      label: text("capacity-provider"),
      cell: (item) =>
        html`<a href="${whereOf(item)}">${localized(text, item.coopName)}</a>${item.region !== "" && `, ${item.region}`}`,
    },
    {
      label: text("browse-compare-free"),
      cell: ({ freeSeats, seats }) =>
        text("browse-compare-of", { free: formatNumber(text, freeSeats), seats: formatSeats(text, seats) }),
    },
    { label: text("capacity-in-return"), cell: ({ terms }) => formatTerms(text, terms) },
    {
      label: text("resources-languages"),
      cell: ({ languages }) => (languages.length === 0 ? no : formatLanguages(text, languages)),
    },
    {
      label: text("resources-features"),
      cell: ({ features }) =>
        features.length === 0
          ? no
          : formatList(
              text,
              features.map((one) => featureName(text, one)),
            ),
    },
    { label: text("resources-energy"), cell: (item) => energyReason(page, item) },
    {
      label: text("browse-platform"),
      cell: ({ resource }) => (resource.platform === null ? no : platformName(text, resource.platform)),
    },
  ];
  const far: Row = {
    label: text("browse-near"),
    cell: ({ distanceMetres }) => (distanceMetres === undefined ? no : distanceReason(page, distanceMetres)),
  };
  const ask: Row = {
    label: text("browse-compare-ask"),
    cell: (item) => (item.own || !mayAct(page, "operator") ? no : asking(page, item, wanted)),
  };
  return [...rows, ...(wanted.near === undefined ? [] : [far]), ask];
}
