import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { table } from "#src/web/components/table.ts";
import { slot } from "#src/web/components/time.ts";
import { agreementStatus } from "./agreement-parts.ts";
import { costOfCancelling } from "./agreement-ending.ts";
import { mayAct } from "./done.ts";

interface OfSeries {
  readonly agreement: AgreementView;
  /** Every agreement of its series, in order of time; none when it stands alone. */
  readonly series: readonly AgreementView[];
  readonly name: string;
}

/** The other times of a meeting that repeats, and what can be answered for all of them at once. */
export function ofSeries(page: PageContext, { agreement, series, name }: OfSeries): Html | undefined {
  if (series.length === 0) return undefined;
  const { text } = page;
  const title = text("agreement-series");
  return section(
    { title, id: "series" },
    html`
    ${table({
      caption: title,
      captionHidden: true,
      columns: [
        {
          label: text("agreements-column-when"),
          cell: (one) =>
            one.id === agreement.id
              ? html`${slot(page, one)} (${text("agreement-series-this")})`
              : html`<a href="/agreements/${one.id}">${slot(page, one)}</a>`,
        },
        { label: text("agreements-column-seats"), cell: (one) => formatSeats(text, one.seats) },
        { label: text("agreements-column-state"), cell: (one) => agreementStatus(page, one) },
      ],
      rows: series,
    })}
    ${mayAct(page, "operator") && together(page, { agreement, series, name })}`,
  );
}

function together(page: PageContext, { agreement, series, name }: OfSeries): Html {
  const { text } = page;
  const action = `/agreements/${agreement.id}/series`;
  const open = series.filter(({ state, role }) => role === "provider" && state === "offered").length;
  const later = series.filter(
    (one) =>
      (one.state === "offered" || one.state === "accepted") &&
      one.startsAtMs > Math.max(page.nowMs, agreement.startsAtMs - 1),
  );
  const cost = agreement.role === "receiver" && later.some(({ terms }) => terms.notice !== undefined);
  const canEnd = later.length > 1 && (agreement.role === "receiver" || later.some(({ state }) => state === "accepted"));
  return html`
    ${
      open > 1 &&
      html`
      ${actionForm(page, { action, hidden: { action: "accept" }, button: { label: text("agreement-series-accept", { count: open }), says: text("agreement-series-accept-says", { name }) } })}
      ${actionForm(page, { action, hidden: { action: "reject" }, button: { label: text("agreement-series-reject", { count: open }), kind: "quiet", says: text("agreement-series-reject-says", { name }) } })}`
    }
    ${
      canEnd &&
      html`
      ${cost && html`<ul>${later.map((one) => html`<li>${slot(page, one)}: ${costOfCancelling(page, one)}</li>`)}</ul>`}
      ${actionForm(page, {
        action,
        hidden: { action: "cancel" },
        button: {
          label: text("agreement-series-cancel", { count: later.length }),
          kind: "danger",
          says: text("agreement-series-cancel-says", { name }),
        },
      })}`
    }`;
}
