import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { ResourceView } from "#src/app/resources.ts";
import type { ServerView } from "#src/app/servers.ts";
import { peakSeats, takenSlotsOfProposal, type ResourceReservation } from "#src/domain/capacity.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { pickText } from "#src/domain/language.ts";
import { hasServers } from "#src/domain/pool.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { calendarLinks } from "#src/web/feeds/links.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { agreementTable } from "./agreement-parts.ts";
import { calendarSection } from "./calendar-section.ts";
import { mayAct } from "./done.ts";
import { energyName, featureName } from "./resource-form.ts";
import { serversSection } from "./server-section.ts";
import { weekOf } from "./slot-fields.ts";
import { furtherTermsSay } from "./terms-form.ts";

/** A resource with its offers and what is taken of it this week. */
export interface SharedResource {
  readonly resource: ResourceView;
  readonly proposals: readonly Proposal[];
  readonly reservations: readonly ResourceReservation[];
}

export const doneWords = [
  "shared",
  "shared-other",
  "changed",
  "removed",
  "offered",
  "offer-changed",
  "withdrawn",
  "server-added",
  "server-changed",
  "server-removed",
] as const;
export type Done = (typeof doneWords)[number];

function doneNotice(text: Text, done: Done | undefined): { readonly alert?: Notice } {
  const says: Readonly<Record<Done, string>> = {
    shared: text("resources-done-shared"),
    "shared-other": text("resources-done-shared-other"),
    changed: text("resources-done-changed"),
    removed: text("resources-done-removed"),
    offered: text("resources-done-offered"),
    "offer-changed": text("resources-done-offer-changed"),
    withdrawn: text("resources-done-withdrawn"),
    "server-added": text("servers-done-added"),
    "server-changed": text("servers-done-changed"),
    "server-removed": text("servers-done-removed"),
  };
  return done === undefined ? {} : { alert: { meaning: "good", says: says[done] } };
}

interface ListView {
  readonly shared: readonly SharedResource[];
  readonly next: string | undefined;
  readonly done: Done | undefined;
}

/** Everything that the coop shares, each with its week. */
export function renderResources(page: PageContext, { shared, next, done }: ListView): Html {
  const { text } = page;
  const add = linkButton({ href: "/resources/new", label: text("resources-add") });
  const empty = emptyState({
    title: text("resources-empty-title"),
    says: mayAct(page, "operator") ? text("resources-empty") : text("resources-empty-member"),
    ...(mayAct(page, "operator") && {
      action: actions(
        add,
        linkButton({ href: "/resources/new?kind=other", label: text("resources-add-other"), kind: "quiet" }),
      ),
    }),
  });
  return renderPage(page, {
    title: text("resources-title"),
    lead: text("resources-lead"),
    ...(mayAct(page, "operator") && shared.length > 0 && { aside: add }),
    ...doneNotice(text, done),
    body: html`${shared.length === 0 ? empty : cards(shared.map((one) => resourceCard(page, one)))} ${pagination(page, next)}`,
  });
}

function resourceCard(page: PageContext, shared: SharedResource): Card {
  const { resource } = shared;
  return {
    title: localized(page.text, resource.name),
    href: `/resources/${resource.id}`,
    status: offeredStatus(page.text, shared),
    meta: whatItIs(page.text, resource),
    ...(resource.seats !== null && { body: week(page, shared) }),
  };
}

/** "200 seats · renewable energy · English and Catalan", or what else it is. */
function whatItIs(text: Text, resource: ResourceView): string {
  const parts =
    resource.kind === "other"
      ? [resource.category ?? ""]
      : [
          formatSeats(text, resource.seats ?? 0),
          ...(resource.energy === "unknown" ? [] : [energyName(text, resource.energy)]),
          ...(resource.languages.length === 0 ? [] : [formatLanguages(text, resource.languages)]),
        ];
  return [...parts, ...(resource.location === null ? [] : [resource.location])].join(" · ");
}

function offeredStatus(text: Text, { resource, proposals }: SharedResource): Html {
  if (resource.seats === null) return status("quiet", text("resources-status-shown"));
  if (proposals.length === 0) return status("waiting", text("resources-status-not-offered"));
  const isPublic = proposals.some(({ audience }) => audience === "public");
  return status("good", isPublic ? text("resources-status-public") : text("resources-status-partners"));
}

/** What is free of the whole resource: with buffers and rooms, as whoever asks for seats would meet it. */
function week(page: PageContext, { resource, reservations }: SharedResource): Html {
  const { calendar, rooms } = resource;
  const seats = resource.seats ?? 0;
  const capacity = { resource: { seats, rooms, calendar }, proposal: { proposal: "", seats }, reservations };
  const taken = takenSlotsOfProposal(capacity);
  return weekStrip(page, { fromMs: page.nowMs, seats, taken, ...(calendar !== null && { calendar }) });
}

interface ResourcePage extends SharedResource {
  readonly servers: readonly ServerView[];
  readonly upcoming: readonly AgreementView[];
  readonly names: ReadonlyMap<string, LocalizedText>;
  readonly done: Done | undefined;
}

/** One thing that the coop shares, for those who run it. */
export function renderResource(page: PageContext, view: ResourcePage): Html {
  const { text } = page;
  const { resource, done } = view;
  const name = pickText(resource.name, text.locale);
  return renderPage(page, {
    title: name,
    ...(Object.keys(resource.summary).length > 0 && { lead: localized(text, resource.summary) }),
    back: { label: text("resources-title"), href: "/resources" },
    aside: offeredStatus(text, view),
    ...doneNotice(text, done),
    body: html`
      ${resource.platform === "link" && !resource.hasAddress && notice({ meaning: "waiting", title: text("resources-no-address-title"), says: text("resources-no-address") })}
      ${serversSection(page, view)}
      ${resource.seats !== null && fullness(page, view)}
      ${calendarSection(page, resource)}
      ${resource.seats !== null && offers(page, view)}
      ${section(
        { title: text("resources-what") },
        html`${resourceFacts(text, resource)}
        ${mayAct(page, "operator") && actions(linkButton({ href: `/resources/${resource.id}/change`, label: text("resources-change"), kind: "quiet" }))}`,
      )}
      ${resource.seats !== null && calendarLinks(page, { kind: "resource", id: resource.id })}
      ${mayAct(page, "operator") && removal(page, view, name)}`,
  });
}

function fullness(page: PageContext, view: ResourcePage): Html {
  const { text } = page;
  const most = peakSeats(view.reservations, weekOf(page.nowMs, page.zone));
  const seats = view.resource.seats ?? 0;
  return section(
    { title: text("resources-week") },
    html`<p>${most === 0 ? text("resources-week-free", { seats: formatSeats(text, seats) }) : text("resources-week-most", { taken: formatNumber(text, most), seats: formatNumber(text, seats), count: most })}</p>
      ${week(page, view)}
      ${view.upcoming.length > 0 && agreementTable(page, { caption: text("resources-upcoming"), rows: view.upcoming, names: view.names })}`,
  );
}

function offers(page: PageContext, { resource, proposals }: ResourcePage): Html {
  const { text } = page;
  const may = mayAct(page, "operator");
  const first = linkButton({ href: `/resources/${resource.id}/offer`, label: text("resources-offer") });
  const another = linkButton({
    href: `/resources/${resource.id}/offer`,
    label: text("resources-offer-another"),
    kind: "quiet",
  });
  if (proposals.length === 0) {
    return section(
      { title: text("resources-offers") },
      emptyState({
        title: text("resources-offers-empty-title"),
        says: text("resources-offers-empty"),
        ...(may && { action: first }),
      }),
    );
  }
  return section(
    { title: text("resources-offers") },
    html`
    ${cards(proposals.map((proposal) => offerCard(page, proposal)))}
    ${may && actions(another)}`,
  );
}

function offerCard(page: PageContext, proposal: Proposal): Card {
  const { text } = page;
  const here = `/resources/${proposal.resourceId ?? ""}/offers/${proposal.id}`;
  const { acceptUpTo } = proposal;
  return {
    title: formatSeats(text, proposal.seats),
    status: status(
      "good",
      proposal.audience === "public" ? text("resources-offered-public") : text("resources-offered-partners"),
    ),
    body: html`<p>${text("resources-offered-terms", { terms: formatTerms(text, proposal.terms) })}
      ${acceptUpTo === null ? text("resources-answers-all") : text("resources-answers-up-to", { seats: formatSeats(text, acceptUpTo) })}</p>
      ${furtherTermsSay(text, proposal)}`,
    ...(mayAct(page, "operator") && {
      actions: actions(
        linkButton({ href: here, label: text("resources-offer-change"), kind: "quiet" }),
        actionForm(page, {
          action: `${here}/withdraw`,
          button: { label: text("resources-withdraw"), kind: "danger", says: text("resources-withdraw-says") },
        }),
      ),
    }),
  };
}

function resourceFacts(text: Text, resource: ResourceView): Html {
  const features: Content = formatList(
    text,
    resource.features.map((feature) => featureName(text, feature)),
  );
  return facts([
    [text("resources-category"), resource.category ?? undefined],
    [text("resources-seats"), resource.seats === null ? undefined : formatSeats(text, resource.seats)],
    [text("resources-way-in"), resource.kind === "meeting-server" && wayIn(text, resource)],
    [text("resources-languages"), resource.languages.length > 0 && formatLanguages(text, resource.languages)],
    [text("resources-features"), resource.features.length > 0 && features],
    [text("resources-energy"), resource.kind === "meeting-server" && energyName(text, resource.energy)],
    [text("resources-location"), resource.location ?? undefined],
    [text("resources-public"), html`<a href="/actors/${resource.id}">${text("resources-public-page")}</a>`],
  ]);
}

function wayIn(text: Text, { platform, hasAddress }: ResourceView): string {
  if (hasServers(platform)) return text("servers-way-in");
  return hasAddress ? text("resources-way-in-known") : text("resources-way-in-missing");
}

function removal(page: PageContext, { resource, upcoming }: ResourcePage, name: string): Html {
  const { text } = page;
  const agreed = upcoming.filter(({ state }) => state !== "offered").length;
  return section(
    { title: text("resources-removal") },
    actionForm(page, {
      action: `/resources/${resource.id}/remove`,
      button: {
        label: text("resources-remove", { name }),
        kind: "danger",
        says: text("resources-remove-says", { count: agreed }),
      },
    }),
  );
}
