import { html } from "hono/html";
import type { Content, Html } from "./context.ts";

/** Names and values, one below the other; a fact without a value is left out. */
export function facts(items: readonly (readonly [name: string, value: Content | undefined | false])[]): Html {
  const known = items.filter(([, value]) => value !== undefined && value !== false && value !== "");
  return html`<dl class="facts">${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A figure that matters, as a link to what it is made of. */
export interface Stat {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly href: string;
}

/** Figures in a row, in the order of their weight. */
export const stats = (items: readonly Stat[]): Html =>
  html`<ul class="stats">${items.map(({ label, value, note, href }) => html`<li><a class="stat" href="${href}"><span class="stat-value">${value}</span> <span class="stat-label">${label}</span>${note !== undefined && html` <span class="stat-note">${note}</span>`}</a></li>`)}</ul>`;
