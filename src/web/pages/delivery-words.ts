import type { DeliveryView } from "#src/app/delivery.ts";
import type { HostView } from "#src/app/delivery-hosts.ts";
import type { DeliveryState } from "#src/domain/delivery.ts";
import type { DeliveryTrouble } from "#src/domain/delivery-trouble.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { status } from "#src/web/components/status.ts";
import { formatDate, formatDistance, formatMoment } from "#src/web/components/time.ts";
import type { Text } from "#src/web/text.ts";

/** Where a message stands, in a word. */
export function deliveryStatus(text: Text, { state, isTaken }: Pick<DeliveryView, "state" | "isTaken">): Html {
  if (isTaken) return status("good", text("delivery-taken"));
  const [meaning, word] = stateWords(text)[state];
  return status(meaning, word);
}

export const stateWords = (
  text: Text,
): Readonly<Record<DeliveryState, readonly [Parameters<typeof status>[0], string]>> => ({
  done: ["good", text("delivery-done")],
  waiting: ["waiting", text("delivery-waiting")],
  failed: ["trouble", text("delivery-failed")],
  dropped: ["quiet", text("delivery-dropped")],
});

/** Whether a server takes what is said to it, in a word. */
export function hostStatus(text: Text, host: HostView): Html {
  if (host.failures > 0) return status("trouble", text("delivery-host-fails"));
  if (host.trouble !== undefined) return status("trouble", text("delivery-host-refuses"));
  if (host.clock === "trouble") return status("trouble", text("delivery-host-clock"));
  if (host.lastSuccessAtMs === null) return status("waiting", text("delivery-host-new"));
  return status("good", text("delivery-host-good"));
}

/** Why a server does not have it, in a sentence that begins with the server. */
export function troubleSays(text: Text, trouble: DeliveryTrouble, code: number | null): string {
  const says: Readonly<Record<DeliveryTrouble, string>> = {
    silent: text("delivery-why-silent"),
    "no-name": text("delivery-why-no-name"),
    closed: text("delivery-why-closed"),
    unreachable: text("delivery-why-unreachable"),
    "certificate-expired": text("delivery-why-certificate-expired"),
    "certificate-name": text("delivery-why-certificate-name"),
    "certificate-chain": text("delivery-why-certificate-chain"),
    certificate: text("delivery-why-certificate"),
    "private-address": text("delivery-why-private-address"),
    signature: text("delivery-why-signature"),
    forbidden: text("delivery-why-forbidden"),
    "not-found": text("delivery-why-not-found"),
    gone: text("delivery-why-gone"),
    "too-often": text("delivery-why-too-often"),
    "too-large": text("delivery-why-too-large"),
    redirect: text("delivery-why-redirect", { status: String(code ?? 301) }),
    refused: text("delivery-why-refused", { status: String(code ?? 400) }),
    failing: text("delivery-why-failing", { status: String(code ?? 500) }),
    unwritable: text("delivery-why-unwritable"),
    blocked: text("delivery-why-blocked"),
    expired: text("delivery-why-expired"),
    unknown: text("delivery-why-unknown"),
  };
  return says[trouble];
}

/** The status that an error which is one names. */
export const statusIn = (error: string | null): number | null =>
  error !== null && /^\d{3}$/.test(error) ? Number(error) : null;

/** What happens next, in a sentence or two. */
export function nextSays(page: PageContext, view: DeliveryView): string {
  const { text } = page;
  if (view.state === "done") {
    return text("delivery-next-done", { when: formatMoment(page, view.doneAtMs ?? view.saidAtMs) });
  }
  if (view.state === "dropped") {
    const when = formatDate(page, view.doneAtMs ?? view.saidAtMs);
    return view.mayRetry ? text("delivery-next-dropped", { when }) : text("delivery-next-over", { when });
  }
  return `${againSays(page, view)}${view.stopsAtMs === undefined ? "" : ` ${text("delivery-next-stops", { when: formatDate(page, view.stopsAtMs) })}`}`;
}

function againSays(page: PageContext, { isTaken, state, nextAttemptAtMs = 0 }: DeliveryView): string {
  const { text } = page;
  const when = formatDistance(page, nextAttemptAtMs);
  const isSoon = nextAttemptAtMs < page.nowMs + 60_000;
  if (isTaken) return isSoon ? text("delivery-next-taken-soon") : text("delivery-next-taken", { when });
  if (state === "waiting") return text("delivery-next-first");
  return isSoon ? text("delivery-next-soon") : text("delivery-next-again", { when });
}

/** What kind of message it is, by the end of its name. */
export function kindSays(text: Text, kind: string): string {
  const verb = kind.slice(kind.lastIndexOf("-") + 1);
  const says: Readonly<Record<string, string>> = {
    create: text("delivery-kind-new"),
    update: text("delivery-kind-change"),
    delete: text("delivery-kind-removal"),
    offer: text("delivery-kind-offer"),
    accept: text("delivery-kind-yes"),
    reject: text("delivery-kind-no"),
    cancel: text("delivery-kind-cancelled"),
    withdraw: text("delivery-kind-taken-back"),
    undo: text("delivery-kind-taken-back"),
    follow: text("delivery-kind-follow"),
  };
  return says[verb] ?? text("delivery-kind-message");
}

/** How far a clock is off, in a sentence. */
export function clockSays(page: PageContext, differenceMs: number): string {
  const { text } = page;
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  if (seconds < 2) return text("delivery-clock-same");
  const says = durationSays(text, seconds);
  return differenceMs > 0 ? text("delivery-clock-ahead", { by: says }) : text("delivery-clock-behind", { by: says });
}

/** "3 minutes", "12 seconds". */
function durationSays(text: Text, seconds: number): string {
  const [value, unit] = seconds < 120 ? [seconds, "second"] : [Math.round(seconds / 60), "minute"];
  return new Intl.NumberFormat(text.intlLocale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** Where a server's own page is. */
export const hostHref = (host: string): string => `/delivery/hosts/${encodeURIComponent(new URL(host).host)}`;

export const deliveriesHref = (query: Readonly<Record<string, string>>): string =>
  `/deliveries?${new URLSearchParams(query).toString()}`;
