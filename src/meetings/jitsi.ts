import { createPrivateKey, createSecretKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { z } from "zod";
import type { Connector, RoomGuest, RoomRequest } from "./connector.ts";
import { callServer, failedStatus, failure } from "./http.ts";
import { readPrivateKey } from "./jwk.ts";
import { plainName } from "./name.ts";

const secondMs = 1000;
/** Clocks differ; Jitsi allows for nothing. */
const clockSkewSeconds = 60;
const leastLifeMs = 5 * 60 * secondMs;
const maxNameLength = 100;
const leastKeyBits = 2048;

const connection = z
  .object({
    /** Where rooms are, with the tenant where there is one. */
    url: z.url({ protocol: /^https?$/ }).max(500),
    /** `app_id` of the server: the `iss` of each token. */
    appId: z.string().min(1).max(200),
    /** HS256: `app_secret` of the server. */
    secret: z.string().min(8).max(500).exactOptional(),
    /** RS256: a private RSA key, as PEM or JWK. */
    privateKey: z.string().min(1).max(10_000).exactOptional(),
    /** RS256: by which name the server finds the public key. */
    keyId: z.string().min(1).max(200).exactOptional(),
    /** `aud`; absent: the app's id, which servers take by default. */
    audience: z.string().min(1).max(200).exactOptional(),
    /** `sub`; absent: the tenant, else the host. */
    subject: z.string().min(1).max(200).exactOptional(),
  })
  .check((context) => {
    const { secret, privateKey, keyId } = context.value;
    const refuse = (path: string, message: string): void => {
      context.issues.push({ code: "custom", path: [path], message, input: undefined });
    };
    if ((secret === undefined) === (privateKey === undefined))
      refuse("secret", "Give either a secret or a private key");
    if (privateKey === undefined) return;
    if (keyOf(privateKey) === undefined) refuse("privateKey", "This is no private RSA key of 2048 bits or more");
    if (keyId === undefined) refuse("keyId", "A private key needs the name by which the server finds its public half");
  });
type Connection = z.output<typeof connection>;

/**
 * Jitsi Meet with token authentication (the `jitsi-meet-tokens` package). Rooms come to be when somebody enters; how many people
 * are in one, and its end, only the people inside know.
 */
export const jitsi: Connector<Connection> = {
  platform: "jitsi",
  abilities: { measures: false, ends: false, roles: true },
  connection,
  fields: [
    { name: "url", kind: "url", required: true },
    { name: "appId", kind: "text", required: true },
    { name: "secret", kind: "secret", required: false },
    { name: "privateKey", kind: "secret", required: false },
    { name: "keyId", kind: "text", required: false },
    { name: "audience", kind: "text", required: false },
    { name: "subject", kind: "text", required: false },
  ],
  ready: async () => ({ ok: true }),
  way: async (server, { request, guest, nowMs }) => {
    const url = addressOf(server, roomOf(request));
    url.searchParams.set("jwt", await tokenFor(server, { request, guest, nowMs }));
    url.hash = settingsFor(request, guest);
    return { ok: true, url: url.href };
  },
  presence: async () => ({ ok: true, presence: "unknown" }),
  end: async () => ({ ok: true }),
  health: async (server) => {
    // The settings of the web client: every Jitsi Meet has them, and little else does.
    const reply = await callServer({ url: new URL("/config.js", server.url), secrets: [] });
    if (!reply.ok) return reply;
    if (reply.status !== 200) return failedStatus({ ...reply, text: "" }, []);
    return reply.text.includes("config") && !reply.text.trimStart().startsWith("<")
      ? { ok: true }
      : failure("failed", "Its answer is not one of Jitsi Meet's", []);
  },
};

async function tokenFor(
  server: Connection,
  { request, guest, nowMs }: { readonly request: RoomRequest; readonly guest: RoomGuest; readonly nowMs: number },
): Promise<string> {
  const affiliation = guest.role === "moderator" ? "owner" : "member";
  const name = plainName(guest.name, maxNameLength);
  const token = new SignJWT({ room: roomOf(request), context: { user: { id: guest.subject, name, affiliation } } })
    .setIssuer(server.appId)
    .setAudience(server.audience ?? server.appId)
    .setSubject(server.subject ?? subjectOf(server))
    .setNotBefore(Math.floor(nowMs / secondMs) - clockSkewSeconds)
    // The client shows its token again whenever it connects anew, until the meeting is over.
    .setExpirationTime(Math.ceil(Math.max(request.endsAtMs, nowMs + leastLifeMs) / secondMs));
  const { secret, privateKey = "", keyId } = server;
  if (secret !== undefined)
    return await token.setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(createSecretKey(secret, "utf8"));
  const header = { alg: "RS256", typ: "JWT", ...(keyId === undefined ? {} : { kid: keyId }) };
  return await token.setProtectedHeader(header).sign(keyOf(privateKey) ?? createPrivateKey(privateKey));
}

/** Rooms are XMPP rooms: their names have no capitals. */
function roomOf({ room }: RoomRequest): string {
  return room.toLowerCase();
}

function addressOf({ url }: Connection, room: string): URL {
  const base = new URL(url);
  return new URL(`${base.pathname.replace(/\/+$/, "")}/${encodeURIComponent(room)}`, base.origin);
}

/** Of a room at HOST/TENANT/ROOM the tenant, else the host; both without capitals. */
function subjectOf({ url }: Connection): string {
  const { hostname, pathname } = new URL(url);
  const tenant = pathname.split("/").find((part) => part !== "");
  return (tenant === undefined ? hostname : decodeURIComponent(tenant)).toLowerCase();
}

/** What the client takes from the part of the address that no server sees: its language, the title, and nothing fetched elsewhere. */
function settingsFor({ title }: RoomRequest, { language }: RoomGuest): string {
  const settings = { defaultLanguage: language, localSubject: title, disableThirdPartyRequests: true };
  return Object.entries(settings)
    .map(([name, value]) => `config.${name}=${encodeURIComponent(JSON.stringify(value))}`)
    .join("&");
}

function keyOf(privateKey: string): KeyObject | undefined {
  const key = readPrivateKey(privateKey);
  const isLong = (key?.asymmetricKeyDetails?.modulusLength ?? 0) >= leastKeyBits;
  return key?.asymmetricKeyType === "rsa" && isLong ? key : undefined;
}
