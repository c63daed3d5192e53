import { expect, test } from "vitest";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";

onBothEngines("moderation in the API", (engine) => {
  test("rules, files, lists, settings and the log answer as they say, to stewards alone", async () => {
    const { call, tokens } = await openApiNode(engine);
    const rule = { standing: "suspended", publicComment: "Spam" };
    expect(await call("PUT /moderation/domains/Bad.example", rule)).toMatchObject({
      status: 200,
      body: { rule: { domain: "bad.example", standing: "suspended", publicComment: "Spam" }, ended: { followers: 0 } },
    });
    expect((await call("PUT /moderation/domains/org", rule)).status).toBe(409);
    expect((await call("PUT /moderation/domains/a..b", rule)).status).toBe(422);
    expect(await call("GET /moderation/domains?search=BAD")).toMatchObject({
      body: { items: [{ domain: "bad.example" }] },
    });
    const account = { account: "https://else.example/users/one", standing: "limited" };
    expect((await call("POST /moderation/accounts", account)).status).toBe(200);
    expect(await call("GET /moderation/accounts")).toMatchObject({ body: { items: [{ actor: account.account }] } });
    expect((await call("POST /moderation/accounts/lift", { account: account.account })).status).toBe(204);
    const text = "new.example\nexa***.org";
    expect(await call("POST /moderation/import", { text, dryRun: true })).toMatchObject({
      body: { new: [{ domain: "new.example", line: 1 }], errors: [{ line: 2, reason: "obfuscated" }] },
    });
    const added = await call("POST /moderation/lists", { url: "https://lists.example/x.csv" });
    expect(added).toMatchObject({ status: 201, body: { apply: "draft", counts: { draft: 0 } } });
    const id = String(added.body["id"]);
    expect((await call(`POST /moderation/lists/${id}/refresh`, {})).status).toBe(502);
    expect(await call(`GET /moderation/lists/${id}/entries`)).toMatchObject({ status: 200, body: { items: [] } });
    expect((await call(`DELETE /moderation/lists/${id}`)).status).toBe(204);
    expect(
      await call("PATCH /moderation/settings", { authorisedFetch: true, rules: [{ en: "Be kind" }] }),
    ).toMatchObject({
      status: 200,
      body: { authorisedFetch: true, federation: "open", absenceDays: 90, rules: [{ en: "Be kind" }] },
    });
    expect(await call("GET /reports")).toMatchObject({ status: 200, body: { items: [] } });
    expect(await call("GET /moderation/follow-requests")).toMatchObject({ status: 200, body: { items: [] } });
    const log = await call("GET /audit?act=domain");
    expect(log).toMatchObject({ status: 200, body: { items: [{ act: "domain.suspend", subject: "bad.example" }] } });
    expect((await call("DELETE /moderation/domains/bad.example")).status).toBe(204);
    expect((await call("GET /moderation/domains", undefined, { token: tokens.member })).status).toBe(403);
  });
});
