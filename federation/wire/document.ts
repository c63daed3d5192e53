import type { Json, JsonObject } from "./json.ts";
import { readable, unreadable, type Read } from "./json.ts";

/** The longest signed document, in UTF-16 code units, and how deep it may be nested. An entry has about 1,500, and 4. */
export const maxDocumentLength = 65_536;
const maxDepth = 12;

const jsonString = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs;

/**
 * Reads a document that somebody signed or will sign, in the strict way that makes its JCS (RFC 8785) unambiguous: a JSON object
 * without a name twice, without fractions, exponents or inexact numbers, without lone surrogates, of bounded size and depth.
 */
export function readDocument(text: string): Read<JsonObject> {
  if (text.length > maxDocumentLength) return unreadable("the document is too long");
  const value = parse(text);
  if (value === undefined || !isObject(value)) return unreadable("the document is not a JSON object");
  // JSON.parse keeps the last of two members with one name; then there are more names in the text than in the value.
  let names = 0;
  const bare = text.replace(jsonString, (_, colon?: string) => {
    names += colon === undefined ? 0 : 1;
    return "";
  });
  if (/\d[.eE]/.test(bare)) return unreadable("the document has a number that is not written as a whole number");
  const counted = countNames(value, 1);
  if (typeof counted === "string") return unreadable(counted);
  return counted === names ? readable(value) : unreadable("the document has a name twice");
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How many names a value has in all, or what is wrong with it. */
function countNames(value: Json | undefined, depth: number): number | string {
  if (depth > maxDepth) return "the document is nested too deeply";
  const problem = scalarProblem(value);
  if (problem !== undefined) return problem;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return sumOf(value as readonly Json[], depth);
  const names = Object.keys(value);
  if (names.some((name) => name === "__proto__" || textProblem(name) !== undefined))
    return "the document has a name that is not allowed";
  const inside = sumOf(Object.values(value), depth);
  return typeof inside === "string" ? inside : inside + names.length;
}

function sumOf(members: readonly (Json | undefined)[], depth: number): number | string {
  let total = 0;
  for (const member of members) {
    const inside = countNames(member, depth + 1);
    if (typeof inside === "string") return inside;
    total += inside;
  }
  return total;
}

function scalarProblem(value: Json | undefined): string | undefined {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number" && !Number.isSafeInteger(value)) return "the document has a number that is not exact";
  return undefined;
}

function textProblem(text: string): string | undefined {
  if (!text.isWellFormed()) return "the document has half a character";
  // PostgreSQL cannot store it.
  return text.includes("\0") ? "the document has the character NUL" : undefined;
}
