import type { AttendanceMessage } from "#src/domain/attendance-message.ts";
import { eventIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { countBefore, type Attendance } from "#src/store/attendances.ts";
import type { Event } from "#src/store/events.ts";
import type { Coop } from "#src/store/coop.ts";
import { findKeyValue, saveKeyValue } from "#src/store/keyvalues.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { attendanceUrl, openWords } from "./attendance-links.ts";
import { sayTo, type WordFacts, type WordKind } from "./attendance-words.ts";
import type { Work } from "./context.ts";
import { requireCoop } from "./coop.ts";
import { formatWhen } from "./event-words.ts";
import { writeInvitation } from "./mail-calendar.ts";
import { writeTo } from "./mail.ts";
import { say } from "./outbox.ts";
import { chooseLanguage, openWording, type Wording } from "./wording.ts";

/** What is to be said to somebody about their answer, and what they said last. */
export interface Telling {
  readonly kind: WordKind;
  /** Why, or where else; in the reader's own words. */
  readonly detail?: string;
  /** The IRI of what they wrote, when this answers it. */
  readonly inReplyTo?: string;
}

/** A server that is away for longer will have its people look themselves. */
const wordLastsMs = 7 * 24 * 3_600_000;

/** Whom it is told, and about which event. */
export interface Told {
  readonly event: Event;
  readonly attendance: Attendance;
}

/**
 * Tells one person, in the way in which they answered: a Join gets its Accept or Reject, a reply gets a reply that nobody else sees, an
 * answer on the page an e-mail if there is an address. Whoever left none looks at their own page.
 */
export async function tell(work: Work, told: Told, telling: Telling): Promise<void> {
  await tellAnswer(work, told, telling);
  const isIn = telling.kind === "coming" || telling.kind === "moved-up";
  if (isIn && (await isWayTold(work, told.event))) await tellWayIn(work, told);
}

async function tellAnswer(work: Work, told: Told, telling: Telling): Promise<void> {
  switch (told.attendance.via) {
    case "join":
      return tellJoiner(work, told, telling.kind);
    case "reply":
      return tellReplier(work, told, telling);
    case "page":
      return writeMail(work, told, telling);
  }
}

/** What a Join is answered with; what the event itself says (changed, cancelled) reaches them with the event. */
const answers: Readonly<Partial<Record<WordKind, "attendance-accept" | "attendance-reject" | "attendance-wait">>> = {
  coming: "attendance-accept",
  "moved-up": "attendance-accept",
  waiting: "attendance-wait",
  asked: "attendance-wait",
  declined: "attendance-reject",
  cancelled: "attendance-reject",
  ended: "attendance-reject",
  closed: "attendance-reject",
  elsewhere: "attendance-reject",
  "not-needed": "attendance-reject",
};

async function tellJoiner(work: Work, { event, attendance }: Told, kind: WordKind): Promise<void> {
  const { actor, join, inbox } = attendance;
  const type = answers[kind];
  if (type === undefined || actor === null || join === null || inbox === null) return;
  await hand(work, { event, inbox }, { type, join, participant: actor, event: eventIri(work.origin, event.id) });
}

async function tellReplier(work: Work, told: Told, telling: Telling): Promise<void> {
  const { state } = told.attendance;
  const { words, language, facts, about } = await wordsFor(work, told, telling);
  const mayLeave = state === "coming" || state === "waiting" || state === "asked";
  const text = [sayTo(words, telling.kind, facts), about, ...(mayLeave ? [words("answer-say-no")] : [])].join("\n\n");
  const { inReplyTo } = telling;
  await noteTo(work, told, { text, language, ...(inReplyTo === undefined ? {} : { inReplyTo }) });
}

/** A word to somebody on another server alone. */
async function noteTo(
  work: Work,
  { event, attendance: { actor, inbox } }: Told,
  note: { readonly text: string; readonly language: string; readonly inReplyTo?: string },
): Promise<void> {
  const card = actor === null ? undefined : await findRemoteActor(work.session, actor);
  if (actor === null || inbox === null || card === undefined) return;
  const frame = { event: eventIri(work.origin, event.id), participant: actor, address: card.address };
  await hand(work, { event, inbox }, { type: "attendance-note", ...frame, ...note });
}

/** Under which it is written that the way in was told, for this hour: whoever comes to it later hears it at once. */
const wayKey = ({ id, startsAtMs }: Event): string => `attendance-way ${id} ${startsAtMs}`;

export const isWayTold = async ({ session, nowMs }: Work, event: Event): Promise<boolean> =>
  event.agreementId !== null && (await findKeyValue(session, wayKey(event), nowMs())) !== undefined;

export const noteWayTold = ({ session }: Work, event: Event): Promise<void> =>
  saveKeyValue(session, { key: wayKey(event), value: "told", expiresAtMs: event.endsAtMs + wordLastsMs });

/** The link of somebody who said yes on their own server: the room is led into by our page, and they have no letter with its address. */
export async function tellWayIn(work: Work, told: Told): Promise<void> {
  if (told.attendance.via === "page") return;
  const { words, language, facts } = await wordsFor(work, told, { kind: "way-in" });
  const text = `${sayTo(words, "way-in", facts)}\n\n${attendanceUrl(work, told.attendance.id)}`;
  await noteTo(work, told, { text, language });
}

const hand = (
  work: Work,
  { event, inbox }: { readonly event: Event; readonly inbox: string },
  message: AttendanceMessage,
): Promise<void> => say(work, { from: event.actorId, inbox, message, expiresAtMs: work.nowMs() + wordLastsMs });

/** Writes to somebody who answered on the page, if they left an address and there is a mail server. */
async function writeMail(work: Work, told: Told, telling: Telling): Promise<void> {
  const { event, attendance } = told;
  const said = openWords(work, attendance);
  if (said?.email === undefined || work.mail === undefined) return;
  const { kind } = telling;
  const { words, language, facts, about, where, coop } = await wordsFor(work, told, telling);
  const link = attendanceUrl(work, attendance.id);
  const linkSays = words(kind === "confirm" ? "answer-confirm-link" : "answer-your-link");
  const why = words("answer-why", { coop: facts.coop });
  const text = [sayTo(words, kind, facts), about, `${linkSays}:\n${link}`, `-- \n${why}`].join("\n\n");
  const method = methodOf(kind, attendance);
  const invitation = {
    // As in the calendar of all events, so that one entry takes the place of the other.
    uid: eventIri(work.origin, event.id),
    sequence: event.sequence,
    startsAtMs: event.startsAtMs,
    endsAtMs: event.endsAtMs,
    writtenAtMs: work.nowMs(),
    summary: facts.event,
    location: where,
    url: eventIri(work.origin, event.id),
    organiser: work.mail.from,
    organiserName: pickText(coop.name, language, coop.defaultLanguage),
    attendee: said.email,
  };
  await writeTo(work, attendance.id, {
    to: said.email,
    subject: words(`answer-${kind}-subject`, { event: facts.event }),
    text,
    language,
    endUrl: link,
    ...(method === undefined ? {} : { calendar: { method, text: writeInvitation({ method, ...invitation }) } }),
  });
}

/** A calendar takes what is certain, and gives it back when it is not any more. */
function methodOf(kind: WordKind, { state }: Attendance): "REQUEST" | "CANCEL" | undefined {
  if (kind === "left" || kind === "declined" || kind === "event-cancelled") return "CANCEL";
  if (kind === "coming" || kind === "moved-up") return "REQUEST";
  return kind === "changed" && state === "coming" ? "REQUEST" : undefined;
}

interface Worded {
  readonly words: Wording;
  readonly language: string;
  readonly facts: WordFacts;
  /** When, where, and the address of its page. */
  readonly about: string;
  readonly where: string;
  readonly coop: Coop;
}

async function wordsFor(
  work: Work,
  { event, attendance }: Told,
  { kind, detail = "" }: Pick<Telling, "kind" | "detail">,
): Promise<Worded> {
  const coop = await requireCoop(work);
  const language = chooseLanguage(attendance.language, coop.defaultLanguage);
  const words = openWording(language);
  const facts: WordFacts = {
    event: pickText(event.name, language, coop.defaultLanguage),
    coop: pickText(coop.name, language, coop.defaultLanguage),
    position: kind === "waiting" ? (await countBefore(work.session, attendance)) + 1 : 0,
    detail: kind === "event-cancelled" ? pickText(event.cancelNote, language, coop.defaultLanguage) : detail,
  };
  const where = placeOf(event, { language, words });
  const line = (label: string, said: string): string => words("answer-line", { label: words(label), said });
  const lines = [
    line("answer-when", formatWhen(event, language)),
    ...(where === "" ? [] : [line("answer-where", where)]),
    line("answer-page", eventIri(work.origin, event.id)),
  ];
  return { words, language, facts, about: lines.join("\n"), where, coop };
}

/** A public link is said as it is; the way into a room of an agreement is told to each alone. */
function placeOf(
  { place, onlineUrl, agreementId }: Event,
  { language, words }: { readonly language: string; readonly words: Wording },
): string {
  const named = place === null ? [] : [pickText(place.name, language), place.address, place.postalCode, place.locality];
  const room = agreementId === null ? [] : [words("event-online")];
  const online = onlineUrl === null ? room : [onlineUrl];
  return [...named, ...online].filter((part) => part !== undefined && part !== "").join(", ");
}
