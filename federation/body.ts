import { checkJsonLimits, defaultJsonLimits } from "#src/domain/jsonlimits.ts";
import { refuse, type Refused } from "./problem.ts";
import { isServerAddress } from "./signature.ts";
import type { Json, JsonObject } from "./wire/json.ts";

/** The longest body that anybody may send, in bytes. */
const maxBodyBytes = defaultJsonLimits.maxBytes;
/** How long a body may take to come. */
const bodyLimitMs = 20_000;
const tooLarge = refuse("too-large", `A body may have at most ${maxBodyBytes} bytes.`);

/**
 * Reads a body whole, and never more than it may be, whatever `Content-Length` said. Undefined for a request without one.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined | Refused> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) return tooLarge;
  if (request.method === "GET" || request.method === "HEAD" || request.body === null) return undefined;
  return collect(request.body);
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | Refused> {
  const reader = stream.getReader();
  const startedAtMs = performance.now();
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), bodyLimitMs);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > maxBodyBytes) return tooLarge;
      chunks.push(part.value);
    }
    const tookMs = performance.now() - startedAtMs;
    if (tookMs >= bodyLimitMs) return refuse("body-slow", `A body may take ${bodyLimitMs / 1000} seconds.`);
    return new Uint8Array(Buffer.concat(chunks));
  } catch {
    return refuse("malformed-json", "The body broke off.");
  } finally {
    clearTimeout(timer);
    reader.releaseLock();
  }
}

const jsonType = /^application\/(activity\+json|ld\+json|json)\s*(;|$)/i;

/** The JSON object in a body that was measured before anything parsed it. */
export function readJsonBody(headers: Headers, body: Uint8Array | undefined): { readonly json: JsonObject } | Refused {
  const type = headers.get("content-type") ?? "";
  if (!jsonType.test(type))
    return refuse(
      "not-json",
      `It is ${type === "" ? "of an unnamed type" : type.slice(0, 100)}; send application/activity+json.`,
    );
  if (body === undefined) return refuse("malformed-json", "There is no body.");
  const limit = checkJsonLimits(body);
  if (limit === "too-large") return tooLarge;
  if (limit !== undefined)
    return refuse(
      "too-complex",
      `It may have ${defaultJsonLimits.maxDepth} levels and ${defaultJsonLimits.maxValues} values.`,
    );
  return readObject(body);
}

function readObject(body: Uint8Array): { readonly json: JsonObject } | Refused {
  const text = decode(body);
  const read = text === undefined ? "no-json" : parseForeign(text);
  if (read === "no-json") return refuse("malformed-json", "It is not JSON in UTF-8.");
  if (read === "reserved")
    return refuse("malformed-json", "It has a reserved name or a character that cannot be kept.");
  return isObject(read.json) ? { json: read.json } : refuse("malformed-json", "It should be one object.");
}

/**
 * What another server wrote, sent to us or fetched by us; its limits were measured before. Nothing comes in that one of the stores cannot
 * keep: it would fail there, far from whoever could say why.
 */
export function parseForeign(text: string): { readonly json: Json } | "no-json" | "reserved" {
  const json = parse(text);
  if (json === undefined) return "no-json";
  return mayHaveReserved.test(text) && hasReservedName(json) ? "reserved" : { json };
}

/** NUL and half characters come by escapes only, and so may the name; to look at every value of a long body costs more than to parse it. */
const mayHaveReserved = /__proto__|\\u/;

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/**
 * `__proto__` would mean something else to careless code further on; PostgreSQL cannot store NUL, and half of a surrogate pair does
 * not survive UTF-8. The depth is bounded already.
 */
function hasReservedName(json: Json | undefined): boolean {
  if (typeof json === "string") return !isStorable(json);
  if (typeof json !== "object" || json === null) return false;
  return Object.entries(json).some(
    ([name, value]) => name === "__proto__" || !isStorable(name) || hasReservedName(value),
  );
}

const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** What every activity must have in order to be looked at: a type, and one actor. Answers the actor's IRI. */
export function readActivityHead(json: JsonObject): { readonly actor: string } | Refused {
  const types = Array.isArray(json["type"]) ? json["type"] : [json["type"]];
  if (types.length === 0 || !types.every((type) => typeof type === "string"))
    return refuse("not-activity", "Its type should be a string, or several.");
  if (json["id"] !== undefined && !isIri(json["id"])) return refuse("not-activity", "Its id should be an IRI.");
  const actor = isObject(json["actor"]) ? json["actor"]["id"] : json["actor"];
  return isIri(actor) ? { actor } : refuse("not-activity", "Its actor should be one IRI.");
}

const isIri = (value: Json | undefined): value is string =>
  typeof value === "string" && value.length <= 2000 && isServerAddress(value);
