import { html } from "hono/html";
import type { Attendee, AttendeeList } from "#src/app/attendee-list.ts";
import { freePlaces } from "#src/domain/attendance.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { nameOfEvent } from "./attend-view.ts";

export const doneWords = ["accepted", "refused", "not-now"] as const;
type Done = (typeof doneWords)[number];

/** Who comes to an event, for those who run the coop: first those who wait for a word of theirs. */
export function renderAttendees(page: PageContext, list: AttendeeList, done: Done | undefined): Html {
  const { text } = page;
  const { event, asked, coming, waiting, refused } = list;
  const isEmpty = asked.length + coming.length + waiting.length + refused.length === 0;
  return renderPage(page, {
    title: text("attendees-title"),
    lead: html`${nameOfEvent(page, event)}<br>${slot(page, { ...event, zone: event.timeZone })}`,
    back: { label: text("attend-back"), href: `/events/${event.id}` },
    ...(done !== undefined && { alert: alertFor(text, done) }),
    body: html`
      ${numbers(page, list)}
      ${isEmpty && emptyState({ title: text("attendees-empty-title"), says: text("attendees-empty") })}
      ${asked.length > 0 && part(page, { title: text("attendees-asked"), people: asked })}
      ${coming.length > 0 && part(page, { title: text("attendees-coming"), people: coming })}
      ${waiting.length > 0 && part(page, { title: text("attendees-waiting"), people: waiting, isOrdered: true })}
      ${refused.length > 0 && part(page, { title: text("attendees-refused"), people: refused })}
      ${list.isCut && notice({ meaning: "quiet", says: text("attendees-cut") })}
      ${!isEmpty && html`<p>${linkButton({ label: text("attendees-export"), href: `/events/${event.id}/attendees.csv`, kind: "quiet" })}</p><p>${text("attendees-forgotten")}</p>`}`,
  });
}

function alertFor(text: Text, done: Done): Notice {
  switch (done) {
    case "accepted":
      return { meaning: "good", says: text("attendees-done-accepted") };
    case "refused":
      return { meaning: "good", says: text("attendees-done-refused") };
    case "not-now":
      return { meaning: "trouble", says: text("attendees-done-not-now") };
  }
}

function numbers({ text }: PageContext, { event, counts }: AttendeeList): Html {
  const { coming, waiting, asked, unconfirmed } = counts;
  const free = freePlaces(event, coming);
  return facts([
    [text("attendees-coming"), String(coming)],
    ...(event.capacity === null ? [] : [[text("attendees-free"), String(free)] as const]),
    ...(waiting === 0 ? [] : [[text("attendees-waiting"), String(waiting)] as const]),
    ...(asked === 0 ? [] : [[text("attendees-asked"), String(asked)] as const]),
    ...(unconfirmed === 0 ? [] : [[text("attendees-unconfirmed"), String(unconfirmed)] as const]),
  ]);
}

function part(
  page: PageContext,
  {
    title,
    people,
    isOrdered = false,
  }: { readonly title: string; readonly people: readonly Attendee[]; readonly isOrdered?: boolean },
): Html {
  const place = (index: number): number | undefined => (isOrdered ? index + 1 : undefined);
  return section({ title }, cards(people.map((person, index) => personCard(page, person, place(index)))));
}

function personCard(page: PageContext, person: Attendee, position: number | undefined): Card {
  const { text } = page;
  const name = person.name === "" ? text("attendees-nameless") : person.name;
  const when = formatMoment(page, person.joinedAtMs);
  return {
    title: position === undefined ? name : text("attendees-position", { position, name }),
    meta: html`${wayOf(text, person)} · ${when}`,
    ...(reach(person) && { body: reach(person) ?? "" }),
    actions: buttons(page, person, name),
  };
}

function wayOf(text: Text, { via }: Attendee): string {
  switch (via) {
    case "join":
      return text("attendees-via-join");
    case "reply":
      return text("attendees-via-reply");
    case "page":
      return text("attendees-via-page");
  }
}

/** How they are reached, and what they said. An e-mail address is a link for a mail program. */
function reach({ address, url, email, note }: Attendee): Html | undefined {
  if (address === undefined && email === undefined && note === undefined) return undefined;
  return html`
    ${address !== undefined && html`<p><a href="${url ?? ""}" rel="nofollow noopener" dir="ltr">@${address}</a></p>`}
    ${email !== undefined && html`<p><a href="mailto:${encodeURIComponent(email)}" dir="ltr">${email}</a></p>`}
    ${note !== undefined && html`<p>“${note}”</p>`}`;
}

function buttons(page: PageContext, { id, state }: Attendee, name: string): Html {
  const { text } = page;
  const accept = actionForm(page, {
    action: `/attendances/${id}/accept`,
    button: { label: text("attendees-accept", { name }) },
  });
  const refuse = actionForm(page, {
    action: `/attendances/${id}/refuse`,
    button: {
      label: state === "asked" ? text("attendees-refuse", { name }) : text("attendees-remove", { name }),
      kind: "danger",
      says: text("attendees-refuse-says"),
    },
  });
  if (state === "refused") return actions(accept);
  return state === "asked" ? actions(accept, refuse) : actions(refuse);
}

/** On the overview: people who ask to come to an event. */
export const askedCard = (page: PageContext, { event, asked }: Asked): Card => ({
  title: nameOfEvent(page, event),
  href: `/events/${event.id}/attendees`,
  meta: slot(page, { ...event, zone: event.timeZone }),
  body: page.text("attendees-ask", { asked }),
});

export interface Asked {
  readonly event: AttendeeList["event"];
  readonly asked: number;
}
