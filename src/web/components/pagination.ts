import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";

/** Newest first: on to what is older as long as there is a `next` cursor, and back to the newest from everywhere else. */
export function pagination(page: PageContext, next: string | undefined): Html | undefined {
  const here = new URL(page.path, "http://here.invalid");
  const further = here.searchParams.has("cursor");
  if (next === undefined && !further) return undefined;
  return html`<nav class="pagination" aria-label="${page.text("shell-pages")}">
    ${further && html`<a href="${hrefAt(here, undefined)}">${page.text("shell-newest")}</a>`}
    ${next !== undefined && html`<a href="${hrefAt(here, next)}" rel="next">${page.text("shell-older")}</a>`}
  </nav>`;
}

function hrefAt(here: URL, cursor: string | undefined): string {
  const there = new URL(here);
  if (cursor === undefined) there.searchParams.delete("cursor");
  else there.searchParams.set("cursor", cursor);
  return `${there.pathname}${there.search}`;
}
