import { and, asc, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { AgreementRow } from "./agreements.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** A link with which somebody without an account comes to a meeting of ours. */
export type GuestLink = Tables["guestLinks"]["$inferSelect"];

export async function saveGuestLink({ q, t }: Session, link: GuestLink): Promise<void> {
  await q.insert(t.guestLinks).values(link);
}

export async function findGuestLink(session: Session, id: string): Promise<GuestLink | undefined> {
  return findRow(session, "guestLinks", { id });
}

/** The link with this token, also when it was revoked. */
export async function findGuestLinkByToken(session: Session, tokenHash: string): Promise<GuestLink | undefined> {
  return findRow(session, "guestLinks", { tokenHash });
}

/** Every link of these agreements, newest first, revoked ones included. */
export async function listGuestLinkRows({ q, t }: Session, agreementIds: readonly string[]): Promise<GuestLink[]> {
  return q
    .select()
    .from(t.guestLinks)
    .where(inArray(t.guestLinks.agreementId, [...agreementIds]))
    .orderBy(desc(t.guestLinks.id));
}

/** Revoking twice keeps the first date. */
export async function saveGuestLinkRevoked({ q, t }: Session, id: string, revokedAtMs: number): Promise<void> {
  await q
    .update(t.guestLinks)
    .set({ revokedAtMs })
    .where(and(eq(t.guestLinks.id, id), isNull(t.guestLinks.revokedAtMs)));
}

/** Meetings of ours in rooms of others that are agreed and not over at `nowMs`, soonest first. */
export async function listMeetingRows({ q, t }: Session, nowMs: number, limit: number): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(
      and(
        inArray(agreements.state, ["accepted", "fulfilled"]),
        eq(agreements.role, "receiver"),
        isNull(agreements.withdrawnAtMs),
        or(gt(agreements.endsAtMs, nowMs), gt(agreements.overrunUntilMs, nowMs)),
      ),
    )
    .orderBy(asc(agreements.startsAtMs), asc(agreements.id))
    .limit(limit);
}
