import { html } from "hono/html";
import { feedUrl, type FeedCard } from "#src/app/feeds.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { status } from "#src/web/components/status.ts";
import { date } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { formatOf } from "./formats.ts";

export const doneWords = ["made", "revoked"] as const;

export interface ShownFeed extends FeedCard {
  /** Absent when what it was about is no more. */
  readonly subject?: { readonly name: string; readonly href: string } | undefined;
}

interface Feeds {
  readonly origin: string;
  readonly feeds: readonly ShownFeed[];
  readonly done: (typeof doneWords)[number] | undefined;
}

/** Somebody's secret addresses: what each is for, to copy, and to end. */
export function renderFeeds(page: PageContext, { origin, feeds, done }: Feeds): Html {
  const { text } = page;
  const says = done === "made" ? text("feeds-made") : text("feeds-revoked");
  const hasAll = feeds.some(({ kind }) => kind === "agreements");
  return renderPage(page, {
    title: text("feeds-title"),
    lead: text("feeds-lead"),
    back: { label: text("account-title"), href: "/account" },
    ...(done !== undefined && { alert: { meaning: "good", says } as const }),
    body: html`
      ${
        feeds.length === 0
          ? emptyState({ title: text("feeds-empty-title"), says: text("feeds-empty") })
          : section({ title: text("feeds-list") }, cards(feeds.map((feed) => feedCard(page, origin, feed))))
      }
      ${
        !hasAll &&
        section(
          { title: text("feeds-add") },
          actionForm(page, {
            action: "/feeds",
            hidden: { kind: "agreements" },
            button: { label: text("feeds-add-agreements"), says: text("feeds-add-agreements-says") },
          }),
        )
      }
      ${section({ title: text("feeds-secret-title") }, html`<p>${text("feeds-secret")}</p>`)}`,
  });
}

function feedCard(page: PageContext, origin: string, feed: ShownFeed): Card {
  const { text } = page;
  const format = formatOf(feed.kind);
  const address = feedUrl(origin, feed, { format, language: text.language });
  const name = feed.subject?.name ?? text("feeds-subject-gone");
  return {
    title: name,
    ...(feed.subject !== undefined && { href: feed.subject.href }),
    status: status("quiet", format === "ics" ? text("feeds-kind-calendar") : text("feeds-kind-feed")),
    meta: html`${text("feeds-since")} ${date(page, feed.createdAtMs)}`,
    body: html`${copyable(page, { label: text("feeds-address"), value: address })}`,
    actions: actions(
      ...(format === "ics"
        ? [linkButton({ href: address.replace(/^https?:/, "webcal:"), label: text("feeds-open"), kind: "quiet" })]
        : []),
      actionForm(page, {
        action: `/feeds/${feed.id}/revoke`,
        button: { label: text("feeds-revoke", { name }), kind: "danger", says: text("feeds-revoke-says") },
      }),
    ),
  };
}
