import type { Hono } from "hono";
import { forgetWords } from "#src/app/entry-forgetting.ts";
import { correctionOf, recordEntry, type RecordOutcome } from "#src/app/entry-recording.ts";
import type { Context } from "#src/app/context.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { findEntry, type EntryRow } from "#src/store/entries.ts";
import { findPeer, listPeers } from "#src/store/peers.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { idOf, leadTo } from "./done.ts";
import { readCorrection, readEntryWish } from "./entry-form-reading.ts";
import { renderCorrectionForm, renderEntryForm, type Correcting } from "./entry-form-view.ts";
import { renderProblem } from "./problem.ts";

type Errors = Readonly<Record<string, string>>;

/** Where stewards record what no agreement settles by itself: work, money, surplus, use and corrections. */
export function entryFormPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/entries/new", only("steward"), async (c) => showForm(app, c));
  pages.post("/ledger/entries", only("steward"), async (c) => record(app, c));
  pages.post("/ledger/:id/forget", only("steward"), async (c) => {
    const entry = await forgetWords(app, idOf(c));
    return entry === undefined ? renderProblem(c, "not-found") : leadTo(c, `/ledger/${entry.id}`);
  });
}

async function showForm(app: Context, c: Request): Promise<Response> {
  const corrects = c.req.query("corrects");
  const page = c.get("page");
  if (corrects === undefined)
    return c.html(renderEntryForm(page, { partners: await partnersOf(app), peerId: c.req.query("peer") ?? "" }));
  const correcting = await findCorrecting(app, corrects);
  return correcting === undefined ? renderProblem(c, "not-found") : c.html(renderCorrectionForm(page, correcting));
}

/** With whom books are kept. */
const partnersOf = ({ database }: Context) => listPeers(database, { states: ["partner", "limited"], limit: 500 });

async function findCorrecting(app: Context, id: string): Promise<Correcting | undefined> {
  const entry = isUuidV7(id) ? await findEntry(app.database, id) : undefined;
  const peer = entry && (await findPeer(app.database, entry.peerId));
  return entry && peer && peer.state !== "blocked" ? { entry, peer } : undefined;
}

async function record(app: Context, c: Request): Promise<Response> {
  const body = await readForm(c);
  const page = c.get("page");
  const corrects = field(body, "corrects");
  const correcting = corrects === "" ? undefined : await findCorrecting(app, corrects);
  if (corrects !== "" && correcting === undefined) return renderProblem(c, "not-found");
  const read = correcting === undefined ? readEntryWish(page, body) : readCorrection(page, { body, ...correcting });
  const outcome = "errors" in read ? read : await tryRecord(app, page.text, wishOf(read.wish, correcting?.entry));
  if ("entry" in outcome) return leadTo(c, `/ledger/${outcome.entry.id}`);
  const typed = keepTyped(body, outcome.errors);
  if (correcting !== undefined) return c.html(renderCorrectionForm({ ...page, typed }, correcting), 422);
  const form = { partners: await partnersOf(app), peerId: "" };
  return c.html(renderEntryForm({ ...page, typed }, form), 422);
}

type Wish = Parameters<typeof recordEntry>[1];

/** A correction has all in common with what it corrects but the difference and its words. */
function wishOf(wish: Partial<Wish>, entry: EntryRow | undefined): Wish {
  if (entry === undefined) return wish as Wish;
  const { commons, ...common } = correctionOf(entry);
  return { ...common, ...(commons === null ? {} : { commons }), ...wish } as Wish;
}

async function tryRecord(
  app: Context,
  text: Text,
  wish: Wish,
): Promise<{ readonly entry: EntryRow } | { readonly errors: Errors }> {
  const outcome = await recordEntry(app, wish);
  return outcome.outcome === "done" ? outcome : { errors: wrongOf(text, wish, outcome) };
}

/** What is wrong, at the field where it can be put right. */
function wrongOf(text: Text, wish: Wish, outcome: Exclude<RecordOutcome, { readonly outcome: "done" }>): Errors {
  if (outcome.outcome === "not-found") return { peer: text("entry-peer-wrong") };
  switch (outcome.because) {
    case "blocked":
    case "no-books":
    case "wrong-pair":
    case "wrong-maker":
    case "id-not-of-maker":
      return { peer: text("entry-peer-wrong") };
    case "sums":
      return {
        amount: text("entry-sums-wrong", { most: formatQuantity(text, { unit: wish.unit, quantity: outcome.most }) }),
      };
    case "quantity":
      return { amount: text("entry-amount-wrong") };
    case "period":
      return { until: text("entry-until-wrong") };
    case "unit":
    case "kind":
    case "corrects":
      return { kind: text("entry-kind-wrong") };
  }
}
