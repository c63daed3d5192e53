import { html } from "hono/html";
import { announcementIri } from "#src/domain/iri.ts";
import { pickLanguage, pickText } from "#src/domain/language.ts";
import type { Announcement, Reach } from "#src/store/announcements.ts";
import type { Coop } from "#src/store/coop.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { autonym, prose } from "#src/web/components/prose.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { date, time } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { deliveryLink } from "./delivery-link.ts";
import { mayAct } from "./done.ts";
import { firstSentences, follow } from "./follow.ts";

export const doneWords = ["announced", "changed", "removed"] as const;
type Done = (typeof doneWords)[number];

function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    announced: text("announcements-done-announced"),
    changed: text("announcements-done-changed"),
    removed: text("announcements-done-removed"),
  };
  return done === undefined ? {} : { alert: { meaning: "good", says: says[done] } };
}

interface ListView {
  readonly coop: Coop;
  readonly items: readonly Announcement[];
  readonly next: string | undefined;
  readonly followers: number;
  readonly done: Done | undefined;
}

/** Everything that the coop announces, newest first. */
export function renderAnnouncements(page: PageContext, { coop, items, next, followers, done }: ListView): Html {
  const { text } = page;
  const writes = mayAct(page, "steward");
  const name = pickText(coop.name, text.locale);
  const write = linkButton({ href: "/announcements/new", label: text("announcements-write") });
  const empty = emptyState({
    title: text("announcements-none-title"),
    says: writes ? text("announcements-none-steward") : text("announcements-none", { name }),
    ...(writes && { action: write }),
  });
  return renderPage(page, {
    title: text("announcements-title"),
    lead: writes
      ? text("announcements-lead-steward", { count: followers, number: formatNumber(text, followers) })
      : text("announcements-lead", { name }),
    description: text("announcements-lead", { name }),
    ...(writes && items.length > 0 && { aside: write }),
    ...doneNotice(text, done),
    body: html`<div class="beside">
      <div class="beside-main">
        ${items.length === 0 ? empty : announcementCards(page, items)}
        ${pagination(page, next)}
      </div>
      <aside class="beside-aside" aria-label="${text("announcements-follow")}">${follow(page, { handle: coop.handle, origin: coop.origin })}</aside>
    </div>`,
  });
}

/** Announcements one below the other, each in the reader's language if it has it. */
export const announcementCards = (page: PageContext, items: readonly Announcement[]): Html =>
  html`<div class="posts">${items.map((announcement) => post(page, announcement))}</div>`;

function post(page: PageContext, announcement: Announcement): Html {
  const tag = pickLanguage(announcement.content, page.text.locale) ?? "";
  const here = `/announcements/${announcement.id}`;
  return html`<article class="post">
    <p class="meta"><a href="${here}">${date(page, announcement.publishedAtMs)}</a>${announcement.updatedAtMs !== null && html` · ${page.text("announcements-edited")}`}</p>
    ${prose(announcement.content[tag] ?? "", tag)}
    ${otherLanguages(page, announcement, tag)}
  </article>`;
}

/** The same text in its other languages, each under the name that its readers know. */
function otherLanguages({ text }: PageContext, { id, content }: Announcement, shown: string): Html | undefined {
  const others = Object.keys(content).filter((tag) => tag !== shown);
  if (others.length === 0) return undefined;
  const links = others.map(
    (tag) =>
      html`<li><a href="/announcements/${id}?in=${tag}" hreflang="${tag}" lang="${tag}">${autonym(tag)}</a></li>`,
  );
  return html`<div class="also"><span class="meta">${text("announcements-also")}</span><ul>${links}</ul></div>`;
}

interface OneView {
  readonly coop: Coop;
  readonly announcement: Announcement;
  /** For stewards: who has it. */
  readonly reach: (Reach & { readonly followers: number }) | undefined;
  readonly done: Done | undefined;
  /** The language that a link asked for. */
  readonly wanted?: string;
}

/** One announcement, at the address that never changes. */
export function renderAnnouncement(page: PageContext, { coop, announcement, reach, done, wanted }: OneView): Html {
  const { text } = page;
  const { content } = announcement;
  const tag =
    (wanted !== undefined && content[wanted] !== undefined ? wanted : pickLanguage(content, text.locale)) ?? "";
  const name = pickText(coop.name, text.locale);
  return renderPage(page, {
    title: text("announcements-one-title", { name }),
    lead: html`${time(page, announcement.publishedAtMs)}${announcement.updatedAtMs !== null && html` · ${text("announcements-edited-on")} ${time(page, announcement.updatedAtMs)}`}`,
    back: { label: text("announcements-title"), href: "/announcements" },
    description: firstSentences(content[tag] ?? ""),
    activity: announcementIri(coop.origin, announcement.id),
    ...doneNotice(text, done),
    body: html`<article class="post post-alone">${prose(content[tag] ?? "", tag)}${otherLanguages(page, announcement, tag)}</article>
      ${reach !== undefined && stewardship(page, { ...announcement, origin: coop.origin }, reach)}`,
  });
}

function stewardship(
  page: PageContext,
  { id, origin }: Announcement & { readonly origin: string },
  reach: Reach & { readonly followers: number },
): Html {
  const { text } = page;
  return html`${section({ title: text("announcements-reach") }, html`${reachInWords(text, reach)}${deliveryLink(page, announcementIri(origin, id))}`)}
    ${section(
      { title: text("announcements-change") },
      html`${actions(linkButton({ href: `/announcements/${id}/edit`, label: text("announcements-edit"), kind: "quiet" }))}
      ${actionForm(page, {
        action: `/announcements/${id}/remove`,
        button: { label: text("announcements-remove"), kind: "danger", says: text("announcements-remove-says") },
      })}`,
    )}`;
}

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
