import { createHash } from "node:crypto";
import { getLogger } from "@logtape/logtape";
import { Hono, type Context as HonoContext } from "hono";
import { actingAs } from "#src/app/acting.ts";
import type { Context } from "#src/app/context.ts";
import { answerOnce, forgetOldAnswers, type OnceAnswer } from "#src/app/once.ts";
import { findCoop } from "#src/store/coop.ts";
import { readAcceptLanguage } from "#src/web/language.ts";
import type { WebParts } from "#src/web/request.ts";
import { authenticate, refuseRole } from "./authenticate.ts";
import { maxFormBytes, readBytes, readFormBody, readJson, readQuery } from "./body.ts";
import { sendFile } from "./file.ts";
import { openLimiter, type Limiter } from "./limits.ts";
import { describeApi } from "./openapi.ts";
import { problem, problemDocument, problems, type Problem } from "./problem.ts";
import { routes } from "./routes.ts";
import type { Principal, Route, Surroundings } from "./route.ts";

/** What the API needs of what `main.ts` gives the web. */
type ApiParts = Pick<WebParts, "app" | "partners">;

/** The JSON API at `/v1` and its description at `/v1/openapi.json`; to be mounted at `/api`, where a page of its own shows it. */
export function openApi(parts: ApiParts): Hono {
  const { app } = parts;
  const api = new Hono();
  const limiter = openLimiter();
  // Made when it is first asked for: it takes a sixth of the time that a node takes to start.
  let description: string | undefined;
  api.get("/v1", (c) => c.redirect("/api", 308));
  api.get("/v1/openapi.json", (c) => {
    description ??= JSON.stringify(describeApi(routes, app.origin));
    return c.body(description, 200, { ...headers, "content-type": "application/json", "cache-control": "no-cache" });
  });
  for (const route of routes) {
    api.on(route.method, `/v1${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`, (c) =>
      answer(c, { ...parts, route, limiter }),
    );
  }
  for (const [path, methods] of methodsByPath()) {
    api.all(path, (c) => {
      const detail = `${c.req.method} is not known here; ${methods} is.`;
      return send(c, app, problem("no-such-method", detail, { headers: { allow: methods } }));
    });
  }
  // Not `*`, which would take the page at `/api` itself.
  api.all("/:path{.+}", (c) =>
    send(
      c,
      app,
      problem("not-found", "The API has nothing at this address. /api/v1/openapi.json names all that it has."),
    ),
  );
  api.onError((error, c) => {
    getLogger(["fedicoop", "api"]).error("{method} {path} failed: {error}", {
      method: c.req.method,
      path: c.req.routePath,
      error,
    });
    return send(
      c,
      app,
      problem("went-wrong", "The call was not carried out, and nothing was changed. It can be sent again."),
    );
  });
  return api;
}

/** Headers of every answer. */
const headers = { "x-content-type-options": "nosniff", "cache-control": "no-store" } as const;

function methodsByPath(): ReadonlyMap<string, string> {
  const methods = new Map<string, string[]>([["/v1/openapi.json", ["GET"]]]);
  for (const { path, method } of routes) {
    const full = `/v1${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
    methods.set(full, [...(methods.get(full) ?? []), method.toUpperCase()]);
  }
  return new Map([...methods].map(([path, list]) => [path, list.join(", ")]));
}

interface Asked extends ApiParts {
  readonly route: Route;
  readonly limiter: Limiter;
}

/** One call from its headers to its answer: who asks, how often, may they, is it well-formed, and then once. */
async function answer(c: HonoContext, asked: Asked): Promise<Response> {
  const { app, route } = asked;
  const principal = await authenticate(app, c);
  if ("problem" in principal) return send(c, app, principal);
  const refused = (await asked.limiter(principal.id)) ?? refuseRole(principal, route.role);
  if (refused !== undefined) return send(c, app, refused);
  const bytes = await readBytes(c.req.raw, route.form === true ? maxFormBytes : undefined);
  if ("problem" in bytes) return send(c, app, bytes);
  const read = await readInput(c, route, bytes);
  if ("problem" in read) return send(c, app, read);
  const coop = await findCoop(app.database);
  if (coop === undefined)
    return send(c, app, problem("not-set-up", "This node has not been set up yet, so it has nothing to answer with."));
  const languages = [...readAcceptLanguage(c.req.header("accept-language") ?? ""), coop.defaultLanguage];
  const run = (context: Context) =>
    actingAs(principal, () => carryOut(route, read, { ...asked, app: context, coop, principal, languages }));
  if (route.files !== undefined) return answerFile(c, asked, () => read({ ...asked, coop, principal, languages }));
  return answerJson(c, asked, { principal, bytes, run });
}

/** A call that changes something has its effect once for each key. */
async function answerJson(c: HonoContext, asked: Asked, call: Omit<OnceCall, "key">): Promise<Response> {
  const { app, route } = asked;
  const key = route.method === "post" ? c.req.header("idempotency-key") : undefined;
  return key === undefined ? sendAnswer(c, await call.run(app), typeOf(route)) : once(c, asked, { ...call, key });
}

async function answerFile(c: HonoContext, { app }: Asked, run: () => ReturnType<Run>): Promise<Response> {
  const outcome = await run();
  if ("problem" in outcome) return send(c, app, outcome);
  if ("file" in outcome) return sendFile(c, outcome.file);
  throw new Error("A call that answers with files answered with something else.");
}

const typeOf = ({ mediaType }: Route): Readonly<Record<string, string>> =>
  mediaType === undefined ? {} : { "content-type": mediaType };

type Run = (surroundings: Surroundings) => ReturnType<Extract<ReturnType<Route["read"]>, (...given: never) => unknown>>;

async function readInput(c: HonoContext, route: Route, bytes: Uint8Array<ArrayBuffer>): Promise<Problem | Run> {
  const query = readQuery(c.req.url);
  if ("problem" in query) return query;
  const type = c.req.header("content-type") ?? null;
  const read = route.form === true ? await readFormBody(bytes, type) : readJson(bytes, type);
  if ("problem" in read) return read;
  return route.read({ params: c.req.param(), query: query.query, body: read.body });
}

/** The answer of a call in the form in which it can be kept. */
async function carryOut(route: Route, run: Run, surroundings: Surroundings): Promise<OnceAnswer> {
  const outcome = await run(surroundings);
  if ("problem" in outcome) {
    const document = problemDocument(outcome, surroundings.app.origin);
    return { status: document.status, body: JSON.stringify(document) };
  }
  if ("file" in outcome) throw new Error("A file cannot be kept as an answer.");
  return { status: route.status, body: route.status === 204 ? null : JSON.stringify(outcome.answer) };
}

interface OnceCall {
  readonly principal: Principal;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly run: (context: Context) => Promise<OnceAnswer>;
}

/** A POST with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): the same request has its effect once. */
async function once(
  c: HonoContext,
  { app, route }: Asked,
  { principal, key, bytes, run }: OnceCall,
): Promise<Response> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    return send(c, app, problem("malformed-key", "An Idempotency-Key is 1 to 255 printable ASCII characters."));
  const { pathname, search } = new URL(c.req.url);
  const request = createHash("sha256").update(`${c.req.method} ${pathname}${search}\n`).update(bytes).digest("hex");
  const done = await answerOnce(
    app,
    { principal: principal.id, key, request, asksOthers: asksOthers(route, bytes) },
    run,
  );
  forgetNowAndThen(app);
  switch (done.outcome) {
    case "answered":
      return sendAnswer(c, done.answer, done.repeated ? { "idempotent-replayed": "true" } : {});
    case "other-request":
      return send(c, app, problem("key-reused", "This Idempotency-Key was used for another request."));
    case "in-flight":
      return send(
        c,
        app,
        problem("in-flight", "The first request with this key has no answer yet.", { headers: { "retry-after": "1" } }),
      );
  }
}

const asksOthers = ({ asksOthers: asks }: Route, bytes: Uint8Array): boolean =>
  typeof asks === "function" ? asks(new TextDecoder().decode(bytes)) : asks === true;

let forgotAtMs = 0;
const forgetEveryMs = 3_600_000;

/** Clears old answers away, once an hour and without keeping anybody waiting. */
function forgetNowAndThen(app: Context): void {
  if (app.nowMs() - forgotAtMs < forgetEveryMs) return;
  forgotAtMs = app.nowMs();
  forgetOldAnswers(app).catch((error: unknown) =>
    getLogger(["fedicoop", "api"]).warn("Old answers were not cleared: {error}", { error }),
  );
}

function send(c: HonoContext, app: Context, wrong: Problem): Response {
  const body = JSON.stringify(problemDocument(wrong, app.origin));
  return sendAnswer(c, { status: problems[wrong.problem].status, body }, wrong.headers);
}

function sendAnswer(
  c: HonoContext,
  { status, body }: OnceAnswer,
  more: Readonly<Record<string, string>> = {},
): Response {
  const { "content-type": given = "application/json", ...rest } = more;
  const type = status < 400 ? given : "application/problem+json";
  const all = { ...headers, ...(body === null ? {} : { "content-type": type }), ...rest };
  for (const [name, value] of Object.entries(all)) c.header(name, value);
  if (body === null) return c.body(null, 204);
  c.status(status as 200);
  return c.body(body);
}
