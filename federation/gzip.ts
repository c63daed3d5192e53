import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { defaultJsonLimits } from "#src/domain/jsonlimits.ts";

const deflate = promisify(gzip);
const inflate = promisify(gunzip);

/** Below this, compressing saves nothing. */
const smallest = 500;

/** The text as it travels: compressed when the other side takes that and it is worth it. */
export async function compressed(
  text: string,
  isTaken: boolean,
): Promise<{ readonly body: Uint8Array<ArrayBuffer>; readonly encoding?: "gzip" }> {
  const plain = new TextEncoder().encode(text);
  if (!isTaken || plain.length < smallest) return { body: plain };
  return { body: Uint8Array.from(await deflate(plain)), encoding: "gzip" };
}

/** Whether `Accept-Encoding` names gzip, in a request or (RFC 9110, 12.5.3) in an answer, where it is about the next request. */
export const takesGzip = (headers: Headers): boolean => /\bgzip\b/i.test(headers.get("accept-encoding") ?? "");

/**
 * A body without its compression, never longer than any other body may be, however small it came. Undefined when it is not what
 * `Content-Encoding` says, or too long.
 */
export async function inflated(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity") return body;
  if (encoding !== "gzip") return undefined;
  try {
    return Uint8Array.from(await inflate(body, { maxOutputLength: defaultJsonLimits.maxBytes }));
  } catch {
    return undefined;
  }
}
