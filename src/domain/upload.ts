/** What a picture of ours may be, and what is taken. Sizes in bytes and pixels. */

/** The most that is taken in. */
export const maxUploadBytes = 10 * 1024 * 1024;

/** The most that is kept, and the longest side of it. */
export const maxPictureBytes = 1_000_000;
export const maxPictureSidePixels = 2048;

/** A small file may unfold into a very large picture: none is unfolded that has more. */
export const maxPicturePixels = 50_000_000;

/** The most pictures of one announcement or event. */
export const maxPictures = 8;

/** The longest description of a picture in one language, in characters, as most servers take it. */
export const maxAltLength = 1500;

export type PictureType = "image/jpeg" | "image/png" | "image/webp";

/** What our pictures are, whatever they came as: three types that every server and browser shows. */
export const extensionOf: Readonly<Record<PictureType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/** The kinds of picture that are taken. */
export type PictureFormat = "jpeg" | "png" | "gif" | "webp" | "avif";

/** What a file is by its first bytes; its name and the type that it is said to be count for nothing. SVG is a program and never taken. */
export function formatOfBytes(bytes: Uint8Array): PictureFormat | undefined {
  const starts = (...start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);
  const text = (from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));
  if (starts(0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (text(0, 6) === "GIF87a" || text(0, 6) === "GIF89a") return "gif";
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") return "webp";
  if (text(4, 4) === "ftyp" && ["avif", "avis"].includes(text(8, 4))) return "avif";
  return undefined;
}
