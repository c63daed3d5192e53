import type { EventInTrouble } from "#src/app/event-room.ts";
import { pickText } from "#src/domain/language.ts";
import type { RoomTrouble } from "#src/domain/event.ts";
import type { Card } from "#src/web/components/card.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { formatSlot } from "#src/web/components/time.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import type { Text } from "#src/web/text.ts";

/** Sign languages by which meetings of the movement are interpreted most; the API takes any tag. */
export const signLanguages = ["csc", "ssp", "fsl", "bfi", "ase", "ils"] as const;

/** What the reader calls a language, also one of signs, which most browsers and servers have no name for. */
export function spokenName(text: Text, tag: string): string {
  switch (tag) {
    case "csc":
      return text("events-sign-csc");
    case "ssp":
      return text("events-sign-ssp");
    case "fsl":
      return text("events-sign-fsl");
    case "bfi":
      return text("events-sign-bfi");
    case "ase":
      return text("events-sign-ase");
    case "ils":
      return text("events-sign-ils");
    default:
      return formatLanguage(text, tag);
  }
}

/** What is wrong with the room of an event, and what to do. */
export function troubleSays(text: Text, trouble: RoomTrouble): string {
  switch (trouble) {
    case "ended":
      return text("events-room-ended");
    case "not-agreed":
      return text("events-room-not-agreed");
    case "outside":
      return text("events-room-outside");
  }
}

/** For the overview: an event whose room it cannot have. */
export function eventTroubleCard(page: PageContext, { event, trouble }: EventInTrouble): Card {
  const { text } = page;
  return {
    title: text("events-overview-trouble", { name: pickText(event.name, text.locale) }),
    href: `/events/${event.id}`,
    meta: formatSlot(page, { ...event, zone: event.timeZone }),
    body: troubleSays(text, trouble),
  };
}
