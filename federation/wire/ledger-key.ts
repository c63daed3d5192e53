import { isObject } from "./document.ts";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";

/** `Create` of a `LedgerKey` (`docs/federation/restore.md`, Keys): the signed document that ends a key and names the one that follows. */
export function readLedgerKey({ object }: JsonObject): Read<{ readonly document: string }> {
  return isObject(object)
    ? readable({ document: JSON.stringify(object) })
    : unreadable("object: the document should be embedded");
}
