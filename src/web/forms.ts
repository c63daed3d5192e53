import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Context } from "#src/app/context.ts";
import { maxUploadBytes } from "#src/domain/upload.ts";
import type { Role } from "#src/store/coop.ts";
import { renderProblem } from "./pages/problem.ts";
import { hasRole, isFromOurPage, type Request, type WebEnvironment } from "./request.ts";

/** Pages take texts, not files: more than this is a mistake or an attack. */
const largestFormBytes = 256 * 1024;
/** Only stewards send files, a picture at a time, with long texts in many languages beside it. */
const largestFilesBytes = maxUploadBytes + 1024 * 1024;

/** What a form sent: each name with its values, in order. */
export type FormBody = Readonly<Record<string, string | readonly string[]>>;

/** Refuses forms that are too large, and any change that does not come from a page of ours. */
export function protectForms(app: Context): MiddlewareHandler<WebEnvironment> {
  const atMost = (maxSize: number): MiddlewareHandler<WebEnvironment> =>
    bodyLimit({ maxSize, onError: (c: HonoContext<WebEnvironment>) => renderProblem(c, "too-large") });
  const [limitTexts, limitFiles] = [atMost(largestFormBytes), atMost(largestFilesBytes)];
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const limit = isMultipart(c) && hasRole(c, "steward") ? limitFiles : limitTexts;
    return limit(c, async () => {
      // A form that cannot be read was sent by no page of ours.
      const form = isForm(c) ? await c.req.parseBody().catch(() => undefined) : {};
      if (form !== undefined && isFromOurPage(app, c, c.req.header("x-csrf") ?? form["csrf"])) return next();
      c.res = await renderProblem(c, "forged");
      return undefined;
    });
  };
}

const isForm = (c: Request): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(c.req.header("content-type") ?? "");

const isMultipart = (c: Request): boolean => /^multipart\/form-data\b/i.test(c.req.header("content-type") ?? "");

/** Only for people of at least this role: others are asked to sign in, or told who may. */
export function only(role: Role): MiddlewareHandler<WebEnvironment> {
  return async (c, next) => {
    if (hasRole(c, role)) return next();
    if (c.get("signedIn") !== undefined) return renderProblem(c, "not-allowed");
    const to = c.req.method === "GET" ? wayOn(c.req.path) : undefined;
    return c.redirect(to === undefined ? "/sign-in" : `/sign-in?to=${to}`, 303);
  };
}

/** Where somebody goes on to after they have signed in: a meeting or an agreement that they were sent to, and nowhere else. */
export const wayOn = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(meetings|agreements)\/[0-9a-f-]{36}$/.test(path) ? path : undefined;

/** A form's fields; a file counts as an empty text, and is read by `readFile`. */
export async function readForm(c: Request): Promise<FormBody> {
  const body = await c.req.parseBody({ all: true });
  // NUL and half characters cannot be kept by every store, and nobody types them.
  const plain = (value: unknown): string =>
    typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : "";
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(plain) : plain(value)]),
  );
}

/** The file that a form sent under a name, if somebody chose one. What it is called and said to be counts for nothing. */
export async function readFile(c: Request, name: string): Promise<File | undefined> {
  const value = (await c.req.parseBody({ all: true }))[name];
  const file = Array.isArray(value) ? value[0] : value;
  return file instanceof File && file.size > 0 ? file : undefined;
}

/** One field's text, trimmed; the first when it was sent more than once, empty when it was not sent. */
export function field(body: FormBody, name: string): string {
  const value = body[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).trim();
}

/** All the values sent under one name. */
export function fieldValues(body: FormBody, name: string): readonly string[] {
  const value = body[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
