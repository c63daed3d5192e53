import type { Hono } from "hono";
import { findAccount } from "#src/app/accounts.ts";
import {
  isReportable,
  listReports,
  longestReport,
  reopenReport,
  reportFromPage,
  reportToOrigin,
  resolveReport,
} from "#src/app/reports.ts";
import { listRemoteActors } from "#src/store/remote-actors.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import { clientOf, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import { openAttendLimits } from "./attend-limits.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { doneWords, renderReporting, renderReports, renderThanks } from "./reports-view.ts";

const perPage = 30;

/** What visitors and other servers find should be looked at, and what we tell other servers. */
export function reportPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  visitorRoutes(parts, pages);
  const { app } = parts;
  pages.get("/reports", only("steward"), async (c) => c.html(renderReports(c.get("page"), await known(parts, c))));
  pages.post("/reports/out", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const refuse = async (errors: Readonly<Record<string, string>>): Promise<Response> =>
      c.html(renderReports({ ...page, typed: keepTyped(body, errors) }, await known(parts, c)), 422);
    const objects = field(body, "objects")
      .split(/\s+/)
      .filter((one) => one !== "");
    if (objects.some((one) => !URL.canParse(one) || !/^https?:/.test(one)) || objects.length > 50)
      return refuse({ objects: page.text("reports-objects-wrong") });
    const comment = field(body, "comment").slice(0, longestReport);
    if (comment === "") return refuse({ comment: page.text("reports-comment-missing") });
    const found = await findAccount(app, parts.partners, field(body, "account"));
    if ("failed" in found) return refuse({ account: page.text("moderation-whom-unknown") });
    const { outcome } = await reportToOrigin(app, { account: found.actor, objects, comment });
    if (outcome === "done") return leadTo(c, "/reports", "sent");
    return refuse({
      account: page.text(outcome === "ourselves" ? "moderation-whom-ourselves" : "moderation-whom-unknown"),
    });
  });
  pages.post("/reports/:id/resolve", only("steward"), async (c) => {
    const note = field(await readForm(c), "note").slice(0, longestReport);
    return (await resolveReport(app, idOf(c), note)) === undefined
      ? renderProblem(c, "not-found")
      : leadTo(c, "/reports", "resolved");
  });
  pages.post("/reports/:id/reopen", only("steward"), async (c) =>
    (await reopenReport(app, idOf(c))) === undefined
      ? renderProblem(c, "not-found")
      : leadTo(c, "/reports?state=open", "reopened"),
  );
}

async function known({ app }: WebParts, c: Request) {
  const state = c.req.query("state") === "resolved" ? ("resolved" as const) : ("open" as const);
  const found = await listReports(app, { limit: perPage, ...cursorOf(c) }, { state });
  const cards = await listRemoteActors(
    app.database,
    found.items.map(({ reported }) => reported),
  );
  const names = new Map(cards.map(({ actor, name, address }) => [actor, `${name} (@${address})`]));
  return { found, state, names, origin: app.origin, done: readDone(c, doneWords) };
}

/** Anyone may say that something is not right, without an account and without a name. */
function visitorRoutes({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  // As many as somebody may answer events: a person never notices.
  const limits = openAttendLimits();
  pages.get("/reports/new", async (c) => {
    const object = c.req.query("object") ?? "";
    return (await isReportable(app, object))
      ? c.html(renderReporting(c.get("page"), object))
      : renderProblem(c, "not-found");
  });
  pages.post("/reports/new", async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    const object = field(body, "object");
    if (!(await isReportable(app, object))) return renderProblem(c, "not-found");
    const comment = field(body, "comment");
    if (comment === "" || comment.length > longestReport) {
      const typed = keepTyped(body, { comment: page.text("reports-comment-missing") });
      return c.html(renderReporting({ ...page, typed }, object), 422);
    }
    if (!(await limits({ client: clientOf(c), eventId: "reports" }))) return renderProblem(c, "too-many");
    const { outcome } = await reportFromPage(app, { object, comment });
    return outcome === "thanks" ? c.html(renderThanks(page)) : renderProblem(c, "too-many");
  });
}
