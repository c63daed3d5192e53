import type { Hono } from "hono";
import { html } from "hono/html";
import { changeCoop } from "#src/app/coop-changes.ts";
import { csvRecord } from "#src/app/csv.ts";
import { obfuscateDomain } from "#src/domain/domain-name.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import type { Coop } from "#src/store/coop.ts";
import { listRulesByName, type DomainRule } from "#src/store/moderation.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { localizedProse } from "#src/web/components/prose.ts";
import { table } from "#src/web/components/table.ts";
import { keepTyped, readLocalized } from "#src/web/components/typed.ts";
import { only, readForm } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { leadTo, mayAct, readDone } from "./done.ts";
import { languagesOffered } from "./languages.ts";
import { csv } from "./moderation-import.ts";
import { coopOf } from "./moderation.ts";
import { standingStatus } from "./moderation-view.ts";
import { renderProblem } from "./problem.ts";

const longestRule = 1_000;
const mostRules = 40;
/** Empty places at the end of the form, for what is new. */
const freshPlaces = 2;
const perPage = 200;

/** The rules of the place, for anyone, in their language; stewards write them side by side. */
export function rulesPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/rules", async (c) => {
    const coop = c.get("coop");
    if (coop === undefined) return renderProblem(c, "not-found");
    const after = (c.req.query("after") ?? "").slice(0, 253);
    const blocked = coop.publishBlocks ? await blockedAfter(app.database, after) : [];
    return c.html(renderRules(c.get("page"), { coop, blocked, isSaved: readDone(c, ["saved"]) !== undefined }));
  });
  pages.get("/rules/blocked.csv", async (c) => {
    if (c.get("coop")?.publishBlocks !== true) return renderProblem(c, "not-found");
    return csv(c, "blocked.csv", await blockedCsv(app.database));
  });
  pages.get("/rules/edit", only("steward"), (c) => c.html(renderForm(c.get("page"), coopOf(c))));
  pages.post("/rules/edit", only("steward"), async (c) => {
    const body = await readForm(c);
    const read = readRules(c, body);
    if ("errors" in read)
      return c.html(renderForm({ ...c.get("page"), typed: keepTyped(body, read.errors) }, coopOf(c)), 422);
    await changeCoop(app, { rules: read.rules });
    return leadTo(c, "/rules", "saved");
  });
}

type Database = WebParts["app"]["database"];

/** What is kept out or limited, without exceptions; each domain once, also when several lists name it. */
async function blockedAfter(database: Database, after: string): Promise<readonly DomainRule[]> {
  const page = { limit: perPage, ...(after === "" ? {} : { after }) };
  const rules = (await listRulesByName(database, page)).filter(({ standing }) => standing !== "allowed");
  return rules.filter(({ domain }, index) => rules[index - 1]?.domain !== domain);
}

async function blockedCsv(database: Database): Promise<string> {
  const records = [csvRecord(["#domain", "#severity", "#public_comment"])];
  for (let after = ""; ;) {
    const rules = await blockedAfter(database, after);
    for (const rule of rules)
      records.push(
        csvRecord([shownName(rule), rule.standing === "suspended" ? "suspend" : "silence", rule.publicComment ?? ""]),
      );
    const all = await listRulesByName(database, { limit: perPage, ...(after === "" ? {} : { after }) });
    if (all.length < perPage) return records.join("");
    after = all.at(-1)?.domain ?? "";
  }
}

const shownName = ({ domain, obfuscate }: DomainRule): string => (obfuscate ? obfuscateDomain(domain) : domain);

interface RulesView {
  readonly coop: Coop;
  readonly blocked: readonly DomainRule[];
  readonly isSaved: boolean;
}

function renderRules(page: PageContext, { coop, blocked, isSaved }: RulesView): Html {
  const { text } = page;
  const name = pickText(coop.name, text.locale);
  return renderPage(page, {
    title: text("rules-title"),
    lead: text("rules-lead", { name }),
    description: text("rules-lead", { name }),
    back: { label: name, href: "/" },
    ...(isSaved && { alert: { meaning: "good", says: text("rules-saved") } }),
    ...(mayAct(page, "steward") && {
      aside: linkButton({ href: "/rules/edit", label: text("rules-edit"), kind: "quiet" }),
    }),
    body: html`
      ${coop.absentSinceMs !== null && notice({ meaning: "waiting", says: text("rules-closed") })}
      ${coop.federation === "allow-list" && notice({ meaning: "quiet", says: text("rules-allow-list") })}
      ${
        coop.rules.length === 0
          ? emptyState({ title: text("rules-empty-title"), says: text("rules-empty") })
          : html`<ol class="rules">${coop.rules.map((rule) => html`<li>${localizedProse(text, rule)}</li>`)}</ol>`
      }
      <p>${text("rules-report")}</p>
      ${coop.publishBlocks && section({ title: text("rules-blocked"), id: "blocked" }, blockedTable(page, blocked))}`,
  });
}

function blockedTable(page: PageContext, blocked: readonly DomainRule[]): Html {
  const { text } = page;
  if (blocked.length === 0) return html`<p>${text("rules-blocked-none")}</p>`;
  const last = blocked.length >= perPage / 2 ? blocked.at(-1)?.domain : undefined;
  return html`<p>${text("rules-blocked-lead")} <a href="/rules/blocked.csv">${text("rules-blocked-csv")}</a></p>
    ${table({
      caption: text("rules-blocked"),
      captionHidden: true,
      columns: [
        {
          label: text("moderation-domain"),
          cell: (rule) => html`<bdi dir="ltr" class="breaks">${shownName(rule)}</bdi>`,
        },
        { label: text("moderation-standing"), cell: ({ standing }) => standingStatus(text, standing) },
        { label: text("moderation-reason"), cell: ({ publicComment }) => publicComment ?? "–" },
      ],
      rows: blocked,
    })}
    ${last !== undefined && html`<p><a href="/rules?after=${encodeURIComponent(last)}#blocked">${text("moderation-more")}</a></p>`}`;
}

const languagesOf = (coop: Coop): readonly string[] => [
  ...new Set([coop.defaultLanguage, ...coop.languages, ...coop.rules.flatMap((rule) => Object.keys(rule))]),
];

function renderForm(page: PageContext, coop: Coop): Html {
  const { text } = page;
  const languages = languagesOf(coop);
  const places = Math.min(mostRules, coop.rules.length + freshPlaces);
  const more = languagesOffered.filter((tag) => !languages.includes(tag));
  return renderPage(page, {
    title: text("rules-edit-title"),
    lead: text("rules-edit-lead"),
    back: { label: text("rules-title"), href: "/rules" },
    body: form(
      page,
      {
        action: "/rules/edit",
        button: { label: text("rules-save") },
        cancel: { label: text("openness-cancel"), href: "/rules" },
      },
      html`${Array.from({ length: places }, (_, at) =>
        localizedField(page, {
          name: `rule${at}`,
          label: text("rules-rule", { number: at + 1 }),
          languages,
          more,
          rows: 3,
          value: coop.rules[at] ?? {},
          optional: true,
        }),
      )}`,
    ),
  });
}

type Read = { readonly rules: readonly LocalizedText[] } | { readonly errors: Readonly<Record<string, string>> };

/** A rule without a word in any language is none. */
function readRules(c: Request, body: Readonly<Record<string, unknown>>): Read {
  const coop = coopOf(c);
  const tags = [...new Set([...languagesOf(coop), ...languagesOffered])];
  const errors: Record<string, string> = {};
  const rules: LocalizedText[] = [];
  for (let at = 0; at < mostRules; at += 1) {
    const rule = readLocalized(body, `rule${at}`, tags);
    if (rule === undefined) continue;
    for (const [tag, words] of Object.entries(rule))
      if (words.length > longestRule)
        errors[`rule${at}.${tag}`] = c.get("page").text("rules-too-long", { max: longestRule });
    rules.push(rule);
  }
  return Object.keys(errors).length > 0 ? { errors } : { rules };
}
