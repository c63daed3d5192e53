import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { findCapacity } from "#src/app/capacity.ts";
import { listResourceViews } from "#src/app/resources.ts";
import { listRequests, offerForRequest, publishRequest } from "#src/app/requests.ts";
import { createToken } from "#src/app/tokens.ts";
import type { Database } from "#src/store/database.ts";
import { describeApi } from "#src/web/api/openapi.ts";
import { routes } from "#src/web/api/routes.ts";
import { memoryDatabase } from "#test/rig.ts";
import { fillPages } from "./pages-content.ts";
import { openPagesNode, type PagesNode } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const hourMs = 3_600_000;
const year = new Date().getUTCFullYear() + 1;
/** 18:00 in Madrid on a day in March, and the same time a week later, after the clock was changed. */
const start = `${year}-03-25T17:00:00Z`;
const end = `${year}-03-25T19:00:00Z`;
const after = `${year}-04-01T16:00:00Z`;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe("series and needs over the API", () => {
  const databases: Database[] = [];
  let node: PagesNode;
  let partner: Partner;
  let token: string;
  let proposal: string;

  const open = async (): Promise<Database> => {
    const database = await memoryDatabase();
    databases.push(database);
    return database;
  };
  beforeAll(async () => {
    node = await openPagesNode(await open());
    partner = await openPartners(node.app, await open());
    token = (await createToken(node.app, { role: "steward", name: "test" })).token;
    await offerHall(partner);
    proposal = (await findCapacity(node.app, { limit: 9 })).items.find(({ own }) => !own)?.id ?? "";
  });
  afterAll(async () => {
    node.close();
    for (const database of databases) await database.close();
  });

  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${node.app.origin}/api/v1${path}`, { method, headers, ...sent });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Answer["body"] };
  };
  /** The answer, once it is known to be as the OpenAPI document describes it. */
  const described = (path: string, method: string, { status, body }: Answer): Answer["body"] => {
    const operation = describeApi(routes, node.app.origin).paths[path]?.[method] as {
      readonly responses: Record<string, { content: Record<string, { schema: z.core.JSONSchema.JSONSchema }> }>;
    };
    const schema = operation.responses[status]?.content["application/json"]?.schema;
    if (schema === undefined) throw new Error(`${method} ${path} ${status}: ${JSON.stringify(body)}`);
    z.fromJSONSchema(schema).parse(body);
    return body;
  };
  const wish = { seats: 20, start, end, title: "Council", fairUseVersion: 1 };

  test("a series is asked for as a whole, on the clock of the coop's zone", async () => {
    const rule = "FREQ=WEEKLY;COUNT=3";
    const recurrence = { rule, except: [`${year}-04-08T16:00:00Z`] };
    const body = described("/agreements", "post", await call("POST", "/agreements", { ...wish, proposal, recurrence }));
    expect(body).toMatchObject({ start, end, state: "offered" });
    expect(body["occurrences"]).toMatchObject([{ start }, { start: after }]);
    await partner.carry();
    const one = await call("GET", `/agreements/${String(body["id"])}`);
    expect(one.body).toMatchObject({ state: "accepted", series: { rule } });
  });

  test("whoever asks without a word about it accepts the fair-use text that stands; another one is refused", async () => {
    const { fairUseVersion: _version, ...plain } = { ...wish, proposal };
    const { status, body } = await call("POST", "/agreements", { ...plain, seats: 2 });
    expect([status, body["fairUseVersion"]]).toEqual([202, 1]);
    await partner.carry();
    expect((await call("GET", `/agreements/${String(body["id"])}`)).body).toMatchObject({ state: "accepted" });
    expect((await call("POST", "/agreements", { ...plain, seats: 2, fairUseVersion: 9 })).status).toBe(409);
  });

  test.each([
    ["FREQ=WEEKLY", "body.recurrence.rule", /how many times/],
    ["FREQ=HOURLY;COUNT=3", "body.recurrence.rule", /by the day/],
    ["FREQ=WEEKLY;COUNT=300", "body.recurrence.rule", /at most 100/],
    ["FREQ=YEARLY;COUNT=30", "body.recurrence.rule", /within two years/],
    ["FREQ=WEEKLY;COUNT=3;BYDAY=XX", "body.recurrence.rule", /BYDAY/],
    ["FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1", "body.recurrence.rule", /body\.start/],
  ])("the rule %s is refused in words, and nothing is asked", async (rule, field, message) => {
    const before = (await call("GET", "/agreements")).body;
    const { status, body } = await call("POST", "/agreements", { ...wish, proposal, recurrence: { rule } });
    expect([status, body["errors"]]).toEqual([422, [{ field, message: expect.stringMatching(message) }]]);
    expect((await call("GET", "/agreements")).body).toEqual(before);
  });

  test("an exception that is no time of the series is refused", async () => {
    const recurrence = { rule: "FREQ=WEEKLY;COUNT=3", except: [`${year}-04-02T16:00:00Z`] };
    const { status, body } = await call("POST", "/agreements", { ...wish, proposal, recurrence });
    expect([status, body["errors"]]).toMatchObject([422, [{ field: "body.recurrence.except" }]]);
  });

  test("what we need is published, answered, asked for and withdrawn", async () => {
    const need = { title: { ca: "Assemblea", en: "Assembly" }, seats: 30, start, end, languages: ["ca"] };
    const request = described("/requests", "post", await call("POST", "/requests", need));
    expect(request).toMatchObject({ own: true, audience: "partners", title: need.title, start });
    await partner.carry();
    const [seen] = (await listRequests(partner.app, { limit: 9, whose: "theirs" })).items;
    const [hall] = (await listResourceViews(partner.app, { limit: 1 })).items;
    const answer = { resourceId: hall?.id ?? "", seats: 30, terms: { kind: "gift" } } as const;
    await offerForRequest(partner.app, seen?.id ?? "", answer);
    await partner.carry();
    const path = `/requests/${String(request["id"])}`;
    const found = described("/requests/{id}", "get", await call("GET", path));
    const [offered] = found["answers"] as readonly Record<string, unknown>[];
    expect(offered).toMatchObject({ seats: 30, coop: "https://kerala.example/actors/coop", terms: { kind: "gift" } });
    const asked = await call("POST", "/agreements", { ...wish, proposal: offered?.["proposal"] });
    expect(asked.status).toBe(202);
    expect(described("/requests", "get", await call("GET", "/requests?whose=ours"))["items"]).toHaveLength(1);
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("DELETE", path)).status).toBe(204);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("POST", "/requests", { ...need, end: start })).status).toBe(422);
    expect((await call("POST", "/requests", { ...need, features: ["sauna"] })).status).toBe(422);
  });

  test("seats are offered for what a partner needs", async () => {
    const { room } = await fillPages(node.app);
    const startsAtMs = Date.parse(start);
    const slot = { startsAtMs, endsAtMs: startsAtMs + hourMs };
    const rest = { seats: 10, audience: "partners", languages: [], features: [] } as const;
    await publishRequest(partner.app, { title: { en: "Choir" }, ...rest, ...slot });
    await partner.carry();
    const { items } = (await call("GET", "/requests?whose=theirs")).body as { items: { id: string }[] };
    const path = `/requests/${items[0]?.id ?? ""}/offer`;
    const wanted = { resource: room, seats: 10, terms: { kind: "gift" } };
    described("/requests/{id}/offer", "post", await call("POST", path, wanted));
    expect((await call("POST", path, { ...wanted, seats: 5000 })).status).toBe(409);
    expect((await call("POST", path, { ...wanted, seats: 0 })).status).toBe(422);
    await partner.carry();
    const theirs = (await findCapacity(partner.app, { limit: 50 })).items.filter(
      ({ own, seats }) => !own && seats === 10,
    );
    expect(theirs).toHaveLength(1);
  });
});
