import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishScheduled } from "#src/app/announcement-schedule.ts";
import { noise } from "#test/app/picture-samples.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

let node: PagesNode;
let steward: Visitor;
let png: Buffer;

beforeAll(async () => {
  node = await openPagesNode(await memoryDatabase(), {
    nowMs: Date.parse("2027-03-01T09:00:00Z"),
    partners: {
      findActor: (address) =>
        Promise.resolve(
          address === "@ada@social.example"
            ? {
                found: {
                  actor: "https://social.example/users/ada",
                  type: "Person",
                  address: "ada@social.example",
                  name: "Ada",
                  url: "https://social.example/@ada",
                  inbox: "https://social.example/users/ada/inbox",
                  alsoKnownAs: [],
                },
              }
            : { failed: "not-found", detail: "" },
        ),
    },
  });
  steward = await node.person("steward");
  png = await noise(30, 20).png().toBuffer();
});
afterAll(() => node.close());

type Parts = Readonly<Record<string, string | readonly string[] | Buffer>>;

/** Sends a form with files as a browser does, over real HTTP. */
async function sendFiles(path: string, from: string, parts: Parts) {
  const csrf = /name="csrf" value="([^"]*)"/.exec((await steward.get(from)).html)?.[1] ?? "";
  const body = new FormData();
  body.set("csrf", csrf);
  for (const [name, value] of Object.entries(parts))
    if (Buffer.isBuffer(value)) body.set(name, new File([new Uint8Array(value)], "../../x.svg"));
    else for (const one of [value].flat()) body.append(name, one);
  const cookie = [...steward.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const { origin } = node.app;
  const answer = await fetch(`${origin}${path}`, {
    method: "POST",
    body,
    headers: { cookie, origin },
    redirect: "manual",
  });
  return { status: answer.status, html: await answer.text(), location: answer.headers.get("location") ?? "" };
}

const idIn = (location: string): string => /announcements\/([0-9a-f-]{36})/.exec(location)?.[1] ?? "";
const uploadIn = (html: string): string => /name="picture" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? "";

describe("pictures", () => {
  test("are added one by one without losing what was typed, need words, and are seen by all once it is public", async () => {
    const wrong = await sendFiles("/announcements", "/announcements/new", {
      act: "picture",
      "content.en": "Open day",
      file: png,
    });
    expect([wrong.status, wrong.html.includes("Say what the picture shows, in English at least")]).toEqual([422, true]);
    const page = Buffer.from("<!doctype html><script>alert(1)</script>");
    const noPicture = await sendFiles("/announcements", "/announcements/new", {
      act: "picture",
      "alt.en": "x",
      file: page,
    });
    expect([noPicture.status, noPicture.html.includes("This is no picture that we can read")]).toEqual([422, true]);
    const added = await sendFiles("/announcements", "/announcements/new", {
      act: "picture",
      "content.en": "Open day",
      "alt.en": "A poster",
      "alt.ca": "Un cartell",
      file: png,
    });
    const upload = uploadIn(added.html);
    expect([added.status, upload === "", added.html.includes("Open day</textarea>")]).toEqual([200, false, true]);
    expect(added.html).toContain(`name="alt-${upload}.ca" class="input" lang="ca" dir="auto" value="Un cartell"`);
    expect(await checkPage(added.html)).toEqual([]);
    const url = `/uploads/${upload}.png`;
    expect([(await node.visitor().get(url)).status, (await steward.get(url)).status]).toEqual([404, 200]);

    const second = await sendFiles("/announcements", "/announcements/new", {
      act: "picture",
      picture: upload,
      [`alt-${upload}.en`]: "A poster",
      "alt.en": "The house",
      file: png,
    });
    const [, other = ""] = [...second.html.matchAll(/name="picture" value="([0-9a-f-]{36})"/g)].map(([, id]) => id);
    expect(second.html).toMatch(new RegExp(`name="place-${other}".*?<option value="2" selected>`, "s"));
    expect(await checkPage(second.html)).toEqual([]);
    // It comes back, since nothing is written, with the pictures as they were put.
    const turned = await sendFiles("/announcements", "/announcements/new", {
      act: "draft",
      picture: [upload, other],
      [`alt-${upload}.en`]: "A poster",
      [`alt-${other}.en`]: "The house",
      [`place-${upload}`]: "1",
      [`place-${other}`]: "1",
    });
    const order = [...turned.html.matchAll(/name="picture" value="([0-9a-f-]{36})"/g)];
    expect(order.map(([, id]) => id)).toEqual([other, upload]);

    const said = await sendFiles("/announcements", "/announcements/new", {
      act: "publish",
      "content.en": "Open day",
      picture: upload,
      [`alt-${upload}.en`]: "The poster of the open day",
    });
    expect(said.status).toBe(303);
    const seen = await node.visitor().get(`/announcements/${idIn(said.location)}`);
    expect(seen.html).toContain('alt="The poster of the open day"');
    expect(seen.html).toContain(`<meta property="og:image" content="${node.app.origin}${url}">`);
    const answer = await node.visitor().get(url, { accept: "application/activity+json" });
    expect([
      answer.status,
      answer.headers.get("content-type"),
      answer.headers.get("x-content-type-options"),
      answer.headers.get("content-security-policy"),
      answer.headers.get("cache-control"),
    ]).toEqual([200, "image/png", "nosniff", "default-src 'none'; sandbox", "public, max-age=31536000, immutable"]);
    const again = await node.visitor().get(url, { "if-none-match": answer.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
    for (const path of [`/uploads/${upload}.html`, `/uploads/${upload}.json`, `/uploads/${upload}`, "/uploads/x.png"])
      expect((await node.visitor().get(path, { accept: "text/html" })).status, path).toBe(404);

    const id = idIn(said.location);
    await sendFiles(`/announcements/${id}/edit`, `/announcements/${id}/edit`, {
      "content.en": "Open day",
      picture: upload,
      [`drop-${upload}`]: "yes",
    });
    expect((await node.visitor().get(url)).status).toBe(404);
    const history = await node.visitor().get(`/announcements/${id}/history`);
    expect(history.words).toContain("Picture: The poster of the open day");
  });

  test("what they showed, and every earlier version, can be erased by a steward and by nobody else", async () => {
    const { id = "" } = (await node.app.database.q.select().from(node.app.database.t.announcements)).at(-1) ?? {};
    const path = `/announcements/${id}/history`;
    const form = /action="([^"]*\/history\/[^"]*\/remove)"/;
    const before = await node.visitor().get(path);
    expect(before.words).toContain("Picture: The poster of the open day");
    expect(before.html).not.toMatch(form);
    const { html } = await steward.get(path);
    expect(await checkPage(html)).toEqual([]);
    const erase = form.exec(html)?.[1] ?? "";
    expect((await steward.post(erase, {}, { from: path })).status).toBe(303);
    expect((await node.visitor().get(path)).words).not.toContain("Picture: The poster of the open day");
    expect((await steward.post(erase, {}, { from: path })).status).toBe(404);
  });

  test("larger than 10 MB are refused before they are looked at", async () => {
    const large = await sendFiles("/announcements", "/announcements/new", { file: Buffer.alloc(12 * 1024 * 1024) });
    expect(large.status).toBe(413);
  });
});

describe("before it is public", () => {
  test("a draft exists for stewards only, in every form", async () => {
    const { location } = await sendFiles("/announcements", "/announcements/new", {
      act: "draft",
      "content.en": "Secret #plan",
    });
    const path = location.replace(/\?.*/, "");
    const paths = [
      path,
      `${path}/history`,
      `${path}/note`,
      "/announcements?state=draft",
      "/tags/plan",
      "/announcements/feed.atom",
      "/",
    ];
    for (const one of paths) expect((await node.visitor().get(one)).html, one).not.toContain("Secret");
    expect([(await node.visitor().get(path)).status, (await (await node.person("member")).get(path)).status]).toEqual([
      404, 404,
    ]);
    expect((await steward.get("/announcements?state=draft")).words).toContain("Secret");
    expect((await steward.get(path)).words).toContain("A draft: only stewards see it.");
    expect((await steward.get(path)).html).toContain('<meta name="robots" content="noindex">');
    const gone = await steward.send(`${path}/remove`, {}, { from: path });
    expect(gone.words).toContain("It was erased. Nobody else has seen it.");
    expect((await steward.get(path)).status).toBe(404);
  });

  test("a time is in the coop's zone, and has to come", async () => {
    const form = { act: "schedule", "content.en": "At ten", date: "2027-03-28", time: "10:00" };
    const from = { from: "/announcements/new" };
    expect((await steward.post("/announcements", { ...form, time: "" }, from)).words).toContain(
      "Choose the date and the time",
    );
    expect((await steward.post("/announcements", { ...form, date: "2026-01-01" }, from)).words).toContain(
      "That is in the past.",
    );
    // The clock jumps from two to three on that day.
    expect((await steward.post("/announcements", { ...form, time: "02:30" }, from)).status).toBe(422);
    const scheduled = await steward.send("/announcements", form, from);
    expect(scheduled.words).toContain("Scheduled. It becomes public by itself at that time");
    expect(scheduled.words).toContain("Becomes public Sunday 28 March at 10:00");
    node.clock.nowMs = Date.parse("2027-03-28T07:59:59Z");
    expect(await publishScheduled(node.app)).toBe(0);
    node.clock.nowMs += 1000;
    expect(await publishScheduled(node.app)).toBe(1);
    expect((await node.visitor().get("/announcements")).words).toContain("At ten");
  });

  test("a preview shows every language with its length, and says nothing to anybody", async () => {
    const form = {
      act: "preview",
      "title.en": "A year",
      "content.en": "Of sharing #rooms",
      "content.ca": "De compartir",
    };
    const seen = await steward.post("/announcements", form, { from: "/announcements/new" });
    expect(seen.status).toBe(200);
    expect(seen.words).toContain("English · 17 of 10,000 characters A year Of sharing #rooms");
    expect(seen.words).toContain("Català · 12 of 10,000 characters");
    expect(seen.html).toContain('name="title.en" class="input" lang="en" dir="auto" value="A year"');
    expect((await node.visitor().get("/announcements")).words).not.toContain("Of sharing");
  });
});

test("people who are not found are asked about; those who are become links", async () => {
  const form = { "content.en": "With @ada@social.example and @nobody@social.example" };
  const asked = await steward.post("/announcements", form, { from: "/announcements/new" });
  expect([asked.status, asked.words.includes("Nobody was found at @nobody@social.example.")]).toEqual([422, true]);
  expect(asked.html).toContain('name="plain"');
  const said = await steward.send("/announcements", { ...form, plain: "yes" }, { from: "/announcements/new" });
  expect(said.html).toContain(
    '<a href="https://social.example/@ada" rel="nofollow noopener noreferrer">@ada@social.example</a> and @nobody@social.example',
  );
});

test("hashtags have a page and a feed, languages have theirs, and a content note stands before what it is about", async () => {
  const form = {
    "content.en": "Soup #Col·lectiu",
    "content.ca": "Sopa #col·lectiu",
    hashtags: "#food, 日本",
    "contentNote.en": "Food <b>",
  };
  const said = await steward.send("/announcements", form, { from: "/announcements/new" });
  expect(said.html).toContain('<a href="/tags/col%C2%B7lectiu" rel="tag">#Col·lectiu</a>');
  const anyone = node.visitor();
  const tag = await anyone.get("/tags/COL%C2%B7LECTIU");
  expect([tag.status, tag.words.includes("Content note: Food <b> Soup")]).toEqual([200, true]);
  expect(tag.html).toContain('<link rel="alternate" type="application/atom+xml"');
  expect([(await anyone.get("/tags/nothing")).status, (await anyone.get("/tags/123")).status]).toEqual([404, 404]);
  const feed = (await anyone.get("/tags/%E6%97%A5%E6%9C%AC/feed.atom")).html;
  expect(feed).toContain('<category term="Col·lectiu"/>');
  expect(feed).toContain("&lt;p&gt;Food &amp;lt;b&amp;gt;&lt;/p&gt;");
  expect(feed).not.toContain("Soup");
  const catalan = await anyone.get("/announcements/feed.atom?in=ca");
  expect(catalan.headers.get("content-type")).toContain("application/atom+xml");
  expect([...catalan.html.matchAll(/<entry>/g)].length).toBe(1);
  expect(catalan.html).toContain('xml:lang="ca"');
  expect((await anyone.get("/announcements/feed.atom?in=%3Cx")).status).toBe(404);
});

test("what is pinned comes first, at most five", async () => {
  const ids: string[] = [];
  for (let number = 0; number < 6; number += 1) {
    const { location } = await sendFiles("/announcements", "/announcements/new", { "content.en": `Pin ${number}.` });
    ids.push(idIn(location));
    node.clock.nowMs += 1000;
  }
  const pin = (index: number) =>
    steward.send(`/announcements/${ids[index]}/pin`, {}, { from: `/announcements/${ids[index]}` });
  for (const index of [0, 1, 2, 3, 4]) expect((await pin(index)).words).toContain("Pinned: it stands first here");
  expect((await pin(5)).words).toContain("At most 5 announcements can be pinned.");
  const { words } = await node.visitor().get("/announcements");
  const order = [...words.matchAll(/Pin (\d)\./g)].map((match) => match[1]);
  expect(order).toEqual(["4", "3", "2", "1", "0", "5"]);
});
