import { html } from "hono/html";
import { peakSeats } from "#src/domain/capacity.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Event } from "#src/store/events.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { Resource } from "#src/store/resources.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatLanguages, localized } from "#src/web/components/language.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { feedLink } from "./announcement-head.ts";
import { announcementCards, type Post } from "./announcement-post.ts";
import { mayAct } from "./done.ts";
import { nextEvents } from "./events-view.ts";
import { firstSentences, follow } from "./follow.ts";
import { energyName } from "./resource-form.ts";
import { weekOf } from "./slot-fields.ts";

/** Everything that the coop shows to everyone. */
export interface CoopView {
  readonly coop: Coop;
  readonly resources: readonly Resource[];
  readonly proposals: readonly Proposal[];
  readonly announcements: readonly Post[];
  /** The next ones. */
  readonly events: readonly Event[];
  readonly circles: readonly Actor[];
  readonly members: readonly Actor[];
}

/** What whoever started the node does next. */
export const renderBeforeSetUp = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("coop-fresh-title"),
    lead: page.text("coop-fresh-lead"),
    body: html`<div class="prose"><p>${page.text("coop-fresh-another")}</p><pre><code>npm run fedicoop -- invite create --role steward</code></pre>
      <p>${page.text("coop-fresh-command")}</p><pre><code>npm run fedicoop -- setup --help</code></pre></div>`,
  });

/** Who we are, what we share, what we announce, and how to follow us from anywhere. */
export function renderCoop(page: PageContext, view: CoopView): Html {
  const { text } = page;
  const { coop } = view;
  const name = pickText(coop.name, text.locale);
  const edit = linkButton({ href: "/settings", label: text("coop-edit"), kind: "quiet" });
  return renderPage(page, {
    title: name,
    description:
      firstSentences(pickText(coop.summary, text.locale)) || text("coop-description", { name, region: coop.region }),
    activity: actorIri(coop.origin, coopActorId),
    head: feedLink(text("announcements-feed-title", { name }), "/announcements/feed.atom"),
    ...(mayAct(page, "steward") && { aside: edit }),
    body: html`<div class="beside">
      <div class="beside-main">
        ${localizedProse(text, coop.summary)}
        ${sharing(page, view)}
        ${nextEvents(page, view.events)}
        ${announcing(page, view)}
        ${people(page, view)}
      </div>
      <aside class="beside-aside" aria-label="${text("coop-at-a-glance")}">
        ${follow(page, { handle: coop.handle, origin: coop.origin })}
        ${facts([
          [text("coop-region"), coop.region],
          [text("coop-languages"), formatLanguages(text, coop.languages)],
          [text("coop-time"), coop.timeZone.replaceAll("_", " ")],
        ])}
        ${fairUse(page, coop)}
      </aside>
    </div>`,
  });
}

function fairUse(page: PageContext, coop: Coop): Html | undefined {
  const words = localizedProse(page.text, coop.fairUse);
  return words && html`<div class="fair-use"><h2 id="fair-use">${page.text("coop-fair-use")}</h2>${words}</div>`;
}

function sharing(page: PageContext, { resources, proposals }: CoopView): Html {
  const { text } = page;
  const items = resources.map((resource) => resourceCard(page, resource, offeredOf(resource, proposals)));
  return section(
    {
      title: text("coop-sharing"),
      id: "sharing",
      ...(mayAct(page, "operator") && { aside: html`<a href="/resources">${text("coop-sharing-edit")}</a>` }),
    },
    items.length === 0 ? html`<p>${text("coop-sharing-empty")}</p>` : cards(items),
  );
}

/** The public proposals of one resource. */
const offeredOf = (resource: Pick<Resource, "id">, proposals: readonly Proposal[]): readonly Proposal[] =>
  proposals.filter(({ resourceId }) => resourceId === resource.id);

function resourceCard(page: PageContext, resource: Resource, offered: readonly Proposal[]): Card {
  return {
    title: localized(page.text, resource.name),
    href: `/actors/${resource.id}`,
    meta: whatItIs(page.text, resource),
    body: html`${offered.map((proposal) => html`<p>${offerInWords(page, proposal)}</p>`)}`,
  };
}

/** "200 seats · renewable energy · Barcelona", or what else it is. */
export function whatItIs(text: Text, { kind, category, seats, energy, location }: Resource): string {
  const what = kind === "other" ? [category ?? ""] : [text("coop-room"), formatSeats(text, seats ?? 0)];
  const green = energy === "renewable" ? [energyName(text, energy)] : [];
  return [...what, ...green, location ?? ""].filter((part) => part !== "").join(" · ");
}

/** What anyone may ask for, on which terms, and how much of it is free this week. */
export function offerInWords(page: PageContext, { seats, terms, taken }: Proposal): string {
  const { text } = page;
  const free = Math.max(0, seats - peakSeats(taken, weekOf(page.nowMs, page.zone)));
  const offer = text("coop-offer", { seats: formatSeats(text, seats), terms: formatTerms(text, terms) });
  const args = { free: formatNumber(text, free), count: free };
  const week =
    free === seats ? text("coop-free-all") : free === 0 ? text("coop-free-none") : text("coop-free-least", args);
  return `${offer} ${week}`;
}

function announcing(page: PageContext, { coop, announcements }: CoopView): Html {
  const { text } = page;
  const all = html`<a href="/announcements">${text("coop-announcements-all")}</a>`;
  const write =
    mayAct(page, "steward") && html` · <a href="/announcements/new">${text("coop-announcements-write")}</a>`;
  return section(
    {
      title: text("coop-announcements"),
      ...(announcements.length > 0 && { aside: html`<span>${all}${write}</span>` }),
    },
    announcements.length === 0
      ? html`<p>${text("coop-announcements-empty", { name: pickText(coop.name, text.locale) })}${mayAct(page, "steward") && html` <a href="/announcements/new">${text("coop-announcements-write")}</a>`}</p>`
      : announcementCards(page, announcements),
  );
}

function people(page: PageContext, { circles, members }: CoopView): Html {
  const { text } = page;
  const edit = mayAct(page, "steward") && { aside: html`<a href="/members">${text("coop-people-edit")}</a>` };
  const circleCards = circles.map((circle) => ({
    title: localized(text, circle.name),
    href: `/actors/${circle.id}`,
    ...(Object.keys(circle.summary).length > 0 && { body: html`<p>${localized(text, circle.summary)}</p>` }),
  }));
  return html`
    ${circles.length > 0 && section({ title: text("coop-circles"), ...edit }, cards(circleCards, "columns"))}
    ${members.length > 0 && section({ title: text("coop-members"), ...edit }, html`<ul class="names">${members.map((member) => html`<li><a href="/actors/${member.id}">${localized(text, member.name)}</a></li>`)}</ul>`)}`;
}
