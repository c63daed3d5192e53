import { html } from "hono/html";
import { hasFairUse } from "#src/app/fair-use.ts";
import { pickText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { formatLanguages, formatList, localized } from "#src/web/components/language.ts";
import { formatNumber, formatSeats, formatTerms } from "#src/web/components/quantity.ts";
import { weekStrip } from "#src/web/components/week.ts";
import { renderPage } from "#src/web/layout.ts";
import { askTermsFields, furtherTermsFacts } from "./ask-terms.ts";
import { nameOf } from "./peer-names.ts";
import { energyName, featureName } from "./resource-form.ts";
import { repeatFields } from "./series-ask.ts";
import { readSlot, slotFields, type TypedSlot } from "./slot-fields.ts";

export interface Asked {
  readonly proposal: Proposal;
  readonly peer: Peer;
  /** As it came from the search, or from the form. */
  readonly value: TypedSlot & { readonly seats: string };
}

/** Asking one coop for seats: what it offers and asks for, and the request. */
export function renderAsk(page: PageContext, { proposal, peer, value }: Asked): Html {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  const read = value.date === "" ? undefined : readSlot(page, value);
  const wanted = read !== undefined && "slot" in read ? read.slot : undefined;
  return renderPage(page, {
    title: text("capacity-ask-title", { name }),
    lead: text("capacity-ask-lead", { name }),
    back: { label: text("capacity-title"), href: "/capacity" },
    body: html`
      ${section(
        { title: pickText(proposal.resourceName, text.locale) },
        html`${offered(page, proposal, peer)}
        ${weekStrip(page, { fromMs: wanted?.startsAtMs ?? page.nowMs, seats: proposal.seats, taken: proposal.taken, ...(wanted && { wanted }) })}`,
      )}
      ${section(
        { title: text("capacity-ask-form") },
        form(
          page,
          {
            action: "/capacity/ask",
            hidden: { proposal: proposal.id },
            button: { label: text("capacity-ask-send", { name }), says: text("capacity-ask-says", { name }) },
            cancel: { label: text("capacity-ask-cancel"), href: "/capacity" },
          },
          html`${textField(page, { name: "title", label: text("capacity-ask-what"), help: text("capacity-ask-what-help", { name }), maxLength: 200 })}
          ${textField(page, { name: "seats", label: text("capacity-seats"), help: text("capacity-ask-seats-help", { most: formatNumber(text, proposal.seats) }), type: "number", width: "short", value: value.seats })}
          ${slotFields(page, value)}
          ${repeatFields(page)}
          ${askTermsFields(page, { proposal, peer })}`,
        ),
      )}`,
  });
}

function offered({ text }: PageContext, proposal: Proposal, peer: Peer): Html {
  const features = formatList(
    text,
    proposal.features.map((feature) => featureName(text, feature)),
  );
  return facts([
    [
      text("capacity-provider"),
      html`<a href="/peers/${peer.id}">${localized(text, nameOf(peer))}</a>${proposal.region !== "" && `, ${proposal.region}`}`,
    ],
    [text("capacity-seats"), formatSeats(text, proposal.seats)],
    [text("capacity-in-return"), formatTerms(text, proposal.terms)],
    ...furtherTermsFacts(text, { proposal }),
    [text("resources-languages"), proposal.languages.length > 0 && formatLanguages(text, proposal.languages)],
    [text("resources-features"), proposal.features.length > 0 && features],
    [text("resources-energy"), proposal.energy !== "unknown" && energyName(text, proposal.energy)],
    [text("peers-fair-use"), !hasFairUse(peer) && text("peers-fair-use-none")],
  ]);
}
