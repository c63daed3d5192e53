import type { Hono } from "hono";
import { readCapacityIndex } from "#src/app/capacity-index.ts";
import { findCapacity, findCapacityById, readCursor } from "#src/app/capacity.ts";
import { findNearMisses } from "#src/app/near-misses.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { fieldValues, only } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { mostCompared, renderCompare } from "./capacity-compare.ts";
import { renderMap } from "./capacity-map.ts";
import { findChoices, queryOf, readSearch } from "./capacity-search.ts";
import { renderCapacity } from "./capacity-view.ts";

/** How many offers one page shows. */
const most = 20;
/** With fewer than this, what comes close is shown too. */
const few = 3;
const mostOnMap = 500;

/** Who has so many seats at this hour: as a list, side by side, and on a map. */
export function browsePages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/capacity", only("member"), async (c) => {
    const page = c.get("page");
    const choices = await findChoices(app);
    const typed = c.req.queries();
    const { searched, errors } = readSearch(page, typed, choices);
    const { listings } = await readCapacityIndex(app);
    const known = { searched, choices, hasAny: listings.size() > 0 };
    if (Object.keys(errors).length > 0) {
      const wrong = { ...page, typed: keepTyped(typed, errors) };
      return c.html(renderCapacity(wrong, { ...known, items: [], nearMisses: [] }), 422);
    }
    const cursor = c.req.query("cursor") ?? "";
    const after = readCursor("fit", cursor) === undefined ? {} : { cursor };
    const found = await findCapacity(app, { ...queryOf(searched.wanted), order: "fit", limit: most, ...after });
    const isFew = found.items.length < few && cursor === "";
    const nearMisses = isFew ? await findNearMisses(app, searched.wanted, found.items) : [];
    const shown = searched.isSearch ? { ...page, typed: keepTyped(typed, {}) } : page;
    return c.html(renderCapacity(shown, { ...known, ...found, nearMisses }));
  });
  pages.get("/capacity/compare", only("member"), async (c) => {
    const page = c.get("page");
    const typed = c.req.queries();
    const { searched } = readSearch(page, typed, await findChoices(app));
    const chosen = [...new Set(fieldValues(typed, "offer"))].filter(isUuidV7);
    const items = await findCapacityById(app, chosen.slice(0, mostCompared), searched.wanted);
    return c.html(renderCompare(page, { searched, items, tooMany: chosen.length > mostCompared }));
  });
  pages.get("/capacity/map", only("member"), async (c) => {
    const page = c.get("page");
    const { searched } = readSearch(page, c.req.queries(), await findChoices(app));
    const query = { ...queryOf(searched.wanted), order: "fit", limit: mostOnMap } as const;
    const { items, next } = await findCapacity(app, query);
    return c.html(renderMap(page, { searched, items, isPart: next !== undefined }));
  });
}
