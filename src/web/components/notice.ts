import { html } from "hono/html";
import type { Content, Html, PageContext } from "./context.ts";
import { fieldId } from "./field.ts";
import { type Meaning, shape } from "./status.ts";

export interface Notice {
  readonly meaning: Meaning;
  readonly title?: string;
  readonly says: Content;
}

/** Something to know before reading on. In words that say what to do next. */
export const notice = ({ meaning, title, says }: Notice): Html =>
  html`<div class="notice notice-${meaning}">${shape(meaning)}<div>${title !== undefined && html`<p class="notice-title">${title}</p>`}${paragraph(says)}</div></div>`;

/** What came of the last action, read out by a screen reader when the page opens. */
export const alert = (content: Notice): Html =>
  html`<div class="alert" role="${content.meaning === "trouble" ? "alert" : "status"}">${notice(content)}</div>`;

/** What is wrong with the form, at the top, each a link to its field. It takes the focus when the page opens. */
export function errorSummary(page: PageContext): Html | undefined {
  const errors = Object.entries(page.typed?.errors ?? {});
  if (errors.length === 0) return undefined;
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus>
    <h2>${shape("trouble")} ${page.text("shell-errors-title", { count: errors.length })}</h2>
    <ul>${errors.map(([name, error]) => html`<li><a href="#${fieldId(name)}">${error}</a></li>`)}</ul>
  </div>`;
}

const paragraph = (says: Content): Content => (typeof says === "string" ? html`<p>${says}</p>` : says);
