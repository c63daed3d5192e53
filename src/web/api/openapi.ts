import { z } from "zod";
import { version } from "#src/app/version.ts";
import { cookieName } from "#src/web/request.ts";
import { problems, type ProblemName } from "./problem.ts";
import type { Route } from "./route.ts";

/** What may go wrong with every call. */
const everywhere: readonly ProblemName[] = [
  "not-authenticated",
  "not-allowed",
  "not-set-up",
  "not-valid",
  "too-many-requests",
  "went-wrong",
];
const withBody: readonly ProblemName[] = ["malformed-json", "too-complex", "too-large", "not-json"];
const withForm: readonly ProblemName[] = ["malformed-form", "too-large", "not-form"];
const withKey: readonly ProblemName[] = ["malformed-key", "in-flight", "key-reused"];

const problemSchema = {
  type: "object",
  description: "A problem document (RFC 9457)",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string", examples: ["body.start"] }, message: { type: "string" } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of these routes, from the same schemas that validate. */
export function describeApi(routes: readonly Route[], origin: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = describeOperation(route);
  return {
    openapi: "3.1.0",
    info: {
      title: "fedicoop",
      version,
      description:
        "The node of a cooperative: its peers, resources, proposals, agreements and ledger. Browsable at /api.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "`npm run fedicoop -- token create --role steward` makes one.",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName(origin, "session"),
          description:
            "Somebody signed in to the pages of this node. The cookie's name also carries the port or `__Host-`.",
        },
      },
    },
  };
}

function describeOperation(route: Route) {
  const body = schemaOf(route.body, "input");
  const hasBody =
    Object.keys((body["properties"] as object | undefined) ?? {}).length > 0 || "anyOf" in body || "oneOf" in body;
  const takesBody = hasBody && route.method !== "get" && route.method !== "delete";
  return {
    operationId: route.id,
    tags: [tagOf(route)],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    "x-role": route.role,
    parameters: [
      ...parametersOf(route, "path"),
      ...parametersOf(route, "query"),
      ...(route.method === "post" ? [idempotencyKey] : []),
    ],
    ...(takesBody
      ? { requestBody: { required: isRequired(body), content: { [bodyType(route)]: { schema: body } } } }
      : {}),
    responses: { [route.status]: answerOf(route), ...problemAnswers(route, takesBody) },
  };
}

const bodyType = ({ form }: Route): string => (form === true ? "multipart/form-data" : "application/json");

/** A body of which every part may be left out may be left out itself. */
const isRequired = (body: Readonly<Record<string, unknown>>): boolean =>
  "anyOf" in body || "oneOf" in body || Array.isArray(body["required"]);

/** The first part of the path: `/peers/{id}/accept` belongs to the peers. */
export const tagOf = ({ path }: Route): string => path.split(/[/.]/)[1] ?? "";

function answerOf(route: Route) {
  if (route.status === 204) return { description: "Done" };
  const schema = schemaOf(route.answer, "output");
  if (route.files !== undefined)
    return { description: "A file", content: Object.fromEntries(route.files.map((type) => [type, { schema }])) };
  return {
    description: "Done",
    content: { [route.mediaType ?? "application/json"]: { schema } },
  };
}

function problemAnswers(route: Route, takesBody: boolean): Record<string, unknown> {
  const names = [
    ...everywhere,
    ...(takesBody ? (route.form === true ? withForm : withBody) : []),
    ...(route.method === "post" ? withKey : []),
    ...(route.path.includes("{") ? (["not-found"] as const) : []),
    ...(route.problems ?? []),
  ];
  const statuses = [...new Set(names.map((name) => problems[name].status))].toSorted((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const titles = [
        ...new Set(names.filter((name) => problems[name].status === status).map((name) => problems[name].title)),
      ];
      return [
        status,
        {
          description: titles.join("; "),
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      ];
    }),
  );
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key with the same request has its effect once, and is answered the same for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parametersOf(route: Route, where: "path" | "query") {
  const schema = schemaOf(where === "path" ? route.params : route.query, "input");
  const required = new Set((schema["required"] as readonly string[] | undefined) ?? []);
  const properties = (schema["properties"] ?? {}) as Record<string, Readonly<Record<string, unknown>>>;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === "path" || required.has(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
}

/** One of our schemas as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Without its own `$schema`: the document has one for all. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const {
    $schema: _dialect,
    "~standard": _standard,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<string, unknown>;
  return rest;
}
