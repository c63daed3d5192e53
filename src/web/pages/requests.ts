import type { Hono } from "hono";
import { listAgreements } from "#src/app/agreement-view.ts";
import {
  findRequest,
  listRequests,
  offerForRequest,
  publishRequest,
  takeAnswer,
  withdrawRequest,
  type NeedOutcome,
  type RequestView,
} from "#src/app/requests.ts";
import { listResourceViews } from "#src/app/resources.ts";
import { pickText } from "#src/domain/language.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { refusalSays } from "./agreement-parts.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readAnswer, readRequest, renderRequestForm, type Rooms } from "./request-form.ts";
import { doneWords, renderRequest, renderRequests, type OwnNeed } from "./requests-view.ts";
import { writingLanguages } from "./resource-form.ts";
import { readWhole } from "./typed-number.ts";

const pageSize = 50;
type Errors = Readonly<Record<string, string>>;

/** What coops need, ours and others', and what is offered for it. */
export function requestPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/requests", only("member"), async (c) => {
    const { items, next } = await listRequests(app, { limit: pageSize, whose: "theirs", ...cursorOf(c) });
    const ours = await listOwnNeeds(app);
    const names = await peerNames(app.database);
    return c.html(renderRequests(c.get("page"), { theirs: items, next, ours, names, done: readDone(c, doneWords) }));
  });
  newRoutes(parts, pages);
  pages.get("/requests/:id", only("member"), async (c) => {
    const view = await findRequest(app, idOf(c));
    return view === undefined ? renderProblem(c, "not-found") : showRequest(parts, c, { view });
  });
  answerRoutes(parts, pages);
}

/** What we need and has not begun, each with how many offers there are for it. */
export async function listOwnNeeds(app: WebParts["app"]): Promise<readonly OwnNeed[]> {
  const { items } = await listRequests(app, { limit: 100, whose: "ours" });
  return Promise.all(
    items.map(async (request) => ({ request, answers: (await findRequest(app, request.id))?.answers.length ?? 0 })),
  );
}

interface Shown {
  readonly view: RequestView;
  readonly page?: PageContext;
  readonly refused?: string;
}

async function showRequest({ app }: WebParts, c: Request, { view, page, refused }: Shown): Promise<Response> {
  const rooms = view.peer === undefined ? [] : await roomsOf(app);
  const known = { peers: await peersOf(app, view), taken: await takenOf(app, view) };
  const rest = { rooms, refused, done: readDone(c, doneWords) };
  const shown = renderRequest(page ?? c.get("page"), { ...view, ...known, ...rest });
  return c.html(shown, page !== undefined || refused !== undefined ? 422 : 200);
}

async function peersOf({ database }: WebParts["app"], { answers }: RequestView): Promise<ReadonlyMap<string, Peer>> {
  const ids = new Set(answers.map(({ peerId }) => peerId).filter((id) => id !== null));
  const peers = await Promise.all([...ids].map((id) => findPeer(database, id)));
  return new Map(peers.filter((peer) => peer !== undefined).map((peer) => [peer.id, peer]));
}

/** What we have asked for already on the offers for a request of ours, by the offer's id. */
async function takenOf(
  app: WebParts["app"],
  { request, answers, peer }: RequestView,
): Promise<ReadonlyMap<string, string>> {
  if (peer !== undefined || answers.length === 0) return new Map();
  const { startsAtMs: fromMs, endsAtMs: untilMs } = request;
  const { items } = await listAgreements(app, { limit: 200, role: "receiver", fromMs, untilMs });
  const standing = items.filter(({ state }) => state === "offered" || state === "accepted" || state === "fulfilled");
  return new Map(standing.map(({ proposalId, id }) => [proposalId, id]));
}

/** Our meeting servers, of which seats can be offered. */
async function roomsOf(app: WebParts["app"]): Promise<Rooms> {
  const { items } = await listResourceViews(app, { limit: 200 });
  return items.filter(({ seats }) => seats !== null);
}

function newRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/requests/new", only("operator"), (c) =>
    c.html(renderRequestForm(c.get("page"), writingLanguages(c.get("coop")))),
  );
  pages.post("/requests", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const languages = writingLanguages(c.get("coop"));
    const refuse = (errors: Errors): Response | Promise<Response> =>
      c.html(renderRequestForm({ ...page, typed: keepTyped(body, errors) }, languages), 422);
    const read = readRequest(page, body, languages);
    if ("errors" in read) return refuse(read.errors);
    const done = await publishRequest(app, read.wanted);
    return done.outcome === "done"
      ? leadTo(c, `/requests/${done.request.id}`, "published")
      : refuse(needErrors(page, done));
  });
  pages.post("/requests/:id/withdraw", only("operator"), async (c) => {
    const withdrawn = await withdrawRequest(app, idOf(c));
    return withdrawn === undefined ? renderProblem(c, "not-found") : leadTo(c, "/requests", "withdrawn");
  });
}

function needErrors({ text }: PageContext, outcome: Exclude<NeedOutcome, { readonly outcome: "done" }>): Errors {
  return outcome.outcome === "too-many"
    ? { title: text("requests-too-many", { most: outcome.most }) }
    : { date: refusalSays(text, outcome.refusal) };
}

function answerRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.post("/requests/:id/offer", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const view = await findRequest(app, idOf(c));
    if (view?.peer === undefined) return renderProblem(c, "not-found");
    const refuse = (errors: Errors): Promise<Response> =>
      showRequest(parts, c, { view, page: { ...page, typed: keepTyped(body, errors) } });
    const read = readAnswer(page, body, await roomsOf(app));
    if ("errors" in read) return refuse(read.errors);
    const done = await offerForRequest(app, view.request.id, read.answer);
    switch (done.outcome) {
      case "done":
        return leadTo(c, `/requests/${view.request.id}`, "offered");
      case "not-found":
        return renderProblem(c, "not-found");
      case "over":
        return showRequest(parts, c, { view, refused: page.text("requests-over-says") });
      case "refused":
        return refuse({ seats: page.text("requests-offer-seats-most") });
    }
  });
  pages.post("/requests/:id/take", only("operator"), async (c) => {
    const body = await readForm(c);
    const { text } = c.get("page");
    const view = await findRequest(app, idOf(c));
    if (view === undefined || view.peer !== undefined) return renderProblem(c, "not-found");
    const fairUseVersion = readWhole(field(body, "fairUseVersion"));
    const title = pickText(view.request.title);
    const wish = {
      proposalId: field(body, "proposal"),
      title,
      ...(fairUseVersion !== undefined && { fairUseVersion }),
    };
    const taken = await takeAnswer(app, view.request.id, wish);
    if (taken === undefined) return showRequest(parts, c, { view, refused: text("requests-answer-gone") });
    if (taken.outcome === "offered") return leadTo(c, `/agreements/${taken.agreement.id}`, "asked");
    return showRequest(parts, c, { view, refused: refusalSays(text, taken.refusal) });
  });
}
