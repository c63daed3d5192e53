import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../src/web/assets/style.css", import.meta.url), "utf8");

interface Colour {
  readonly lightness: number;
  readonly chroma: number;
  /** Undefined where it is the hue that the coop chooses. */
  readonly hue: number | undefined;
}
type Scheme = "light" | "dark";

const oklch = String.raw`oklch\(([\d.]+) ([\d.]+) (var\(--accent-hue\)|[\d.]+)\)`;
const declaration = new RegExp(String.raw`--([a-z-]+): light-dark\(${oklch}, ${oklch}\);`, "g");

/** The colour tokens as the stylesheet has them. */
const tokens = new Map(
  [...css.matchAll(declaration)].map(([, name = "", ...parts]) => [
    name,
    { light: readColour(parts.slice(0, 3)), dark: readColour(parts.slice(3, 6)) },
  ]),
);

function readColour([lightness, chroma, hue]: readonly (string | undefined)[]): Colour {
  return {
    lightness: Number(lightness),
    chroma: Number(chroma),
    hue: hue?.startsWith("var") === true ? undefined : Number(hue),
  };
}

/** Linear sRGB of an OKLCH colour (https://bottosson.github.io/posts/oklab/). */
function linear({ lightness, chroma, hue }: Colour, accentHue: number): readonly [number, number, number] {
  const angle = ((hue ?? accentHue) * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const luminance = ([red, green, blue]: readonly [number, number, number]): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: readonly [number, number, number], other: readonly [number, number, number]): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function find(name: string, scheme: Scheme): Colour {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`No token --${name} in style.css.`);
  return token[scheme];
}

const hues = Array.from({ length: 360 }, (_, hue) => hue);

/** The lowest contrast over every hue that a coop may choose. */
function lowest(front: string, back: string, scheme: Scheme): number {
  return Math.min(...hues.map((hue) => contrast(linear(find(front, scheme), hue), linear(find(back, scheme), hue))));
}

const text = 4.5;
const shapes = 3;
const grounds = ["paper", "sheet", "sunken"];

/** What stands on what in style.css, and how much it has to stand out. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...["ink", "ink-soft", "accent", "accent-strong", "good", "waiting", "trouble"].flatMap((front) =>
    grounds.map((back) => [front, back, text] as const),
  ),
  ...["ink", "ink-soft"].flatMap((front) =>
    ["accent-wash", "good-wash", "waiting-wash", "trouble-wash"].map((back) => [front, back, text] as const),
  ),
  ...["good", "waiting", "trouble"].map((meaning) => [meaning, `${meaning}-wash`, text] as const),
  ["accent", "accent-wash", text],
  ["accent-strong", "accent-wash", text],
  ["accent", "waiting-wash", text],
  ["accent", "trouble-wash", text],
  ["accent", "good-wash", text],
  ["on-accent", "accent", text],
  ["on-accent", "accent-strong", text],
  ...grounds.map((back) => ["line-strong", back, shapes] as const),
  ["sheet", "good", shapes],
  ["sheet", "trouble", shapes],
];

describe.each(["light", "dark"] as const)("in the %s scheme, for every hue that a coop can choose,", (scheme) => {
  test.each(pairs)("%s on %s has a contrast of at least %d", (front, back, least) => {
    expect(lowest(front, back, scheme)).toBeGreaterThanOrEqual(least);
  });

  test("every colour is one that every screen can show", () => {
    const beyond = [...tokens].filter(([, token]) =>
      hues.some((hue) => linear(token[scheme], hue).some((channel) => channel < -0.001 || channel > 1.001)),
    );
    expect(beyond.map(([name]) => name)).toEqual([]);
  });
});

test("every colour of the stylesheet is a token in both schemes", () => {
  const declared = [...css.matchAll(/oklch\(/g)].length;
  expect(declared).toBe(tokens.size * 2);
  expect(css).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i);
});
