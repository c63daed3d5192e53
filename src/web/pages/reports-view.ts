import { html } from "hono/html";
import type { Page } from "#src/app/page.ts";
import { longestReport, type Report } from "#src/app/reports.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textArea, textField } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { status } from "#src/web/components/status.ts";
import { time } from "#src/web/components/time.ts";
import { reportSources, reportStates, saysOfReports } from "./moderation-words.ts";
import { renderPage } from "#src/web/layout.ts";

export const doneWords = ["resolved", "reopened", "sent"] as const;

interface ReportsView {
  readonly found: Page<Report>;
  readonly state: "open" | "resolved";
  readonly names: ReadonlyMap<string, string>;
  readonly origin: string;
  readonly done: (typeof doneWords)[number] | undefined;
}

/** What was reported, to us and by us. */
export function renderReports(page: PageContext, { found, state, names, done }: ReportsView): Html {
  const { text } = page;
  const tab = (one: "open" | "resolved"): Html =>
    html`<li><a href="/reports?state=${one}"${one === state && html` aria-current="page"`}>${text(reportStates[one])}</a></li>`;
  return renderPage(page, {
    title: text("reports-title"),
    lead: text("reports-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    ...(done !== undefined && { alert: { meaning: "good", says: text(saysOfReports[done]) } }),
    body: html`
      <nav class="filters" aria-label="${text("reports-title")}"><ul>${tab("open")}${tab("resolved")}</ul></nav>
      ${
        found.items.length === 0
          ? emptyState({ title: text("reports-empty-title"), says: text("reports-empty") })
          : cards(found.items.map((report) => reportCard(page, report, names)))
      }
      ${pagination(page, found.next)}
      ${section({ title: text("reports-out-title"), id: "out" }, outForm(page))}`,
  });
}

function reportCard(page: PageContext, report: Report, names: ReadonlyMap<string, string>): Card {
  const { text } = page;
  const { reported, objects, comment, direction, reporter, createdAtMs, resolution } = report;
  const from = direction === "in" && reporter !== null ? new URL(reporter).host : "";
  return {
    title: html`<bdi class="breaks">${names.get(reported) ?? reported}</bdi>`,
    href: reported,
    status:
      report.state === "open"
        ? status("waiting", text("reports-state-open"))
        : status("quiet", text("reports-state-resolved")),
    meta: html`${text(reportSources[direction], { from })} · ${time(page, createdAtMs)}`,
    body: html`
      <blockquote class="prose"><p>${comment === "" ? text("reports-no-comment") : comment}</p></blockquote>
      ${objects.length > 0 && html`<ul>${objects.map((iri) => html`<li><a href="${iri}" rel="nofollow noreferrer"><bdi dir="ltr" class="breaks">${iri}</bdi></a></li>`)}</ul>`}
      ${resolution !== null && html`<p>${text("reports-resolution")} ${resolution}</p>`}`,
    actions: report.state === "open" ? resolving(page, report) : reopening(page, report),
  };
}

/** Each form has a field of its own name, so that errors and labels are told apart. */
const resolving = (
  page: PageContext,
  { id }: Report,
): Html => html`<form class="form" method="post" action="/reports/${id}/resolve">
  <input type="hidden" name="csrf" value="${page.csrf}">
  <div class="field"><label for="note-${id}">${page.text("reports-note")} <span class="optional">${page.text("shell-optional")}</span></label>
  <textarea id="note-${id}" name="note" class="input" rows="2" maxlength="${longestReport}"></textarea></div>
  <div class="form-buttons"><button type="submit" class="button button-quiet">${page.text("reports-resolve")}</button></div>
</form>`;

const reopening = (page: PageContext, { id }: Report): Html =>
  actionForm(page, { action: `/reports/${id}/reopen`, button: { label: page.text("reports-reopen"), kind: "quiet" } });

const outForm = (page: PageContext): Html => {
  const { text } = page;
  return form(
    page,
    { action: "/reports/out", button: { label: text("reports-send") } },
    html`
    ${textField(page, { name: "account", label: text("reports-account"), help: text("reports-account-help"), width: "medium", autocomplete: "off", maxLength: 2000 })}
    ${textArea(page, { name: "objects", label: text("reports-objects"), help: text("reports-objects-help"), rows: 2, optional: true })}
    ${textArea(page, { name: "comment", label: text("reports-comment"), rows: 4, maxLength: longestReport })}`,
  );
};

/** For a visitor: what is reported, and why. */
export function renderReporting(page: PageContext, object: string): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("reports-new-title"),
    lead: text("reports-new-lead"),
    body: html`<p><bdi dir="ltr" class="breaks">${object}</bdi></p>
      ${form(
        page,
        { action: "/reports/new", hidden: { object }, button: { label: text("reports-new-send") } },
        textArea(page, {
          name: "comment",
          label: text("reports-new-why"),
          help: text("reports-new-help"),
          rows: 5,
          maxLength: longestReport,
        }),
      )}
      <p><a href="/rules">${text("rules-title")}</a></p>`,
  });
}

/** No more than thanks: nobody is told what came of it. */
export const renderThanks = (page: PageContext): Html =>
  renderPage(page, {
    title: page.text("reports-thanks-title"),
    lead: page.text("reports-thanks"),
    body: html`<p>${linkButton({ href: "/", label: page.text("problem-home") })}</p>`,
  });
