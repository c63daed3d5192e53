import { decideAnswer, decideOpen, type Answer } from "#src/domain/attendance.ts";
import {
  countAttendances,
  findAttendance,
  saidYes,
  saveAttendance,
  updateAttendance,
  type Attendance,
} from "#src/store/attendances.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { noteCountChanged } from "./attendance-counts.ts";
import { attendanceTokenHash, sealWords } from "./attendance-links.ts";
import { tell, type Telling } from "./attendance-telling.ts";
import { leave } from "./attendances.ts";
import type { Context, Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import type { RemoteActorCard } from "./partners.ts";
import { keepRemoteActor } from "./remote-actors.ts";
import { welcomeOf } from "./strangers.ts";

/** A yes of somebody on the fediverse, as it was verified. */
export interface RemoteAnswer {
  readonly eventId: string;
  /** As their own server describes them. */
  readonly person: RemoteActorCard;
  /** The IRI of their Join, or of what they wrote. */
  readonly activity: string;
  readonly via: "join" | "reply";
  /** It is what they wrote, and news: an edit may say yes again under the address that said no. */
  readonly isNews?: true;
  /** Their words to the organisers, plain text. */
  readonly note?: string;
  /** BCP 47: what they wrote in. */
  readonly language?: string;
}

export type AnswerOutcome =
  | { readonly outcome: "answered"; readonly answer: Answer }
  /** There is no such event, or not yet. */
  | { readonly outcome: "unknown" }
  /** They have taken this very answer back already: it came late, or twice. */
  | { readonly outcome: "stale" }
  | { readonly outcome: "suspended" };

/**
 * Answers somebody on the fediverse who says that they come. A repeated word is answered again, since the answer may have been lost,
 * and changes nothing. Whom we know little of (limited, or no steward was here for long) is looked at by a steward first.
 */
export async function answerFromAfar(context: Context, said: RemoteAnswer): Promise<AnswerOutcome> {
  // What is about nothing here waits for no turn.
  if (!(await isThere(context, said.eventId))) return { outcome: "unknown" };
  return transactInTurn(context, async (work) => {
    const welcome = await welcomeOf(work.session, said.person.actor);
    if (welcome === "refused") return { outcome: "suspended" };
    const event = await findEvent(work.session, said.eventId);
    return event === undefined || decideOpen(event, work.nowMs()) === "unknown"
      ? { outcome: "unknown" }
      : answerTo(work, event, { said, looked: welcome === "waits" });
  });
}

async function isThere({ database, nowMs }: Context, eventId: string): Promise<boolean> {
  const event = await findEvent(database, eventId);
  return event !== undefined && decideOpen(event, nowMs()) !== "unknown";
}

async function answerTo(
  work: Work,
  event: Event,
  { said, looked }: { readonly said: RemoteAnswer; readonly looked: boolean },
): Promise<AnswerOutcome> {
  const before = await findAttendance(work.session, { eventId: event.id, actor: said.person.actor });
  if (await wasTakenBack(work, before, said)) return { outcome: "stale" };
  const answer = decideAnswer(event, await countAttendances(work.session, event.id), {
    ...(before === undefined ? {} : { before: before.state }),
    looked,
    nowMs: work.nowMs(),
  });
  await keepRemoteActor(work, said.person);
  const kept = await keepAnswer(work, { before, said, answer });
  // A Join is answered as often as it comes, for its server waits for that; a person reads the same words once.
  if (!isRead(before, said))
    await tell(work, { event, attendance: kept }, { ...tellingOf(answer, event), inReplyTo: said.activity });
  if (kept.state !== before?.state) await noteCountChanged(work, event.id);
  return { outcome: "answered", answer };
}

const isRead = (before: Attendance | undefined, said: RemoteAnswer): boolean =>
  said.via === "reply" && before?.join === said.activity && before.state !== "left";

/** How long a Join may come after the Leave that ended it: servers try again within minutes. */
const overtakenMs = 600_000;

async function wasTakenBack(
  work: Work,
  before: Attendance | undefined,
  { activity, isNews }: RemoteAnswer,
): Promise<boolean> {
  if (before?.state !== "left" || isNews === true) return false;
  if (before.join !== null || work.nowMs() - before.updatedAtMs > overtakenMs) return before.join === activity;
  // Their Leave was here first: this is what it ended, and no other.
  await updateAttendance(work.session, before.id, { join: activity });
  return true;
}

/** What is written down: their newest word, the place that they have, and where to tell them. A refusal is told, not written down. */
async function keepAnswer(
  work: Work,
  wanted: { readonly before: Attendance | undefined; readonly said: RemoteAnswer; readonly answer: Answer },
): Promise<Attendance> {
  const { said, answer } = wanted;
  const nowMs = work.nowMs();
  const before = wanted.before ?? freshRow(work, said);
  const kept: Attendance = {
    ...before,
    join: said.activity,
    inbox: said.person.inbox,
    via: said.via,
    state: answer.answer === "refused" ? before.state : answer.answer,
    joinedAtMs: saidYes.includes(before.state) ? before.joinedAtMs : nowMs,
    language: said.language ?? before.language,
    updatedAtMs: nowMs,
  };
  if (answer.answer === "refused") return kept;
  const { id, eventId: _, createdAtMs: __, ...changes } = kept;
  await (wanted.before === undefined
    ? saveAttendance(work.session, kept)
    : updateAttendance(work.session, id, changes));
  return kept;
}

/** Somebody who has not answered yet. */
function freshRow(
  work: Work,
  {
    eventId,
    person,
    activity,
    via,
    note,
  }: Pick<RemoteAnswer, "eventId" | "via" | "note"> & {
    readonly activity: string | null;
    readonly person: Pick<RemoteActorCard, "actor">;
  },
): Attendance {
  const id = work.newId();
  const nowMs = work.nowMs();
  const wordsSealed = note === undefined ? null : sealWords(work, id, { name: "", note });
  const nothing = { inbox: null, emailHash: null, language: null };
  const tokenHash = attendanceTokenHash(work, id);
  const times = { joinedAtMs: nowMs, createdAtMs: nowMs, updatedAtMs: nowMs };
  return {
    id,
    eventId,
    actor: person.actor,
    join: activity,
    via,
    state: "left",
    wordsSealed,
    tokenHash,
    ...nothing,
    ...times,
  };
}

function tellingOf(answer: Answer, { externalUrl }: Event): Telling {
  if (answer.answer !== "refused") return { kind: answer.answer };
  if (answer.reason === "elsewhere") return { kind: "elsewhere", detail: externalUrl ?? "" };
  return { kind: answer.reason === "unknown" ? "cancelled" : answer.reason };
}

/** A yes that is taken back: which event or which Join it was, and whether they wrote to us and want to be answered. */
export interface RemoteLeaving {
  readonly actor: string;
  readonly eventId?: string;
  /** The IRI of the yes. */
  readonly activity?: string;
  /** A Leave, which nobody says who has not joined: it may be here before the Join. */
  readonly isLeave?: true;
  /** The IRI of what they wrote. */
  readonly inReplyTo?: string;
}

/**
 * Somebody on the fediverse does not come after all. Answers whether they had said that they come. A yes that is taken back before it
 * arrived is remembered, so that it does not count when it comes.
 */
export async function leaveFromAfar(context: Context, leaving: RemoteLeaving): Promise<boolean> {
  const isAbout = leaving.eventId !== undefined && (await isThere(context, leaving.eventId));
  if (!isAbout && (await findLeaving({ ...context, session: context.database }, leaving)) === undefined) return false;
  return transactInTurn(context, async (work) => {
    const { inReplyTo } = leaving;
    const row = await findLeaving(work, leaving);
    if (row === undefined || row.state === "left") {
      await rememberTakenBack(work, leaving, row);
      return false;
    }
    if (!saidYes.includes(row.state) || isOlder(leaving, row)) return false;
    await leave(work, row, inReplyTo === undefined ? {} : { inReplyTo });
    return true;
  });
}

async function findLeaving(
  { session }: Work,
  { actor, eventId, activity }: RemoteLeaving,
): Promise<Attendance | undefined> {
  const ofEvent = eventId === undefined ? undefined : await findAttendance(session, { eventId, actor });
  return ofEvent ?? (activity === undefined ? undefined : findAttendance(session, { actor, join: activity }));
}

/** Of two yeses an older one is taken back: the newer one stands. */
const isOlder = ({ activity }: RemoteLeaving, row: Attendance): boolean =>
  activity !== undefined && row.join !== activity;

/** A yes that has a name of its own is told from a later one by that; of a Leave it is the first one that comes soon. */
async function rememberTakenBack(
  work: Work,
  { actor, eventId, activity, isLeave }: RemoteLeaving,
  left: Attendance | undefined,
): Promise<void> {
  if (left !== undefined && activity !== undefined) return updateAttendance(work.session, left.id, { join: activity });
  const hasName = activity !== undefined || isLeave === true;
  if (left !== undefined || eventId === undefined || !hasName || !(await takesAnswers(work, eventId))) return;
  if ((await welcomeOf(work.session, actor)) === "refused") return;
  await saveAttendance(
    work.session,
    freshRow(work, { eventId, person: { actor }, activity: activity ?? null, via: "join" }),
  );
}

async function takesAnswers({ session, nowMs }: Work, eventId: string): Promise<boolean> {
  const event = await findEvent(session, eventId);
  return event !== undefined && decideOpen(event, nowMs()) === undefined;
}
