import { readAnswer } from "#src/domain/attendance-words.ts";
import { answerFromAfar, leaveFromAfar } from "./attendance-remote.ts";
import { eventOfIri } from "./attendances.ts";
import type { Context } from "./context.ts";
import { plainText } from "./html.ts";
import type { RemoteActorCard } from "./partners.ts";

/** A reply as it was verified: by whom, in which words, to what. */
export interface WrittenReply {
  /** Its own IRI. */
  readonly reply: string;
  /** As their own server describes them. */
  readonly person: RemoteActorCard;
  /** The IRI that it answers: one of ours. */
  readonly inReplyTo: string;
  /** HTML, as it came. */
  readonly contentHtml: string;
  /** BCP 47: what it says it is written in. */
  readonly language?: string;
}

/** `no-answer`: it is about an event, perhaps, but says neither yes nor no: a conversation. */
export type ReplyOutcome = "yes" | "no" | "no-answer";

/**
 * Takes a reply to an event of ours, or its newer version, for what it says, where nothing else than a reply can be sent (Mastodon, GoToSocial, Gancio). Yes and
 * no are answered by a word to that person alone; everything else is left alone. Whoever calls it knows that it is news.
 */
export async function answerByReply(context: Context, said: WrittenReply): Promise<ReplyOutcome> {
  const eventId = eventOfIri(context.origin, said.inReplyTo);
  const answer = eventId === undefined ? undefined : readAnswer(plainText(said.contentHtml));
  if (eventId === undefined || answer === undefined) return "no-answer";
  const { person, reply, language } = said;
  if (answer === "yes") {
    const spoken = language === undefined ? {} : { language };
    await answerFromAfar(context, { eventId, person, activity: reply, via: "reply", isNews: true, ...spoken });
  } else await leaveFromAfar(context, { actor: person.actor, eventId, inReplyTo: reply });
  return answer;
}
