import { z } from "zod";
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

export const nodeRoutes = [getNode];
