import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import { numbersOf, type Numbers } from "#src/domain/agreement-asked.ts";
import type { Cost } from "#src/app/cost.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textArea, textField } from "#src/web/components/field.ts";
import { form } from "#src/web/components/form.ts";
import { formatNotice } from "#src/web/components/notice-terms.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { slot } from "#src/web/components/time.ts";
import { renderPage } from "#src/web/layout.ts";
import { costSays } from "./agreement-cost.ts";
import { compare } from "./agreement-compare.ts";
import { slotFields, writeSlot } from "./slot-fields.ts";

export interface ChangePage {
  readonly agreement: AgreementView;
  /** The other coop. */
  readonly name: string;
  /** What was typed, where it can be asked for: shown beside what stands, with what it costs, before it is done. */
  readonly wanted?: { readonly numbers: Numbers; readonly cost: Cost };
  /** Why it cannot be done. */
  readonly impossible?: string;
}

/** Other seats, another time: the receiver asks, the provider proposes. */
export function renderChange(page: PageContext, view: ChangePage): Html {
  const { text } = page;
  const { agreement, name, wanted, impossible } = view;
  const isReceiver = agreement.role === "receiver";
  return renderPage(page, {
    title: isReceiver ? text("agreement-change-title") : text("agreement-propose-title", { name }),
    lead: html`${agreement.title}<br>${slot(page, agreement)}, ${formatSeats(text, agreement.seats)}`,
    back: { label: agreement.title, href: `/agreements/${agreement.id}` },
    ...(impossible !== undefined && {
      alert: { meaning: "trouble", title: text("agreements-impossible"), says: impossible },
    }),
    body: wanted === undefined ? asking(page, view) : asked(page, { ...view, wanted }),
  });
}

function asking(page: PageContext, { agreement, name }: ChangePage): Html {
  const { text } = page;
  const isReceiver = agreement.role === "receiver";
  const cost = agreement.state === "accepted" ? formatNotice(text, agreement.terms) : undefined;
  return html`
    ${isReceiver && notice({ meaning: "quiet", says: text("agreement-change-says", { name }) })}
    ${isReceiver && cost !== undefined && notice({ meaning: "waiting", says: cost })}
    ${section(
      { title: isReceiver ? text("agreement-change-form") : text("agreement-propose-form") },
      form(
        page,
        {
          action: `/agreements/${agreement.id}/change`,
          method: isReceiver ? "get" : "post",
          button: isReceiver
            ? { label: text("agreement-change-look"), says: text("agreement-change-look-says") }
            : { label: text("agreement-propose-send", { name }), says: text("agreement-propose-says", { name }) },
          cancel: { label: text("agreement-change-cancel"), href: `/agreements/${agreement.id}` },
        },
        fields(page, agreement),
      ),
    )}`;
}

/** They begin with what is asked for or proposed now. */
function fields(page: PageContext, agreement: AgreementView): Html {
  const { text } = page;
  const start = agreement.pending ?? agreement.counter ?? agreement;
  return html`
    ${textField(page, { name: "seats", label: text("capacity-seats"), type: "number", width: "short", value: String(start.seats) })}
    ${slotFields(page, writeSlot(start, page.zone))}
    ${
      agreement.role === "provider" &&
      textArea(page, {
        name: "note",
        label: text("agreement-propose-note"),
        help: text("agreement-propose-note-help"),
        rows: 3,
        optional: true,
        maxLength: 1000,
      })
    }`;
}

/** What they would change, side by side, with what it costs; then it is one button. */
function asked(
  page: PageContext,
  { agreement, name, wanted }: ChangePage & { readonly wanted: NonNullable<ChangePage["wanted"]> },
): Html {
  const { text } = page;
  const { numbers, cost } = wanted;
  const isAgreed = agreement.state === "accepted";
  return section(
    { title: text("agreement-compare") },
    html`
    ${compare(page, {
      before: {
        label: isAgreed ? text("agreement-compare-now") : text("agreement-compare-first"),
        numbers: numbersOf(agreement),
      },
      after: { label: text("agreement-compare-asked"), numbers },
    })}
    ${isAgreed && notice({ meaning: cost.feeSeatMinutes === 0 ? "quiet" : "waiting", says: costSays(page, cost) })}
    ${form(
      page,
      {
        action: `/agreements/${agreement.id}/change`,
        hidden: {
          ...writeSlot(numbers, page.zone),
          seats: String(numbers.seats),
          cost: String(cost.feeSeatMinutes),
        },
        button: { label: text("agreement-change-send", { name }), says: text("agreement-change-send-says", { name }) },
        cancel: { label: text("agreement-change-again"), href: `/agreements/${agreement.id}/change` },
      },
      html``,
    )}`,
  );
}
