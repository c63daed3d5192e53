import type { Hono } from "hono";
import { html } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { localized } from "#src/web/components/language.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";

/** The front page: what to do before set-up, and after it who we are. */
export function coopPages(_parts: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/", (c) => {
    const coop = c.get("coop");
    return c.html(coop === undefined ? renderBeforeSetUp(c.get("page")) : renderCoop(c.get("page"), coop));
  });
}

const renderBeforeSetUp = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("coop-fresh-title"),
    lead: page.text("coop-fresh-lead"),
    body: html`<p>${page.text("coop-fresh-another")}</p><pre><code>npm run fedicoop -- invite create --role steward</code></pre>`,
  });

const renderCoop = (page: PageContext, coop: Coop): Html =>
  renderPage(page, {
    title: pickText(coop.name, page.text.locale),
    lead: localized(page.text, coop.summary),
    body: copyable(page, { label: page.text("coop-address"), value: `@${coop.handle}@${new URL(coop.origin).host}` }),
  });
