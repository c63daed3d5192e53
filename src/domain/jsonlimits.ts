/** What a JSON text may cost at most, whoever sent it. */
export interface JsonLimits {
  /** The longest text, in bytes (of a string: in UTF-16 code units, which are never more). */
  readonly maxBytes: number;
  /** How many arrays and objects may stand inside each other; `1` is one without another in it. */
  readonly maxDepth: number;
  /** How many values there may be in all. */
  readonly maxValues: number;
}

/** Enough for everything the API and our inboxes understand. */
export const defaultJsonLimits: JsonLimits = { maxBytes: 1_048_576, maxDepth: 32, maxValues: 50_000 };

export type JsonLimitProblem = "too-large" | "too-deep" | "too-many";

const quote = 0x22;
const backslash = 0x5c;

/** What each mark does to the depth; a value begins with the text, with each opening mark and after each comma. */
const depthChanges: Readonly<Record<number, number>> = { 0x5b: 1, 0x7b: 1, 0x5d: -1, 0x7d: -1, 0x2c: 0 };

/**
 * Measures a JSON text before anything parses it: one pass, no recursion, no allocation, so that what it refuses costs nothing. It does not
 * validate; what it passes is for `JSON.parse` to judge. Undefined when the text is within the limits.
 */
export function checkJsonLimits(
  json: string | Uint8Array,
  limits: JsonLimits = defaultJsonLimits,
): JsonLimitProblem | undefined {
  if (json.length > limits.maxBytes) return "too-large";
  const codeAt = typeof json === "string" ? (at: number) => json.charCodeAt(at) : (at: number) => json[at] ?? 0;
  let depth = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const code = codeAt(at);
    if (code === quote) at = endOfString(codeAt, at, json.length);
    const change = depthChanges[code];
    if (change === undefined) continue;
    depth += change;
    if (change >= 0) values += 1;
    if (depth > limits.maxDepth) return "too-deep";
    if (values > limits.maxValues) return "too-many";
  }
  return undefined;
}

/** The place of the quote that ends the string begun at `start`; UTF-8 has no such byte inside of a longer character. */
function endOfString(codeAt: (at: number) => number, start: number, length: number): number {
  let at = start + 1;
  while (at < length && codeAt(at) !== quote) at += codeAt(at) === backslash ? 2 : 1;
  return at;
}
