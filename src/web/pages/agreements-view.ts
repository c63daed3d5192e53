import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { AgreementState } from "#src/domain/agreement.ts";
import { linkButton } from "#src/web/components/button.ts";
import { emptyState, section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { pagination } from "#src/web/components/pagination.ts";
import { agreementsCalendarLinks } from "#src/web/feeds/links.ts";
import { renderPage } from "#src/web/layout.ts";
import { agreementTable, stateName, type Names } from "./agreement-parts.ts";

export interface Agreements {
  readonly all: readonly AgreementView[];
  readonly next: string | undefined;
  readonly names: Names;
  /** Which state alone is shown. */
  readonly state?: AgreementState;
  /** On the first page without a filter. */
  readonly open?: {
    readonly forUs: readonly AgreementView[];
    readonly forThem: readonly AgreementView[];
    readonly toRecord: readonly AgreementView[];
    readonly toCome: readonly AgreementView[];
  };
}

/** What is open first, then everything, newest first. */
export function renderAgreements(page: PageContext, view: Agreements): Html {
  const { text } = page;
  const { open, names } = view;
  const find = linkButton({ href: "/capacity", label: text("agreements-find") });
  const isNew = open !== undefined && view.all.length === 0;
  const group = (title: string, rows: readonly AgreementView[]): Html | undefined =>
    rows.length === 0
      ? undefined
      : section({ title }, agreementTable(page, { caption: title, captionHidden: true, rows, names }));
  return renderPage(page, {
    title: text("agreements-title"),
    lead: text("agreements-lead"),
    ...(!isNew && { aside: find }),
    body: isNew
      ? emptyState({ title: text("agreements-empty-title"), says: text("agreements-empty"), action: find })
      : html`
        ${open && group(text("agreements-for-us"), open.forUs)}
        ${open && group(text("agreements-to-record"), open.toRecord)}
        ${open && group(text("agreements-for-them"), open.forThem)}
        ${open && group(text("agreements-to-come"), open.toCome)}
        ${everything(page, view)}
        ${agreementsCalendarLinks(page)}`,
  });
}

const states: readonly AgreementState[] = ["offered", "accepted", "fulfilled", "rejected", "cancelled", "expired"];

function everything(page: PageContext, { all, next, names, state }: Agreements): Html {
  const { text } = page;
  const title = text("agreements-all");
  const link = (href: string, label: string, current: boolean): Html =>
    html`<li><a href="${href}"${current && html` aria-current="true"`}>${label}</a></li>`;
  const filter = html`<nav class="filter" aria-label="${text("agreements-filter")}"><ul>
    ${link("/agreements", text("agreements-filter-all"), state === undefined)}
    ${states.map((one) => link(`/agreements?state=${one}`, stateName(text, one), one === state))}
  </ul></nav>`;
  return section(
    { title, id: "all" },
    html`${filter}
    ${all.length === 0 ? html`<p>${text("agreements-none")}</p>` : agreementTable(page, { caption: title, captionHidden: true, rows: all, names })}
    ${pagination(page, next)}`,
  );
}
