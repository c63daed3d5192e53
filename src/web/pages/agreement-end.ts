import type { Hono } from "hono";
import { endMeeting } from "#src/app/metering.ts";
import { only } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { idOf, leadTo } from "./done.ts";
import { renderProblem } from "./problem.ts";

/** Ends a meeting before its time. What cannot be ended (any more) is shown as it is: the page no longer offers it. */
export function endPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.post("/agreements/:id/end", only("operator"), async (c) => {
    const ended = await endMeeting(app, idOf(c));
    return ended.outcome === "not-found" ? renderProblem(c, "not-found") : leadTo(c, `/agreements/${idOf(c)}#usage`);
  });
}
