import { html } from "hono/html";
import { excerptOf, titlesOf } from "#src/domain/announcement.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { pickLanguage, pickText, type LocalizedText } from "#src/domain/language.ts";
import { findActor } from "#src/store/actors.ts";
import type { Announcement } from "#src/store/announcements.ts";
import type { Session } from "#src/store/database.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { uploadPath } from "#src/app/uploads.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localized } from "#src/web/components/language.ts";
import { hashtagLink, postText } from "#src/web/components/post-text.ts";
import { autonym } from "#src/web/components/prose.ts";
import { date, time } from "#src/web/components/time.ts";

/** An announcement with what a page shows of it. */
export interface Post {
  readonly announcement: Announcement;
  readonly uploads: readonly Upload[];
  /** Of a circle's: its name, and its page. */
  readonly author?: { readonly name: LocalizedText; readonly href: string };
}

export const findPosts = (session: Session, items: readonly Announcement[]): Promise<Post[]> =>
  Promise.all(items.map((announcement) => findPost(session, announcement)));

export async function findPost(session: Session, announcement: Announcement): Promise<Post> {
  const uploads = await listUploads(session, announcement.pictures);
  const { actorId } = announcement;
  const actor = actorId === coopActorId ? undefined : await findActor(session, actorId);
  if (actor === undefined) return { announcement, uploads };
  return { announcement, uploads, author: { name: actor.name, href: `/actors/${actorId}` } };
}

/** The language in which a page shows it: the one that was asked for, or the reader's if it has it. */
export function shownLanguage({ text }: PageContext, { content }: Announcement, wanted?: string): string {
  const known = wanted !== undefined && Object.hasOwn(content, wanted) ? wanted : undefined;
  return known ?? pickLanguage(content, text.locale) ?? "";
}

/** Announcements one below the other, each in the reader's language if it has it. */
export const announcementCards = (page: PageContext, posts: readonly Post[]): Html =>
  html`<div class="posts">${posts.map((post) => card(page, post))}</div>`;

function card(page: PageContext, post: Post): Html {
  const { announcement } = post;
  const tag = shownLanguage(page, announcement);
  return html`<article class="post">
    <p class="meta">${dated(page, post)}</p>
    ${title(page, { post, tag, level: "card" })}
    ${announcement.kind === "article" ? beginning(page, announcement, tag) : postBody(page, post, tag)}
    ${otherLanguages(page, announcement, tag)}
  </article>`;
}

/** Of an article a list shows the first sentences; of one with a content note, that. */
function beginning({ text }: PageContext, { id, content, contentNote }: Announcement, tag: string): Html {
  const note = pickText(contentNote, tag);
  const words = note === "" ? excerptOf(content[tag] ?? "", tag) : note;
  return html`<p class="prose" lang="${tag}" dir="auto">${words}</p><p><a href="/announcements/${id}">${text("announcements-read-all")}</a></p>`;
}

function dated(page: PageContext, { announcement, author }: Post): Html {
  const { text } = page;
  const { id, state, publishedAtMs, scheduledAtMs, updatedAtMs, pinnedAtMs } = announcement;
  const here = `/announcements/${id}`;
  const when =
    state === "draft"
      ? html`<a href="${here}">${text("announcements-is-draft")}</a>`
      : state === "scheduled" && scheduledAtMs !== null
        ? html`<a href="${here}">${text("announcements-is-scheduled")} ${time(page, scheduledAtMs)}</a>`
        : html`<a href="${here}">${date(page, publishedAtMs)}</a>`;
  return html`${pinnedAtMs !== null && html`${text("announcements-pinned")} · `}${when}${author && html` · <a href="${author.href}">${localized(text, author.name)}</a>`}${updatedAtMs !== null && html` · <a href="${here}/history">${text("announcements-edited")}</a>`}`;
}

function title(
  _page: PageContext,
  { post, tag, level }: { readonly post: Post; readonly tag: string; readonly level: "card" | "page" },
): Html | undefined {
  const { announcement } = post;
  if (announcement.kind !== "article") return undefined;
  const words = titlesOf(announcement.content, announcement.title)[tag] ?? "";
  return level === "card"
    ? html`<h3 lang="${tag}" dir="auto"><a href="/announcements/${announcement.id}">${words}</a></h3>`
    : html`<h2 lang="${tag}" dir="auto">${words}</h2>`;
}

/** Text and pictures; behind its content note, if it has one, until the reader opens it. */
function postBody({ text }: PageContext, { announcement, uploads }: Post, tag: string): Html {
  const { content, contentNote, mentions } = announcement;
  const body = html`${postText(content[tag] ?? "", tag, mentions)}${pictures(uploads, tag)}`;
  const noteTag = pickLanguage(contentNote, tag, text.locale);
  const shown =
    noteTag === undefined
      ? body
      : html`<details class="content-note"><summary>${text("announcements-content-note")} <span lang="${noteTag}" dir="auto">${contentNote[noteTag] ?? ""}</span></summary>${body}</details>`;
  return html`${shown}${hashtags(text("announcements-hashtags"), announcement)}`;
}

function pictures(uploads: readonly Upload[], tag: string): Html | undefined {
  if (uploads.length === 0) return undefined;
  return html`<div class="pictures">${uploads.map((upload) => {
    const altTag = pickLanguage(upload.alt, tag) ?? tag;
    const alt = pickText(upload.alt, tag);
    return html`<figure class="picture"><a href="${uploadPath(upload)}"><img src="${uploadPath(upload)}" alt="${alt}" lang="${altTag}" width="${upload.widthPixels}" height="${upload.heightPixels}" loading="lazy" decoding="async"></a></figure>`;
  })}</div>`;
}

function hashtags(label: string, { hashtags: words }: Announcement): Html | undefined {
  if (words.length === 0) return undefined;
  return html`<ul class="hashtags" aria-label="${label}">${words.map((word) => html`<li>${hashtagLink(word)}</li>`)}</ul>`;
}

/** The same text in its other languages, each under the name that its readers know. */
export function otherLanguages({ text }: PageContext, { id, content }: Announcement, shown: string): Html | undefined {
  const others = Object.keys(content).filter((tag) => tag !== shown);
  if (others.length === 0) return undefined;
  const links = others.map(
    (tag) =>
      html`<li><a href="/announcements/${id}?in=${tag}" hreflang="${tag}" lang="${tag}">${autonym(tag)}</a></li>`,
  );
  return html`<div class="also"><span class="meta">${text("announcements-also")}</span><ul>${links}</ul></div>`;
}

/** The whole of it, at its own address and in a preview. */
export const wholePost = (page: PageContext, post: Post, tag: string): Html =>
  html`<article class="post post-alone">${title(page, { post, tag, level: "page" })}${postBody(page, post, tag)}</article>`;
