import type { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { nodeActorId } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { listListedPartners } from "#src/store/peers.ts";
import type { Html } from "#src/web/components/context.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { streamSource } from "#src/web/source.ts";
import { renderAbout } from "./about-view.ts";

const mostPartners = 200;

/** What this node is, and the source that it runs. */
export function aboutPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/about", async (c) => c.html(await aboutPage(app, c)));
  pages.get("/partners", (c) => c.redirect("/about#partners", 302));
  pages.get("/about/source.tar.gz", (c) => {
    const { body, length } = streamSource();
    return c.body(body, 200, {
      "content-length": String(length),
      "content-type": "application/gzip",
      "content-disposition": 'attachment; filename="fedicoop.tar.gz"',
      "cache-control": "public, max-age=3600",
    });
  });
}

/** The node's page; the address of its actor answers the same. */
export async function aboutPage({ database, origin }: Context, c: Request): Promise<Html> {
  const coop = c.get("coop");
  return renderAbout(c.get("page"), {
    origin,
    coop,
    node: await findActor(database, nodeActorId),
    partners: coop === undefined ? [] : await listListedPartners(database, mostPartners),
  });
}
