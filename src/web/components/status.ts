import { html } from "hono/html";
import type { Content, Html } from "./context.ts";

/** The four things that a colour may mean here. Each always comes with a word and with a shape of its own. */
export type Meaning = "good" | "waiting" | "trouble" | "quiet";

/** A word with its meaning: `status("waiting", text("agreement-state-offered"))`. */
export const status = (meaning: Meaning, word: Content): Html =>
  html`<span class="status status-${meaning}">${shape(meaning)}<span>${word}</span></span>`;

/** A ticked disc, a ring half full, a triangle, a ring: told apart without colour, and at twelve pixels. */
export function shape(meaning: Meaning): Html {
  return html`<svg class="shape shape-${meaning}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${drawing(meaning)}</svg>`;
}

function drawing(meaning: Meaning): Html {
  switch (meaning) {
    case "good":
      return html`<circle cx="8" cy="8" r="7" fill="currentColor" /><path d="m4.8 8.3 2.3 2.3 4.2-4.8" fill="none" class="shape-cut" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />`;
    case "waiting":
      return html`<circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8" /><path d="M8 4.4a3.6 3.6 0 0 1 0 7.2z" fill="currentColor" />`;
    case "trouble":
      return html`<path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" stroke="currentColor" stroke-width="1" stroke-linejoin="round" /><path d="M8 5.6v4.2M8 12v.1" fill="none" class="shape-cut" stroke-width="1.8" stroke-linecap="round" />`;
    case "quiet":
      return html`<circle cx="8" cy="8" r="6.1" fill="none" stroke="currentColor" stroke-width="1.8" />`;
  }
}
