import { z } from "zod";
import { saveUpload, uploadUrl } from "#src/app/uploads.ts";
import { maxAltLength } from "#src/domain/upload.ts";
import type { Upload } from "#src/store/uploads.ts";
import { problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { answeredTexts, iri, localizedText, none, uuid } from "#src/web/api/schemas.ts";

export const answeredUpload = z.object({
  id: uuid,
  url: iri.meta({ description: "Answers everyone once the picture belongs to something public" }),
  mediaType: z.enum(["image/jpeg", "image/png", "image/webp"]),
  width: z.int(),
  height: z.int(),
  alt: answeredTexts,
});

export const shownUpload = (origin: string, upload: Upload): z.output<typeof answeredUpload> => ({
  id: upload.id,
  url: uploadUrl(origin, upload),
  mediaType: answeredUpload.shape.mediaType.parse(upload.mediaType),
  width: upload.widthPixels,
  height: upload.heightPixels,
  alt: { ...upload.alt },
});

const altText = z
  .string()
  .transform((value, context) => {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: 'JSON, as in {"en": "…"}' });
      return z.NEVER;
    }
  })
  .pipe(localizedText(maxAltLength))
  .meta({ type: "string", description: 'What it shows, by language, as JSON: {"en": "…"}' });

const post = route({
  method: "post",
  path: "/uploads",
  id: "upload",
  summary: "Upload a picture for an announcement or an event",
  description:
    "As multipart/form-data: `file` is a JPEG, PNG, WebP, GIF or AVIF of at most 10 MB, and `alt` says as JSON what it shows, in the coop's default language at least. It is decoded and written anew, without metadata, at most 2048 pixels a side. One that nothing uses is erased after a day.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    file: z.instanceof(Uint8Array).meta({ type: "string", format: "binary" }),
    alt: altText,
  }),
  form: true,
  status: 201,
  answer: answeredUpload,
  // It takes its time with the picture, which must not be inside of a transaction.
  asksOthers: true,
  async handle({ app, body }) {
    const saved = await saveUpload(app, { bytes: body.file, alt: body.alt });
    switch (saved.outcome) {
      case "done":
        return { answer: shownUpload(app.origin, saved.upload) };
      case "no-alt":
        return notValid([{ field: "body.alt", message: `should say what it shows in ${saved.language} at least` }]);
      case "alt-too-long":
        return notValid([{ field: "body.alt", message: `should be texts of at most ${maxAltLength} characters` }]);
      case "too-large":
        return problem("too-large", "A picture may have at most 10 MB.");
      case "too-many-pixels":
        return notValid([{ field: "body.file", message: "should have at most 50 megapixels" }]);
      case "not-a-picture":
        return notValid([{ field: "body.file", message: "should be a JPEG, PNG, WebP, GIF or AVIF that can be read" }]);
    }
  },
});

export const uploadRoutes = [post];
