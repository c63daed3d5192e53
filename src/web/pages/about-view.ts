import { html } from "hono/html";
import { version } from "#src/app/version.ts";
import { actorIri, nodeActorId } from "#src/domain/iri.ts";
import type { Actor } from "#src/store/actors.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Peer } from "#src/store/peers.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatLanguages, localized } from "#src/web/components/language.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { date } from "#src/web/components/time.ts";
import { notice } from "#src/web/components/notice.ts";
import { renderPage } from "#src/web/layout.ts";
import { nameOf } from "./peer-names.ts";

interface AboutView {
  readonly origin: string;
  /** Undefined before set-up, as is the node. */
  readonly coop: Coop | undefined;
  readonly node: Actor | undefined;
  readonly partners: readonly Peer[];
}

/** The node, its software and how to get it, how programs speak with it, and whom the coop shares with. */
export function renderAbout(page: PageContext, { origin, coop, node, partners }: AboutView): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("about-title"),
    lead: text("about-lead"),
    description: text("about-description"),
    ...(coop !== undefined && { activity: actorIri(origin, nodeActorId) }),
    body: html`
      ${facts([
        [text("about-coop"), coop && html`<a href="/">${localized(text, coop.name)}</a>`],
        [text("about-region"), coop?.region],
        [text("about-languages"), coop && formatLanguages(text, coop.languages)],
        [text("about-since"), node && date(page, node.createdAtMs)],
        [text("about-software"), text("about-version", { version })],
      ])}
      ${coop && openness(page, coop)}
      ${coop && fairUse(page, coop)}
      ${coop && renderPartners(page, partners)}
      ${
        coop &&
        section(
          { title: text("about-share"), id: "share" },
          html`<p>${text("about-share-how")}</p>
        ${copyable(page, { label: text("about-address"), value: new URL(origin).host })}`,
        )
      }
      ${section(
        { title: text("about-source"), id: "source" },
        html`<div class="prose"><p>${text("about-source-licence")}</p>
        <p><a href="/about/source.tar.gz">${text("about-source-get")}</a></p></div>`,
      )}
      ${section(
        { title: text("about-programs") },
        html`<ul>
        <li><a href="/api">${text("about-api")}</a></li>
        <li><a href="/api/v1/openapi.json">${text("about-openapi")}</a></li>
        <li><a href="/nodeinfo/2.1">${text("about-nodeinfo")}</a></li>
      </ul>`,
      )}`,
  });
}

/** By which rules, and whether it is open to whoever comes. */
const openness = ({ text }: PageContext, coop: Coop): Html => html`<p><a href="/rules">${text("rules-title")}</a></p>
  ${coop.absentSinceMs !== null && notice({ meaning: "waiting", says: text("rules-closed") })}
  ${coop.federation === "allow-list" && notice({ meaning: "quiet", says: text("rules-allow-list") })}`;

function fairUse(page: PageContext, coop: Coop): Html | undefined {
  const words = localizedProse(page.text, coop.fairUse);
  return words && section({ title: page.text("about-fair-use"), id: "fair-use" }, words);
}

function renderPartners(page: PageContext, partners: readonly Peer[]): Html {
  const { text } = page;
  return section(
    { title: text("about-partners"), id: "partners" },
    partners.length === 0
      ? html`<p>${text("about-partners-empty")}</p>`
      : html`<p>${text("about-partners-lead")}</p>${cards(
          partners.map((peer) => partnerCard(page, peer)),
          "columns",
        )}`,
  );
}

const partnerCard = ({ text }: PageContext, peer: Peer): Card => ({
  title: localized(text, nameOf(peer)),
  href: peer.origin,
  meta: [peer.region, formatLanguages(text, peer.languages)].filter((part) => part !== "").join(" · "),
  ...(Object.keys(peer.summary).length > 0 && { body: html`<p>${localized(text, peer.summary)}</p>` }),
});
