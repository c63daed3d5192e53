import { z } from "zod";
import {
  changeProposal,
  findOwnProposal,
  listProposals,
  propose,
  withdrawProposal,
  type ProposalOutcome,
  type ProposalRefusal,
} from "#src/app/proposals.ts";
import { maxCommonsUntilHours, maxSeats } from "#src/domain/policy.ts";
import type { Proposal } from "#src/store/proposals.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  seats,
  terms,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const audience = z.enum(["public", "partners"], { error: "public or partners" });
const acceptUpTo = z
  .int("a whole number of seats")
  .min(0, "at least 0")
  .max(1_000_000)
  .meta({ description: "Seats of one request that are answered without a steward, for partners; all without it" });

const commonsSeats = z
  .int("a whole number of seats")
  .min(0, "at least 0")
  .max(maxSeats, `at most ${maxSeats}`)
  .meta({ description: "Seats kept for events of the commons; none without it" });
const commonsUntilHours = z
  .int("a whole number of hours")
  .min(0, "at least 0")
  .max(maxCommonsUntilHours, `at most ${maxCommonsUntilHours}`)
  .meta({ description: "How many hours before a slot starts kept seats are free to everyone" });

const newProposal = z.strictObject({
  resource: uuid,
  seats,
  audience,
  acceptUpTo: acceptUpTo.exactOptional(),
  terms,
  commonsSeats: commonsSeats.exactOptional(),
  commonsUntilHours: commonsUntilHours.exactOptional(),
});

const changes = z.strictObject({
  seats: seats.exactOptional(),
  audience: audience.exactOptional(),
  acceptUpTo: acceptUpTo.nullable().exactOptional(),
  terms: terms.exactOptional(),
  commonsSeats: commonsSeats.exactOptional(),
  commonsUntilHours: commonsUntilHours.exactOptional(),
});

const proposal = z.object({
  id: uuid,
  object: iri.meta({ description: "Its address for other servers" }),
  resource: uuid,
  seats: z.int(),
  audience,
  acceptUpTo: z.int().exactOptional(),
  terms,
  commonsSeats: z.int().exactOptional(),
  commonsUntilHours: z.int().exactOptional(),
  createdAt: answeredInstant,
  updatedAt: answeredInstant,
});

const shown = (row: Proposal): z.output<typeof proposal> => ({
  id: row.id,
  object: row.proposal,
  resource: row.resourceId ?? "",
  seats: row.seats,
  audience: row.audience,
  ...present({ acceptUpTo: row.acceptUpTo }),
  terms: row.terms,
  ...(row.commonsSeats === 0 ? {} : { commonsSeats: row.commonsSeats, commonsUntilHours: row.commonsUntilHours }),
  createdAt: writeInstant(row.createdAtMs),
  updatedAt: writeInstant(row.updatedAtMs),
});

function answered(
  done: ProposalOutcome,
  missing: "proposal" | "resource",
): { readonly answer: z.output<typeof proposal> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shown(done.proposal) };
    case "not-found":
      return notFound(missing);
    case "refused":
      return refusalProblem(done.refusal);
  }
}

function refusalProblem(refusal: ProposalRefusal): Problem {
  switch (refusal.reason) {
    case "seats-most":
      return problem("conflict", `The resource has ${refusal.most} seats, so no more can be proposed.`);
    case "seats-agreed":
      return problem("conflict", `${refusal.least} seats are agreed or held already, so there cannot be fewer.`);
    case "commons-most":
      return problem("conflict", `${refusal.most} seats are proposed, so no more can be kept for the commons.`);
    case "no-seats":
      return problem("conflict", "Only a meeting server has seats to propose.");
  }
}

const post = route({
  method: "post",
  path: "/proposals",
  id: "propose",
  summary: "Offer seats of a meeting server to partners or to everyone",
  role: "operator",
  params: none,
  query: none,
  body: newProposal,
  status: 201,
  answer: proposal,
  problems: ["not-found", "conflict"],
  async handle({ app, body: { resource: resourceId, ...wanted } }) {
    return answered(await propose(app, { resourceId, ...wanted }), "resource");
  },
});

const list = route({
  method: "get",
  path: "/proposals",
  id: "listProposals",
  summary: "Our own proposals that stand",
  role: "member",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(proposal),
  async handle({ app, query }) {
    const page = await listProposals(app, query);
    return { answer: { ...page, items: page.items.map(shown) } };
  },
});

const get = route({
  method: "get",
  path: "/proposals/{id}",
  id: "getProposal",
  summary: "One of our own proposals",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: proposal,
  names: "proposal",
  async handle({ app, params }) {
    const found = await findOwnProposal(app, params.id);
    return found === undefined || found.deletedAtMs !== null ? notFound("proposal") : { answer: shown(found) };
  },
});

const patch = route({
  method: "patch",
  path: "/proposals/{id}",
  id: "changeProposal",
  summary: "Change a proposal; requests that were made to its old terms are refused as changed",
  role: "operator",
  params: idParams,
  query: none,
  body: changes,
  status: 200,
  answer: proposal,
  names: "proposal",
  problems: ["conflict"],
  handle: async ({ app, params, body }) => answered(await changeProposal(app, params.id, body), "proposal"),
});

const remove = route({
  method: "delete",
  path: "/proposals/{id}",
  id: "withdrawProposal",
  summary: "Take a proposal back; what was agreed on it stays",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "proposal",
  async handle({ app, params }) {
    const done = answered(await withdrawProposal(app, params.id), "proposal");
    return "problem" in done ? done : { answer: {} };
  },
});

export const proposalRoutes = [post, list, get, patch, remove];
