import { z } from "zod";
import {
  addServer,
  changeServer,
  listServers,
  removeServer,
  type ConnectionProblem,
  type ServerOutcome,
  type ServerRefusal,
  type ServerView,
} from "#src/app/servers.ts";
import { findResourceView } from "#src/app/resources.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  listOf,
  none,
  present,
  seats,
  text,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const connection = z
  .record(z.string().max(40), z.string().max(10_000, "of at most 10000 characters"), "an object of texts")
  .refine((fields) => Object.keys(fields).length <= 20, "an object of at most 20 texts")
  .meta({
    description:
      "How the server is reached. bigbluebutton: url, secret, checksum; jitsi and galene: docs/operating.md. Kept encrypted, never answered",
    examples: [{ url: "https://bbb.example.coop/bigbluebutton/", secret: "…", checksum: "sha256" }],
  });

const name = text(100).meta({ description: "For people of this coop" });

const server = z.object({
  id: uuid,
  resource: uuid,
  platform: z.string(),
  name: z.string(),
  seats: z.int().meta({ description: "The most seats of one room, and of all its rooms together" }),
  health: z.enum(["unknown", "up", "down"]),
  detail: z.string().exactOptional().meta({ description: "Its version, or why it is down, in its own words" }),
  since: answeredInstant,
  checkedAt: answeredInstant.exactOptional(),
  roomsInUse: z.int(),
});

const shown = (view: ServerView): z.output<typeof server> => ({
  id: view.id,
  resource: view.resourceId,
  platform: view.platform,
  name: view.name,
  seats: view.seats,
  health: view.health,
  ...present({ detail: view.healthDetail }),
  since: writeInstant(view.healthSinceMs),
  ...(view.checkedAtMs === null ? {} : { checkedAt: writeInstant(view.checkedAtMs) }),
  roomsInUse: view.roomsInUse,
});

function answered(
  done: ServerOutcome,
  names: "resource" | "server",
): { readonly answer: z.output<typeof server> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shown(done.server) };
    case "not-found":
      return notFound(names);
    case "refused":
      return refusalProblem(done.refusal);
  }
}

function refusalProblem(refusal: ServerRefusal): Problem {
  switch (refusal.reason) {
    case "no-servers":
      return problem(
        "conflict",
        "This resource has no servers: it is none that people meet on, or leads to one address.",
      );
    case "too-many":
      return problem("conflict", `A resource has at most ${refusal.most} servers.`);
    case "connection-invalid":
      return notValid(
        refusal.fields.map(({ field, problem: wrong }) => ({
          field: `body.connection.${field}`,
          message: connectionWords[wrong],
        })),
      );
    case "rooms-in-use":
      return problem(
        "conflict",
        `${refusal.rooms} rooms on this server are in use. It can be removed when they have ended.`,
      );
  }
}

const connectionWords: Readonly<Record<ConnectionProblem["problem"], string>> = {
  missing: "is required",
  wrong: "is not as this platform takes it",
  unknown: "is not known here",
};

/** What a server is called when nobody gave it a name: its host. */
const nameOf = ({ url }: Readonly<Record<string, string>>): string =>
  URL.parse(url ?? "")?.host.slice(0, 100) || "Server";

const list = route({
  method: "get",
  path: "/resources/{id}/servers",
  id: "listServers",
  summary: "The meeting servers of a resource, and how they are",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: listOf(server),
  names: "resource",
  async handle({ app, params }) {
    const resource = await findResourceView(app, params.id);
    if (resource === undefined || resource.deletedAtMs !== null) return notFound("resource");
    return { answer: { items: (await listServers(app, params.id)).map(shown) } };
  },
});

const post = route({
  method: "post",
  path: "/resources/{id}/servers",
  id: "addServer",
  summary: "Add a meeting server to a resource",
  description:
    "The resource has to be a meeting server of a platform other than `link`. Its `seats` stay the limit over all servers.",
  role: "operator",
  params: idParams,
  query: none,
  body: z.strictObject({ name: name.exactOptional(), seats, connection }),
  status: 201,
  answer: server,
  names: "resource",
  problems: ["conflict"],
  handle: async ({ app, params, body }) =>
    answered(await addServer(app, params.id, { ...body, name: body.name ?? nameOf(body.connection) }), "resource"),
});

const patch = route({
  method: "patch",
  path: "/servers/{id}",
  id: "changeServer",
  summary: "Change a meeting server: what is absent stays, also within `connection`",
  role: "operator",
  params: idParams,
  query: none,
  body: z.strictObject({
    name: name.exactOptional(),
    seats: seats.exactOptional(),
    connection: connection.exactOptional(),
  }),
  status: 200,
  answer: server,
  names: "server",
  problems: ["conflict"],
  handle: async ({ app, params, body }) => answered(await changeServer(app, params.id, body), "server"),
});

const remove = route({
  method: "delete",
  path: "/servers/{id}",
  id: "removeServer",
  summary: "Remove a meeting server on which no room is in use",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "server",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = answered(await removeServer(app, params.id), "server");
    return "problem" in done ? done : { answer: {} };
  },
});

export const serverRoutes = [list, post, patch, remove];
