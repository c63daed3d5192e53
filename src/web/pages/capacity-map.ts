import { html } from "hono/html";
import type { CapacityItem } from "#src/app/capacity.ts";
import { pickText } from "#src/domain/language.ts";
import type { GeoPoint } from "#src/domain/resource.ts";
import { assetHref } from "#src/web/assets.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localized } from "#src/web/components/language.ts";
import { formatNumber, formatSeats } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import { whereOf } from "./capacity-offer.ts";
import type { Searched } from "./capacity-search.ts";

interface MapView {
  readonly searched: Searched;
  readonly items: readonly CapacityItem[];
  /** There are more than are shown. */
  readonly isPart: boolean;
}

/** Offers that stand so near to each other that they are one mark. */
interface Mark {
  readonly x: number;
  readonly y: number;
  readonly items: CapacityItem[];
}

/** A part of the world in tenths of a degree, from 180 west and 90 north: what `land.svg` is drawn in. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The same as the results, where it stands: a drawing of our own, with nobody else asked for any part of it. */
export function renderMap(page: PageContext, { searched, items, isPart }: MapView): Html {
  const { text } = page;
  const query = searched.fields.toString();
  const placed = items.filter(({ place }) => place !== null);
  const marks = marksOf(placed);
  const nowhere = items.filter(({ place }) => place === null);
  return renderPage(page, {
    title: text("browse-map-title"),
    lead: isPart
      ? text("browse-map-part", { number: formatNumber(text, items.length), count: items.length })
      : text("browse-map-lead"),
    back: { label: text("capacity-title"), href: `/capacity${query === "" ? "" : `?${query}`}` },
    body: html`${marks.length === 0 ? emptyState({ title: text("browse-map-empty-title"), says: text("browse-map-empty") }) : drawing(page, marks)}
      ${marks.length > 0 && section({ title: text("browse-map-list") }, html`<ol class="places">${marks.map((mark, index) => placeItem(page, mark, index))}</ol>`)}
      ${nowhere.length > 0 && section({ title: text("browse-map-nowhere") }, html`<ul class="places">${nowhere.map((item) => offerItem(page, item))}</ul>`)}`,
  });
}

const xOf = ({ longitudeE6 }: GeoPoint): number => Math.round(longitudeE6 / 1e5) + 1800;
const yOf = ({ latitudeE6 }: GeoPoint): number => 900 - Math.round(latitudeE6 / 1e5);

function marksOf(items: readonly CapacityItem[]): readonly Mark[] {
  const marks = new Map<string, Mark>();
  // Half a degree: at most some fifty kilometres.
  const near = (value: number): number => Math.round(value / 5) * 5;
  for (const item of items) {
    if (item.place === null) continue;
    const [x, y] = [near(xOf(item.place)), near(yOf(item.place))];
    const mark = marks.get(`${x} ${y}`) ?? { x, y, items: [] };
    mark.items.push(item);
    marks.set(`${x} ${y}`, mark);
  }
  return [...marks.values()];
}

const leastWidth = 400;
const margin = 1.3;

/** Around all marks, twice as wide as it is high, and never beyond the world. */
function frameOf(marks: readonly Mark[]): Frame {
  const [xs, ys] = [marks.map(({ x }) => x), marks.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const width = Math.min(3600, Math.round(Math.max(leastWidth, (right - left) * margin, (bottom - top) * margin * 2)));
  const height = Math.round(width / 2);
  const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)));
  return {
    x: within((left + right - width) / 2, 3600 - width),
    y: within((top + bottom - height) / 2, 1800 - height),
    width,
    height,
  };
}

function drawing(page: PageContext, marks: readonly Mark[]): Html {
  const { x, y, width, height } = frameOf(marks);
  const unit = width / 100;
  return html`<figure class="map">
    <svg viewBox="${x} ${y} ${width} ${height}" role="group" aria-label="${page.text("browse-map-title")}">
      <rect class="map-sea" x="${x}" y="${y}" width="${width}" height="${height}" />
      <use class="map-land" href="${assetHref("land.svg")}#land" />
      ${marks.map((mark, index) => markLink(page, mark, { unit, number: index + 1 }))}
    </svg>
    <figcaption>${page.text("browse-map-caption")}</figcaption>
  </figure>`;
}

function markLink(
  page: PageContext,
  { x, y, items }: Mark,
  { unit, number }: { readonly unit: number; readonly number: number },
): Html {
  const size = Math.round(unit * 20) / 10;
  const label = `${number}. ${items.map((item) => pickText(item.resource.name, page.text.locale)).join(", ")}`;
  return html`<a href="#place-${number}" class="map-mark" aria-label="${label}"><title>${label}</title><circle cx="${x}" cy="${y}" r="${size}" /><text x="${x}" y="${y}" dy="0.36em" font-size="${Math.round(size * 12) / 10}" aria-hidden="true">${number}</text></a>`;
}

const placeItem = (page: PageContext, { items }: Mark, index: number): Html =>
  html`<li id="place-${index + 1}"><ul>${items.map((item) => offerItem(page, item))}</ul></li>`;

function offerItem({ text }: PageContext, item: CapacityItem): Html {
  const seats = formatSeats(text, item.freeSeats);
  return html`<li><a href="${whereOf(item)}">${localized(text, item.resource.name)}</a>, ${localized(text, item.coopName)}${item.region !== "" && ` · ${item.region}`}: ${text("capacity-free", { seats, count: item.freeSeats })}</li>`;
}
