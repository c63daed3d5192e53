import type { Hono } from "hono";
import { findDispute, listDisputes } from "#src/app/dispute-views.ts";
import { sayWord, type WordSaid } from "#src/app/disputes.ts";
import type { Context } from "#src/app/context.ts";
import type { DisputeWordKind } from "#src/domain/dispute.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { disputeDoneWords, renderDispute, type DisputePage } from "./dispute-page.ts";
import { disputeFilters, renderDisputes, standingsOf } from "./disputes-view.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readStartOfDay } from "./slot-fields.ts";

const pageSize = 50;
const longestNote = 2000;
const kinds: readonly DisputeWordKind[] = ["note", "differ", "withdrawn"];

/** Entries that one side refuses, and the conversation about each. */
export function disputePages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/disputes", only("member"), async (c) => showDisputes(app, c));
  pages.get("/ledger/disputes/:id", only("member"), async (c) => showDispute(app, c, {}));
  pages.post("/ledger/disputes/:id/words", only("steward"), async (c) => {
    const body = await readForm(c);
    const read = readWord(c.get("page"), body);
    if ("errors" in read) return showDispute(app, c, { typed: keepTyped(body, read.errors) });
    const done = await sayWord(app, idOf(c), read.said);
    if (done.outcome === "not-found") return renderProblem(c, "not-found");
    if (done.outcome === "done") return leadTo(c, `/ledger/disputes/${done.entry.id}`, "said");
    if (done.because !== "date") return showDispute(app, c, { because: done.because });
    const errors = { until: c.get("page").text("disputes-until-wrong") };
    return showDispute(app, c, { typed: keepTyped(body, errors) });
  });
}

async function showDisputes(app: Context, c: Request): Promise<Response> {
  const filter = disputeFilters.find((one) => one === c.req.query("show")) ?? "current";
  const request = { limit: pageSize, standings: standingsOf[filter], ...cursorOf(c) };
  const { items, next } = await listDisputes(app, request);
  const names = await peerNames(app.database);
  const us = actorIri(app.origin, coopActorId);
  return c.html(renderDisputes(c.get("page"), { us, disputes: items, next, filter, names }));
}

interface Shown {
  readonly typed?: Typed;
  readonly because?: NonNullable<DisputePage["because"]>;
}

async function showDispute(app: Context, c: Request, { typed, because }: Shown): Promise<Response> {
  const details = await findDispute(app, idOf(c));
  if (details === undefined) return renderProblem(c, "not-found");
  const { agreement: iri } = details.entry;
  const agreement = iri === null ? undefined : await findAgreementByIri(app.database, iri);
  const view = {
    ...details,
    us: actorIri(app.origin, coopActorId),
    ...(agreement !== undefined && { agreement }),
    ...(because !== undefined && { because }),
    done: readDone(c, disputeDoneWords),
  };
  if (typed !== undefined) return c.html(renderDispute({ ...c.get("page"), typed }, view), 422);
  return c.html(renderDispute(c.get("page"), view), because === undefined ? 200 : 409);
}

type ReadWord = { readonly said: WordSaid } | { readonly errors: Readonly<Record<string, string>> };

function readWord(page: PageContext, body: FormBody): ReadWord {
  const kind = kinds.find((one) => one === field(body, "kind"));
  if (kind === undefined) return { errors: { kind: page.text("disputes-kind-missing") } };
  const note = field(body, "note");
  const untilMs = kind === "differ" ? readStartOfDay(field(body, "until"), page.zone) : undefined;
  const said = { kind, note, ...(untilMs === undefined ? {} : { untilMs }) };
  const errors = errorsIn(page, said);
  return Object.keys(errors).length > 0 ? { errors } : { said };
}

const errorsIn = ({ text }: PageContext, { kind, note, untilMs }: WordSaid): Readonly<Record<string, string>> => ({
  ...(kind === "note" && note === "" && { note: text("disputes-note-missing") }),
  ...(note.length > longestNote && { note: text("ledger-note-long", { most: longestNote }) }),
  ...(kind === "differ" && untilMs === undefined && { until: text("disputes-until-wrong") }),
});
