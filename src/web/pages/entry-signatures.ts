import { html } from "hono/html";
import type { EntrySignature, EntryStory, LogPlace } from "#src/app/entry-story.ts";
import { pickText } from "#src/domain/language.ts";
import { cards, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { status } from "#src/web/components/status.ts";
import { formatMoment, time } from "#src/web/components/time.ts";

/** Who has signed, when and with which key, and where each signature stands in the log of whoever made it: in words. */
export function signatures(page: PageContext, story: EntryStory, name: string): Html {
  const { text } = page;
  const { entry, peer, us } = story;
  const ours = pickText(page.coop?.name ?? {}, text.locale) || text("ledger-we");
  return html`${cards(
    [
      signatureCard(page, story, { coop: us, title: ours, name }),
      signatureCard(page, story, { coop: peer.coop, title: name, name }),
    ],
    "columns",
  )}
    ${entry.state === "agreed" && html`<p>${text("ledger-both-signed")}</p>`}
    <p>${confirmed(page, story, name)}</p>`;
}

interface Signer {
  /** The IRI of the coop. */
  readonly coop: string;
  readonly title: string;
  /** What the other coop is called. */
  readonly name: string;
}

function signatureCard(page: PageContext, story: EntryStory, { coop, title, name }: Signer): Card {
  const { text } = page;
  const { entry, us } = story;
  const made = story.signatures.find(({ by }) => by === coop);
  const side = coop === us ? "ours" : "theirs";
  if (made === undefined) {
    const waits = coop === us && entry.maker === us;
    return {
      title,
      status: status("waiting", text("ledger-unsigned")),
      ...(waits && { body: text("ledger-unsigned-waits", { name }) }),
    };
  }
  const place = story.places.findLast((one) => one.side === side);
  return {
    title,
    status: status("good", coop === entry.maker ? text("ledger-signed-maker") : text("ledger-signed")),
    ...(made.signedAtMs !== undefined && { meta: time(page, made.signedAtMs) }),
    body: facts([
      [text("ledger-key"), keySays(page, made)],
      [text("ledger-log"), place && placeSays(page, place, name)],
    ]),
  };
}

function keySays(page: PageContext, { key, revokedAtMs, compromisedAtMs }: EntrySignature): Html {
  const { text } = page;
  return html`<code dir="ltr">${key.split("#").at(-1)}</code>${
    compromisedAtMs !== undefined
      ? html`<br>${status("trouble", text("ledger-key-compromised", { when: formatMoment(page, compromisedAtMs) }))}`
      : revokedAtMs !== undefined &&
        html`<br>${status("quiet", text("ledger-key-retired", { when: formatMoment(page, revokedAtMs) }))}`
  }`;
}

/** Its place in the log of one side, and whether the other side has said that it holds it. Places are counted from 1, as people do. */
function placeSays(page: PageContext, { side, place, log, isWitnessed }: LogPlace, name: string): Html {
  const { text } = page;
  const says = text("ledger-place", {
    place: formatNumber(text, place + 1),
    size: formatNumber(text, Math.max(log.size, place + 1)),
  });
  const held = { name, size: formatNumber(text, side === "ours" ? log.witnessedSize : log.checkpointSize) };
  if (!isWitnessed)
    return html`${says}<br>${status("waiting", text(side === "ours" ? "ledger-place-not-held" : "ledger-place-not-verified", { name }))}`;
  return html`${says}<br>${status("good", side === "ours" ? text("ledger-place-held", held) : text("ledger-place-verified", held))}`;
}

/** When the other side last confirmed the entry as it stands. */
function confirmed(page: PageContext, { confirmedAtMs }: EntryStory, name: string): Html {
  const { text } = page;
  if (confirmedAtMs === undefined) return html`${text("ledger-confirmed-never", { name })}`;
  return html`${text("ledger-confirmed", { name, when: formatMoment(page, confirmedAtMs) })}`;
}
