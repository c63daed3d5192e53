import type { Hono } from "hono";
import { checkServer } from "#src/app/health.ts";
import { findResourceView, type ResourceView } from "#src/app/resources.ts";
import { addServer, changeServer, findFilled, findServer, removeServer } from "#src/app/servers.ts";
import { hasServers } from "#src/domain/pool.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { idOf, leadTo } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { readServer, renderServerForm, serverErrors } from "./server-form.ts";

/** The meeting servers of a resource: added, changed, looked at, removed. They are shown on the resource's own page. */
export function serverPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  newServerRoutes(parts, pages);
  serverRoutes(parts, pages);
  const { app } = parts;
  pages.post("/servers/:id/check", only("operator"), async (c) => {
    const server = await findServer(app, idOf(c));
    if (server === undefined) return renderProblem(c, "not-found");
    await checkServer(app, server.id);
    return leadTo(c, `/resources/${server.resourceId}#servers`);
  });
  pages.post("/servers/:id/remove", only("operator"), async (c) => {
    const found = await findStored(parts, c);
    if (found === undefined) return renderProblem(c, "not-found");
    const removed = await removeServer(app, found.stored.server.id);
    if (removed.outcome !== "refused") return leadTo(c, `/resources/${found.resource.id}`, "server-removed");
    // A room was made meanwhile: the page says so in place of the button.
    const now = await findStored(parts, c);
    return now === undefined ? renderProblem(c, "not-found") : c.html(renderServerForm(c.get("page"), now), 409);
  });
}

async function findPool({ app }: WebParts, id: string): Promise<ResourceView | undefined> {
  const resource = await findResourceView(app, id);
  const isPool = resource !== undefined && resource.deletedAtMs === null && hasServers(resource.platform);
  return isPool ? resource : undefined;
}

async function findStored(parts: WebParts, c: Request) {
  const { app } = parts;
  const server = await findServer(app, idOf(c));
  const resource = server === undefined ? undefined : await findPool(parts, server.resourceId);
  if (server === undefined || resource === undefined) return undefined;
  return { resource, stored: { server, filled: await findFilled(app, server.id) } };
}

function newServerRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/resources/:id/servers/new", only("operator"), async (c) => {
    const resource = await findPool(parts, idOf(c));
    return resource === undefined
      ? renderProblem(c, "not-found")
      : c.html(renderServerForm(c.get("page"), { resource }));
  });
  pages.post("/resources/:id/servers", only("operator"), async (c) => {
    const resource = await findPool(parts, idOf(c));
    if (resource === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const page = c.get("page");
    const refuse = (errors: Readonly<Record<string, string>>): Response | Promise<Response> =>
      c.html(renderServerForm({ ...page, typed: keepTyped(body, errors) }, { resource }), 422);
    const read = readServer(page.text, body, { platform: resource.platform, isStored: false });
    if ("errors" in read) return refuse(read.errors);
    const added = await addServer(app, resource.id, read.wanted);
    if (added.outcome === "not-found") return renderProblem(c, "not-found");
    if (added.outcome === "refused") return refuse(serverErrors(page.text, added.refusal, resource.platform));
    await checkServer(app, added.server.id);
    return leadTo(c, `/resources/${resource.id}`, "server-added");
  });
}

function serverRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/servers/:id", only("operator"), async (c) => {
    const found = await findStored(parts, c);
    return found === undefined ? renderProblem(c, "not-found") : c.html(renderServerForm(c.get("page"), found));
  });
  pages.post("/servers/:id", only("operator"), async (c) => {
    const found = await findStored(parts, c);
    if (found === undefined) return renderProblem(c, "not-found");
    const { resource, stored } = found;
    const body = await readForm(c);
    const page = c.get("page");
    const refuse = (errors: Readonly<Record<string, string>>): Response | Promise<Response> =>
      c.html(renderServerForm({ ...page, typed: keepTyped(body, errors) }, found), 422);
    const read = readServer(page.text, body, { platform: resource.platform, isStored: true });
    if ("errors" in read) return refuse(read.errors);
    const changed = await changeServer(app, stored.server.id, read.wanted);
    if (changed.outcome === "not-found") return renderProblem(c, "not-found");
    if (changed.outcome === "refused") return refuse(serverErrors(page.text, changed.refusal, resource.platform));
    await checkServer(app, stored.server.id);
    return leadTo(c, `/resources/${resource.id}`, "server-changed");
  });
}
