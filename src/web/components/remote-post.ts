import { html } from "hono/html";
import { plainText } from "#src/app/html.ts";
import { pickLanguage } from "#src/domain/language.ts";
import type { RemoteAttachment } from "#src/domain/post.ts";
import type { RemoteActorRow } from "#src/store/remote-actors.ts";
import type { RemoteObjectRow } from "#src/store/remote-objects.ts";
import type { Content, Html, PageContext } from "./context.ts";
import { prose } from "./prose.ts";
import { status } from "./status.ts";
import { slot, time } from "./time.ts";

/** Something that somebody of another server said, as pages of ours show it: as text, with nothing loaded from there. */
export interface RemotePost {
  readonly said: RemoteObjectRow;
  readonly author: RemoteActorRow | undefined;
  /** Before everything else: who passed it on, what it answers. */
  readonly before?: Content;
  /** Buttons and links beneath. */
  readonly actions?: Content;
}

export const remotePost = (page: PageContext, post: RemotePost): Html => html`<article class="post remote-post">
    ${post.before !== undefined && html`<p class="meta">${post.before}</p>`}
    ${byline(page, post)}
    ${title(page, post.said)}
    ${dates(page, post.said)}
    ${folded(page, post.said)}
    ${post.actions}
  </article>`;

function byline(page: PageContext, { said, author }: RemotePost): Html {
  const { text } = page;
  // Mobilizon, and we, say of each event when it was last changed, also when it never was.
  const edited = (said.updatedAtMs ?? 0) <= said.publishedAtMs ? "" : html` · ${text("following-edited")}`;
  const kept = said.isPublic ? "" : html` ${status("quiet", text("following-private"))}`;
  return html`<p class="meta">${nameOf(author, said.attributedTo)} · <a href="${said.url}" rel="nofollow noopener noreferrer">${time(page, said.publishedAtMs)}</a>${edited}${kept}</p>`;
}

const dates = (page: PageContext, { startsAtMs, endsAtMs }: RemoteObjectRow): Html | undefined =>
  startsAtMs === null ? undefined : html`<p>${slot(page, { startsAtMs, endsAtMs: endsAtMs ?? startsAtMs })}</p>`;

/** The text, behind its content note if it has one. */
function folded(page: PageContext, { contentHtml, contentNote, attachments: all }: RemoteObjectRow): Html {
  const { text } = page;
  const tag = pickLanguage(contentHtml, text.locale) ?? "und";
  const words = plainText(contentHtml[tag] ?? "");
  const body = html`${words !== "" && prose(words, langOf(tag))}${attachments(page, all)}`;
  if (contentNote === null) return body;
  return html`<details class="content-note"><summary>${text("following-content-note")} <span dir="auto">${contentNote}</span></summary>${body}</details>`;
}

/** Who somebody is, with their address, and the way to their page. */
export function nameOf(author: RemoteActorRow | undefined, actor: string): Html {
  const name = author?.name ?? new URL(actor).host;
  const address = author === undefined ? "" : html` <span class="address" dir="ltr">@${author.address}</span>`;
  return html`<a href="${author?.url ?? actor}" rel="nofollow noopener noreferrer"><strong dir="auto">${name}</strong></a>${address}`;
}

/** Nobody said what language it is in. */
const langOf = (tag: string): string => (tag === "und" ? "" : tag);

function title({ text }: PageContext, { name }: RemoteObjectRow): Html | undefined {
  const tag = pickLanguage(name, text.locale);
  return tag === undefined ? undefined : html`<h3 lang="${langOf(tag)}" dir="auto">${name[tag] ?? ""}</h3>`;
}

/** Links with the words of their author: what they lead to is loaded by whoever follows them, and by no page of ours. */
function attachments({ text }: PageContext, all: readonly RemoteAttachment[]): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<ul class="attachments">${all.map(
    ({ url, mediaType, alt }) =>
      html`<li><a href="${url}" rel="nofollow noopener noreferrer">${kindOf(text, mediaType)}</a>${alt !== "" && html` <span dir="auto">${alt}</span>`}</li>`,
  )}</ul>`;
}

function kindOf(text: PageContext["text"], mediaType: string): string {
  const [kind] = mediaType.split("/");
  if (kind === "image") return text("following-picture");
  if (kind === "video") return text("following-video");
  return kind === "audio" ? text("following-audio") : text("following-link");
}
