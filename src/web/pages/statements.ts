import type { Hono } from "hono";
import {
  closePeriod,
  findStatement,
  listEntriesOfStatement,
  listStatements,
  today,
  type ClosingProblem,
} from "#src/app/statements.ts";
import type { Context } from "#src/app/context.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { isUnit } from "#src/domain/quantity.ts";
import { dayOf, isDay } from "#src/domain/statement.ts";
import { findPeer, listPeers, type Peer } from "#src/store/peers.ts";
import { findStatementByIri } from "#src/store/statements.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { nameOf, peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { renderStatement, type CountedChoice } from "./statement-page.ts";
import { renderStatements, statementFilters, statesOf } from "./statements-view.ts";

const pageSize = 50;
/** How many entries a statement shows, and prints, at once. */
const countedSize = 200;

/** What both coops sign about a period. */
export function statementPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/statements", only("member"), async (c) => showStatements(app, c, {}));
  pages.get("/ledger/statements/:id", only("member"), async (c) => showStatement(app, c));
  pages.post("/ledger/statements", only("steward"), async (c) => {
    const body = await readForm(c);
    const { text } = c.get("page");
    const peer = await findPeer(app.database, field(body, "peer"));
    const until = field(body, "until");
    const errors = {
      ...(peer === undefined && { peer: text("statements-close-with-missing") }),
      ...(!isDay(until) && { until: text("statements-close-until-wrong") }),
      ...(isDay(until) && until >= today(app) && { until: text("statements-problem-not-over") }),
    };
    if (peer === undefined || Object.keys(errors).length > 0)
      return showStatements(app, c, { typed: keepTyped(body, errors) });
    const closed = await closePeriod(app, peer.id, until);
    if (closed.outcome === "not-found") return renderProblem(c, "not-found");
    if (closed.outcome === "done") return leadTo(c, `/ledger/statements/${closed.statement.id}`, "proposed");
    return showStatements(app, c, { typed: keepTyped(body, {}), because: { problem: closed.because, peer } });
  });
}

interface Shown {
  readonly typed?: Typed;
  readonly because?: { readonly problem: ClosingProblem; readonly peer: Peer };
}

async function showStatements(app: Context, c: Request, { typed, because }: Shown): Promise<Response> {
  const filter = statementFilters.find((one) => one === c.req.query("show")) ?? "all";
  const peer = await findPeer(app.database, c.req.query("peer") ?? "");
  const { items, next } = await listStatements(app, {
    limit: pageSize,
    ...(filter === "all" ? {} : { states: statesOf[filter] }),
    ...(peer === undefined ? {} : { peerId: peer.id }),
    ...cursorOf(c),
  });
  const page = typed === undefined ? c.get("page") : { ...c.get("page"), typed };
  const view = {
    us: actorIri(app.origin, coopActorId),
    statements: items,
    next,
    filter,
    names: await peerNames(app.database),
    peers: await listPeers(app.database, { limit: 500, states: ["partner", "limited", "ended"] }),
    lastDay: dayOf(app.nowMs() - 24 * 3_600_000),
    ...(because !== undefined && {
      because: { problem: because.problem, name: pickText(nameOf(because.peer), page.text.locale) },
    }),
  };
  if (because !== undefined) return c.html(renderStatements(page, view), 409);
  return c.html(renderStatements(page, view), typed === undefined ? 200 : 422);
}

async function showStatement(app: Context, c: Request): Promise<Response> {
  const details = await findStatement(app, idOf(c));
  if (details === undefined) return renderProblem(c, "not-found");
  const us = actorIri(app.origin, coopActorId);
  const { row, peer, statement } = details;
  const choice = choiceOf(c);
  const { direction, ...of } = choice;
  const provider = direction === undefined ? {} : { provider: direction === "given" ? us : peer.coop };
  const { items, next } = await listEntriesOfStatement(app, row, {
    limit: countedSize,
    ...of,
    ...provider,
    ...cursorOf(c),
  });
  const previous = statement.previous === null ? undefined : await findStatementByIri(app.database, statement.previous);
  const isNew = readDone(c, ["proposed"]) !== undefined;
  return c.html(renderStatement(c.get("page"), { ...details, us, choice, entries: items, next, previous, isNew }));
}

const accounts = ["pair", "commons", "commons-use"] as const;
const directions = ["given", "received"] as const;

function choiceOf(c: Request): CountedChoice {
  const unit = c.req.query("unit") ?? "";
  const account = accounts.find((one) => one === c.req.query("account"));
  const direction = directions.find((one) => one === c.req.query("direction"));
  return { ...(isUnit(unit) && { unit }), ...(account && { account }), ...(direction && { direction }) };
}
