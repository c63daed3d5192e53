import { isSignedBy, takeApart, type Jwt } from "./jwt.ts";
import type { Line } from "./websocket.ts";
import type { JsonWebKey } from "node:crypto";

/** Somebody in a group. Without a line it is one whom a test has put there. */
export interface Client {
  readonly id: string;
  readonly username: string;
  readonly permissions: readonly string[];
  readonly line?: Line;
}

export interface Group {
  /** As the API takes and gives it: without keys. */
  description: Readonly<Record<string, unknown>>;
  keys: readonly JsonWebKey[];
  /** Changes with each writing. */
  tag: string;
  isDeleted: boolean;
  readonly clients: Map<string, Client>;
}

const leewaySeconds = 5;

/** Why a client does not get in, in the server's words; otherwise as whom it does. */
export function admit(
  token: string,
  group: Group | undefined,
  at: { readonly name: string; readonly host: string; readonly nowMs: number },
): { readonly fail: string } | Pick<Client, "username" | "permissions"> {
  if (group === undefined || group.isDeleted) return { fail: "group does not exist" };
  const jwt = takeApart(token);
  if (jwt === undefined || !isValid(jwt, group, at)) return { fail: "not authorised" };
  const { sub: username, permissions } = jwt.claims;
  if (typeof username !== "string" || !Array.isArray(permissions) || !isUsername(username))
    return { fail: "not authorised" };
  const closed = permissions.includes("op") ? undefined : closedFor(group, at.nowMs);
  return closed === undefined ? { username, permissions: permissions.map(String) } : { fail: closed };
}

/** What operators do not mind. */
function closedFor(
  { description: { "max-clients": most, expires }, clients }: Group,
  nowMs: number,
): string | undefined {
  if (typeof expires === "string" && Date.parse(expires) < nowMs) return "this group is closed";
  return typeof most === "number" && clients.size >= most ? "too many users" : undefined;
}

function isValid(
  jwt: Jwt,
  { keys }: Group,
  { name, host, nowMs }: { name: string; host: string; nowMs: number },
): boolean {
  const { alg, kid } = jwt.header;
  const fitting = keys.filter((key) => key["alg"] === alg && (kid === undefined || key["kid"] === kid));
  const isSigned = fitting.some((key) =>
    isSignedBy(jwt, key.kty === "oct" ? { secret: Buffer.from(String(key.k), "base64url") } : { jwk: key }),
  );
  const { exp, iat, aud } = jwt.claims;
  const seconds = nowMs / 1000;
  const isInTime =
    typeof exp === "number" &&
    seconds - leewaySeconds < exp &&
    typeof iat === "number" &&
    iat <= seconds + leewaySeconds;
  const isHere = [aud].flat().some((audience) => {
    const url = URL.parse(String(audience));
    return url?.host === host && decodeURIComponent(url.pathname) === `/group/${name}/`;
  });
  return isSigned && isInTime && isHere;
}

/** What could be a path that leads elsewhere is no name. */
function isUsername(name: string): boolean {
  return (
    name !== "" && !name.includes("\\") && name.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** Which keys a server takes: those whose `alg` it knows, with the length that this one has. */
export function isKey(key: JsonWebKey): boolean {
  if (key.kty === "oct") return key["alg"] === "HS256" && Buffer.from(String(key.k), "base64url").length === 32;
  return key.kty === "EC" && key["alg"] === "ES256" && key.crv === "P-256" && key.d === undefined;
}

/** What a group's description may hold. Users and keys have places of their own. */
const fields = new Set(
  "displayName description contact comment public redirect max-clients max-history-age expires not-before allow-recording".split(
    " ",
  ),
);

export function isDescription(description: Readonly<Record<string, unknown>>): boolean {
  const { expires, "max-clients": most } = description;
  const isKnown = Object.keys(description).every((name) => fields.has(name));
  const hasTime = expires === undefined || (typeof expires === "string" && !Number.isNaN(Date.parse(expires)));
  return isKnown && hasTime && (most === undefined || Number.isSafeInteger(most));
}
