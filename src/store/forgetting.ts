import { and, eq } from "drizzle-orm";
import type { Session } from "./database.ts";

/**
 * Takes the words and the salt out of everything that was said or is still to be said about one entry of ours. Bytes that were written already
 * are written anew when they are needed.
 */
export async function forgetBeside(
  { q, t }: Session,
  { subjectId, answerKey }: { readonly subjectId: string; readonly answerKey: string },
): Promise<void> {
  const { outbox, signings } = t;
  for (const { id, message } of await q.select().from(outbox).where(eq(outbox.answerKey, answerKey))) {
    if (message.type !== "entry-create") continue;
    const { salt: _salt, words: _words, ...rest } = message;
    await q.update(outbox).set({ message: rest, body: null }).where(eq(outbox.id, id));
  }
  const ofEntry = and(eq(signings.kind, "entry"), eq(signings.subjectId, subjectId));
  for (const { id, beside } of await q.select().from(signings).where(ofEntry)) {
    const { words: _words, ...rest } = beside;
    await q.update(signings).set({ beside: rest }).where(eq(signings.id, id));
  }
}
