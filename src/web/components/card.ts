import { html } from "hono/html";
import type { Content, Html } from "./context.ts";

export interface Card {
  readonly title: Content;
  readonly href?: string;
  /** A status, beside the title. */
  readonly status?: Html;
  /** A line beneath the title: where, when, who. */
  readonly meta?: Content;
  readonly body?: Content;
  /** Buttons; see `actions`. */
  readonly actions?: Html;
}

/** One thing among several: a peer, a resource, a request. */
export const card = ({ title, href, status, meta, body, actions }: Card): Html => html`<article class="card">
    <header><h3>${href === undefined ? title : html`<a href="${href}">${title}</a>`}</h3>${status}</header>
    ${meta !== undefined && html`<p class="meta">${meta}</p>`}
    ${typeof body === "string" ? html`<p>${body}</p>` : body}
    ${actions}
  </article>`;

/** Cards one below the other, or side by side in two columns when they are short. */
export const cards = (items: readonly Card[], layout: "rows" | "columns" = "rows"): Html =>
  html`<ul class="cards cards-${layout}">${items.map((item) => html`<li>${card(item)}</li>`)}</ul>`;

/** A part of a page under a heading; `aside` stands at the end of the heading's line. */
export const section = (
  heading: { readonly title: string; readonly aside?: Content; readonly id?: string },
  body: Content,
): Html =>
  html`<section class="section"><header class="section-head"><h2${heading.id !== undefined && html` id="${heading.id}"`}>${heading.title}</h2>${heading.aside}</header>${body}</section>`;

/** What a page says when there is nothing on it yet: what will be here, and the first step towards it. */
export const emptyState = (empty: { readonly title: string; readonly says: Content; readonly action?: Html }): Html =>
  html`<div class="empty"><p class="empty-title">${empty.title}</p><p>${empty.says}</p>${empty.action}</div>`;
