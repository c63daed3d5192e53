import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlOfText, plainText } from "#src/app/html.ts";

test("text becomes paragraphs, lines and links, and nothing that was typed is mark-up", () => {
  expect(htmlOfText("One\ntwo\r\n\r\n\n  Three  ")).toBe("<p>One<br />two</p><p>Three</p>");
  expect(htmlOfText('<b onclick="x()">5 < 6 & "more"</b>')).toBe(
    '<p>&lt;b onclick="x()"&gt;5 &lt; 6 &amp; "more"&lt;/b&gt;</p>',
  );
  expect(htmlOfText("See (https://meet.example/a?b=1&c=2), or http://x.example.")).toBe(
    '<p>See (<a href="https://meet.example/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">https://meet.example/a?b=1&amp;c=2</a>), or <a href="http://x.example" rel="nofollow noopener noreferrer">http://x.example</a>.</p>',
  );
  expect(htmlOfText('javascript:alert(1) https://"onmouseover=alert(1)')).not.toContain("<a");
  expect(htmlOfText(" \n\n ")).toBe("");
});

test("HTML of others becomes plain words, whatever hides in it", () => {
  expect(plainText("<p>Hello,<br>you &amp; <b>me</b></p><p>Bye&nbsp;now</p>")).toBe("Hello,\nyou & me\n\nBye now");
  expect(plainText("<script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>text<!-- no -->")).toBe(
    "text",
  );
  expect(plainText("&lt;script&gt;alert(1)&lt;/script&gt; stays text")).toBe("<script>alert(1)</script> stays text");
  expect(plainText("<div>1</div><ul><li>2</li><li>3</li></ul>")).toBe("1\n\n2\n\n3");
});

test("what is typed comes back from the HTML that was made of it, and the HTML never holds more than we allow", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const html = htmlOfText(text);
      const tags = [...html.matchAll(/<\/?([a-z]+)/gi)].map((match) => match[1]);
      expect(tags.every((tag) => tag === "p" || tag === "br" || tag === "a")).toBe(true);
      expect(html).not.toMatch(/\son\w+=|javascript:/i);
      const words = (value: string): string => value.replace(/[\s\u00a0]+/g, " ").trim();
      expect(words(plainText(html))).toBe(words(text));
    }),
  );
});
