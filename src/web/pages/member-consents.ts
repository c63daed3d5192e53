import { html } from "hono/html";
import type { Consents, MemberKind } from "#src/app/members.ts";
import { checkbox } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { field, type FormBody } from "#src/web/forms.ts";

/** What somebody agrees to, each by itself: in the steward's form, and in a member's own account. */
export function consentFields(
  page: PageContext,
  { kind, given }: { readonly kind: MemberKind; readonly given: Consents },
): Html {
  const { text } = page;
  const isCircle = kind === "circle";
  return html`
    ${checkbox(page, {
      name: "discoverable",
      label: isCircle ? text("consent-circle-discoverable") : text("consent-discoverable"),
      help: isCircle ? text("consent-circle-discoverable-help") : text("consent-discoverable-help"),
      checked: given.discoverable,
    })}
    ${checkbox(page, { name: "listed", label: text("consent-listed"), help: text("consent-listed-help"), checked: given.listed })}
    ${checkbox(page, { name: "indexable", label: text("consent-indexable"), help: text("consent-indexable-help"), checked: given.indexable })}`;
}

/** The consents of a form: what is not ticked is not given. */
export function readConsents(body: FormBody): Consents {
  const isGiven = (name: keyof Consents): boolean => field(body, name) === "yes";
  return { discoverable: isGiven("discoverable"), indexable: isGiven("indexable"), listed: isGiven("listed") };
}
