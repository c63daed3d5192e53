import type { Hono } from "hono";
import type { ActOutcome } from "#src/app/agreement-deeds.ts";
import { findAgreement, type AgreementView } from "#src/app/agreement-view.ts";
import { endAgreement } from "#src/app/agreements.ts";
import { amendAgreement, confirmAgreement, keepAgreement } from "#src/app/amendments.ts";
import { costOf } from "#src/app/cost.ts";
import { counterAgreement } from "#src/app/counters.ts";
import { actOnSeries, type SeriesAction } from "#src/app/series-acts.ts";
import type { Numbers } from "#src/domain/agreement-asked.ts";
import { pickText } from "#src/domain/language.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { findPeer } from "#src/store/peers.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { renderChange, type ChangePage } from "./agreement-change-view.ts";
import { isDearer } from "./agreement-cost.ts";
import type { Done } from "./agreement-page.ts";
import { impossibilitySays } from "./agreement-parts.ts";
import { idOf, leadTo } from "./done.ts";
import { nameOf } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readSlot } from "./slot-fields.ts";
import { readWhole } from "./typed-number.ts";

/** Shows what came of an act: the agreement's page with a word, or why it cannot be done. */
export type Answer = (c: Request, done: ActOutcome, word: Done) => Promise<Response>;

/** Changing what was asked for or agreed, counter-offers, and what is done to a whole series. */
export function changePages(parts: WebParts, pages: Hono<WebEnvironment>, answer: Answer): void {
  changeForm(parts, pages);
  const { app } = parts;
  pages.post("/agreements/:id/confirm", only("operator"), async (c) =>
    answer(c, await confirmAgreement(app, idOf(c)), "confirmed"),
  );
  pages.post("/agreements/:id/keep", only("operator"), async (c) =>
    answer(c, await keepAgreement(app, idOf(c)), "kept"),
  );
  pages.post("/agreements/:id/no-show", only("operator"), async (c) =>
    answer(c, await endAgreement(app, idOf(c), { cause: "no-show" }), "no-show"),
  );
  pages.post("/agreements/:id/series", only("operator"), async (c) => {
    const body = await readForm(c);
    const action = seriesActions.find((one) => one === field(body, "action"));
    if (action === undefined) return renderProblem(c, "not-found");
    const done = await actOnSeries(app, idOf(c), { action });
    if (done.outcome === "not-found") return renderProblem(c, "not-found");
    return leadTo(c, `/agreements/${idOf(c)}`, done.left.length === 0 ? "series" : "series-left");
  });
}

const seriesActions: readonly SeriesAction[] = ["accept", "reject", "cancel"];

function changeForm(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/agreements/:id/change", only("operator"), async (c) => {
    const agreement = await findAgreement(app, idOf(c));
    if (agreement === undefined) return renderProblem(c, "not-found");
    const typed = c.req.queries();
    const view = { agreement, name: await nameFor(parts, c.get("page"), agreement) };
    if (field(typed, "seats") === "" && field(typed, "date") === "") return c.html(renderChange(c.get("page"), view));
    const read = readChange(c.get("page"), typed, agreement);
    return "errors" in read
      ? c.html(renderChange({ ...c.get("page"), typed: keepTyped(typed, read.errors) }, view), 422)
      : c.html(await shown(parts, c, { ...view, numbers: read.wanted }));
  });
  pages.post("/agreements/:id/change", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const agreement = await findAgreement(app, idOf(c));
    if (agreement === undefined) return renderProblem(c, "not-found");
    const name = await nameFor(parts, page, agreement);
    const read = readChange(page, body, agreement);
    if ("errors" in read)
      return c.html(renderChange({ ...page, typed: keepTyped(body, read.errors) }, { agreement, name }), 422);
    const asked = { id: agreement.id, body, action: { action: "amend", change: read.wanted } } as const;
    // What it costs is said before it is done, also when that has become more meanwhile.
    if (await isDearer(app, asked))
      return c.html(await shown(parts, c, { agreement, name, numbers: read.wanted }), 409);
    const done = await act(parts, agreement, { wanted: read.wanted, note: field(body, "note").slice(0, longestNote) });
    switch (done.outcome) {
      case "done":
        return leadTo(c, `/agreements/${agreement.id}`, agreement.role === "receiver" ? "amended" : "countered");
      case "not-found":
        return renderProblem(c, "not-found");
      case "impossible": {
        const impossible = impossibilitySays(page, done.impossibility);
        return c.html(renderChange({ ...page, typed: keepTyped(body, {}) }, { agreement, name, impossible }), 409);
      }
    }
  });
}

/** What is wanted beside what stands, with what it costs now. */
async function shown(
  { app }: WebParts,
  c: Request,
  { numbers, ...view }: Pick<ChangePage, "agreement" | "name"> & { readonly numbers: Numbers },
): Promise<Html> {
  const cost = await costOf(app, view.agreement.id, { action: "amend", change: numbers });
  return renderChange(c.get("page"), cost === undefined ? view : { ...view, wanted: { numbers, cost } });
}

const longestNote = 1000;

interface Wish {
  readonly wanted: Numbers;
  readonly note: string;
}

function act({ app }: WebParts, { id, role }: AgreementView, { wanted, note }: Wish): Promise<ActOutcome> {
  const { seats, startsAtMs, endsAtMs } = wanted;
  const change = { seats, startsAtMs, endsAtMs };
  return role === "receiver"
    ? amendAgreement(app, id, change)
    : counterAgreement(app, id, { ...change, ...(note === "" ? {} : { note }) });
}

async function nameFor({ app }: WebParts, { text }: PageContext, { peerId }: AgreementView): Promise<string> {
  const peer = await findPeer(app.database, peerId);
  return peer === undefined ? "?" : pickText(nameOf(peer), text.locale);
}

/** The seats and the slot that somebody wants instead. A meeting that goes on may become longer: then only its start has passed. */
function readChange(
  page: PageContext,
  body: FormBody,
  agreement: AgreementView,
): { readonly wanted: Numbers } | { readonly errors: Readonly<Record<string, string>> } {
  const typed = { date: field(body, "date"), from: field(body, "from"), to: field(body, "to") };
  const nowMs = Math.min(page.nowMs, agreement.startsAtMs - 1);
  const read = readSlot({ text: page.text, zone: page.zone, nowMs }, typed);
  const seats = readWhole(field(body, "seats"));
  const isSeats = seats !== undefined && seats >= 1 && seats <= maxSeats;
  const errors = {
    ...("errors" in read && read.errors),
    ...(!isSeats && { seats: page.text("capacity-seats-wrong") }),
  };
  if (!isSeats || "errors" in read) return { errors };
  return { wanted: { seats, ...read.slot, terms: agreement.terms } };
}
