import { readdirSync, readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { locales, openText, readSources } from "#src/web/text.ts";

interface Message {
  readonly file: string;
  readonly key: string;
  readonly source: string;
}

/** Every message of a language with its text as it stands in the file; attributes and terms are not used here. */
function readMessages(locale: string): readonly Message[] {
  return readSources(locale).flatMap(({ file, source }) => {
    const starts = [...source.matchAll(/^([a-z][a-z0-9-]*) *=/gm)];
    return starts.map((start, index) => ({
      file,
      key: start[1] ?? "",
      source: source.slice(start.index, starts[index + 1]?.index).replace(/^#.*$/gm, ""),
    }));
  });
}

const sourceFolder = new URL("../../src/web/", import.meta.url);

/** All code that words pages, without its comments. */
const code = readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(new URL(file, sourceFolder), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""))
  .join("\n");

const literals = new Set(
  [...code.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]/g)].map((match) => match[1] ?? ""),
);

/** The literals in the first argument of every call of `text`, so that both sides of a choice count. */
const asked = [...code.matchAll(/\btext\(([^,(){}]*)/g)].flatMap(([, argument = ""]) =>
  [...argument.matchAll(/(?<![=!]= )"([a-z][a-z0-9-]*-[a-z0-9-]+)"/g)].map((match) => match[1] ?? ""),
);

const english = readMessages("en");
const keys = new Set(english.map(({ key }) => key));

test("every wording that a page asks for exists", () => {
  expect([...new Set(asked)].filter((key) => !keys.has(key)).toSorted()).toEqual([]);
});

test("no wording is left over", () => {
  expect([...keys].filter((key) => !literals.has(key)).toSorted()).toEqual([]);
});

test("a key begins with the name of its file", () => {
  const strays = english.filter(({ file, key }) => !key.startsWith(`${file.replace(".ftl", "")}-`));
  expect(strays.map(({ file, key }) => `${file}: ${key}`)).toEqual([]);
});

describe.each(locales)("%s", (locale) => {
  const messages = readMessages(locale);

  test("has every wording, in the file of the same name, once", () => {
    const place = ({ file, key }: Message): string => `${file}: ${key}`;
    expect(messages.map(place).toSorted()).toEqual(english.map(place).toSorted());
  });

  test("is read by Fluent without a remainder", () => {
    for (const { file, source } of readSources(locale)) {
      const parsed = new FluentResource(source).body.map(({ id }) => id);
      const written = messages.filter((message) => message.file === file).map(({ key }) => key);
      expect(parsed, file).toEqual(written);
    }
  });

  test("fills in the same things as English", () => {
    const filledIn = ({ source }: Message): string =>
      [...new Set([...source.matchAll(/\$([a-zA-Z]+)/g)].map((match) => match[1] ?? ""))].toSorted().join(" ");
    const expected = new Map(english.map((message) => [message.key, filledIn(message)]));
    const others = messages.filter((message) => {
      // A language may do without the plural that another one needs.
      const [mine, theirs] = [filledIn(message), expected.get(message.key) ?? ""];
      return mine !== theirs && !/[cC]ount/.test(`${mine} ${theirs}`);
    });
    expect(others.map(({ key }) => key)).toEqual([]);
  });

  test("is not English under another name", () => {
    if (locale === "en") return;
    const inEnglish = new Map(english.map(({ key, source }) => [key, source.trim()]));
    const same = messages.filter(
      ({ key, source }) => inEnglish.get(key) === source.trim() && /[a-z]{4}/i.test(source.split("=")[1] ?? ""),
    );
    // Words that are the same in both languages are few.
    expect(same.length, same.map(({ key }) => key).join(" ")).toBeLessThan(messages.length / 10);
  });
});

describe("a wording that is missing", () => {
  test("throws in tests", () => {
    expect(() => openText("ca", { missing: "throw" })("shell-no-such-thing")).toThrow("shell-no-such-thing");
  });

  test("throws in tests when something to fill in is missing", () => {
    expect(() => openText("ca", { missing: "throw" })("shell-zone")).toThrow();
  });

  test("does not break the page of a reader", () => {
    expect(openText("ca")("shell-no-such-thing")).toBe("shell-no-such-thing");
    expect(openText("ca")("shell-zone")).toContain("zone");
  });
});

describe("what is filled in", () => {
  test("is plain text, without marks that would be copied along", () => {
    expect(openText("fr")("shell-errors-document", { title: "Réunion" })).toBe("Pas encore envoyé : Réunion");
  });

  test("is kept apart where the directions mix", () => {
    const title = "جمعية الحوسبة";
    expect(openText("fr")("shell-errors-document", { title })).toBe(`Pas encore envoyé : \u2068${title}\u2069`);
  });
});

describe("the pseudo-locale", () => {
  const text = openText("qps-plocm", { pseudoLocale: true, missing: "throw" });

  test("runs from right to left and has every key of English", () => {
    expect(text.direction).toBe("rtl");
    const bare = english.filter(({ source }) => !source.includes("$"));
    for (const { key } of bare) expect(text(key)).not.toBe(openText("en")(key));
  });

  test("leaves names as they are", () => {
    expect(text("shell-errors-document", { title: "Kerala Commons" })).toContain("\u2068Kerala Commons\u2069");
  });
});
