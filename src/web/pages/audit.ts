import type { Hono } from "hono";
import { html } from "hono/html";
import { exportAudit, listAudit, type AuditFilter, type AuditLine } from "#src/app/audit.ts";
import type { Page } from "#src/app/page.ts";
import { emptyState } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { table } from "#src/web/components/table.ts";
import { time } from "#src/web/components/time.ts";
import { only } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { cursorOf } from "./done.ts";
import { csv } from "./moderation-import.ts";

const perPage = 50;

/** Who did what: stewards read it, and nobody changes it. */
export function auditPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/audit", only("steward"), async (c) => {
    const typed = typedFilter(c);
    const found = await listAudit(app, { limit: perPage, ...cursorOf(c) }, filterOf(typed));
    return c.html(render(c.get("page"), found, typed));
  });
  pages.get("/audit.csv", only("steward"), async (c) => {
    const pieces: string[] = [];
    for await (const piece of exportAudit(app, filterOf(typedFilter(c)))) pieces.push(piece);
    return csv(c, "audit.csv", pieces.join(""));
  });
}

interface TypedFilter {
  readonly act: string;
  readonly by: string;
  readonly subject: string;
}

function typedFilter(c: Request): TypedFilter {
  const word = (name: string): string => (c.req.query(name) ?? "").trim().slice(0, 200);
  return { act: word("act"), by: word("by"), subject: word("subject") };
}

const filterOf = (typed: TypedFilter): AuditFilter =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));

function render(page: PageContext, found: Page<AuditLine>, typed: TypedFilter): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("audit-title"),
    lead: text("audit-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    body: html`
      ${form(
        page,
        { action: "/audit", method: "get", button: { label: text("audit-filter"), kind: "quiet" } },
        html`${textField(page, { name: "act", label: text("audit-act"), help: text("audit-act-help"), width: "medium", value: typed.act, optional: true })}
        ${textField(page, { name: "by", label: text("audit-by"), width: "medium", value: typed.by, optional: true })}
        ${textField(page, { name: "subject", label: text("audit-subject"), width: "medium", value: typed.subject, optional: true })}`,
      )}
      ${found.items.length === 0 ? emptyState({ title: text("audit-empty-title"), says: text("audit-empty") }) : lines(page, found.items)}
      ${pagination(page, found.next)}
      <p><a href="/audit.csv?${new URLSearchParams({ ...typed }).toString()}">${text("audit-csv")}</a></p>`,
  });
}

const lines = (page: PageContext, items: readonly AuditLine[]): Html => {
  const { text } = page;
  return table({
    caption: text("audit-title"),
    captionHidden: true,
    columns: [
      { label: text("audit-when"), cell: ({ atMs }) => time(page, atMs) },
      { label: text("audit-by"), cell: ({ byName }) => html`<bdi>${byName}</bdi>` },
      { label: text("audit-act"), cell: ({ act }) => html`<code dir="ltr">${act}</code>` },
      { label: text("audit-subject"), cell: ({ subject }) => html`<bdi dir="ltr" class="breaks">${subject}</bdi>` },
      { label: text("audit-detail"), cell: ({ detail }) => detailOf(detail) },
    ],
    rows: items,
  });
};

/** What is nought or empty says nothing. */
const detailOf = (detail: AuditLine["detail"]): Html =>
  html`<span class="breaks" dir="auto">${Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "" && value !== 0)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(" · ")}</span>`;
