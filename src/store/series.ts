import { and, asc, eq } from "drizzle-orm";
import type { AgreementRow } from "./agreements.ts";
import type { Session } from "./database.ts";

/** The agreements of one series with one peer, in order of time. Whatever another coop calls by the same address is another series. */
export async function listSeries(
  { q, t }: Session,
  { seriesIri, peerId, role }: Pick<AgreementRow, "peerId" | "role"> & { readonly seriesIri: string },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(and(eq(agreements.seriesIri, seriesIri), eq(agreements.peerId, peerId), eq(agreements.role, role)))
    .orderBy(asc(agreements.startsAtMs), asc(agreements.id))
    .limit(500);
}
