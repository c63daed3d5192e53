import { beforeEach, expect, test } from "vitest";
import { pinAnnouncement } from "#src/app/announcement-pins.ts";
import { announce, withdrawAnnouncement, type NewAnnouncement } from "#src/app/announcements.ts";
import { saveUpload } from "#src/app/uploads.ts";
import { noise } from "#test/app/picture-samples.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { serveCoop, type Served } from "./served.ts";
import { openStranger, type Stranger } from "./stranger.ts";

onBothEngines("announcements as other servers see them", (engine) => {
  const cleanup = useCleanup();
  let here: Served;
  let there: Stranger;
  beforeEach(async () => {
    here = await serveCoop(await engine.open());
    there = await openStranger();
    cleanup(here.close);
    cleanup(there.close);
  });
  const say = async (wanted: NewAnnouncement) => {
    const done = await announce(here.app, wanted);
    if (done.outcome !== "done") throw new Error(done.outcome);
    return { id: done.announcement.id, path: new URL(done.object).pathname, object: done.object };
  };
  const status = async (path: string): Promise<number> => (await here.get(path)).status;

  test("an article is sent with a note beside it to a server of which nothing is known, and both answer", async () => {
    await there.follow(`${here.origin}/actors/coop`);
    const saved = await saveUpload(here.app, { bytes: await noise(4, 4).png().toBuffer(), alt: { en: "A cat" } });
    if (saved.outcome !== "done") throw new Error(saved.outcome);
    const { id, path, object } = await say({
      title: { en: "How we share" },
      content: { en: "We share. #rooms", ca: "Compartim." },
      pictures: [saved.upload.id],
    });
    await here.deliver();
    const created = there.heard.filter(({ type }) => type === "Create").map(({ json }) => json["object"]);
    expect(created).toMatchObject([
      {
        id: object,
        type: "Article",
        name: "How we share",
        summary: "We share. #rooms",
        attachment: [{ mediaType: "image/png", name: "A cat", width: 4, height: 4 }],
        tag: [{ type: "Hashtag", name: "#rooms", href: `${here.origin}/tags/rooms` }],
      },
      {
        id: `${object}/note`,
        type: "Note",
        url: object,
        content: expect.stringContaining("<strong>How we share</strong>"),
      },
    ]);
    const create = there.heard.find(({ type }) => type === "Create")?.json as { object: object };
    expect(await there.believes(create)).toBe(true);
    expect([await status(path), await status(`${path}/note`), await status(`${path}/replies`)]).toEqual([
      200, 200, 200,
    ]);
    await withdrawAnnouncement(here.app, id);
    await here.deliver();
    expect(there.heard.filter(({ type }) => type === "Delete").length).toBe(2);
    expect([await status(path), await status(`${path}/note`), await status(`${path}/replies`)]).toEqual([
      410, 410, 404,
    ]);
  });

  test("a draft does not exist: not by its address, nor in any collection", async () => {
    const { path } = await say({ content: { en: "Secret #plan" }, state: "draft" });
    expect([await status(path), await status(`${path}/note`), await status(`${path}/replies`)]).toEqual([
      404, 404, 404,
    ]);
    for (const one of ["/actors/coop/outbox?cursor=newest", "/actors/coop/featured"])
      expect(await (await here.get(one)).text()).not.toContain("Secret");
  });

  test("what is pinned is featured, the last first, and followers are told", async () => {
    await there.follow(`${here.origin}/actors/coop`);
    const [one, two] = [await say({ content: { en: "One" } }), await say({ content: { en: "Two" } })];
    await pinAnnouncement(here.app, one.id);
    await pinAnnouncement(here.app, two.id);
    const featured = (await (await here.get("/actors/coop/featured")).json()) as Record<string, unknown>;
    const items = [featured["orderedItems"]].flat() as { id: string; contentMap: unknown }[];
    expect(items.map(({ id }) => id)).toEqual([two.object, one.object]);
    expect(items[0]?.contentMap).toEqual({ en: "<p>Two</p>" });
    await here.deliver();
    expect(there.heard.filter(({ type }) => type === "Add").map(({ json }) => json)).toMatchObject([
      { object: one.object, target: `${here.origin}/actors/coop/featured` },
      { object: two.object },
    ]);
  });

  test("the outbox is in the order of publication, and its pages hold while more is published", async () => {
    for (let number = 0; number < 21; number += 1) await say({ content: { en: `Number ${number}.` } });
    const page = async (path: string) =>
      (await (await here.get(path)).json()) as { next: string; orderedItems: object[] };
    const first = await page("/actors/coop/outbox?cursor=newest");
    await say({ content: { en: "One more." } });
    const { pathname, search } = new URL(first.next);
    const second = await page(`${pathname}${search}`);
    expect(JSON.stringify(second)).toContain("Number 0.");
    expect(JSON.stringify(second)).not.toContain("Number 1.");
  });

  test("pictures come through to the pages, larger than anything else may be, and only there", async () => {
    const body = new FormData();
    body.set("file", new File([new Uint8Array(2 * 1024 * 1024)], "x.png"));
    const next = async (request: Request): Promise<Response> =>
      new Response(null, { status: (await request.formData()).has("file") ? 200 : 422 });
    const post = async (path: string): Promise<number> => {
      const request = new Request(`${here.origin}${path}`, { method: "POST", body });
      return (await here.federation.fetch(request, { remoteAddress: "127.0.0.1", next })).status;
    };
    const open = ["/announcements", "/announcements/x/edit", "/events", "/api/v1/uploads"];
    expect(await Promise.all(open.map(post))).toEqual([200, 200, 200, 200]);
    const closed = ["/settings", "/actors/coop/inbox", "/inbox", "/announcementsx", "/api/v1/announcements"];
    expect(new Set(await Promise.all(closed.map(post)))).toEqual(new Set([413]));
  });
});
