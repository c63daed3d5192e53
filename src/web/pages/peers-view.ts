import { html } from "hono/html";
import type { Suggestion } from "#src/app/peers.ts";
import { pickText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { copyable } from "#src/web/components/copyable.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { status } from "#src/web/components/status.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";
import { nameOf } from "./peer-names.ts";

/** What a peer is to us, in a word. */
export function peerStatus(text: Text, state: Peer["state"]): Html {
  switch (state) {
    case "requested":
      return status("waiting", text("peers-state-requested"));
    case "received":
      return status("waiting", text("peers-state-received"));
    case "partner":
      return status("good", text("peers-state-partner"));
    case "limited":
      return status("quiet", text("peers-state-limited"));
    case "blocked":
      return status("trouble", text("peers-state-blocked"));
    case "ended":
      return status("quiet", text("peers-state-ended"));
  }
}

interface Known {
  /** Our own, as another steward has to type it. */
  readonly origin: string;
  readonly peers: readonly Peer[];
  readonly suggestions: readonly Suggestion[];
}

/** The other coops: those who wait for us first, then our partners, then the rest, and how to add one. */
export function renderPeers(page: PageContext, { peers, suggestions, origin }: Known): Html {
  const { text } = page;
  const of = (...states: readonly Peer["state"][]): readonly Peer[] =>
    peers.filter(({ state }) => states.includes(state));
  const partners = of("partner", "limited");
  return renderPage(page, {
    title: text("peers-title"),
    lead: text("peers-lead"),
    ...(mayAct(page, "operator") && {
      aside: linkButton({ href: "/delivery", label: text("delivery-title"), kind: "quiet" }),
    }),
    body: html`
      ${group(page, text("peers-waiting"), of("received"))}
      ${peers.length === 0 && emptyState({ title: text("peers-empty-title"), says: text("peers-empty") })}
      ${group(page, text("peers-partners"), partners)}
      ${group(page, text("peers-asked"), of("requested"))}
      ${mayAct(page, "steward") && addition(page, origin)}
      ${suggestions.length > 0 && known(page, suggestions)}
      ${group(page, text("peers-past"), of("blocked", "ended"))}`,
  });
}

function group(page: PageContext, title: string, peers: readonly Peer[]): Html | undefined {
  if (peers.length === 0) return undefined;
  return section({ title }, cards(peers.map((peer) => peerCard(page, peer))));
}

function peerCard(page: PageContext, peer: Peer): Card {
  const { text } = page;
  const waits = peer.state === "received";
  return {
    title: localized(text, nameOf(peer)),
    href: `/peers/${peer.id}`,
    status: peerStatus(text, peer.state),
    meta: whereAndHow(text, peer),
    ...(Object.keys(peer.summary).length > 0 && { body: html`<p>${localized(text, peer.summary)}</p>` }),
    ...(waits && { actions: actions(linkButton({ href: `/peers/${peer.id}`, label: text("peers-look") })) }),
  };
}

/** "Kerala · English and Malayalam · @commons@kerala.example" */
export function whereAndHow(text: Text, peer: Pick<Peer, "region" | "languages" | "origin">): string {
  return [peer.region, formatLanguages(text, peer.languages), new URL(peer.origin).host]
    .filter((part) => part !== "")
    .join(" · ");
}

function addition(page: PageContext, origin: string): Html {
  const { text } = page;
  return section(
    { title: text("peers-add-title"), id: "add" },
    html`
    ${form(
      page,
      { action: "/peers", button: { label: text("peers-add"), says: text("peers-add-says") } },
      textField(page, {
        name: "address",
        label: text("peers-address"),
        help: text("peers-address-help"),
        width: "medium",
        autocomplete: "off",
        maxLength: 500,
      }),
    )}
    ${copyable(page, { label: text("peers-our-address"), value: origin.replace("https://", "") })}`,
  );
}

function known(page: PageContext, suggestions: readonly Suggestion[]): Html {
  const { text } = page;
  return section(
    { title: text("peers-known") },
    html`
    <p>${text("peers-known-lead")}</p>
    ${cards(
      suggestions.map((suggestion) => suggestionCard(page, suggestion)),
      "columns",
    )}`,
  );
}

function suggestionCard(page: PageContext, { origin, listedBy, ...listing }: Suggestion): Card {
  const { text } = page;
  const by = formatList(
    text,
    listedBy.map((peer) => pickText(nameOf(peer), text.locale)),
  );
  const name = pickText(nameOf({ name: listing.name, origin }), text.locale);
  return {
    title: localized(text, nameOf({ name: listing.name, origin })),
    meta: whereAndHow(text, { ...listing, origin }),
    body: text("peers-known-by", { by }),
    ...(mayAct(page, "steward") && {
      actions: actionForm(page, {
        action: "/peers",
        hidden: { address: origin },
        button: { label: text("peers-known-add", { name }), kind: "quiet" },
      }),
    }),
  };
}
