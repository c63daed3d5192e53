import type { Hono } from "hono";
import { countersignEntry, disputeEntry, type EntryActOutcome } from "#src/app/entry-acts.ts";
import { balances, findEntry, listEntries } from "#src/app/ledger.ts";
import type { Context } from "#src/app/context.ts";
import type { EntryState } from "#src/domain/entry.ts";
import { actorIri, coopActorId, isUuidV7 } from "#src/domain/iri.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { findReconciliation } from "#src/store/evidence.ts";
import { findPeer, listPeers, type Peer } from "#src/store/peers.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { entryDoneWords, renderEntry } from "./entry-page.ts";
import { disputeReasons } from "./entry-words.ts";
import { ledgerDoneWords, renderLedger, type Book, type LedgerDone } from "./ledger-view.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";

const pageSize = 50;
/** How many entries a plot looks back over. */
const plotted = 1000;
const longestNote = 2000;
const states: readonly EntryState[] = ["agreed", "in-transit", "disputed"];

/** The books with each other coop: what was given and received, and whether both sides say the same. */
export function ledgerPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app, partners } = parts;
  pages.get("/ledger", only("member"), async (c) => showLedger(app, c));
  pages.post("/ledger/peers/:id/reconcile", only("operator"), async (c) => {
    const peer = await findPeer(app.database, idOf(c));
    if (peer === undefined) return renderProblem(c, "not-found");
    const { state, sent, received } = await partners.reconcile(peer.id);
    return leadTo(c, `/ledger?peer=${peer.id}&sent=${sent}&received=${received}`, state);
  });
  entryRoutes(app, pages);
}

async function showLedger(app: Context, c: Request): Promise<Response> {
  const { database } = app;
  const page = c.get("page");
  const peerId = c.req.query("peer");
  const peer = peerId === undefined || !isUuidV7(peerId) ? undefined : await findPeer(database, peerId);
  if (peerId !== undefined && peer === undefined) return renderProblem(c, "not-found");
  const state = states.find((one) => one === c.req.query("state"));
  const filter = { ...(peer !== undefined && { peerId: peer.id }), ...(state !== undefined && { state }) };
  const { items, next } = await listEntries(app, { limit: pageSize, ...filter, ...cursorOf(c) });
  const view = {
    us: actorIri(app.origin, coopActorId),
    books: await booksOf(app, peer),
    ...(peer !== undefined && {
      peer,
      history: (await listEntries(app, { limit: plotted, peerId: peer.id, state: "agreed" })).items,
    }),
    ...(state !== undefined && { state }),
    entries: items,
    next,
    names: await peerNames(database),
    done: doneOf(c),
  };
  return c.html(renderLedger(page, view));
}

/** With each coop that we keep books with, or with one. */
async function booksOf(app: Context, alone: Peer | undefined): Promise<readonly Book[]> {
  const all = await balances(app, alone?.id);
  const peers = alone === undefined ? await listPeers(app.database, { limit: 500 }) : [alone];
  const books = peers.map(async (peer) => ({
    peer,
    balances: all.filter((balance) => balance.peer === peer.id),
    reconciliation: await findReconciliation(app.database, peer.id),
  }));
  const isKept = ({ peer, balances: figures }: Book): boolean =>
    figures.length > 0 || peer.state === "partner" || peer.id === alone?.id;
  return (await Promise.all(books)).filter(isKept);
}

function doneOf(
  c: Request,
): { readonly word: LedgerDone; readonly sent: number; readonly received: number } | undefined {
  const word = readDone(c, ledgerDoneWords);
  const count = (name: string): number => (/^\d{1,6}$/.test(c.req.query(name) ?? "") ? Number(c.req.query(name)) : 0);
  return word === undefined ? undefined : { word, sent: count("sent"), received: count("received") };
}

function entryRoutes(app: Context, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/:id", only("member"), async (c) => showEntry(app, c, {}));
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
  const details = await findEntry(app, idOf(c));
  if (details === undefined) return renderProblem(c, "not-found");
  const { entry } = details;
  const page = typed === undefined ? c.get("page") : { ...c.get("page"), typed };
  const agreement = entry.agreement === null ? undefined : await findAgreementByIri(app.database, entry.agreement);
  const corrected = entry.corrects === null ? undefined : await findEntryByIri(app.database, entry.corrects);
  const view = {
    ...details,
    us: actorIri(app.origin, coopActorId),
    ...(agreement !== undefined && { agreement }),
    ...(corrected !== undefined && { corrected }),
    ...(because !== undefined && { because }),
    done: readDone(c, entryDoneWords),
  };
  if (typed !== undefined) return c.html(renderEntry(page, view), 422);
  return c.html(renderEntry(page, view), because === undefined ? 200 : 409);
}
