import { beforeAll, expect, test } from "vitest";
import { noise } from "#test/app/picture-samples.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode, origin, type ApiAnswer, type ApiNode } from "./api-node.ts";

onBothEngines("announcements by the API", (engine) => {
  let node: ApiNode;
  let png: Buffer;
  beforeAll(async () => {
    png = await noise(6, 4).png().toBuffer();
    node = await openApiNode(engine, {
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
  });

  const upload = async (parts: Readonly<Record<string, string | Buffer>>, headers = {}): Promise<ApiAnswer> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(parts))
      form.set(name, typeof value === "string" ? value : new File([new Uint8Array(value)], "x.png"));
    const request = new Request(origin, { method: "POST", body: form });
    const raw = new Uint8Array(await request.arrayBuffer());
    return node.call("POST /uploads", undefined, {
      raw,
      headers: { "content-type": request.headers.get("content-type") ?? "", ...headers },
    });
  };

  test("a picture is uploaded with its words, and used once", async () => {
    const alt = JSON.stringify({ en: "A cat" });
    const done = await upload({ file: png, alt });
    expect([done.status, done.body]).toMatchObject([
      201,
      { mediaType: "image/png", width: 6, height: 4, alt: { en: "A cat" } },
    ]);
    expect(done.body["url"]).toBe(`${origin}/uploads/${String(done.body["id"])}.png`);
    const said = await node.call("POST /announcements", { content: { en: "Look" }, pictures: [done.body["id"]] });
    expect([said.status, said.body["pictures"]]).toMatchObject([201, [{ id: done.body["id"] }]]);
    const again = await node.call("POST /announcements", { content: { en: "Look" }, pictures: [done.body["id"]] });
    expect([again.status, again.body["errors"]]).toMatchObject([422, [{ field: "body.pictures" }]]);
    const refused = await Promise.all([
      upload({ file: png, alt: '{"ca": "Un gat"}' }),
      upload({ file: png, alt: "A cat" }),
      upload({ file: png }),
      upload({ file: Buffer.from("<svg/>"), alt }),
      upload({ file: png, alt }, { "content-type": "application/json" }),
      upload({ file: png, alt }, { "content-type": "multipart/form-data; boundary=other" }),
      upload({ file: Buffer.alloc(11 * 1024 * 1024), alt }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422, 415, 400, 413]);
    const asMember = await node.call("POST /uploads", {}, { token: node.tokens.member });
    expect(asMember.status).toBe(403);
  });

  test("drafts and schedules are for stewards; what is public stays so", async () => {
    const draft = await node.call("POST /announcements", { content: { en: "Soon" }, state: "draft" });
    expect([draft.status, draft.body["state"], draft.body["publishedAt"]]).toEqual([201, "draft", undefined]);
    const path = `/announcements/${String(draft.body["id"])}`;
    const member = { token: node.tokens.member };
    expect((await node.call(`GET ${path}`, undefined, member)).status).toBe(404);
    expect((await node.call("GET /announcements?state=draft", undefined, member)).status).toBe(403);
    expect((await node.call("GET /announcements?state=draft")).body["items"]).toMatchObject([{ state: "draft" }]);
    const publishAt = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000).toISOString();
    const scheduled = await node.call(`PATCH ${path}`, { publishAt });
    expect(scheduled.body).toMatchObject({ state: "scheduled", publishAt: publishAt.replace(".000", "") });
    expect((await node.call(`PATCH ${path}`, { publishAt: "2020-01-01T10:00Z" })).status).toBe(422);
    expect((await node.call(`PATCH ${path}`, { pinned: true })).status).toBe(409);
    const published = await node.call(`PATCH ${path}`, { state: "published" });
    expect(published.body).toMatchObject({ state: "published", content: { en: "Soon" } });
    expect((await node.call(`PATCH ${path}`, { state: "draft" })).status).toBe(409);
    expect((await node.call(`PATCH ${path}`, { title: { en: "Late" } })).status).toBe(409);
    expect((await node.call(`PATCH ${path}`, { pinned: true })).body["pinned"]).toBe(true);
    expect((await node.call(`PATCH ${path}`, { pinned: false })).body["pinned"]).toBe(false);
    expect((await node.call(`DELETE ${path}`)).status).toBe(204);
    expect((await node.call(`GET ${path}`)).status).toBe(404);
  });

  test("an article in two languages, with a content note, hashtags and somebody who is named", async () => {
    const body = {
      title: { en: "How we share", ca: "Com compartim" },
      content: { ca: "Amb #sales", en: "With @ada@social.example in #rooms" },
      contentNote: { en: "Long" },
      hashtags: ["#coops"],
    };
    const { status, body: said } = await node.call("POST /announcements", body);
    expect([status, said]).toMatchObject([
      201,
      {
        kind: "article",
        title: body.title,
        contentNote: { en: "Long" },
        hashtags: ["rooms", "sales", "coops"],
        mentions: [{ actor: "https://social.example/users/ada", address: "ada@social.example" }],
      },
    ]);
    const patched = await node.call(`PATCH /announcements/${String(said["id"])}`, { contentNote: {} });
    expect(patched.body).toMatchObject({ title: body.title, hashtags: ["rooms", "sales", "coops"] });
    expect(patched.body["contentNote"]).toBeUndefined();
    const unknown = { content: { en: "With @nobody@social.example" } };
    expect((await node.call("POST /announcements", unknown)).status).toBe(422);
    const plain = await node.call("POST /announcements", { ...unknown, unknownMentions: "plain" });
    expect([plain.status, plain.body["mentions"]]).toEqual([201, []]);
    expect((await node.call("POST /announcements", { ...unknown, hashtags: ["two words"] })).status).toBe(422);
  });
});
