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
import { readWhole } from "./typed-number.ts";

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
  /** The announcement or event that is changed, and the series that an event is of: their pictures stay. */
  readonly subjects?: readonly (string | null)[];
}

/** Reads the pictures of a form, and takes a new one in. What was taken in stays, also when something else in the form is wrong. */
export async function readPictures(c: Request, reading: Reading): Promise<ReadPictures> {
  const kept = await readKept(c, reading);
  const { tags } = reading;
  const body = withPlaces(reading.body, kept.uploads);
  const { text } = c.get("page");
  const onlyAdding = field(body, addPicture.name) === addPicture.value;
  const file = await readFile(c, "file");
  const alt = readLocalized(body, "alt", tags) ?? {};
  const wrong = (name: string, error: string): ReadPictures => ({
    ...kept,
    body,
    onlyAdding,
    errors: { ...kept.errors, [name]: error },
  });
  if (file === undefined) {
    // The button is the first of the form, so it is also pressed by the enter key: then nothing was meant for a picture.
    const isMeant = onlyAdding && Object.keys(alt).length > 0;
    return isMeant ? wrong("file", text("pictures-file-missing")) : { ...kept, body, onlyAdding };
  }
  if (kept.uploads.length >= maxPictures) return wrong("file", text("pictures-too-many", { most: maxPictures }));
  const saved = await saveUpload(reading.app, { bytes: new Uint8Array(await file.arrayBuffer()), alt });
  if (saved.outcome !== "done")
    return wrong(altOutcomes.has(saved.outcome) ? "alt" : "file", refusalWords(text, saved, reading.defaultLanguage));
  const { upload } = saved;
  const uploads = [...kept.uploads, upload];
  return {
    ...kept,
    uploads,
    alts: { ...kept.alts, [upload.id]: upload.alt },
    body: withPlaces(withMoved(body, upload), uploads),
    onlyAdding,
  };
}

/** Those that the form has already, with their words. */
async function readKept(
  c: Request,
  { app, body, tags, defaultLanguage, subjects = [] }: Reading,
): Promise<Pick<ReadPictures, "uploads" | "alts" | "errors">> {
  const { text } = c.get("page");
  const ids = fieldValues(body, "picture").filter((id) => isUuidV7(id) && field(body, `drop-${id}`) !== "yes");
  const found = await listUploads(app.database, ids.slice(0, maxPictures));
  const own = found.filter(({ subjectId }) => subjectId === null || subjects.includes(subjectId));
  const uploads = inPlace(own, body);
  const alts: Record<string, LocalizedText> = {};
  const errors: Record<string, string> = {};
  for (const { id } of uploads) {
    const alt = readLocalized(body, `alt-${id}`, tags) ?? {};
    alts[id] = alt;
    const wrong = wrongAlt(text, alt, defaultLanguage);
    if (wrong !== undefined) errors[`alt-${id}`] = wrong;
  }
  return { uploads, alts, errors };
}

/** As they were put: whoever is moved to a place comes before or after the one that stands there, by where it comes from. */
function inPlace(uploads: readonly Upload[], body: FormBody): readonly Upload[] {
  const ranks = new Map(
    fieldValues(body, "picture").map((id, index) => {
      const place = readWhole(field(body, `place-${id}`)) ?? index + 1;
      return [id, 2 * place + Math.sign(place - index - 1)];
    }),
  );
  return uploads.toSorted((one, other) => (ranks.get(one.id) ?? 0) - (ranks.get(other.id) ?? 0));
}

/** What comes back says the places that they have now. */
const withPlaces = (body: FormBody, uploads: readonly Upload[]): FormBody => ({
  ...body,
  ...Object.fromEntries(uploads.map(({ id }, index) => [`place-${id}`, String(index + 1)])),
});

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
