import { z } from "zod";
import { changePartnerPolicy, findPartnerShare, type PartnerShare } from "#src/app/partner-policy.ts";
import { maxSeats } from "#src/domain/policy.ts";
import { notFound, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, none, writeInstant } from "#src/web/api/schemas.ts";

const answer = z.enum(["automatic", "steward"], { error: "automatic or steward" }).meta({
  description: "`automatic` answers at once what a proposal answers at once; with `steward` every request waits",
});
const seatsAtOnce = z
  .int("a whole number of seats")
  .min(0, "at least 0")
  .max(maxSeats, `at most ${maxSeats}`)
  .nullable()
  .meta({ description: "At once, over all our resources; null: as many as there are" });
const seatMinutesAMonth = z
  .int("a whole number of seat-minutes")
  .min(0, "at least 0")
  .max(maxSeats * 31 * 24 * 60)
  .nullable()
  .meta({ description: "In one calendar month of our zone; null: as many as there are" });
const commonsTrusted = z
  .boolean()
  .meta({ description: "Whether its word that something is an event of the commons is taken without a steward" });

const changes = z.strictObject({
  seatsAtOnce: seatsAtOnce.exactOptional(),
  seatMinutesAMonth: seatMinutesAMonth.exactOptional(),
  answer: answer.exactOptional(),
  commonsTrusted: commonsTrusted.exactOptional(),
});

const policy = z.object({
  seatsAtOnce,
  seatMinutesAMonth,
  answer,
  commonsTrusted,
  used: z
    .object({
      month: z.object({ start: answeredInstant, end: answeredInstant }),
      seatMinutesThisMonth: z.int().meta({ description: "Agreed with it, or held for it, in this month" }),
      seatsAtOnce: z.int().meta({ description: "The most that it has at once at any time from now on" }),
    })
    .meta({ description: "What it has of us" }),
});

const shown = (share: PartnerShare | undefined): { readonly answer: z.output<typeof policy> } | Problem => {
  if (share === undefined) return notFound("peer");
  const { month, seatMinutesThisMonth, seatsAtOnce: taken } = share;
  const { startsAtMs, endsAtMs } = month;
  const used = {
    month: { start: writeInstant(startsAtMs), end: writeInstant(endsAtMs) },
    seatMinutesThisMonth,
    seatsAtOnce: taken,
  };
  return { answer: { ...share.policy, used } };
};

const get = route({
  method: "get",
  path: "/peers/{id}/policy",
  id: "getPartnerPolicy",
  summary: "What one partner may have of us, and has",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: policy,
  names: "peer",
  handle: async ({ app, params }) => shown(await findPartnerShare(app, params.id)),
});

const patch = route({
  method: "patch",
  path: "/peers/{id}/policy",
  id: "changePartnerPolicy",
  summary: "Change what one partner may have of us, and who answers it",
  description: "It goes for what is asked from now on; what was agreed stays.",
  role: "steward",
  params: idParams,
  query: none,
  body: changes,
  status: 200,
  answer: policy,
  names: "peer",
  handle: async ({ app, params, body }) => shown(await changePartnerPolicy(app, params.id, body)),
});

export const policyRoutes = [get, patch];
