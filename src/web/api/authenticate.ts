import { isAtLeast } from "#src/domain/role.ts";
import type { Context as HonoContext } from "hono";
import { getCookie } from "hono/cookie";
import { noteStewardSeen } from "#src/app/absence.ts";
import type { Context } from "#src/app/context.ts";
import { readSession } from "#src/app/sessions.ts";
import { findToken } from "#src/app/tokens.ts";
import type { Role } from "#src/store/coop.ts";
import { cookieName, setSessionCookie } from "#src/web/request.ts";
import { problem, type Problem } from "./problem.ts";
import type { Principal } from "./route.ts";

/** Who calls: by bearer token, or by the session of a person who is signed in to the pages. */
export async function authenticate(app: Context, c: HonoContext): Promise<Principal | Problem> {
  const header = c.req.header("authorization");
  return header === undefined ? bySession(app, c) : byToken(app, header);
}

async function byToken(app: Context, header: string): Promise<Principal | Problem> {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header.trim())?.[1];
  if (token === undefined) return unknown("The Authorization header should be Bearer and a token.", "invalid_request");
  const found = await findToken(app, token);
  if (found === undefined) return unknown("This token is not known here, or was revoked.", "invalid_token");
  if (found.role === "steward") await noteStewardSeen(app);
  return { id: found.id, role: found.role, name: found.name };
}

/** A cookie is sent along by any page that the browser has open, so a change must come from a page of ours. */
async function bySession(app: Context, c: HonoContext): Promise<Principal | Problem> {
  const token = getCookie(c, cookieName(app.origin, "session"));
  const signedIn = token === undefined ? undefined : await readSession(app, token);
  if (signedIn === undefined) return unknown("Send a token as Authorization: Bearer …, or sign in.");
  if (signedIn.token !== undefined) setSessionCookie(app, c, signedIn.token);
  const isChange = c.req.method !== "GET" && c.req.method !== "HEAD";
  if (isChange && !isFromUs(app, c)) return problem("other-site", "The Origin of this request is not this node.");
  return { id: signedIn.user.id, role: signedIn.user.role, name: signedIn.user.name };
}

function isFromUs(app: Context, c: HonoContext): boolean {
  const origin = c.req.header("origin");
  return origin === undefined ? c.req.header("sec-fetch-site") === "same-origin" : origin === app.origin;
}

/** Undefined when the caller's role is enough. */
export function refuseRole(principal: Principal, least: Role): Problem | undefined {
  if (isAtLeast(principal.role, least)) return undefined;
  return problem("not-allowed", `This needs the role ${least}; yours is ${principal.role}.`, {
    headers: { "www-authenticate": 'Bearer realm="fedicoop", error="insufficient_scope"' },
  });
}

const unknown = (detail: string, error?: string): Problem =>
  problem("not-authenticated", detail, {
    headers: { "www-authenticate": `Bearer realm="fedicoop"${error === undefined ? "" : `, error="${error}"`}` },
  });
