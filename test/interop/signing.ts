import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { cavage, createSigner, httpbis } from "http-message-signatures";
import type { JsonObject } from "#federation/wire/json.ts";

/** How one request is signed. What is left out is as Mastodon has it: draft-cavage, rsa-sha256, with a date. */
export interface Signing {
  readonly kind?: "draft-cavage" | "rfc9421";
  /** What the signature says of its algorithm; it is RSA with SHA-256 all the same. */
  readonly algorithm?: string;
  /** How wrong the peer's clock is. */
  readonly clockMs?: number;
  /** `(created)` and `(expires)` are signed too, or in place of the date. */
  readonly createdAndExpires?: "beside the date" | "alone";
}

/** Made once for all files of a worker: keys take long. */
let keys: { readonly privateKey: KeyObject; readonly publicKeyPem: string } | undefined;

export function peerKeys() {
  if (keys !== undefined) return keys;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKeyPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return (keys = { privateKey, publicKeyPem });
}

export interface Sent {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly activity?: JsonObject | string;
  /** The id of the key; the key itself is the same for all. */
  readonly keyId: string;
}

/** Sends one signed request, with nothing of Fedify's. */
export async function send({ method, url, activity, keyId }: Sent, signing: Signing = {}): Promise<Response> {
  const { kind = "draft-cavage", clockMs = 0 } = signing;
  const body = activity === undefined || typeof activity === "string" ? activity : JSON.stringify(activity);
  const now = new Date(Date.now() + clockMs);
  const common = { host: new URL(url).host, date: now.toUTCString() };
  const more =
    body === undefined ? { accept: activityJson } : { "content-type": activityJson, ...digestOf(body, kind) };
  const request = { method, url, keyId, headers: { ...common, ...more } };
  const signed = kind === "rfc9421" ? await signNew(request, now) : await signOld({ ...request, now }, signing);
  const sent = Object.entries(signed.headers).filter(([name]) => name.toLowerCase() !== "host");
  return fetch(url, { method, redirect: "manual", headers: Object.fromEntries(sent), ...(body ? { body } : {}) });
}

export const activityJson = "application/activity+json";

function digestOf(body: string, kind: NonNullable<Signing["kind"]>): Record<string, string> {
  const digest = createHash("sha256").update(body).digest("base64");
  return kind === "rfc9421" ? { "content-digest": `sha-256=:${digest}:` } : { digest: `SHA-256=${digest}` };
}

interface Unsigned {
  readonly keyId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

function signNew({ keyId, ...request }: Unsigned, now: Date) {
  const key = createSigner(peerKeys().privateKey, "rsa-v1_5-sha256", keyId);
  const fields = ["@method", "@target-uri", ...("content-digest" in request.headers ? ["content-digest"] : [])];
  return httpbis.signMessage({ key, fields, params: ["created", "keyid"], paramValues: { created: now } }, request);
}

function signOld(request: Unsigned & { readonly now: Date }, signing: Signing) {
  const { algorithm = "rsa-v1_5-sha256", createdAndExpires } = signing;
  const { now, keyId, ...unsigned } = request;
  const key = createSigner(peerKeys().privateKey, "rsa-v1_5-sha256", keyId);
  const times = createdAndExpires === undefined ? [] : ["@created", "@expires"];
  const date = createdAndExpires === "alone" ? [] : ["date"];
  const fields = ["@request-target", ...times, ...date, "host", ...("digest" in unsigned.headers ? ["digest"] : [])];
  const params = ["keyid", "alg", ...(times.length > 0 ? ["created", "expires"] : [])];
  const expires = new Date(now.getTime() + 60_000);
  return cavage.signMessage({ key, fields, params, paramValues: { alg: algorithm, created: now, expires } }, unsigned);
}
