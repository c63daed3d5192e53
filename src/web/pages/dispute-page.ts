import { html } from "hono/html";
import type { DisputeDetails } from "#src/app/dispute-views.ts";
import type { WordOutcome } from "#src/app/disputes.ts";
import type { DisputeWordKind } from "#src/domain/dispute.ts";
import { pickText } from "#src/domain/language.ts";
import type { AgreementRow } from "#src/store/agreements.ts";
import { section } from "#src/web/components/card.ts";
import { radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { conversation, type Remark } from "#src/web/components/conversation.ts";
import { facts } from "#src/web/components/facts.ts";
import { textArea, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice, type Notice } from "#src/web/components/notice.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { formatDate, slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";
import { versionsTable } from "./dispute-versions.ts";
import { disputeStatus, turnSays } from "./disputes-view.ts";
import { mayAct } from "./done.ts";
import { entrySays, entryStatus, reasonName } from "./entry-words.ts";
import { nameOf } from "./peer-names.ts";

export const disputeDoneWords = ["said"] as const;

export interface DisputePage extends DisputeDetails {
  /** The IRI of our coop. */
  readonly us: string;
  readonly agreement?: AgreementRow;
  readonly done: (typeof disputeDoneWords)[number] | undefined;
  /** Why what was just tried cannot be done. */
  readonly because?: Extract<WordOutcome, { outcome: "impossible" }>["because"];
}

/** One dispute: what it is about, every version of it, what both sides said, and what can be done. */
export function renderDispute(page: PageContext, view: DisputePage): Html {
  const { text } = page;
  const { entry, us } = view;
  const name = pickText(nameOf(view.peer), text.locale);
  return renderPage(page, {
    title: text("disputes-title-one", { amount: formatQuantity(text, entry) }),
    lead: entrySays(text, entry, { us, name }),
    back: { label: text("disputes-title"), href: "/ledger/disputes" },
    aside: disputeStatus(text, view),
    ...alertFor(text, view, name),
    body: html`
      ${notice({ ...meaningOf(view), says: turnSays(page, view, name) })}
      ${view.versions.length > 1 && section({ title: text("disputes-versions") }, versionsTable(page, view, name))}
      ${section({ title: text("disputes-conversation") }, talk(page, view, name))}
      ${mayAct(page, "steward") && whatToDo(page, view, name)}
      ${section({ title: text("disputes-about") }, about(page, view))}`,
  });
}

function meaningOf({ standing, awaits, isOverdue }: DisputePage): Pick<Notice, "meaning"> {
  if (standing === "settled") return { meaning: "good" };
  if (standing !== "open") return { meaning: "quiet" };
  return { meaning: isOverdue || awaits !== "them" ? "trouble" : "waiting" };
}

function alertFor(text: Text, { done, because }: DisputePage, name: string): { readonly alert?: Notice } {
  if (because !== undefined) return { alert: { meaning: "trouble", says: impossibleSays(text, because, name) } };
  return done === undefined ? {} : { alert: { meaning: "good", says: text("disputes-done", { name }) } };
}

function impossibleSays(text: Text, because: NonNullable<DisputePage["because"]>, name: string): string {
  switch (because) {
    case "late":
      return text("ledger-impossible-late");
    case "blocked":
      return text("ledger-impossible-blocked", { name });
    case "withdrawn":
      return text("disputes-withdrawn");
    case "many":
      return text("disputes-impossible-many");
    case "own":
    case "theirs":
      return text("disputes-impossible-side");
    case "undisputed":
      return text("disputes-impossible-undisputed");
    case "date":
      return text("disputes-until-wrong");
  }
}

function talk(page: PageContext, view: DisputePage, name: string): Html {
  const { text } = page;
  const remarks = [
    ...unsignedRefusal(page, view, name),
    ...view.words.map((word) => remarkOf(page, view, { word, name })),
  ];
  return remarks.length === 0 ? html`<p>${text("disputes-conversation-empty")}</p>` : conversation(page, remarks);
}

/** Nodes of the first version sign no refusals, and two versions of an entry are found by the node itself. */
function unsignedRefusal({ text }: PageContext, { entry, us, words }: DisputePage, name: string): readonly Remark[] {
  const { disputedBy, disputeReason, disputeNote } = entry;
  if (disputedBy === null || disputeReason === null || words.some(({ kind }) => kind === "refusal")) return [];
  const ours = disputedBy === us;
  const says = html`<p>${text("disputes-word-refusal", { reason: reasonName(text, disputeReason) })}</p>${note(disputeNote)}`;
  return [{ who: ours ? text("ledger-we") : name, ours, atMs: entry.createdAtMs, says }];
}

type Said = DisputePage["words"][number];

function remarkOf(
  page: PageContext,
  { us }: DisputePage,
  { word, name }: { readonly word: Said; readonly name: string },
): Remark {
  const { text } = page;
  const ours = word.by === us;
  return {
    who: ours ? text("ledger-we") : name,
    ours,
    atMs: word.saidAtMs,
    says: html`${wordSays(page, word)}${note(word.note)}${!word.isSigned && html`<p class="meta">${text("disputes-word-waiting", { name })}</p>`}`,
  };
}

function wordSays(page: PageContext, { kind, reason, untilMs }: Said): Html | undefined {
  const { text } = page;
  switch (kind) {
    case "refusal":
      return html`<p>${text("disputes-word-refusal", { reason: reasonName(text, reason ?? "other") })}</p>`;
    case "differ":
      return html`<p>${text("disputes-word-differ", { date: formatDate(page, untilMs ?? 0) })}</p>`;
    case "withdrawn":
      return html`<p>${text("disputes-word-withdrawn")}</p>`;
    case "note":
      return undefined;
  }
}

const note = (words: string | null): Html | undefined =>
  words === null || words === "" ? undefined : html`<p dir="auto">${words}</p>`;

/** What ends it, and what can be said. */
function whatToDo(page: PageContext, view: DisputePage, name: string): Html | undefined {
  const { text } = page;
  const { entry, mayBeSaid, us, peer } = view;
  const isOpen = entry.state === "disputed" && entry.withdrawnAtMs === null && peer.state !== "blocked";
  if (!isOpen) return undefined;
  const maySign = entry.maker !== us;
  return section(
    { title: text("disputes-todo") },
    html`
    <p>${maySign ? text("disputes-ways-other", { name }) : text("disputes-ways-maker", { name })}</p>
    ${maySign && actionForm(page, { action: `/ledger/${entry.id}/countersign`, button: { label: text("ledger-countersign"), kind: "quiet", says: text("ledger-countersign-says", { name }) } })}
    <p><a href="/ledger/entries/new?corrects=${entry.id}">${text("disputes-correct")}</a></p>
    ${mayBeSaid.length > 0 && saying(page, view, name)}`,
  );
}

const offered: readonly DisputeWordKind[] = ["note", "differ", "withdrawn"];

function saying(page: PageContext, { entry, mayBeSaid }: DisputePage, name: string): Html {
  const { text } = page;
  const options = offered
    .filter((kind) => mayBeSaid.includes(kind))
    .map((value) => ({ value, label: kindLabel(text, value), help: kindHelp(text, value, name) }));
  return form(
    page,
    {
      action: `/ledger/disputes/${entry.id}/words`,
      button: { label: text("disputes-say"), says: text("disputes-say-says", { name }) },
    },
    html`
    ${radioGroup(page, { name: "kind", legend: text("disputes-kind"), options, value: "note" })}
    ${textArea(page, { name: "note", label: text("disputes-note"), help: text("ledger-note-help", { name }), rows: 4, maxLength: 2000, optional: true })}
    ${mayBeSaid.includes("differ") && textField(page, { name: "until", label: text("disputes-until"), help: text("disputes-until-help"), type: "date", width: "medium", optional: true })}`,
  );
}

function kindLabel(text: Text, kind: DisputeWordKind): string {
  switch (kind) {
    case "note":
      return text("disputes-kind-note");
    case "differ":
      return text("disputes-kind-differ");
    case "withdrawn":
      return text("disputes-kind-withdrawn");
    case "refusal":
      return text("ledger-dispute");
  }
}

function kindHelp(text: Text, kind: DisputeWordKind, name: string): string {
  switch (kind) {
    case "note":
      return text("disputes-kind-note-help", { name });
    case "differ":
      return text("disputes-kind-differ-help", { name });
    case "withdrawn":
      return text("disputes-kind-withdrawn-help");
    case "refusal":
      return text("ledger-dispute-says", { name });
  }
}

function about(page: PageContext, { entry, agreement, corrected, corrections }: DisputePage): Html {
  const { text } = page;
  const link = (one: DisputePage["entry"]): Html =>
    html`<a href="/ledger/${one.id}">${formatQuantity(text, one)}</a> ${entryStatus(text, one)}`;
  return facts([
    [text("disputes-entry"), link(entry)],
    [text("ledger-period"), slot(page, entry)],
    [text("ledger-agreement"), agreement && html`<a href="/agreements/${agreement.id}">${agreement.title}</a>`],
    [text("ledger-corrects"), corrected && link(corrected)],
    [
      text("disputes-corrections"),
      corrections.length > 0 && html`<ul>${corrections.map((one) => html`<li>${link(one)}</li>`)}</ul>`,
    ],
  ]);
}
