import type { Hono } from "hono";
import { listCoopKeys, revokeKey, rotateKey } from "#src/app/key-rotation.ts";
import type { Context } from "#src/app/context.ts";
import { keepTyped, type Typed } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { leadTo, readDone } from "./done.ts";
import { keyDoneWords, renderKeys, renderRevoke } from "./keys-view.ts";
import { renderProblem } from "./problem.ts";
import { readStartOfDay } from "./slot-fields.ts";

/** The keys that the coop signs its ledger with: a new one, and what to do when one was stolen. */
export function keyPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/ledger/keys", only("member"), async (c) =>
    c.html(renderKeys(c.get("page"), await listCoopKeys(app), readDone(c, keyDoneWords))),
  );
  pages.post("/ledger/keys", only("steward"), async (c) => {
    await rotateKey(app);
    return leadTo(c, "/ledger/keys", "rotated");
  });
  pages.get("/ledger/keys/:key/revoke", only("steward"), async (c) => showRevoke(app, c));
  pages.post("/ledger/keys/:key/revoke", only("steward"), async (c) => {
    const body = await readForm(c);
    const { text, zone } = c.get("page");
    const sinceMs = readStartOfDay(field(body, "since"), zone);
    const wrong = keepTyped(body, { since: text("keys-since-wrong") });
    if (sinceMs === undefined) return showRevoke(app, c, wrong);
    const { outcome } = await revokeKey(app, { id: c.req.param("key"), sinceMs });
    if (outcome === "ahead") return showRevoke(app, c, wrong);
    if (outcome === "not-found") return renderProblem(c, "not-found");
    return leadTo(c, "/ledger/keys", "revoked");
  });
}

async function showRevoke(app: Context, c: Request, typed?: Typed): Promise<Response> {
  const key = (await listCoopKeys(app)).find(({ id }) => id === c.req.param("key"));
  if (key === undefined || key.compromisedAtMs !== null) return renderProblem(c, "not-found");
  const page = c.get("page");
  return typed === undefined ? c.html(renderRevoke(page, key)) : c.html(renderRevoke({ ...page, typed }, key), 422);
}
