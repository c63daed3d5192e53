/** Where somebody's answer to an event stands; see the table `attendances`. */
export type AttendanceState = "unconfirmed" | "asked" | "waiting" | "coming" | "refused" | "left";

/** What of an event decides whether one can still say that one comes. Times are epoch milliseconds. */
export interface AnswerableEvent {
  readonly joinMode: "free" | "restricted" | "external" | "none";
  /** The most people; null: no limit. */
  readonly capacity: number | null;
  /** Until when one may answer; null: until it ends. */
  readonly answersUntilMs: number | null;
  readonly endsAtMs: number;
  readonly state: "draft" | "published";
  readonly status: "confirmed" | "tentative" | "cancelled";
  readonly deletedAtMs: number | null;
}

/** Why nobody can answer an event, or this person cannot. */
export type AnswerRefusal =
  /** There is no such event, or not yet, or no longer. */
  | "unknown"
  | "cancelled"
  | "ended"
  /** Answers were wanted earlier. */
  | "closed"
  /** Its organisers take answers on another site. */
  | "elsewhere"
  /** Nobody need say whether they come. */
  | "not-needed"
  /** A steward said no. */
  | "declined";

export type Answer =
  | { readonly answer: "coming" | "waiting" | "asked" }
  | { readonly answer: "refused"; readonly reason: AnswerRefusal };

/** Who has answered so far, without the one who answers now. */
export interface Attending {
  readonly coming: number;
  readonly waiting: number;
}

/** Why nobody can answer this event at `nowMs`; undefined while everybody can. */
export function decideOpen(event: AnswerableEvent, nowMs: number): AnswerRefusal | undefined {
  if (event.state !== "published" || event.deletedAtMs !== null) return "unknown";
  if (event.status === "cancelled") return "cancelled";
  if (event.joinMode === "external") return "elsewhere";
  if (event.joinMode === "none") return "not-needed";
  if (nowMs >= event.endsAtMs) return "ended";
  return event.answersUntilMs !== null && nowMs >= event.answersUntilMs ? "closed" : undefined;
}

/** How many more people have a place; no limit is `Infinity`. Never below 0, also when the capacity was lowered afterwards. */
export const freePlaces = ({ capacity }: Pick<AnswerableEvent, "capacity">, coming: number): number =>
  capacity === null ? Infinity : Math.max(0, capacity - coming);

/**
 * What a yes comes to. Who has answered before keeps what they have (a repeated message changes nothing), and whom a steward refused
 * stays refused. `looked`: a steward looks at everybody who answers in this way, whatever the event says.
 */
export function decideAnswer(
  event: AnswerableEvent,
  others: Attending,
  asking: { readonly before?: AttendanceState; readonly looked?: boolean; readonly nowMs: number },
): Answer {
  const { before } = asking;
  if (before === "refused") return { answer: "refused", reason: "declined" };
  const refusal = decideOpen(event, asking.nowMs);
  // What stands is said again while the event is there, also after the time for new answers.
  if ((before === "coming" || before === "waiting" || before === "asked") && refusal !== "unknown")
    return refusal === "cancelled" ? { answer: "refused", reason: refusal } : { answer: before };
  if (refusal !== undefined) return { answer: "refused", reason: refusal };
  if (event.joinMode === "restricted" || asking.looked === true) return { answer: "asked" };
  return decidePlace(event, others);
}

/** A place if there is one that nobody waits for, otherwise the end of the list: also for whom a steward has said yes to. */
export const decidePlace = (
  event: Pick<AnswerableEvent, "capacity">,
  { coming, waiting }: Attending,
): { readonly answer: "coming" | "waiting" } => ({
  answer: freePlaces(event, coming) > waiting ? "coming" : "waiting",
});

/**
 * How many of those who wait move up now, from the front of the list: after somebody left, or when more people may come. Nobody does
 * any more once the event has ended, was cancelled or taken back. Who was told yes keeps it when the capacity is lowered.
 */
export function decideMovingUp(event: AnswerableEvent, { coming, waiting }: Attending, nowMs: number): number {
  if (event.state !== "published" || event.deletedAtMs !== null || event.status === "cancelled") return 0;
  return nowMs >= event.endsAtMs ? 0 : Math.min(waiting, freePlaces(event, coming));
}

/** How long a place that was asked for by e-mail waits for the link in that e-mail to be opened. */
export const confirmWithinMs = 48 * 3_600_000;
/** How long after its end we still know who came to an event. */
export const rememberForMs = 30 * 24 * 3_600_000;
