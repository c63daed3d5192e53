import type { AgreementView } from "#src/app/agreement-view.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import type { Text } from "#src/web/text.ts";
import type { CalendarEvent } from "./icalendar.ts";

/** Who reads, and what else is known of the agreements. */
export interface EventReader {
  readonly text: Text;
  readonly origin: string;
  /** What the other coops are called, by our id of them. */
  readonly names: ReadonlyMap<string, LocalizedText>;
}

/** An agreement as an entry of a calendar, in the reader's language. What was refused or cancelled stays, so that readers take it out. */
export function agreementEvent(reader: EventReader, agreement: AgreementView): CalendarEvent {
  const { text, origin } = reader;
  const { startsAtMs, endsAtMs, createdAtMs, series } = agreement;
  const way = wayOf(reader, agreement);
  const name = pickText(reader.names.get(agreement.peerId) ?? {}, text.locale) || "?";
  const url = `${origin}/agreements/${agreement.id}`;
  const description = [...says(text, agreement, { name, way }), url].join("\n");
  const title = agreement.title;
  return {
    uid: uidOf(agreement.agreement),
    startsAtMs,
    endsAtMs,
    summary: agreement.role === "provider" ? text("feeds-event-given", { title, name }) : title,
    description,
    status: statusOf(agreement),
    sequence: sequenceOf(agreement),
    createdAtMs,
    changedAtMs: agreement.updatedAtMs,
    // A server of ours that is used by others takes nobody's own time.
    busy: agreement.role === "receiver",
    url,
    ...(way !== undefined && { location: way, conference: { uri: way, label: text("feeds-event-join") } }),
    ...(series !== null && { series: series.series }),
    categories: [
      agreement.role === "provider" ? text("feeds-category-given") : text("feeds-category-received"),
      ...(agreement.commons ? [text("feeds-category-commons")] : []),
    ],
  };
}

/** Where one enters: our own page, on which our people get their pass; of a room that we lend, the page that lets others in. */
function wayOf({ origin }: EventReader, { id, role, joinUrl }: AgreementView): string | undefined {
  if (joinUrl === null) return undefined;
  return role === "receiver" ? `${origin}/meetings/${id}` : joinUrl;
}

/** Both sides share the agreement's address, and so the entry: `UUID@HOST` of its receiver. */
function uidOf(agreement: string): string {
  const { host, pathname } = new URL(agreement);
  return `${pathname.slice(pathname.lastIndexOf("/") + 1)}@${host}`;
}

/** Rises with each word of the provider, and where we took it back in between. */
const sequenceOf = ({ revision, withdrawnAtMs }: AgreementView): number =>
  revision * 2 + (withdrawnAtMs === null ? 0 : 1);

function statusOf({ state }: AgreementView): CalendarEvent["status"] {
  switch (state) {
    case "offered":
      return "TENTATIVE";
    case "accepted":
    case "fulfilled":
      return "CONFIRMED";
    case "rejected":
    case "cancelled":
    case "expired":
      return "CANCELLED";
  }
}

function says(
  text: Text,
  agreement: AgreementView,
  { name, way }: { readonly name: string; readonly way: string | undefined },
): readonly string[] {
  const seats = text("feeds-event-seats", { seats: formatNumber(text, agreement.seats), count: agreement.seats });
  const between =
    agreement.role === "provider"
      ? text("feeds-event-provides", { name, seats })
      : text("feeds-event-receives", { name, seats });
  return [
    between,
    stands(text, agreement),
    ...(agreement.trouble === null ? [] : [text("feeds-event-trouble")]),
    ...(way === undefined ? [] : [text("feeds-event-join-at", { address: way })]),
  ];
}

function stands(text: Text, { state }: AgreementView): string {
  switch (state) {
    case "offered":
      return text("feeds-event-offered");
    case "accepted":
    case "fulfilled":
      return text("feeds-event-agreed");
    case "rejected":
      return text("feeds-event-rejected");
    case "cancelled":
      return text("feeds-event-cancelled");
    case "expired":
      return text("feeds-event-expired");
  }
}
