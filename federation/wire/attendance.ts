import { z } from "zod";
import type { AnsweredJoin, AttendanceMessage } from "#src/domain/attendance-message.ts";
import { htmlOfText } from "#src/app/html.ts";
import { activityStreams } from "./context.ts";
import { readable, unreadable, type Envelope, type JsonObject, type Read } from "./json.ts";

/**
 * What we say about an answer to an event. The Join goes back whole inside of its answer: Mobilizon finds the participant by its id,
 * others by its actor and object. `TentativeAccept` says that it was heard and waits; who does not know it shows what they showed before.
 */
export function writeAttendance(message: AttendanceMessage, envelope: Envelope): JsonObject {
  switch (message.type) {
    case "attendance-accept":
      return writeAnswer("Accept", message, envelope);
    case "attendance-reject":
      return writeAnswer("Reject", message, envelope);
    case "attendance-wait":
      return writeAnswer("TentativeAccept", message, envelope);
    case "attendance-join":
      return writeOurs("Join", message, envelope);
    case "attendance-leave":
      return writeOurs("Leave", message, envelope);
    case "attendance-note":
      return writeNote(message, envelope);
  }
}

const writeOurs = (
  type: string,
  { event, organiser }: Extract<AttendanceMessage, { readonly organiser: string }>,
  { id, actor }: Envelope,
): JsonObject => ({ "@context": activityStreams, id, type, actor, object: event, to: [organiser] });

function writeAnswer(type: string, { join, participant, event }: AnsweredJoin, { id, actor }: Envelope): JsonObject {
  const object = { id: join, type: "Join", actor: participant, object: event };
  return { "@context": activityStreams, id, type, actor, object, to: [participant] };
}

/**
 * A Note to one person alone. Its own id is a fragment of the event's: it leads to the event, and an answer to it is an answer to the
 * event. It names the person, or Mastodon would show it to nobody.
 */
function writeNote(
  message: Extract<AttendanceMessage, { type: "attendance-note" }>,
  { id, actor, publishedAtMs }: Envelope,
): JsonObject {
  const { event, participant, address, inReplyTo, text, language } = message;
  const name = `@${address}`;
  const mention = `<a href="${escaped(participant)}" class="u-url mention">${escaped(name)}</a>`;
  const content = htmlOfText(text).replace("<p>", () => `<p>${mention} `);
  const published = `${new Date(publishedAtMs).toISOString().slice(0, 19)}Z`;
  return {
    "@context": activityStreams,
    id,
    type: "Create",
    actor,
    published,
    to: [participant],
    object: {
      id: `${event}#answer-${id.slice(id.lastIndexOf("/") + 1)}`,
      type: "Note",
      attributedTo: actor,
      content,
      contentMap: { [language]: content },
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      published,
      url: event,
      to: [participant],
      tag: [{ type: "Mention", href: participant, name }],
    },
  };
}

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const iri = z.url({ protocol: /^https?$/ }).max(2000);
/** An object as its IRI, or embedded with one; some servers send a list of one. */
const one = z.union([iri, z.object({ id: iri }).transform((object) => object.id)]);
const reference = z.union([one, z.tuple([one]).transform(([only]) => only)]);

/** The longest note of somebody who comes, in characters; what is longer is cut. */
const longestNote = 1000;

const yes = z.object({
  id: iri,
  object: reference,
  participationMessage: z.string().max(20_000).nullish().catch(null),
});

/** Somebody says that they come: a Join (Mobilizon, FEP-8a8e), or an Accept of the event itself (Friendica, Hubzilla). */
export interface RemoteYes {
  readonly activity: string;
  /** The IRI of the event. */
  readonly event: string;
  /** Their words to the organisers, as they came: not plain text yet. */
  readonly note?: string;
}

export function readYes(activity: JsonObject): Read<RemoteYes> {
  const parsed = yes.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, object, participationMessage } = parsed.data;
  const note = participationMessage?.slice(0, longestNote).trim() ?? "";
  return readable({ activity: id, event: object, ...(note === "" ? {} : { note }) });
}

const no = z.object({ object: reference });

/** Somebody says that they do not come: a Leave (Mobilizon), a Reject or TentativeAccept of the event itself (Friendica). */
export function readNo(activity: JsonObject): Read<{ readonly event: string }> {
  const parsed = no.safeParse(activity);
  return parsed.success ? readable({ event: parsed.data.object }) : unreadable(z.prettifyError(parsed.error));
}

/** The answer to a Join of ours, which it names or carries. */
export function readJoinAnswer(activity: JsonObject): Read<{ readonly join: string }> {
  const parsed = no.safeParse(activity);
  return parsed.success ? readable({ join: parsed.data.object }) : unreadable(z.prettifyError(parsed.error));
}

const undo = z.object({
  object: z.union([
    iri.transform((id) => ({ id, object: undefined })),
    z.object({ id: iri.optional(), object: reference.optional() }),
  ]),
});

/** A yes that is taken back: by its own IRI, by the event it was about, or both. */
export function readYesUndone(activity: JsonObject): Read<{ readonly activity?: string; readonly event?: string }> {
  const parsed = undo.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { id, object } = parsed.data.object;
  return readable({
    ...(id === undefined ? {} : { activity: id }),
    ...(object === undefined ? {} : { event: object }),
  });
}
