import { html } from "hono/html";
import type { DeliveryView } from "#src/app/delivery.ts";
import type { HostView } from "#src/app/delivery-hosts.ts";
import { pickText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { formatDistance, formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { deliveryAlert, deliveryCards, type DeliveryDone } from "./deliveries-view.ts";
import { clockSays, deliveriesHref, hostHref, hostStatus, statusIn, troubleSays } from "./delivery-words.ts";
import { nameOf } from "./peer-names.ts";

export type PeersByOrigin = ReadonlyMap<string, Peer>;

interface HostsPage {
  readonly all: number;
  readonly failing: number;
  readonly worst: readonly HostView[];
  readonly items: readonly HostView[];
  readonly next: string | undefined;
  readonly peers: PeersByOrigin;
  readonly done: DeliveryDone | undefined;
}

/** Every server that we talk to: those in trouble first, then all by name. */
export function renderHosts(page: PageContext, view: HostsPage): Html {
  const { text } = page;
  const { all, failing, worst, items, next, peers, done } = view;
  const count = (value: number) => ({ count: value, number: formatNumber(text, value) });
  const lead = failing === 0 ? text("delivery-lead", count(all)) : text("delivery-lead-failing", count(failing));
  return renderPage(page, {
    title: text("delivery-title"),
    lead: all === 0 ? text("delivery-lead-none") : lead,
    ...deliveryAlert(text, done),
    aside: linkButton({ href: "/doctor", label: text("delivery-doctor"), kind: "quiet" }),
    body: html`
      ${worst.length > 0 && section({ title: text("delivery-troubled") }, hostCards(page, worst, peers))}
      ${
        all === 0
          ? emptyState({ title: text("delivery-hosts-none-title"), says: text("delivery-hosts-none") })
          : section({ title: text("delivery-hosts") }, hostTable(page, items, peers))
      }
      ${pagination(page, next)}
      <p><a href="/deliveries">${text("delivery-everything")}</a></p>`,
  });
}

function hostName(text: Text, host: string, peers: PeersByOrigin): Content {
  const peer = peers.get(host);
  const name = html`<span dir="ltr">${new URL(host).host}</span>`;
  return peer === undefined ? name : html`${pickText(nameOf(peer), text.locale)} (${name})`;
}

const hostCards = (page: PageContext, hosts: readonly HostView[], peers: PeersByOrigin): Html =>
  cards(
    hosts.map((host) => ({
      title: hostName(page.text, host.host, peers),
      href: hostHref(host.host),
      status: hostStatus(page.text, host),
      body: html`<p>${whySays(page.text, host)} ${nextTry(page, host)}</p>`,
      actions: actions(retryForm(page, host.host)),
    })),
  );

const retryForm = (page: PageContext, host: string): Html =>
  actionForm(page, {
    action: "/deliveries/retry",
    hidden: { host, to: page.path },
    button: { label: page.text("delivery-retry"), kind: "quiet" },
  });

function hostTable(page: PageContext, rows: readonly HostView[], peers: PeersByOrigin): Html {
  const { text } = page;
  return table({
    caption: text("delivery-hosts"),
    captionHidden: true,
    columns: [
      {
        label: text("delivery-host"),
        cell: ({ host }) => html`<a href="${hostHref(host)}">${hostName(text, host, peers)}</a>`,
      },
      { label: text("delivery-state"), cell: (host) => hostStatus(text, host) },
      { label: text("delivery-software"), cell: (host) => softwareOf(host) ?? "–" },
      { label: text("delivery-last-answered"), cell: ({ lastSuccessAtMs: atMs }) => ago(page, atMs) ?? "–" },
      { label: text("delivery-queue"), numeric: true, cell: ({ waiting }) => formatNumber(text, waiting) },
    ],
    rows,
  });
}

const softwareOf = ({ software, softwareVersion }: HostView): string | undefined =>
  software === null ? undefined : `${software} ${softwareVersion ?? ""}`.trim();

const ago = (page: PageContext, atMs: number | null): string | undefined =>
  atMs === null ? undefined : formatDistance(page, atMs);

const whySays = (text: Text, { trouble, error }: HostView): string =>
  trouble === undefined ? "" : troubleSays(text, trouble, statusIn(error));

function nextTry(page: PageContext, { nextAttemptAtMs, waiting }: HostView): string {
  const { text } = page;
  if (waiting === 0 || nextAttemptAtMs === undefined) return "";
  return nextAttemptAtMs < page.nowMs + 60_000
    ? text("delivery-next-soon")
    : text("delivery-next-again", { when: formatDistance(page, nextAttemptAtMs) });
}

interface HostPage {
  readonly host: HostView;
  readonly peer: Peer | undefined;
  /** What waits for it, newest first; only the first few. */
  readonly waiting: readonly DeliveryView[];
  readonly done: DeliveryDone | undefined;
}

/** One server: whether it takes what we say, how it signs, what it runs, what its clock says, and what waits for it. */
export function renderHost(page: PageContext, { host, peer, waiting, done }: HostPage): Html {
  const { text } = page;
  const name = new URL(host.host).host;
  return renderPage(page, {
    title: peer === undefined ? name : pickText(nameOf(peer), text.locale),
    ...(peer !== undefined && { lead: html`<span dir="ltr">${name}</span>` }),
    back: { label: text("delivery-title"), href: "/delivery" },
    aside: hostStatus(text, host),
    ...deliveryAlert(text, done),
    body: html`
      ${clockNotice(page, host)}
      ${section({ title: text("delivery-flow") }, flow(page, host))}
      ${section({ title: text("delivery-known") }, known(page, host, peer))}
      ${section(
        { title: text("delivery-waits") },
        waiting.length === 0 ? html`<p>${text("delivery-waits-none")}</p>` : deliveryCards(page, waiting, "subject"),
      )}
      <p><a href="${deliveriesHref({ host: host.host })}">${text("delivery-host-all")}</a></p>`,
  });
}

function clockNotice(page: PageContext, { clock, clockDifferenceMs }: HostView): Html | undefined {
  const { text } = page;
  if (clockDifferenceMs === null || clock === "ok" || clock === "unknown") return undefined;
  const says = `${clockSays(page, clockDifferenceMs)} ${clock === "trouble" ? text("delivery-clock-trouble") : text("delivery-clock-attention")}`;
  return notice({ meaning: clock === "trouble" ? "trouble" : "waiting", title: text("delivery-clock-title"), says });
}

function flow(page: PageContext, host: HostView): Html {
  const { text } = page;
  const { waiting, oldestAtMs, failures, error, lastFailureAtMs } = host;
  const queue = {
    count: waiting,
    number: formatNumber(text, waiting),
    since: formatDistance(page, oldestAtMs ?? page.nowMs),
  };
  const why = whySays(text, host);
  return html`${facts([
    [text("delivery-queue"), waiting === 0 ? text("delivery-queue-empty") : text("delivery-queue-since", queue)],
    [text("delivery-failures"), failures > 0 && formatNumber(text, failures)],
    [text("delivery-why"), why],
    [text("delivery-next"), nextTry(page, host)],
    [text("delivery-last-answered"), moment(page, host.lastSuccessAtMs) ?? text("delivery-never")],
    [text("delivery-last-failed"), moment(page, lastFailureAtMs)],
  ])}
  ${error !== null && html`<details><summary>${text("delivery-details")}</summary><p><code dir="ltr">${error}</code></p></details>`}
  ${actions(retryForm(page, host.host))}`;
}

const moment = (page: PageContext, atMs: number | null): string | undefined =>
  atMs === null ? undefined : `${formatMoment(page, atMs)} (${formatDistance(page, atMs)})`;

function known(page: PageContext, host: HostView, peer: Peer | undefined): Html {
  const { text } = page;
  const { signature, receivedSignature, clockDifferenceMs } = host;
  const seenAtMs = Math.max(host.lastReceivedAtMs ?? 0, peer?.lastSeenAtMs ?? 0);
  return facts([
    [text("delivery-peer"), peer && html`<a href="/peers/${peer.id}">${pickText(nameOf(peer), text.locale)}</a>`],
    [text("delivery-last-received"), seenAtMs === 0 ? text("delivery-never") : moment(page, seenAtMs)],
    [text("delivery-software"), softwareOf(host) ?? softwareUnknown(text, host)],
    [text("delivery-signature-takes"), signature === null ? text("delivery-unknown") : signatureName(signature)],
    [
      text("delivery-signature-sends"),
      receivedSignature === null ? text("delivery-unknown") : signatureName(receivedSignature),
    ],
    [
      text("delivery-clock"),
      clockDifferenceMs === null ? text("delivery-unknown") : clockSays(page, clockDifferenceMs),
    ],
  ]);
}

const softwareUnknown = (text: Text, { softwareCheckedAtMs }: HostView): string =>
  softwareCheckedAtMs === null ? text("delivery-software-not-asked") : text("delivery-software-silent");

const signatureName = (signature: "draft-cavage" | "rfc9421"): string =>
  signature === "rfc9421" ? "RFC 9421" : "HTTP Signatures (draft-cavage-12)";
