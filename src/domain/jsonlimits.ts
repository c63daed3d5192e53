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

/**
 * Measures a JSON text before anything parses it: one pass, no recursion, so that what it refuses costs little. It does not
 * validate; what it passes is for `JSON.parse` to judge. Undefined when the text is within the limits.
 */
export function checkJsonLimits(
  json: string | Uint8Array,
  limits: JsonLimits = defaultJsonLimits,
): JsonLimitProblem | undefined {
  if (json.length > limits.maxBytes) return "too-large";
  return check(typeof json === "string" ? new TextEncoder().encode(json) : json, limits);
}

/** UTF-8 has none of the marks inside of a longer character. */
function check(bytes: Uint8Array, limits: JsonLimits): JsonLimitProblem | undefined {
  let [depth, values] = [0, 1];
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    const change = depthChange(code);
    if (code === quote) at = endOfString(bytes, at);
    else if (change !== undefined) {
      depth += change;
      values += change < 0 ? 0 : 1;
      if (depth > limits.maxDepth) return "too-deep";
      if (values > limits.maxValues) return "too-many";
    }
  }
  return undefined;
}

/** What each mark does to the depth; a value begins with the text, with each opening mark and after each comma. */
function depthChange(code: number): number | undefined {
  switch (code) {
    case 0x5b:
    case 0x7b:
      return 1;
    case 0x5d:
    case 0x7d:
      return -1;
    case 0x2c:
      return 0;
    default:
      return undefined;
  }
}

/** The place of the quote that ends the string begun at `start`, or the end of the text: one with an even number of backslashes before it. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(quote, start + 1); at !== -1; at = bytes.indexOf(quote, at + 1)) {
    let before = at - 1;
    while (before > start && bytes[before] === backslash) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return bytes.length;
}
