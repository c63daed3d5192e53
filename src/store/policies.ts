import { and, eq, gt, inArray, lt, or } from "drizzle-orm";
import { noLimits, type PartnerPolicy } from "#src/domain/partner-limit.ts";
import type { AgreementRow } from "./agreements.ts";
import type { Coop } from "./coop.ts";
import type { Session } from "./database.ts";

/** What our coop has chosen about one partner; nothing is limited where nothing was chosen. */
export async function findPartnerPolicy({ q, t }: Session, peerId: string): Promise<PartnerPolicy> {
  const [row] = await q.select().from(t.partnerPolicies).where(eq(t.partnerPolicies.peerId, peerId)).limit(1);
  return row === undefined ? noLimits : policyOf(row);
}

type Chosen = Pick<Coop, "timeZone" | "fairUse" | "fairUseVersion"> & { readonly policy: PartnerPolicy };

/** What an offer of one partner meets beside the proposal: our zone, our fair-use text, and the partner's policy. One query. */
export async function findChosen({ q, t }: Session, peerId: string): Promise<Chosen | undefined> {
  const { timeZone, fairUse, fairUseVersion } = t.coop;
  const [row] = await q
    .select({ timeZone, fairUse, fairUseVersion, policy: t.partnerPolicies })
    .from(t.coop)
    .leftJoin(t.partnerPolicies, eq(t.partnerPolicies.peerId, peerId))
    .limit(1);
  return row && { ...row, policy: row.policy === null ? noLimits : policyOf(row.policy) };
}

export const policyOf = ({ seatsAtOnce, seatMinutesAMonth, answer, commonsTrusted }: PartnerPolicy): PartnerPolicy => ({
  seatsAtOnce,
  seatMinutesAMonth,
  answer,
  commonsTrusted,
});

export async function savePartnerPolicy(
  { q, t }: Session,
  peerId: string,
  policy: PartnerPolicy & { readonly updatedAtMs: number },
): Promise<void> {
  await q
    .insert(t.partnerPolicies)
    .values({ peerId, ...policy })
    .onConflictDoUpdate({ target: t.partnerPolicies.peerId, set: policy });
}

/**
 * All that one partner has of us or asks of us in a stretch of time, over all our resources; also what lies elsewhere, but with a change
 * or a counter-offer open at `nowMs` that may lie there.
 */
export async function listOfPartner(
  { q, t }: Session,
  of: { readonly peerId: string; readonly fromMs: number; readonly untilMs: number; readonly nowMs: number },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.peerId, of.peerId),
        eq(agreements.role, "provider"),
        inArray(agreements.state, ["offered", "accepted", "fulfilled"]),
        or(
          and(gt(agreements.endsAtMs, of.fromMs), lt(agreements.startsAtMs, of.untilMs)),
          gt(agreements.pendingUntilMs, of.nowMs),
        ),
      ),
    );
}
