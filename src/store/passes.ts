import { eq, lte } from "drizzle-orm";
import type { Session } from "./database.ts";

/** Uses a pass up; `pass` is what is kept of it. False when it was used before: of several at once, one hears true. */
export async function saveUsedPass(
  { q, t }: Session,
  use: { readonly pass: string; readonly expiresAtMs: number },
): Promise<boolean> {
  const saved = await q.insert(t.usedPasses).values(use).onConflictDoNothing().returning({ pass: t.usedPasses.pass });
  return saved.length === 1;
}

export async function isPassUsed({ q, t }: Session, pass: string): Promise<boolean> {
  const found = await q
    .select({ pass: t.usedPasses.pass })
    .from(t.usedPasses)
    .where(eq(t.usedPasses.pass, pass))
    .limit(1);
  return found.length === 1;
}

/** Whether there are passes that nobody would take any more. */
export async function hasSpentPasses({ q, t }: Session, nowMs: number): Promise<boolean> {
  const spent = await q
    .select({ pass: t.usedPasses.pass })
    .from(t.usedPasses)
    .where(lte(t.usedPasses.expiresAtMs, nowMs))
    .limit(1);
  return spent.length === 1;
}

/** Forgets them. Answers how many. */
export async function deleteSpentPasses({ q, t }: Session, nowMs: number): Promise<number> {
  const gone = await q
    .delete(t.usedPasses)
    .where(lte(t.usedPasses.expiresAtMs, nowMs))
    .returning({ pass: t.usedPasses.pass });
  return gone.length;
}
