import { randomUUID, type JsonWebKey } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isDescription, isKey, type Group } from "./galene-rules.ts";
import { bodyOf } from "./platform-server.ts";

/** What the API works on. */
export interface ApiGround {
  readonly groups: Map<string, Group>;
  /** The header that the administrator sends. */
  readonly authorization: string;
  readonly isWritable: boolean;
  readonly hasStatistics: boolean;
}

interface Asked {
  readonly groups: Map<string, Group>;
  readonly name: string;
  /** The group, unless there is none or it was deleted. */
  readonly group: Group | undefined;
  readonly request: IncomingMessage;
}

interface Said {
  readonly status: number;
  readonly text?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The administrative API under `/galene-api/v0/`. */
export async function answerApi(
  ground: ApiGround,
  request: IncomingMessage & { readonly at: URL },
  response: ServerResponse,
): Promise<void> {
  const { status, text = "", json, headers } = await decide(ground, request);
  const type = json === undefined ? "text/plain; charset=utf-8" : "application/json";
  response
    .writeHead(status, { "content-type": type, ...headers })
    .end(json === undefined ? text : JSON.stringify(json));
}

async function decide(ground: ApiGround, request: IncomingMessage & { readonly at: URL }): Promise<Said> {
  const path = /^\/galene-api\/v0\/(.*)$/.exec(decodeURIComponent(request.at.pathname))?.[1] ?? "";
  if (request.headers.authorization !== ground.authorization) {
    return { status: 401, text: "Haha!", headers: { "www-authenticate": 'basic realm="/galene-api/"' } };
  }
  if (path === ".groups/") return { status: 200, json: [...ground.groups.keys()] };
  if (path === ".stats" && ground.hasStatistics) return { status: 200, json: statisticsOf(ground) };
  return await decideGroups(ground, path, request);
}

async function decideGroups({ groups, isWritable }: ApiGround, path: string, request: IncomingMessage): Promise<Said> {
  const [, name, keys] = /^\.groups\/(.+?)(\/\.keys)?$/.exec(path) ?? [];
  if (name === undefined) return { status: 404, text: "404 page not found" };
  if (request.method === "PUT" && !isWritable) return { status: 401, text: "not authorised" };
  const group = groups.get(name);
  const asked: Asked = { groups, name, group: group?.isDeleted === false ? group : undefined, request };
  return keys === undefined ? await decideGroup(asked) : await putKeys(asked);
}

function statisticsOf({ groups }: ApiGround): unknown {
  return [...groups]
    .filter(([, { clients }]) => clients.size > 0)
    .map(([name, { clients }]) => ({
      name,
      clients: [...clients.keys()].map((id) => ({
        id,
        up: [{ id: randomUUID(), tracks: [{ bitrate: 32_000, loss: 0.01 }] }],
      })),
    }));
}

async function decideGroup(asked: Asked): Promise<Said> {
  const { group, request } = asked;
  const { "if-match": match, "if-none-match": noneMatch } = request.headers;
  if (match !== undefined && match !== group?.tag) return { status: 412 };
  if (noneMatch === "*" && group !== undefined) return { status: 412 };
  if (request.method === "PUT") return await putGroup(asked);
  if (group === undefined) return { status: 404, text: "not found" };
  if (request.method !== "DELETE") return { status: 200, json: group.description, headers: { etag: group.tag } };
  // Who is inside stays there.
  group.isDeleted = true;
  return { status: 204 };
}

async function putGroup({ groups, name, group, request }: Asked): Promise<Said> {
  if (request.headers["content-type"] !== "application/json") return { status: 415, text: "unsupported content type" };
  const description = JSON.parse(await bodyOf(request)) as Readonly<Record<string, unknown>>;
  if (!isDescription(description)) return { status: 500, text: "Internal server error" };
  const { keys, clients } = group ?? { keys: [], clients: new Map() };
  groups.set(name, { keys, clients, description, tag: `"${randomUUID()}"`, isDeleted: false });
  return { status: group === undefined ? 201 : 204 };
}

async function putKeys({ group, request }: Asked): Promise<Said> {
  if (group === undefined) return { status: 404, text: "not found" };
  if (request.method !== "PUT") return { status: 405, text: "method not allowed" };
  if (request.headers["content-type"] !== "application/jwk-set+json")
    return { status: 415, text: "unsupported content type" };
  const { keys } = JSON.parse(await bodyOf(request)) as { readonly keys: readonly JsonWebKey[] };
  if (!keys.every(isKey)) return { status: 500, text: "Internal server error" };
  group.keys = keys;
  return { status: 204 };
}
