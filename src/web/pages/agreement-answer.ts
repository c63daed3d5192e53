import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import { sameNumbers } from "#src/domain/agreement-asked.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textArea } from "#src/web/components/field.ts";
import { actionForm, form } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatMoment } from "#src/web/components/time.ts";
import { compare } from "./agreement-compare.ts";
import { mayAct } from "./done.ts";

/** What is open about an agreement, and what whoever reads it can answer now; `name`: the other coop. */
export function answering(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  if (agreement.state !== "offered" && agreement.state !== "accepted") return undefined;
  if (agreement.role === "receiver") return receiving(page, agreement, name);
  if (agreement.counter !== null) return ourCounter(page, agreement, name);
  if (agreement.pending !== null) return theirChange(page, agreement, name);
  return agreement.state === "offered" ? theirOffer(page, agreement, name) : undefined;
}

/** Yes, or no with a note: what a request asks of us. */
function theirOffer(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
  const { tentativeUntilMs } = agreement;
  const held =
    agreement.heldUntilMs === null
      ? text("agreements-not-held")
      : text("agreements-held", { until: formatMoment(page, agreement.heldUntilMs) });
  const decides =
    tentativeUntilMs !== null &&
    html` ${text("agreement-unsure-them", { name, until: formatMoment(page, tentativeUntilMs) })}`;
  const known = notice({ meaning: "waiting", says: html`<p>${held}${decides}</p>` });
  if (!mayAct(page, "operator")) return known;
  return section(
    { title: text("agreements-answer", { name }) },
    html`
    ${known}
    ${yes(page, agreement, { label: text("agreements-accept"), says: text("agreements-accept-says", { name }) })}
    ${no(page, agreement, { label: text("agreements-reject"), says: text("agreements-reject-says", { name }) })}
    <p><a href="/agreements/${agreement.id}/change">${text("agreement-propose")}</a></p>`,
  );
}

interface Words {
  readonly label: string;
  readonly says: string;
}

/** Which wish is answered goes with the answer: one that changed meanwhile is not agreed to unseen. */
const meant = ({ amendment }: AgreementView) => ({ amendment: String(amendment) });

const yes = (page: PageContext, agreement: AgreementView, button: Words): Html =>
  actionForm(page, { action: `/agreements/${agreement.id}/accept`, button, hidden: meant(agreement) });

const no = (page: PageContext, agreement: AgreementView, button: Words): Html =>
  form(
    page,
    {
      action: `/agreements/${agreement.id}/reject`,
      button: { ...button, kind: "danger" },
      hidden: meant(agreement),
    },
    textArea(page, {
      name: "note",
      label: page.text("agreements-reject-note"),
      help: page.text("agreements-reject-note-help"),
      rows: 3,
      optional: true,
      maxLength: 1000,
    }),
  );

/** They ask for a change of what was agreed. */
function theirChange(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { pending, pendingUntilMs } = agreement;
  if (pending === null) return undefined;
  const until = formatMoment(page, pendingUntilMs ?? pending.startsAtMs);
  const held = pending.held === true ? text("agreement-pending-held", { until }) : text("agreement-pending", { until });
  return section(
    { title: text("agreement-pending-title", { name }) },
    html`
    ${notice({ meaning: "waiting", says: held })}
    ${compare(page, {
      before: { label: text("agreement-compare-now"), numbers: agreement },
      after: { label: text("agreement-compare-asked"), numbers: pending },
    })}
    ${
      mayAct(page, "operator") &&
      html`
      ${yes(page, agreement, { label: text("agreement-accept-change"), says: text("agreement-accept-change-says", { name }) })}
      ${no(page, agreement, { label: text("agreement-reject-change"), says: text("agreement-reject-change-says", { name }) })}
      <p><a href="/agreements/${agreement.id}/change">${text("agreement-propose")}</a></p>`
    }`,
  );
}

/** We have proposed something else. */
function ourCounter(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { counter } = agreement;
  if (counter === null) return undefined;
  const until = formatMoment(page, counter.untilMs);
  if (agreement.tentativeUntilMs !== null && sameNumbers(counter, agreement)) {
    return notice({ meaning: "waiting", says: text("agreement-granted-them", { name, until }) });
  }
  const back = { label: text("agreement-take-back"), says: text("agreement-take-back-says", { name }) };
  return section(
    { title: text("agreement-our-counter-title") },
    html`
    ${notice({ meaning: "waiting", says: text("agreement-our-counter", { name, until }) })}
    ${compared(page, agreement)}
    ${
      mayAct(page, "operator") &&
      html`
      ${agreement.state === "accepted" && actionForm(page, { action: `/agreements/${agreement.id}/reject`, button: { ...back, kind: "quiet" }, hidden: meant(agreement) })}
      <p><a href="/agreements/${agreement.id}/change">${text("agreement-propose-other")}</a></p>`
    }`,
  );
}

function compared(page: PageContext, agreement: AgreementView): Html | undefined {
  const { text } = page;
  const { counter } = agreement;
  if (counter === null) return undefined;
  const isAgreed = agreement.state === "accepted";
  return html`${compare(page, {
    before: {
      label: isAgreed ? text("agreement-compare-now") : text("agreement-compare-first"),
      numbers: agreement,
    },
    after: { label: text("agreement-compare-proposed"), numbers: counter },
  })}
  ${counter.note !== undefined && html`<blockquote dir="auto">${counter.note}</blockquote>`}`;
}

/** What is open for the receiver: a counter-offer, its own change, or to be sure. */
function receiving(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { pending, counter, tentativeUntilMs } = agreement;
  const isGranted = counter !== null && tentativeUntilMs !== null && sameNumbers(counter, agreement);
  if (pending !== null) return ourChange(page, agreement, name);
  if (counter !== null && !isGranted) return theirCounter(page, agreement, name);
  return tentativeUntilMs === null ? undefined : unsure(page, agreement, name);
}

function ourChange(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { pending, pendingUntilMs } = agreement;
  if (pending === null) return undefined;
  const until =
    pendingUntilMs === null ? "" : text("agreement-asked-until", { name, until: formatMoment(page, pendingUntilMs) });
  const keep = { label: text("agreement-keep"), says: text("agreement-keep-says", { name }) };
  const isAgreed = agreement.state === "accepted";
  return section(
    { title: text("agreement-asked-title") },
    html`
    ${notice({ meaning: "waiting", says: `${text("agreement-asked", { name })} ${until}`.trim() })}
    ${
      !sameNumbers(agreement, pending) &&
      compare(page, {
        before: {
          label: isAgreed ? text("agreement-compare-now") : text("agreement-compare-first"),
          numbers: agreement,
        },
        after: { label: text("agreement-compare-asked"), numbers: pending },
      })
    }
    ${isAgreed && mayAct(page, "operator") && actionForm(page, { action: `/agreements/${agreement.id}/keep`, button: { ...keep, kind: "quiet" } })}`,
  );
}

function theirCounter(page: PageContext, agreement: AgreementView, name: string): Html | undefined {
  const { text } = page;
  const { counter } = agreement;
  if (counter === null) return undefined;
  const until = formatMoment(page, counter.untilMs);
  const isAgreed = agreement.state === "accepted";
  const says = isAgreed
    ? text("agreement-counter-agreed", { name, until })
    : text("agreement-counter-offered", { name, until });
  const confirm = { label: text("agreement-confirm-counter"), says: text("agreement-confirm-counter-says", { name }) };
  const keep = { label: text("agreement-keep-agreed"), says: text("agreement-keep-agreed-says", { name }) };
  return section(
    { title: text("agreement-counter-title", { name }) },
    html`
    ${notice({ meaning: "waiting", says })}
    ${compared(page, agreement)}
    ${
      mayAct(page, "operator") &&
      html`
      ${actionForm(page, { action: `/agreements/${agreement.id}/confirm`, button: confirm })}
      ${isAgreed && actionForm(page, { action: `/agreements/${agreement.id}/keep`, button: { ...keep, kind: "quiet" } })}
      <p><a href="/agreements/${agreement.id}/change">${text("agreement-change-other")}</a></p>`
    }`,
  );
}

/** Held for us while we are not sure. */
function unsure(page: PageContext, agreement: AgreementView, name: string): Html {
  const { text } = page;
  const { counter, tentativeUntilMs } = agreement;
  const until = formatMoment(page, counter?.untilMs ?? tentativeUntilMs ?? agreement.startsAtMs);
  const says =
    counter === null ? text("agreement-unsure-asked", { name, until }) : text("agreement-granted", { until });
  const sure = { label: text("agreement-sure"), says: text("agreement-sure-says", { name }) };
  return section(
    { title: text("agreement-unsure-title") },
    html`
    ${notice({ meaning: "waiting", says })}
    ${mayAct(page, "operator") && actionForm(page, { action: `/agreements/${agreement.id}/confirm`, button: sure })}`,
  );
}
