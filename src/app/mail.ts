import { getLogger } from "@logtape/logtape";
import { claimMail, deleteOldMails, listDueMails, saveMail, saveMailOutcome, type MailRow } from "#src/store/mails.ts";
import { transact, type Context, type Work } from "./context.ts";

const log = getLogger(["fedicoop", "mail"]);

/** An e-mail to one person. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
  /** The page on which one can say that nothing more shall come. */
  readonly endUrl?: string;
  /** What goes into a calendar (RFC 6047). */
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL"; readonly text: string };
}

/** A letter with what a server needs besides. */
export interface SentLetter extends Letter {
  /** The same for every attempt, so that a second copy is known as one. */
  readonly messageId: string;
  readonly writtenAtMs: number;
}

/** How an attempt to hand an e-mail to the mail server went. `detail` names no address. */
export type MailResult =
  | { readonly sent: true }
  /** `final`: this letter will never be taken. `reached`: the server itself could be spoken to. */
  | { readonly sent: false; readonly final: boolean; readonly reached: boolean; readonly detail: string };

/** The way to the mail server of this node; main.ts opens it. Never throws. */
export interface MailRoad {
  /** The address that letters come from. */
  readonly from: string;
  readonly send: (letter: SentLetter) => Promise<MailResult>;
}

/** Letters handed over in one go, by one process. */
const lettersAtOnce = 20;
/** An attempt that says nothing for so long was lost with its process. */
const claimMs = 10 * 60_000;
const firstPauseMs = 60_000;
const longestPauseMs = 6 * 3_600_000;
/** After that nobody needs to hear it any more. */
const giveUpAfterMs = 3 * 86_400_000;
/** How long it is remembered that something was written. */
const keptMs = 30 * 86_400_000;

const purpose = (id: string): string => `mail ${id}`;

/** Writes to somebody, in the transaction of the decision behind it. `subjectId`: what it is about. */
export async function writeTo(work: Work, subjectId: string, letter: Letter): Promise<void> {
  const id = work.newId();
  const letterSealed = work.secrets.seal(JSON.stringify(letter), purpose(id));
  await saveMail(work.session, { id, subjectId, letterSealed, nowMs: work.nowMs() });
}

/**
 * Hands over what is due. A letter is claimed before it is sent, and done only when the server took it: after a crash in between it goes
 * again under the same Message-ID. Answers how many were sent.
 */
export async function sendDueMails(context: Context): Promise<number> {
  const due = await listDueMails(context.database, context.nowMs(), lettersAtOnce);
  let sent = 0;
  for (const row of due) {
    const result = await sendOne(context, row);
    if (result === undefined) continue;
    if (result.sent) sent += 1;
    // The others would only wait for the same server.
    else if (!result.reached) break;
  }
  return sent;
}

async function sendOne(context: Context, row: MailRow): Promise<MailResult | undefined> {
  const { mail } = context;
  if (mail === undefined || row.letterSealed === null || context.nowMs() - row.createdAtMs > giveUpAfterMs) {
    await waitOrGiveUp(context, row, mail === undefined ? "no mail server is set" : (row.lastError ?? "too late"));
    return undefined;
  }
  const untilMs = context.nowMs() + claimMs;
  if (!(await transact(context, ({ session }) => claimMail(session, row, untilMs)))) return undefined;
  const letter = JSON.parse(context.secrets.open(row.letterSealed, purpose(row.id))) as Letter;
  const messageId = `<${row.id}@${new URL(context.origin).hostname}>`;
  const result = await mail.send({ ...letter, messageId, writtenAtMs: row.createdAtMs });
  await transact(context, (work) => noteResult(work, row, result));
  if (!result.sent) log.warning("An e-mail could not be sent: {detail}", { detail: result.detail, id: row.id });
  return result;
}

async function noteResult({ session, nowMs }: Work, { id, attempts }: MailRow, result: MailResult): Promise<void> {
  if (result.sent) return saveMailOutcome(session, id, { state: "sent", lastError: null });
  const { final, detail: lastError } = result;
  if (final) return saveMailOutcome(session, id, { state: "dropped", lastError });
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts, 20));
  return saveMailOutcome(session, id, { state: "waiting", lastError, nextAttemptAtMs: nowMs() + pauseMs });
}

/** Without a mail server letters wait for one, but not for ever. */
async function waitOrGiveUp(context: Context, row: MailRow, lastError: string): Promise<void> {
  const isLate = context.nowMs() - row.createdAtMs > giveUpAfterMs || row.letterSealed === null;
  const outcome = isLate
    ? ({ state: "dropped", lastError } as const)
    : ({ state: "waiting", lastError, nextAttemptAtMs: context.nowMs() + firstPauseMs } as const);
  await transact(context, ({ session }) => saveMailOutcome(session, row.id, outcome));
}

/** Forgets that anything was written so long ago. */
export const forgetOldMails = (context: Context): Promise<void> =>
  transact(context, ({ session }) => deleteOldMails(session, context.nowMs() - keptMs));
