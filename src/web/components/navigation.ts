import { html } from "hono/html";
import type { Html, PageContext } from "./context.ts";

interface Destination {
  readonly href: string;
  /** Also marks pages beneath it. */
  readonly label: string;
}

/** Where a steward goes, in the order of how often. */
const stewardDestinations = ({ text, session }: PageContext): readonly Destination[] => [
  { href: "/overview", label: text("shell-nav-overview") },
  { href: "/capacity", label: text("shell-nav-capacity") },
  { href: "/requests", label: text("requests-title") },
  { href: "/agreements", label: text("shell-nav-agreements") },
  { href: "/meetings", label: text("shell-nav-meetings") },
  { href: "/resources", label: text("shell-nav-resources") },
  { href: "/peers", label: text("shell-nav-peers") },
  { href: "/members", label: text("shell-nav-members") },
  { href: "/announcements", label: text("shell-nav-announcements") },
  { href: "/events", label: text("events-title") },
  { href: "/timeline", label: text("following-nav") },
  { href: "/ledger", label: text("shell-nav-ledger") },
  ...(session?.role === "steward" ? [{ href: "/moderation", label: text("moderation-title") }] : []),
];

const publicDestinations = ({ text }: PageContext): readonly Destination[] => [
  { href: "/", label: text("shell-nav-coop") },
  { href: "/announcements", label: text("shell-nav-announcements") },
  { href: "/events", label: text("events-title") },
];

/**
 * The main navigation. On a narrow screen it opens from a button as a popover, which needs no script; on a wide one it is a row
 * (and so it is in a browser that knows no popovers).
 */
export function navigation(page: PageContext): Html {
  const destinations = page.session === undefined ? publicDestinations(page) : stewardDestinations(page);
  return html`<button type="button" class="button button-quiet menu-button" popovertarget="menu">${page.text("shell-menu")}</button>
    <nav id="menu" class="menu" popover aria-label="${page.text("shell-menu")}"><ul>${destinations.map((destination) => item(page, destination))}</ul></nav>`;
}

function item(page: PageContext, { href, label }: Destination): Html {
  const path = page.path.split("?")[0] ?? "";
  if (path === href) return html`<li><a href="${href}" aria-current="page">${label}</a></li>`;
  const within = href !== "/" && path.startsWith(`${href}/`);
  return html`<li><a href="${href}"${within && html` aria-current="true"`}>${label}</a></li>`;
}
