import { and, asc, eq, gt, inArray, lte } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** An e-mail that is to be sent, was sent, or was given up. */
export type MailRow = Tables["mails"]["$inferSelect"];

/** Writes an e-mail down, in the transaction of the decision behind it. It is due at once. */
export async function saveMail(
  { q, t }: Session,
  mail: Pick<MailRow, "id" | "subjectId"> & { readonly letterSealed: string; readonly nowMs: number },
): Promise<void> {
  const { nowMs, ...rest } = mail;
  const due = { state: "waiting", attempts: 0, nextAttemptAtMs: nowMs, lastError: null, createdAtMs: nowMs } as const;
  await q.insert(t.mails).values({ ...rest, ...due });
}

/** How many e-mails about one thing were written since a moment: so that nobody's letter box is filled by somebody else. */
export async function countMails({ q, t }: Session, subjectId: string, sinceMs: number): Promise<number> {
  return q.$count(t.mails, and(eq(t.mails.subjectId, subjectId), gt(t.mails.createdAtMs, sinceMs)));
}

/** E-mails that are due, the longest first. */
export async function listDueMails({ q, t }: Session, nowMs: number, limit: number): Promise<readonly MailRow[]> {
  return q
    .select()
    .from(t.mails)
    .where(and(eq(t.mails.state, "waiting"), lte(t.mails.nextAttemptAtMs, nowMs)))
    .orderBy(asc(t.mails.nextAttemptAtMs), asc(t.mails.id))
    .limit(limit);
}

/** Takes an e-mail for this process until `untilMs`, and counts the attempt. False when another process was quicker. */
export async function claimMail(
  { q, t }: Session,
  { id, attempts }: Pick<MailRow, "id" | "attempts">,
  untilMs: number,
): Promise<boolean> {
  const taken = await q
    .update(t.mails)
    .set({ attempts: attempts + 1, nextAttemptAtMs: untilMs })
    .where(and(eq(t.mails.id, id), eq(t.mails.state, "waiting"), eq(t.mails.attempts, attempts)))
    .returning({ id: t.mails.id });
  return taken.length > 0;
}

/** What came of an attempt. What was sent or given up is emptied. */
export async function saveMailOutcome(
  { q, t }: Session,
  id: string,
  outcome: Pick<MailRow, "state" | "lastError"> & { readonly nextAttemptAtMs?: number },
): Promise<void> {
  const emptied = outcome.state === "waiting" ? {} : { letterSealed: null };
  await q
    .update(t.mails)
    .set({ ...outcome, ...emptied })
    .where(eq(t.mails.id, id));
}

/** Takes back what was to be written about something and was not sent yet. */
export async function dropMails({ q, t }: Session, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return;
  await q
    .update(t.mails)
    .set({ state: "dropped", letterSealed: null, lastError: null })
    .where(and(inArray(t.mails.subjectId, [...subjectIds]), eq(t.mails.state, "waiting")));
}

/** Forgets that e-mails were ever written which are older than `beforeMs` and wait no more. */
export async function deleteOldMails({ q, t }: Session, beforeMs: number): Promise<void> {
  await q.delete(t.mails).where(and(inArray(t.mails.state, ["sent", "dropped"]), lte(t.mails.createdAtMs, beforeMs)));
}
