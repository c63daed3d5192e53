import { z } from "zod";
import {
  findRequest,
  listRequests,
  offerForRequest,
  publishRequest,
  requestCardOf,
  withdrawRequest,
} from "#src/app/requests.ts";
import { features } from "#src/domain/resource.ts";
import type { Coop } from "#src/store/coop.ts";
import type { Proposal } from "#src/store/proposals.ts";
import type { RequestRow } from "#src/store/requests.ts";
import { refusalProblem } from "#src/web/api/agreement.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  answeredLanguages,
  answeredTexts,
  idParams,
  instant,
  iri,
  languageTag,
  listOf,
  none,
  pageQuery,
  present,
  seats,
  terms,
  textOrLocalized,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const audience = z.enum(["public", "partners"], { error: "public or partners" });
const feature = z.enum(features, { error: features.join(", ") });

const need = z.strictObject({
  title: textOrLocalized(200).meta({ description: "What it is for, in one or more languages" }),
  seats,
  start: instant,
  end: instant,
  audience: audience.default("partners"),
  languages: z.array(languageTag).max(20).default([]),
  features: z.array(feature).max(features.length).default([]),
});

const request = z.object({
  id: uuid,
  object: iri.meta({ description: "Its address for other servers" }),
  coop: iri,
  peer: uuid.exactOptional().meta({ description: "Absent for our own" }),
  own: z.boolean(),
  title: answeredTexts,
  seats: z.int(),
  start: answeredInstant,
  end: answeredInstant,
  audience,
  languages: answeredLanguages,
  features: z.array(z.string()),
  region: z.string(),
  createdAt: answeredInstant,
  updatedAt: answeredInstant,
});

const shown = (row: RequestRow): z.output<typeof request> => {
  const { proposal: object, startsAtMs, endsAtMs, updatedAtMs, title, languages, ...card } = requestCardOf(row);
  return {
    id: row.id,
    object,
    ...present({ peer: row.peerId }),
    own: row.peerId === null,
    ...card,
    title: { ...title },
    languages: [...languages],
    features: [...card.features],
    start: writeInstant(startsAtMs),
    end: writeInstant(endsAtMs),
    createdAt: writeInstant(row.createdAtMs),
    updatedAt: writeInstant(updatedAtMs),
  };
};

const answer = z.object({
  proposal: uuid.meta({ description: "What `POST /agreements` takes, where it is another coop's" }),
  coop: iri,
  resource: iri,
  seats: z.int(),
  terms,
});

const shownAnswer = ({ id, coop, resource, seats: offered, terms: asked }: Proposal): z.output<typeof answer> => ({
  proposal: id,
  coop,
  resource,
  seats: offered,
  terms: asked,
});

const post = route({
  method: "post",
  path: "/requests",
  id: "publishRequest",
  summary: "Say that we need seats; partners see it, and can offer",
  description: "It is withdrawn by itself when it begins, and when as many seats are agreed as it asks for.",
  role: "operator",
  params: none,
  query: none,
  body: need,
  status: 201,
  answer: request,
  problems: ["conflict"],
  async handle({ app, coop, body: { start, end, title, ...rest } }) {
    if (end <= start) return notValid([{ field: "body.end", message: "should come after body.start" }]);
    const texts = typeof title === "string" ? { [languageOf(coop)]: title } : title;
    const done = await publishRequest(app, { ...rest, title: texts, startsAtMs: start, endsAtMs: end });
    switch (done.outcome) {
      case "done":
        return { answer: shown(done.request) };
      case "refused":
        return refusalProblem(done.refusal);
      case "too-many":
        return problem("conflict", `We need ${done.most} things already: withdraw one first.`);
    }
  },
});

const languageOf = ({ defaultLanguage }: Coop): string => defaultLanguage;

const list = route({
  method: "get",
  path: "/requests",
  id: "listRequests",
  summary: "What is needed and has not begun: by us, and by coops we deal with",
  role: "member",
  params: none,
  query: z.strictObject({
    ...pageQuery,
    whose: z.enum(["ours", "theirs"], { error: "ours or theirs" }).exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(request),
  async handle({ app, query }) {
    const page = await listRequests(app, query);
    return { answer: { ...page, items: page.items.map(shown) } };
  },
});

const get = route({
  method: "get",
  path: "/requests/{id}",
  id: "getRequest",
  summary: "One request, with what was offered for it",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: request.extend({ answers: z.array(answer) }),
  names: "request",
  async handle({ app, params }) {
    const found = await findRequest(app, params.id);
    if (found === undefined || found.request.deletedAtMs !== null) return notFound("request");
    return { answer: { ...shown(found.request), answers: found.answers.map(shownAnswer) } };
  },
});

const remove = route({
  method: "delete",
  path: "/requests/{id}",
  id: "withdrawRequest",
  summary: "Take a request of ours back; repeating it changes nothing",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "request",
  handle: async ({ app, params }) =>
    (await withdrawRequest(app, params.id)) === undefined ? notFound("request") : { answer: {} },
});

const offer = route({
  method: "post",
  path: "/requests/{id}/offer",
  id: "offerForRequest",
  summary: "Offer seats for what a partner needs: a proposal for that coop alone, answered at once",
  role: "operator",
  params: idParams,
  query: none,
  body: z.strictObject({ resource: uuid, seats, terms }),
  status: 201,
  answer,
  names: "request",
  problems: ["conflict"],
  async handle({ app, params, body: { resource, ...wanted } }) {
    const done = await offerForRequest(app, params.id, { resourceId: resource, ...wanted });
    switch (done.outcome) {
      case "done":
        return { answer: shownAnswer(done.proposal) };
      case "not-found":
        return notFound("request of another coop, or no such resource");
      case "over":
        return problem("conflict", "It is not needed any more.");
      case "refused":
        return problem("conflict", "The resource has not as many seats to offer.");
    }
  },
});

export const requestRoutes = [post, list, get, remove, offer];
