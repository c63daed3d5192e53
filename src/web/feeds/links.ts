import { html } from "hono/html";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";

/** For a page about something that has dates: its calendar as a file, and an address that a calendar keeps reading. */
export function calendarLinks(
  page: PageContext,
  about: { readonly kind: "agreement" | "resource"; readonly id: string },
): Html {
  const { text } = page;
  const folder = about.kind === "agreement" ? "agreements" : "resources";
  return section(
    { title: text("feeds-links-title") },
    html`<p>${about.kind === "agreement" ? text("feeds-links-agreement") : text("feeds-links-resource")}</p>
      ${actions(
        linkButton({ href: `/${folder}/${about.id}/calendar.ics`, label: text("feeds-links-file"), kind: "quiet" }),
        actionForm(page, {
          action: "/feeds",
          hidden: { kind: about.kind, subject: about.id },
          button: { label: text("feeds-links-subscribe"), kind: "quiet" },
        }),
      )}`,
  );
}

/** The same for all our agreements, in a line. */
export const agreementsCalendarLinks = (page: PageContext): Html =>
  actions(
    linkButton({ href: "/agreements.ics", label: page.text("feeds-links-file"), kind: "quiet" }),
    actionForm(page, {
      action: "/feeds",
      hidden: { kind: "agreements" },
      button: { label: page.text("feeds-links-subscribe-all"), kind: "quiet" },
    }),
  );

/** For everyone, where anyone may see when seats are free. */
export const publicCalendarLink = (page: PageContext, id: string): Html =>
  actions(linkButton({ href: `/actors/${id}/calendar.ics`, label: page.text("feeds-links-public"), kind: "quiet" }));
