import { html } from "hono/html";
import { hasFairUse } from "#src/app/fair-use.ts";
import { pickText } from "#src/domain/language.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { checkbox } from "#src/web/components/choice.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { formatNotice } from "#src/web/components/notice-terms.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";
import { nameOf } from "./peer-names.ts";
import { formatKept } from "./terms-form.ts";

interface Asked {
  readonly proposal: Proposal;
  readonly peer: Peer;
}

/** The facts about an offer beyond its price; those that say nothing are left out. */
export const furtherTermsFacts = (
  text: Text,
  { proposal }: Pick<Asked, "proposal">,
): readonly (readonly [string, Content | undefined])[] => [
  [text("terms-giving-back"), formatNotice(text, proposal.terms)],
  [text("terms-commons"), formatKept(text, proposal)],
];

/** What a request says and accepts besides hours and seats: that it is an event of the commons, and the other coop's fair-use text. */
export function askTermsFields(page: PageContext, { proposal, peer }: Asked): Html {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  return html`
    ${proposal.commonsSeats > 0 && checkbox(page, { name: "commons", label: text("policy-commons-mark"), help: text("policy-commons-mark-help") })}
    ${
      hasFairUse(peer) &&
      html`<div class="fair-use-text"><h3>${text("policy-fair-use-of", { name })}</h3>${localizedProse(text, peer.fairUse)}</div>
      ${checkbox(page, { name: fairUseField(peer), label: text("policy-fair-use-accept", { version: peer.fairUseVersion }), help: text("policy-fair-use-accept-help") })}`
    }`;
}

/** The box is of the version that is shown: what was ticked for a text that has changed since is not ticked any more. */
const fairUseField = ({ fairUseVersion }: Pick<Peer, "fairUseVersion">): string => `fairUse.${fairUseVersion}`;

/** What of it was ticked. */
export function readAskTerms(
  text: Text,
  body: FormBody,
  { peer }: Pick<Asked, "peer">,
):
  | { readonly accepted: { readonly commons?: true; readonly fairUseVersion?: number } }
  | { readonly errors: Readonly<Record<string, string>> } {
  const commons = field(body, "commons") === "yes" ? { commons: true as const } : {};
  if (!hasFairUse(peer)) return { accepted: commons };
  const { fairUseVersion } = peer;
  const box = fairUseField(peer);
  if (field(body, box) === "yes") return { accepted: { ...commons, fairUseVersion } };
  const isOlder = Object.keys(body).some((name) => name.startsWith("fairUse.") && field(body, name) === "yes");
  return { errors: { [box]: isOlder ? text("policy-fair-use-newer") : text("policy-fair-use-missing") } };
}
