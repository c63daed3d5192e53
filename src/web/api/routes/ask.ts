import { z } from "zod";
import { requestCapacity } from "#src/app/agreements.ts";
import type { Context } from "#src/app/context.ts";
import { findFairUseToAccept } from "#src/app/fair-use.ts";
import { findOwnProposal } from "#src/app/proposals.ts";
import { requestRepeating } from "#src/app/series.ts";
import { agreement, refusalProblem, shownAgreement } from "#src/web/api/agreement.ts";
import { problem } from "#src/web/api/problem.ts";
import { notValid, route, type Outcome } from "#src/web/api/route.ts";
import { instant, none, present, seats, text, uuid } from "#src/web/api/schemas.ts";
import { recurrence, recurrenceProblem } from "#src/web/api/series.ts";

const title = text(200).meta({ description: "What the meeting is, for the people of both coops" });

const wish = z.strictObject({
  proposal: uuid,
  seats,
  start: instant,
  end: instant,
  title,
  recurrence: recurrence.exactOptional(),
  tentativeUntil: instant
    .exactOptional()
    .meta({ description: "Hold the seats until then; they go when the request was not confirmed" }),
  commons: z.literal(true).exactOptional().meta({ description: "An event of the commons, which may have priority" }),
  fairUseVersion: z.int().min(1).exactOptional().meta({
    description:
      "The version of the provider's fair-use text that is accepted with this, as GET /peers tells it. Whoever asks accepts the one that we know when it is absent; 409 when another one is named.",
  }),
});

const asked = agreement.extend({
  occurrences: z
    .array(agreement)
    .exactOptional()
    .meta({ description: "With a recurrence: every agreement of the series, this first one included" }),
});

const post = route({
  method: "post",
  path: "/agreements",
  id: "requestCapacity",
  summary: "Ask another coop for seats on one of its proposals, once or repeatedly",
  description: "Its policy or its steward answers; look at the agreement again to see what became of it.",
  role: "steward",
  params: none,
  query: none,
  body: wish,
  status: 202,
  answer: asked,
  problems: ["not-found", "conflict"],
  async handle({ app, body }) {
    if (body.end <= body.start) return notValid([{ field: "body.end", message: "should come after body.start" }]);
    if ((await findOwnProposal(app, body.proposal)) !== undefined) {
      return problem("conflict", "This proposal is our own: seats are asked of other coops.");
    }
    const fairUseVersion = body.fairUseVersion ?? (await findFairUseToAccept(app, body.proposal));
    const wanted = { ...body, ...present({ fairUseVersion }) };
    if (body.recurrence !== undefined) return askRepeatedly(app, { ...wanted, recurrence: body.recurrence });
    const done = await requestCapacity(app, { ...wishOf(wanted), startsAtMs: body.start, endsAtMs: body.end });
    return done.outcome === "offered" ? { answer: shownAgreement(done.agreement) } : refusalProblem(done.refusal);
  },
});

type Wish = z.output<typeof wish>;

const wishOf = ({ proposal, seats: wanted, title: called, tentativeUntil, commons, fairUseVersion }: Wish) => ({
  proposalId: proposal,
  seats: wanted,
  title: called,
  ...present({ tentativeUntilMs: tentativeUntil, commons, fairUseVersion }),
});

async function askRepeatedly(
  app: Context,
  body: Wish & { readonly recurrence: z.output<typeof recurrence> },
): Promise<Outcome<z.output<typeof asked>>> {
  const first = { startsAtMs: body.start, endsAtMs: body.end };
  const done = await requestRepeating(app, { ...wishOf(body), first, ...body.recurrence });
  switch (done.outcome) {
    case "not-a-series":
      return recurrenceProblem(done.problem);
    case "refused":
      return refusalProblem(done.refusal);
    case "offered": {
      const occurrences = done.agreements.map(shownAgreement);
      const [earliest] = occurrences;
      if (earliest === undefined) throw new Error("A series was asked for without a single slot.");
      return { answer: { ...earliest, occurrences } };
    }
  }
}

export const askRoutes = [post];
