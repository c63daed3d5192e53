import { html } from "hono/html";
import { hasFairUse } from "#src/app/fair-use.ts";
import type { RequestView } from "#src/app/requests.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { RequestRow } from "#src/store/requests.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import type { Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatDistance, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { mayAct } from "./done.ts";
import { nameOf } from "./peer-names.ts";
import { answerForm, type Rooms } from "./request-form.ts";
import { featureName } from "./resource-form.ts";

export const doneWords = ["published", "withdrawn", "offered"] as const;
export type Done = (typeof doneWords)[number];

type Names = ReadonlyMap<string, LocalizedText>;

export interface OwnNeed {
  readonly request: RequestRow;
  /** How many offers there are for it. */
  readonly answers: number;
}

interface Requests {
  readonly theirs: readonly RequestRow[];
  readonly next: string | undefined;
  readonly ours: readonly OwnNeed[];
  readonly names: Names;
  readonly done: Done | undefined;
}

/** What coops need: the others first, since they wait for somebody. */
export function renderRequests(page: PageContext, { theirs, next, ours, names, done }: Requests): Html {
  const { text } = page;
  const publish = linkButton({ href: "/requests/new", label: text("requests-new") });
  const own = ours.map((need) => ownCard(page, need));
  return renderPage(page, {
    title: text("requests-title"),
    lead: text("requests-lead"),
    ...(mayAct(page, "operator") && { aside: publish }),
    ...(done !== undefined && { alert: doneNotice(page, done) }),
    body: html`
      ${section(
        { title: text("requests-theirs") },
        theirs.length === 0
          ? emptyState({ title: text("requests-theirs-none-title"), says: text("requests-theirs-none") })
          : html`${cards(theirs.map((request) => requestCard(page, request, names)))} ${pagination(page, next)}`,
      )}
      ${section(
        { title: text("requests-ours"), id: "ours" },
        own.length === 0
          ? emptyState({ title: text("requests-ours-none-title"), says: text("requests-ours-none") })
          : cards(own),
      )}`,
  });
}

function ownCard(page: PageContext, { request, answers }: OwnNeed): Card {
  const { text } = page;
  const offers =
    answers === 0
      ? status("waiting", text("requests-no-answers"))
      : status("good", text("requests-answers-count", { count: answers }));
  return { ...requestCard(page, request), status: offers };
}

/** A request in a list: what for, for whom, when, how many. */
function requestCard(page: PageContext, request: RequestRow, names?: Names): Card {
  const { text } = page;
  const name = names?.get(request.peerId ?? "");
  return {
    title: localized(text, request.title),
    href: `/requests/${request.id}`,
    meta: html`${name !== undefined && html`${localized(text, name)} · `}${formatSeats(text, request.seats)} · ${slot(page, request)} · ${formatDistance(page, request.startsAtMs)}`,
  };
}

function doneNotice({ text }: PageContext, done: Done): Notice {
  switch (done) {
    case "published":
      return { meaning: "good", says: text("requests-published") };
    case "withdrawn":
      return { meaning: "good", says: text("requests-withdrawn") };
    case "offered":
      return { meaning: "good", says: text("requests-offered") };
  }
}

export interface RequestPage extends RequestView {
  /** Who answered ours, by our id of them. */
  readonly peers: ReadonlyMap<string, Peer>;
  /** The agreement that came of an offer, by the offer's id. */
  readonly taken: ReadonlyMap<string, string>;
  readonly rooms: Rooms;
  readonly done: Done | undefined;
  /** Why an offer could not be taken. */
  readonly refused: string | undefined;
}

/** One request: what is needed, what was offered for it, and what can be done about it. */
export function renderRequest(page: PageContext, view: RequestPage): Html {
  const { text, nowMs } = page;
  const { request, peer } = view;
  const stands = request.deletedAtMs === null && request.startsAtMs > nowMs;
  const mayChange = stands && mayAct(page, "operator");
  const title = pickText(request.title, text.locale);
  const alert = alertFor(page, view);
  const says = { name: peer === undefined ? "" : pickText(nameOf(peer), text.locale) };
  return renderPage(page, {
    title,
    lead: html`${peer === undefined ? text("requests-we-need") : text("requests-they-need", says)}<br>${slot(page, request)}`,
    back: { label: text("requests-title"), href: "/requests" },
    aside: stands ? status("waiting", text("requests-open")) : status("quiet", text("requests-over")),
    ...(alert !== undefined && { alert }),
    body: html`
      ${section({ title: text("requests-needed") }, needed(page, view))}
      ${peer === undefined ? answersToUs(page, view, mayChange) : ourAnswers(page, view, mayChange)}
      ${peer === undefined && mayChange && withdrawal(page, request)}`,
  });
}

function alertFor(page: PageContext, { done, refused }: RequestPage): Notice | undefined {
  if (refused !== undefined) return { meaning: "trouble", says: refused };
  return done === undefined ? undefined : doneNotice(page, done);
}

function needed({ text }: PageContext, { request, peer }: RequestPage): Html {
  const features = request.features.map((feature) => featureName(text, feature));
  return facts([
    [text("requests-who"), peer && html`<a href="/peers/${peer.id}">${localized(text, nameOf(peer))}</a>`],
    [text("requests-seats"), formatSeats(text, request.seats)],
    [text("requests-languages"), request.languages.length > 0 && formatLanguages(text, request.languages)],
    [text("requests-features"), features.length > 0 && formatList(text, features)],
    [
      text("requests-audience"),
      request.audience === "public" ? text("requests-audience-public") : text("requests-audience-partners"),
    ],
  ]);
}

/** What partners offered for a request of ours; one button takes it. */
function answersToUs(page: PageContext, { request, answers, peers, taken }: RequestPage, mayChange: boolean): Html {
  const { text } = page;
  const shown = answers.map((proposal): Card => {
    const peer = peers.get(proposal.peerId ?? "");
    const name = peer === undefined ? "?" : pickText(nameOf(peer), text.locale);
    const agreement = taken.get(proposal.id);
    const head = {
      title: localized(text, proposal.resourceName),
      meta: html`${name} · ${offerSays(page, proposal)}`,
    };
    if (agreement !== undefined)
      return { ...head, body: html`<p><a href="/agreements/${agreement}">${text("requests-taken")}</a></p>` };
    return {
      ...head,
      ...(mayChange && peer !== undefined && { body: taking(page, { request, proposal, peer, name }) }),
    };
  });
  return section(
    { title: text("requests-answers") },
    shown.length === 0
      ? emptyState({ title: text("requests-no-answers"), says: text("requests-no-answers-says") })
      : cards(shown),
  );
}

const offerSays = ({ text }: PageContext, { seats, terms }: Proposal): string =>
  `${formatSeats(text, seats)} · ${formatTerms(text, terms)}`;

interface Taking {
  readonly request: RequestRow;
  readonly proposal: Proposal;
  readonly peer: Peer;
  readonly name: string;
}

function taking(page: PageContext, { request, proposal, peer, name }: Taking): Html {
  const { text } = page;
  const hasRules = hasFairUse(peer);
  const version = String(peer.fairUseVersion);
  return html`
    ${hasRules && html`<details><summary>${text("requests-fair-use", { name })}</summary>${localizedProse(text, peer.fairUse)}</details>`}
    ${actionForm(page, {
      action: `/requests/${request.id}/take`,
      hidden: { proposal: proposal.id, ...(hasRules && { fairUseVersion: version }) },
      button: {
        label: text("requests-take", { name }),
        says: hasRules ? text("requests-take-says-fair-use", { name }) : text("requests-take-says", { name }),
      },
    })}`;
}

function ourAnswers(page: PageContext, { request, answers, rooms }: RequestPage, mayChange: boolean): Html {
  const { text } = page;
  const offered = answers.map((proposal): Card => ({
    title: localized(text, proposal.resourceName),
    ...(proposal.resourceId !== null && { href: `/resources/${proposal.resourceId}` }),
    meta: offerSays(page, proposal),
  }));
  return html`
    ${offered.length > 0 && section({ title: text("requests-our-answers") }, cards(offered))}
    ${
      mayChange &&
      section(
        { title: text("requests-answer") },
        rooms.length === 0
          ? html`<p>${text("requests-no-rooms")}</p>${actions(linkButton({ href: "/resources/new", label: text("requests-share"), kind: "quiet" }))}`
          : answerForm(page, request, rooms),
      )
    }`;
}

const withdrawal = (page: PageContext, { id }: RequestRow): Html =>
  section(
    { title: page.text("requests-withdraw-title") },
    actionForm(page, {
      action: `/requests/${id}/withdraw`,
      button: {
        label: page.text("requests-withdraw"),
        kind: "danger",
        says: page.text("requests-withdraw-says"),
      },
    }),
  );

/** For the overview: what partners need, the newest first. */
export function needsSection(page: PageContext, needs: readonly RequestRow[], names: Names): Html | undefined {
  if (needs.length === 0 || !mayAct(page, "operator")) return undefined;
  const { text } = page;
  return section(
    { title: text("requests-overview"), aside: html`<a href="/requests">${text("requests-overview-all")}</a>` },
    cards(needs.map((request) => requestCard(page, request, names))),
  );
}

/** What we need and somebody offered for: a steward has only to ask. */
export function answeredSection(page: PageContext, ours: readonly OwnNeed[]): Html | undefined {
  const answered = ours.filter(({ answers }) => answers > 0);
  if (answered.length === 0) return undefined;
  return section({ title: page.text("requests-ours") }, cards(answered.map((need) => ownCard(page, need))));
}
