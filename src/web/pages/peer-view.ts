import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { CapacityItem } from "#src/app/capacity.ts";
import type { findBooks } from "#src/app/ledger.ts";
import type { PartnerShare } from "#src/app/partner-policy.ts";
import type { Balance } from "#src/domain/ledger.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { pickText } from "#src/domain/language.ts";
import type { DeliveryHealth } from "#src/store/deliveries.ts";
import type { PartnerKey, Peer } from "#src/store/peers.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { agreementTable } from "./agreement-parts.ts";
import { balanceTable } from "./balance-table.ts";
import { hostHref } from "./delivery-words.ts";
import { mayAct } from "./done.ts";
import { isFlowing, messagesSay } from "./peer-order.ts";
import { peerActions } from "./peer-actions.ts";
import { policySection } from "./peer-policy.ts";
import { nameOf } from "./peer-names.ts";
import { peerStatus } from "./peers-view.ts";

export const doneWords = [
  "asked",
  "partner",
  "limited",
  "blocked",
  "ended",
  "impossible",
  "answers",
  "silent",
  "trusted",
  "policy",
] as const;
export type Done = (typeof doneWords)[number];

interface PeerPage {
  readonly peer: Peer;
  readonly vouchers: readonly Peer[];
  readonly health: DeliveryHealth;
  readonly agreements: readonly AgreementView[];
  readonly offers: readonly CapacityItem[];
  /** Ledger keys that its coop shows and that nobody here has trusted yet. */
  readonly newKeys: readonly PartnerKey[];
  readonly balances: readonly Balance[];
  readonly books: Awaited<ReturnType<typeof findBooks>>;
  readonly names: ReadonlyMap<string, LocalizedText>;
  readonly done: Done | undefined;
  /** What we share with it, and what of that it has. */
  readonly share: PartnerShare | undefined;
}

/** One other coop: who it is, what it is to us, and what we can say to it. */
export function renderPeer(page: PageContext, view: PeerPage): Html {
  const { text } = page;
  const { peer, done } = view;
  const name = pickText(nameOf(peer), text.locale);
  const isWaiting = peer.state === "received";
  const says = mayAct(page, "steward") ? peerActions(page, peer, name) : undefined;
  return renderPage(page, {
    title: name,
    ...(Object.keys(peer.summary).length > 0 && { lead: localized(text, peer.summary) }),
    back: { label: text("peers-title"), href: "/peers" },
    aside: peerStatus(text, peer.state),
    ...doneNotice(text, done, name),
    body: html`
      ${view.newKeys.length > 0 && !isWaiting && newKeys(page, view, name)}
      ${isWaiting && says}
      ${section({ title: text("peers-who") }, html`<p>${stateSays(text, peer.state, name)}</p>${who(page, view)}`)}
      ${(peer.state === "partner" || peer.state === "limited") && shared(page, view, name)}
      ${flow(page, view, name)}
      ${!isWaiting && says}`,
  });
}

function doneNotice(text: Text, done: Done | undefined, name: string): { readonly alert?: Notice } {
  switch (done) {
    case undefined:
      return {};
    case "asked":
      return { alert: { meaning: "good", says: text("peers-done-asked", { name }) } };
    case "partner":
      return { alert: { meaning: "good", says: text("peers-done-partner", { name }) } };
    case "limited":
      return { alert: { meaning: "good", says: text("peers-done-limited", { name }) } };
    case "blocked":
      return { alert: { meaning: "good", says: text("peers-done-blocked", { name }) } };
    case "ended":
      return { alert: { meaning: "good", says: text("peers-done-ended", { name }) } };
    case "impossible":
      return { alert: { meaning: "trouble", says: text("peers-done-impossible", { name }) } };
    case "answers":
      return { alert: { meaning: "good", says: text("peers-done-answers", { name }) } };
    case "trusted":
      return { alert: { meaning: "good", says: text("peers-done-trusted", { name }) } };
    case "policy":
      return { alert: { meaning: "good", says: text("policy-done", { name }) } };
    case "silent":
      return { alert: { meaning: "trouble", says: text("peers-done-silent", { name }) } };
  }
}

/** What signs its entries has changed: nothing that it signs counts until a steward has asked. */
function newKeys(page: PageContext, { peer, newKeys: keys }: PeerPage, name: string): Html {
  const { text } = page;
  const button = { label: text("peers-trust"), says: text("peers-trust-says", { name }) };
  return section(
    { title: text("peers-new-keys") },
    html`
    ${notice({ meaning: "trouble", says: text("peers-new-keys-says", { name }) })}
    <p>${text("keys-compare")}</p>
    <ul>${keys.map(({ key }) => html`<li><code>${key.slice(key.indexOf("#") + 1)}</code></li>`)}</ul>
    ${mayAct(page, "steward") && actionForm(page, { action: `/peers/${peer.id}/trust`, button })}`,
  );
}

/** What the state means, in a sentence. */
function stateSays(text: Text, state: Peer["state"], name: string): string {
  switch (state) {
    case "requested":
      return text("peers-says-requested", { name });
    case "received":
      return text("peers-says-received", { name });
    case "partner":
      return text("peers-says-partner", { name });
    case "limited":
      return text("peers-says-limited", { name });
    case "blocked":
      return text("peers-says-blocked", { name });
    case "ended":
      return text("peers-says-ended", { name });
  }
}

function who({ text }: PageContext, { peer, vouchers }: PeerPage): Html {
  const by: Content = formatList(
    text,
    vouchers.map((voucher) => pickText(nameOf(voucher), text.locale)),
  );
  const fairUse: Content =
    Object.keys(peer.fairUse).length === 0
      ? text("peers-fair-use-none")
      : html`<p>${localized(text, peer.fairUse)}</p>`;
  return facts([
    [text("peers-region"), peer.region],
    [text("peers-languages"), formatLanguages(text, peer.languages)],
    [text("peers-home"), html`<a href="${peer.coop}" dir="ltr">@${peer.handle}@${new URL(peer.origin).host}</a>`],
    [text("peers-vouchers"), vouchers.length === 0 ? text("peers-vouchers-none") : by],
    [text("peers-fair-use"), fairUse],
  ]);
}

function shared(page: PageContext, view: PeerPage, name: string): Html {
  const { text } = page;
  const { offers, agreements, names, share } = view;
  const both = section(
    { title: text("peers-shared") },
    html`
    ${
      offers.length === 0
        ? emptyState({ title: text("peers-offers-none-title"), says: text("peers-offers-none", { name }) })
        : html`<ul>${offers.map((offer) => html`<li><a href="/capacity/ask?proposal=${offer.id}">${localized(text, offer.resource.name)}</a>: ${formatSeats(text, offer.seats)}, ${formatTerms(text, offer.terms)}</li>`)}</ul>`
    }
    ${agreements.length > 0 && agreementTable(page, { caption: text("peers-agreements", { name }), rows: agreements, names })}
    ${view.balances.length > 0 && balanceTable(page, { caption: text("peers-balances", { name }), balances: view.balances })}`,
  );
  return html`${both}${share && policySection(page, { peer: view.peer, share })}`;
}

function flow(page: PageContext, { peer, health, books }: PeerPage, name: string): Html {
  const { text } = page;
  const may = mayAct(page, "operator") && peer.state !== "blocked" && peer.state !== "ended";
  return section(
    { title: text("peers-flow") },
    html`
    <p>${messagesSay(page, { peer, health, name })}</p>
    ${!isFlowing(health) && health.lastError !== null && html`<details><summary>${text("peers-flow-details")}</summary><p><code dir="ltr">${health.lastError}</code></p></details>`}
    ${mayAct(page, "operator") && html`<p><a href="${hostHref(peer.origin)}">${text("delivery-peer-link")}</a></p>`}
    ${facts([[text("peers-books"), booksSay(page, peer, books)]])}
    ${may && actions(actionForm(page, { action: `/peers/${peer.id}/check`, button: { label: text("peers-check"), kind: "quiet" } }))}`,
  );
}

function booksSay(page: PageContext, { id }: Peer, { count, reconciliation }: PeerPage["books"]): Content {
  const { text } = page;
  if (count === 0) return text("peers-books-none");
  const atMs = reconciliation?.equalAtMs ?? null;
  const says =
    atMs === null ? text("peers-books-never") : text("peers-books-equal", { when: formatMoment(page, atMs) });
  return html`<a href="/ledger/peers/${id}">${says}</a>`;
}
