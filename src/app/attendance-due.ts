import { confirmWithinMs, rememberForMs } from "#src/domain/attendance.ts";
import { deleteAttendance, listForgettable, listUnconfirmed, updateAttendance } from "#src/store/attendances.ts";
import { dropMails } from "#src/store/mails.ts";
import { transact, type Context } from "./context.ts";
import { forgetOldMails } from "./mail.ts";

const atOnce = 200;

/**
 * Forgets what has had its time: answers whose e-mail nobody confirmed, and 30 days after an event who came. Only how many came stays.
 * Answers how many answers it was.
 */
export function forgetAttendances(context: Context): Promise<number> {
  return transact(context, async (work) => {
    const { session } = work;
    const unconfirmed = await listUnconfirmed(session, work.nowMs() - confirmWithinMs, atOnce);
    for (const id of unconfirmed) await deleteAttendance(session, id);
    const past = await listForgettable(session, work.nowMs() - rememberForMs, atOnce);
    const nothing = { actor: null, join: null, inbox: null, wordsSealed: null, emailHash: null, tokenHash: null };
    for (const { id } of past) await updateAttendance(session, id, { ...nothing, language: null });
    await dropMails(session, [...unconfirmed, ...past.map(({ id }) => id)]);
    return unconfirmed.length + past.length;
  });
}

const forgetMailsEveryMs = 3_600_000;
let mailsForgottenAtMs = 0;

/** {@link forgetAttendances}, and now and then that e-mails were written at all. */
export async function forgetOldAnswers(context: Context): Promise<number> {
  const nowMs = context.nowMs();
  if (nowMs - mailsForgottenAtMs >= forgetMailsEveryMs) {
    mailsForgottenAtMs = nowMs;
    await forgetOldMails(context);
  }
  return forgetAttendances(context);
}
