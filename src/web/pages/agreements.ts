import type { Hono } from "hono";
import { findAgreement, listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import type { ActOutcome } from "#src/app/agreement-deeds.ts";
import { findOwedWarning } from "#src/app/owed-limits.ts";
import { acceptAgreement, cancelAgreement, rejectAgreement } from "#src/app/agreements.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { isMeetingOn } from "#src/app/metering.ts";
import { findUsage } from "#src/app/usages.ts";
import { listSeriesOf } from "#src/app/series-acts.ts";
import type { AgreementState } from "#src/domain/agreement.ts";
import type { Impossibility } from "#src/domain/agreement-action.ts";
import { listEntriesOfAgreement } from "#src/store/entries.ts";
import { findPeer } from "#src/store/peers.ts";
import { findProposal } from "#src/store/proposals.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { changePages } from "./agreement-changes.ts";
import { isDearer } from "./agreement-cost.ts";
import { doneWords, renderAgreement } from "./agreement-page.ts";
import { renderAgreements, type Agreements } from "./agreements-view.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { peerNames } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readHours, readWhole } from "./typed-number.ts";
import { mayLeadOut } from "./waiting.ts";

const pageSize = 50;
const longestNote = 1000;
const states: readonly AgreementState[] = ["offered", "accepted", "fulfilled", "rejected", "cancelled", "expired"];

/** What was agreed with other coops: what is open, what is to come, and everything that was. */
export function agreementPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/agreements", only("member"), async (c) => {
    const state = states.find((one) => one === c.req.query("state"));
    const filter = state === undefined ? {} : { state };
    const isOverview = Object.keys(filter).length === 0 && c.req.query("cursor") === undefined;
    const { items, next } = await listAgreements(app, { limit: pageSize, ...filter, ...cursorOf(c) });
    const open = isOverview ? await openAgreements(parts, c.get("page").nowMs) : undefined;
    const all = { all: items, next, names: await peerNames(app.database) };
    return c.html(
      renderAgreements(c.get("page"), {
        ...all,
        ...(state !== undefined && { state }),
        ...(open !== undefined && { open }),
      }),
    );
  });
  pages.get("/agreements/:id", only("member"), async (c) => {
    const agreement = await findAgreement(app, idOf(c));
    return agreement === undefined ? renderProblem(c, "not-found") : showAgreement(parts, c, { agreement });
  });
  answerRoutes(parts, pages);
  useRoute(parts, pages);
}

/** What somebody has to do something about, and what is to come, soonest first. */
async function openAgreements({ app }: WebParts, nowMs: number): Promise<NonNullable<Agreements["open"]>> {
  const offered = await listAgreements(app, { limit: 200, state: "offered" });
  const accepted = await listAgreements(app, { limit: 200, state: "accepted" });
  const bySoonest = (one: AgreementView, other: AgreementView): number => one.startsAtMs - other.startsAtMs;
  const standing = accepted.items.filter(({ state }) => state === "accepted").toSorted(bySoonest);
  return {
    forUs: [...offered.items, ...accepted.items].filter(({ waitsForUs }) => waitsForUs).toSorted(bySoonest),
    forThem: [...offered.items, ...accepted.items].filter(waitsForThem).toSorted(bySoonest),
    toRecord: standing.filter(({ role, endsAtMs }) => role === "provider" && endsAtMs <= nowMs),
    toCome: standing.filter(({ endsAtMs }) => endsAtMs > nowMs),
  };
}

/** Something was asked or proposed, and the other side has not answered. */
function waitsForThem({ state, waitsForUs, pending, counter }: AgreementView): boolean {
  if (waitsForUs) return false;
  return state === "offered" || (state === "accepted" && (pending !== null || counter !== null));
}

interface Shown {
  readonly agreement: AgreementView;
  /** Why what was just tried cannot be done. */
  readonly impossible?: Impossibility;
  /** A form that could not be taken. */
  readonly typed?: Typed;
}

async function showAgreement({ app }: WebParts, c: Request, shown: Shown): Promise<Response> {
  const { agreement, impossible, typed } = shown;
  const { database } = app;
  // The button that leads into the room is a form.
  if (agreement.role === "receiver" && agreement.joinUrl !== null) mayLeadOut(c);
  const proposal = await findProposal(database, agreement.proposalId);
  const peer = await findPeer(database, agreement.peerId);
  const view = {
    agreement,
    peer,
    resource: proposal?.resourceName ?? {},
    entries: await listEntriesOfAgreement(database, agreement.agreement),
    use: { usage: await findUsage(app, agreement.id), mayEnd: await isMeetingOn(app, agreement.id) },
    series: await listSeriesOf(app, agreement),
    owedWarning: agreement.waitsForUs ? await findOwedWarning(app, agreement.id) : undefined,
    done: impossible === undefined ? readDone(c, doneWords) : undefined,
    impossible,
  };
  if (typed !== undefined) return c.html(renderAgreement({ ...c.get("page"), typed }, view), 422);
  return c.html(renderAgreement(c.get("page"), view), impossible === undefined ? 200 : 409);
}

function answerRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  const answer = async (c: Request, done: ActOutcome, word: (typeof doneWords)[number]): Promise<Response> => {
    switch (done.outcome) {
      case "done":
        return leadTo(c, `/agreements/${done.agreement.id}`, word);
      case "not-found":
        return renderProblem(c, "not-found");
      case "impossible":
        return showAgreement(parts, c, { agreement: done.agreement, impossible: done.impossibility });
    }
  };
  pages.post("/agreements/:id/accept", only("operator"), async (c) =>
    answer(c, await acceptAgreement(app, idOf(c), meantOf(await readForm(c))), "accepted"),
  );
  pages.post("/agreements/:id/cancel", only("operator"), async (c) => {
    const asked = { id: idOf(c), body: await readForm(c), action: { action: "cancel" } } as const;
    if (await isDearer(app, asked)) return leadTo(c, `/agreements/${asked.id}/cancel`);
    return answer(c, await cancelAgreement(app, asked.id), "cancelled");
  });
  pages.post("/agreements/:id/reject", only("operator"), async (c) => {
    const body = await readForm(c);
    const note = field(body, "note").slice(0, longestNote);
    const said = { ...meantOf(body), ...(note === "" ? {} : { note }) };
    return answer(c, await rejectAgreement(app, idOf(c), said), "rejected");
  });
  changePages(parts, pages, answer);
}

/** Which wish was on the page that the answer comes from. */
function meantOf(body: FormBody): { readonly amendment?: number } {
  const amendment = readWhole(field(body, "amendment"));
  return amendment === undefined ? {} : { amendment };
}

function useRoute(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.post("/agreements/:id/use", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const agreement = await findAgreement(app, idOf(c));
    if (agreement === undefined) return renderProblem(c, "not-found");
    const refuse = (error: string): Promise<Response> =>
      showAgreement(parts, c, { agreement, typed: keepTyped(body, { used: error }) });
    const seatMinutes = readHours(field(body, "used"));
    if (seatMinutes === undefined) return refuse(page.text("agreements-used-wrong"));
    const done = await fulfil(app, agreement.id, seatMinutes);
    if (done.outcome === "not-found") return renderProblem(c, "not-found");
    if (done.outcome === "done") return leadTo(c, `/agreements/${agreement.id}`, "recorded");
    const { impossibility } = done;
    if (impossibility.because === "quantity") return refuse(page.text("agreements-impossible-quantity"));
    return showAgreement(parts, c, { agreement: done.agreement, impossible: impossibility });
  });
}
