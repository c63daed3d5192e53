import type { AgreementView } from "#src/app/agreement-view.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { formatDistance } from "#src/web/components/time.ts";

/** What of an agreement waits for us, and until when, in a sentence or two; `name`: the other coop. */
export function waitingSays(page: PageContext, agreement: AgreementView, name: string): string {
  const { text } = page;
  const { role, pending, counter, tentativeUntilMs } = agreement;
  const untilMs = agreement.pendingUntilMs ?? counter?.untilMs ?? agreement.heldUntilMs ?? agreement.startsAtMs;
  const when = formatDistance(page, untilMs);
  if (role === "receiver") {
    return tentativeUntilMs === null
      ? text("agreement-overview-counter", { name, when })
      : text("agreement-overview-unsure", { name, when });
  }
  return pending === null
    ? text("overview-offer-says", { name, seats: formatSeats(text, agreement.seats), when })
    : text("agreement-overview-change", { name, when });
}
