import { html } from "hono/html";
import type { CirclePost } from "#src/app/groups.ts";
import type { Page } from "#src/app/page.ts";
import { pickText } from "#src/domain/language.ts";
import { emptyState } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { remotePost } from "#src/web/components/remote-post.ts";
import { reportLink } from "#src/web/components/responses.ts";
import { renderPage } from "#src/web/layout.ts";
import { shelfLinks } from "./responses-view.ts";
import { doneNotice, followingTabs, type Done } from "./timeline-view.ts";

interface Listing {
  readonly found: Page<CirclePost>;
  readonly done: Done | undefined;
  readonly waiting: number;
}

/** What stands in circles of ours because somebody elsewhere said it there: stewards can take it out again. */
export function renderCirclePosts(page: PageContext, { found, done, waiting }: Listing): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("following-responses-title"),
    lead: text("following-circles-lead"),
    ...doneNotice(text, done),
    body: html`${followingTabs(page, "responses", waiting)}${shelfLinks(page, "circles")}
      ${
        found.items.length === 0
          ? emptyState({ title: text("following-responses-none"), says: text("following-circles-none-say") })
          : html`<div class="posts">${found.items.map((post) => postOf(page, post))}</div>`
      }
      ${pagination(page, found.next)}`,
  });
}

function postOf(page: PageContext, { id, circle, said, author }: CirclePost): Html {
  const { text } = page;
  const name = pickText(circle.name, text.locale);
  const takeOut = actionForm(page, {
    action: `/group-posts/${id}/remove`,
    button: { label: text("following-take-out"), kind: "quiet" },
  });
  return remotePost(page, {
    said,
    author,
    before: html`${text("following-in-circle")} <a href="/actors/${circle.id}" dir="auto">${name}</a>`,
    actions: actions(takeOut, reportLink(page, said.object)),
  });
}
