import type { Message } from "./message.ts";

/**
 * What rows of the outbox are about, so that everything that was said about one thing is found. A topic is the IRI of the thing, or
 * that behind a word (`agreement IRI`), where a newer word about the same takes the place of an older one that nobody has tried.
 */
const words = ["agreement", "proposal", "request", "statement", "epoch"] as const;

/** Every topic under which something may have been said about this. */
export const topicsAbout = (iri: string): readonly string[] => [iri, ...words.map((word) => `${word} ${iri}`)];

/** The IRI of what a topic is about. */
export const subjectOfTopic = (topic: string): string => topic.slice(topic.lastIndexOf(" ") + 1);

/** What a message is about, for those that are said without a topic; undefined for what is between two nodes or two people only. */
export function subjectOf(message: Message): string | undefined {
  switch (message.type) {
    case "agreement-offer":
    case "agreement-withdraw":
      return message.terms.agreement;
    case "entry-create":
    case "entry-accept":
    case "entry-reject":
    case "entry-forget":
      return message.entry;
    case "statement-offer":
    case "statement-accept":
    case "statement-reject":
      return message.statement;
    case "epoch-offer":
    case "epoch-accept":
      return message.epoch;
    case "ledger-key":
      return message.key;
    case "actor-delete":
      return message.object;
    default:
      return undefined;
  }
}
