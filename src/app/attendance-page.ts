import { confirmWithinMs, decideAnswer, decideOpen, type Answer, type AnswerRefusal } from "#src/domain/attendance.ts";
import { sameMailAddress } from "#src/domain/mail-address.ts";
import {
  countAttendances,
  countBefore,
  deleteAttendance,
  findAttendance,
  saveAttendance,
  updateAttendance,
  type Attendance,
} from "#src/store/attendances.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { countMails } from "#src/store/mails.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { hashToken } from "#src/store/secrets.ts";
import { noteCountChanged } from "./attendance-counts.ts";
import { attendanceToken, attendanceTokenHash, mailHash, openWords, sealWords } from "./attendance-links.ts";
import { tell } from "./attendance-telling.ts";
import { leave } from "./attendances.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { isClosed } from "./strangers.ts";

export const longestAttendeeName = 80;
export const longestAttendeeNote = 500;
/** Answers to one event that wait for their e-mail to be confirmed; more are a machine's. */
const mostUnconfirmed = 200;
/** Answers to one event without an e-mail, on the whole. */
const mostAnswers = 5000;
/** Letters about one answer in a day, whoever asks for them. */
const mostLetters = 3;
const dayMs = 86_400_000;

/** What somebody typed on the event's page; plain text, within its limits. */
export interface PageAnswer {
  readonly name: string;
  /** An address as `isMailAddress` takes it. */
  readonly email?: string;
  readonly note?: string;
  /** BCP 47: the page's language. */
  readonly language: string;
}

export type PageOutcome =
  /** It counts: their own page is at `/attending/TOKEN`. */
  | { readonly outcome: "kept"; readonly token: string }
  /** An e-mail says how it goes on; the same for an address that answered before. */
  | { readonly outcome: "mailed" }
  | { readonly outcome: "refused"; readonly reason: AnswerRefusal }
  /** Too many answers wait to be confirmed, or there are more than an event of ours has. */
  | { readonly outcome: "too-many" };

/**
 * Takes the answer of somebody without an account. With an e-mail it counts when the link in the letter was opened; without one at once.
 * What is answered is the same whether or not an address is known here: only its owner reads the letter.
 */
export function answerOnPage(context: Context, eventId: string, said: PageAnswer): Promise<PageOutcome> {
  return transactInTurn(context, async (work) => {
    const event = await findEvent(work.session, eventId);
    const refusal = event === undefined ? "unknown" : decideOpen(event, work.nowMs());
    if (event === undefined || refusal !== undefined) return { outcome: "refused", reason: refusal ?? "unknown" };
    const counts = await countAttendances(work.session, eventId);
    if (said.email !== undefined && work.mail !== undefined) {
      if (counts.unconfirmed >= mostUnconfirmed) return { outcome: "too-many" };
      return answerByMail(work, event, { ...said, email: said.email });
    }
    if (counts.coming + counts.waiting + counts.asked >= mostAnswers) return { outcome: "too-many" };
    const row = freshRow(work, event, said);
    const answer = await place(work, event, row);
    if (answer.answer === "refused") return { outcome: "refused", reason: answer.reason };
    await saveAttendance(work.session, { ...row, state: answer.answer });
    await noteCountChanged(work, eventId);
    return { outcome: "kept", token: attendanceToken(work, row.id) };
  });
}

async function answerByMail(
  work: Work,
  event: Event,
  said: PageAnswer & { readonly email: string },
): Promise<PageOutcome> {
  const emailHash = mailHash(work, sameMailAddress(said.email));
  // Made and sealed for an address that is known too: how long the answer takes says as little as its words.
  const row = { ...freshRow(work, event, said), emailHash };
  const known = await findAttendance(work.session, { eventId: event.id, emailHash });
  if (known !== undefined) {
    await writeAgain(work, event, known);
    return { outcome: "mailed" };
  }
  await saveAttendance(work.session, row);
  await tell(work, { event, attendance: row }, { kind: "confirm" });
  return { outcome: "mailed" };
}

/**
 * The address answered before: its owner is told how that stands, with the same link, but not as often as somebody else likes. As much is written to
 * the store as for an address that is new, a row of an answer and one more, even where that changes nothing.
 */
async function writeAgain(work: Work, event: Event, attendance: Attendance): Promise<void> {
  const { id, state, updatedAtMs } = attendance;
  await updateAttendance(work.session, id, { updatedAtMs });
  if ((await countMails(work.session, id, work.nowMs() - dayMs)) >= mostLetters) {
    await updateAttendance(work.session, id, { updatedAtMs });
    return;
  }
  const kind = state === "unconfirmed" ? "confirm" : state === "refused" ? "declined" : state;
  await tell(work, { event, attendance }, { kind });
}

/** One row of a page's answer that nobody has confirmed yet. */
function freshRow(work: Work, { id: eventId }: Event, { language, ...words }: PageAnswer): Attendance {
  const id = work.newId();
  const nowMs = work.nowMs();
  return {
    id,
    eventId,
    actor: null,
    join: null,
    inbox: null,
    via: "page",
    state: "unconfirmed",
    joinedAtMs: nowMs,
    wordsSealed: sealWords(work, id, words),
    emailHash: null,
    tokenHash: attendanceTokenHash(work, id),
    language,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

/** Where a yes that counts from now on stands. */
async function place(work: Work, event: Event, { state: before }: Attendance): Promise<Answer> {
  const nowMs = work.nowMs();
  const others = await countAttendances(work.session, event.id);
  return decideAnswer(event, others, { before, looked: await isClosed(work.session), nowMs });
}

/** Somebody's own page. */
export interface OwnAnswer {
  readonly event: Event;
  readonly attendance: Attendance;
  readonly name: string;
  readonly hasEmail: boolean;
  /** On the waiting list, from 1. */
  readonly position?: number;
  /** Why nobody can say yes any more; undefined while one can. */
  readonly refusal?: AnswerRefusal;
}

/** Whose own link it is, undefined when nobody's, or not any more. */
export async function findOwnAnswer(context: Context, token: string): Promise<OwnAnswer | undefined> {
  const own = await findOwn({ ...context, session: context.database }, token);
  if (own === undefined) return undefined;
  const { attendance, event } = own;
  const words = openWords(context, attendance);
  const { actor } = attendance;
  const card = actor === null ? undefined : await findRemoteActor(context.database, actor);
  const refusal = decideOpen(event, context.nowMs());
  const isWaiting = attendance.state === "waiting";
  return {
    ...own,
    name: card?.name ?? words?.name ?? "",
    hasEmail: words?.email !== undefined,
    ...(isWaiting ? { position: (await countBefore(context.database, attendance)) + 1 } : {}),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

async function findOwn(
  work: Work,
  token: string,
): Promise<{ readonly attendance: Attendance; readonly event: Event } | undefined> {
  const attendance = await findAttendance(work.session, { tokenHash: hashToken(token) });
  const event = attendance === undefined ? undefined : await findEvent(work.session, attendance.eventId);
  if (attendance === undefined || event === undefined || event.deletedAtMs !== null) return undefined;
  const isLate = attendance.state === "unconfirmed" && work.nowMs() - attendance.createdAtMs >= confirmWithinMs;
  return isLate ? undefined : { attendance, event };
}

export type OwnOutcome = "done" | "unknown" | { readonly refused: AnswerRefusal };

/** They opened the link in the letter and pressed the button: from now on it counts. Doing it again changes nothing. */
export function confirmAnswer(context: Context, token: string): Promise<OwnOutcome> {
  return transactInTurn(context, async (work) => {
    const own = await findOwn(work, token);
    if (own === undefined) return "unknown";
    const { attendance: row, event } = own;
    if (row.state !== "unconfirmed") return "done";
    const answer = await place(work, event, row);
    if (answer.answer === "refused") return { refused: answer.reason };
    const changes = { state: answer.answer, joinedAtMs: work.nowMs(), updatedAtMs: work.nowMs() };
    await updateAttendance(work.session, row.id, changes);
    await tell(work, { event, attendance: { ...row, ...changes } }, { kind: answer.answer });
    await noteCountChanged(work, event.id);
    return "done";
  });
}

/** They do not come after all. Doing it again changes nothing. */
export function leaveByLink(context: Context, token: string): Promise<OwnOutcome> {
  return transactInTurn(context, async (work) => {
    const own = await findOwn(work, token);
    if (own === undefined) return "unknown";
    const { state, id } = own.attendance;
    // What never counted is forgotten at once, without another letter.
    if (state === "unconfirmed") await deleteAttendance(work.session, id);
    else if (state !== "left" && state !== "refused") {
      await leave(work, own.attendance);
      // Their own server still says that they come.
      if (own.attendance.via === "join") await tell(work, own, { kind: "declined" });
    }
    return "done";
  });
}
