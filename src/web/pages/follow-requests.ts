import type { Hono } from "hono";
import { html } from "hono/html";
import {
  acceptFollowRequest,
  listFollowRequests,
  rejectFollowRequest,
  type FollowRequestView,
} from "#src/app/follow-requests.ts";
import type { Page } from "#src/app/page.ts";
import { cards, emptyState, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { date } from "#src/web/components/time.ts";
import { only } from "#src/web/forms.ts";
import { saysOfRequests } from "./moderation-words.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";

const perPage = 30;
const doneWords = ["accepted", "refused"] as const;

/** Who waits to follow one of ours: somebody who is limited, or a stranger while no steward was here. */
export function followRequestPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/moderation/follow-requests", only("steward"), async (c) => {
    const found = await listFollowRequests(app, { limit: perPage, ...cursorOf(c) });
    return c.html(render(c.get("page"), found, readDone(c, doneWords)));
  });
  for (const [verb, run, done] of [
    ["accept", acceptFollowRequest, "accepted"],
    ["reject", rejectFollowRequest, "refused"],
  ] as const) {
    pages.post(`/moderation/follow-requests/:id/${verb}`, only("steward"), async (c) => {
      const { outcome } = await run(app, idOf(c));
      return outcome === "done" ? leadTo(c, "/moderation/follow-requests", done) : renderProblem(c, "not-found");
    });
  }
}

function render(page: PageContext, found: Page<FollowRequestView>, done: (typeof doneWords)[number] | undefined): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("moderation-requests"),
    lead: text("moderation-requests-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    ...(done !== undefined && { alert: { meaning: "good", says: text(saysOfRequests[done]) } }),
    body:
      found.items.length === 0
        ? emptyState({ title: text("moderation-requests-empty-title"), says: text("moderation-requests-empty") })
        : html`${cards(found.items.map((item) => requestCard(page, item)))}${pagination(page, found.next)}`,
  });
}

function requestCard(page: PageContext, { id, follower, card, followed, createdAtMs }: FollowRequestView): Card {
  const { text } = page;
  const name = card === undefined ? follower : `${card.name} (@${card.address})`;
  const at = `/moderation/follow-requests/${id}`;
  return {
    title: html`<bdi class="breaks">${name}</bdi>`,
    meta: html`${date(page, createdAtMs)} · <a href="${card?.url ?? follower}" rel="nofollow noreferrer">${new URL(follower).host}</a>`,
    ...(followed !== undefined && {
      body: html`<p>${text("moderation-request-of")} ${localized(text, followed.name)} <bdi dir="ltr" class="breaks">@${followed.handle}</bdi></p>`,
    }),
    actions: actions(
      actionForm(page, { action: `${at}/accept`, button: { label: text("moderation-request-accept", { name }) } }),
      actionForm(page, {
        action: `${at}/reject`,
        button: { label: text("moderation-request-reject", { name }), kind: "quiet" },
      }),
    ),
  };
}
