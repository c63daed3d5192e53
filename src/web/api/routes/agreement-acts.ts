import { z } from "zod";
import type { ActOutcome } from "#src/app/agreement-deeds.ts";
import { acceptAgreement, cancelAgreement, endAgreement, rejectAgreement } from "#src/app/agreements.ts";
import { amendAgreement, confirmAgreement, keepAgreement } from "#src/app/amendments.ts";
import { counterAgreement } from "#src/app/counters.ts";
import { actOnSeries } from "#src/app/series-acts.ts";
import { agreement, impossibilityProblem, shownAgreement } from "#src/web/api/agreement.ts";
import { notFound, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { idParams, instant, none, present, seats, terms, text } from "#src/web/api/schemas.ts";

/** What every act on an agreement has in common. */
export const agreementAct = {
  role: "operator",
  params: idParams,
  query: none,
  status: 200,
  names: "agreement",
  problems: ["conflict"],
} as const;

function answered(done: ActOutcome): { readonly answer: z.output<typeof agreement> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shownAgreement(done.agreement) };
    case "not-found":
      return notFound("agreement");
    case "impossible":
      return impossibilityProblem(done.impossibility);
  }
}

const amendment = z.int("a whole number").min(0, "at least 0").exactOptional().meta({
  description: "Which wish of the receiver is meant, by its number; 409 when it has asked for something else since",
});
const note = text(1000).exactOptional().meta({ description: "What the other side should know" });

const accept = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/accept",
  id: "acceptAgreement",
  summary: "Agree to what is asked for, the request or a change of it (provider); repeating it answers the same",
  body: z.strictObject({ amendment }),
  answer: agreement,
  handle: async ({ app, params, body }) => answered(await acceptAgreement(app, params.id, body)),
});

const reject = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/reject",
  id: "rejectAgreement",
  summary: "Refuse what is asked for, the request or a change of it (provider)",
  description: "What was agreed before a change was asked for stands. A counter-offer of ours is taken back.",
  body: z.strictObject({ note, amendment }),
  answer: agreement,
  handle: async ({ app, params, body }) => answered(await rejectAgreement(app, params.id, body)),
});

const cancel = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/cancel",
  id: "cancelAgreement",
  summary: "End an agreement before it was used (either side)",
  description:
    "What it costs the receiver under the notice terms stands in `feeSeatMinutes` once the provider has heard of it.",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await cancelAgreement(app, params.id)),
});

const change = {
  seats: seats.exactOptional(),
  start: instant.exactOptional(),
  end: instant.exactOptional(),
};

const wrongSlot = ({ start, end }: { readonly start?: number; readonly end?: number }): Problem | undefined =>
  start !== undefined && end !== undefined && end <= start
    ? notValid([{ field: "body.end", message: "should come after body.start" }])
    : undefined;

const amend = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/amend",
  id: "amendAgreement",
  summary: "Ask for other seats or another time (receiver)",
  description:
    "What stands, stands until the provider agrees; less than was agreed is agreed at once. What it costs under the notice terms can be asked before.",
  body: z.strictObject({ ...change, tentativeUntil: instant.exactOptional() }),
  answer: agreement,
  handle: async ({ app, params, body }) =>
    wrongSlot(body) ??
    answered(
      await amendAgreement(
        app,
        params.id,
        present({
          seats: body.seats,
          startsAtMs: body.start,
          endsAtMs: body.end,
          tentativeUntilMs: body.tentativeUntil,
        }),
      ),
    ),
});

const counter = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/counter",
  id: "counterAgreement",
  summary: "Propose something else, for a request or for what was agreed (provider)",
  description: "Its seats are held until `until` (three days, when it is absent). The receiver agrees by `confirm`.",
  body: z.strictObject({ ...change, terms: terms.exactOptional(), until: instant.exactOptional(), note }),
  answer: agreement,
  handle: async ({ app, params, body }) =>
    wrongSlot(body) ??
    answered(
      await counterAgreement(
        app,
        params.id,
        present({
          seats: body.seats,
          startsAtMs: body.start,
          endsAtMs: body.end,
          terms: body.terms,
          untilMs: body.until,
          note: body.note,
        }),
      ),
    ),
});

const confirm = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/confirm",
  id: "confirmAgreement",
  summary: "Agree to the counter-offer, or say that a tentative request is sure (receiver)",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await confirmAgreement(app, params.id)),
});

const keep = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/keep",
  id: "keepAgreement",
  summary: "Want what was agreed, and nothing else: decline the counter-offer, take back the change (receiver)",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await keepAgreement(app, params.id)),
});

const noShow = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/no-show",
  id: "recordNoShow",
  summary: "Say, after the end, that nobody came (provider)",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await endAgreement(app, params.id, { cause: "no-show" })),
});

const series = route({
  ...agreementAct,
  method: "post",
  path: "/agreements/{id}/series",
  id: "actOnSeries",
  summary: "Answer every open request of a series (provider), or cancel this one and all after it (either side)",
  names: "agreement of a series",
  problems: [],
  body: z.strictObject({
    action: z.enum(["accept", "reject", "cancel"], { error: "accept, reject or cancel" }),
    note,
  }),
  answer: z.object({
    done: z.array(agreement),
    left: z.array(agreement).meta({ description: "What could not be done now, as when there is no room any more" }),
  }),
  async handle({ app, params, body }) {
    const acted = await actOnSeries(app, params.id, body);
    if (acted.outcome === "not-found") return notFound("agreement of a series");
    return { answer: { done: acted.done.map(shownAgreement), left: acted.left.map(shownAgreement) } };
  },
});

export const agreementActRoutes = [accept, reject, cancel, amend, counter, confirm, keep, noShow, series];
