import { html } from "hono/html";
import type { AnnouncementVersion } from "#src/app/announcement-history.ts";
import { pickText } from "#src/domain/language.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";
import { hashtagLink, postText } from "#src/web/components/post-text.ts";
import { autonym } from "#src/web/components/prose.ts";
import { time } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { mayAct } from "./done.ts";
import { shownLanguage, type Post } from "./announcement-post.ts";

interface View {
  readonly post: Post;
  readonly versions: readonly AnnouncementVersion[];
}

/** What an announcement says, and what it said before, the last first. */
export function renderHistory(page: PageContext, { post, versions }: View): Html {
  const { text } = page;
  const { announcement, uploads } = post;
  const here = `/announcements/${announcement.id}`;
  const now: AnnouncementVersion = {
    ...announcement,
    pictures: uploads.map(({ alt }) => alt),
    fromMs: announcement.updatedAtMs ?? announcement.publishedAtMs,
    untilMs: page.nowMs,
  };
  return renderPage(page, {
    title: text("announcements-history-title"),
    lead: versions.length === 0 ? text("announcements-history-none") : text("announcements-history-lead"),
    back: { label: text("announcements-history-back"), href: here },
    body: html`${section({ title: text("announcements-history-now") }, versionOf(page, post, now))}
      ${versions.map((version) =>
        section(
          { title: text("announcements-history-before") },
          html`<p class="meta">${text("announcements-history-from")} ${time(page, version.fromMs)} ${text("announcements-history-until")} ${time(page, version.untilMs)}</p>${versionOf(page, post, version)}${mayAct(page, "steward") && erase(page, `${here}/history/${version.id}/remove`)}`,
        ),
      )}`,
  });
}

/** What was changed away for somebody's sake need not stand here for ever. */
function erase(page: PageContext, action: string): Html {
  const label = page.text("announcements-history-erase");
  return actionForm(page, {
    action,
    button: { label, kind: "danger", says: page.text("announcements-history-erase-says") },
  });
}

/** Each language of it, the reader's first. */
function versionOf(page: PageContext, { announcement }: Post, version: AnnouncementVersion): Html {
  const first = shownLanguage(page, { ...announcement, content: version.content });
  const tags = [first, ...Object.keys(version.content).filter((tag) => tag !== first)];
  return html`${tags.map((tag) => inLanguage(page, { tag, mentions: announcement.mentions, version }))}${
    version.hashtags.length > 0 &&
    html`<ul class="hashtags" aria-label="${page.text("announcements-hashtags")}">${version.hashtags.map((word) => html`<li>${hashtagLink(word)}</li>`)}</ul>`
  }`;
}

function inLanguage(
  { text }: PageContext,
  {
    tag,
    mentions,
    version: { content, title, contentNote, pictures },
  }: {
    readonly tag: string;
    readonly mentions: Parameters<typeof postText>[2];
    readonly version: AnnouncementVersion;
  },
): Html {
  return html`<div class="version"><p class="meta" lang="${tag}">${autonym(tag)}</p>
    ${title[tag] !== undefined && html`<p lang="${tag}" dir="auto"><strong>${title[tag]}</strong></p>`}
    ${Object.keys(contentNote).length > 0 && html`<p class="meta">${text("announcements-content-note")} <span lang="${tag}" dir="auto">${pickText(contentNote, tag)}</span></p>`}
    ${postText(content[tag] ?? "", tag, mentions)}
    ${pictures.map((alt) => html`<p class="meta">${text("announcements-picture")} <span lang="${tag}" dir="auto">${pickText(alt, tag)}</span></p>`)}
  </div>`;
}
