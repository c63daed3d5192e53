import { z } from "zod";
import { eraseMember } from "#src/app/member-erasure.ts";
import { exportMember } from "#src/app/member-export.ts";
import {
  changeCircle,
  changeMember,
  createCircle,
  createMember,
  listMembers,
  removeCircle,
  showMember,
  sightOf,
  type Consents,
  type MemberKind,
  type MemberOutcome,
  type Sight,
} from "#src/app/members.ts";
import { pageOf } from "#src/app/page.ts";
import { isHandle } from "#src/domain/identity.ts";
import { actorIri } from "#src/domain/iri.ts";
import type { Role } from "#src/domain/role.ts";
import type { Actor } from "#src/store/actors.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route, type Route } from "#src/web/api/route.ts";
import { answeredTexts, idParams, iri, listOf, none, pageQuery, textOrLocalized, uuid } from "#src/web/api/schemas.ts";

const handle = z.string().refine(isHandle, "of a–z, 0–9 and _, up to 30 characters");
const consent = (what: string) => z.boolean().meta({ description: `The person's consent: ${what}` });
const consents = {
  discoverable: consent("their profile is public, and other servers may suggest them"),
  indexable: consent("search engines may find what they say"),
  listed: consent("they stand in the coop's own public lists"),
} as const;
const givenConsents = {
  discoverable: consents.discoverable.exactOptional(),
  indexable: consents.indexable.exactOptional(),
  listed: consents.listed.exactOptional(),
} as const;

const newMember = z.strictObject({
  name: textOrLocalized(200),
  handle,
  summary: textOrLocalized(5000).exactOptional(),
  ...givenConsents,
});
const changes = z.strictObject({
  name: textOrLocalized(200).exactOptional(),
  summary: textOrLocalized(5000).exactOptional(),
  ...givenConsents,
});

const member = z.object({
  id: uuid,
  actor: iri,
  handle: z.string(),
  name: answeredTexts,
  summary: answeredTexts,
  ...consents,
});

/** Only what was given: an absent consent stays as it is. */
function pickConsents({ discoverable, indexable, listed }: Partial<Consents>): Partial<Consents> {
  return {
    ...(discoverable === undefined ? {} : { discoverable }),
    ...(indexable === undefined ? {} : { indexable }),
    ...(listed === undefined ? {} : { listed }),
  };
}

const shown = (origin: string, actor: Actor): z.output<typeof member> => ({
  id: actor.id,
  actor: actorIri(origin, actor.id),
  handle: actor.handle,
  name: { ...actor.name },
  summary: { ...actor.summary },
  discoverable: actor.discoverable,
  indexable: actor.indexable,
  listed: actor.listed,
});

/** Members and circles are made, shown and changed alike; only their words and functions differ. */
interface Kind {
  readonly kind: MemberKind;
  readonly path: "/members" | "/circles";
  readonly name: "Member" | "Circle";
  readonly create: typeof createMember;
  readonly change: typeof changeMember;
  readonly remove: typeof eraseMember | typeof removeCircle;
}

const kinds: readonly Kind[] = [
  {
    kind: "member",
    path: "/members",
    name: "Member",
    create: createMember,
    change: changeMember,
    remove: eraseMember,
  },
  {
    kind: "circle",
    path: "/circles",
    name: "Circle",
    create: createCircle,
    change: changeCircle,
    remove: removeCircle,
  },
];

function answered(
  origin: string,
  kind: MemberKind,
  done: MemberOutcome,
): { readonly answer: z.output<typeof member> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shown(origin, done.actor) };
    case "unknown":
      return notFound(kind);
    case "only-steward":
      return problem("conflict", "Nobody else is a steward: make somebody one first.");
    case "handle-taken":
      return problem("conflict", "This handle is taken, or was once.");
    case "handle-malformed":
      return notValid([{ field: "body.handle", message: "should be of a–z, 0–9 and _, up to 30 characters" }]);
  }
}

const listRoutes = ({ kind, path, name, create }: Kind): readonly Route[] => [
  route({
    method: "post",
    path,
    id: `create${name}`,
    summary: `Make a ${kind}, which can be followed from any fediverse server`,
    role: "steward",
    params: none,
    query: none,
    body: newMember,
    status: 201,
    answer: member,
    problems: ["conflict"],
    handle: async ({ app, body }) =>
      answered(app.origin, kind, await create(app, { ...body, consents: pickConsents(body) })),
  }),
  route({
    method: "get",
    path,
    id: `list${name}s`,
    summary: `The ${kind}s of this coop`,
    role: "member",
    params: none,
    query: z.strictObject(pageQuery),
    body: none,
    status: 200,
    answer: listOf(member),
    async handle({ app, query, principal }) {
      const sight = sightFor(kind, principal.role);
      const page = await pageOf<Actor>(query, (part) => listMembers(app, kind, { ...part, sight }));
      return { answer: { ...page, items: page.items.map((actor) => shown(app.origin, actor)) } };
    },
  }),
];

/** Circles are no people. */
const sightFor = (kind: MemberKind, role: Role): Sight => sightOf(kind === "circle" || role === "steward");

const oneRoutes = (kind: Kind): readonly Route[] => [getRoute(kind), changeRoute(kind), removeRoute(kind)];

const getRoute = ({ kind, path, name }: Kind): Route =>
  route({
    method: "get",
    path: `${path}/{id}`,
    id: `get${name}`,
    summary: `One ${kind} of this coop`,
    role: "member",
    params: idParams,
    query: none,
    body: none,
    status: 200,
    answer: member,
    names: kind,
    async handle({ app, params, principal }) {
      const found = await showMember(app, { kind, id: params.id, sight: sightFor(kind, principal.role) });
      return found === undefined ? notFound(kind) : { answer: shown(app.origin, found) };
    },
  });

const changeRoute = ({ kind, path, name, change }: Kind): Route =>
  route({
    method: "patch",
    path: `${path}/{id}`,
    id: `change${name}`,
    summary: `Change what a ${kind} says; the handle stays`,
    role: "steward",
    params: idParams,
    query: none,
    body: changes,
    status: 200,
    answer: member,
    names: kind,
    handle: async ({ app, params, body }) =>
      answered(app.origin, kind, await change(app, params.id, { ...body, consents: pickConsents(body) })),
  });

const removeRoute = ({ kind, path, name, remove }: Kind): Route =>
  route({
    method: "delete",
    path: `${path}/{id}`,
    id: `remove${name}`,
    summary: `Remove a ${kind}: nothing of it stays but its handle, which nobody else may bear`,
    role: "steward",
    params: idParams,
    query: none,
    body: none,
    status: 204,
    answer: none,
    names: kind,
    async handle({ app, params }) {
      const done = answered(app.origin, kind, await remove(app, params.id));
      return "problem" in done ? done : { answer: {} };
    },
  });

/** Everything at once, for the person themself. */
const exportRoute = route({
  method: "get",
  path: "/members/{id}/export",
  id: "exportMember",
  summary: "Everything that this node knows of a member",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: z.looseObject({ exportedAt: z.iso.datetime() }),
  names: "member",
  async handle({ app, params }) {
    const known = await exportMember(app, params.id);
    return known === undefined ? notFound("member") : { answer: { ...known } };
  },
});

export const memberRoutes: readonly Route[] = [
  ...kinds.flatMap((kind) => [...listRoutes(kind), ...oneRoutes(kind)]),
  exportRoute,
];
