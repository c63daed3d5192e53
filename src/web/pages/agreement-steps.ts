import { html } from "hono/html";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { EntryRow } from "#src/store/entries.ts";
import type { PageContext } from "#src/web/components/context.ts";
import type { Step } from "#src/web/components/steps.ts";
import { formatMoment, formatTime } from "#src/web/components/time.ts";

interface Life {
  readonly agreement: AgreementView;
  /** What the other coop is called. */
  readonly name: string;
  readonly entries: readonly EntryRow[];
}

/** The life of an agreement: asked, answered, the meeting, what was used, in both ledgers. One that ended otherwise stops there. */
export function stepsOf(page: PageContext, life: Life): readonly Step[] {
  const asked = askedStep(page, life);
  switch (life.agreement.state) {
    case "offered":
      return [asked, openStep(page, life) ?? waitingStep(page, life), ...futureSteps(page, life, "next")];
    case "accepted": {
      const open = openStep(page, life);
      const agreed = [asked, answeredStep(page, life), ...(open === undefined ? [] : [open])];
      return [...agreed, ...futureSteps(page, life, open === undefined ? "now" : "next")];
    }
    case "fulfilled":
      return [asked, answeredStep(page, life), meetingStep(page, life), usedStep(page, life), ledgerStep(page, life)];
    case "rejected":
    case "cancelled":
    case "expired":
      return [asked, ...endedSteps(page, life)];
  }
}

function askedStep({ text }: PageContext, { agreement, name }: Life): Step {
  const label =
    agreement.role === "provider" ? text("agreements-step-they-asked", { name }) : text("agreements-step-we-asked");
  return { label, state: "done", atMs: agreement.createdAtMs };
}

function waitingStep(page: PageContext, { agreement, name }: Life): Step {
  const { text } = page;
  const { heldUntilMs } = agreement;
  return {
    label: agreement.waitsForUs ? text("agreements-step-we-answer") : text("agreements-step-they-answer", { name }),
    state: "now",
    note:
      heldUntilMs === null
        ? text("agreements-step-not-held")
        : text("agreements-step-held", { until: formatMoment(page, heldUntilMs) }),
  };
}

/** A change that is asked for, or a counter-offer, while nobody has answered it. */
function openStep(page: PageContext, { agreement, name }: Life): Step | undefined {
  const { text } = page;
  const { pending, counter, pendingUntilMs, tentativeUntilMs, role } = agreement;
  const untilMs = pending === null ? (counter?.untilMs ?? null) : pendingUntilMs;
  const note = untilMs === null ? {} : { note: text("agreement-step-until", { until: formatMoment(page, untilMs) }) };
  const isProvider = role === "provider";
  if (pending !== null) {
    const label = isProvider ? text("agreement-step-they-changed", { name }) : text("agreement-step-we-changed");
    return { label, state: "now", ...note };
  }
  // Seats that are held for who is not sure yet are no proposal of something else.
  if (counter === null || tentativeUntilMs !== null) return undefined;
  const label = isProvider ? text("agreement-step-we-countered") : text("agreement-step-they-countered", { name });
  return { label, state: "now", ...note };
}

function answeredStep({ text }: PageContext, { agreement, name }: Life): Step {
  const label =
    agreement.role === "provider"
      ? text("agreements-step-we-accepted")
      : text("agreements-step-they-accepted", { name });
  const changes = agreement.amendment - (agreement.pending === null ? 0 : 1);
  return {
    label,
    state: "done",
    ...(agreement.answeredAtMs !== null && { atMs: agreement.answeredAtMs }),
    ...(changes > 0 && agreement.refusal === null && { note: text("agreement-step-changed", { count: changes }) }),
  };
}

/** What is still to come; `first` is where it stands now. */
function futureSteps(page: PageContext, life: Life, first: "now" | "next"): readonly Step[] {
  const { text } = page;
  const { agreement } = life;
  const isOver = agreement.endsAtMs <= page.nowMs;
  const used =
    agreement.role === "provider"
      ? text("agreements-step-we-record")
      : text("agreements-step-they-record", { name: life.name });
  return [
    isOver && first === "now" ? meetingStep(page, life) : { ...meetingStep(page, life), state: first },
    { label: used, state: isOver && first === "now" ? "now" : "next" },
    { label: text("agreements-step-ledger"), state: "next" },
  ];
}

const meetingStep = (page: PageContext, { agreement }: Life): Step => ({
  label: page.text("agreements-step-meeting"),
  state: agreement.endsAtMs <= page.nowMs ? "done" : "next",
  atMs: agreement.startsAtMs,
  note: page.text("agreements-step-until", { until: formatTime(page, agreement.endsAtMs) }),
});

function usedStep({ text }: PageContext, { agreement, name, entries }: Life): Step {
  const label =
    agreement.role === "provider"
      ? text("agreements-step-we-recorded")
      : text("agreements-step-they-recorded", { name });
  const [entry] = entries;
  return { label, state: "done", atMs: entry?.createdAtMs ?? agreement.updatedAtMs };
}

function ledgerStep({ text }: PageContext, { entries }: Life): Step {
  const label = text("agreements-step-ledger");
  const [entry] = entries;
  if (entry === undefined) return { label, state: "now" };
  const link = (words: string) => html`<a href="/ledger/${entry.id}">${words}</a>`;
  switch (entry.state) {
    case "agreed":
      return { label, state: "done", atMs: entry.updatedAtMs, note: link(text("agreements-step-both-signed")) };
    case "in-transit":
      return { label, state: "now", note: link(text("agreements-step-one-signed")) };
    case "disputed":
      return { label, state: "stopped", note: link(text("agreements-step-disputed")) };
  }
}

function endedLabel({ text }: PageContext, { endCause }: AgreementView): string {
  switch (endCause) {
    case "no-show":
      return text("agreement-step-no-show");
    case "server-failure":
      return text("agreement-step-failed");
    default:
      return text("agreements-step-cancelled");
  }
}

function endedSteps(page: PageContext, { agreement, name }: Life): readonly Step[] {
  const { text } = page;
  const isProvider = agreement.role === "provider";
  switch (agreement.state) {
    case "rejected":
      return [
        {
          label: isProvider ? text("agreements-step-we-rejected") : text("agreements-step-they-rejected", { name }),
          state: "stopped",
          atMs: agreement.answeredAtMs ?? agreement.updatedAtMs,
        },
      ];
    case "expired":
      return [
        {
          label: text("agreements-step-expired"),
          state: "stopped",
          atMs: agreement.updatedAtMs,
          note: text("agreements-step-expired-note"),
        },
      ];
    default:
      return [
        {
          label: endedLabel(page, agreement),
          state: "stopped",
          atMs: agreement.withdrawnAtMs ?? agreement.updatedAtMs,
        },
      ];
  }
}
