import { suggestHandle } from "#src/domain/identity.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { isHandleFree } from "./coop.ts";
import type { Work } from "./context.ts";

/** How the handle of a new actor is found: the one that was asked for, or one made from its name. */
export interface WantedHandle {
  readonly handle?: string;
  readonly name: LocalizedText;
  /** Where the name has no letters that a handle can hold. */
  readonly fallback: string;
}

/** A free handle, or undefined when the one that was asked for is taken. A handle made from a name gets a number if need be. */
export async function chooseHandle(work: Work, wanted: WantedHandle): Promise<string | undefined> {
  if (wanted.handle !== undefined) return (await isHandleFree(work, wanted.handle)) ? wanted.handle : undefined;
  const suggested = suggestHandle(pickText(wanted.name, "en"));
  const made = suggested === "" ? wanted.fallback : suggested;
  for (let number = 1; ; number += 1) {
    const handle = numbered(made, number);
    if (await isHandleFree(work, handle)) return handle;
  }
}

const maxLength = 30;

/** `hall`, `hall_2`, `hall_3`. */
function numbered(handle: string, number: number): string {
  const ending = number === 1 ? "" : `_${number}`;
  return `${handle.slice(0, maxLength - ending.length)}${ending}`;
}
