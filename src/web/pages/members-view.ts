import { html } from "hono/html";
import type { Page } from "#src/app/page.ts";
import type { Actor } from "#src/store/actors.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localized } from "#src/web/components/language.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { status } from "#src/web/components/status.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";

export const doneWords = [
  "member-made",
  "member-changed",
  "member-removed",
  "only-steward",
  "circle-made",
  "circle-changed",
  "circle-removed",
] as const;
export type Done = (typeof doneWords)[number];

function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    "member-made": text("members-done-made"),
    "member-changed": text("members-done-changed"),
    "member-removed": text("members-done-removed"),
    "only-steward": text("consent-only-steward"),
    "circle-made": text("members-done-circle-made"),
    "circle-changed": text("members-done-circle-changed"),
    "circle-removed": text("members-done-circle-removed"),
  };
  return done === undefined
    ? {}
    : { alert: { meaning: done === "only-steward" ? "trouble" : "good", says: says[done] } };
}

interface MembersView {
  readonly members: Page<Actor>;
  readonly circles: readonly Actor[];
  readonly origin: string;
  readonly done: Done | undefined;
}

/** Who belongs to the coop, and the circles in which they work. */
export function renderMembers(page: PageContext, { members, circles, origin, done }: MembersView): Html {
  const { text } = page;
  const may = mayAct(page, "steward");
  const addMember = linkButton({ href: "/members/new", label: text("members-add"), kind: "quiet" });
  const addCircle = linkButton({ href: "/circles/new", label: text("members-circle-add"), kind: "quiet" });
  const host = new URL(origin).host;
  return renderPage(page, {
    title: text("members-title"),
    lead: text("members-lead"),
    ...doneNotice(text, done),
    body: html`
      ${section(
        { title: text("members-members"), id: "members", ...(may && members.items.length > 0 && { aside: addMember }) },
        html`
        ${
          members.items.length === 0
            ? emptyState({
                title: text("members-none-title"),
                says: text("members-none"),
                ...(may && { action: addMember }),
              })
            : cards(
                members.items.map((actor) => personCard(page, actor, { host, folder: "/members" })),
                "columns",
              )
        }
        ${pagination(page, members.next)}`,
      )}
      ${section(
        { title: text("members-circles"), id: "circles", ...(may && circles.length > 0 && { aside: addCircle }) },
        circles.length === 0
          ? emptyState({
              title: text("members-circles-none-title"),
              says: text("members-circles-none"),
              ...(may && { action: addCircle }),
            })
          : cards(
              circles.map((actor) => personCard(page, actor, { host, folder: "/circles" })),
              "columns",
            ),
      )}`,
  });
}

function personCard(
  page: PageContext,
  actor: Actor,
  { host, folder }: { readonly host: string; readonly folder: string },
): Card {
  const { text } = page;
  const edit = mayAct(page, "steward") && {
    actions: html`<p class="card-links"><a href="${folder}/${actor.id}/edit">${text("members-edit")}</a></p>`,
  };
  return {
    title: localized(text, actor.name),
    href: `/actors/${actor.id}`,
    status: actor.discoverable ? status("good", text("members-listed")) : status("quiet", text("members-unlisted")),
    meta: html`<span dir="ltr">@${actor.handle}@${host}</span>`,
    ...(Object.keys(actor.summary).length > 0 && { body: html`<p>${localized(text, actor.summary)}</p>` }),
    ...edit,
  };
}
