import type { Hono } from "hono";
import { html } from "hono/html";
import { findAgreement, type AgreementView } from "#src/app/agreement-view.ts";
import type { Context } from "#src/app/context.ts";
import { costOf, type Cost, type CostlyAction } from "#src/app/cost.ts";
import { waiveFee } from "#src/app/fees.ts";
import { pickText } from "#src/domain/language.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { section } from "#src/web/components/card.ts";
import type { Content, Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatNotice } from "#src/web/components/notice-terms.ts";
import { formatQuantity, formatSeats } from "#src/web/components/quantity.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { field, only, type FormBody } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { idOf, leadTo, mayAct } from "./done.ts";
import { nameOf } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readWhole } from "./typed-number.ts";

/** What taking an agreement back costs, said before it is done; and letting the other side off. */
export function agreementCostPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/agreements/:id/cancel", only("operator"), async (c) => {
    const agreement = await findAgreement(app, idOf(c));
    const cost = agreement && (await costOf(app, agreement.id, { action: "cancel" }));
    if (agreement === undefined || cost === undefined) return renderProblem(c, "not-found");
    const peer = await findPeer(app.database, agreement.peerId);
    return c.html(renderCancel(c.get("page"), { agreement, cost, peer }));
  });
  pages.post("/agreements/:id/waive", only("steward"), async (c) => {
    const done = await waiveFee(app, idOf(c));
    if (done.outcome === "not-found") return renderProblem(c, "not-found");
    return leadTo(c, `/agreements/${done.agreement.id}`, done.outcome === "done" ? "waived" : undefined);
  });
}

interface Cancelling {
  readonly agreement: AgreementView;
  readonly cost: Cost;
  readonly peer: Peer | undefined;
}

function renderCancel(page: PageContext, { agreement, cost, peer }: Cancelling): Html {
  const { text } = page;
  const name = peer === undefined ? "?" : pickText(nameOf(peer), text.locale);
  const here = `/agreements/${agreement.id}`;
  const says =
    agreement.role === "receiver"
      ? text("agreements-cancel-says-receiver", { name })
      : text("agreements-cancel-says-provider", { name });
  return renderPage(page, {
    title: text("terms-cancel-title"),
    lead: html`${agreement.title}<br>${slot(page, agreement)}, ${formatSeats(text, agreement.seats)}`,
    back: { label: agreement.title, href: here },
    body: html`
      ${notice({ meaning: cost.feeSeatMinutes === 0 ? "quiet" : "waiting", says: costSays(page, cost) })}
      ${form(
        page,
        {
          action: `${here}/cancel`,
          hidden: { cost: String(cost.feeSeatMinutes) },
          button: { label: text("agreements-cancel"), kind: "danger", says },
          cancel: { label: text("terms-cancel-not"), href: here },
        },
        html`${formatNotice(text, agreement.terms) && html`<p>${formatNotice(text, agreement.terms)}</p>`}`,
      )}`,
  });
}

/** What something costs now, in a sentence or two: what counts as used, what is owed for it, and until when it is free. */
export function costSays(page: PageContext, { feeSeatMinutes, due, freeUntilMs }: Cost): string {
  const { text } = page;
  if (feeSeatMinutes === 0) {
    const isTimed = freeUntilMs !== undefined && freeUntilMs > page.nowMs;
    return isTimed
      ? text("terms-cost-free-until", { until: formatMoment(page, freeUntilMs) })
      : text("terms-cost-nothing");
  }
  const amount = formatQuantity(text, { quantity: feeSeatMinutes, unit: seatMinute });
  return due === null
    ? text("terms-cost", { amount })
    : text("terms-cost-due", { amount, due: formatQuantity(text, due) });
}

/** Whether something costs more now than whoever sent this form was told: then it is told first, and nothing is done. */
export async function isDearer(
  app: Context,
  { id, body, action }: { readonly id: string; readonly body: FormBody; readonly action: CostlyAction },
): Promise<boolean> {
  const cost = await costOf(app, id, action);
  return (cost?.feeSeatMinutes ?? 0) > (readWhole(field(body, "cost")) ?? 0);
}

/** For a steward of the provider, as long as the fee is no entry yet. */
export function waiving(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { feeSeatMinutes, feeDueAtMs, role } = agreement;
  if (role !== "provider" || feeSeatMinutes === null || feeDueAtMs === null || !mayAct(page, "steward"))
    return undefined;
  const amount = formatQuantity(text, { quantity: feeSeatMinutes, unit: seatMinute });
  return section(
    { title: text("terms-fee") },
    html`<p>${text("terms-fee-due", { amount, when: formatMoment(page, feeDueAtMs) })}</p>
    ${actionForm(page, { action: `/agreements/${agreement.id}/waive`, button: { label: text("terms-waive"), kind: "quiet", says: text("terms-waive-says", { name }) } })}`,
  );
}

/** What was agreed beside seats, hours and price; those that say nothing are left out. */
export function furtherAgreedFacts(
  { text }: PageContext,
  agreement: AgreementView,
): readonly (readonly [string, Content | undefined | false])[] {
  const { fairUseVersion, provider, commons } = agreement;
  const version = fairUseVersion ?? 0;
  const href = new URL(`/fair-use/${version}`, provider).href;
  return [
    [text("terms-giving-back"), formatNotice(text, agreement.terms)],
    [text("terms-commons"), commons && text("policy-commons-mark")],
    [
      text("policy-fair-use-accepted"),
      fairUseVersion !== null && html`<a href="${href}">${text("policy-fair-use-version", { version })}</a>`,
    ],
  ];
}
