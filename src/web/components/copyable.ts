import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";

/** An address or a code to copy: one click selects all of it; with the script there is a button, too. */
export const copyable = (
  page: PageContext,
  { label, value }: { readonly label: string; readonly value: string },
): Html =>
  html`<div class="copyable"><p class="copyable-label">${label}</p><div class="copyable-row"><code dir="ltr">${value}</code><button type="button" class="button button-quiet" data-copy="${value}" data-copied="${page.text("shell-copied")}" hidden>${page.text("shell-copy")}</button></div></div>`;
