import { expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";
import { followedBy, settle } from "./delivery-states.ts";

onBothEngines("delivery over the API", (engine) => {
  test("deliveries and their servers over the API, and trying again", async () => {
    const node = await openApiNode(engine);
    const { app } = node;
    for (const host of ["https://a.example", "https://b.example"]) await followedBy(app, host);
    const said = await announce(app, { content: { en: "Hello" } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    await settle(app, { "https://a.example": 202, "https://b.example": 503 });
    const about = encodeURIComponent(said.object);
    const get = async (query: string) => (await node.call(`GET /deliveries?${query}`)).body["items"];
    expect(await get(`about=${about}&state=done`)).toMatchObject([
      { host: "https://a.example", state: "done", status: 202 },
    ]);
    const failed = (await get(`about=${about}&state=failed`)) as { readonly id: string }[];
    expect(failed).toMatchObject([
      {
        about: said.object,
        kind: "announcement-create",
        state: "failed",
        status: 503,
        trouble: "failing",
        mayRetry: true,
      },
    ]);
    const id = failed[0]?.id ?? "";
    expect(await get("host=https://b.example")).toMatchObject([{ id }]);
    const first = (await node.call("GET /deliveries?limit=1")).body;
    expect(await get(`limit=1&cursor=${String(first["next"])}`)).toHaveLength(1);
    expect((await node.call("GET /deliveries?host=b.example")).status).toBe(422);
    expect((await node.call("GET /deliveries", undefined, { token: node.tokens.member })).status).toBe(403);

    const retried = await node.call(`POST /deliveries/${id}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { id, state: "failed" } });
    expect(Date.parse(String(retried.body["nextAttemptAt"]))).toBeLessThanOrEqual(Date.now());
    const arrived = ((await get(`about=${about}&state=done`)) as { readonly id: string }[])[0]?.id;
    expect((await node.call(`POST /deliveries/${arrived}/retry`)).status).toBe(409);
    expect((await node.call(`POST /deliveries/${app.newId()}/retry`)).status).toBe(404);
    expect((await node.call("POST /deliveries/retry", { about: said.object })).body).toEqual({ retried: 1 });
    expect((await node.call("POST /deliveries/retry", {})).status).toBe(422);

    expect((await node.call("GET /delivery/hosts?limit=1")).body).toMatchObject({
      items: [{ host: "https://a.example", waiting: 0, software: "mastodon", takesSignature: "draft-cavage" }],
      next: "https://a.example",
    });
    expect((await node.call("GET /delivery/hosts?cursor=https://a.example")).body["items"]).toMatchObject([
      { host: "https://b.example", waiting: 1, trouble: "failing" },
    ]);
  });
});
