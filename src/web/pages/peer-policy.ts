import type { Hono } from "hono";
import { html } from "hono/html";
import { changePartnerPolicy, findPartnerShare, type PartnerShare } from "#src/app/partner-policy.ts";
import { chooseOwedLimits } from "#src/app/owed-limits.ts";
import { pickText } from "#src/domain/language.ts";
import type { PartnerPolicy } from "#src/domain/partner-limit.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import { findPeer, type Peer } from "#src/store/peers.ts";
import { linkButton } from "#src/web/components/button.ts";
import { section } from "#src/web/components/card.ts";
import { checkbox, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { facts } from "#src/web/components/facts.ts";
import { textField } from "#src/web/components/field.ts";
import { actions, form } from "#src/web/components/form.ts";
import { formatQuantity, formatSeats } from "#src/web/components/quantity.ts";
import { openDateFormat } from "#src/web/components/time.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import { renderPage } from "#src/web/layout.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { idOf, leadTo, mayAct } from "./done.ts";
import { owedFields, owedSays, readOwed } from "./owed-fields.ts";
import { nameOf } from "./peer-names.ts";
import { renderProblem } from "./problem.ts";
import { readHours, readWhole, writeHours } from "./typed-number.ts";

/** Where stewards choose what one partner may have of us, and who answers it. */
export function peerPolicyPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/peers/:id/policy", only("steward"), async (c) => {
    const chosen = await findChosen(app, idOf(c));
    return chosen === undefined ? renderProblem(c, "not-found") : c.html(renderPolicyForm(c.get("page"), chosen));
  });
  pages.post("/peers/:id/policy", only("steward"), async (c) => {
    const chosen = await findChosen(app, idOf(c));
    if (chosen === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const page = c.get("page");
    const read = readPolicy(page.text, body);
    const owed = readOwed(page.text, body, chosen.owed);
    if ("errors" in read || "errors" in owed) {
      const errors = { ...("errors" in read && read.errors), ...("errors" in owed && owed.errors) };
      return c.html(renderPolicyForm({ ...page, typed: keepTyped(body, errors) }, chosen), 422);
    }
    await changePartnerPolicy(app, chosen.peer.id, read.policy);
    await chooseOwedLimits(app, chosen.peer.id, owed.limits);
    return leadTo(c, `/peers/${chosen.peer.id}`, "policy");
  });
}

interface Chosen {
  readonly peer: Peer;
  readonly policy: PartnerPolicy;
  readonly owed: PartnerShare["owed"];
}

async function findChosen(app: WebParts["app"], id: string): Promise<Chosen | undefined> {
  const peer = await findPeer(app.database, id);
  const share = peer && (await findPartnerShare(app, peer.id));
  if (peer === undefined || share === undefined) return undefined;
  return { peer, policy: share.policy, owed: share.owed };
}

function renderPolicyForm(page: PageContext, { peer, policy, owed }: Chosen): Html {
  const { text } = page;
  const name = pickText(nameOf(peer), text.locale);
  return renderPage(page, {
    title: text("policy-title", { name }),
    lead: text("policy-lead", { name }),
    back: { label: name, href: `/peers/${peer.id}` },
    body: form(
      page,
      {
        action: `/peers/${peer.id}/policy`,
        button: { label: text("policy-save") },
        cancel: { label: text("policy-cancel"), href: `/peers/${peer.id}` },
      },
      html`${limitFields(page, policy)}
      ${owedFields(page, owed)}
      ${radioGroup(page, {
        name: "answer",
        legend: text("policy-answer"),
        value: policy.answer,
        options: [
          { value: "automatic", label: text("policy-answer-automatic"), help: text("policy-answer-automatic-help") },
          { value: "steward", label: text("policy-answer-steward"), help: text("policy-answer-steward-help") },
        ],
      })}
      ${checkbox(page, { name: "commonsTrusted", label: text("policy-commons-trusted"), help: text("policy-commons-trusted-help"), checked: policy.commonsTrusted })}`,
    ),
  });
}

function limitFields(page: PageContext, { seatsAtOnce, seatMinutesAMonth }: PartnerPolicy): Html {
  const { text } = page;
  const [seats, hours] = [
    seatsAtOnce === null ? "" : String(seatsAtOnce),
    seatMinutesAMonth === null ? "" : writeHours(seatMinutesAMonth),
  ];
  return html`
    ${textField(page, { name: "seatsAtOnce", label: text("policy-seats"), help: text("policy-seats-help"), type: "number", width: "short", optional: true, value: seats })}
    ${textField(page, { name: "seatHoursAMonth", label: text("policy-month"), help: text("policy-month-help"), type: "text", width: "short", optional: true, unit: text("policy-month-unit"), value: hours })}`;
}

/** The most seat-hours a month that can be typed: all seats that there can be, in every minute of it. */
const mostSeatMinutes = maxSeats * 31 * 24 * 60;

function readPolicy(
  text: Text,
  body: FormBody,
): { readonly policy: PartnerPolicy } | { readonly errors: Readonly<Record<string, string>> } {
  const seatsAtOnce = readLimit(field(body, "seatsAtOnce"), readWhole, maxSeats);
  const seatMinutesAMonth = readLimit(field(body, "seatHoursAMonth"), readHours, mostSeatMinutes);
  if (seatsAtOnce === undefined || seatMinutesAMonth === undefined) {
    return {
      errors: {
        ...(seatsAtOnce === undefined && { seatsAtOnce: text("policy-seats-wrong") }),
        ...(seatMinutesAMonth === undefined && { seatHoursAMonth: text("policy-month-wrong") }),
      },
    };
  }
  const answer = field(body, "answer") === "steward" ? "steward" : "automatic";
  const commonsTrusted = field(body, "commonsTrusted") === "yes";
  return { policy: { seatsAtOnce, seatMinutesAMonth, answer, commonsTrusted } };
}

/** A limit, or none where nothing was typed; undefined when it cannot be read. */
function readLimit(typed: string, read: (text: string) => number | undefined, most: number): number | null | undefined {
  if (typed === "") return null;
  const limit = read(typed);
  return limit !== undefined && limit <= most ? limit : undefined;
}

/** On the page of a partner: what it may have of us, what it has of that, and who answers it. */
export function policySection(
  page: PageContext,
  { peer, share }: { readonly peer: Peer; readonly share: PartnerShare },
): Html {
  const { text } = page;
  const { policy } = share;
  const name = pickText(nameOf(peer), text.locale);
  return section(
    { title: text("policy-title", { name }), id: "policy" },
    html`${facts([
      [text("policy-seats"), seatsSay(text, share)],
      [text("policy-month"), monthSays(page, share)],
      [text("owed-title"), owedSays(text, share.owed)],
      [text("policy-answer"), answerSays(text, peer, policy)],
      [
        text("terms-commons"),
        policy.commonsTrusted ? text("policy-commons-taken") : text("policy-commons-looked-at", { name }),
      ],
    ])}
    ${mayAct(page, "steward") && actions(linkButton({ href: `/peers/${peer.id}/policy`, label: text("policy-change"), kind: "quiet" }))}`,
  );
}

function seatsSay(text: Text, { policy, seatsAtOnce }: PartnerShare): string {
  const has = formatSeats(text, seatsAtOnce);
  if (policy.seatsAtOnce === null) return text("policy-seats-open", { has });
  return text("policy-seats-limit", { most: formatSeats(text, policy.seatsAtOnce), has });
}

function monthSays({ text, zone }: PageContext, { policy, month, seatMinutesThisMonth }: PartnerShare): string {
  const says = {
    month: openDateFormat(text, { month: "long", year: "numeric", timeZone: zone }).format(month.startsAtMs),
    has: formatQuantity(text, { quantity: seatMinutesThisMonth, unit: seatMinute }),
  };
  if (policy.seatMinutesAMonth === null) return text("policy-month-open", says);
  const most = formatQuantity(text, { quantity: policy.seatMinutesAMonth, unit: seatMinute });
  return text("policy-month-limit", { ...says, most });
}

function answerSays(text: Text, { state }: Peer, { answer }: PartnerPolicy): string {
  return state === "limited" || answer === "steward" ? text("policy-answer-waits") : text("policy-answer-at-once");
}
