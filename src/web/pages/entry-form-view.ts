import { html } from "hono/html";
import { pickText } from "#src/domain/language.ts";
import { maxNoteLength, maxPersonLength } from "#src/domain/policy.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import { checkbox, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { selectField, textArea, textField } from "#src/web/components/field.ts";
import { actionForm, actions, fieldset, form } from "#src/web/components/form.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { mayAct } from "./done.ts";
import { whats, type What } from "./entry-form-reading.ts";
import { nameOf } from "./peer-names.ts";

/** An entry that is to be corrected. */
export interface Correcting {
  readonly entry: EntryRow;
  readonly peer: Peer;
}

/** Recording something that one coop gave the other. */
export function renderEntryForm(
  page: PageContext,
  { partners, peerId }: { readonly partners: readonly Peer[]; readonly peerId: string },
): Html {
  const { text } = page;
  const options = partners
    .map((peer) => ({ value: peer.id, label: pickText(nameOf(peer), text.locale) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, text.intlLocale));
  return renderPage(page, {
    title: text("entry-title"),
    lead: text("entry-lead"),
    back: { label: text("entry-back"), href: "/ledger" },
    body:
      options.length === 0
        ? emptyState({
            title: text("entry-no-partners"),
            says: text("entry-no-partners-says"),
            action: linkButton({ href: "/peers", label: text("entry-peers") }),
          })
        : form(
            page,
            {
              action: "/ledger/entries",
              button: { label: text("entry-save"), says: text("entry-save-says") },
              cancel: { label: text("entry-cancel"), href: "/ledger" },
            },
            html`
            ${selectField(page, { name: "peer", label: text("entry-peer"), prompt: text("entry-peer-prompt"), options, value: peerId })}
            ${whatFields(page)}
            ${commonsField(page)}
            ${wordFields(page)}`,
          ),
  });
}

/** What happened, which way, how much and when. */
function whatFields(page: PageContext): Html {
  const { text } = page;
  const directions = [
    { value: "given", label: text("entry-given") },
    { value: "received", label: text("entry-received") },
  ];
  const kinds = whats.map((what) => whatOption(text, what));
  return html`
    ${radioGroup(page, { name: "kind", legend: text("entry-kind"), options: kinds, value: "work-paid" })}
    ${radioGroup(page, { name: "direction", legend: text("entry-direction"), value: "given", options: directions })}
    ${textField(page, { name: "amount", label: text("entry-amount"), help: text("entry-amount-help"), width: "short" })}
    ${textField(page, { name: "currency", label: text("entry-currency"), help: text("entry-currency-help"), width: "short", optional: true, maxLength: 3, value: "EUR" })}
    ${textField(page, { name: "from", label: text("entry-from"), type: "date", width: "medium" })}
    ${textField(page, { name: "until", label: text("entry-until"), help: text("entry-until-help"), type: "date", width: "medium", optional: true })}`;
}

function commonsField(page: PageContext): Html {
  const { text } = page;
  return radioGroup(page, {
    name: "commons",
    legend: text("entry-commons"),
    value: "none",
    options: [
      { value: "none", label: text("entry-commons-none"), help: text("entry-commons-none-help") },
      {
        value: "contribution",
        label: text("entry-commons-contribution"),
        help: text("entry-commons-contribution-help"),
      },
      { value: "use", label: text("entry-commons-use"), help: text("entry-commons-use-help") },
    ],
  });
}

function whatOption(
  text: Text,
  what: What,
): { readonly value: string; readonly label: string; readonly help?: string } {
  switch (what) {
    case "work-paid":
      return { value: what, label: text("entry-kind-work-paid") };
    case "work-gift":
      return { value: what, label: text("entry-kind-work-gift"), help: text("entry-kind-work-gift-help") };
    case "money":
      return { value: what, label: text("entry-kind-money") };
    case "surplus":
      return { value: what, label: text("entry-kind-surplus"), help: text("entry-kind-surplus-help") };
    case "capacity":
      return { value: what, label: text("entry-kind-capacity"), help: text("entry-kind-capacity-help") };
  }
}

/** What is told beside the entry, and a name only with a yes. */
function wordFields(page: PageContext): Html {
  const { text } = page;
  return fieldset(
    text("entry-words"),
    html`<p>${text("entry-words-help")}</p>
    ${textArea(page, { name: "note", label: text("entry-note"), help: text("entry-note-help"), rows: 3, optional: true, maxLength: maxNoteLength })}
    ${textField(page, { name: "person", label: text("entry-person"), help: text("entry-person-help"), width: "medium", optional: true, maxLength: maxPersonLength, autocomplete: "off" })}
    ${checkbox(page, { name: "consents", label: text("entry-consents") })}`,
  );
}

/** Mending an entry: by how much it was wrong, and which way. */
export function renderCorrectionForm(page: PageContext, { entry, peer }: Correcting): Html {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  const isGiven = entry.provider !== peer.coop;
  const amount = formatQuantity(text, entry);
  return renderPage(page, {
    title: text("entry-correct-title"),
    lead: text("entry-correct-lead", { name }),
    back: { label: amount, href: `/ledger/${entry.id}` },
    body: html`
      ${facts([
        [
          text("entry-correct-says"),
          isGiven ? text("entry-correct-given", { name, amount }) : text("entry-correct-received", { name, amount }),
        ],
        [text("entry-correct-when"), slot(page, entry)],
      ])}
      ${form(
        page,
        {
          action: "/ledger/entries",
          hidden: { corrects: entry.id },
          button: { label: text("entry-correct-save"), says: text("entry-save-says") },
          cancel: { label: text("entry-cancel"), href: `/ledger/${entry.id}` },
        },
        html`
        ${radioGroup(page, {
          name: "way",
          legend: text("entry-way"),
          value: "less",
          options: [
            { value: "less", label: text("entry-way-less"), help: text("entry-way-less-help") },
            { value: "more", label: text("entry-way-more"), help: text("entry-way-more-help") },
          ],
        })}
        ${textField(page, { name: "amount", label: text("entry-difference"), help: text("entry-difference-help"), width: "short" })}
        ${wordFields(page)}`,
      )}`,
  });
}

/** On the page of an entry: to mend it, and to have forgotten whose name and which note stand beside it. */
export function entryDeeds(page: PageContext, { entry, peer }: Correcting): Html | undefined {
  const { text } = page;
  if (!mayAct(page, "steward") || peer.state === "blocked") return undefined;
  const name = pickText(nameOf(peer), text.locale);
  const hasWords = entry.note !== null || entry.person !== null;
  return section(
    { title: text("entry-deeds") },
    actions(
      linkButton({ href: `/ledger/entries/new?corrects=${entry.id}`, label: text("entry-correct"), kind: "quiet" }),
      html`${
        hasWords &&
        actionForm(page, {
          action: `/ledger/${entry.id}/forget`,
          button: { label: text("entry-forget"), says: text("entry-forget-says", { name }), kind: "danger" },
        })
      }`,
    ),
  );
}
