import { html } from "hono/html";
import type { Html } from "./context.ts";

/**
 * What a button says. `says` is a sentence that stands beside it: what will happen, and to whom. A destructive button has to have
 * one, and it says whether it can be undone.
 */
export type Button =
  | ({ readonly label: string; readonly kind?: "primary" | "quiet"; readonly says?: string } & ButtonValue)
  | ({ readonly label: string; readonly kind: "danger"; readonly says: string } & ButtonValue);

/** For a form with several buttons: which one was pressed. */
interface ButtonValue {
  readonly name?: string;
  readonly value?: string;
}

/** The button that sends the form around it. */
export function button({ label, kind = "primary", says, name, value }: Button): Html {
  const sent = name === undefined ? "" : html` name="${name}" value="${value ?? ""}"`;
  const pressed = html`<button type="submit" class="button button-${kind}"${sent}>${label}</button>`;
  return says === undefined ? pressed : html`<div class="says">${pressed}<p>${says}</p></div>`;
}

/** A link that looks like a button: for going somewhere, where nothing changes. */
export const linkButton = (link: {
  readonly label: string;
  readonly href: string;
  readonly kind?: "primary" | "quiet";
}): Html => html`<a class="button button-${link.kind ?? "primary"}" href="${link.href}">${link.label}</a>`;
