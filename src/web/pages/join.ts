import type { Hono } from "hono";
import { html } from "hono/html";
import { findJoin, type Join, type JoinCard } from "#src/app/joining.ts";
import { pickText } from "#src/domain/language.ts";
import { linkButton } from "#src/web/components/button.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatLanguages, localized } from "#src/web/components/language.ts";
import { notice } from "#src/web/components/notice.ts";
import { autonym } from "#src/web/components/prose.ts";
import { formatDistance, formatZone, slot, time } from "#src/web/components/time.ts";
import { switchHref } from "#src/web/language.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { locales } from "#src/web/text.ts";

/**
 * The way into a room for everyone who was given the address of this page; the token in it is the only right that is asked for. The
 * room is reached by a plain link, since the policy binds what a form leads to, and it must not learn the token from a referrer.
 */
export function joinPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/join/:token", async (c) => {
    const join = await findJoin(app, c.req.param("token"));
    c.header("Cache-Control", "no-store");
    c.header("Referrer-Policy", "no-referrer");
    c.header("X-Robots-Tag", "noindex");
    return c.html(renderJoin(c.get("page"), join), statuses[join.when]);
  });
}

const statuses = { unknown: 404, cancelled: 410, before: 200, open: 200, after: 200 } as const;

function renderJoin(page: PageContext, join: Join): Html {
  const { text } = page;
  if (join.when === "unknown") {
    return renderPage(page, {
      title: text("join-unknown-title"),
      lead: text("join-unknown"),
      body: html`<p>${text("join-unknown-next")}</p>`,
    });
  }
  return renderPage(page, {
    title: join.title,
    lead: text("join-lead", { guest: pickText(join.guest, text.locale), host: pickText(join.host, text.locale) }),
    body: html`${state(page, join)} ${about(page, join)} ${join.when !== "after" && join.when !== "cancelled" && speaks(page)}`,
  });
}

/** What there is to do now. */
function state(page: PageContext, join: Exclude<Join, { when: "unknown" }>): Html {
  const { text } = page;
  const host = pickText(join.host, text.locale);
  switch (join.when) {
    case "before":
      return html`<div class="join">
        <p class="join-when">${text("join-before", { distance: formatDistance(page, join.startsAtMs) })}</p>
        <p>${text("join-opens")} ${time(page, join.opensAtMs)}.</p>
        <p>${linkButton({ href: page.path, label: text("join-again"), kind: "quiet" })}</p>
      </div>`;
    case "open":
      return join.wayIn.way === "address"
        ? enter(page, join.wayIn.url)
        : notice({ meaning: "waiting", title: text("join-host-title", { host }), says: text("join-host", { host }) });
    case "after":
      return notice({ meaning: "good", title: text("join-after-title"), says: text("join-after", { host }) });
    case "cancelled":
      return notice({
        meaning: "trouble",
        title: text("join-cancelled-title"),
        says: text("join-cancelled", { guest: pickText(join.guest, text.locale) }),
      });
  }
}

const enter = ({ text }: PageContext, url: string): Html => html`<div class="join">
  <p><a class="button button-primary button-large" href="${url}" rel="noreferrer">${text("join-enter")}</a></p>
  <p>${text("join-enter-says", { host: new URL(url).host })}</p>
</div>`;

const about = (page: PageContext, join: JoinCard): Html =>
  facts([
    [page.text("join-when"), html`${slot(page, join)} (${formatZone(page.text, join.startsAtMs, page.zone)})`],
    [page.text("join-room"), localized(page.text, join.resource)],
    [page.text("join-languages"), join.languages.length > 0 && formatLanguages(page.text, join.languages)],
  ]);

/** Guests come from anywhere; the switch in the footer is far for somebody in a hurry. */
const speaks = (page: PageContext): Html =>
  html`<div class="also"><span class="meta">${page.text("join-speak")}</span><ul>${locales
    .filter((locale) => locale !== page.text.locale)
    .map(
      (locale) =>
        html`<li><a href="${switchHref(page.path, locale)}" lang="${locale}" hreflang="${locale}" rel="nofollow">${autonym(locale)}</a></li>`,
    )}</ul></div>`;
