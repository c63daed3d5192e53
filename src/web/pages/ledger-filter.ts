import { html } from "hono/html";
import type { EntryFilter } from "#src/app/entry-lists.ts";
import type { Account, EntryKind } from "#src/domain/entry.ts";
import { isUnit } from "#src/domain/quantity.ts";
import type { ListedState } from "#src/store/entry-lists.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { selectField, type Option } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { monthName } from "#src/web/components/plot.ts";
import type { Request } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { kindName, unitName } from "./unit-words.ts";

/** Which accounts a list is about, as its address says it: one of them, or both of the commons. */
type AccountChoice = Account | "commons-all";

const states: readonly ListedState[] = ["agreed", "in-transit", "disputed", "withdrawn"];
const directions = ["given", "received"] as const;
const kinds: readonly EntryKind[] = ["capacity", "work", "money", "surplus"];
const accountChoices: Readonly<Record<AccountChoice, readonly Account[]>> = {
  pair: ["pair"],
  "commons-all": ["commons", "commons-use"],
  commons: ["commons"],
  "commons-use": ["commons-use"],
};

/** What the address of a list asks for; what is none of its words counts as not said. */
export function readFilter(c: Request): EntryFilter {
  const said = (name: string): string => c.req.query(name) ?? "";
  const account = accountOf(said("account"));
  const state = states.find((one) => one === said("state"));
  const direction = directions.find((one) => one === said("direction"));
  const kind = kinds.find((one) => one === said("kind"));
  const month = /^\d{4}-(?:0[1-9]|1[0-2])$/;
  return {
    ...(isUnit(said("unit")) && { unit: said("unit") }),
    ...(state && { state }),
    ...(direction && { direction }),
    ...(account && { accounts: accountChoices[account] }),
    ...(kind && { kind }),
    ...(/^(?:yes|no)$/.test(said("gift")) && { gift: said("gift") === "yes" }),
    ...(month.test(said("from")) && { from: said("from") }),
    ...(month.test(said("until")) && { until: said("until") }),
  };
}

const accountOf = (word: string): AccountChoice | undefined =>
  (Object.keys(accountChoices) as AccountChoice[]).find((one) => one === word);

const nameOfAccounts = (accounts: readonly Account[]): AccountChoice =>
  accounts.length > 1 ? "commons-all" : (accounts[0] ?? "pair");

/** The address of the list of exactly these entries: what every number leads to. */
export function entriesHref(filter: EntryFilter): string {
  const query = new URLSearchParams(paramsOf(filter)).toString();
  const path = filter.peerId === undefined ? "/ledger" : `/ledger/peers/${filter.peerId}`;
  return `${path}${query === "" ? "" : `?${query}`}#entries`;
}

function paramsOf({ accounts, gift, ...said }: EntryFilter): Record<string, string> {
  const { peerId: _, ...rest } = said;
  return {
    ...rest,
    ...(accounts !== undefined && { account: nameOfAccounts(accounts) }),
    ...(gift !== undefined && { gift: gift ? "yes" : "no" }),
  };
}

export interface FilterView {
  readonly filter: EntryFilter;
  /** What there is to choose from: units, and months newest first. */
  readonly units: readonly string[];
  readonly months: readonly string[];
}

/** Where they stand, each a link; everything else that they can be chosen by, in a form one step away. */
export function entryFilter(page: PageContext, view: FilterView): Html {
  const { text } = page;
  const { filter } = view;
  const link = (state: ListedState | undefined, label: string): Html => {
    const { state: _, ...rest } = filter;
    const href = entriesHref(state === undefined ? rest : { ...rest, state });
    return html`<li><a href="${href}"${state === filter.state && html` aria-current="true"`}>${label}</a></li>`;
  };
  const { state: _, peerId: __, ...further } = filter;
  return html`<nav class="filter" aria-label="${text("ledger-filter")}"><ul>
    ${link(undefined, text("ledger-filter-all"))}
    ${link("agreed", text("ledger-state-agreed"))}
    ${link("in-transit", text("ledger-state-in-transit"))}
    ${link("disputed", text("ledger-state-disputed"))}
    ${link("withdrawn", text("ledger-state-withdrawn"))}
  </ul></nav>
  <details class="narrow"${Object.keys(further).length > 0 && html` open`}><summary>${text("ledger-filter-more")}</summary>${furtherForm(page, view)}</details>`;
}

function furtherForm(page: PageContext, { filter, units, months }: FilterView): Html {
  const { text } = page;
  const { peerId, state, gift } = filter;
  const chosen = paramsOf(filter);
  const all = { value: "", label: text("ledger-filter-any") };
  const field = (name: string, label: string, options: readonly Option[]): Html =>
    selectField(page, { name, label, optional: true, options: [all, ...options], value: chosen[name] ?? "" });
  const monthOptions = months.map((value) => ({ value, label: monthName(page, value) }));
  return html`<div class="search">${form(
    page,
    {
      method: "get",
      action: `${peerId === undefined ? "/ledger" : `/ledger/peers/${peerId}`}#entries`,
      button: { label: text("ledger-filter-show"), kind: "quiet" },
      hidden: { ...(state && { state }), ...(gift !== undefined && { gift: gift ? "yes" : "no" }) },
      cancel: { label: text("ledger-filter-none"), href: entriesHref(peerId === undefined ? {} : { peerId }) },
    },
    html`<div class="field-columns">
      ${field(
        "unit",
        text("ledger-column-unit"),
        units.map((value) => ({ value, label: unitName(text, value) })),
      )}
      ${field("direction", text("ledger-filter-direction"), [
        { value: "given", label: text("ledger-column-given") },
        { value: "received", label: text("ledger-column-received") },
      ])}
      ${field(
        "kind",
        text("ledger-kind"),
        kinds.map((value) => ({ value, label: kindName(text, { kind: value }) })),
      )}
      ${field("account", text("ledger-account"), accountOptions(text))}
      ${field("from", text("ledger-filter-from"), monthOptions)}
      ${field("until", text("ledger-filter-until"), monthOptions)}
    </div>`,
  )}</div>`;
}

const accountOptions = (text: Text): readonly Option[] => [
  { value: "pair", label: text("ledger-account-pair") },
  { value: "commons-all", label: text("ledger-account-commons-all") },
  { value: "commons", label: text("ledger-account-commons") },
  { value: "commons-use", label: text("ledger-account-commons-use") },
];
