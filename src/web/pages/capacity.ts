import type { Hono } from "hono";
import { requestCapacity, type CapacityRequest } from "#src/app/agreements.ts";
import { findCapacity, type CapacityItem, type CapacityQuery } from "#src/app/capacity.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { maxSeats } from "#src/domain/policy.ts";
import type { Energy } from "#src/domain/resource.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findPeer } from "#src/store/peers.ts";
import { findProposal } from "#src/store/proposals.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { refusalSays } from "./agreement-parts.ts";
import type { Text } from "#src/web/text.ts";
import { readAskTerms } from "./ask-terms.ts";
import { renderAsk, type Asked } from "./capacity-ask.ts";
import { renderCapacity, type Searched } from "./capacity-view.ts";
import { leadTo } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { askSeries, isRepeating } from "./series-ask.ts";
import { readSlot } from "./slot-fields.ts";
import { readWhole } from "./typed-number.ts";

/** How many offers one page weighs; the best of them come first. */
const most = 100;
const longestTitle = 200;
const energies: readonly Energy[] = ["renewable", "mixed", "unknown"];

/** Who has so many seats at this hour, and asking them. */
export function capacityPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/capacity", only("member"), async (c) => {
    const page = c.get("page");
    const everything = (await findCapacity(app, { limit: 500 })).items;
    const typed = c.req.queries();
    const read = readSearch(page, typed);
    const known = { everything, searched: read.searched };
    if ("errors" in read) {
      return c.html(renderCapacity({ ...page, typed: keepTyped(typed, read.errors) }, { ...known, items: [] }), 422);
    }
    const { items } = await findCapacity(app, { limit: most, ...read.query });
    const shown = read.searched.isSearch ? { ...page, typed: keepTyped(typed, {}) } : page;
    return c.html(renderCapacity(shown, { ...known, items: byFit(items) }));
  });
  askRoutes(parts, pages);
}

type Errors = Readonly<Record<string, string>>;
type Read = { readonly searched: Searched } & (
  | { readonly query: Omit<CapacityQuery, "limit"> }
  | { readonly errors: Errors }
);

/** What the search form sent. Nothing of it has to be there; a time needs its day. */
function readSearch(page: PageContext, typed: FormBody): Read {
  const when = readWhen(page, typed);
  const typedSeats = field(typed, "seats");
  const seats = typedSeats === "" ? undefined : readWhole(typedSeats);
  const wanted = {
    ...readWanted(typed),
    ...("slot" in when && { slot: when.slot }),
    ...(seats !== undefined && { seats }),
  };
  const searched: Searched = { ...wanted, isSearch: searchFields.some((name) => field(typed, name) !== "") };
  const isWrong = typedSeats !== "" && !isSeats(seats);
  const errors = {
    ...("errors" in when && when.errors),
    ...(isWrong && { seats: page.text("capacity-seats-wrong") }),
  };
  if (Object.keys(errors).length > 0) return { searched, errors };
  const { slot, ...query } = wanted;
  return { searched, query: { ...query, ...slot } };
}

const searchFields = ["date", "from", "to", "seats", "language", "region", "energy"];

const isSeats = (seats: number | undefined): boolean => seats !== undefined && seats >= 1 && seats <= maxSeats;

/** What of the search matters besides hours and seats. */
function readWanted(typed: FormBody): Pick<Searched, "language" | "region" | "energy"> {
  const [language, region] = [field(typed, "language"), field(typed, "region")];
  const energy = energies.find((one) => one === field(typed, "energy"));
  return {
    ...(language !== "" && { language }),
    ...(region !== "" && { region }),
    ...(energy !== undefined && { energy }),
  };
}

function readWhen(page: PageContext, typed: FormBody): ReturnType<typeof readSlot> | { readonly anytime: true } {
  const [date, from, to] = [field(typed, "date"), field(typed, "from"), field(typed, "to")];
  return date === "" && from === "" && to === "" ? { anytime: true } : readSlot(page, { date, from, to });
}

/** Others' before our own; then the room that is just large enough, so that the large ones stay free for those who need them. */
function byFit(items: readonly CapacityItem[]): readonly CapacityItem[] {
  return items.toSorted((one, other) => Number(one.own) - Number(other.own) || one.freeSeats - other.freeSeats);
}

function askRoutes(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/capacity/ask", only("operator"), async (c) => {
    const asked = await findAsked(parts, c.req.query("proposal") ?? "");
    if (asked === undefined) return renderProblem(c, "not-found");
    const typed = c.req.queries();
    return c.html(renderAsk(c.get("page"), { ...asked, value: typedAsk(typed) }));
  });
  pages.post("/capacity/ask", only("operator"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const asked = await findAsked(parts, field(body, "proposal"));
    if (asked === undefined) return renderProblem(c, "not-found");
    const refuse = (errors: Errors): Response | Promise<Response> =>
      c.html(renderAsk({ ...page, typed: keepTyped(body, errors) }, { ...asked, value: typedAsk(body) }), 422);
    const read = readAsk(page, body, asked);
    if ("errors" in read) return refuse(read.errors);
    const wish = { proposalId: asked.proposal.id, seats: read.seats, title: read.title, ...read.accepted };
    if (isRepeating(body)) {
      const form = { ...asked, value: typedAsk(body) };
      return askSeries(parts, c, { asked: form, body, wish, first: read.slot, refuse });
    }
    const request = await requestCapacity(app, { ...wish, ...read.slot });
    if (request.outcome === "offered") return leadTo(c, `/agreements/${request.agreement.id}`, "asked");
    const { refusal } = request;
    const place = refusal.reason === "capacity-short" ? "seats" : refusal.reason.startsWith("slot") ? "date" : "title";
    return refuse({ [place]: refusalSays(page.text, refusal) });
  });
}

/** A partner's offer that can be asked for, with the coop whose it is. */
async function findAsked({ app }: WebParts, given: string): Promise<Omit<Asked, "value"> | undefined> {
  const proposal = await findProposal(app.database, isUuidV7(given) ? given : "");
  if (proposal === undefined || proposal.peerId === null || proposal.deletedAtMs !== null) return undefined;
  const peer = await findPeer(app.database, proposal.peerId);
  return peer === undefined ? undefined : { proposal, peer };
}

const typedAsk = (body: FormBody): Asked["value"] => ({
  date: field(body, "date"),
  from: field(body, "from"),
  to: field(body, "to"),
  seats: field(body, "seats"),
});

function titleError(text: Text, title: string): Errors {
  if (title === "") return { title: text("capacity-title-missing") };
  return title.length > longestTitle ? { title: text("capacity-title-long", { most: longestTitle }) } : {};
}

function readAsk(
  page: PageContext,
  body: FormBody,
  { proposal, peer }: Pick<Asked, "proposal" | "peer">,
):
  | {
      readonly slot: Slot;
      readonly seats: number;
      readonly title: string;
      readonly accepted: Pick<CapacityRequest, "commons" | "fairUseVersion">;
    }
  | { readonly errors: Errors } {
  const { text } = page;
  const title = field(body, "title").replace(/\s+/g, " ");
  const seats = readWhole(field(body, "seats"));
  const when = readSlot(page, { date: field(body, "date"), from: field(body, "from"), to: field(body, "to") });
  const seatsWrong = seats === undefined || seats < 1 || seats > proposal.seats;
  const terms = readAskTerms(text, body, { peer });
  const errors = {
    ...titleError(text, title),
    ...(seatsWrong && { seats: text("capacity-ask-seats-wrong", { most: proposal.seats }) }),
    ...("errors" in when && when.errors),
    ...("errors" in terms && terms.errors),
  };
  return "errors" in when || "errors" in terms || seatsWrong || Object.keys(errors).length > 0
    ? { errors }
    : { slot: when.slot, seats, title, accepted: terms.accepted };
}
