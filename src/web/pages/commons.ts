import type { Hono } from "hono";
import { commonsAccount } from "#src/app/commons-account.ts";
import { only } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { renderCommons } from "./commons-view.ts";
import { peerNames } from "./peer-names.ts";

/** The commons' account, as far as our books and our partners' words in them know it. */
export function commonsPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/commons", only("member"), async (c) =>
    c.html(renderCommons(c.get("page"), { ...(await commonsAccount(app)), names: await peerNames(app.database) })),
  );
}
