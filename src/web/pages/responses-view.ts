import { html } from "hono/html";
import type { WaitingPost } from "#src/app/groups.ts";
import type { Page } from "#src/app/page.ts";
import type { ReplyView } from "#src/app/response-views.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { remotePost } from "#src/web/components/remote-post.ts";
import { reportLink } from "#src/web/components/responses.ts";
import { linkButton } from "#src/web/components/button.ts";
import { renderPage } from "#src/web/layout.ts";
import { doneNotice, followingTabs, type Done } from "./timeline-view.ts";

export const shelves = ["waiting", "shown", "hidden"] as const;
export type Shelf = (typeof shelves)[number];

interface Listing {
  readonly shelf: Shelf;
  readonly found: Page<ReplyView>;
  /** What was said to circles and is not passed on yet. */
  readonly posts: readonly WaitingPost[];
  readonly done: Done | undefined;
  readonly waiting: number;
  readonly origin: string;
}

/** What others answered, for stewards: what waits for them first. */
export function renderResponses(page: PageContext, view: Listing): Html {
  const { text } = page;
  const { shelf, found, posts, done, waiting } = view;
  return renderPage(page, {
    title: text("following-responses-title"),
    lead: text("following-responses-lead"),
    ...doneNotice(text, done),
    body: html`${followingTabs(page, "responses", waiting)}${shelfLinks(page, shelf)}
      ${posts.length > 0 && section({ title: text("following-circle-posts") }, html`<p class="help">${text("following-circle-posts-say")}</p><div class="posts">${posts.map((post) => postOf(page, post))}</div>`)}
      ${
        found.items.length === 0
          ? emptyState({ title: text("following-responses-none"), says: text("following-responses-none-say") })
          : html`<div class="posts">${found.items.map((reply) => replyOf(page, reply, view.origin))}</div>`
      }
      ${pagination(page, found.next)}`,
  });
}

/** The ways between what waits, is shown or hidden, and what stands in circles. */
export function shelfLinks({ text }: PageContext, here: Shelf | "circles"): Html {
  const labels: Readonly<Record<Shelf | "circles", string>> = {
    waiting: text("following-shelf-waiting"),
    shown: text("following-shelf-shown"),
    hidden: text("following-shelf-hidden"),
    circles: text("following-shelf-circles"),
  };
  return html`<nav class="shelves" aria-label="${text("following-shelves")}"><ul>${(
    [...shelves, "circles"] as const
  ).map(
    (shelf) =>
      html`<li><a href="/responses?state=${shelf}"${shelf === here && html` aria-current="page"`}>${labels[shelf]}</a></li>`,
  )}</ul></nav>`;
}

function replyOf(page: PageContext, { id, response, said, author, isMessage }: ReplyView, origin: string): Html {
  const { text } = page;
  const path = response.object.startsWith(`${origin}/`) ? response.object.slice(origin.length) : "/";
  const back = `/responses?state=${response.state}`;
  const show = actionForm(page, {
    action: `/responses/${id}/show`,
    hidden: { back },
    button: { label: text("following-show") },
  });
  const hide = actionForm(page, {
    action: `/responses/${id}/hide`,
    hidden: { back },
    button: { label: text("following-hide"), kind: "quiet" },
  });
  const mayShow = response.state !== "shown" && said.isPublic && !isMessage;
  const answer = linkButton({
    href: `/timeline/answer?as=coop&object=${encodeURIComponent(said.object)}`,
    label: text("following-answer"),
    kind: "quiet",
  });
  const acts = [
    ...(mayShow ? [show] : []),
    ...(response.state === "hidden" ? [] : [hide]),
    ...(said.isPublic ? [answer] : []),
    reportLink(page, said.object),
  ];
  return remotePost(page, {
    said,
    author,
    before: isMessage
      ? text("following-message")
      : html`${text("following-answers")} <a href="${path}">${path.startsWith("/events/") ? text("following-answers-event") : text("following-answers-announcement")}</a>`,
    actions: actions(...acts),
  });
}

function postOf(page: PageContext, { id, said, author }: WaitingPost): Html {
  const { text } = page;
  const accept = actionForm(page, {
    action: `/group-posts/${id}/accept`,
    button: { label: text("following-pass-on") },
  });
  const refuse = actionForm(page, {
    action: `/group-posts/${id}/refuse`,
    button: { label: text("following-refuse"), kind: "quiet" },
  });
  return remotePost(page, { said, author, actions: actions(accept, refuse, reportLink(page, said.object)) });
}
