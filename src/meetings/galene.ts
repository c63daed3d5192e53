import { randomBytes } from "node:crypto";
import { SignJWT } from "jose";
import type { Answer, Connector, RoomGuest, RoomRequest } from "./connector.ts";
import {
  addressOf,
  audienceOf,
  connection,
  groupOf,
  hmacKey,
  keyFor,
  type Connection,
  type RoomKey,
} from "./galene-connection.ts";
import { askApi, countPeople, deleteGroup, isJson, prepareGroup, refusal, setKeys } from "./galene-group.ts";
import { sendEverybodyOut } from "./galene-kick.ts";
import { plainName } from "./name.ts";

const secondMs = 1000;
/** Galène allows for five seconds; clocks may differ by more. */
const clockSkewMs = 30 * secondMs;
const leastLifeMs = 5 * 60 * secondMs;
const maxNameLength = 100;
const visitor = "fedicoop";

/** Galène 1.0 and later, as its galene.md, galene-api.md and galene-protocol.md describe it. */
export const galene: Connector<Connection> = {
  platform: "galene",
  abilities: { measures: true, ends: true, roles: true },
  connection,
  fields: [
    { name: "url", kind: "url", required: true },
    { name: "username", kind: "text", required: true },
    { name: "password", kind: "secret", required: true },
    { name: "groups", kind: "text", required: false },
    { name: "key", kind: "secret", required: false },
  ],
  ready: async (server, { request }) => await prepareGroup(server, request),
  way: async (server, { request, guest, nowMs }) => {
    const permissions = guest.role === "moderator" ? ["op", "present", "message"] : ["present", "message"];
    const url = addressOf(server, `group/${groupOf(server, request)}/`);
    const expiresAtMs = Math.max(request.endsAtMs, nowMs + leastLifeMs);
    const token = await sign(keyFor(server, request), {
      permissions,
      aud: audienceOf(server, request),
      sub: nameOf(guest),
      nowMs,
      expiresAtMs,
    });
    url.searchParams.set("token", token);
    return { ok: true, url: url.href };
  },
  presence: countPeople,
  end: close,
  health: async (server) => {
    const reply = await askApi(server, ".groups/", { method: "HEAD" });
    if (!reply.ok) return reply;
    return isJson(reply) ? { ok: true } : refusal(server, reply);
  },
};

interface Claims {
  readonly permissions: readonly string[];
  readonly aud: string;
  readonly sub: string;
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

async function sign(
  { algorithm, kid, signs }: RoomKey,
  { permissions, aud, sub, nowMs, expiresAtMs }: Claims,
): Promise<string> {
  return await new SignJWT({ permissions })
    .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(kid === undefined ? {} : { kid }) })
    .setSubject(sub)
    .setAudience(aud)
    .setIssuedAt(Math.floor((nowMs - clockSkewMs) / secondMs))
    .setExpirationTime(Math.ceil(expiresAtMs / secondMs))
    .sign(signs);
}

/** `sub` is the name that the room shows. Galène takes none that could be a path with `..`, an empty part or a backslash. */
function nameOf({ name }: RoomGuest): string {
  const plain = plainName(name.replaceAll(/[/\\]/g, "-"), maxNameLength);
  return /^\.*$/.test(plain) ? `·${plain}` : plain;
}

/**
 * Deleting a group leaves those inside where they are. So the keys change first, and nobody comes in any more; then everybody is sent
 * out, as an operator would do it; then the group is deleted.
 */
async function close(server: Connection, request: RoomRequest): Promise<Answer<object>> {
  const presence = await countPeople(server, request);
  if (!presence.ok) return presence;
  const mayHoldPeople = presence.presence === "unknown" || presence.people > 0;
  const problem = mayHoldPeople ? await clear(server, request) : undefined;
  return problem ?? (await deleteGroup(server, request));
}

async function clear(server: Connection, request: RoomRequest): ReturnType<typeof sendEverybodyOut> {
  const key = hmacKey(randomBytes(32));
  const problem = await setKeys(server, request, [key.verifies]);
  if (problem !== undefined) return problem === "gone" ? undefined : problem;
  const nowMs = Date.now();
  const expiresAtMs = nowMs + leastLifeMs;
  const token = await sign(key, {
    permissions: ["op"],
    aud: audienceOf(server, request),
    sub: visitor,
    nowMs,
    expiresAtMs,
  });
  const endpoint = addressOf(server, "ws");
  endpoint.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";
  return await sendEverybodyOut({ endpoint, group: groupOf(server, request), username: visitor, token });
}
