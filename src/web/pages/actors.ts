import type { Hono } from "hono";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { findActor, type Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { listAnnouncements, listPinned } from "#src/store/announcements.ts";
import { listOwnProposals } from "#src/store/proposals.ts";
import { findResource } from "#src/store/resources.ts";
import type { Html } from "#src/web/components/context.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { findPosts } from "./announcement-post.ts";
import { aboutPage } from "./about.ts";
import { renderCircle, renderMember, renderResource, renderUnlisted } from "./actors-view.ts";
import { coopPage } from "./coop.ts";
import { idOf } from "./done.ts";
import { renderProblem } from "./problem.ts";

/** On a circle's page; all of them stand among the coop's. */
const mostPosts = 10;

/** The page of everyone and everything that can be followed, at the same address as its ActivityPub document. */
export function actorPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const { database } = app;
  pages.get("/actors/:id", async (c) => {
    const coop = c.get("coop");
    if (coop === undefined) return renderProblem(c, "not-found");
    if (c.req.param("id") === coopActorId) return c.html(await coopPage(database, c, coop));
    if (c.req.param("id") === nodeActorId) return c.html(await aboutPage(app, c));
    const actor = await findActor(database, idOf(c));
    if (actor === undefined) return renderProblem(c, "not-found");
    if (actor.deletedAtMs !== null) return renderProblem(c, "gone");
    return c.html(await actorPage(database, c, { coop, actor }));
  });
}

async function actorPage(
  database: Database,
  c: Request,
  { coop, actor }: { readonly coop: Coop; readonly actor: Actor },
): Promise<Html> {
  const page = c.get("page");
  if (actor.kind === "resource") {
    const resource = await findResource(database, actor.id);
    if (resource === undefined) throw new Error(`The resource ${actor.id} has an actor and nothing behind it.`);
    const proposals = await listOwnProposals(database, { resourceId: actor.id, audience: "public" });
    return renderResource(page, { coop, resource, proposals });
  }
  if (!actor.discoverable) return renderUnlisted(page, { coop, actor });
  if (actor.kind !== "circle") return renderMember(page, { coop, actor });
  const latest = await listAnnouncements(database, { actorId: actor.id, limit: mostPosts });
  const pinned = await listPinned(database, actor.id);
  const items = [...pinned, ...latest.filter(({ id }) => !pinned.some((one) => one.id === id))];
  return renderCircle(page, { coop, actor, posts: await findPosts(database, items) });
}
