import { html } from "hono/html";
import { linkButton } from "#src/web/components/button.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request } from "#src/web/request.ts";

const statuses = {
  "not-found": 404,
  gone: 410,
  forged: 403,
  "not-allowed": 403,
  "too-large": 413,
  "too-many": 429,
  failed: 500,
} as const;

/** Why a page cannot be shown. */
export type PageProblem = keyof typeof statuses;

/** A page that says what is wrong and what to do, never how the server is made. */
export function renderProblem(c: Request, problem: PageProblem): Response | Promise<Response> {
  const page = c.get("page");
  const { title, says } = wording(c, problem);
  const body = html`<p>${says}</p><p>${linkButton({ href: "/", label: page.text("problem-home") })}</p>`;
  return c.html(renderPage(page, { title, body }), statuses[problem]);
}

function wording(c: Request, problem: PageProblem): { readonly title: string; readonly says: string } {
  const { text } = c.get("page");
  switch (problem) {
    case "not-found":
      return { title: text("problem-not-found-title"), says: text("problem-not-found") };
    case "gone":
      return { title: text("problem-gone-title"), says: text("problem-gone") };
    case "forged":
      return { title: text("problem-forged-title"), says: text("problem-forged") };
    case "not-allowed":
      return { title: text("problem-not-allowed-title"), says: text("problem-not-allowed") };
    case "too-large":
      return { title: text("problem-too-large-title"), says: text("problem-too-large") };
    case "too-many":
      return { title: text("problem-too-many-title"), says: text("problem-too-many") };
    case "failed":
      return { title: text("problem-failed-title"), says: text("problem-failed") };
  }
}
