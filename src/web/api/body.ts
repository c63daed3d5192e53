import { checkJsonLimits, defaultJsonLimits } from "#src/domain/jsonlimits.ts";
import { maxUploadBytes } from "#src/domain/upload.ts";
import { problem, type Problem } from "./problem.ts";

/** The most that a form with a file may be. */
export const maxFormBytes = maxUploadBytes + 65_536;

/** The bytes of a body, or why it was not read to its end. A body that says it is too large is not read at all. */
export async function readBytes(
  request: Request,
  maxBytes = defaultJsonLimits.maxBytes,
): Promise<Uint8Array<ArrayBuffer> | Problem> {
  const tooLarge = problem("too-large", `A body may have at most ${maxBytes} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return tooLarge;
  if (request.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body) {
    length += part.length;
    if (length > maxBytes) return tooLarge;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A body as JSON, within the limits. No body at all is an empty object: many calls need none. */
export function readJson(bytes: Uint8Array, contentType: string | null): { readonly body: unknown } | Problem {
  if (bytes.length === 0) return { body: {} };
  if (!/^application\/([a-z0-9.-]+\+)?json\s*(;|$)/i.test(contentType ?? "")) {
    return problem("not-json", `The body should be application/json, not ${contentType ?? "of an unnamed type"}.`);
  }
  const limit = checkJsonLimits(bytes);
  if (limit === "too-large") return problem("too-large", "The body is too large.");
  if (limit !== undefined)
    return problem("too-complex", `The body has ${limit === "too-deep" ? "too many levels" : "too many values"}.`);
  try {
    return { body: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown };
  } catch (error) {
    return problem(
      "malformed-json",
      error instanceof SyntaxError ? `The body is not JSON: ${error.message}.` : "The body is not UTF-8.",
    );
  }
}

/** A form with files as one value a name: texts as they are, files as their bytes. What a file is called and said to be is dropped. */
export async function readFormBody(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string | null,
): Promise<{ readonly body: unknown } | Problem> {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? ""))
    return problem("not-form", `The body should be multipart/form-data, not ${contentType ?? "of an unnamed type"}.`);
  const body: Record<string, unknown> = {};
  try {
    const form = await new Response(bytes, { headers: { "content-type": contentType ?? "" } }).formData();
    for (const [name, value] of form) {
      body[name] = typeof value === "string" ? value : new Uint8Array(await value.arrayBuffer());
    }
  } catch {
    return problem("malformed-form", "The body is not multipart/form-data as its type says.");
  }
  return { body };
}

/** A query as one value a name; a name that comes twice is refused rather than half heard. */
export function readQuery(url: string): { readonly query: Readonly<Record<string, string>> } | Problem {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URL(url).searchParams) {
    if (name in query) {
      const field = `query.${name}`;
      return problem("not-valid", `${field} is given more than once.`, {
        errors: [{ field, message: "is given more than once" }],
      });
    }
    query[name] = value;
  }
  return { query: { ...query } };
}
