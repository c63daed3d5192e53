import type { Hono } from "hono";
import { uploadUrl } from "#src/app/uploads.ts";
import type { Context } from "#src/app/context.ts";
import { escaped } from "#src/app/html.ts";
import { excerptOf, foldHashtag, maxHashtagLength, readHashtag, titlesOf } from "#src/domain/announcement.ts";
import { isLanguageTag } from "#src/domain/identity.ts";
import { announcementIri, hashtagIri } from "#src/domain/iri.ts";
import { pickLanguage, pickText } from "#src/domain/language.ts";
import { listAnnouncements } from "#src/store/announcements.ts";
import type { Coop } from "#src/store/coop.ts";
import { findPosts, type Post } from "#src/web/pages/announcement-post.ts";
import { renderProblem } from "#src/web/pages/problem.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { answerFile } from "./answer.ts";
import { writeAtom, type AtomEntry } from "./atom.ts";

/** What a feed holds at most, and among how many it looks for those of one language. */
const most = 40;
const lookedThrough = 400;

/**
 * What is public as Atom, for everyone: all of it, what has a hashtag, and with `?in=TAG` only what is written in that language. Without
 * it each entry is in the reader's language if it has it.
 */
export function announcementFeeds({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/announcements/feed.atom", (c) => answer(app, c, { path: "/announcements" }));
  pages.get("/tags/:word/feed.atom", (c) => {
    const word = c.req.param("word");
    const read = word.length > maxHashtagLength ? undefined : readHashtag(word);
    if (read === undefined) return renderProblem(c, "not-found");
    const tag = foldHashtag(read);
    return answer(app, c, { path: hashtagIri("", tag), tag });
  });
}

interface Wanted {
  /** The same as a page. */
  readonly path: string;
  readonly tag?: string;
}

async function answer(app: Context, c: Request, { path, tag }: Wanted): Promise<Response> {
  const coop = c.get("coop");
  const language = c.req.query("in");
  if (coop === undefined || (language !== undefined && !isLanguageTag(language))) return renderProblem(c, "not-found");
  const limit = language === undefined ? most : lookedThrough;
  const found = await listAnnouncements(app.database, { limit, ...(tag !== undefined && { tag }) });
  const written = found.filter(({ content }) => language === undefined || Object.hasOwn(content, language));
  const posts = await findPosts(app.database, written.slice(0, most));
  const { text } = c.get("page");
  const name = pickText(coop.name, language ?? text.locale);
  const title = text("announcements-feed-title", { name });
  const entries = posts.map((post) => entryOf({ coop, wanted: language ?? text.locale }, post));
  const body = await writeAtom({
    address: `${app.origin}${path}/feed.atom${language === undefined ? "" : `?in=${language}`}`,
    page: `${app.origin}${path}`,
    title: tag === undefined ? title : `#${tag} · ${name}`,
    author: name,
    language: language ?? text.language,
    // A feed without entries has not changed since it began; it has to say some time.
    updatedAtMs: entries.reduce((last, { updatedAtMs }) => Math.max(last, updatedAtMs), coop.createdAtMs),
    entries,
  });
  const contentType = "application/atom+xml; charset=utf-8";
  return answerFile(c, { body, contentType, fileName: "announcements.atom", isPublic: true });
}

function entryOf({ coop, wanted }: { readonly coop: Coop; readonly wanted: string }, post: Post): AtomEntry {
  const { announcement, uploads, author } = post;
  const { content, title } = announcement;
  const language = pickLanguage(content, wanted) ?? wanted;
  const page = announcementIri(coop.origin, announcement.id);
  const own = announcement.kind === "article" ? titlesOf(content, title)[language] : undefined;
  const note = pickText(announcement.contentNote, language);
  return {
    id: page,
    title: own ?? (note === "" ? shortOf(excerptOf(content[language] ?? "", language)) : note),
    page: `${page}?in=${language}`,
    updatedAtMs: announcement.updatedAtMs ?? announcement.publishedAtMs,
    publishedAtMs: announcement.publishedAtMs,
    author: pickText(author?.name ?? coop.name, language),
    lines: [],
    html: { text: htmlOf(coop, post, language), language },
    categories: announcement.hashtags,
    enclosures: (note === "" ? uploads : []).map((upload) => ({
      href: uploadUrl(coop.origin, upload),
      mediaType: upload.mediaType,
      sizeBytes: upload.sizeBytes,
      title: pickText(upload.alt, language),
    })),
    translations: Object.keys(content)
      .filter((tag) => tag !== language)
      .map((tag) => ({ language: tag, href: `${page}?in=${tag}` })),
  };
}

const shortOf = (line: string): string => (line.length <= 80 ? line : `${line.slice(0, 79).replace(/\s\S*$/, "")}…`);

/** Text and pictures; where there is a content note, that note and the way to the rest, as nothing can be folded in a reader of feeds. */
function htmlOf({ origin }: Coop, { announcement, uploads }: Post, language: string): string {
  const note = pickText(announcement.contentNote, language);
  const page = escaped(`${announcementIri(origin, announcement.id)}?in=${language}`);
  if (note !== "") return `<p>${escaped(note)}</p><p><a href="${page}">${page}</a></p>`;
  const pictures = uploads.map((upload) => {
    const alt = escaped(pickText(upload.alt, language));
    return `<p><img src="${escaped(uploadUrl(origin, upload))}" alt="${alt}" width="${upload.widthPixels}" height="${upload.heightPixels}"></p>`;
  });
  return `${announcement.contentHtml[language] ?? ""}${pictures.join("")}`;
}
