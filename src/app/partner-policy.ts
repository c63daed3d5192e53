import { reservationsOf } from "#src/domain/agreement-reservation.ts";
import { claimsOf } from "#src/domain/capacity.ts";
import { openPolicy, type OfferPolicy } from "#src/domain/offer-policy.ts";
import type { Owed } from "#src/domain/owed-limit.ts";
import { monthAt, monthsOf, seatMinutesIn, type PartnerPolicy } from "#src/domain/partner-limit.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { minutesOf, type Slot } from "#src/domain/slot.ts";
import { peakWithin, type Claim } from "#src/domain/steps.ts";
import { findPeer } from "#src/store/peers.ts";
import { findChosen, findPartnerPolicy as findRow, listOfPartner, savePartnerPolicy } from "#src/store/policies.ts";
import { hasFairUse } from "./fair-use.ts";
import { withoutAbsent } from "./changes.ts";
import { findOwed } from "./owed-limits.ts";
import { transact, type Context, type Work } from "./context.ts";

/** What we share with one partner: what we chose, and what of it it has this month. */
export interface PartnerShare {
  readonly policy: PartnerPolicy;
  /** The month by our zone in which we are now. */
  readonly month: Slot;
  /** Agreed with it, or held for it, in this month. */
  readonly seatMinutesThisMonth: number;
  /** The most that it has at once at any time from now on. */
  readonly seatsAtOnce: number;
  /** What it may owe us and owes, in each unit that has a limit. */
  readonly owed: readonly Owed[];
}

/** What one partner may have of us, and has; undefined when we know no such peer. */
export async function findPartnerShare(context: Context, peerId: string): Promise<PartnerShare | undefined> {
  const session = context.database;
  const peer = await findPeer(session, peerId);
  const chosen = peer === undefined ? undefined : await findChosen(session, peerId);
  if (chosen === undefined) return undefined;
  const nowMs = context.nowMs();
  const month = monthAt(nowMs, chosen.timeZone);
  const claims = await findClaims(session, {
    peerId,
    nowMs,
    fromMs: month.startsAtMs,
    untilMs: Number.MAX_SAFE_INTEGER,
  });
  const ahead = { startsAtMs: nowMs, endsAtMs: Number.MAX_SAFE_INTEGER };
  return {
    policy: chosen.policy,
    month,
    seatMinutesThisMonth: seatMinutesIn(claims, month),
    seatsAtOnce: peakWithin(claims, ahead).seats,
    owed: await findOwed({ session, nowMs: context.nowMs }, { peerId }),
  };
}

export type PolicyChanges = Partial<PartnerPolicy>;

/** Changes what one partner may have from now on. What was agreed stays. Undefined when we know no such peer. */
export async function changePartnerPolicy(
  context: Context,
  peerId: string,
  changes: PolicyChanges,
): Promise<PartnerShare | undefined> {
  const isKnown = await transact(context, async (work) => {
    if ((await findPeer(work.session, peerId)) === undefined) return false;
    const policy = { ...(await findRow(work.session, peerId)), ...withoutAbsent(changes) };
    await savePartnerPolicy(work.session, peerId, { ...policy, updatedAtMs: work.nowMs() });
    return true;
  });
  return isKnown ? findPartnerShare(context, peerId) : undefined;
}

/**
 * What our coop has chosen about the partner behind an offer: its limits with all that it has in the months of the slot, and our fair-use
 * text. `except` is the agreement that the offer changes.
 */
export async function findOfferPolicy(
  work: Work,
  about: { readonly peerId: string; readonly slot: Slot; readonly except?: { readonly id: string } },
): Promise<OfferPolicy> {
  const { peerId, slot, except } = about;
  const chosen = await findChosen(work.session, peerId);
  if (chosen === undefined) return openPolicy;
  const { policy: partner, timeZone, fairUseVersion } = chosen;
  const isLimited = partner.seatsAtOnce !== null || partner.seatMinutesAMonth !== null;
  // A slot that is nonsense is refused for that, and its months are not counted.
  const isSlot = slot.startsAtMs < slot.endsAtMs && minutesOf(slot) <= defaultPolicy.maxSlotMinutes;
  const ofPartner = isLimited && isSlot ? await findOfMonths(work, { peerId, slot, except, timeZone }) : [];
  const owed = isSlot ? await findOwed(work, { peerId, except }) : [];
  return { partner, ofPartner, owed, timeZone, ...(hasFairUse(chosen) ? { fairUseVersion } : {}) };
}

async function findOfMonths(
  work: Work,
  of: {
    readonly peerId: string;
    readonly slot: Slot;
    readonly except: { readonly id: string } | undefined;
    readonly timeZone: string;
  },
): Promise<readonly Claim[]> {
  const { peerId, slot, except, timeZone } = of;
  const months = monthsOf(slot, timeZone);
  const fromMs = months[0]?.startsAtMs ?? slot.startsAtMs;
  const untilMs = months.at(-1)?.endsAtMs ?? slot.endsAtMs;
  return findClaims(work.session, { peerId, nowMs: work.nowMs(), fromMs, untilMs, except });
}

/** What a partner has or may get of us, without buffers: of an agreement that may become another, the larger in each minute. */
async function findClaims(
  session: Work["session"],
  of: {
    readonly peerId: string;
    readonly nowMs: number;
    readonly fromMs: number;
    readonly untilMs: number;
    readonly except?: { readonly id: string } | undefined;
  },
): Promise<readonly Claim[]> {
  const { except, nowMs, ...where } = of;
  const rows = (await listOfPartner(session, { ...where, nowMs })).filter((row) => row.id !== except?.id);
  return claimsOf(
    rows.flatMap((row) => reservationsOf(row, nowMs)),
    {},
  );
}
