import type { Hono } from "hono";
import { requestCapacity, type CapacityRequest } from "#src/app/agreements.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
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
import { capacityFeeds } from "./capacity-feeds.ts";
import { browsePages } from "./capacity-pages.ts";
import { leadTo } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { askSeries, isRepeating } from "./series-ask.ts";
import { searchPages } from "./searches.ts";
import { readSlot } from "./slot-fields.ts";
import { readWhole } from "./typed-number.ts";

const longestTitle = 200;

/** Who has so many seats at this hour, and asking them. */
export function capacityPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  browsePages(parts, pages);
  searchPages(parts, pages);
  capacityFeeds(parts, pages);
  askRoutes(parts, pages);
}

type Errors = Readonly<Record<string, string>>;
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
