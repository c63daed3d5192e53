import { html } from "hono/html";
import type { BlockListItem, BlockListView } from "#src/app/block-lists.ts";
import { cards, emptyState, section } from "#src/web/components/card.ts";
import { radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { textField } from "#src/web/components/field.ts";
import { actionForm, actions, form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { status } from "#src/web/components/status.ts";
import { table } from "#src/web/components/table.ts";
import { time } from "#src/web/components/time.ts";
import { listApplies, listEntries, listKinds, saysOfLists } from "./moderation-words.ts";
import { renderPage } from "#src/web/layout.ts";
import type { Button } from "#src/web/components/button.ts";
import type { Text } from "#src/web/text.ts";
import { standingStatus } from "./moderation-view.ts";

export const doneWords = ["fetched", "unfetched", "shrunk", "decided", "skipped", "changed", "removed"] as const;
export type Done = (typeof doneWords)[number];
type State = BlockListItem["state"];

const meanings = { unfetched: "trouble", shrunk: "waiting", skipped: "waiting" } as const;
const alertOf = (text: Text, done: Done | undefined) =>
  done === undefined
    ? {}
    : {
        alert: {
          meaning: done in meanings ? meanings[done as keyof typeof meanings] : "good",
          says: text(saysOfLists[done]),
        } as const,
      };

/** The lists that we follow, and how to follow one more. */
export function renderLists(page: PageContext, lists: readonly BlockListView[], done: Done | undefined): Html {
  const { text } = page;
  return renderPage(page, {
    title: text("lists-title"),
    lead: text("lists-lead"),
    back: { label: text("moderation-title"), href: "/moderation" },
    ...alertOf(text, done),
    body: html`
      ${
        lists.length === 0
          ? emptyState({ title: text("lists-empty-title"), says: text("lists-empty") })
          : cards(
              lists.map((list) => ({
                title: html`<bdi class="breaks">${list.name}</bdi>`,
                href: `/moderation/lists/${list.id}`,
                status: listStatus(text, list),
                meta: html`<bdi dir="ltr" class="breaks">${list.url}</bdi>`,
                body: text("lists-counts", { ...list.counts }),
              })),
            )
      }
      ${section({ title: text("lists-add-title"), id: "add" }, addForm(page))}`,
  });
}

function listStatus(text: Text, { lastError, counts, apply }: BlockListView): Html {
  if (lastError !== null) return status("trouble", text("lists-state-trouble"));
  if (counts.draft + counts.retracted > 0) return status("waiting", text("lists-state-waiting"));
  return status("good", text(listApplies[apply]));
}

const addForm = (page: PageContext): Html => {
  const { text } = page;
  return form(
    page,
    { action: "/moderation/lists", button: { label: text("lists-add") } },
    html`
    ${textField(page, { name: "url", type: "url", label: text("lists-url"), help: text("lists-url-help"), autocomplete: "off", maxLength: 2000 })}
    ${textField(page, { name: "name", label: text("lists-name"), width: "medium", maxLength: 200, optional: true })}
    ${radioGroup(page, {
      name: "kind",
      legend: text("lists-kind"),
      value: "block",
      options: [
        { value: "block", label: text("lists-kind-block") },
        { value: "allow", label: text("lists-kind-allow") },
      ],
    })}
    ${radioGroup(page, { name: "apply", legend: text("lists-apply"), value: "draft", options: applyOptions(text) })}`,
  );
};

const applyOptions = (text: Text) => [
  { value: "draft", label: text("lists-apply-draft"), help: text("lists-apply-draft-help") },
  { value: "automatic", label: text("lists-apply-automatic"), help: text("lists-apply-automatic-help") },
];

interface ListPage {
  readonly list: BlockListView;
  readonly state: State;
  readonly items: readonly BlockListItem[];
  readonly next: string | undefined;
  readonly done: Done | undefined;
}

const states: readonly State[] = ["draft", "retracted", "applied", "excepted"];

/** One list: what of it waits, what counts, what never will. */
export function renderList(page: PageContext, view: ListPage): Html {
  const { text } = page;
  const { list, state, done } = view;
  const at = `/moderation/lists/${list.id}`;
  return renderPage(page, {
    title: list.name,
    lead: html`<bdi dir="ltr" class="breaks">${list.url}</bdi>`,
    aside: listStatus(text, list),
    back: { label: text("lists-title"), href: "/moderation/lists" },
    ...alertOf(text, done),
    body: html`
      ${trouble(page, list)}
      ${facts([
        [text("lists-kind"), text(listKinds[list.kind])],
        [text("lists-fetched"), list.fetchedAtMs !== null && time(page, list.fetchedAtMs)],
      ])}
      ${actions(actionForm(page, { action: `${at}/refresh`, button: { label: text("lists-refresh"), kind: "quiet" } }))}
      <nav class="filters" aria-label="${text("lists-entries")}"><ul>${states.map((one) => html`<li><a href="${at}?state=${one}"${one === state && html` aria-current="page"`}>${text(listEntries[one], { count: list.counts[one] })}</a></li>`)}</ul></nav>
      ${entries(page, view)}
      ${section({ title: text("lists-apply") }, form(page, { action: `${at}/apply`, button: { label: text("lists-apply-save"), kind: "quiet" } }, radioGroup(page, { name: "apply", legend: text("lists-apply"), value: list.apply, options: applyOptions(text) })))}
      ${section({ title: text("lists-remove-title") }, actionForm(page, { action: `${at}/remove`, button: { label: text("lists-remove"), kind: "danger", says: text("lists-remove-says") } }))}`,
  });
}

function trouble(page: PageContext, { id, lastError }: BlockListView): Html | undefined {
  const { text } = page;
  if (lastError === null) return undefined;
  const [, before, now] = /^shrunk (\d+) (\d+)$/.exec(lastError) ?? [];
  if (before === undefined || now === undefined)
    return notice({ meaning: "trouble", says: text("lists-failed", { why: lastError }) });
  return html`${notice({ meaning: "waiting", says: text("lists-shrunk", { before: Number(before), now: Number(now) }) })}
    ${actionForm(page, { action: `/moderation/lists/${id}/refresh`, hidden: { confirmed: "yes" }, button: { label: text("lists-shrunk-do"), kind: "danger", says: text("lists-shrunk-says") } })}`;
}

function entries(page: PageContext, { list, state, items, next }: ListPage): Html {
  const { text } = page;
  if (items.length === 0) return html`<p>${text("lists-entries-none")}</p>`;
  const at = `/moderation/lists/${list.id}`;
  return html`${form(
    page,
    { action: `${at}/entries`, button: buttons(text, state) },
    table({
      caption: text("lists-entries"),
      captionHidden: true,
      columns: [
        {
          label: text("moderation-domain"),
          cell: ({ domain }) =>
            html`<label class="choice"><input type="checkbox" name="domain" value="${domain}"> <bdi dir="ltr" class="breaks">${domain}</bdi></label>`,
        },
        { label: text("moderation-standing"), cell: ({ standing }) => standingStatus(text, standing) },
        { label: text("moderation-reason"), cell: ({ comment }) => comment ?? "–" },
      ],
      rows: items,
    }),
  )}
  ${next !== undefined && html`<p><a href="${at}?state=${state}&after=${encodeURIComponent(next)}">${text("moderation-more")}</a></p>`}`;
}

function buttons(text: Text, state: State): readonly Button[] {
  const accept: Button = { label: text("lists-accept"), name: "act", value: "accept" };
  const except: Button = { label: text("lists-except"), kind: "quiet", name: "act", value: "except" };
  switch (state) {
    case "draft":
      return [accept, except, { label: text("lists-accept-all"), kind: "quiet", name: "act", value: "accept all" }];
    case "retracted":
      return [{ label: text("lists-lift"), name: "act", value: "accept" }, except];
    case "applied":
      return [except];
    case "excepted":
      return [{ label: text("lists-restore"), kind: "quiet", name: "act", value: "restore" }];
  }
}
