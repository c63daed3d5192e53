import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decideSchedule,
  distinctHashtags,
  excerptOf,
  findAddresses,
  findHashtags,
  foldHashtag,
  kindOf,
  readHashtag,
  titlesOf,
} from "#src/domain/announcement.ts";
import { shownAs } from "#src/domain/other-software.ts";

const words = (text: string): string[] => findHashtags(text).map(({ word }) => word);

test.each([
  ["#OpenDay, (#coops) and #Col·lectiu!", ["OpenDay", "coops", "Col·lectiu"]],
  ["#日本語 #العربية #കേരളം #çà_2", ["日本語", "العربية", "കേരളം", "çà_2"]],
  ["#2026 is a year, #2026coop is not", ["2026coop"]],
  ["https://a.example/#top a#b ##c &#39; #", []],
])("hashtags in %j", (text, found) => {
  expect(words(text)).toEqual(found);
});

test.each([
  ["@ada@social.example. And @Bob@big.example:3000!", ["ada@social.example", "Bob@big.example:3000"]],
  ["me@mail.example, https://x.example/@ada@y.example, @ada, @@a@b.example", []],
])("people in %j", (text, found) => {
  expect(findAddresses(text).map(({ word }) => word)).toEqual(found);
});

test("spellings of one hashtag are one", () => {
  expect(distinctHashtags(["Coops", "coops", "COOPS", "Ｃｏｏｐｓ", "other"])).toEqual(["Coops", "other"]);
  fc.assert(fc.property(fc.string(), (text) => foldHashtag(foldHashtag(text)) === foldHashtag(text)));
});

test("what is found in a text is a hashtag by itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const word of words(`${text} #a${text}`)) expect(readHashtag(word)).toBe(word);
    }),
  );
});

test("an excerpt is whole sentences where there are any", () => {
  expect(excerptOf("Short.\n\nText.", "en")).toBe("Short. Text.");
  const long = "A sentence of some length, which goes on. ".repeat(20);
  expect(excerptOf(long, "en")).toMatch(/^(A sentence of some length, which goes on\. ?)+$/);
  expect(excerptOf("x".repeat(1000), "en").length).toBeLessThanOrEqual(300);
  expect(excerptOf("你好。".repeat(300), "zh").endsWith("。")).toBe(true);
});

test("a title or a long text makes an article, which has a title in each of its languages", () => {
  expect([kindOf({ en: "a" }, {}), kindOf({ en: "a" }, { en: "T" }), kindOf({ en: "a".repeat(2001) }, {})]).toEqual([
    "note",
    "article",
    "article",
  ]);
  expect(titlesOf({ en: "First line\nsecond", ca: "Primera" }, {})).toEqual({ en: "First line", ca: "Primera" });
  expect(titlesOf({ en: "x", ca: "y" }, { en: "Title" })).toEqual({ en: "Title", ca: "Title" });
});

test("a time belongs to what is scheduled", () => {
  expect([
    decideSchedule({}, 5),
    decideSchedule({ publishAtMs: 9 }, 5),
    decideSchedule({ state: "scheduled" }, 5),
    decideSchedule({ publishAtMs: 5 }, 5),
    decideSchedule({ state: "draft", publishAtMs: 9 }, 5),
  ]).toEqual([
    { state: "published", scheduledAtMs: null },
    { state: "scheduled", scheduledAtMs: 9 },
    { refused: "no-time" },
    { refused: "past" },
    { state: "draft", scheduledAtMs: null },
  ]);
});

test("software of which nothing is known is sent both", () => {
  const articles = ["GoToSocial", "mastodon", "new thing", null].map((software) => shownAs("article", software));
  expect(articles).toEqual(["whole", "note", "both", "both"]);
  const events = ["Mobilizon", "GoToSocial", "constructor", undefined].map((software) => shownAs("event", software));
  expect(events).toEqual(["whole", "note", "both", "both"]);
});
