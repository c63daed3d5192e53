import { html } from "hono/html";
import { maxPinned } from "#src/domain/announcement.ts";
import { announcementIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import type { Announcement, Reach } from "#src/store/announcements.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { autonym } from "#src/web/components/prose.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { time } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { descriptionOf, feedLink, postHead } from "./announcement-head.ts";
import { announcementCards, otherLanguages, shownLanguage, wholePost, type Post } from "./announcement-post.ts";
import { deliveryLink } from "./delivery-link.ts";
import { mayAct } from "./done.ts";
import { follow } from "./follow.ts";

export const doneWords = [
  "announced",
  "changed",
  "removed",
  "drafted",
  "scheduled",
  "discarded",
  "pinned",
  "unpinned",
  "full",
] as const;
type Done = (typeof doneWords)[number];

function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    announced: text("announcements-done-announced"),
    changed: text("announcements-done-changed"),
    removed: text("announcements-done-removed"),
    drafted: text("announcements-done-drafted"),
    scheduled: text("announcements-done-scheduled"),
    discarded: text("announcements-done-discarded"),
    pinned: text("announcements-done-pinned"),
    unpinned: text("announcements-done-unpinned"),
    full: text("announcements-done-full", { most: maxPinned }),
  };
  return done === undefined ? {} : { alert: { meaning: done === "full" ? "trouble" : "good", says: says[done] } };
}

/** What a list shows: what is public, or what is not yet. */
export type Shelf = "published" | "scheduled" | "draft";

interface ListView {
  readonly coop: Coop;
  readonly posts: readonly Post[];
  /** First on the first page, and not again among the others there. */
  readonly pinned: readonly Post[];
  readonly next: string | undefined;
  readonly followers: number;
  readonly done: Done | undefined;
  /** For stewards, with how much is not public yet. */
  readonly shelf: Shelf;
  readonly unpublished?: Readonly<Record<"draft" | "scheduled", number>>;
}

/** Everything that the coop and its circles announce, the latest first; for stewards also what is not public yet. */
export function renderAnnouncements(page: PageContext, view: ListView): Html {
  const { text } = page;
  const { coop, posts, pinned, next, followers, done, shelf, unpublished } = view;
  const writes = mayAct(page, "steward");
  const name = pickText(coop.name, text.locale);
  const write = linkButton({ href: "/announcements/new", label: text("announcements-write") });
  return renderPage(page, {
    title: text("announcements-title"),
    lead: writes
      ? text("announcements-lead-steward", { count: followers, number: formatNumber(text, followers) })
      : text("announcements-lead", { name }),
    ...(shelf === "published" && { description: text("announcements-lead", { name }) }),
    head: feedLink(text("announcements-feed-title", { name }), "/announcements/feed.atom"),
    ...(writes && posts.length > 0 && { aside: write }),
    ...doneNotice(text, done),
    body: html`${unpublished && shelves(page, shelf, unpublished)}<div class="beside">
      <div class="beside-main">
        ${posts.length + pinned.length === 0 ? emptyShelf(page, { shelf, name, write }) : announcementCards(page, [...pinned, ...posts])}
        ${pagination(page, next)}
      </div>
      <aside class="beside-aside" aria-label="${text("announcements-follow")}">${follow(page, { handle: coop.handle, origin: coop.origin })}${feeds(page, coop.languages)}</aside>
    </div>`,
  });
}

function emptyShelf(
  page: PageContext,
  { shelf, name, write }: { readonly shelf: Shelf; readonly name: string; readonly write: Html },
): Html {
  const { text } = page;
  const writes = mayAct(page, "steward");
  if (shelf !== "published") {
    const title = shelf === "draft" ? text("announcements-no-drafts") : text("announcements-none-scheduled");
    return emptyState({ title, says: text("announcements-shelf-empty"), action: write });
  }
  return emptyState({
    title: text("announcements-none-title"),
    says: writes ? text("announcements-none-steward") : text("announcements-none", { name }),
    ...(writes && { action: write }),
  });
}

function shelves({ text }: PageContext, shelf: Shelf, counts: Readonly<Record<"draft" | "scheduled", number>>): Html {
  const link = (name: Shelf, label: string): Html =>
    html`<li><a href="${name === "published" ? "/announcements" : `/announcements?state=${name}`}"${name === shelf && html` aria-current="page"`}>${label}</a></li>`;
  const number = (name: "draft" | "scheduled") => ({ number: formatNumber(text, counts[name]) });
  return html`<nav class="shelves" aria-label="${text("announcements-shelves")}"><ul>
    ${link("published", text("announcements-shelf-published"))}
    ${link("scheduled", text("announcements-shelf-scheduled", number("scheduled")))}
    ${link("draft", text("announcements-shelf-draft", number("draft")))}
  </ul></nav>`;
}

/** For readers of feeds: everything, and what there is in each of the coop's languages. */
function feeds({ text }: PageContext, languages: readonly string[]): Html {
  return html`<div class="follow"><h2>${text("announcements-feeds")}</h2><p>${text("announcements-feeds-say")}</p><ul>
    <li><a href="/announcements/feed.atom">${text("announcements-feed-all")}</a></li>
    ${languages.map((tag) => html`<li><a href="/announcements/feed.atom?in=${tag}" lang="${tag}" hreflang="${tag}">${autonym(tag)}</a></li>`)}
  </ul></div>`;
}

interface TagView {
  readonly coop: Coop;
  /** As it is spelt most recently, without `#`. */
  readonly word: string;
  readonly posts: readonly Post[];
  readonly events: readonly Event[];
  readonly next: string | undefined;
  readonly feed: string;
}

/** Everything public of ours that has a hashtag. */
export function renderTag(page: PageContext, { coop, word, posts, events, next, feed }: TagView): Html {
  const { text } = page;
  const name = pickText(coop.name, text.locale);
  return renderPage(page, {
    title: `#${word}`,
    lead: text("announcements-tag-lead", { name }),
    back: { label: text("announcements-title"), href: "/announcements" },
    ...(posts.length + events.length > 0 && { description: text("announcements-tag-lead", { name }) }),
    head: feedLink(`#${word} · ${name}`, feed),
    body:
      posts.length + events.length === 0
        ? emptyState({ title: text("announcements-tag-none-title"), says: text("announcements-tag-none") })
        : html`${events.length > 0 && section({ title: text("announcements-tag-events") }, cards(events.map((event) => eventCard(page, event))))}${announcementCards(page, posts)}${pagination(page, next)}<p><a href="${feed}">${text("announcements-tag-feed")}</a></p>`,
  });
}

const eventCard = (page: PageContext, { id, name, startsAtMs, timeZone }: Event): Card => ({
  title: localized(page.text, name),
  href: `/events/${id}`,
  meta: time(page, startsAtMs, timeZone),
});

interface OneView {
  readonly coop: Coop;
  readonly post: Post;
  /** For stewards: who has it. */
  readonly reach: (Reach & { readonly followers: number }) | undefined;
  readonly done: Done | undefined;
  /** The language that a link asked for. */
  readonly wanted?: string;
  /** What came back to it. */
  readonly responses?: Html | undefined;
}

/** One announcement, at the address that never changes. */
export function renderAnnouncement(page: PageContext, view: OneView): Html {
  const { text } = page;
  const { coop, post, reach, done, wanted, responses } = view;
  const { announcement, author } = post;
  const tag = shownLanguage(page, announcement, wanted);
  const isPublic = announcement.state === "published";
  return renderPage(page, {
    title: text("announcements-one-title", { name: pickText(author?.name ?? coop.name, text.locale) }),
    lead: whenSaid(page, announcement),
    back: { label: text("announcements-title"), href: "/announcements" },
    ...(isPublic && {
      description: descriptionOf(post, tag),
      activity: announcementIri(coop.origin, announcement.id),
      head: postHead(page, post, { coop, tag }),
    }),
    ...doneNotice(text, done),
    body: html`${otherLanguages(page, announcement, tag)}${answersTo(page, announcement)}${wholePost(page, post, tag)}
      ${responses}
      ${reach !== undefined && stewardship(page, { ...announcement, origin: coop.origin }, reach)}`,
  });
}

function whenSaid(page: PageContext, { id, state, publishedAtMs, scheduledAtMs, updatedAtMs }: Announcement): Html {
  const { text } = page;
  if (state === "draft") return html`${text("announcements-is-draft-says")}`;
  if (state === "scheduled" && scheduledAtMs !== null)
    return html`${text("announcements-is-scheduled")} ${time(page, scheduledAtMs)}`;
  const edited =
    updatedAtMs !== null &&
    html` · <a href="/announcements/${id}/history">${text("announcements-edited-on")} ${time(page, updatedAtMs)}</a>`;
  return html`${time(page, publishedAtMs)}${edited}`;
}

const answersTo = ({ text }: PageContext, { inReplyTo }: Announcement): Html | undefined =>
  inReplyTo === null
    ? undefined
    : html`<p class="meta"><a href="${inReplyTo}" rel="nofollow noopener noreferrer">${text("announcements-answers")}</a></p>`;

function stewardship(
  page: PageContext,
  announcement: Announcement & { readonly origin: string },
  reach: Reach & { readonly followers: number },
): Html {
  const { text } = page;
  const { id, origin, state } = announcement;
  const here = `/announcements/${id}`;
  return html`${state === "published" && section({ title: text("announcements-reach") }, html`${reachInWords(text, reach)}${deliveryLink(page, announcementIri(origin, id))}`)}
    ${section(
      { title: text("announcements-change") },
      html`${actions(
        linkButton({ href: `${here}/edit`, label: text("announcements-edit"), kind: "quiet" }),
        ...(state === "published" ? [pinning(page, announcement)] : []),
      )}
      ${actionForm(page, {
        action: `${here}/remove`,
        button: {
          label: text("announcements-remove"),
          kind: "danger",
          says: state === "published" ? text("announcements-remove-says") : text("announcements-discard-says"),
        },
      })}`,
    )}`;
}

const pinning = (page: PageContext, { id, pinnedAtMs }: Announcement): Html =>
  pinnedAtMs === null
    ? actionForm(page, {
        action: `/announcements/${id}/pin`,
        button: { label: page.text("announcements-pin"), kind: "quiet", says: page.text("announcements-pin-says") },
      })
    : actionForm(page, {
        action: `/announcements/${id}/unpin`,
        button: { label: page.text("announcements-unpin"), kind: "quiet" },
      });

function reachInWords(
  text: Text,
  { followers, delivered, waiting, dropped }: Reach & { readonly followers: number },
): Html {
  const args = (count: number) => ({ count, number: formatNumber(text, count) });
  if (delivered + waiting + dropped === 0)
    return notice({ meaning: "quiet", says: text("announcements-reach-nobody", args(followers)) });
  return html`${waiting === 0 && delivered > 0 && notice({ meaning: "good", says: text("announcements-reach-delivered", args(delivered)) })}
    ${waiting > 0 && notice({ meaning: "waiting", says: text("announcements-reach-waiting", { ...args(waiting), delivered: formatNumber(text, delivered) }) })}
    ${dropped > 0 && notice({ meaning: "quiet", says: text("announcements-reach-dropped", args(dropped)) })}
    <p>${text("announcements-reach-followers", args(followers))}</p>`;
}

/** What stays of an announcement that was taken down. */
export const renderGone = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("announcements-gone-title"),
    lead: page.text("announcements-gone"),
    body: html`<p>${linkButton({ href: "/announcements", label: page.text("announcements-gone-all") })}</p>`,
  });
