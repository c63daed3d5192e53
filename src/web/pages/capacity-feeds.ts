import type { Hono } from "hono";
import { findCapacity, type CapacityItem } from "#src/app/capacity.ts";
import { authenticate } from "#src/web/api/authenticate.ts";
import { answerFile } from "#src/web/feeds/answer.ts";
import { writeOffers } from "#src/web/feeds/capacity-atom.ts";
import { contentTypes } from "#src/web/feeds/formats.ts";
import { writeFeatures } from "#src/web/feeds/geojson.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { findChoices, queryOf, readSearch } from "./capacity-search.ts";

const most = 100;

/** Offers as Atom and GeoJSON: all that we know for whoever may see it, and our own public ones for everyone. */
export function capacityFeeds({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const addressOf = (c: Request): string => {
    const { pathname, search } = new URL(c.req.url);
    return `${app.origin}${pathname}${search}`;
  };
  pages.get("/capacity.atom", async (c) => {
    const principal = await authenticate(app, c);
    if ("problem" in principal) return c.text(principal.detail, 401, { "www-authenticate": 'Bearer realm="fedicoop"' });
    const page = c.get("page");
    const { searched, errors } = readSearch(page, c.req.queries(), await findChoices(app));
    const [wrong] = Object.values(errors);
    if (wrong !== undefined) return c.text(wrong, 422);
    const { wanted, fields } = searched;
    const { items } = await findCapacity(app, { ...queryOf(wanted), limit: most });
    const about = { title: page.text("capacity-title"), page: `${app.origin}/capacity?${fields.toString()}`, wanted };
    const body = await writeOffers({ app, text: page.text, address: addressOf(c) }, { ...about, items });
    return answerFile(c, { body, contentType: contentTypes.atom, fileName: "capacity.atom" });
  });
  const shared = { whose: "own", audience: "public", limit: most } as const;
  pages.get("/shared.atom", async (c) => {
    const { text } = c.get("page");
    const { items } = await findCapacity(app, shared);
    const about = { title: text("browse-shared-title"), page: `${app.origin}/`, wanted: {} };
    const body = await writeOffers({ app, text, address: addressOf(c) }, { ...about, items });
    return answerFile(c, { body, contentType: contentTypes.atom, fileName: "shared.atom" });
  });
  pages.get("/shared.geojson", async (c) => {
    const { items } = await findCapacity(app, shared);
    const body = JSON.stringify(writeFeatures(items, publicOf));
    return answerFile(c, { body, contentType: "application/geo+json", fileName: "shared.geojson" });
  });
}

/** What anyone may see of a public offer of ours. */
const publicOf = ({ proposal, resource, seats, terms, region, languages, energy, features }: CapacityItem) => ({
  proposal,
  resource: resource.actor,
  name: resource.name,
  seats,
  terms,
  region,
  languages,
  energy,
  features,
});
