import { readFileSync, globSync } from "node:fs";
import { join } from "node:path";

/** A whole number from 0 up to, and without, `below`: the same ones for the same seed. */
export type Chance = (below: number) => number;

/** Mulberry32. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export const oneOf = <T>(chance: Chance, all: readonly T[]): T => all[chance(all.length)] as T;

const fixtures = join(import.meta.dirname, "../fixtures");

/** Real documents: our own, and those of other servers. */
export const realDocuments: readonly string[] = globSync(["*.jsonld", "remote/*/*.json"], { cwd: fixtures })
  .toSorted()
  .map((name) => readFileSync(join(fixtures, name), "utf8"));

/** Values that readers do not expect, where they expect any. */
const odd = (chance: Chance): unknown =>
  oneOf<() => unknown>(chance, [
    () => null,
    () => true,
    () => -1,
    () => 1e308,
    () => 0.1,
    () => 1e21,
    () => 2 ** 63,
    () => -(2 ** 53) - 2,
    () => "99999999999999999999",
    () => "a\0b",
    () => "\ud800",
    () => "+275760-09-13T00:00:00Z",
    () => "-271821-04-20T00:00:00Z",
    () => "2026-02-30T24:00:00",
    () => "R/P1D",
    () => "x".repeat(300_000),
    () => Number.MAX_SAFE_INTEGER,
    () => "",
    () => " ",
    () => "\u202e\u0007\r\nX-Injected: yes\r\n\u001b[31m",
    () => "x".repeat(1 + chance(100_000)),
    () => "<script>alert(1)</script><svg onload=alert(1)>",
    () => "javascript:alert(1)",
    () => "https://[::1]/",
    () => "http://169.254.169.254/latest/",
    () => "https://EXAMPLE.com./%00/../..",
    () => "as:Public",
    () => "9999-12-31T23:59:60+99:99",
    () => "P99999999999Y",
    () => [],
    () => [[[[]]]],
    () => ({}),
    () => ({ "@id": "https://a.example/", "@type": "Delete", "@graph": [{}], "@reverse": { actor: {} } }),
    () => ({ "@value": "x", "@language": "en" }),
    () => ({ id: ["x"], type: [{}], toString: 1, constructor: { prototype: 1 }, hasOwnProperty: null }),
    () => Array.from({ length: 1 + chance(2000) }, (_, index) => `https://a.example/${index}`),
    () => nested(1 + chance(28)),
  ])();

const nested = (levels: number): unknown => (levels === 0 ? 1 : { object: nested(levels - 1) });

/** The places in a JSON value: what holds it, and under which name. */
function placesIn(value: unknown, places: [holder: Record<string, unknown>, name: string][] = []) {
  if (typeof value !== "object" || value === null) return places;
  for (const name of Object.keys(value)) {
    places.push([value as Record<string, unknown>, name]);
    placesIn((value as Record<string, unknown>)[name], places);
  }
  return places;
}

/** Changes one to four things in a JSON value. */
export function mutate(document: unknown, chance: Chance): unknown {
  const changed = structuredClone(document);
  for (let left = 1 + chance(4); left > 0; left -= 1) {
    const places = placesIn(changed);
    if (places.length === 0) break;
    const [holder, name] = oneOf(chance, places);
    const [from, other] = oneOf(chance, places);
    const act = chance(6);
    if (act === 0) delete holder[name];
    else if (act === 1) holder[name] = [holder[name], structuredClone(holder[name])];
    else if (act === 2) holder[name] = structuredClone(from[other]);
    else if (act === 3)
      holder[oneOf(chance, ["@id", "@type", "type", "id", "object", "actor", "@context"])] = odd(chance);
    else holder[name] = odd(chance);
  }
  return changed;
}

/** Changes the text itself: bytes, halves, names that come twice. */
export function garble(text: string, chance: Chance): string {
  const at = chance(text.length + 1);
  switch (chance(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${oneOf(chance, ["\0", "\ud800", "}", "]", '"', "\\", ",", "\ufeff", "1e9999"])}${text.slice(at)}`;
    case 2:
      return text.replace("{", `{"type":"Delete","actor":"https://a.example/","__proto__":{"type":"Undo"},`);
    case 3:
      return `${text.slice(0, at)}${text.slice(at + 1 + chance(20))}`;
    default:
      return text;
  }
}
