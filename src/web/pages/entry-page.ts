import { html } from "hono/html";
import type { EntryActOutcome } from "#src/app/entry-acts.ts";
import type { EntryStory } from "#src/app/entry-story.ts";
import { pickText } from "#src/domain/language.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import { accountOf, kindOf } from "#src/domain/entry.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { conversation } from "#src/web/components/conversation.ts";
import { facts } from "#src/web/components/facts.ts";
import { selectField, textArea } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { deliveryLink } from "./delivery-link.ts";
import { mayAct } from "./done.ts";
import { booksStatus } from "./books-state.ts";
import { disputeReasons, entrySays, entryStatus, reasonName, waitSays } from "./entry-words.ts";
import { signatures } from "./entry-signatures.ts";
import { entryDeeds } from "./entry-form-view.ts";
import { nameOf } from "./peer-names.ts";
import { accountName, kindName } from "./unit-words.ts";

export const entryDoneWords = ["countersigned", "disputed"] as const;
type Done = (typeof entryDoneWords)[number];

export interface EntryPage extends EntryStory {
  readonly agreement?: AgreementRow;
  readonly done: Done | undefined;
  /** Why what was just tried cannot be done. */
  readonly because?: Extract<EntryActOutcome, { outcome: "impossible" }>["because"];
}

/** One entry: who says what happened, who has signed it, what it belongs to, and what we can say to it. */
export function renderEntry(page: PageContext, view: EntryPage): Html {
  const { text } = page;
  const { entry, peer, us } = view;
  const name = pickText(nameOf(peer), text.locale);
  const isOpen = entry.maker !== us && entry.state !== "agreed" && peer.state !== "blocked";
  return renderPage(page, {
    title: formatQuantity(text, entry),
    lead: entrySays(text, entry, { us, name }),
    back: { label: text("ledger-title-with", { name }), href: `/ledger/peers/${peer.id}` },
    aside: entryStatus(text, entry),
    ...alertFor(page, view, name),
    body: html`
      ${entry.waits !== null && entry.state === "in-transit" && notice({ meaning: "waiting", title: text("ledger-waits-title"), says: waitSays(text, entry.waits) })}
      ${entry.state === "disputed" && dispute(page, view, name)}
      ${isOpen && mayAct(page, "steward") && answering(page, entry, name)}
      ${mayAct(page, "steward") && withdrawing(page, view, name)}
      ${section({ title: text("ledger-signatures") }, signatures(page, view, name))}
      ${section({ title: text("ledger-about") }, about(page, view))}
      ${section({ title: text("ledger-proof") }, proof(page, view))}
      ${entryDeeds(page, view)}`,
  });
}

function alertFor({ text }: PageContext, { done, because }: EntryPage, name: string): { readonly alert?: Notice } {
  switch (because) {
    case "late":
      return { alert: { meaning: "trouble", says: text("ledger-impossible-late") } };
    case "own":
      return { alert: { meaning: "trouble", says: text("ledger-impossible-own", { name }) } };
    case "blocked":
      return { alert: { meaning: "trouble", says: text("ledger-impossible-blocked", { name }) } };
    case "withdrawn":
      return { alert: { meaning: "trouble", says: text("ledger-impossible-withdrawn", { name }) } };
    case "many":
      return { alert: { meaning: "trouble", says: text("ledger-impossible-many", { name }) } };
    case undefined:
      break;
  }
  if (done === undefined) return {};
  return {
    alert: {
      meaning: "good",
      says:
        done === "countersigned" ? text("ledger-done-countersigned", { name }) : text("ledger-done-disputed", { name }),
    },
  };
}

function dispute(page: PageContext, { entry, us }: EntryPage, name: string): Html {
  const { text } = page;
  const ours = entry.disputedBy === us;
  const who = ours ? text("ledger-we") : name;
  return section(
    { title: text("ledger-dispute-title") },
    html`
    ${conversation(page, [
      {
        who,
        ours,
        atMs: entry.updatedAtMs,
        says: html`<p>${reasonName(text, entry.disputeReason ?? "other")}</p>${entry.disputeNote !== null && entry.disputeNote !== "" && html`<p dir="auto">${entry.disputeNote}</p>`}`,
      },
    ])}
    <p>${entry.maker === us ? text("ledger-dispute-next-ours", { name }) : text("ledger-dispute-next-theirs", { name })}</p>
    <p><a href="/ledger/disputes/${entry.id}">${text("ledger-dispute-open")}</a></p>`,
  );
}

/** What we say that nobody has answered yet can be taken back; what is disputed, on the page of the dispute. */
function withdrawing(page: PageContext, { entry, us, peer }: EntryPage, name: string): Html | undefined {
  const { text } = page;
  if (entry.maker !== us || entry.state !== "in-transit" || peer.state === "blocked") return undefined;
  return actionForm(page, {
    action: `/ledger/disputes/${entry.id}/words`,
    hidden: { kind: "withdrawn" },
    button: { label: text("disputes-withdraw"), kind: "danger", says: text("disputes-withdraw-says", { name }) },
  });
}

/** Our yes, or our no with its reason. */
function answering(page: PageContext, entry: EntryRow, name: string): Html {
  const { text } = page;
  const here = `/ledger/${entry.id}`;
  const yes = actionForm(page, {
    action: `${here}/countersign`,
    button: { label: text("ledger-countersign"), says: text("ledger-countersign-says", { name }) },
  });
  if (entry.state === "disputed") return section({ title: text("ledger-answer") }, yes);
  const reasons = disputeReasons.map((value) => ({ value, label: reasonName(text, value) }));
  return section(
    { title: text("ledger-answer") },
    html`${yes}
    ${form(
      page,
      {
        action: `${here}/dispute`,
        button: { label: text("ledger-dispute"), kind: "danger", says: text("ledger-dispute-says", { name }) },
      },
      html`
      ${selectField(page, { name: "reason", label: text("ledger-reason"), prompt: text("ledger-reason-prompt"), options: reasons })}
      ${textArea(page, { name: "note", label: text("ledger-note"), help: text("ledger-note-help", { name }), rows: 3, maxLength: 2000 })}`,
    )}`,
  );
}

function about(page: PageContext, { entry, agreement, corrected, corrections }: EntryPage): Html {
  const { text } = page;
  const link = (one: EntryRow): Html =>
    html`<a href="/ledger/${one.id}">${formatQuantity(text, one)}</a> ${entryStatus(text, one)}`;
  return facts([
    [text("ledger-kind"), kindName(text, { kind: kindOf(entry), gift: entry.gift })],
    [text("ledger-account"), accountName(text, accountOf(entry))],
    [
      text("ledger-agreement"),
      agreement === undefined
        ? text("ledger-agreement-none")
        : html`<a href="/agreements/${agreement.id}">${agreement.title}</a>`,
    ],
    [text("ledger-period"), slot(page, entry)],
    [text("ledger-quantity"), formatQuantity(text, entry)],
    [text("ledger-person"), personOf(text, entry)],
    [text("ledger-words"), entry.note !== null && html`<span dir="auto">${entry.note}</span>`],
    [text("ledger-corrects"), corrected && link(corrected)],
    [
      text("ledger-corrected-by"),
      corrections.length > 0 && html`${corrections.map((one) => html`<p>${link(one)}</p>`)}`,
    ],
    [text("ledger-made-at"), formatMoment(page, entry.createdAtMs)],
    [
      text("ledger-statement"),
      entry.statementId !== null &&
        html`<a href="/ledger/statements/${entry.statementId}">${text("ledger-statement-see")}</a>`,
    ],
  ]);
}

/** The name of whoever did it stands beside what was signed, for those who may know it. */
function personOf(text: Text, { person, performer, forgottenAtMs }: EntryRow): Html | undefined {
  if (person !== null) return html`<span dir="auto">${person}</span>`;
  if (performer === null) return undefined;
  return html`${forgottenAtMs === null ? text("ledger-person-not-told") : text("ledger-person-forgotten")}`;
}

/** What a steward needs to show somebody else that it is so. */
function proof(page: PageContext, { entry, evidence, reconciliation, places }: EntryPage): Html {
  const { text } = page;
  const checkpoints = [...new Set(places.map(({ log }) => log.checkpoint))].filter((one) => one !== null);
  return html`${facts([
    [text("ledger-books"), booksStatus(page, reconciliation)],
    [text("ledger-address"), html`<code dir="ltr">${entry.entry}</code>`],
    [text("ledger-hash"), html`<code dir="ltr">${entry.hash}</code>`],
  ])}
    ${deliveryLink(page, entry.entry)}
    <details><summary>${text("ledger-document")}</summary><pre class="code" dir="ltr" tabindex="0"><code>${pretty(entry.document)}</code></pre></details>
    ${checkpoints.length > 0 && html`<details><summary>${text("ledger-checkpoints")}</summary>${checkpoints.map((one) => html`<pre class="code" dir="ltr" tabindex="0"><code>${one}</code></pre>`)}</details>`}
    ${evidence.length > 0 && html`<details><summary>${text("ledger-evidence")}</summary>${evidence.map(({ document }) => html`<pre class="code" dir="ltr" tabindex="0"><code>${pretty(document)}</code></pre>`)}</details>`}`;
}

/** A document to be read; as it stands when it is no JSON. */
function pretty(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document), null, 2);
  } catch {
    return document;
  }
}
