import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import type { HtmlValidate } from "html-validate";
import type { Page } from "playwright-core";

let opened: Promise<HtmlValidate> | undefined;

/** The validator, made once: reading its rules takes longer than a page. */
async function openValidator(): Promise<HtmlValidate> {
  const { HtmlValidate, StaticConfigLoader } = await import("html-validate");
  return new HtmlValidate(
    new StaticConfigLoader({
      extends: ["html-validate:standard", "html-validate:a11y"],
      rules: { "no-inline-style": "error" },
    }),
  );
}

/** What html-validate finds wrong with a document, one sentence each; nothing when it is valid. */
export async function checkPage(html: string): Promise<readonly string[]> {
  opened ??= openValidator();
  const report = await (await opened).validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ line, column, message, ruleId }) => `${line}:${column} ${message} (${ruleId})`),
  );
}

/** WCAG 2.2 AA and all that it contains. */
const conformance = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const axeFile = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
const prepared = new WeakSet<Page>();

/**
 * What axe finds wrong with the page as it stands in the browser, one sentence for each element; nothing when it passes. From its first
 * check on a page has axe from the start of each document: Chromium keeps such a script compiled, which takes longer than all else.
 */
export async function checkAccessibility(page: Page): Promise<readonly string[]> {
  // Run by the debugger, so that the page's Content-Security-Policy may stay as strict as it is.
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(`${await readFile(axeFile, "utf8")};0`);
  if (!prepared.has(page)) await page.addInitScript({ path: axeFile });
  prepared.add(page);
  const options: RunOptions & { readonly reporter: string } = {
    runOnly: { type: "tag", values: conformance },
    resultTypes: ["violations"],
    reporter: "no-passes",
  };
  const call = `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`;
  const violations = await page.evaluate<AxeResults["violations"]>(call);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} – ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}
