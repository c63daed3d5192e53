import { createHmac } from "node:crypto";
import { suggestHandle } from "#src/domain/identity.ts";
import { pickText, type LocalizedText } from "#src/domain/language.ts";
import { findActorByHandle, type Actor } from "#src/store/actors.ts";
import type { Context, Work } from "./context.ts";

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

/** Nobody bears it, and nobody ever did: what others stored under it must not become somebody else. */
const isHandleFree = async (work: Work, handle: string): Promise<boolean> =>
  (await findBearer(work, handle)) === undefined;

/** What stays of the handle of somebody who was erased: no handle itself, and nothing to anyone who has not our secret. */
export const goneHandle = ({ secrets }: Pick<Context, "secrets">, handle: string): string =>
  `~${createHmac("sha256", secrets.deriveKey("gone handle")).update(handle).digest("base64url")}`;

/** The actor who bears a handle (lower case, without `@`), or bore it: deleted ones included, erased ones too. */
export const findBearer = async (
  { session, secrets }: Pick<Work, "session" | "secrets">,
  handle: string,
): Promise<Actor | undefined> =>
  (await findActorByHandle(session, handle)) ?? findActorByHandle(session, goneHandle({ secrets }, handle));

const maxLength = 30;

/** `hall`, `hall_2`, `hall_3`. */
function numbered(handle: string, number: number): string {
  const ending = number === 1 ? "" : `_${number}`;
  return `${handle.slice(0, maxLength - ending.length)}${ending}`;
}
