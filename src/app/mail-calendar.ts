import ICAL from "ical.js";

/** One event as it goes into the calendar of one person who said that they come. */
export interface Invitation {
  readonly method: "REQUEST" | "CANCEL";
  readonly uid: string;
  readonly sequence: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly writtenAtMs: number;
  readonly summary: string;
  readonly location: string;
  readonly url: string;
  /** E-mail addresses. */
  readonly organiser: string;
  readonly organiserName: string;
  readonly attendee: string;
}

/** An invitation that is answered already, or its end (RFC 5546), for the e-mail that says the same in words. */
export function writeInvitation(invitation: Invitation): string {
  const { method, summary, location, url, organiser, organiserName, attendee } = invitation;
  const isCancelled = method === "CANCEL";
  const event = [
    ["uid", {}, "text", invitation.uid],
    utc("dtstamp", invitation.writtenAtMs),
    utc("dtstart", invitation.startsAtMs),
    utc("dtend", invitation.endsAtMs),
    ["summary", {}, "text", plain(summary)],
    ...(location === "" ? [] : [["location", {}, "text", plain(location)]]),
    ["url", {}, "uri", url],
    ["status", {}, "text", isCancelled ? "CANCELLED" : "CONFIRMED"],
    ["sequence", {}, "integer", invitation.sequence],
    ["organizer", { cn: parameter(organiserName) }, "cal-address", `mailto:${organiser}`],
    [
      "attendee",
      { partstat: isCancelled ? "DECLINED" : "ACCEPTED", rsvp: "FALSE" },
      "cal-address",
      `mailto:${attendee}`,
    ],
  ];
  const properties = [
    ["version", {}, "text", "2.0"],
    ["prodid", {}, "text", "-//fedicoop//fedicoop//EN"],
    ["calscale", {}, "text", "GREGORIAN"],
    ["method", {}, "text", method],
  ];
  const text = ICAL.stringify(["vcalendar", properties, [["vevent", event, []]]]);
  return text.endsWith("\r\n") ? text : `${text}\r\n`;
}

const utc = (name: string, atMs: number): readonly unknown[] => [
  name,
  {},
  "date-time",
  new Date(atMs).toISOString().replace(/\.\d{3}Z$/, "Z"),
];

/** Line breaks are escaped when it is written; nothing else of the kind is kept. */
const plain = (text: string): string => text.replaceAll(/\r\n?/g, "\n").replaceAll(/(?!\n)\p{Cc}/gu, " ");
/** Of a parameter's value not even quotes are escaped (RFC 5545, 3.2). */
const parameter = (text: string): string => text.replaceAll(/["\p{Cc}]+/gu, " ").trim();
