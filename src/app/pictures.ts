import type sharp from "sharp";
import type { OutputInfo, Sharp } from "sharp";
import {
  formatOfBytes,
  maxPictureBytes,
  maxPicturePixels,
  maxPictureSidePixels,
  maxUploadBytes,
  type PictureType,
} from "#src/domain/upload.ts";

/** A picture that is safe to give to anyone: nothing of it is as it came. */
export interface Picture {
  readonly bytes: Buffer;
  readonly mediaType: PictureType;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

export type PictureRefusal = "too-large" | "not-a-picture" | "too-many-pixels";
export type MadeHarmless = { readonly picture: Picture } | { readonly refused: PictureRefusal };

/** The longest that one step of it may take. */
const patienceSeconds = 20;
const sidesPixels = [maxPictureSidePixels, 1600, 1200, 800];
const qualities = [84, 74, 62];

let library: Promise<typeof sharp> | undefined;
let before: Promise<unknown> = Promise.resolve();

/**
 * Decodes a picture and writes it anew: upright, in sRGB, without metadata (places, names of cameras and people, previews), at most
 * 2048 pixels a side and a megabyte. Of a moving picture the first frame stays. One at a time in this process, so that memory holds one
 * at most (about 200 MB for the largest that is taken).
 */
export function makeHarmless(bytes: Uint8Array): Promise<MadeHarmless> {
  const made = before.then(() => decodeAndWrite(bytes));
  before = made.catch(() => undefined);
  return made;
}

async function decodeAndWrite(bytes: Uint8Array): Promise<MadeHarmless> {
  if (bytes.length > maxUploadBytes) return { refused: "too-large" };
  if (formatOfBytes(bytes) === undefined) return { refused: "not-a-picture" };
  library ??= openLibrary();
  const open = await library;
  const options = { limitInputPixels: maxPicturePixels, failOn: "error", pages: 1 } as const;
  try {
    const { width, height } = await open(bytes, options).metadata();
    if (width * height > maxPicturePixels) return { refused: "too-many-pixels" };
    const { data, info } = await open(bytes, options)
      .timeout({ seconds: patienceSeconds })
      .autoOrient()
      .resize({ width: maxPictureSidePixels, height: maxPictureSidePixels, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width: wide, height: high, channels } = info;
    const pixels = (): Sharp => open(data, { raw: { width: wide, height: high, channels } });
    return { picture: await write(pixels, formatOfBytes(bytes) === "jpeg") };
  } catch (error) {
    // The library says no more than a sentence; whatever it is, there is no picture in these bytes that we could show.
    if (!(error instanceof Error)) throw error;
    return { refused: /pixel limit/i.test(error.message) ? "too-many-pixels" : "not-a-picture" };
  }
}

/** Loaded with the first picture: a node that has none needs no memory for it. Nothing but the five kinds can be opened by it at all. */
async function openLibrary(): Promise<typeof sharp> {
  const { default: open } = await import("sharp");
  open.cache(false);
  open.concurrency(1);
  open.block({ operation: ["VipsForeignLoad"] });
  open.unblock({
    operation: [
      "VipsForeignLoadJpegBuffer",
      "VipsForeignLoadPngBuffer",
      "VipsForeignLoadNsgifBuffer",
      "VipsForeignLoadWebpBuffer",
      "VipsForeignLoadHeifBuffer",
    ],
  });
  return open;
}

/** Photographs as JPEG; drawings and what is see-through as PNG while that is small, otherwise as JPEG or WebP. */
async function write(pixels: () => Sharp, isPhotograph: boolean): Promise<Picture> {
  const { isOpaque } = await pixels().stats();
  if (!isPhotograph || !isOpaque) {
    const drawn = await pixels().png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
    if (drawn.info.size <= maxPictureBytes) return pictureOf(drawn, "image/png");
  }
  const type = isOpaque ? "image/jpeg" : "image/webp";
  let smallest: { readonly data: Buffer; readonly info: OutputInfo } | undefined;
  for (const side of sidesPixels) {
    for (const quality of qualities) {
      const sized = pixels().resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
      const written = isOpaque ? sized.jpeg({ quality, progressive: true }) : sized.webp({ quality });
      smallest = await written.toBuffer({ resolveWithObject: true });
      if (smallest.info.size <= maxPictureBytes) return pictureOf(smallest, type);
    }
  }
  if (smallest === undefined) throw new Error("A picture was written in no size.");
  return pictureOf(smallest, type);
}

const pictureOf = (
  { data, info }: { readonly data: Buffer; readonly info: OutputInfo },
  mediaType: PictureType,
): Picture => ({ bytes: data, mediaType, widthPixels: info.width, heightPixels: info.height });
