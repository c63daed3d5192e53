import { html } from "hono/html";
import type { Meeting } from "#src/app/attending.ts";
import { pickText } from "#src/domain/language.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { form } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatZone, slot } from "#src/web/components/time.ts";
import { countdown } from "./join-view.ts";

export const namesOf = ({ text, coop }: PageContext, { host }: Meeting) => ({
  host: pickText(host, text.locale),
  guest: pickText(coop?.name ?? {}, text.locale),
});

/** What there is to do about a meeting of ours now. `fields`: what somebody fills in before they enter. */
export function attending(
  page: PageContext,
  meeting: Meeting,
  { action, fields }: { readonly action: string; readonly fields: Html },
): Html {
  const { text } = page;
  const names = namesOf(page, meeting);
  switch (meeting.when) {
    case "unsure":
      return notice({ meaning: "waiting", title: text("meetings-unsure-title"), says: text("meetings-unsure", names) });
    case "before":
      return html`${trouble(page, meeting)} ${countdown(page, meeting)}`;
    case "open":
      return html`${trouble(page, meeting)}<div class="join join-form">${form(
        page,
        { action, button: { label: text("join-enter"), says: text("meetings-enter-says", names) } },
        fields,
      )}</div>`;
    case "after":
      return notice({ meaning: "good", title: text("join-after-title"), says: text("join-after", names) });
    case "cancelled":
      return notice({
        meaning: "trouble",
        title: text("join-cancelled-title"),
        says: text("join-cancelled", names),
      });
  }
}

const trouble = (page: PageContext, meeting: Meeting): Html | undefined =>
  meeting.isServerDown
    ? notice({ meaning: "trouble", says: page.text("meetings-server-down", namesOf(page, meeting)) })
    : undefined;

export const aboutMeeting = (page: PageContext, meeting: Meeting): Html =>
  facts([
    [page.text("join-when"), html`${slot(page, meeting)} (${formatZone(page.text, meeting.startsAtMs, page.zone)})`],
    [page.text("meetings-host"), localized(page.text, meeting.host)],
  ]);
