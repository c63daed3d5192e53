import { uploadIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { extensionOf, maxAltLength, maxPictures, type PictureType } from "#src/domain/upload.ts";
import {
  deleteUploads,
  listUnusedUploads,
  listUploads,
  listUploadsOf,
  saveUploadRow,
  updateUpload,
  type Upload,
} from "#src/store/uploads.ts";
import { requireCoop } from "./coop.ts";
import { transact, type Context, type Work } from "./context.ts";
import { makeHarmless, type PictureRefusal } from "./pictures.ts";

export type UploadOutcome =
  | { readonly outcome: "done"; readonly upload: Upload }
  /** Nobody who cannot see it would know what it shows: the coop's default language at least has to say so. */
  | { readonly outcome: "no-alt"; readonly language: string }
  | { readonly outcome: "alt-too-long" }
  | { readonly outcome: PictureRefusal };

/**
 * Takes a picture in: made harmless first, outside of any transaction, then kept in the store, so that a backup has it and all processes
 * see it. It belongs to nobody until {@link claimUploads}; after a day without that it is swept away.
 */
export async function saveUpload(
  context: Context,
  { bytes, alt }: { readonly bytes: Uint8Array; readonly alt: LocalizedText },
): Promise<UploadOutcome> {
  const { defaultLanguage } = await requireCoop({ ...context, session: context.database });
  const worded = wordedAlt(alt, defaultLanguage);
  if ("outcome" in worded) return worded;
  const made = await makeHarmless(bytes);
  if ("refused" in made) return { outcome: made.refused };
  const { picture } = made;
  return transact(context, async (work) => {
    const upload: Upload = {
      id: work.newId(),
      mediaType: picture.mediaType,
      sizeBytes: picture.bytes.length,
      widthPixels: picture.widthPixels,
      heightPixels: picture.heightPixels,
      alt: worded.alt,
      subjectId: null,
      createdAtMs: work.nowMs(),
    };
    await saveUploadRow(work.session, upload, picture.bytes);
    return { outcome: "done", upload };
  });
}

/**
 * Says anew what pictures show, by their ids, in the transaction of whatever they belong to. Those whose words leave the default language
 * out, or are too long, keep what they had: the form has asked before. What belongs to something else is left alone. Answers whether anything is said differently now.
 */
export async function describeUploads(
  work: Work,
  alts: Readonly<Record<string, LocalizedText>>,
  subjectId?: string,
): Promise<boolean> {
  const { defaultLanguage } = await requireCoop(work);
  let changed = false;
  for (const upload of await listUploads(work.session, Object.keys(alts))) {
    if (upload.subjectId !== null && upload.subjectId !== subjectId) continue;
    const worded = wordedAlt(alts[upload.id] ?? {}, defaultLanguage);
    if ("outcome" in worded || JSON.stringify(worded.alt) === JSON.stringify(upload.alt)) continue;
    await updateUpload(work.session, upload.id, { alt: worded.alt });
    changed = true;
  }
  return changed;
}

/** Blank texts fall away, and the default language comes first. */
function wordedAlt(
  alt: LocalizedText,
  language: string,
): { readonly alt: LocalizedText } | Extract<UploadOutcome, { outcome: "no-alt" | "alt-too-long" }> {
  const texts = Object.entries(alt)
    .map(([tag, text]) => [tag, text.trim()] as const)
    .filter(([, text]) => text !== "");
  if (!texts.some(([tag]) => tag === language)) return { outcome: "no-alt", language };
  if (texts.some(([, text]) => text.length > maxAltLength)) return { outcome: "alt-too-long" };
  const rank = (tag: string): number => (tag === language ? 0 : 1);
  return { alt: Object.fromEntries(texts.toSorted(([one], [other]) => rank(one) - rank(other))) };
}

export type ClaimOutcome =
  | { readonly claimed: readonly Upload[] }
  | { readonly refused: "too-many" | "unknown-picture" };

/**
 * From now on these pictures, in this order, belong to an announcement or an event (its id), and no others do: those that it had
 * before and has no more are erased. Each belongs to one thing only. What is refused changes nothing.
 */
export async function claimUploads(work: Work, ids: readonly string[], subjectId: string): Promise<ClaimOutcome> {
  const wanted = [...new Set(ids)];
  if (wanted.length > maxPictures) return { refused: "too-many" };
  const found = await listUploads(work.session, wanted);
  const free = found.filter((upload) => upload.subjectId === null || upload.subjectId === subjectId);
  if (free.length < wanted.length) return { refused: "unknown-picture" };
  const before = await listUploadsOf(work.session, subjectId);
  await deleteUploads(
    work.session,
    before.map(({ id }) => id).filter((id) => !wanted.includes(id)),
  );
  for (const { id } of free) await updateUpload(work.session, id, { subjectId });
  return { claimed: free.map((upload) => ({ ...upload, subjectId })) };
}

/** What an announcement or event had is erased with it. */
export async function eraseUploads(work: Work, subjectId: string): Promise<void> {
  const all = await listUploadsOf(work.session, subjectId);
  await deleteUploads(
    work.session,
    all.map(({ id }) => id),
  );
}

const keptUnusedMs = 24 * 3_600_000;
const sweptAtOnce = 100;

/** A job: erases what nobody used for a day. Answers how many. Mostly there is nothing, and then nothing is written. */
export async function sweepUploads(context: Context): Promise<number> {
  const beforeMs = context.nowMs() - keptUnusedMs;
  if ((await listUnusedUploads(context.database, beforeMs, 1)).length === 0) return 0;
  return transact(context, async (work) => {
    const ids = await listUnusedUploads(work.session, beforeMs, sweptAtOnce);
    await deleteUploads(work.session, ids);
    return ids.length;
  });
}

/** Where a picture is read. */
export const uploadUrl = (origin: string, { id, mediaType }: Pick<Upload, "id" | "mediaType">): string =>
  uploadIri(origin, id, extensionOf[mediaType as PictureType]);

/** The same for our own pages. */
export const uploadPath = (upload: Pick<Upload, "id" | "mediaType">): string => uploadUrl("", upload);
