import { createHash } from "node:crypto";
import type { Request } from "#src/web/request.ts";

export interface FeedFile {
  readonly body: string;
  readonly contentType: string;
  /** What it is saved as. */
  readonly fileName: string;
  /** Everyone may have it, and whoever stands between may keep it for a moment. */
  readonly isPublic?: true;
}

const publicKeptSeconds = 300;

/**
 * A file that readers fetch again and again: one that they have already is not sent twice (ETag, RFC 9110). It is for one reader, in one
 * language, and for no search engine unless it is public.
 */
export function answerFile(c: Request, file: FeedFile): Response {
  const etag = `"${createHash("sha256").update(file.body).digest("base64url")}"`;
  const headers = {
    etag,
    "cache-control": file.isPublic === true ? `public, max-age=${publicKeptSeconds}` : "private, no-cache",
    "content-language": c.get("text").language,
    ...(file.isPublic !== true && { "x-robots-tag": "noindex" }),
  };
  const known = (c.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) return c.body(null, 304, headers);
  return c.body(file.body, 200, {
    ...headers,
    "content-type": file.contentType,
    "content-disposition": `inline; filename="${file.fileName}"`,
  });
}
