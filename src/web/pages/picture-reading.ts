import type { Context } from "#src/app/context.ts";
import { saveUpload, type UploadOutcome } from "#src/app/uploads.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { maxAltLength, maxPictures } from "#src/domain/upload.ts";
import { listUploads, type Upload } from "#src/store/uploads.ts";
import { readLocalized } from "#src/web/components/typed.ts";
import { formatLanguage } from "#src/web/components/language.ts";
import { field, fieldValues, readFile, type FormBody } from "#src/web/forms.ts";
import type { Request } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { addPicture } from "./picture-fields.ts";

/** What `pictureFields` sent. */
export interface ReadPictures {
  /** Those that stay, in order, and the one that was just added. */
  readonly uploads: readonly Upload[];
  /** The words for each, by its id, as they were typed. */
  readonly alts: Readonly<Record<string, LocalizedText>>;
  /** By field, for `keepTyped`. */
  readonly errors: Readonly<Record<string, string>>;
  /** The form as it is to be shown again, should it come back. */
  readonly body: FormBody;
  /** The button that only adds a picture was pressed: show the form again and do nothing else. */
  readonly onlyAdding: boolean;
}

interface Reading {
  readonly app: Context;
  readonly body: FormBody;
  /** The languages that the form offers. */
  readonly tags: readonly string[];
  readonly defaultLanguage: string;
  /** The announcement or event that is changed: its own pictures stay its own. */
  readonly subjectId?: string;
}

/** Reads the pictures of a form, and takes a new one in. What was taken in stays, also when something else in the form is wrong. */
export async function readPictures(c: Request, reading: Reading): Promise<ReadPictures> {
  const { app, tags, defaultLanguage } = reading;
  const { text } = c.get("page");
  let { body } = reading;
  const ids = fieldValues(body, "picture").filter((id) => isUuidV7(id) && field(body, `drop-${id}`) !== "yes");
  const known = (await listUploads(app.database, ids.slice(0, maxPictures))).filter(
    ({ subjectId }) => subjectId === null || subjectId === reading.subjectId,
  );
  const alts: Record<string, LocalizedText> = {};
  const errors: Record<string, string> = {};
  for (const { id } of known) {
    const alt = readLocalized(body, `alt-${id}`, tags) ?? {};
    alts[id] = alt;
    const wrong = wrongAlt(text, alt, defaultLanguage);
    if (wrong !== undefined) errors[`alt-${id}`] = wrong;
  }
  const file = await readFile(c, "file");
  const alt = readLocalized(body, "alt", tags) ?? {};
  const onlyAdding = field(body, addPicture.name) === addPicture.value;
  if (file === undefined) {
    if (onlyAdding) errors["file"] = text("pictures-file-missing");
    return { uploads: known, alts, errors, body, onlyAdding };
  }
  if (known.length >= maxPictures) {
    errors["file"] = text("pictures-too-many", { most: maxPictures });
    return { uploads: known, alts, errors, body, onlyAdding };
  }
  const saved = await saveUpload(app, { bytes: new Uint8Array(await file.arrayBuffer()), alt });
  if (saved.outcome !== "done") {
    errors[altOutcomes.has(saved.outcome) ? "alt" : "file"] = refusalWords(text, saved, defaultLanguage);
    return { uploads: known, alts, errors, body, onlyAdding };
  }
  const { upload } = saved;
  alts[upload.id] = upload.alt;
  body = withMoved(body, upload);
  return { uploads: [...known, upload], alts, errors, body, onlyAdding };
}

const altOutcomes: ReadonlySet<UploadOutcome["outcome"]> = new Set(["no-alt", "alt-too-long"] as const);

function wrongAlt(text: Text, alt: LocalizedText, language: string): string | undefined {
  if (alt[language] === undefined) return text("pictures-alt-missing", { language: formatLanguage(text, language) });
  const isTooLong = Object.values(alt).some((words) => words.length > maxAltLength);
  return isTooLong ? text("pictures-alt-too-long", { most: maxAltLength }) : undefined;
}

function refusalWords(text: Text, saved: Exclude<UploadOutcome, { outcome: "done" }>, language: string): string {
  switch (saved.outcome) {
    case "no-alt":
      return text("pictures-alt-missing", { language: formatLanguage(text, language) });
    case "alt-too-long":
      return text("pictures-alt-too-long", { most: maxAltLength });
    case "too-large":
      return text("pictures-too-large");
    case "too-many-pixels":
      return text("pictures-too-many-pixels");
    case "not-a-picture":
      return text("pictures-not-a-picture");
  }
}

/** What was typed for the new picture now stands beside that picture. */
function withMoved(body: FormBody, { id, alt }: Upload): FormBody {
  const rest = Object.entries(body).filter(([name]) => name !== "alt" && !name.startsWith("alt."));
  return {
    ...Object.fromEntries(rest),
    ...Object.fromEntries(Object.entries(alt).map(([tag, words]) => [`alt-${id}.${tag}`, words])),
  };
}
