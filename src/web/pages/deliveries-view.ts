import { html } from "hono/html";
import type { DeliveryQuery, DeliveryView } from "#src/app/delivery.ts";
import type { DeliveryState } from "#src/domain/delivery.ts";
import type { DeliveryCounts } from "#src/store/delivery-lists.ts";
import { cards, emptyState, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import {
  deliveriesHref,
  deliveryStatus,
  hostHref,
  kindSays,
  nextSays,
  stateWords,
  troubleSays,
} from "./delivery-words.ts";

export const deliveryDoneWords = ["retried", "over", "nothing"] as const;
export type DeliveryDone = (typeof deliveryDoneWords)[number];

export function deliveryAlert(text: Text, done: DeliveryDone | undefined): { readonly alert?: Notice } {
  switch (done) {
    case undefined:
      return {};
    case "retried":
      return { alert: { meaning: "good", says: text("delivery-done-retried") } };
    case "over":
      return { alert: { meaning: "quiet", says: text("delivery-done-over") } };
    case "nothing":
      return { alert: { meaning: "quiet", says: text("delivery-done-nothing") } };
  }
}

interface DeliveriesPage {
  readonly query: DeliveryQuery;
  readonly counts: DeliveryCounts;
  readonly items: readonly DeliveryView[];
  readonly next: string | undefined;
  /** The page of what it is about. */
  readonly subject: string | undefined;
  readonly done: DeliveryDone | undefined;
}

/** What was said about one thing, or to one server: who has it, who has not and why, and what happens next. */
export function renderDeliveries(page: PageContext, view: DeliveriesPage): Html {
  const { text } = page;
  const { query, counts, items, next, subject, done } = view;
  const host = query.host === undefined ? undefined : new URL(query.host).host;
  return renderPage(page, {
    title: host === undefined ? text("delivery-list-title") : text("delivery-list-title-host", { host }),
    lead: countsSay(text, counts),
    back: backOf(text, query, subject),
    ...deliveryAlert(text, done),
    body: html`
      ${filters(page, query, counts)}
      ${retryAll(page, query, counts)}
      ${items.length === 0 ? emptyState({ title: text("delivery-none-title"), says: text("delivery-none") }) : deliveryCards(page, items, host === undefined ? "host" : "subject")}
      ${pagination(page, next)}`,
  });
}

function backOf(text: Text, { host }: DeliveryQuery, subject: string | undefined) {
  if (subject !== undefined) return { label: text("delivery-back-subject"), href: subject };
  return host === undefined
    ? { label: text("delivery-title"), href: "/delivery" }
    : { label: new URL(host).host, href: hostHref(host) };
}

/** "3 servers have it. 1 failed." */
function countsSay(text: Text, { done, waiting, failed, dropped }: DeliveryCounts): string {
  const args = (count: number) => ({ count, number: formatNumber(text, count) });
  if (done + waiting + failed + dropped === 0) return text("delivery-count-nobody");
  return [
    text("delivery-count-done", args(done)),
    ...(waiting > 0 ? [text("delivery-count-waiting", args(waiting))] : []),
    ...(failed > 0 ? [text("delivery-count-failed", args(failed))] : []),
    ...(dropped > 0 ? [text("delivery-count-dropped", args(dropped))] : []),
  ].join(" ");
}

const states: readonly DeliveryState[] = ["done", "waiting", "failed", "dropped"];

/** All, or those in one state; the one that is looked at is marked. */
function filters({ text }: PageContext, { state, ...query }: DeliveryQuery, counts: DeliveryCounts): Html {
  const words = stateWords(text);
  const link = (label: string, wanted: DeliveryState | undefined): Html =>
    html`<li><a href="${deliveriesHref({ ...query, ...(wanted === undefined ? {} : { state: wanted }) })}"${wanted === state && html` aria-current="page"`}>${label}</a></li>`;
  return html`<nav class="filters" aria-label="${text("delivery-filters")}"><ul>
    ${link(text("delivery-all"), undefined)}
    ${states.map((one) => link(`${words[one][1]} (${formatNumber(text, counts[one])})`, one))}
  </ul></nav>`;
}

function retryAll(
  page: PageContext,
  { about, host }: DeliveryQuery,
  { failed, dropped }: DeliveryCounts,
): Html | undefined {
  const { text } = page;
  if ((about === undefined && host === undefined) || failed + dropped === 0) return undefined;
  const hidden = { ...(about === undefined ? {} : { about }), ...(host === undefined ? {} : { host }) };
  const button = { label: text("delivery-retry-all"), kind: "quiet", says: text("delivery-retry-all-says") } as const;
  return actions(actionForm(page, { action: "/deliveries/retry", hidden, button }));
}

/** `by`: what tells them apart, the server or what was said. */
export const deliveryCards = (page: PageContext, items: readonly DeliveryView[], by: "host" | "subject"): Html =>
  cards(items.map((item) => ({ ...deliveryCard(page, item), ...(by === "subject" && saidCard(page, item)) })));

/** The kind of message, which leads to everything that was said about the same. */
function saidCard(page: PageContext, { kind, about, saidAtMs }: DeliveryView): Pick<Card, "title" | "meta"> {
  const { text } = page;
  const title = text("delivery-said", { kind: kindSays(text, kind), when: formatMoment(page, saidAtMs) });
  if (about === null) return { title, meta: html`<code dir="ltr">${kind}</code>` };
  return { title, meta: html`<a href="${deliveriesHref({ about })}" dir="ltr">${about}</a>` };
}

function deliveryCard(page: PageContext, view: DeliveryView): Card {
  const { text } = page;
  const isOld = view.trouble === undefined;
  const button = { label: text("delivery-retry"), kind: "quiet" } as const;
  return {
    title: html`<a href="${hostHref(view.host)}" dir="ltr">${new URL(view.host).host}</a>`,
    status: deliveryStatus(text, view),
    meta: text("delivery-said", { kind: kindSays(text, view.kind), when: formatMoment(page, view.saidAtMs) }),
    body: html`
      ${!isOld && html`<p>${troubleSays(text, view.trouble ?? "unknown", view.status)}</p>`}
      <p>${nextSays(page, view)}</p>
      ${details(page, view)}`,
    ...(view.mayRetry && {
      actions: actions(actionForm(page, { action: `/deliveries/${view.id}/retry`, hidden: { to: page.path }, button })),
    }),
  };
}

function details({ text }: PageContext, { error, attempts, inbox, state }: DeliveryView): Html | undefined {
  if (state === "done" || error === null) return undefined;
  const tried = text("delivery-attempts", { count: attempts, number: formatNumber(text, attempts) });
  return html`<details><summary>${text("delivery-details")}</summary><p>${tried} <code dir="ltr">${inbox}</code></p><p><code dir="ltr">${error}</code></p></details>`;
}
