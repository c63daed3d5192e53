/**
 * The frame of every page, and how to write one.
 *
 * A page is a function from what is known to a document. It is given the request's `PageContext` (wording, zone, token, who is
 * signed in), builds its body from the components in `components/`, and hands both to `renderPage`:
 *
 *     import { html } from "hono/html";
 *     import { cards, emptyState } from "#src/web/components/card.ts";
 *     import { form } from "#src/web/components/form.ts";
 *     import { textField } from "#src/web/components/field.ts";
 *
 *     export function renderPeers(page: PageContext, peers: readonly Peer[]): Html {
 *       const { text } = page;
 *       return renderPage(page, {
 *         title: text("peers-title"),
 *         lead: text("peers-lead"),
 *         body: html`
 *           ${peers.length === 0
 *             ? emptyState({ title: text("peers-empty-title"), says: text("peers-empty") })
 *             : cards(peers.map((peer) => ({ title: peer.name, href: `/peers/${peer.id}`, status: statusOf(text, peer) })))}
 *           ${form(page, { action: "/peers", button: { label: text("peers-add") } }, html`
 *             ${textField(page, { name: "address", label: text("peers-address"), help: text("peers-address-help") })}
 *           `)}`,
 *       });
 *     }
 *
 * | what | where |
 * |---|---|
 * | parts of a page | `card.ts`: `section`, `cards`, `card`, `emptyState` · `notice.ts`: `notice` · `conversation.ts` |
 * | facts and figures | `facts.ts`: `facts`, `stats` · `table.ts` · `steps.ts` · `week.ts`: `weekStrip` · `plot.ts` · `status.ts` |
 * | forms | `form.ts`: `form`, `actionForm`, `actions`, `fieldset` · `button.ts`: `linkButton` · `typed.ts`: `keepTyped`, `readLocalized` |
 * | fields | `field.ts`: `textField`, `textArea`, `selectField`, `localizedField` · `choice.ts`: `radioGroup`, `checkboxGroup`, `checkbox` |
 * | words for values | `quantity.ts`: `amount`, `formatSeats`, `formatTerms` · `time.ts`: `slot`, `time`, `date` · `language.ts`: `localized` |
 * | getting about | `pagination.ts`: by cursor · `copyable.ts`: an address to copy · `navigation.ts`: the menu |
 *
 * All of them together, with ordinary data: test/web/gallery.ts.
 *
 * - **Words** stand in `locales/LOCALE/FEATURE.ftl`; a new feature adds a file to each of the four folders and nothing else. A key
 *   begins with its feature (`peers-…`) and is written out as a literal: `text("peers-title")`. Plain text only; `html` escapes it.
 * - **A form that could not be taken** is the same page again, with status 422 and what was typed:
 *   `renderPeers({ ...page, typed: keepTyped(await c.req.parseBody({ all: true }), { address: text("peers-address-unknown") }) })`.
 *   Every field then shows its own value and error, and the page begins with the list of errors. Nothing else is to be done.
 * - **What an action did** is said once on the page that follows: `renderPage(page, { alert: { meaning: "good", says }, … })`.
 * - **Numbers and times** come from `quantity.ts` and `time.ts`, never from `toString`: `amount(text, { quantity, unit })`,
 *   `slot(page, { startsAtMs, endsAtMs })`. Texts of others in several languages come from `localized(text, name)`.
 * - **No inline style and no inline script**: the policy in `pageHeaders` refuses both. A page that needs a script names a file of
 *   `assets/` in `scripts`, and gives it data in `data-` attributes.
 */
import { html, raw } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import { accentHref, assetHref } from "./assets.ts";
import type { Content, Html, PageContext } from "./components/context.ts";
import { localized } from "./components/language.ts";
import { navigation } from "./components/navigation.ts";
import { alert, errorSummary, type Notice } from "./components/notice.ts";
import { formatZone } from "./components/time.ts";
import { switchHref } from "./language.ts";
import { localeNames, locales } from "./text.ts";

export interface PageView {
  /** The heading of the page, and with the coop's name its title. */
  readonly title: string;
  /** One or two sentences beneath the heading: what this page is for. */
  readonly lead?: Content;
  /** At the end of the heading's line: a status, a button. */
  readonly aside?: Content;
  /** Where one step up leads. */
  readonly back?: { readonly label: string; readonly href: string };
  /** What came of the last action. */
  readonly alert?: Notice;
  readonly body: Content;
  /** The same object for other servers: its ActivityPub IRI. */
  readonly activity?: string;
  /** One sentence for search engines and link previews; public pages only, the others are not indexed. */
  readonly description?: string;
  /** What the document says about itself besides: links to feeds and to its other languages, words for previews. */
  readonly head?: Content;
  /** What a public page says, in schema.org's words (JSON-LD): for search engines and calendars that read pages. */
  readonly data?: object;
  /** Files of `assets/` that this page needs, as modules. */
  readonly scripts?: readonly string[];
}

/** Headers of every page. `form-action` also binds the redirects that follow a form: lead out of this server by a link. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

const firstAccentHue = 195;

/** The whole document. */
export function renderPage(page: PageContext, view: PageView): Html {
  const { text } = page;
  return html`<!doctype html>
<html lang="${text.language}" dir="${text.direction}" data-zone="${page.zone}">
  ${head(page, view)}
  <body>
    <a class="skip" href="#main">${text("shell-skip")}</a>
    ${masthead(page)}
    <main id="main" tabindex="-1">
      ${errorSummary(page)}
      ${view.alert && alert(view.alert)}
      ${heading(view)}
      <div class="body">${view.body}</div>
    </main>
    ${footer(page)}
  </body>
</html>
`;
}

function head(page: PageContext, view: PageView): Html {
  const { text, coop } = page;
  const wrong = Object.keys(page.typed?.errors ?? {}).length > 0;
  const title = wrong ? text("shell-errors-document", { title: view.title }) : view.title;
  return html`<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}${coop && ` · ${pickText(coop.name, text.locale)}`}</title>
    ${view.description === undefined ? html`<meta name="robots" content="noindex">` : html`<meta name="description" content="${view.description}">`}
    <link rel="stylesheet" href="${assetHref("style.css")}">
    <link rel="stylesheet" href="${accentHref(coop?.accentHue ?? firstAccentHue)}">
    <link rel="icon" href="${assetHref("icon.svg")}" type="image/svg+xml">
    ${view.activity && html`<link rel="alternate" type="application/activity+json" href="${view.activity}">`}
    ${view.head} ${dataBlock(view.data)}
    <script type="module" src="${assetHref("enhance.js")}"></script>
    ${view.scripts?.map((name) => html`<script type="module" src="${assetHref(name)}"></script>`)}
  </head>`;
}

/** Data that no browser runs, so that the policy of scripts does not touch it. Nothing in it may end the element. */
const dataBlock = (data: object | undefined): Html | false =>
  data !== undefined &&
  html`<script type="application/ld+json">${raw(JSON.stringify(data).replaceAll("<", String.raw`\u003c`))}</script>`;

function masthead(page: PageContext): Html {
  const { text, coop, session } = page;
  const name = coop === undefined ? "fedicoop" : localized(text, coop.name);
  return html`<header class="masthead">
    <div class="masthead-line">
      <a class="coop-name" href="/">${mark()}<span>${name}</span></a>
      <div class="who">${session === undefined ? coop && html`<a href="/sign-in">${text("shell-sign-in")}</a>` : signedIn(page, session)}</div>
    </div>
    ${coop && html`<div class="masthead-menu">${navigation(page)}</div>`}
  </header>`;
}

const signedIn = ({ text, csrf }: PageContext, session: NonNullable<PageContext["session"]>): Html =>
  html`<a href="/account">${session.name}</a>
  <form method="post" action="/sign-out"><input type="hidden" name="csrf" value="${csrf}"><button type="submit" class="button-text">${text("shell-sign-out")}</button></form>`;

/** Three rings that share a middle. */
const mark = (): Html =>
  html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false"><g fill="none" stroke="currentColor" stroke-width="2.4"><circle cx="16" cy="11.5" r="7.5" /><circle cx="11.2" cy="19.8" r="7.5" /><circle cx="20.8" cy="19.8" r="7.5" /></g></svg>`;

const heading = ({ title, lead, aside, back }: PageView): Html => html`<header class="heading">
  ${back && html`<p class="back"><a href="${back.href}">${back.label}</a></p>`}
  <h1>${title}</h1>
  ${lead !== undefined && html`<p class="lead">${lead}</p>`}
  ${aside !== undefined && html`<div class="heading-aside">${aside}</div>`}
</header>`;

function footer(page: PageContext): Html {
  const { text } = page;
  return html`<footer class="footer"><div class="footer-inside">
    <nav aria-label="${text("shell-languages")}"><ul class="languages">${locales.map((locale) => html`<li><a href="${switchHref(page.path, locale)}" lang="${locale}" hreflang="${locale}" rel="nofollow"${locale === text.locale && html` aria-current="true"`}>${localeNames[locale]}</a></li>`)}</ul></nav>
    <p>${text("shell-zone", { zone: formatZone(text, page.nowMs, page.zone) })}</p>
    <ul class="footer-links">
      <li><a href="/about">${text("shell-about")}</a></li>
      ${page.coop && html`<li><a href="/rules">${text("rules-title")}</a></li>`}
      <li><a href="/api">${text("shell-api")}</a></li>
      <li><a href="/about#source">${text("shell-source")}</a></li>
    </ul>
  </div></footer>`;
}
