import { z } from "zod";
import { mostWithEntry, type WordItem } from "#src/app/dispute-words.ts";
import { isObject } from "./document.ts";
import { readable, unreadable, type Json, type JsonObject, type Read } from "./json.ts";
import { besideShape, present } from "./ledger.ts";

export const noteText = z
  .string()
  .max(2_000)
  .regex(/^[^\0]*$/);

const beside = besideShape.pick({ salt: true }).extend({ note: noteText.optional() });

/** `Create` of a `DisputeWord` (`docs/federation/disputes.md`). */
export function readDisputeWord(activity: JsonObject): Read<WordItem> {
  const { object } = activity;
  if (!isObject(object)) return unreadable("object: the word should be embedded");
  const read = beside.safeParse(activity);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  return readable({ document: JSON.stringify(object), ...present(read.data) });
}

/** The signed word that comes with a `Reject` of an entry; nothing for nodes that sign none. */
export function readRefusalWord({ word, salt }: JsonObject, note: string): { readonly word?: WordItem } {
  if (!isObject(word)) return {};
  const read = beside.safeParse({ note, salt });
  return { word: { document: JSON.stringify(word), ...(read.success ? present(read.data) : {}) } };
}

/** A word as it is handed over with its entry when books are compared. */
export const writeWordItem = ({ document, ...opens }: WordItem): JsonObject => ({
  document: JSON.parse(document) as JsonObject,
  ...opens,
});

/** What is readable of them, at most as many as are ever written. */
export function readWordItems(items: readonly unknown[]): readonly WordItem[] {
  return items.slice(0, mostWithEntry).flatMap((item) => {
    const value = item as Json;
    const document = isObject(value) ? value["document"] : undefined;
    const read = beside.safeParse(item);
    return isObject(document) && read.success ? [{ document: JSON.stringify(document), ...present(read.data) }] : [];
  });
}
