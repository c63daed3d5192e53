import { html } from "hono/html";
import type { ResponsesView, ReplyView } from "#src/app/response-views.ts";
import { isAtLeast } from "#src/domain/role.ts";
import { section } from "./card.ts";
import type { Html, PageContext } from "./context.ts";
import { actionForm, actions } from "./form.ts";
import { formatNumber } from "./quantity.ts";
import { remotePost } from "./remote-post.ts";

/**
 * What came back to an announcement or an event, for its page: `responses(page, await viewResponses(app, iri))`. Everyone sees what is shown
 * and can report it; stewards hide it, and see how much waits for them.
 */
export function responses(page: PageContext, view: ResponsesView): Html {
  const { text } = page;
  const { likes, boosts, replies, more, waiting } = view;
  const steward = isSteward(page);
  const counted = (key: "likes" | "boosts", count: number): string => {
    const numbers = { count, number: formatNumber(text, count) };
    return key === "likes" ? text("following-likes", numbers) : text("following-boosts", numbers);
  };
  return section(
    { title: text("following-responses"), id: "responses" },
    html`<p>${counted("likes", likes)} · ${counted("boosts", boosts)}</p>
      ${steward && waiting > 0 && html`<p><a href="/responses">${text("following-waiting-here", { count: waiting, number: formatNumber(text, waiting) })}</a></p>`}
      ${replies.length === 0 ? html`<p class="help">${text("following-no-replies")}</p>` : html`<div class="posts">${replies.map((reply) => replyOf(page, reply))}</div>`}
      ${more > 0 && html`<p>${text("following-more-replies", { count: more, number: formatNumber(text, more) })}</p>`}`,
  );
}

const isSteward = ({ session }: PageContext): boolean => session !== undefined && isAtLeast(session.role, "steward");

function replyOf(page: PageContext, { id, said, author }: ReplyView): Html {
  const { text } = page;
  const hide = actionForm(page, {
    action: `/responses/${id}/hide`,
    hidden: { back: page.path.split("?")[0] ?? "" },
    button: { label: text("following-hide"), kind: "quiet" },
  });
  return remotePost(page, {
    said,
    author,
    actions: isSteward(page) ? actions(hide, reportLink(page, said.object)) : actions(reportLink(page, said.object)),
  });
}

export const reportLink = ({ text }: PageContext, object: string): Html =>
  html`<a class="quiet" href="/reports/new?object=${encodeURIComponent(object)}" rel="nofollow">${text("following-report")}</a>`;
