import { z } from "zod";
import { costOf } from "#src/app/cost.ts";
import { waiveFee } from "#src/app/fees.ts";
import { agreement, impossibilityProblem, shownAgreement } from "#src/web/api/agreement.ts";
import { notFound } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, instant, none, present, seats, unit, writeInstant } from "#src/web/api/schemas.ts";

const wantedSeats = z.coerce
  .number("a whole number of seats")
  .pipe(seats)
  .exactOptional()
  .meta({ type: "integer", minimum: 1, description: "With amend: the seats that are wanted instead" });

const cost = route({
  method: "get",
  path: "/agreements/{id}/cost",
  id: "agreementCost",
  summary: "What it costs the receiver now to cancel an agreement, or to have it changed",
  description: "By the notice terms, beside what earlier changes have cost. What the provider does costs nothing.",
  role: "member",
  params: idParams,
  query: z.strictObject({
    action: z.enum(["cancel", "amend"], { error: "cancel or amend" }),
    seats: wantedSeats,
    start: instant.exactOptional(),
    end: instant.exactOptional(),
  }),
  body: none,
  status: 200,
  answer: z.object({
    feeSeatMinutes: z.int().meta({ description: "What counts as used; 0 when it is free" }),
    due: z.object({ unit, quantity: z.int() }).exactOptional().meta({ description: "What is owed in return for that" }),
    freeUntil: answeredInstant.exactOptional().meta({ description: "Absent when it never costs anything" }),
  }),
  names: "agreement",
  async handle({ app, params, query }) {
    const { action, start, end } = query;
    if (start !== undefined && end !== undefined && end <= start)
      return notValid([{ field: "query.end", message: "should come after query.start" }]);
    const change = present({ seats: query.seats, startsAtMs: start, endsAtMs: end });
    const found = await costOf(app, params.id, action === "amend" ? { action, change } : { action });
    if (found === undefined) return notFound("agreement");
    const { feeSeatMinutes, due, freeUntilMs } = found;
    const freeUntil = freeUntilMs === undefined ? undefined : writeInstant(freeUntilMs);
    return { answer: { feeSeatMinutes, ...present({ due, freeUntil }) } };
  },
});

const waive = route({
  method: "post",
  path: "/agreements/{id}/waive",
  id: "waiveFee",
  summary: "Let the receiver off what giving back costs (provider), until it is an entry of the ledger",
  description: "The receiver is told. Repeating it changes nothing.",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: agreement,
  names: "agreement",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await waiveFee(app, params.id);
    switch (done.outcome) {
      case "done":
        return { answer: shownAgreement(done.agreement) };
      case "not-found":
        return notFound("agreement");
      case "impossible":
        return impossibilityProblem(done.impossibility);
    }
  },
});

export const agreementCostRoutes = [cost, waive];
