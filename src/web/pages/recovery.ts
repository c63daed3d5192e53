import type { Hono } from "hono";
import { agreeToEpoch, proposeEpoch } from "#src/app/epochs.ts";
import { noteRecovery } from "#src/app/recovery.ts";
import { listLogViews } from "#src/app/recovery-view.ts";
import { only } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";
import { recoveryDoneWords, renderRecovery } from "./recovery-view.ts";

/** What each partner holds of what we signed, what came back after a loss, and new logs where one cannot go on. */
export function recoveryPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/recovery", only("member"), async (c) =>
    c.html(renderRecovery(c.get("page"), await listLogViews(app), readDone(c, recoveryDoneWords))),
  );
  pages.post("/ledger/recovery/:id/note", only("steward"), async (c) =>
    (await noteRecovery(app, idOf(c))) ? leadTo(c, "/ledger/recovery", "noted") : renderProblem(c, "not-found"),
  );
  pages.post("/ledger/recovery/:id/epoch", only("steward"), async (c) => {
    const { outcome } = await proposeEpoch(app, idOf(c));
    if (outcome === "not-found") return renderProblem(c, "not-found");
    return leadTo(c, "/ledger/recovery", outcome === "done" ? "proposed" : "whole");
  });
  pages.post("/ledger/epochs/:id/agree", only("steward"), async (c) => {
    const { outcome } = await agreeToEpoch(app, idOf(c));
    return outcome === "done" ? leadTo(c, "/ledger/recovery", "agreed") : renderProblem(c, "not-found");
  });
}
