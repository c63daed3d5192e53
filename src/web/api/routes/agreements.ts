import { z } from "zod";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import type { ActOutcome } from "#src/app/agreement-deeds.ts";
import { acceptAgreement, cancelAgreement, rejectAgreement, requestCapacity } from "#src/app/agreements.ts";
import { fulfil } from "#src/app/ledger.ts";
import { findOwnProposal } from "#src/app/proposals.ts";
import {
  agreement,
  agreementRoles,
  agreementStates,
  impossibilityProblem,
  refusalProblem,
  shownAgreement,
} from "#src/web/api/agreement.ts";
import { entry, shownEntry } from "#src/web/api/entry.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { idParams, instant, listOf, none, pageQuery, present, seats, text, uuid } from "#src/web/api/schemas.ts";

const title = text(200).meta({ description: "What the meeting is, for the people of both coops" });

const post = route({
  method: "post",
  path: "/agreements",
  id: "requestCapacity",
  summary: "Ask another coop for seats on one of its proposals",
  description: "Its policy or its steward answers; look at the agreement again to see what became of it.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({ proposal: uuid, seats, start: instant, end: instant, title }),
  status: 202,
  answer: agreement,
  problems: ["not-found", "conflict"],
  async handle({ app, body }) {
    if (body.end <= body.start) return notValid([{ field: "body.end", message: "should come after body.start" }]);
    if ((await findOwnProposal(app, body.proposal)) !== undefined) {
      return problem("conflict", "This proposal is our own: seats are asked of other coops.");
    }
    const wanted = {
      proposalId: body.proposal,
      seats: body.seats,
      title: body.title,
      startsAtMs: body.start,
      endsAtMs: body.end,
    };
    const done = await requestCapacity(app, wanted);
    return done.outcome === "offered" ? { answer: shownAgreement(done.agreement) } : refusalProblem(done.refusal);
  },
});

const list = route({
  method: "get",
  path: "/agreements",
  id: "listAgreements",
  summary: "Agreements, whichever side we are",
  role: "member",
  params: none,
  query: z.strictObject({
    ...pageQuery,
    role: z.enum(agreementRoles).exactOptional(),
    state: z.enum(agreementStates).exactOptional(),
    peer: uuid.exactOptional(),
    resource: uuid.exactOptional(),
    from: instant.exactOptional().meta({ description: "Only agreements whose slot ends after this" }),
    until: instant.exactOptional().meta({ description: "Only agreements whose slot starts before this" }),
  }),
  body: none,
  status: 200,
  answer: listOf(agreement),
  async handle({ app, query: { peer, resource, from, until, ...rest } }) {
    const filter = present({ peerId: peer, resourceId: resource, fromMs: from, untilMs: until });
    const page = await listAgreements(app, { ...rest, ...filter });
    return { answer: { ...page, items: page.items.map(shownAgreement) } };
  },
});

const get = route({
  method: "get",
  path: "/agreements/{id}",
  id: "getAgreement",
  summary: "One agreement",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: agreement,
  names: "agreement",
  async handle({ app, params }) {
    const found = await findAgreement(app, params.id);
    return found === undefined ? notFound("agreement") : { answer: shownAgreement(found) };
  },
});

const act = {
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

const accept = route({
  ...act,
  method: "post",
  path: "/agreements/{id}/accept",
  id: "acceptAgreement",
  summary: "Agree to a request (provider); repeating it answers the same",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await acceptAgreement(app, params.id)),
});

const reject = route({
  ...act,
  method: "post",
  path: "/agreements/{id}/reject",
  id: "rejectAgreement",
  summary: "Refuse a request (provider)",
  body: z.strictObject({ note: text(1000).exactOptional().meta({ description: "What the other side should know" }) }),
  answer: agreement,
  handle: async ({ app, params, body }) => answered(await rejectAgreement(app, params.id, body)),
});

const cancel = route({
  ...act,
  method: "post",
  path: "/agreements/{id}/cancel",
  id: "cancelAgreement",
  summary: "End an agreement before it was used (either side)",
  body: none,
  answer: agreement,
  handle: async ({ app, params }) => answered(await cancelAgreement(app, params.id)),
});

const fulfilment = agreement.extend({ entry });

const record = route({
  ...act,
  method: "post",
  path: "/agreements/{id}/fulfil",
  id: "fulfilAgreement",
  summary: "Record what was used (provider), at most what was agreed; it becomes an entry of the ledger",
  body: z.strictObject({ seatMinutes: z.int("a whole number of seat-minutes").min(1, "at least 1") }),
  answer: fulfilment,
  async handle({ app, params, body }) {
    const done = await fulfil(app, params.id, body.seatMinutes);
    if (done.outcome === "not-found") return notFound("agreement");
    if (done.outcome === "impossible") return impossibilityProblem(done.impossibility);
    return { answer: { ...shownAgreement(done.agreement), entry: await shownEntry(app, done.entry) } };
  },
});

export const agreementRoutes = [post, list, get, accept, reject, cancel, record];
