import type { Hono } from "hono";
import { listAgreements } from "#src/app/agreement-view.ts";
import { changeProposal, propose, withdrawProposal } from "#src/app/proposals.ts";
import {
  changeResource,
  findResourceView,
  listResourceViews,
  removeResource,
  revealAddress,
  shareResource,
  type ResourceView,
} from "#src/app/resources.ts";
import { listServers } from "#src/app/servers.ts";
import { hasServers } from "#src/domain/pool.ts";
import { reservationsOf as takenBy } from "#src/domain/agreement-reservation.ts";
import type { ResourceReservation } from "#src/domain/capacity.ts";
import { listTaking } from "#src/store/agreements.ts";
import { listOwnProposals, type Proposal } from "#src/store/proposals.ts";
import { findResource } from "#src/store/resources.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { proposalErrors, readProposal } from "./proposal-form.ts";
import { changesOf, readResource, resourceErrors, writingLanguages, type ResourceKind } from "./resource-form.ts";
import { renderProposalForm, renderResourceForm } from "./resource-forms-view.ts";
import { doneWords, renderResource, renderResources, type SharedResource } from "./resources-view.ts";
import { weekOf } from "./slot-fields.ts";

const pageSize = 50;

/** What this coop shares: its meeting servers and everything else, how full they are, and to whom they are offered. */
export function resourcePages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/resources", only("member"), async (c) => {
    const { items, next } = await listResourceViews(app, { limit: pageSize, ...cursorOf(c) });
    const shared = await Promise.all(items.map((resource) => sharedOf(parts, c.get("page"), resource)));
    return c.html(renderResources(c.get("page"), { shared, next, done: readDone(c, doneWords) }));
  });
  newResourceRoutes(parts, pages);
  pages.get("/resources/:id", only("member"), async (c) => {
    const resource = await findLiving(parts, c);
    return resource === undefined ? renderProblem(c, "not-found") : showResource(parts, c, resource);
  });
  changeRoutes(parts, pages);
  proposalRoutes(parts, pages);
}

async function findLiving({ app }: WebParts, c: Request): Promise<ResourceView | undefined> {
  const resource = await findResourceView(app, idOf(c));
  return resource?.deletedAtMs === null ? resource : undefined;
}

async function sharedOf({ app }: WebParts, page: PageContext, resource: ResourceView): Promise<SharedResource> {
  const { startsAtMs: fromMs, endsAtMs: untilMs } = weekOf(page.nowMs, page.zone);
  return {
    resource,
    proposals: await listOwnProposals(app.database, { resourceId: resource.id }),
    reservations: await reservationsOf(app, { resourceId: resource.id, fromMs, untilMs }),
  };
}

async function reservationsOf(
  app: WebParts["app"],
  taking: { readonly resourceId: string; readonly fromMs: number; readonly untilMs: number },
): Promise<readonly ResourceReservation[]> {
  const rows = await listTaking(app.database, { ...taking, nowMs: app.nowMs() });
  return rows.flatMap((row) => takenBy(row, app.nowMs()));
}

async function showResource(parts: WebParts, c: Request, resource: ResourceView): Promise<Response> {
  const { app } = parts;
  const page = c.get("page");
  const upcoming = await listAgreements(app, {
    limit: 100,
    resourceId: resource.id,
    fromMs: page.nowMs,
    role: "provider",
  });
  return c.html(
    renderResource(page, {
      ...(await sharedOf(parts, page, resource)),
      upcoming: upcoming.items.filter(
        ({ state }) => state === "offered" || state === "accepted" || state === "fulfilled",
      ),
      servers: await listServers(app, resource.id),
      names: await peerNames(app.database),
      done: readDone(c, doneWords),
    }),
  );
}

const kindOf = (given: string | undefined): ResourceKind => (given === "other" ? "other" : "meeting-server");

function newResourceRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/resources/new", only("operator"), (c) => {
    const languages = writingLanguages(c.get("coop"));
    return c.html(renderResourceForm(c.get("page"), { kind: kindOf(c.req.query("kind")), languages }));
  });
  pages.post("/resources", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const kind = kindOf(body["kind"] === "other" ? "other" : undefined);
    const options = { kind, languages: writingLanguages(c.get("coop")) };
    const refuse = (errors: Readonly<Record<string, string>>): Response | Promise<Response> =>
      c.html(renderResourceForm({ ...page, typed: keepTyped(body, errors) }, options), 422);
    const read = readResource(page.text, body, options);
    if ("errors" in read) return refuse(read.errors);
    const shared = await shareResource(app, read.wanted);
    if (shared.outcome === "refused") return refuse(resourceErrors(page.text, shared.refusal));
    if (shared.outcome === "not-found") return renderProblem(c, "not-found");
    if (hasServers(shared.resource.platform)) return leadTo(c, `/resources/${shared.resource.id}/servers/new`);
    return leadTo(c, `/resources/${shared.resource.id}`, kind === "other" ? "shared-other" : "shared");
  });
}

function changeRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/resources/:id/change", only("operator"), async (c) => {
    const stored = await findLiving(parts, c);
    if (stored === undefined) return renderProblem(c, "not-found");
    return c.html(renderResourceForm(c.get("page"), await formOptions(parts, c, stored)));
  });
  pages.post("/resources/:id/change", only("operator"), async (c) => {
    const stored = await findLiving(parts, c);
    if (stored === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const page = c.get("page");
    const options = await formOptions(parts, c, stored);
    const refuse = (errors: Readonly<Record<string, string>>): Response | Promise<Response> =>
      c.html(renderResourceForm({ ...page, typed: keepTyped(body, errors) }, options), 422);
    const read = readResource(page.text, body, options);
    if ("errors" in read) return refuse(read.errors);
    const changed = await changeResource(app, stored.id, changesOf(read.wanted));
    if (changed.outcome === "refused") return refuse(resourceErrors(page.text, changed.refusal));
    return leadTo(c, `/resources/${stored.id}`, "changed");
  });
  pages.post("/resources/:id/remove", only("operator"), async (c) => {
    const removed = await removeResource(app, idOf(c));
    return removed.outcome === "not-found" ? renderProblem(c, "not-found") : leadTo(c, "/resources", "removed");
  });
}

async function formOptions({ app }: WebParts, c: Request, stored: ResourceView) {
  const row = await findResource(app.database, stored.id);
  const address = row === undefined ? undefined : revealAddress(app, row);
  const languages = [...new Set([...writingLanguages(c.get("coop")), ...Object.keys(stored.name)])];
  return { kind: stored.kind, languages, stored, address };
}

function proposalRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/resources/:id/offer", only("operator"), async (c) => {
    const found = await findOffered(parts, c);
    return found === undefined ? renderProblem(c, "not-found") : c.html(renderProposalForm(c.get("page"), found));
  });
  pages.post("/resources/:id/offer", only("operator"), async (c) => {
    const found = await findOffered(parts, c);
    return found === undefined ? renderProblem(c, "not-found") : saveProposal(parts, c, found);
  });
  pages.get("/resources/:id/offers/:proposal", only("operator"), async (c) => {
    const found = await findOffered(parts, c);
    if (found?.stored === undefined) return renderProblem(c, "not-found");
    return c.html(renderProposalForm(c.get("page"), found));
  });
  pages.post("/resources/:id/offers/:proposal", only("operator"), async (c) => {
    const found = await findOffered(parts, c);
    return found?.stored === undefined ? renderProblem(c, "not-found") : saveProposal(parts, c, found);
  });
  pages.post("/resources/:id/offers/:proposal/withdraw", only("operator"), async (c) => {
    const found = await findOffered(parts, c);
    if (found?.stored === undefined) return renderProblem(c, "not-found");
    await withdrawProposal(app, found.stored.id);
    return leadTo(c, `/resources/${found.resource.id}`, "withdrawn");
  });
}

interface Offered {
  readonly resource: ResourceView;
  /** How many seats the resource has. */
  readonly most: number;
  /** The offer that the path names. */
  readonly stored?: Proposal;
}

/** A resource with seats, and its offer when the path names one. */
async function findOffered(parts: WebParts, c: Request): Promise<Offered | undefined> {
  const resource = await findLiving(parts, c);
  if (resource === undefined || resource.seats === null) return undefined;
  const wanted = idOf(c, "proposal");
  const stored = (await listOwnProposals(parts.app.database, { resourceId: resource.id })).find(
    ({ id }) => id === wanted,
  );
  return { resource, most: resource.seats, ...(stored !== undefined && { stored }) };
}

async function saveProposal({ app }: WebParts, c: Request, found: Offered): Promise<Response> {
  const body: FormBody = await readForm(c);
  const page = c.get("page");
  const { resource, stored, most } = found;
  const refuse = (errors: Readonly<Record<string, string>>): Response | Promise<Response> =>
    c.html(renderProposalForm({ ...page, typed: keepTyped(body, errors) }, found), 422);
  const read = readProposal(page.text, body, most);
  if ("errors" in read) return refuse(read.errors);
  const saved =
    stored === undefined
      ? await propose(app, { ...read.wanted, resourceId: resource.id })
      : await changeProposal(app, stored.id, read.wanted);
  if (saved.outcome === "refused") return refuse(proposalErrors(page.text, saved.refusal));
  if (saved.outcome === "not-found") return renderProblem(c, "not-found");
  return leadTo(c, `/resources/${resource.id}`, stored === undefined ? "offered" : "offer-changed");
}
