import { and, asc, eq, gt, inArray, isNotNull, or } from "drizzle-orm";
import { seatMinute } from "#src/domain/quantity.ts";
import type { AgreementRow } from "./agreements.ts";
import type { Session } from "./database.ts";
import type { EntryRow } from "./entries.ts";
import type { Tables } from "./schema.ts";

export type OwedLimitRow = Tables["owedLimits"]["$inferSelect"];

/** The limits of one partner, by unit. */
export async function listOwedLimits({ q, t }: Session, peerId: string): Promise<OwedLimitRow[]> {
  return q.select().from(t.owedLimits).where(eq(t.owedLimits.peerId, peerId)).orderBy(asc(t.owedLimits.unit));
}

/** Those of some peers who have any. */
export async function listOwing({ q, t }: Session, peerIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (peerIds.length === 0) return new Set();
  const rows = await q
    .selectDistinct({ peerId: t.owedLimits.peerId })
    .from(t.owedLimits)
    .where(inArray(t.owedLimits.peerId, [...peerIds]));
  return new Set(rows.map(({ peerId }) => peerId));
}

/** Sets all limits of a partner. */
export async function replaceOwedLimits(
  { q, t }: Session,
  peerId: string,
  rows: readonly OwedLimitRow[],
): Promise<void> {
  await q.delete(t.owedLimits).where(eq(t.owedLimits.peerId, peerId));
  if (rows.length > 0) await q.insert(t.owedLimits).values([...rows]);
}

/** What is due in a unit by the prices of agreements, from now on. */
export async function saveDue(
  { q, t }: Session,
  { peerId, unit }: Pick<OwedLimitRow, "peerId" | "unit">,
  due: number,
): Promise<void> {
  const { owedLimits } = t;
  const where = and(eq(owedLimits.peerId, peerId), eq(owedLimits.unit, unit));
  await q.update(owedLimits).set({ due }).where(where);
}

/** Our agreements as provider with a partner that may still come to more than is in the books. */
export async function listUnsettled({ q, t }: Session, peerId: string): Promise<AgreementRow[]> {
  const { agreements } = t;
  const isOpen = or(inArray(agreements.state, ["offered", "accepted"]), isNotNull(agreements.feeDueAtMs));
  return q
    .select()
    .from(agreements)
    .where(and(eq(agreements.peerId, peerId), eq(agreements.role, "provider"), isOpen));
}

/** Agreements with a partner by their ids, some at a time, that we provided. */
export async function listProvided(
  { q, t }: Session,
  peerId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Pick<AgreementRow, "id" | "agreement" | "terms" | "commons" | "provider">[]> {
  const { agreements } = t;
  const { id, agreement, terms, commons, provider } = agreements;
  return q
    .select({ id, agreement, terms, commons, provider })
    .from(agreements)
    .where(and(eq(agreements.peerId, peerId), eq(agreements.role, "provider"), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit);
}

type SettlingRow = Pick<EntryRow, "agreement" | "provider" | "quantity" | "state" | "withdrawnAtMs">;

/** The entries in seat-minutes of some agreements. */
export async function listSettling({ q, t }: Session, agreementIris: readonly string[]): Promise<SettlingRow[]> {
  if (agreementIris.length === 0) return [];
  const { agreement, provider, quantity, state, withdrawnAtMs, unit } = t.entries;
  return q
    .select({ agreement, provider, quantity, state, withdrawnAtMs })
    .from(t.entries)
    .where(and(inArray(agreement, [...agreementIris]), eq(unit, seatMinute)));
}
