import type { Context } from "#src/app/context.ts";
import type { FeedKind } from "#src/app/feeds.ts";
import type { User } from "#src/store/people.ts";
import type { Text } from "#src/web/text.ts";
import { searchFeed } from "./capacity-atom.ts";
import { agreementCalendar, agreementsCalendar, resourceCalendar } from "./calendars.ts";

export type FeedFormat = "ics" | "atom";

export interface FeedReader {
  readonly app: Context;
  readonly text: Text;
  /** Who made the address. */
  readonly user: User;
  /** The feed's own address, as it was asked for. */
  readonly address: string;
}

/** Writes the document; undefined when what it is about is no more. `subjectId` is empty where it is about no single thing. */
type Writer = (reader: FeedReader, subjectId: string) => Promise<string | undefined>;

/** What each kind of feed can be read as. */
const writers: Readonly<Record<FeedKind, Readonly<Partial<Record<FeedFormat, Writer>>>>> = {
  agreements: { ics: (reader) => agreementsCalendar(reader) },
  agreement: { ics: agreementCalendar },
  resource: { ics: resourceCalendar },
  search: { atom: searchFeed },
};

export const contentTypes: Readonly<Record<FeedFormat, string>> = {
  ics: "text/calendar; charset=utf-8; method=PUBLISH",
  atom: "application/atom+xml; charset=utf-8",
};

/** How a kind of feed is written in a format; undefined when it is not. */
export const feedWriter = (kind: FeedKind, format: FeedFormat): Writer | undefined => writers[kind][format];

/** The format in which people subscribe to a kind of feed. */
export const formatOf = (kind: FeedKind): FeedFormat => (kind === "search" ? "atom" : "ics");
