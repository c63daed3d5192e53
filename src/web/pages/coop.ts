import type { Hono } from "hono";
import { findBearer } from "#src/app/handles.ts";
import { listAnnouncements } from "#src/store/announcements.ts";
import { listActors } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Database } from "#src/store/database.ts";
import { listEvents } from "#src/store/events.ts";
import { findProposal, listOwnProposals } from "#src/store/proposals.ts";
import { listResources } from "#src/store/resources.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { Html } from "#src/web/components/context.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { findPosts } from "./announcement-post.ts";
import { renderBeforeSetUp, renderCoop } from "./coop-view.ts";
import { idOf } from "./done.ts";
import { renderProblem } from "./problem.ts";

const most = { resources: 50, announcements: 3, events: 4, people: 60 } as const;

/** The front page: what to do before set-up, and after it who we are. */
export function coopPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/", async (c) => {
    const coop = c.get("coop");
    return c.html(coop === undefined ? renderBeforeSetUp(c.get("page")) : await coopPage(app.database, c, coop));
  });
  pages.get("/:handle{@[^/]+}", async (c) => {
    const handle = c.req.param("handle").slice(1).toLowerCase();
    const actor = await findBearer({ ...app, session: app.database }, handle);
    return actor === undefined ? renderProblem(c, "not-found") : c.redirect(`/actors/${actor.id}`, 302);
  });
  pages.get("/proposals", (c) => c.redirect("/#sharing", 302));
  pages.get("/proposals/:id", async (c) => {
    const proposal = await findProposal(app.database, idOf(c));
    if (proposal?.peerId !== null || proposal.resourceId === null || proposal.audience !== "public") {
      return renderProblem(c, "not-found");
    }
    return proposal.deletedAtMs === null ? c.redirect(`/actors/${proposal.resourceId}`, 302) : renderProblem(c, "gone");
  });
}

/** The coop's public page; the address of its actor answers the same. */
export async function coopPage(database: Database, c: Request, coop: Coop): Promise<Html> {
  return renderCoop(c.get("page"), {
    coop,
    resources: await listResources(database, { limit: most.resources }),
    proposals: await listOwnProposals(database, { audience: "public" }),
    announcements: await findPosts(
      database,
      await listAnnouncements(database, { limit: most.announcements, actorId: coopActorId }),
    ),
    events: await listEvents(database, { fromMs: c.get("page").nowMs, limit: most.events }),
    circles: await listActors(database, "circle", { limit: most.people, listed: true }),
    members: await listActors(database, "member", { limit: most.people, listed: true }),
  });
}
