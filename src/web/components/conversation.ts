import { html } from "hono/html";
import type { Content, Html, PageContext } from "./context.ts";
import { time } from "./time.ts";

/** What somebody said, and when (epoch milliseconds). */
export interface Remark {
  readonly who: Content;
  readonly atMs: number;
  readonly says: Content;
  /** It was our side that said it. */
  readonly ours?: boolean;
}

/** What both sides said, in order of time. */
export const conversation = (page: PageContext, remarks: readonly Remark[]): Html =>
  html`<ol class="conversation">${remarks.map(
    ({ who, atMs, says, ours }) => html`<li class="remark${ours === true && " remark-ours"}">
      <p class="meta"><strong>${who}</strong> · ${time(page, atMs)}</p>
      <blockquote>${says}</blockquote>
    </li>`,
  )}</ol>`;
