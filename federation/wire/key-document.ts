import { isObject } from "./document.ts";
import { readable, unreadable, type Json, type JsonObject, type Read } from "./json.ts";

const maxKeys = 20;
/** Keys that are only named have to be fetched, one after the other. */
const maxNamedKeys = 3;
const maxTypes = 10;
const maxTextLength = 16_384;

/** Both come with the software: nothing has to be fetched, and nobody's own context can change a meaning. */
const keyContext = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"] as const;

/**
 * An actor's document, or a key's, with nothing in it but what says whose key it is. To expand all that a stranger may put beside it cost
 * seconds, and each key that is only named is a request that we make.
 */
export function readKeyDocument(document: unknown, wanted: string): Read<JsonObject> {
  const json = document as Json;
  if (!isObject(json)) return unreadable("it is not a JSON object");
  const types = typesOf(json["type"]);
  if (types === undefined) return unreadable("its type is not a string or several");
  const id = json["id"];
  if (id !== undefined && typeof id !== "string") return unreadable("its id is not a string");
  return readable({
    "@context": keyContext,
    ...(id === undefined ? {} : { id }),
    ...("publicKeyPem" in json ? { type: "CryptographicKey" } : { type: types }),
    ...keyMembers(json),
    ...(json["publicKey"] === undefined ? {} : { publicKey: keysIn(json["publicKey"], wanted) }),
  });
}

function typesOf(type: Json | undefined): readonly string[] | undefined {
  const types: readonly unknown[] = [type ?? []].flat();
  return types.length <= maxTypes && types.every((each) => typeof each === "string") ? types : undefined;
}

/** Those that are meant, when they are there; else the first ones. */
function keysIn(value: Json, wanted: string): readonly Json[] {
  const all = ([value].flat() as readonly Json[]).map(keyOf).filter((each) => each !== undefined);
  const meant = all.filter((each) => isObject(each) && each["id"] === wanted).slice(0, 1);
  if (meant.length > 0) return meant;
  const named = all.filter((each) => typeof each === "string");
  const embedded = all.filter((each) => typeof each !== "string");
  return [...embedded.slice(0, maxKeys), ...named.slice(0, maxNamedKeys)];
}

function keyOf(value: Json): Json | undefined {
  if (typeof value === "string") return value.length <= 2000 ? value : undefined;
  if (!isObject(value)) return undefined;
  const { id } = value;
  return { ...(typeof id === "string" ? { id } : {}), type: "CryptographicKey", ...keyMembers(value) };
}

function keyMembers(json: JsonObject): JsonObject {
  const names = ["owner", "controller", "publicKeyPem"] as const;
  const texts = names.flatMap((name) => {
    const value = json[name];
    return typeof value === "string" && value.length <= maxTextLength ? [[name, value] as const] : [];
  });
  return Object.fromEntries(texts);
}
