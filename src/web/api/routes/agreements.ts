import { z } from "zod";
import { findAgreement, listAgreements } from "#src/app/agreement-view.ts";
import { fulfil } from "#src/app/entry-making.ts";
import {
  agreement,
  agreementRoles,
  agreementStates,
  impossibilityProblem,
  shownAgreement,
} from "#src/web/api/agreement.ts";
import { entry, shownEntry } from "#src/web/api/entry.ts";
import { notFound } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { idParams, instant, iri, listOf, none, pageQuery, present, uuid } from "#src/web/api/schemas.ts";
import { agreementAct, agreementActRoutes } from "./agreement-acts.ts";
import { askRoutes } from "./ask.ts";

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
    series: iri.exactOptional().meta({ description: "Only those of one series" }),
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

const fulfilment = agreement.extend({ entry });

const record = route({
  ...agreementAct,
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

export const agreementRoutes = [...askRoutes, list, get, ...agreementActRoutes, record];
