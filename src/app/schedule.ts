import { publishScheduled } from "./announcement-schedule.ts";
import { closeWhenAbsent } from "./absence.ts";
import { forgetOldAnswers } from "./attendance-due.ts";
import { tellWaysIn } from "./attendance-way.ts";
import { tellCounts } from "./attendance-counts.ts";
import type { Context } from "./context.ts";
import { endDueAgreements } from "./due-agreements.ts";
import { sayEventCounts, sayNearNotes } from "./event-saying.ts";
import { growAllSeries } from "./event-series.ts";
import { enterDueFees } from "./fees.ts";
import { checkServers } from "./health.ts";
import { forgetUsedPasses } from "./joining.ts";
import { sendDueMails } from "./mail.ts";
import { lookAfterRooms } from "./metering.ts";
import { endDueRequests } from "./partner-requests.ts";
import { publishDue } from "./publication.ts";
import { lookForFitting } from "./saved-searches.ts";
import { settleDue } from "./settlement.ts";
import { closeDuePeriods } from "./statements.ts";
import { signAllWaiting } from "./signatures.ts";
import { sweepTimelines } from "./timeline.ts";
import { sweepUploads } from "./uploads.ts";

/** Something that the clock asks for again and again. */
export interface Job {
  /** As it stands in logs and in what {@link runDueWork} answers. */
  readonly name: string;
  /** Does what is due now, decided anew in each of its transactions: several processes may run it at once. Answers how much was done. */
  readonly run: (context: Context) => Promise<number>;
}

/** Everything that happens by the clock. Each is run on its own, so that one that fails or waits never delays another. */
export const jobs: readonly Job[] = [
  { name: "answers", run: endDueAgreements },
  { name: "health", run: checkServers },
  { name: "rooms", run: lookAfterRooms },
  { name: "settlement", run: settleDue },
  { name: "fees", run: enterDueFees },
  { name: "signatures", run: signAllWaiting },
  { name: "statements", run: closeDuePeriods },
  { name: "publication", run: publishDue },
  { name: "passes", run: forgetUsedPasses },
  { name: "mails", run: sendDueMails },
  { name: "attendances", run: forgetOldAnswers },
  { name: "ways-in", run: tellWaysIn },
  { name: "requests", run: endDueRequests },
  { name: "searches", run: lookForFitting },
  { name: "absence", run: closeWhenAbsent },
  { name: "announcements", run: publishScheduled },
  { name: "uploads", run: sweepUploads },
  { name: "event-series", run: growAllSeries },
  { name: "event-notes", run: sayNearNotes },
  { name: "event-counts", run: (context) => tellCounts(context, sayEventCounts) },
  { name: "timelines", run: sweepTimelines },
];

/**
 * Runs every job once, in order, and answers how much each has done: for tests and for whoever cannot wait. When some fail the others
 * have run all the same; then it throws.
 */
export async function runDueWork(
  context: Context,
  which: readonly Job[] = jobs,
): Promise<Readonly<Record<string, number>>> {
  const done: Record<string, number> = {};
  const errors: unknown[] = [];
  for (const { name, run } of which) {
    await run(context).then(
      (number) => (done[name] = number),
      (error: unknown) => errors.push(error),
    );
  }
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors, "Several jobs failed.");
  return done;
}
