import { html } from "hono/html";
import { roleIn, type Meeting } from "#src/app/attending.ts";
import type { GuestLinkView } from "#src/app/guests.ts";
import { longestGuestName, roomRoles, type RoomRole } from "#src/domain/pass.ts";
import type { User } from "#src/store/people.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import { checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";

export const doneWords = ["made", "revoked", "named"] as const;
type Done = (typeof doneWords)[number];

export interface Guests {
  readonly meeting: Meeting;
  readonly links: readonly GuestLinkView[];
  /** Everybody with an account here. */
  readonly people: readonly User[];
  readonly done: Done | undefined;
}

export function renderGuests(page: PageContext, view: Guests): Html {
  const { text } = page;
  const { meeting, links, done } = view;
  const isOver = meeting.when === "after" || meeting.when === "cancelled";
  return renderPage(page, {
    title: text("guests-title"),
    lead: html`${meeting.title}<br>${slot(page, meeting)}`,
    back: { label: text("guests-back"), href: `/agreements/${meeting.id}` },
    ...(done !== undefined && { alert: alertFor(text, done) }),
    body: html`
      ${meeting.repeats && notice({ meaning: "quiet", says: text("guests-series") })}
      ${section(
        { title: text("guests-links") },
        html`<p>${text("guests-links-says")}</p> ${links.length > 0 && cards(links.map((link) => linkCard(page, link)))}`,
      )}
      ${!isOver && section({ title: text("guests-add") }, addForm(page, meeting))}
      ${section({ title: text("guests-moderators") }, moderatorsForm(page, view))}`,
  });
}

function alertFor(text: Text, done: Done): Notice {
  switch (done) {
    case "made":
      return { meaning: "good", says: text("guests-done-made") };
    case "revoked":
      return { meaning: "good", says: text("guests-done-revoked") };
    case "named":
      return { meaning: "good", says: text("guests-done-named") };
  }
}

const roleName = (text: Text, role: RoomRole): string =>
  role === "moderator" ? text("guests-role-moderator") : text("guests-role-participant");

function linkCard(page: PageContext, link: GuestLinkView): Card {
  const { text } = page;
  const role = roleName(text, link.role);
  if (link.revokedAtMs !== null) {
    const when = formatMoment(page, link.revokedAtMs);
    return { title: link.label, status: status("quiet", role), meta: text("guests-link-revoked", { when }) };
  }
  return {
    title: link.label,
    status: status("good", role),
    body: copyable(page, { label: text("guests-link"), value: link.url }),
    actions: actionForm(page, {
      action: `/guest-links/${link.id}/revoke`,
      button: {
        label: text("guests-revoke", { label: link.label }),
        kind: "danger",
        says: text("guests-revoke-says"),
      },
    }),
  };
}

const addForm = (page: PageContext, { id }: Meeting): Html =>
  form(
    page,
    { action: `/agreements/${id}/guests`, button: { label: page.text("guests-make") } },
    html`
    ${textField(page, { name: "label", label: page.text("guests-label"), help: page.text("guests-label-help"), width: "medium", maxLength: longestGuestName, autocomplete: "off" })}
    ${radioGroup(page, {
      name: "role",
      legend: page.text("guests-role"),
      value: "participant",
      options: roomRoles
        .toReversed()
        .map((role) => ({ value: role, label: roleName(page.text, role), help: roleHelp(page.text, role) })),
    })}`,
  );

const roleHelp = (text: Text, role: RoomRole): string =>
  role === "moderator" ? text("guests-role-moderator-help") : text("guests-role-participant-help");

function moderatorsForm(shown: PageContext, { meeting, people }: Guests): Html {
  // What came back with the other form is not about this one.
  const { typed: _, ...page } = shown;
  const { text } = page;
  if (people.length === 0) return html`<p>${text("guests-moderators-nobody")}</p>`;
  const isModerator = (user: User): boolean => roleIn(meeting, user) === "moderator";
  return form(
    page,
    {
      action: `/agreements/${meeting.id}/moderators`,
      button: { label: text("guests-moderators-save"), kind: "quiet" },
    },
    checkboxGroup(page, {
      name: "moderators",
      legend: text("guests-moderators-who"),
      help: text("guests-moderators-help"),
      values: people.filter(isModerator).map(({ id }) => id),
      options: people.map(({ id, name }) => ({ value: id, label: name })),
    }),
  );
}
