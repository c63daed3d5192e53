import type { Hono } from "hono";
import { html } from "hono/html";
import {
  exportAccounts,
  exportDomains,
  importAccounts,
  importDomains,
  type ImportOutcome,
} from "#src/app/rule-files.ts";
import { section } from "#src/web/components/card.ts";
import { radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textArea } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { table } from "#src/web/components/table.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import { importKinds } from "./moderation-words.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";

const kinds = ["block", "allow", "blocks", "mutes"] as const;

/** Rules in and out as files, tried first. */
export function moderationImportPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/moderation/import", only("steward"), (c) => c.html(render(c.get("page"))));
  pages.post("/moderation/import", only("steward"), async (c) => {
    const body = await readForm(c);
    const page = c.get("page");
    if (field(body, "text") === "")
      return c.html(render({ ...page, typed: keepTyped(body, { text: page.text("import-text-missing") }) }), 422);
    const report = await run(parts, body);
    if (report === undefined)
      return c.html(render({ ...page, typed: keepTyped(body, { text: page.text("import-unreadable") }) }), 422);
    return c.html(render({ ...page, typed: keepTyped(body, {}) }, report));
  });
  pages.get("/moderation/export.csv", only("steward"), async (c) => {
    const kind = kinds.find((one) => one === c.req.query("kind")) ?? "block";
    if (kind === "blocks" || kind === "mutes") return csv(c, `${kind}.csv`, await exportAccounts(app, kind));
    const pieces: string[] = [];
    for await (const piece of exportDomains(app, kind)) pieces.push(piece);
    return csv(c, `domain_${kind}s.csv`, pieces.join(""));
  });
}

export const csv = (c: Request, name: string, text: string): Response =>
  c.body(text, 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  });

/** What came of it, in lines for people. */
interface Report {
  readonly isTrial: boolean;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly same: number;
  readonly left: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

async function run(parts: WebParts, body: FormBody): Promise<Report | undefined> {
  const isTrial = field(body, "act") !== "import";
  const kind = kinds.find((one) => one === field(body, "kind")) ?? "block";
  // The field as it was sent: its lines count.
  const text = typeof body["text"] === "string" ? body["text"] : "";
  if (kind === "block" || kind === "allow")
    return domainReport(await importDomains(parts.app, text, { kind, isTrial }), isTrial);
  const done = await importAccounts(parts, text, { kind, isTrial });
  if ("unreadable" in done) return undefined;
  return { isTrial, added: done.accounts, changed: [], same: 0, left: done.errors };
}

function domainReport(read: ImportOutcome, isTrial: boolean): Report | undefined {
  if (read.outcome === "unreadable") return undefined;
  const names = (rows: typeof read.new): readonly string[] => rows.map(({ domain }) => domain);
  return {
    isTrial,
    added: names(read.new),
    changed: names(read.changed),
    same: read.same,
    left: [...read.errors, ...read.kept.map(({ line, domain }) => ({ line, text: domain, reason: "protected" }))],
  };
}

function render(page: PageContext, report?: Report): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("import-title"),
    lead: text("import-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    body: html`
      ${report && outcome(page, report)}
      ${section(
        { title: text("import-in") },
        form(
          page,
          {
            action: "/moderation/import",
            button: [
              { label: text("import-try"), name: "act", value: "try" },
              { label: text("import-do"), kind: "quiet", name: "act", value: "import" },
            ],
          },
          html`${radioGroup(page, { name: "kind", legend: text("import-kind"), value: "block", options: kinds.map((value) => ({ value, label: text(importKinds[value]) })) })}
        ${textArea(page, { name: "text", label: text("import-text"), help: text("import-text-help"), rows: 10 })}`,
        ),
      )}
      ${section(
        { title: text("import-out") },
        html`<ul>${kinds.map((kind) => html`<li><a href="/moderation/export.csv?kind=${kind}">${text(importKinds[kind])}</a></li>`)}</ul>`,
      )}`,
  });
}

const mostShown = 200;

function outcome(page: PageContext, { isTrial, added, changed, same, left }: Report): Html {
  const { text } = page;
  const counts = { new: added.length, changed: changed.length, same, left: left.length };
  return html`${notice({ meaning: isTrial ? "waiting" : "good", says: text(isTrial ? "import-tried" : "import-done", counts) })}
    ${added.length + changed.length > 0 && html`<details><summary>${text("import-which")}</summary><ul>${[...added, ...changed].slice(0, mostShown).map((name) => html`<li><bdi dir="ltr" class="breaks">${name}</bdi></li>`)}</ul></details>`}
    ${
      left.length > 0 &&
      table({
        caption: text("import-left"),
        columns: [
          { label: text("import-line"), cell: ({ line }) => String(line), numeric: true },
          {
            label: text("moderation-domain"),
            cell: ({ text: said }) => html`<bdi dir="ltr" class="breaks">${said}</bdi>`,
          },
          { label: text("moderation-reason"), cell: ({ reason }) => reasonIn(page, reason) },
        ],
        rows: left.slice(0, mostShown),
      })
    }`;
}

/** Reasons of ours are words of a closed set; what a server said stands as it is. */
function reasonIn({ text }: PageContext, reason: string): string {
  switch (reason) {
    case "malformed":
      return text("import-why-malformed");
    case "obfuscated":
      return text("import-why-obfuscated");
    case "account":
      return text("import-why-account");
    case "path":
      return text("import-why-path");
    case "empty":
      return text("import-why-empty");
    case "public-suffix":
      return text("import-why-public-suffix");
    case "severity":
      return text("import-why-severity");
    case "nothing":
      return text("import-why-nothing");
    case "protected":
      return text("import-why-protected");
    default:
      return reason;
  }
}
