import { expect, test } from "vitest";
import type { LookedUp } from "#src/app/partners.ts";
import { onBothEngines } from "#test/rig.ts";
import { cardOf, openApiNode } from "./api-node.ts";

const key = (value: string) => ({ headers: { "idempotency-key": value } });
const hello = { content: { en: "Hello" } };

onBothEngines("a POST with an Idempotency-Key", (engine) => {
  test("has its effect once and answers the same, also when twenty come at once", async () => {
    const node = await openApiNode(engine);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => node.call("POST /announcements", hello, key("one"))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect((await node.call("GET /announcements")).body["items"]).toHaveLength(1);
  });

  test("is another request under another key, or of another caller", async () => {
    const node = await openApiNode(engine);
    const booth = { kind: "other", category: "booth", name: { en: "Booth" } };
    const first = await node.call("POST /resources", booth, key("one"));
    const second = await node.call("POST /resources", booth, key("two"));
    const third = await node.call("POST /resources", booth, { token: node.tokens.operator, ...key("one") });
    expect(new Set([first, second, third].map(({ body }) => body["id"])).size).toBe(3);
  });

  test("refuses the key for another request, whatever the first came to", async () => {
    const node = await openApiNode(engine);
    await node.call("POST /announcements", hello, key("one"));
    expect(await node.call("POST /announcements", { content: { en: "Other" } }, key("one"))).toMatchObject({
      status: 422,
    });
    expect(await node.call("POST /circles", hello, key("one"))).toMatchObject({ status: 422 });
    expect((await node.call("GET /announcements")).body["items"]).toHaveLength(1);
  });

  test("repeats a refusal, too, but forgets what was never well-formed", async () => {
    const node = await openApiNode(engine);
    const ada = { name: "Ada", handle: "ada" };
    await node.call("POST /members", ada);
    const refused = await node.call("POST /members", ada, key("one"));
    expect(refused.status).toBe(409);
    expect(await node.call("POST /members", ada, key("one"))).toMatchObject({ status: 409, body: refused.body });
    expect((await node.call("POST /members", { name: "Ada" }, key("two"))).status).toBe(422);
    expect((await node.call("POST /members", { name: "Bea", handle: "bea" }, key("two"))).status).toBe(201);
  });

  test("that waits for another node tells a second one to wait, and repeats afterwards", async () => {
    let found: (looked: LookedUp) => void = () => undefined;
    let asked = 0;
    const lookUp = (): Promise<LookedUp> => {
      asked += 1;
      return new Promise((resolve) => (found = resolve));
    };
    const node = await openApiNode(engine, { partners: { lookUp } });
    const first = node.call("POST /peers", { address: "kerala.example" }, key("one"));
    await expect.poll(() => asked).toBe(1);
    const second = await node.call("POST /peers", { address: "kerala.example" }, key("one"));
    expect(second).toMatchObject({ status: 409, body: { type: expect.stringMatching(/in-flight$/) } });
    found({ found: cardOf("kerala.example") });
    const answer = await first;
    expect(answer.status).toBe(202);
    expect(await node.call("POST /peers", { address: "kerala.example" }, key("one"))).toMatchObject({
      status: 202,
      body: answer.body,
    });
    expect(asked).toBe(1);
  });

  test("that failed on our side left nothing, and can be sent again", async () => {
    let fails = true;
    const lookUp = (): Promise<LookedUp> =>
      fails
        ? Promise.reject(new Error("a bug with a secret in it"))
        : Promise.resolve({ found: cardOf("kerala.example") });
    const node = await openApiNode(engine, { partners: { lookUp } });
    const failed = await node.call("POST /peers", { address: "kerala.example" }, key("one"));
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).not.toContain("secret");
    fails = false;
    expect((await node.call("POST /peers", { address: "kerala.example" }, key("one"))).status).toBe(202);
  });
});
