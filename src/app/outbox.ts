import type { Message } from "#src/domain/message.ts";
import { isEnding, isLastWord, lastWordTopic } from "#src/domain/moderation-message.ts";
import { subjectOf } from "#src/domain/topic.ts";
import { saveAnswered, saveOutboxRows } from "#src/store/outbox.ts";
import type { Work } from "./context.ts";
import { closedInboxes } from "./standing.ts";

/** The names of answers that rows of the outbox wait for, made in one place so that question and answer agree. */
export const answerKeys = {
  follow: (follow: string) => `follow ${follow}`,
  offer: (agreement: string) => `offer ${agreement}`,
  /** The last change that was asked for; the one before it is not asked for any more. */
  amendment: (agreement: string) => `amendment ${agreement}`,
  withdrawal: (agreement: string) => `withdrawal ${agreement}`,
  entry: (entry: string) => `entry ${entry}`,
  statement: (statement: string) => `statement ${statement}`,
} as const;

export interface Saying {
  /** The local actor who speaks: `coop`, `node` or another actor's id. */
  readonly from: string;
  readonly inbox: string;
  readonly message: Message;
  /** The row's id, where the message must name it (`messageIri`). */
  readonly id?: string;
  readonly answerKey?: string;
  /** What it is about; without one, what the message itself is about ({@link subjectOf}). */
  readonly topic?: string;
  readonly expiresAtMs?: number;
}

/** Says something to another server: a row in the outbox, in this transaction. Delivery follows by itself, at least once. */
export const say = (work: Work, saying: Saying): Promise<void> => sayAll(work, [saying]);

/** {@link say} for several. Who is suspended hears nothing but that it is over. */
export async function sayAll(work: Work, sayings: readonly Saying[]): Promise<void> {
  for (let at = 0; at < sayings.length; at += saidAtOnce) await sayTogether(work, sayings.slice(at, at + saidAtOnce));
}

/** Together, since who may hear it is asked of the store each time; in parts, since a statement takes only so many values. */
const saidAtOnce = 200;

async function sayTogether(work: Work, sayings: readonly Saying[]): Promise<void> {
  const closed = await closedInboxes(work.session, [...new Set(sayings.map(({ inbox }) => inbox))]);
  const heardBy = sayings.filter(({ inbox, message }) => !closed.has(inbox) || isLastWord(message.type));
  const rows = heardBy.map(({ from, id, ...rest }) => {
    const topic = rest.topic ?? (isEnding(rest.message.type) ? lastWordTopic : subjectOf(rest.message));
    return { id: id ?? work.newId(), actorId: from, ...rest, ...(topic === undefined ? {} : { topic }) };
  });
  await saveOutboxRows(work.session, rows, work.nowMs());
}

/** The answer came: what waited for it is not said again. */
export const heard = (work: Work, answerKey: string): Promise<void> =>
  saveAnswered(work.session, answerKey, work.nowMs());
