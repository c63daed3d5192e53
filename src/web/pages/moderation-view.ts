import { html } from "hono/html";
import type { Presence } from "#src/app/absence.ts";
import type { AccountRule, DomainRule } from "#src/app/moderation.ts";
import type { RuledStanding } from "#src/domain/standing.ts";
import type { Coop } from "#src/store/coop.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import { checkbox, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { stats } from "#src/web/components/facts.ts";
import { textArea, textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { table } from "#src/web/components/table.ts";
import { date } from "#src/web/components/time.ts";
import { saysOfRules } from "./moderation-words.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Text } from "#src/web/text.ts";

export const doneWords = ["ruled", "lifted", "saved"] as const;
export type Done = (typeof doneWords)[number];

/** What is said about somebody, in a word. */
export function standingStatus(text: Text, standing: RuledStanding): Html {
  switch (standing) {
    case "allowed":
      return status("good", text("moderation-standing-allowed"));
    case "limited":
      return status("waiting", text("moderation-standing-limited"));
    case "suspended":
      return status("trouble", text("moderation-standing-suspended"));
  }
}

export interface ModerationView {
  readonly coop: Coop;
  readonly presence: Presence;
  readonly waiting: { readonly reports: number; readonly requests: number; readonly drafts: number };
  readonly domains: readonly DomainRule[];
  /** The domain to go on after. */
  readonly next: string | undefined;
  readonly search: string;
  readonly accounts: readonly AccountRule[];
  readonly addresses: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, string>;
  readonly done: Done | undefined;
  /** A rule that has to be said twice: whom it would hit. */
  readonly toConfirm?: string;
}

/** Whom we keep out, what waits for a steward, and the way to everything about it. */
export function renderModeration(page: PageContext, view: ModerationView): Html {
  const { text } = page;
  const { waiting, done } = view;
  return renderPage(page, {
    title: text("moderation-title"),
    lead: text("moderation-lead"),
    ...(done !== undefined && { alert: { meaning: "good", says: text(saysOfRules[done]) } }),
    body: html`
      ${presenceNotice(page, view.presence)}
      ${view.coop.federation === "allow-list" && notice({ meaning: "quiet", says: text("moderation-allow-list-on") })}
      ${stats([
        { label: text("moderation-reports"), value: String(waiting.reports), href: "/reports" },
        { label: text("moderation-requests"), value: String(waiting.requests), href: "/moderation/follow-requests" },
        { label: text("moderation-drafts"), value: String(waiting.drafts), href: "/moderation/lists" },
      ])}
      ${ways(page)}
      ${section({ title: text("moderation-rule-title"), id: "rule" }, ruleForm(page, view.toConfirm))}
      ${section({ title: text("moderation-domains") }, domainRules(page, view))}
      ${section({ title: text("moderation-accounts") }, accountRules(page, view))}`,
  });
}

/** That nobody looks after the node, or soon will not. */
export function presenceNotice(page: PageContext, presence: Presence): Html | undefined {
  const { text } = page;
  switch (presence.presence) {
    case "here":
      return undefined;
    case "warning":
      return notice({
        meaning: "waiting",
        says: html`<p>${text("moderation-closes")} ${date(page, presence.closesAtMs)}</p>`,
      });
    case "closed":
      return notice({
        meaning: "trouble",
        says: html`<p>${text("moderation-closed")} ${date(page, presence.sinceMs)}</p>`,
      });
  }
}

const ways = ({ text }: PageContext): Html => html`<ul>
  <li><a href="/moderation/lists">${text("moderation-way-lists")}</a></li>
  <li><a href="/moderation/import">${text("moderation-way-import")}</a></li>
  <li><a href="/rules/edit">${text("moderation-way-rules")}</a></li>
  <li><a href="/moderation/settings">${text("moderation-way-settings")}</a></li>
  <li><a href="/audit">${text("moderation-way-audit")}</a></li>
</ul>`;

function ruleForm(page: PageContext, toConfirm: string | undefined): Html {
  const { text } = page;
  return form(
    page,
    { action: "/moderation/rules", button: { label: text("moderation-rule-do") } },
    html`
    ${textField(page, { name: "whom", label: text("moderation-whom"), help: text("moderation-whom-help"), width: "medium", autocomplete: "off", maxLength: 2000 })}
    ${radioGroup(page, {
      name: "standing",
      legend: text("moderation-what"),
      value: "suspended",
      options: [
        { value: "suspended", label: text("moderation-suspend"), help: text("moderation-suspend-help") },
        { value: "limited", label: text("moderation-limit"), help: text("moderation-limit-help") },
        { value: "allowed", label: text("moderation-allow"), help: text("moderation-allow-help") },
      ],
    })}
    ${textArea(page, { name: "reason", label: text("moderation-reason"), help: text("moderation-reason-help"), rows: 2, maxLength: 1000, optional: true })}
    ${checkbox(page, { name: "public", label: text("moderation-public"), help: text("moderation-public-help"), checked: false })}
    ${checkbox(page, { name: "obfuscate", label: text("moderation-obfuscate"), checked: false })}
    ${checkbox(page, { name: "rejectMedia", label: text("moderation-reject-media"), checked: false })}
    ${checkbox(page, { name: "rejectReports", label: text("moderation-reject-reports"), checked: false })}
    ${toConfirm !== undefined && checkbox(page, { name: "confirmed", label: text("moderation-confirm", { whom: toConfirm }), help: text("moderation-confirm-help"), checked: false })}`,
  );
}

function domainRules(page: PageContext, { domains, next, search, lists }: ModerationView): Html {
  const { text } = page;
  const searching = form(
    page,
    { action: "/moderation", method: "get", button: { label: text("moderation-search"), kind: "quiet" } },
    textField(page, {
      name: "search",
      label: text("moderation-search-label"),
      width: "medium",
      value: search,
      optional: true,
    }),
  );
  if (domains.length === 0)
    return html`${search !== "" && searching}${emptyState({ title: text("moderation-domains-empty-title"), says: text("moderation-domains-empty") })}`;
  return html`${searching}
    ${lifting(
      page,
      table({
        caption: text("moderation-domains"),
        captionHidden: true,
        columns: [
          {
            label: text("moderation-domain"),
            cell: ({ domain }) => html`<bdi dir="ltr" class="breaks">${domain}</bdi>`,
          },
          { label: text("moderation-standing"), cell: ({ standing }) => standingStatus(text, standing) },
          {
            label: text("moderation-reason"),
            cell: ({ publicComment, privateComment }) => publicComment ?? privateComment ?? "–",
          },
          {
            label: text("moderation-by"),
            cell: ({ listId }) => (listId === "" ? text("moderation-by-steward") : (lists.get(listId) ?? "–")),
          },
          { label: text("moderation-since"), cell: ({ updatedAtMs }) => date(page, updatedAtMs) },
          { label: text("moderation-act"), cell: (rule) => (rule.listId === "" ? liftButton(page, rule.domain) : "–") },
        ],
        rows: domains,
      }),
    )}
    ${next !== undefined && html`<p><a href="/moderation?after=${encodeURIComponent(next)}&search=${encodeURIComponent(search)}">${text("moderation-more")}</a></p>`}`;
}

/** A form around the table: each row's button says whom. */
const lifting = (page: PageContext, rows: Html): Html =>
  html`<form method="post" action="/moderation/lift"><input type="hidden" name="csrf" value="${page.csrf}">${rows}</form>`;

const liftButton = ({ text }: PageContext, whom: string): Html =>
  html`<button type="submit" class="button button-quiet" name="whom" value="${whom}">${text("moderation-lift")}<span class="unseen"> ${whom}</span></button>`;

function accountRules(page: PageContext, { accounts, addresses }: ModerationView): Html {
  const { text } = page;
  const nameOf = (actor: string): string => addresses.get(actor) ?? actor;
  if (accounts.length === 0) return html`<p>${text("moderation-accounts-empty")}</p>`;
  return lifting(
    page,
    table({
      caption: text("moderation-accounts"),
      captionHidden: true,
      columns: [
        {
          label: text("moderation-account"),
          cell: ({ actor }) => html`<bdi dir="ltr" class="breaks">${nameOf(actor)}</bdi>`,
        },
        { label: text("moderation-standing"), cell: ({ standing }) => standingStatus(text, standing) },
        { label: text("moderation-reason"), cell: ({ reason }) => reason ?? "–" },
        { label: text("moderation-since"), cell: ({ updatedAtMs }) => date(page, updatedAtMs) },
        { label: text("moderation-act"), cell: ({ actor }) => liftButton(page, actor) },
      ],
      rows: accounts,
    }),
  );
}
