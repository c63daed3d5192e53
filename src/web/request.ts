import { isAtLeast } from "#src/domain/role.ts";
import { createHmac } from "node:crypto";
import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { actingAs } from "#src/app/acting.ts";
import type { Context } from "#src/app/context.ts";
import type { Doctor } from "#src/app/doctor.ts";
import type { Partners } from "#src/app/partners.ts";
import { endSession, readSession, type SignedIn } from "#src/app/sessions.ts";
import { findCoop, type Coop, type Role } from "#src/store/coop.ts";
import { sameSecret } from "#src/store/secrets.ts";
import type { PageContext } from "./components/context.ts";
import type { LanguageEnvironment } from "./language.ts";
import type { TextOptions } from "./text.ts";

/** What the pages and the API are given by `main.ts`. */
export interface WebParts {
  readonly app: Context;
  readonly partners: Partners;
  /** The self-test; without one there is no page of it. */
  readonly doctor?: Doctor;
  /** For tests: the pseudo-locale, and wordings that throw when they are missing. */
  readonly text?: TextOptions;
}

/** What every page handler finds in its request. */
export type WebEnvironment = {
  /** From whom the request comes, as limits count them: an address, or the network of one. */
  Bindings: { readonly client?: string };
  Variables: LanguageEnvironment["Variables"] & {
    page: PageContext;
    /** Undefined before set-up. */
    coop: Coop | undefined;
    signedIn: SignedIn | undefined;
  };
};
export type Request = HonoContext<WebEnvironment>;

/** From whom a request comes, as limits count them; all together where nobody said. */
export function clientOf(c: Request): string {
  const given: WebEnvironment["Bindings"] | undefined = c.env;
  return given?.client ?? "unknown";
}

const browserKeepsDays = 30;

/** Cookies of nodes on one machine share their host, so each carries its port; on https the browser itself guards the name. */
export function cookieName(origin: string, purpose: "session" | "language" | "challenge"): string {
  const { protocol, port } = new URL(origin);
  return protocol === "https:" ? `__Host-fedicoop_${purpose}` : `fedicoop_${purpose}_${port === "" ? "80" : port}`;
}

/** Finds out who asks, and gives every page its context. Runs after the language was chosen. */
export function visitor(app: Context): MiddlewareHandler<WebEnvironment> {
  return async (c, next) => {
    const coop = await findCoop(app.database);
    const signedIn = await signedInBy(app, c);
    c.set("coop", coop);
    c.set("signedIn", signedIn);
    c.set("page", pageContext(app, c, { coop, signedIn }));
    if (signedIn === undefined) await next();
    else await actingAs(signedIn.user, next);
    if (signedIn?.token !== undefined) setSessionCookie(app, c, signedIn.token);
    if (signedIn !== undefined) c.header("Cache-Control", "no-store");
  };
}

async function signedInBy(app: Context, c: Request): Promise<SignedIn | undefined> {
  const token = getCookie(c, cookieName(app.origin, "session"));
  return token === undefined ? undefined : readSession(app, token);
}

function pageContext(
  app: Context,
  c: Request,
  known: { readonly coop: Coop | undefined; readonly signedIn: SignedIn | undefined },
): PageContext {
  const { pathname, search } = new URL(c.req.url);
  const { coop, signedIn } = known;
  return {
    text: c.get("text"),
    path: `${pathname}${search}`,
    zone: coop?.timeZone ?? "UTC",
    nowMs: app.nowMs(),
    csrf: csrfToken(app, signedIn?.sessionId),
    ...(coop !== undefined && { coop: { name: coop.name, accentHue: coop.accentHue } }),
    ...(signedIn !== undefined && { session: { name: signedIn.user.name, role: signedIn.user.role } }),
  };
}

/** Sets the cookie of a session that was just started or rotated. */
export function setSessionCookie(app: Context, c: HonoContext, token: string): void {
  setCookie(c, cookieName(app.origin, "session"), token, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: app.origin.startsWith("https:"),
    maxAge: browserKeepsDays * 86_400,
  });
}

/** Ends the session on the server and takes the cookie away. */
export async function signOut(app: Context, c: Request): Promise<void> {
  const signedIn = c.get("signedIn");
  if (signedIn !== undefined) await endSession(app, signedIn.sessionId);
  deleteCookie(c, cookieName(app.origin, "session"), { path: "/", secure: app.origin.startsWith("https:") });
}

/** The token that a form of this session carries; it is worth nothing in another one. */
const csrfToken = (app: Context, sessionId = "anonymous"): string =>
  createHmac("sha256", app.secrets.deriveKey("csrf")).update(sessionId).digest("base64url");

/**
 * Whether a POST comes from a page of ours: the browser says it does (`Origin`, or `Sec-Fetch-Site`), and for somebody who is signed
 * in the form carries their session's token.
 */
export function isFromOurPage(app: Context, c: Request, token: unknown): boolean {
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  // A page that sends no referrer (the one-time links) posts with `Origin: null`; the browser still says where the form stood.
  const declared = origin === undefined || origin === "null" ? site === "same-origin" : origin === app.origin;
  if (!declared) return false;
  const signedIn = c.get("signedIn");
  return signedIn === undefined || (typeof token === "string" && sameSecret(token, csrfToken(app, signedIn.sessionId)));
}

/** Whether whoever is signed in has at least this role. */
export function hasRole(c: Request, role: Role): boolean {
  const signedIn = c.get("signedIn");
  return signedIn !== undefined && isAtLeast(signedIn.user.role, role);
}
