import { html } from "hono/html";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";

/** A line for search engines and link previews. */
export function firstSentences(words: string): string {
  const flat = words.replace(/\s+/g, " ").trim();
  return flat.length <= 200 ? flat : `${flat.slice(0, 199).replace(/\s\S*$/, "")}…`;
}

interface Followed {
  readonly handle: string;
  readonly origin: string;
  /** "Follow us" unless it is somebody else. */
  readonly title?: string;
}

/** The address to search for on any server. */
export const follow = (page: PageContext, { handle, origin, title }: Followed): Html =>
  html`<div class="follow"><h2>${title ?? page.text("coop-follow")}</h2>
    <p>${page.text("coop-follow-how")}</p>
    ${copyable(page, { label: page.text("coop-address"), value: `@${handle}@${new URL(origin).host}` })}
  </div>`;
