import { gunzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { removeResource } from "#src/app/resources.ts";
import { withdrawAnnouncement } from "#src/app/announcements.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { agreeOn, fillPages, say, type Content } from "./pages-content.ts";
import { openPagesNode, type PagesNode, type PagesNodeOptions, type Visit } from "./pages-node.ts";

const hourMs = 3_600_000;

/** What a tar archive holds, by name. */
function filesIn(archive: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; archive[at] !== 0;) {
    const size = Number.parseInt(archive.toString("utf8", at + 124, at + 135), 8);
    const name = archive.toString("utf8", at, at + 100).replace(/\0+$/, "");
    files.set(name, archive.toString("utf8", at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

onBothEngines("what anyone may see", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let content: Content;
  const open = async (options?: PagesNodeOptions): Promise<PagesNode> => {
    const opened = await openPagesNode(await engine.open(), options);
    later(() => opened.close());
    return opened;
  };
  const see = (path: string, language?: "en" | "ca"): Promise<Visit> => node.visitor(language).get(path);
  const seeAt = (other: PagesNode, path: string): Promise<Visit> => other.visitor().get(path);

  beforeAll(async () => {
    node = await open();
    content = await fillPages(node.app);
  });

  test("a node that is not set up says what to do, and has nothing else", async () => {
    const fresh = await open({ setUp: false });
    const front = await fresh.visitor().get("/");
    expect(front.status).toBe(200);
    expect(front.words).toContain("one-time link");
    expect(front.words).toContain("npm run fedicoop -- invite create --role steward");
    expect((await fresh.visitor().get("/about")).words).toContain("fedicoop");
    for (const path of ["/announcements", "/sign-in"])
      expect((await fresh.visitor().get(path)).headers.get("location")).toBe("/");
    expect((await fresh.visitor().get("/actors/coop")).status).toBe(404);
  });

  test("the coop: who it is, what it shares and announces, whom it names, how to follow it", async () => {
    const { words, html } = await see("/");
    expect(words).toContain("We keep meeting rooms for the coops of the coast.");
    expect(words).toContain(
      "Open to every coop: up to 120 seats, a gift, nothing in return. All are free for the next seven days.",
    );
    expect(words).toContain("Interpretation booth");
    expect(words).toContain("Open day on Friday.");
    expect(words).toContain("Servers circle");
    expect(words).toContain("Jordi Vila");
    expect(words).toContain(`@seaside@${new URL(node.app.origin).host}`);
    expect(words).toContain("Leave the room as you found it");
    expect(html).not.toContain("Hidden Person");
    expect(html).not.toContain("secret-room");
    expect(html).not.toContain("/settings");
    expect(html).toContain(
      `<link rel="alternate" type="application/activity+json" href="${node.app.origin}/actors/coop">`,
    );
  });

  test("the coop speaks the reader's language where it can, and marks what it cannot", async () => {
    const { words, html } = await see("/", "ca");
    expect(words).toContain("Mantenim sales de reunió");
    expect(words).toContain("Portes obertes.");
    expect(html).toContain('<div class="prose" lang="en" dir="auto"><p>Leave the room');
  });

  test("its actor has the same page, and every short name leads to its bearer", async () => {
    expect((await see("/actors/coop")).words).toContain("What we share");
    expect((await see("/actors/node")).words).toContain("About this node");
    expect((await see("/@seaside")).headers.get("location")).toBe("/actors/coop");
    expect((await see("/@Jordi_Vila")).headers.get("location")).toBe(`/actors/${content.listed}`);
    expect((await see("/@nobody")).status).toBe(404);
  });

  test("a room shows its week and its offers, never its address", async () => {
    const { words, html } = await see(`/actors/${content.room}`);
    expect(words).toContain("Meeting room · 200 seats · Renewable energy · Barcelona");
    expect(words).toContain("up to 120 seats");
    expect(html).toContain('<figure class="week">');
    expect(html).not.toContain("secret-room");
    expect((await see(`/actors/${content.booth}`)).words).toContain("To use it, write to Seaside Coop.");
  });

  test("members and circles have a page; who did not consent shows the address only, unindexed", async () => {
    expect((await see(`/actors/${content.listed}`)).words).toContain("Translator.");
    expect((await see(`/actors/${content.circle}`)).words).toContain("Circle of Seaside Coop");
    const hidden = await see(`/actors/${content.unlisted}`);
    expect(hidden.status).toBe(200);
    expect(hidden.words).toContain("@hidden_person");
    expect(hidden.html).not.toMatch(/Hidden Person|Nobody should read/);
    expect(hidden.html).toContain('<meta name="robots" content="noindex">');
  });

  test("what was removed answers 410, what never was 404", async () => {
    const other = await open();
    const gone = await fillPages(other.app);
    await removeResource(other.app, gone.room);
    await withdrawAnnouncement(other.app, gone.announcement);
    expect((await seeAt(other, `/actors/${gone.room}`)).status).toBe(410);
    const announcement = await seeAt(other, `/announcements/${gone.announcement}`);
    expect(announcement.status).toBe(410);
    expect(announcement.words).toContain("This announcement was removed");
    for (const path of [
      "/actors/0",
      `/actors/${other.app.newId()}`,
      `/announcements/${other.app.newId()}`,
      "/proposals/x",
    ])
      expect((await seeAt(other, path)).status, path).toBe(404);
    expect((await seeAt(other, "/announcements")).words).toContain("has not announced anything yet");
  });

  test("announcements: newest first, page by page, each in the reader's language with links to its others", async () => {
    const other = await open();
    const first = await say(other.app, { en: "The very first. https://seaside.example/1.", ca: "La primera." });
    for (let number = 2; number <= 21; number += 1) await say(other.app, { en: `Number ${number}` });
    const newest = await seeAt(other, "/announcements");
    expect(newest.words.indexOf("Number 21")).toBeLessThan(newest.words.indexOf("Number 20"));
    expect(newest.words).not.toContain("The very first");
    const older = /<a href="([^"]+)" rel="next">/.exec(newest.html)?.[1] ?? "";
    const second = await seeAt(other, older.replaceAll("&amp;", "&"));
    expect(second.words).toContain("The very first");
    const permalink = await seeAt(other, `/announcements/${first}`);
    expect(permalink.html).toContain(
      '<a href="https://seaside.example/1" rel="nofollow noopener noreferrer">https://seaside.example/1</a>.',
    );
    expect(permalink.html).toContain(`<a href="/announcements/${first}?in=ca" hreflang="ca" lang="ca">Català</a>`);
    expect((await seeAt(other, `/announcements/${first}?in=ca`)).words).toContain("La primera.");
    expect((await seeAt(other, `/announcements/${first}?in=xx`)).words).toContain("The very first.");
  });

  test("what people write is shown as text, whatever it is", async () => {
    const id = await say(node.app, { en: "<script>alert(1)</script> javascript:alert(1) <b>" });
    const { html } = await see(`/announcements/${id}`);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1) &lt;b&gt;");
    expect(html).not.toContain('href="javascript');
  });

  test("the node says what it is, whom it shares with, and gives its own source away", async () => {
    await agreeOn(node.app, "about", { resourceId: content.room });
    const { words, html } = await see("/about");
    expect(words).toMatch(/fedicoop \d+\.\d+\.\d+/);
    expect(words).toContain("Kerala Commons");
    expect(html).toContain('<h2 id="source">');
    const response = await fetch(`${node.app.origin}/about/source.tar.gz`);
    const files = filesIn(gunzipSync(await response.arrayBuffer()));
    expect(files.get("fedicoop/LICENSE")).toContain("GNU AFFERO GENERAL PUBLIC LICENSE");
    expect(files.get("fedicoop/src/main.ts")).toContain("openFederation");
    expect([...files.keys()].filter((name) => /node_modules|\/data\/|\.env|\.git\//.test(name))).toEqual([]);
  });
});

onBothEngines("the way into a meeting", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let room: string;
  let booth: string;
  const join = (token: string): Promise<Visit> => node.visitor().get(`/join/${token}`);

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    ({ room, booth } = await fillPages(node.app));
  });

  test("counts down in words before the hour, opens shortly before it, and thanks afterwards", async () => {
    // Days are counted by the calendar: from noon on, fifty hours are two of them.
    node.clock.nowMs = Math.ceil(node.clock.nowMs / (24 * hourMs)) * 24 * hourMs + 12 * hourMs;
    await agreeOn(node.app, "meeting", { resourceId: room });
    const before = await join("meeting");
    expect(before.status).toBe(200);
    expect(before.words).toContain("General assembly Kerala Commons meets in a room of Seaside Coop.");
    expect(before.words).toContain("It starts in 2 days");
    expect(before.html).not.toContain("secret-room");
    node.clock.nowMs += 50 * hourMs - 10 * 60_000;
    const open = await join("meeting");
    expect(open.html).toContain(
      '<a class="button button-primary button-large" href="https://meet.example/secret-room" rel="noreferrer">',
    );
    expect(open.words).toContain("You leave this page for meet.example");
    node.clock.nowMs += 3 * hourMs;
    const after = await join("meeting");
    expect(after.words).toContain("Thank you for coming");
    expect(after.html).not.toContain("secret-room");
  });

  test("tells nobody else about itself: not kept, not indexed, no referrer", async () => {
    const { headers, html } = await join("meeting");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(html).toContain('<meta name="robots" content="noindex">');
  });

  test("says why when there is no meeting, and when the host sends the way in", async () => {
    const unknown = await join("guessed");
    expect(unknown.status).toBe(404);
    expect(unknown.words).toContain("This address leads to no meeting");
    await agreeOn(node.app, "cancelled", { resourceId: room, state: "cancelled" });
    const cancelled = await join("cancelled");
    expect(cancelled.status).toBe(410);
    expect(cancelled.words).toContain("Ask Kerala Commons when and where they meet instead.");
    await agreeOn(node.app, "sent", { resourceId: booth, startsAtMs: node.clock.nowMs });
    expect((await join("sent")).words).toContain("Seaside Coop sends the way in");
  });
});
