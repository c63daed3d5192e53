import { html } from "hono/html";
import type { Consents, MemberKind } from "#src/app/members.ts";
import { checkbox } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { field, type FormBody } from "#src/web/forms.ts";
import type { Text } from "#src/web/text.ts";

/** Of whom the form speaks: of a circle, of a member to a steward, or to the member themself. */
type Whose = MemberKind | "own";

const foundWords = (text: Text, whose: Whose): { readonly label: string; readonly help: string } =>
  ({
    circle: { label: text("consent-circle-discoverable"), help: text("consent-circle-discoverable-help") },
    member: { label: text("consent-discoverable"), help: text("consent-discoverable-help") },
    own: { label: text("consent-own-discoverable"), help: text("consent-own-discoverable-help") },
  })[whose];

/** What somebody agrees to, each by itself. */
export function consentFields(
  page: PageContext,
  { whose, given }: { readonly whose: Whose; readonly given: Consents },
): Html {
  const { text } = page;
  const listed = { label: text("consent-listed"), help: text("consent-listed-help") };
  const indexable = { label: text("consent-indexable"), help: text("consent-indexable-help") };
  return html`
    ${checkbox(page, { name: "discoverable", ...foundWords(text, whose), checked: given.discoverable })}
    ${checkbox(page, { name: "listed", ...listed, checked: given.listed })}
    ${checkbox(page, { name: "indexable", ...indexable, checked: given.indexable })}`;
}

/** The consents of a form: what is not ticked is not given. */
export function readConsents(body: FormBody): Consents {
  const isGiven = (name: keyof Consents): boolean => field(body, name) === "yes";
  return { discoverable: isGiven("discoverable"), indexable: isGiven("indexable"), listed: isGiven("listed") };
}
