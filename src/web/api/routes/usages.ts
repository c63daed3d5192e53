import { z } from "zod";
import { findAgreement } from "#src/app/agreement-view.ts";
import { endMeeting, type EndMeetingOutcome } from "#src/app/metering.ts";
import { findUsage, type UsageView } from "#src/app/usages.ts";
import { agreement, shownAgreement } from "#src/web/api/agreement.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, none, writeInstant } from "#src/web/api/schemas.ts";

const usage = z.object({
  stage: z.enum(["running", "proposed", "settled"]).meta({
    description:
      "running: counted until now; proposed: waits for a person of the provider; settled: stands in the ledger",
  }),
  method: z.enum(["measured", "entered"]),
  seatMinutes: z.int().meta({ description: "What was used" }),
  proposedSeatMinutes: z
    .int()
    .meta({ description: "What is, or would be, the quantity of the entry: at most what was agreed" }),
  agreedSeatMinutes: z.int(),
  gapMinutes: z.int().meta({ description: "Minutes in which nobody could look" }),
  peak: z.int().meta({ description: "The most people at once" }),
  attendance: z.array(
    z.object({
      start: answeredInstant,
      end: answeredInstant,
      people: z.int().nullable().meta({ description: "null: nobody could look" }),
    }),
  ),
});

const shown = ({ usage: known, ...view }: UsageView): z.output<typeof usage> => ({
  stage: view.stage,
  method: known.method,
  seatMinutes: known.seatMinutes,
  proposedSeatMinutes: view.seatMinutes,
  agreedSeatMinutes: view.agreedSeatMinutes,
  gapMinutes: known.gapMinutes,
  peak: known.peak,
  attendance: known.attendance.map(({ startsAtMs, endsAtMs, people }) => ({
    start: writeInstant(startsAtMs),
    end: writeInstant(endsAtMs),
    people,
  })),
});

const get = route({
  method: "get",
  path: "/agreements/{id}/usage",
  id: "getUsage",
  summary: "What was used of an agreement, and how that is known: how many people were there when, and nobody's name",
  description: "Both sides answer the same once it is settled. 404 while nothing is known.",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: usage,
  names: "usage of an agreement",
  async handle({ app, params }) {
    const found = await findUsage(app, params.id);
    return found === undefined ? notFound("usage of an agreement") : { answer: shown(found) };
  },
});

const end = route({
  method: "post",
  path: "/agreements/{id}/end",
  id: "endMeeting",
  summary: "End a meeting now: everybody is asked out, and what was used until now is what counts",
  description: "Provider only, while its hour is on. Its seats stay taken until the end that was agreed.",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: agreement,
  names: "agreement",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await endMeeting(app, params.id);
    if (done.outcome === "impossible") return problem("conflict", impossibleWords[done.because]);
    const view = done.outcome === "done" ? await findAgreement(app, params.id) : undefined;
    return view === undefined ? notFound("agreement") : { answer: shownAgreement(view) };
  },
});

const impossibleWords: Readonly<
  Record<Extract<EndMeetingOutcome, { readonly outcome: "impossible" }>["because"], string>
> = {
  "not-yours": "Only the provider can end the meeting.",
  "no-room": "There is no room on a server of ours that could be ended.",
  "not-open": "The meeting has not begun, or is over.",
};

export const usageRoutes = [get, end];
