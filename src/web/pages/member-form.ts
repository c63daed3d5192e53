import { html } from "hono/html";
import type { MemberKind } from "#src/app/members.ts";
import { pickText } from "#src/domain/language.ts";
import type { Actor } from "#src/store/actors.ts";
import type { User } from "#src/store/people.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, selectField, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { consentFields } from "./member-consents.ts";

interface MemberFormView {
  readonly kind: MemberKind;
  /** Undefined for a new one. */
  readonly actor?: Actor;
  /** Where its addresses begin. */
  readonly folder: string;
  readonly languages: readonly string[];
  readonly host: string;
  /** Who signs in here, and which of them this is: of a member that there is already. */
  readonly accounts?: { readonly all: readonly User[]; readonly chosen: string | undefined };
}

/** What the form says about a person, and about a group. */
const wordsOf = (text: Text, kind: MemberKind) =>
  kind === "circle"
    ? {
        title: text("members-circle-new"),
        lead: text("members-circle-new-lead"),
        nameHelp: text("members-circle-name-help"),
        summary: text("members-circle-summary"),
        make: text("members-circle-make"),
        removeSays: text("members-circle-remove-says"),
      }
    : {
        title: text("members-new"),
        lead: text("members-new-lead"),
        nameHelp: text("members-name-help"),
        summary: text("members-summary"),
        make: text("members-make"),
        removeSays: text("members-remove-says"),
      };

/** A member or a circle: name, short name, who they are, and whether they want to be found. */
export function renderMemberForm(page: PageContext, view: MemberFormView): Html {
  const { text } = page;
  const { actor, folder } = view;
  const words = wordsOf(text, view.kind);
  const cancel = { label: text("members-cancel"), href: "/members" };
  const back = { label: text("members-title"), href: "/members" };
  if (actor === undefined) {
    const made = form(page, { action: folder, button: { label: words.make }, cancel }, fields(page, view));
    return renderPage(page, { title: words.title, lead: words.lead, back, body: made });
  }
  const action = `${folder}/${actor.id}/edit`;
  const changed = form(page, { action, button: { label: text("members-save") }, cancel }, fields(page, view));
  return renderPage(page, {
    title: pickText(actor.name, text.locale),
    back,
    body: html`${changed} ${removal(page, view, actor)}`,
  });
}

function fields(page: PageContext, { kind, actor, languages, host, accounts }: MemberFormView): Html {
  const { text } = page;
  const words = wordsOf(text, kind);
  const { name = {}, summary = {} } = actor ?? {};
  const isCircle = kind === "circle";
  const given = actor ?? { discoverable: isCircle, indexable: isCircle, listed: isCircle };
  return html`
    ${localizedField(page, { name: "name", label: text("members-name"), help: words.nameHelp, languages, value: name })}
    ${actor === undefined && textField(page, { name: "handle", label: text("members-handle"), help: text("members-handle-help", { host }), optional: true, width: "medium", maxLength: 31, autocomplete: "off" })}
    ${localizedField(page, { name: "summary", label: words.summary, help: text("members-summary-help"), languages, rows: 4, optional: true, value: summary })}
    ${consentFields(page, { whose: kind, given })}
    ${accounts !== undefined && accountField(page, accounts)}`;
}

/** With it their consents, their data and their erasure are in their own hands. */
function accountField(page: PageContext, { all, chosen = "" }: NonNullable<MemberFormView["accounts"]>): Html {
  const { text } = page;
  return selectField(page, {
    name: "account",
    label: text("consent-account-field"),
    help: text("consent-account-field-help"),
    optional: true,
    prompt: text("consent-account-none"),
    options: all.map(({ id, name }) => ({ value: id, label: name })),
    value: chosen,
  });
}

function removal(page: PageContext, { kind, folder }: MemberFormView, actor: Actor): Html {
  const { text } = page;
  const name = pickText(actor.name, text.locale);
  return section(
    { title: text("members-removal") },
    html`${kind === "member" && html`<p><a href="/api/v1/members/${actor.id}/export" download="${actor.handle}.json">${text("consent-export-theirs")}</a></p>`}
    ${actionForm(page, {
      action: `${folder}/${actor.id}/remove`,
      button: {
        label: text("members-remove", { name }),
        kind: "danger",
        says: wordsOf(text, kind).removeSays,
      },
    })}`,
  );
}
