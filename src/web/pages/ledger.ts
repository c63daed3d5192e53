import type { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { countersignEntry, disputeEntry, type EntryActOutcome } from "#src/app/entry-acts.ts";
import { listFittingEntries, sumFittingEntries, type EntryFilter } from "#src/app/entry-lists.ts";
import { tellEntry } from "#src/app/entry-story.ts";
import { historyOf, monthsOfEntries } from "#src/app/ledger-history.ts";
import { findPartnerBooks, listPartnerBooks, totalsOf, type PartnerBooks } from "#src/app/ledger-overview.ts";
import { actorIri, coopActorId, isUuidV7 } from "#src/domain/iri.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import { findPeer } from "#src/store/peers.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { entryDoneWords, renderEntry } from "./entry-page.ts";
import { disputeReasons } from "./entry-words.ts";
import type { EntryList } from "./ledger-entries.ts";
import { entriesHref, readFilter } from "./ledger-filter.ts";
import { renderPartnerLedger } from "./ledger-partner-view.ts";
import { ledgerDoneWords, renderLedger, type LedgerDone } from "./ledger-view.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";

const pageSize = 50;
/** Of all partners, as long as nobody asks for more. */
const newestSize = 15;
const longestNote = 2000;

/** The books with each other coop: what was given and received, and whether both sides say the same. */
export function ledgerPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app, partners } = parts;
  pages.get("/ledger", only("member"), async (c) => showLedger(app, c));
  pages.get("/ledger/peers/:id", only("member"), async (c) => showPartner(app, c));
  pages.post("/ledger/peers/:id/reconcile", only("operator"), async (c) => {
    const peer = await findPeer(app.database, idOf(c));
    if (peer === undefined) return renderProblem(c, "not-found");
    const { state, sent, received } = await partners.reconcile(peer.id);
    return leadTo(c, `/ledger/peers/${peer.id}?sent=${sent}&received=${received}`, state);
  });
  entryRoutes(app, pages);
}

async function showLedger(app: Context, c: Request): Promise<Response> {
  const filter = readFilter(c);
  const peerId = c.req.query("peer");
  // Addresses from before each partner had a page of its own.
  if (peerId !== undefined) {
    const peer = isUuidV7(peerId) ? await findPeer(app.database, peerId) : undefined;
    return peer === undefined ? renderProblem(c, "not-found") : c.redirect(entriesHref({ ...filter, peerId }), 302);
  }
  const books = await listPartnerBooks(app);
  const view = {
    books,
    totals: totalsOf(books),
    histories: await historyOf(app),
    list: await listOf(app, c, { filter, books }),
  };
  return c.html(renderLedger(c.get("page"), view));
}

async function showPartner(app: Context, c: Request): Promise<Response> {
  const peer = await findPeer(app.database, idOf(c));
  if (peer === undefined) return renderProblem(c, "not-found");
  const books = await findPartnerBooks(app, peer);
  const view = {
    books,
    histories: await historyOf(app, { peerId: peer.id }),
    list: await listOf(app, c, { filter: { ...readFilter(c), peerId: peer.id }, books: [books] }),
    done: doneOf(c),
  };
  return c.html(renderPartnerLedger(c.get("page"), view));
}

interface Listed {
  readonly filter: EntryFilter;
  readonly books: readonly PartnerBooks[];
}

async function listOf(app: Context, c: Request, { filter, books }: Listed): Promise<EntryList> {
  const limit = Object.keys(filter).length === 0 && c.req.query("cursor") === undefined ? newestSize : pageSize;
  const { items, next } = await listFittingEntries(app, filter, { limit, ...cursorOf(c) });
  const compared = books.flatMap(({ comparison }) => comparison.reconciliation ?? []);
  return {
    filter,
    units: [...new Set(books.flatMap(({ lines }) => lines.map(({ unit }) => unit)))],
    months: await monthsOfEntries(app, filter.peerId),
    us: actorIri(app.origin, coopActorId),
    entries: items,
    next,
    sum: await sumFittingEntries(app, filter),
    names: await peerNames(app.database),
    reconciliations: new Map(compared.map((row) => [row.peerId, row])),
  };
}

function doneOf(c: Request): LedgerDone | undefined {
  const word = readDone(c, ledgerDoneWords);
  const count = (name: string): number => (/^\d{1,6}$/.test(c.req.query(name) ?? "") ? Number(c.req.query(name)) : 0);
  return word === undefined ? undefined : { word, sent: count("sent"), received: count("received") };
}

function entryRoutes(app: Context, pages: Hono<WebEnvironment>): void {
  // An id, so that the books' other pages may stand beside it.
  pages.get("/ledger/:id{[0-9a-f-]+}", only("member"), async (c) => showEntry(app, c, {}));
  const answer = (c: Request, done: EntryActOutcome, word: string): Response | Promise<Response> => {
    if (done.outcome === "not-found") return renderProblem(c, "not-found");
    if (done.outcome === "impossible") return showEntry(app, c, { because: done.because });
    return leadTo(c, `/ledger/${done.entry.id}`, word);
  };
  pages.post("/ledger/:id/countersign", only("steward"), async (c) =>
    answer(c, await countersignEntry(app, idOf(c)), "countersigned"),
  );
  pages.post("/ledger/:id/dispute", only("steward"), async (c) => {
    const body = await readForm(c);
    const { text } = c.get("page");
    const reason = disputeReasons.find((one) => one === field(body, "reason"));
    const note = field(body, "note");
    const errors = {
      ...(reason === undefined && { reason: text("ledger-reason-missing") }),
      ...(note === "" && { note: text("ledger-note-missing") }),
      ...(note.length > longestNote && { note: text("ledger-note-long", { most: longestNote }) }),
    };
    if (reason === undefined || Object.keys(errors).length > 0)
      return showEntry(app, c, { typed: keepTyped(body, errors) });
    return answer(c, await disputeEntry(app, idOf(c), { reason, note }), "disputed");
  });
}

interface Shown {
  readonly typed?: Typed;
  /** Why what was just tried cannot be done. */
  readonly because?: Extract<EntryActOutcome, { outcome: "impossible" }>["because"];
}

async function showEntry(app: Context, c: Request, { typed, because }: Shown): Promise<Response> {
  const story = await tellEntry(app, idOf(c));
  if (story === undefined) return renderProblem(c, "not-found");
  const { entry } = story;
  const page = typed === undefined ? c.get("page") : { ...c.get("page"), typed };
  const agreement = entry.agreement === null ? undefined : await findAgreementByIri(app.database, entry.agreement);
  const view = {
    ...story,
    ...(agreement !== undefined && { agreement }),
    ...(because !== undefined && { because }),
    done: readDone(c, entryDoneWords),
  };
  if (typed !== undefined) return c.html(renderEntry(page, view), 422);
  return c.html(renderEntry(page, view), because === undefined ? 200 : 409);
}
