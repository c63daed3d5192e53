import { createHmac, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import type { RoomRequest } from "./connector.ts";
import { readJwk, readPrivateKey } from "./jwk.ts";

const hmacKeyBytes = 32;

export const connection = z.object({
  /** Where people reach it; the API is there too. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** Of a user with the permission `admin` in the server's config.json, where `writableGroups` is true. */
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(500),
  /** Our rooms are groups beneath this one. */
  groups: z
    .string()
    .max(200)
    .regex(/^[\w-]+(?:\/[\w-]+)*$/)
    .default("fedicoop"),
  /** ES256 or HS256: a private key, as JWK (or PEM); absent: a key for each room, made from its secret. */
  key: z
    .string()
    .max(5000)
    .refine(
      (text) => readKey(text) !== undefined,
      "This is no private key for ES256 (P-256) as JWK or PEM, or for HS256 (32 bytes) as JWK",
    )
    .exactOptional(),
});
export type Connection = z.output<typeof connection>;

/** What signs the tokens of a room, and what the server needs to check them: a JWK with its `alg`, as Galène wants it. */
export interface RoomKey {
  readonly algorithm: "HS256" | "ES256";
  readonly kid?: string;
  readonly signs: KeyObject;
  readonly verifies: JsonWebKey;
}

export function keyFor(server: Connection, { room, secret }: RoomRequest): RoomKey {
  const key = server.key === undefined ? undefined : readKey(server.key);
  return key ?? hmacKey(createHmac("sha256", secret).update(`galene ${room}`).digest());
}

/** A key of 32 bytes as Galène takes it. */
export function hmacKey(bytes: Buffer): RoomKey {
  return {
    algorithm: "HS256",
    signs: createSecretKey(bytes),
    verifies: { kty: "oct", alg: "HS256", k: bytes.toString("base64url") },
  };
}

function readKey(text: string): RoomKey | undefined {
  const jwk = readJwk(text);
  const key = jwk?.kty === "oct" ? readHmacKey(jwk) : readCurveKey(text);
  const kid = jwk?.["kid"];
  return key === undefined || typeof kid !== "string" ? key : { ...key, kid, verifies: { ...key.verifies, kid } };
}

function readHmacKey({ k }: JsonWebKey): RoomKey | undefined {
  const bytes = Buffer.from(String(k), "base64url");
  return bytes.length === hmacKeyBytes ? hmacKey(bytes) : undefined;
}

function readCurveKey(text: string): RoomKey | undefined {
  const signs = readPrivateKey(text);
  if (signs?.asymmetricKeyDetails?.namedCurve !== "prime256v1") return undefined;
  return { algorithm: "ES256", signs, verifies: { ...createPublicKey(signs).export({ format: "jwk" }), alg: "ES256" } };
}

export function groupOf({ groups }: Connection, { room }: RoomRequest): string {
  return `${groups}/${room}`;
}

/** The address of something on the server, which may stand in a folder of its host behind a proxy. */
export function addressOf({ url }: Connection, path: string): URL {
  const base = new URL(url);
  return new URL(`${base.pathname.replace(/\/+$/, "")}/${path}`, base.origin);
}

/** What `aud` has to be: the group's URL with its slash at the end. Galène knows nothing of a proxy's folders. */
export function audienceOf(server: Connection, request: RoomRequest): string {
  return new URL(`/group/${groupOf(server, request)}/`, server.url).href;
}
