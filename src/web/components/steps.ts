import { html } from "hono/html";
import type { Content, Html, PageContext } from "./context.ts";
import { type Meaning, shape } from "./status.ts";
import { time } from "./time.ts";

/** `done` is behind us, `now` waits, `next` is still to come, `stopped` is where it ended otherwise than hoped. */
export interface Step {
  readonly label: string;
  readonly state: "done" | "now" | "next" | "stopped";
  /** When it happened, or will. */
  readonly atMs?: number;
  readonly note?: Content;
}

const meanings: Readonly<Record<Step["state"], Meaning>> = {
  done: "good",
  now: "waiting",
  next: "quiet",
  stopped: "trouble",
};

/** Where something stands in its life: a line of steps, each with its time. */
export function steps(page: PageContext, items: readonly Step[]): Html {
  const words: Readonly<Record<Step["state"], string>> = {
    done: page.text("shell-step-done"),
    now: page.text("shell-step-now"),
    next: page.text("shell-step-next"),
    stopped: page.text("shell-step-stopped"),
  };
  return html`<div class="steps-frame"><ol class="steps">${items.map(
    ({
      label,
      state,
      atMs,
      note,
    }) => html`<li class="step step-${state}"${state === "now" && html` aria-current="step"`}>
      <span class="step-mark">${shape(meanings[state])}</span>
      <div class="step-words"><p class="step-label">${label}<span class="unseen"> (${words[state]})</span></p>
      ${atMs !== undefined && html`<p class="step-time">${time(page, atMs)}</p>`}
      ${note !== undefined && html`<p class="step-note">${note}</p>`}</div>
    </li>`,
  )}</ol></div>`;
}
