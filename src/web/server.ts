import { Hono } from "hono";
import { getLogger } from "@logtape/logtape";
import { findCoop } from "#src/store/coop.ts";
import { apiPages } from "./api/page.ts";
import { openApi } from "./api/server.ts";
import { assetRoutes } from "./assets.ts";
import { protectForms } from "./forms.ts";
import { openHealth } from "./health.ts";
import { language } from "./language.ts";
import { pageHeaders } from "./layout.ts";
import { accountPages } from "./pages/account.ts";
import { renderProblem } from "./pages/problem.ts";
import { publicPages } from "./pages/public.ts";
import { stewardPages } from "./pages/steward.ts";
import { welcomePages } from "./pages/welcome.ts";
import { openRooms } from "./rooms.ts";
import { openUploads } from "./uploads.ts";
import { cookieName, visitor, type WebEnvironment, type WebParts } from "./request.ts";

/** Everything for people and for the API: what Fedify does not answer comes here. */
export function openWeb(parts: WebParts): Hono<WebEnvironment> {
  const { app } = parts;
  const web = new Hono<WebEnvironment>();
  web.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(pageHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    if (app.origin.startsWith("https:")) c.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  web.route("/", openHealth(app));
  web.route("/", openRooms(app));
  web.route("/", openUploads(app));
  web.route("/assets", assetRoutes());
  web.route("/api", openApi(parts));
  web.use(
    language({
      cookieName: cookieName(app.origin, "language"),
      secure: app.origin.startsWith("https:"),
      coopLanguage: async () => (await findCoop(app.database))?.defaultLanguage,
      ...(parts.text !== undefined && { text: parts.text }),
    }),
  );
  web.use(visitor(app));
  web.use(protectForms(app));
  for (const pages of [welcomePages, accountPages, stewardPages, publicPages, apiPages]) web.route("/", pages(parts));
  // What programs ask for is answered before anybody is looked for who could read a page.
  web.notFound((c) =>
    c.get("page") === undefined ? c.text("There is no such thing here.", 404) : renderProblem(c, "not-found"),
  );
  web.onError((error, c) => {
    getLogger(["fedicoop", "web"]).error("{method} {path} failed: {error}", {
      method: c.req.method,
      path: c.req.routePath,
      error,
    });
    // Without a page context the failure came before it could be made, as when the store is out of reach.
    return c.get("page") === undefined
      ? c.text("This node has a problem. Please try again later.", 500)
      : renderProblem(c, "failed");
  });
  return web;
}
