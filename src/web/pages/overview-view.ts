import { html } from "hono/html";
import type { DisputeCard } from "#src/app/dispute-views.ts";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { EventInTrouble } from "#src/app/event-room.ts";
import { pickText } from "#src/domain/language.ts";
import type { DeliveryHealth } from "#src/store/deliveries.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { ReconciliationRow } from "#src/store/evidence.ts";
import type { Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { stats } from "#src/web/components/facts.ts";
import { actions } from "#src/web/components/form.ts";
import { localized } from "#src/web/components/language.ts";
import { formatNumber, formatQuantity } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { SavedSearch } from "#src/app/saved-searches.ts";
import type { RequestRow } from "#src/store/requests.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { statementCard } from "./statements-view.ts";
import { searchCard } from "./searches-view.ts";
import { answeredSection, needsSection, type OwnNeed } from "./requests-view.ts";
import { askedCard, type Asked } from "./attendees-view.ts";
import { waitingSays } from "./agreement-waiting.ts";
import { agreementStatus, agreementTable, otherCoop, otherName, type Names } from "./agreement-parts.ts";
import { mayAct } from "./done.ts";
import { eventTroubleCard } from "./event-words.ts";
import { disputeStatus, turnSays } from "./disputes-view.ts";
import { booksStatus } from "./books-state.ts";
import { entrySays, entryStatus, partnerName, waitSays } from "./entry-words.ts";
import { troubleSection, type ServerTrouble } from "./overview-trouble.ts";
import { recoveryCards } from "./recovery-view.ts";
import type { LogView } from "#src/app/recovery-view.ts";
import { nameOf } from "./peer-names.ts";
import { isFlowing, messagesSay } from "./peer-order.ts";
import { peerStatus, whereAndHow } from "./peers-view.ts";

/** Whether everything is in order with one partner. */
export interface PartnerOrder {
  readonly peer: Peer;
  readonly health: DeliveryHealth;
  readonly reconciliation: ReconciliationRow | undefined;
  /** It signs with a key that nobody here has trusted yet. */
  readonly hasNewKey: boolean;
}

export interface Overview {
  /** The IRI of our coop. */
  readonly us: string;
  readonly offers: readonly AgreementView[];
  readonly asked: readonly AgreementView[];
  readonly toRecord: readonly AgreementView[];
  readonly today: readonly AgreementView[];
  readonly toCountersign: readonly EntryRow[];
  readonly disputed: readonly DisputeCard[];
  /** Events that people ask to come to. */
  readonly toAnswer: readonly Asked[];
  readonly answers: readonly Card[];
  readonly received: readonly Peer[];
  readonly partners: readonly PartnerOrder[];
  /** What partners need, newest first. */
  readonly needs: readonly RequestRow[];
  /** Of whoever looks: saved searches that something newly fits. */
  readonly searches: readonly SavedSearch[];
  readonly ownNeeds: readonly OwnNeed[];
  readonly isSharing: boolean;
  readonly names: Names;
  readonly trouble: ServerTrouble;
  /** Events whose rooms they cannot have. */
  readonly events: readonly EventInTrouble[];
  /** Of partners with whom something was lost, came back, or cannot. */
  readonly logs: readonly LogView[];
  /** Those about periods that one side could not confirm. */
  readonly statements: readonly StatementRow[];
}

/** What is asked of a steward who opens this twice a month. */
export function renderOverview(page: PageContext, view: Overview): Html {
  const { text } = page;
  const waiting =
    view.offers.length +
    view.events.length +
    view.received.length +
    view.toAnswer.length +
    view.answers.length +
    view.toRecord.length +
    view.toCountersign.length +
    view.disputed.length;
  const isNew = waiting === 0 && view.partners.length === 0 && !view.isSharing;
  return renderPage(page, {
    title: text("overview-title"),
    lead: isNew
      ? text("overview-lead-new")
      : text("overview-lead", { count: waiting, number: formatNumber(text, waiting) }),
    ...(mayAct(page, "steward") && {
      aside: linkButton({ href: "/settings", label: text("account-coop-settings"), kind: "quiet" }),
    }),
    body: isNew
      ? firstSteps(page)
      : html`
        ${figures(page, view)}
        ${troubleSection(page, view.trouble, view.names)}
        ${view.logs.length > 0 && section({ title: text("recovery-overview") }, cards(recoveryCards(page, view.logs)))}
        ${view.statements.length > 0 && section({ title: text("statements-overview") }, cards(view.statements.map((row) => statementCard(page, view, row))))}
        ${waiting > 0 && section({ title: text("overview-waits") }, cards(tasks(page, view)))}
        ${answeredSection(page, view.ownNeeds)}
        ${newlyFitting(page, view.searches)}
        ${today(page, view)}
        ${needsSection(page, view.needs, view.names)}
        ${view.asked.length > 0 && section({ title: text("overview-asked") }, agreementTable(page, { caption: text("overview-asked"), captionHidden: true, rows: view.asked, names: view.names }))}
        ${order(page, view)}`,
  });
}

function firstSteps(page: PageContext): Html {
  const { text } = page;
  const step = (title: string, says: string, action: Html | undefined): Card => ({
    title,
    body: says,
    ...(action !== undefined && { actions: action }),
  });
  return section(
    { title: text("overview-first") },
    cards([
      step(
        text("overview-first-share"),
        text("overview-first-share-says"),
        mayAct(page, "operator")
          ? actions(linkButton({ href: "/resources/new", label: text("resources-add") }))
          : undefined,
      ),
      step(
        text("overview-first-peer"),
        text("overview-first-peer-says"),
        mayAct(page, "steward")
          ? actions(linkButton({ href: "/peers#add", label: text("overview-first-peer-add") }))
          : undefined,
      ),
      step(text("overview-first-ask"), text("overview-first-ask-says"), undefined),
    ]),
  );
}

function newlyFitting(page: PageContext, searches: readonly SavedSearch[]): Html | undefined {
  if (searches.length === 0) return undefined;
  const { text } = page;
  const all = html`<a href="/searches">${text("searches-title")}</a>`;
  return section(
    { title: text("searches-overview"), aside: all },
    cards(searches.map((search) => searchCard(page, search))),
  );
}

function figures(page: PageContext, view: Overview): Html {
  const { text } = page;
  const figure = (label: string, items: readonly unknown[], href: string) => ({
    label,
    value: formatNumber(text, items.length),
    href,
  });
  return stats([
    figure(text("overview-figure-offers"), view.offers, "/agreements"),
    figure(text("overview-figure-peers"), view.received, "/peers"),
    figure(text("overview-figure-record"), view.toRecord, "/agreements"),
    figure(text("overview-figure-entries"), [...view.toCountersign, ...view.disputed], "/ledger"),
  ]);
}

function tasks(page: PageContext, view: Overview): readonly Card[] {
  return [
    ...view.events.map((one) => eventTroubleCard(page, one)),
    ...view.offers.map((offer) => offerCard(page, view, offer)),
    ...view.received.map((peer) => peerCard(page, peer)),
    ...view.toAnswer.map((asked) => askedCard(page, asked)),
    ...view.answers,
    ...view.disputed.map((dispute) => disputeCard(page, view, dispute)),
    ...view.toCountersign.map((entry) => entryCard(page, view, entry)),
    ...view.toRecord.map((agreement) => recordCard(page, view, agreement)),
  ];
}

function offerCard(page: PageContext, { names }: Overview, offer: AgreementView): Card {
  const { text } = page;
  const name = otherName(text, names, offer);
  return {
    title: offer.title,
    href: `/agreements/${offer.id}`,
    status: agreementStatus(page, offer),
    meta: html`${localized(text, otherCoop(names, offer))} · ${slot(page, offer)}`,
    body: waitingSays(page, offer, name),
    actions: actions(linkButton({ href: `/agreements/${offer.id}`, label: text("overview-offer-answer", { name }) })),
  };
}

function peerCard(page: PageContext, peer: Peer): Card {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  return {
    title: localized(text, nameOf(peer)),
    href: `/peers/${peer.id}`,
    status: peerStatus(text, peer.state),
    meta: whereAndHow(text, peer),
    body: text("overview-peer-says", { name }),
    actions: actions(linkButton({ href: `/peers/${peer.id}`, label: text("peers-look") })),
  };
}

function entryCard(page: PageContext, { us, names }: Overview, entry: EntryRow): Card {
  const { text } = page;
  const name = partnerName(text, names, entry.peerId);
  return {
    title: formatQuantity(text, entry),
    href: `/ledger/${entry.id}`,
    status: entryStatus(text, entry),
    meta: entrySays(text, entry, { us, name }),
    body: waitSays(text, entry.waits ?? "coop-choice"),
  };
}

function disputeCard(page: PageContext, { us, names }: Overview, dispute: DisputeCard): Card {
  const { text } = page;
  const { entry } = dispute;
  const name = partnerName(text, names, entry.peerId);
  return {
    title: text("disputes-title-one", { amount: formatQuantity(text, entry) }),
    href: `/ledger/disputes/${entry.id}`,
    status: disputeStatus(text, dispute),
    meta: entrySays(text, entry, { us, name }),
    body: turnSays(page, dispute, name),
  };
}

function recordCard(page: PageContext, { names }: Overview, agreement: AgreementView): Card {
  const { text } = page;
  const name = otherName(text, names, agreement);
  return {
    title: agreement.title,
    href: `/agreements/${agreement.id}`,
    status: agreementStatus(page, agreement),
    meta: html`${localized(text, otherCoop(names, agreement))} · ${slot(page, agreement)}`,
    body: text("overview-record-says", { name }),
    ...(mayAct(page, "operator") && {
      actions: actions(
        linkButton({ href: `/agreements/${agreement.id}`, label: text("overview-record"), kind: "quiet" }),
      ),
    }),
  };
}

function today(page: PageContext, view: Overview): Html {
  const { text } = page;
  const title = text("overview-today");
  return section(
    { title, aside: html`<a href="/agreements">${text("overview-all-agreements")}</a>` },
    view.today.length === 0
      ? html`<p>${text("overview-today-none")}</p>`
      : agreementTable(page, { caption: title, captionHidden: true, rows: view.today, names: view.names }),
  );
}

function order(page: PageContext, { partners }: Overview): Html {
  const { text } = page;
  if (partners.length === 0) {
    return section(
      { title: text("overview-order") },
      emptyState({
        title: text("overview-order-none-title"),
        says: text("overview-order-none"),
        ...(mayAct(page, "steward") && {
          action: linkButton({ href: "/peers#add", label: text("overview-first-peer-add") }),
        }),
      }),
    );
  }
  return section(
    { title: text("overview-order") },
    cards(
      partners.map((partner) => orderCard(page, partner)),
      "columns",
    ),
  );
}

function orderCard(page: PageContext, { peer, health, reconciliation, hasNewKey }: PartnerOrder): Card {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  const isTroubled = !isFlowing(health) || hasNewKey || reconciliation?.state === "differs";
  return {
    title: localized(text, nameOf(peer)),
    href: `/peers/${peer.id}`,
    status: isTroubled
      ? status("trouble", text("overview-order-trouble"))
      : status("good", text("overview-order-good")),
    body: html`<p>${messagesSay(page, { peer, health, name })}</p><p><a href="/ledger/peers/${peer.id}">${text("overview-books")}</a> ${booksStatus(page, reconciliation)}</p>
      ${hasNewKey && html`<p><a href="/peers/${peer.id}">${text("peers-new-keys")}</a></p>`}`,
  };
}
