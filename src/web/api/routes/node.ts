import { z } from "zod";
import { changeCoop } from "#src/app/coop-changes.ts";
import { version } from "#src/app/version.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { route } from "#src/web/api/route.ts";
import { answeredLanguages, answeredTexts, iri, none } from "#src/web/api/schemas.ts";

const node = z.object({
  name: z.string().meta({ description: "In the best of the caller's languages (Accept-Language)" }),
  names: answeredTexts,
  handle: z.string(),
  coop: iri,
  region: z.string(),
  languages: answeredLanguages,
  version: z.string(),
});

const getNode = route({
  method: "get",
  path: "/node",
  id: "getNode",
  summary: "Who this node speaks for",
  role: "member",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: node,
  async handle({ app, coop, languages }) {
    return {
      answer: {
        name: pickText(coop.name, ...languages),
        names: { ...coop.name },
        handle: coop.handle,
        coop: actorIri(app.origin, coopActorId),
        region: coop.region,
        languages: [...coop.languages],
        version,
      },
    };
  },
});

const choice = z.enum(["automatic", "steward"], { error: "automatic or steward" });
const countersign = choice.meta({
  description: "What a partner says that we used: agreed by itself within what was agreed, or by a steward",
});
const settle = choice.meta({ description: "What was measured without gaps: recorded by itself, or by an operator" });

const changeNode = route({
  method: "patch",
  path: "/node",
  id: "changeNode",
  summary: "Choose what happens by itself",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({ countersign: countersign.exactOptional(), settle: settle.exactOptional() }),
  status: 200,
  answer: z.object({ countersign, settle }),
  async handle({ app, body }) {
    const changed = await changeCoop(app, body);
    return { answer: { countersign: changed.countersign, settle: changed.settle } };
  },
});

export const nodeRoutes = [getNode, changeNode];
