import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import { decideFee } from "#src/domain/notice.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatQuantity } from "#src/web/components/quantity.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { refusalSays } from "./agreement-parts.ts";
import { mayAct } from "./done.ts";
import { writeSlot } from "./slot-fields.ts";

const isOpen = ({ state }: AgreementView): boolean => state === "offered" || state === "accepted";

/** What is wrong with it, although it stands. */
export function troubled(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { trouble, role } = agreement;
  if (trouble === null || !isOpen(agreement)) return undefined;
  const since = formatMoment(page, trouble.sinceMs);
  return notice({
    meaning: "trouble",
    title: text("agreement-trouble-title"),
    says:
      role === "provider"
        ? text("agreement-trouble-provider", { name, since })
        : text("agreement-trouble-receiver", { name, since }),
  });
}

/** Why it was refused or, where it stands, why the last change was. */
export function refused(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { refusal, role, state } = agreement;
  if (refusal === null || (state !== "rejected" && !isOpen(agreement))) return undefined;
  const note = refusal.reason === "declined" ? refusal.note : undefined;
  const isReceiver = role === "receiver";
  return notice({
    meaning: "trouble",
    title: refusedTitle(page, agreement, name),
    says: html`
      ${isReceiver && html`<p>${refusalSays(text, refusal)}</p>`}
      ${note !== undefined && html`<blockquote dir="auto">${note}</blockquote>`}
      ${isReceiver && state === "rejected" && html`<p><a href="${searchHref(page, agreement)}">${text("agreements-look-elsewhere")}</a></p>`}
      ${state !== "rejected" && html`<p>${text("agreement-refused-change-stands")}</p>`}`,
  });
}

function refusedTitle({ text }: PageContext, { role, state }: AgreementView, name: string): string {
  const isReceiver = role === "receiver";
  if (state === "rejected")
    return isReceiver ? text("agreements-refused-title", { name }) : text("agreements-refused-by-us-title");
  return isReceiver ? text("agreement-refused-change", { name }) : text("agreement-refused-change-by-us");
}

/** The same hours and seats, asked of everybody. */
function searchHref(page: PageContext, { startsAtMs, endsAtMs, seats }: AgreementView): string {
  const query = new URLSearchParams({ ...writeSlot({ startsAtMs, endsAtMs }, page.zone), seats: String(seats) });
  return `/capacity?${query.toString()}`;
}

/** Why it ended without being used, where that is not said by its state alone, and what giving it back costs. */
export function ended(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { endCause, feeSeatMinutes, role } = agreement;
  const cause =
    endCause === "no-show"
      ? text("agreement-ended-no-show")
      : endCause === "server-failure"
        ? text("agreement-ended-server-failure")
        : undefined;
  const amount = formatQuantity(text, { quantity: feeSeatMinutes ?? 0, unit: "seat-minute" });
  const fee =
    feeSeatMinutes === null
      ? undefined
      : role === "provider"
        ? text("agreement-fee-to-us", { name, amount })
        : text("agreement-fee-to-them", { name, amount });
  if (cause === undefined && fee === undefined) return undefined;
  return notice({ meaning: "quiet", says: [cause, fee].filter((each) => each !== undefined).join(" ") });
}

/** Changing it, or taking it back, as long as that can be done. */
export function ending(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  if (!mayAct(page, "operator")) return undefined;
  if (agreement.role === "provider")
    return agreement.state === "accepted" ? endingOurs(page, agreement, name) : undefined;
  return isOpen(agreement) && agreement.endsAtMs > page.nowMs ? givingBack(page, agreement, name) : undefined;
}

/** The provider changes or cancels what it has promised, or says afterwards that nobody came. */
function endingOurs(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
  const isOver = agreement.endsAtMs <= page.nowMs;
  const noShow = { label: text("agreement-no-show"), says: text("agreement-no-show-says", { name }) };
  return section(
    { title: isOver ? text("agreements-ending") : text("agreement-changing") },
    html`
    ${isOver ? actionForm(page, { action: `/agreements/${agreement.id}/no-show`, button: { ...noShow, kind: "quiet" } }) : changeLink(agreement, text("agreement-propose"))}
    ${cancelling(page, agreement, text("agreements-cancel-says-provider", { name }))}`,
  );
}

function givingBack(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
  const says = text("agreements-cancel-says-receiver", { name });
  const isCostly = agreement.terms.notice !== undefined && agreement.state === "accepted";
  return section(
    { title: text("agreement-changing") },
    html`
    ${changeLink(agreement, text("agreement-change"))}
    ${isCostly ? html`<p><a href="/agreements/${agreement.id}/cancel">${text("agreement-cancel-look")}</a> ${costOfCancelling(page, agreement)}</p>` : cancelling(page, agreement, says)}`,
  );
}

/** What is open has its own way to something else. */
const changeLink = ({ id, counter, pending }: AgreementView, label: string): Html | undefined =>
  counter === null && pending === null ? html`<p><a href="/agreements/${id}/change">${label}</a></p>` : undefined;

const cancelling = (page: PageContext, { id }: AgreementView, says: string): Html =>
  actionForm(page, {
    action: `/agreements/${id}/cancel`,
    button: { label: page.text("agreements-cancel"), kind: "danger", says },
  });

/** What it costs us to give it back now, in a sentence. */
export function costOfCancelling({ text, nowMs }: PageContext, agreement: AgreementView): string {
  const fee = decideFee({ agreement, by: agreement.role, cause: "cancelled", atMs: nowMs });
  return fee === 0
    ? text("agreement-cost-nothing")
    : text("agreement-cost", { amount: formatQuantity(text, { quantity: fee, unit: "seat-minute" }) });
}
