import { html } from "hono/html";
import type { Meeting } from "#src/app/attending.ts";
import { longestGuestName, type RoomRole } from "#src/domain/pass.ts";
import { cards, emptyState, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm } from "#src/web/components/form.ts";
import { status } from "#src/web/components/status.ts";
import { formatDistance, slot, time } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { aboutMeeting, attending, namesOf } from "./meeting-view.ts";

/** What the members of a coop have before them: every meeting of theirs in a room of another coop, with one button to each. */
export function renderMeetings(page: PageContext, meetings: readonly Meeting[]): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("meetings-title"),
    lead: text("meetings-lead"),
    body:
      meetings.length === 0
        ? emptyState({ title: text("meetings-none-title"), says: text("meetings-none") })
        : cards(meetings.map((meeting) => meetingCard(page, meeting))),
  });
}

function meetingCard(page: PageContext, meeting: Meeting): Card {
  const { text } = page;
  const isOpen = meeting.when === "open";
  return {
    title: meeting.title,
    href: `/meetings/${meeting.id}`,
    status: isOpen ? status("good", text("meetings-open")) : status("quiet", formatDistance(page, meeting.startsAtMs)),
    meta: slot(page, meeting),
    body: html`<p>${text("meetings-hosted", namesOf(page, meeting))}${!isOpen && html` ${text("join-opens")} ${time(page, meeting.opensAtMs)}.`}</p>`,
    ...(isOpen && { actions: enterButton(page, meeting) }),
  };
}

/** One click, with the name of one's account. */
export const enterButton = (page: PageContext, { id, title }: Pick<Meeting, "id" | "title">): Html =>
  actionForm(page, { action: `/meetings/${id}/enter`, button: { label: page.text("meetings-enter", { title }) } });

/** One meeting, for a member: as whom they come, and the button. */
export function renderMeeting(page: PageContext, meeting: Meeting, role: RoomRole): Html {
  const { text } = page;
  const fields = html`
    ${textField(page, { name: "name", label: text("meetings-name"), help: text("meetings-name-help"), value: page.session?.name ?? "", width: "medium", maxLength: longestGuestName, autocomplete: "name" })}
    <p>${role === "moderator" ? text("meetings-as-moderator") : text("meetings-as-participant")}</p>`;
  return renderPage(page, {
    title: meeting.title,
    lead: text("join-lead", namesOf(page, meeting)),
    back: { label: text("meetings-title"), href: "/meetings" },
    body: html`${attending(page, meeting, { action: `/meetings/${meeting.id}/enter`, fields })} ${aboutMeeting(page, meeting)}`,
  });
}
