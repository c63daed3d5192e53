import { Hono, type Context as HonoContext } from "hono";
import { isUuidV7 } from "#src/domain/iri.ts";
import { extensionOf, type PictureType } from "#src/domain/upload.ts";
import type { Context } from "#src/app/context.ts";
import { findUpload, findUploadBytes, isPublicSubject, type Upload } from "#src/store/uploads.ts";
import { hasRole, type WebEnvironment, type WebParts } from "./request.ts";

/** `UUID.EXT`, nothing else. */
const path = "/uploads/:file";

/**
 * Pictures of what is public, for everyone. What the request would like to accept changes nothing: an upload is a picture of one exact
 * type, never ActivityPub and never a page, and were it opened by itself nothing in it could run.
 */
export function openUploads(app: Context): Hono {
  return new Hono().get(path, async (c, next) => {
    const upload = await uploadAt(app, c.req.param("file"));
    const subjectId = upload?.subjectId ?? undefined;
    if (upload === undefined || subjectId === undefined || !(await isPublicSubject(app.database, subjectId)))
      return next();
    return answer(app, c, { upload, cacheControl: "public, max-age=31536000, immutable" });
  });
}

/** The same for stewards, who see pictures before they are public. To everyone else those do not exist. Mounted among the pages. */
export function draftUploads({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get(path, async (c) => {
    const upload = hasRole(c, "steward") ? await uploadAt(app, c.req.param("file")) : undefined;
    return upload === undefined
      ? c.text("There is no such picture.", 404, guarded)
      : answer(app, c, { upload, cacheControl: "private, no-store" });
  });
}

async function uploadAt({ database }: Context, file: string): Promise<Upload | undefined> {
  const [id = "", extension, ...more] = file.split(".");
  const upload = more.length === 0 && isUuidV7(id) ? await findUpload(database, id) : undefined;
  return upload !== undefined && extensionOf[upload.mediaType as PictureType] === extension ? upload : undefined;
}

/** Whatever a browser is told to do with it. */
const guarded = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
} as const;

async function answer(
  { database }: Context,
  c: HonoContext,
  { upload, cacheControl }: { readonly upload: Upload; readonly cacheControl: string },
): Promise<Response> {
  // The bytes behind an id never change.
  const etag = `"${upload.id}"`;
  const headers = {
    ...guarded,
    etag,
    "cache-control": cacheControl,
    "cross-origin-resource-policy": "cross-origin",
    "access-control-allow-origin": "*",
  };
  if ((c.req.header("if-none-match") ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag))
    return c.body(null, 304, headers);
  const bytes = await findUploadBytes(database, upload.id);
  if (bytes === undefined) return c.text("There is no such picture.", 404, guarded);
  return c.body(new Uint8Array(bytes), 200, {
    ...headers,
    "content-type": upload.mediaType,
    "content-length": String(bytes.length),
    "content-disposition": "inline",
  });
}
