import { html } from "hono/html";
import { excerptOf, titlesOf } from "#src/domain/announcement.ts";
import { announcementIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { uploadUrl } from "#src/app/uploads.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import type { Post } from "./announcement-post.ts";

/** A line for search engines and link previews: the content note instead of what stands behind it. */
export function descriptionOf({ announcement: { content, contentNote } }: Post, tag: string): string {
  const note = pickText(contentNote, tag);
  return note === "" ? excerptOf(content[tag] ?? "", tag) : note;
}

/** What previews of a link show, and where the same stands in other languages. Pictures behind a content note are no preview. */
export function postHead(
  { text }: PageContext,
  post: Post,
  shown: { readonly coop: Coop; readonly tag: string },
): Html {
  const { announcement, uploads } = post;
  const { coop, tag } = shown;
  const url = announcementIri(coop.origin, announcement.id);
  const name = pickText(coop.name, text.locale);
  const title =
    announcement.kind === "article"
      ? (titlesOf(announcement.content, announcement.title)[tag] ?? name)
      : text("announcements-one-title", { name });
  const [picture] = Object.keys(announcement.contentNote).length === 0 ? uploads : [];
  return html`<link rel="canonical" href="${url}">
    ${feedLink(text("announcements-feed-title", { name }), "/announcements/feed.atom")}
    ${Object.keys(announcement.content).map((other) => html`<link rel="alternate" hreflang="${other}" href="${url}?in=${other}">`)}
    <meta property="og:type" content="article">
    <meta property="og:site_name" content="${name}">
    <meta property="og:title" content="${title}">
    <meta property="og:description" content="${descriptionOf(post, tag)}">
    <meta property="og:url" content="${url}">
    <meta property="og:locale" content="${tag.replace("-", "_")}">
    <meta property="article:published_time" content="${new Date(announcement.publishedAtMs).toISOString()}">
    ${
      picture &&
      html`<meta property="og:image" content="${uploadUrl(coop.origin, picture)}">
    <meta property="og:image:alt" content="${pickText(picture.alt, tag)}">
    <meta name="twitter:card" content="summary_large_image">`
    }`;
}

/** Where readers of feeds find ours; `tag` for one language only, `hashtag` folded. */
export const feedLink = (title: string, href: string): Html =>
  html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${href}">`;
