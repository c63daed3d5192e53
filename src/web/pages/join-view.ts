import { html } from "hono/html";
import type { Entrance, Join, JoinCard } from "#src/app/joining.ts";
import { pickText } from "#src/domain/language.ts";
import type { EndCause } from "#src/domain/message.ts";
import type { PassRefusal } from "#src/domain/pass.ts";
import { linkButton } from "#src/web/components/button.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatLanguages, localized } from "#src/web/components/language.ts";
import { notice } from "#src/web/components/notice.ts";
import { autonym } from "#src/web/components/prose.ts";
import { formatDistance, formatZone, slot, time } from "#src/web/components/time.ts";
import { switchHref } from "#src/web/language.ts";
import { renderPage } from "#src/web/layout.ts";
import { locales, type Text } from "#src/web/text.ts";

/** What the join page can show. */
export type JoinView = Exclude<Join | Entrance, { readonly when: "enter" }>;
type Known = Exclude<JoinView, { readonly when: "unknown" }>;

/** Somebody comes back from the room: they left it, it had no seat for them, or it did not let them in. */
export type Return = "left" | "full" | "turned-away";

export function renderJoin(page: PageContext, join: JoinView, back?: Return): Html {
  const { text } = page;
  if (join.when === "unknown") {
    return renderPage(page, {
      title: text("join-unknown-title"),
      lead: text("join-unknown"),
      body: html`<p>${text("join-unknown-next")}</p>`,
    });
  }
  const isOver = join.when === "after" || join.when === "cancelled";
  return renderPage(page, {
    title: join.title,
    lead: text("join-lead", namesOf(page, join)),
    body: html`${back !== undefined && join.when === "pass-wanted" ? returned(page, join, back) : state(page, join)} ${about(page, join)} ${!isOver && speaks(page)}`,
  });
}

const namesOf = ({ text }: PageContext, { host, guest }: JoinCard) => ({
  host: pickText(host, text.locale),
  guest: pickText(guest, text.locale),
});

/** What there is to do now. */
function state(page: PageContext, join: Known): Html {
  const { text } = page;
  const names = namesOf(page, join);
  switch (join.when) {
    case "before":
      return html`${countdown(page, join)}`;
    case "open":
      return join.wayIn.way === "address" ? enter(page, join.wayIn.url) : hostSends(page, join);
    case "host-sends":
      return hostSends(page, join);
    case "pass-wanted":
      return html`
        ${notice({ meaning: "waiting", title: text("join-pass-title", names), says: text("join-pass", names) })}
        ${wayBack(join, text("join-pass-go", names))}`;
    case "waiting":
      return html`${countdown(page, join, text("join-waiting"))}`;
    case "refused":
      return html`
        ${notice({ meaning: "trouble", title: text("join-refused-title"), says: refusalSays(text, join.refusal, names) })}
        ${wayBack(join, text("join-refused-go", names))}`;
    case "out-of-reach":
      return html`
        ${notice({ meaning: "trouble", title: text("join-out-of-reach-title"), says: text("join-out-of-reach", names) })}
        <p>${linkButton({ href: page.path, label: text("join-out-of-reach-again") })}</p>`;
    case "after":
      return notice({ meaning: "good", title: text("join-after-title"), says: text("join-after", names) });
    case "cancelled":
      return notice({
        meaning: "trouble",
        title: text("join-cancelled-title"),
        says: causeSays(text, join.cause, names),
      });
  }
}

function returned(page: PageContext, join: JoinCard, back: Return): Html {
  const { text } = page;
  const names = namesOf(page, join);
  const go = wayBack(join, text("join-refused-go", names));
  switch (back) {
    case "left":
      return html`${notice({ meaning: "good", title: text("join-left-title"), says: text("join-left", names) })} ${go}`;
    case "full":
      return html`${notice({ meaning: "trouble", title: text("join-full-title"), says: text("join-full", names) })} ${go}`;
    case "turned-away":
      return html`${notice({ meaning: "trouble", title: text("join-turned-away-title"), says: text("join-turned-away", names) })} ${go}`;
  }
}

type Names = ReturnType<typeof namesOf>;

/** Why nobody is let in, and what to do about it. */
function refusalSays(text: Text, refusal: PassRefusal, names: Names): string {
  switch (refusal) {
    case "not-genuine":
      return text("join-refused-not-genuine", names);
    case "key-unknown":
      return text("join-refused-key-unknown", names);
    case "key-waits":
      return text("join-refused-key-waits", names);
    case "key-revoked":
      return text("join-refused-key-revoked", names);
    case "coop-blocked":
      return text("join-refused-coop-blocked", names);
    case "other-meeting":
      return text("join-refused-other-meeting", names);
    case "from-the-future":
      return text("join-refused-from-the-future", names);
    case "expired":
      return text("join-refused-expired", names);
    case "used":
      return text("join-refused-used", names);
  }
}

function causeSays(text: Text, cause: EndCause | null, names: Names): string {
  switch (cause) {
    case "no-show":
      return text("join-cancelled-no-show", names);
    case "server-failure":
      return text("join-cancelled-server-failure", names);
    case "cancelled":
    case "expired":
    case null:
      return text("join-cancelled", names);
  }
}

/** How long to wait, in words; the page looks again by itself. */
export const countdown = (
  page: PageContext,
  { startsAtMs, opensAtMs }: { readonly startsAtMs: number; readonly opensAtMs: number },
  says?: string,
): Html => html`<div class="join">
  <p class="join-when">${page.text("join-before", { distance: formatDistance(page, startsAtMs) })}</p>
  <p>${page.text("join-opens")} ${time(page, opensAtMs)}.</p>
  <p>${says ?? page.text("join-looks-again")}</p>
  <p>${linkButton({ href: page.path, label: page.text("join-again"), kind: "quiet" })}</p>
</div>`;

const wayBack = ({ back }: JoinCard, label: string): Html => html`<p>${linkButton({ href: back, label })}</p>`;

const hostSends = (page: PageContext, join: JoinCard): Html => {
  const names = namesOf(page, join);
  return notice({
    meaning: "waiting",
    title: page.text("join-host-title", names),
    says: page.text("join-host", names),
  });
};

// A plain link, since the policy binds what a form leads to.
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
export const speaks = (page: PageContext): Html =>
  html`<div class="also"><span class="meta">${page.text("join-speak")}</span><ul>${locales
    .filter((locale) => locale !== page.text.locale)
    .map(
      (locale) =>
        html`<li><a href="${switchHref(page.path, locale)}" lang="${locale}" hreflang="${locale}" rel="nofollow">${autonym(locale)}</a></li>`,
    )}</ul></div>`;
