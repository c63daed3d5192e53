import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chooseLanguage, openWording, writtenLanguages } from "#src/app/wording.ts";

/** Each key of a language with what is filled in. */
const keysOf = (language: string): readonly string[] => {
  const source = readFileSync(new URL(`../../src/app/wording/${language}.ftl`, import.meta.url), "utf8");
  return [...source.matchAll(/^([a-z-]+) = (.+)$/gm)].map(
    ([, key, text = ""]) => `${key} ${[...new Set(text.match(/\$\w+/g))].toSorted().join(" ")}`,
  );
};

test.each(writtenLanguages)("letters in %s say all that they say in English, and fill in the same", (language) => {
  expect(keysOf(language)).toEqual(keysOf("en"));
  const says = openWording(language)("answer-waiting", { event: "A {b} & “c”", position: 3 });
  expect(says).toContain("A {b} & “c”");
  expect(says).toContain("3");
});

test("somebody is written to in their language, otherwise in the coop's, otherwise in English", () => {
  expect([chooseLanguage("fr-CA"), chooseLanguage("eu", "ca"), chooseLanguage(null, "eu")]).toEqual(["fr", "ca", "en"]);
});
