import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { locales, pseudoLocale, type Locale } from "#src/web/text.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { fillFollowing } from "./following-content.ts";
import { fillPages } from "./pages-content.ts";
import { openPagesNode, type PagesNode } from "./pages-node.ts";

let node: PagesNode;
let post: string;
let announcement: string;

beforeAll(async () => {
  const rosa = {
    actor: "https://new.example/users/nova",
    type: "Person",
    address: "nova@new.example",
    name: "Nova",
    url: "https://new.example/@nova",
    inbox: "https://new.example/inbox",
    alsoKnownAs: [],
  };
  node = await openPagesNode(await memoryDatabase(), {
    partners: {
      findActor: async (address) =>
        address.includes("nova") ? { found: rosa } : { failed: "not-found", detail: "Nobody." },
    },
  });
  const content = await fillPages(node.app);
  announcement = content.announcement;
  post = await fillFollowing(node.app, content);
});
afterAll(() => node.close());

describe("Following, for a steward", () => {
  test.each<Locale>([...locales, pseudoLocale])("every page is worded, and valid, in %s", async (locale) => {
    const steward = await node.person("steward", locale);
    const paths = [
      "/timeline",
      `/timeline/answer?as=coop&object=${encodeURIComponent(post)}`,
      "/following?done=followed",
      "/responses",
      "/responses?state=shown",
      "/responses?state=hidden",
      "/responses?state=circles",
    ];
    for (const path of paths) {
      const { status, html } = await steward.get(path);
      expect(status, path).toBe(200);
      expect(await checkPage(html), path).toEqual([]);
      expect(html, path).not.toMatch(/\sstyle=|<img |undefined|\[object|NaN/);
    }
  });

  test("somebody is looked up, seen, followed, and asked again", async () => {
    const steward = await node.person("steward");
    const nobody = await steward.post("/following/find", { address: "@ghost@new.example" }, { from: "/following" });
    expect(nobody.status).toBe(422);
    expect(nobody.words).toContain("Nobody was found there.");
    const seen = await steward.post("/following/find", { address: "@nova@new.example" }, { from: "/following" });
    expect(seen.words).toContain("Is it them?");
    const followed = await steward.send(
      "/following",
      { address: "https://new.example/users/nova", as: "coop" },
      { from: "/following" },
    );
    expect(followed.words).toContain("Asked. It says here when they have answered.");
    expect(followed.words).toContain("Nova");
  });

  test("the timeline folds what has a content note, loads nothing, and marks languages; a post is passed on and answered", async () => {
    const steward = await node.person("steward");
    const page = await steward.get("/timeline");
    expect(page.html).toContain("<details");
    expect(page.html).toContain('lang="es"');
    expect(page.words).toContain("Crumbs on a red table cloth");
    expect(page.words.match(/· edited/g)).toHaveLength(1);
    const done = await steward.send("/timeline/boost", { as: "coop", object: post }, { from: "/timeline" });
    expect(done.words).toContain("Take it back");
    const from = `/timeline/answer?as=coop&object=${encodeURIComponent(post)}`;
    const empty = await steward.post("/timeline/answer", { as: "coop", object: post }, { from });
    expect(empty.status).toBe(422);
    const fields = { as: "coop", object: post, "content.en": "May we borrow it?", "content.ca": "Ens la deixeu?" };
    const answered = await steward.send("/timeline/answer", fields, { from });
    expect(answered.words).toContain("Your answer is public");
  });

  test("what came back stands beneath the announcement, until a steward hides it; a private answer never does", async () => {
    const steward = await node.person("steward");
    const visitor = node.visitor();
    const before = await visitor.get(`/announcements/${announcement}`);
    expect(before.words).toContain("One person likes this");
    expect(before.words.match(/We lend a cider press/g)).toHaveLength(1);
    const shown = await steward.get("/responses?state=shown");
    const id = /\/responses\/([0-9a-f-]{36})\/hide/.exec(shown.html)?.[1] ?? "";
    await steward.send(`/responses/${id}/hide`, {}, { from: "/responses" });
    expect((await visitor.get(`/announcements/${announcement}`)).words).not.toContain("We lend a cider press");
    expect((await steward.get("/overview")).words).toContain("2 answers wait for you");
    const waiting = await steward.get("/responses");
    expect(waiting.words).toContain("Not public");
    const secret = /\/responses\/([0-9a-f-]{36})\/hide/.exec(waiting.html)?.[1] ?? "";
    expect((await steward.post(`/responses/${secret}/show`, {}, { from: "/responses" })).status).toBe(404);
  });

  test("a post to a circle by somebody who does not follow it waits, and is passed on by a click", async () => {
    const steward = await node.person("steward");
    const waiting = await steward.get("/responses");
    expect(waiting.words).toContain("Posts to your circles");
    const id = /\/group-posts\/([0-9a-f-]{36})\/accept/.exec(waiting.html)?.[1] ?? "";
    expect((await steward.send(`/group-posts/${id}/accept`, {}, { from: "/responses" })).words).toContain(
      "Passed on to everyone who follows the circle.",
    );
    expect((await steward.get("/responses")).words).not.toContain("Posts to your circles");
    const circles = await steward.get("/responses?state=circles");
    expect(await checkPage(circles.html)).toEqual([]);
    expect(circles.html.match(/\/group-posts\/[0-9a-f-]{36}\/remove/g)).toHaveLength(1);
    const out = { from: "/responses?state=circles" };
    expect((await steward.send(`/group-posts/${id}/remove`, {}, out)).words).toContain("Taken out.");
    expect((await steward.get("/responses?state=circles")).html).not.toContain("/remove");
  });
});
