import { html } from "hono/html";
import { actorIri } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { Resource } from "#src/store/resources.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { date } from "#src/web/components/time.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { publicCalendarLink } from "#src/web/feeds/links.ts";
import { renderPage, type PageView } from "#src/web/layout.ts";
import { announcementCards, type Post } from "./announcement-post.ts";
import { offerInWords, whatItIs } from "./coop-view.ts";
import { mayAct } from "./done.ts";
import { firstSentences, follow } from "./follow.ts";
import { energyName, featureName } from "./resource-form.ts";

interface SharedView {
  readonly coop: Coop;
  readonly resource: Resource;
  readonly proposals: readonly Proposal[];
}

/** What it is, how full it is this week, and who may use it. */
export function renderResource(page: PageContext, { coop, resource, proposals }: SharedView): Html {
  const { text } = page;
  const name = pickText(resource.name, text.locale);
  return renderPage(page, {
    ...heading(page, coop),
    title: name,
    lead: whatItIs(text, resource),
    description: firstSentences(pickText(resource.summary, text.locale)) || `${name} · ${whatItIs(text, resource)}`,
    activity: actorIri(coop.origin, resource.id),
    ...(mayAct(page, "member") && {
      aside: linkButton({ href: `/resources/${resource.id}`, label: text("coop-resource-manage"), kind: "quiet" }),
    }),
    body: html`<div class="beside">
      <div class="beside-main">
        ${localizedProse(text, resource.summary)}
        ${resource.seats === null ? html`<p>${text("coop-resource-ask", { name: pickText(coop.name, text.locale) })}</p>` : offered(page, { coop, proposals })}
      </div>
      <aside class="beside-aside" aria-label="${text("coop-at-a-glance")}">
        ${resourceFacts(page, resource)}
        ${follow(page, { handle: resource.handle, origin: coop.origin, title: text("coop-follow-other") })}
      </aside>
    </div>`,
  });
}

const heading = ({ text }: PageContext, coop: Coop): Pick<PageView, "back"> => ({
  back: { label: pickText(coop.name, text.locale), href: "/" },
});

function offered(page: PageContext, { coop, proposals }: Pick<SharedView, "coop" | "proposals">): Html {
  const { text } = page;
  const ask = html`<p>${text("coop-resource-how")}</p>
    ${copyable(page, { label: text("coop-resource-origin"), value: new URL(coop.origin).host })}`;
  if (proposals.length === 0)
    return section({ title: text("coop-resource-who") }, html`<p>${text("coop-resource-partners")}</p>${ask}`);
  return section(
    { title: text("coop-resource-who") },
    html`${proposals.map(
      (proposal) => html`<p>${offerInWords(page, proposal)}</p>
        ${weekStrip(page, { fromMs: page.nowMs, seats: proposal.seats, taken: proposal.taken })}`,
    )}${proposals[0]?.resourceId && publicCalendarLink(page, proposals[0].resourceId)}${ask}`,
  );
}

function resourceFacts({ text }: PageContext, resource: Resource): Html {
  const { category, seats, languages, features, energy, location, kind } = resource;
  return facts([
    [text("coop-resource-category"), category ?? undefined],
    [text("coop-resource-seats"), seats === null ? undefined : formatSeats(text, seats)],
    [text("coop-resource-languages"), languages.length > 0 && formatLanguages(text, languages)],
    [
      text("coop-resource-features"),
      features.length > 0 &&
        formatList(
          text,
          features.map((feature) => featureName(text, feature)),
        ),
    ],
    [text("coop-resource-energy"), kind === "meeting-server" && energyName(text, energy)],
    [text("coop-resource-location"), location ?? undefined],
  ]);
}

interface PersonView {
  readonly coop: Coop;
  readonly actor: Actor;
  /** A circle's, what is pinned first. */
  readonly posts?: readonly Post[];
}

/** A member who consents to be found. */
export const renderMember = (page: PageContext, view: PersonView): Html =>
  renderPerson(page, view, page.text("coop-member-of", { name: pickText(view.coop.name, page.text.locale) }));

/** A circle: a group that speaks under its own name. */
export const renderCircle = (page: PageContext, view: PersonView): Html =>
  renderPerson(page, view, page.text("coop-circle-of", { name: pickText(view.coop.name, page.text.locale) }));

function renderPerson(page: PageContext, { coop, actor, posts: said = [] }: PersonView, lead: string): Html {
  const { text } = page;
  const posts = said.length === 0 ? html`<p>${text("coop-posts-none")}</p>` : announcementCards(page, said);
  return renderPage(page, {
    ...heading(page, coop),
    title: pickText(actor.name, text.locale),
    lead,
    // A page without a description is not for search engines.
    ...(actor.indexable && { description: firstSentences(pickText(actor.summary, text.locale)) || lead }),
    activity: actorIri(coop.origin, actor.id),
    ...edit(page, actor),
    body: html`<div class="beside">
      <div class="beside-main">
        ${localizedProse(text, actor.summary)}
        ${actor.kind === "circle" && section({ title: text("coop-posts") }, posts)}
      </div>
      <aside class="beside-aside" aria-label="${text("coop-at-a-glance")}">
        ${follow(page, { handle: actor.handle, origin: coop.origin, title: text("coop-follow-other") })}
        ${facts([[text("coop-since"), date(page, actor.createdAtMs)]])}
      </aside>
    </div>`,
  });
}

const edit = (page: PageContext, actor: Actor): { readonly aside?: Content } =>
  mayAct(page, "steward")
    ? {
        aside: linkButton({
          href: `/${actor.kind === "circle" ? "circles" : "members"}/${actor.id}/edit`,
          label: page.text("coop-person-edit"),
          kind: "quiet",
        }),
      }
    : {};

/** Somebody who has not agreed to be listed: the address works for those who know it, and tells nothing else. Not indexed. */
export const renderUnlisted = (page: PageContext, { coop, actor }: PersonView): Html =>
  renderPage(page, {
    ...heading(page, coop),
    title: `@${actor.handle}`,
    lead: html`${page.text("coop-unlisted")}`,
    activity: actorIri(coop.origin, actor.id),
    ...edit(page, actor),
    body: html`<p>${page.text("coop-unlisted-more")} <a href="/">${localized(page.text, coop.name)}</a>.</p>`,
  });
