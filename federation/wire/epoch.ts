import { isObject } from "./document.ts";
import { readable, unreadable, type Json, type JsonObject, type Read } from "./json.ts";

/** `Offer` of a `LedgerEpoch` (`docs/federation/restore.md`): a new log instead of one that cannot go on. */
export const readEpochOffer = ({ object }: JsonObject): Read<{ readonly document: string }> => readSigned(object);

/** `Accept` of a `LedgerEpoch`, with the document that both have signed as its result. */
export function readEpochAccept({ object, result }: JsonObject): Read<{ readonly document: string }> {
  const epoch = isObject(object) ? object["id"] : object;
  if (!isObject(result) || epoch !== result["id"])
    return unreadable("result: the complete document should be embedded");
  return readSigned(result);
}

const readSigned = (document: Json | undefined): Read<{ readonly document: string }> =>
  isObject(document)
    ? readable({ document: JSON.stringify(document) })
    : unreadable("object: the document should be embedded");
