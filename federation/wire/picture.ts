import type { PictureCard } from "#src/domain/announcement-message.ts";
import { pickText } from "#src/domain/language.ts";
import type { JsonObject } from "./json.ts";

/**
 * Pictures as Mastodon writes them, which everybody reads: `Document`, `name` is what the picture shows, in the language of the text. Each
 * has its `mediaType`, without which some leave it out.
 */
export const writePictures = (pictures: readonly PictureCard[], language: string): JsonObject[] =>
  pictures.map(({ url, mediaType, widthPixels, heightPixels, alt }) => ({
    type: "Document",
    mediaType,
    url,
    name: pickText(alt, language),
    nameMap: { ...alt },
    width: widthPixels,
    height: heightPixels,
  }));
