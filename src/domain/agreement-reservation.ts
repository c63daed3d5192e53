import { reservationOf, type Agreement } from "./agreement.ts";
import type { ResourceReservation } from "./capacity.ts";
import { isFinal } from "./agreement-message.ts";

type Reserving = Agreement & { readonly agreement: string; readonly proposal: string; readonly receiver: string };

/**
 * Everything that an agreement of ours as provider takes at `nowMs`: as it stands, and as it may become while that is open, by the wish of
 * its receiver or by our counter-offer. Only one of them will be, so that in each minute the largest counts (`claimsOf`).
 */
export function reservationsOf(agreement: Reserving, nowMs: number): readonly ResourceReservation[] {
  const standing = reservationOf(agreement, nowMs);
  const { pending, counter, pendingUntilMs } = agreement;
  const isOpen = !isFinal(agreement.state) && (pendingUntilMs ?? 0) > nowMs;
  const possible = isOpen ? [pending?.held === true ? pending : undefined, counter] : [];
  const { agreement: name, proposal, receiver, commons } = agreement;
  const marked = commons === true ? { commons } : {};
  const others = possible
    .filter((one) => one !== undefined && one !== null)
    .map(({ seats, startsAtMs, endsAtMs }) => ({
      proposal,
      receiver,
      seats,
      startsAtMs,
      endsAtMs,
      held: true,
      ...marked,
    }));
  const all = standing === undefined ? others : [standing, ...others];
  return all.length < 2 ? all : all.map((one) => ({ ...one, agreement: name }));
}
