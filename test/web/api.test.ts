import { expect, test } from "vitest";
import { z } from "zod";
import { startSession } from "#src/app/sessions.ts";
import { transact } from "#src/app/context.ts";
import { saveUser } from "#src/store/people.ts";
import { describeApi } from "#src/web/api/openapi.ts";
import { routes } from "#src/web/api/routes.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode, origin, type ApiAnswer, type ApiNode } from "./api-node.ts";

const server = {
  kind: "meeting-server",
  name: { en: "Hall", ca: "Sala" },
  platform: "link",
  seats: 200,
  address: "https://meet.example/hall",
  languages: ["ca", "en"],
  energy: "renewable",
  features: ["captions"],
};

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: z.core.JSONSchema.JSONSchema }>> }>
  >;
}

/** The answer, once it is known to be as the OpenAPI document describes it. */
function asDescribed(path: string, method: string, answer: ApiAnswer): Record<string, unknown> {
  const operation = describeApi(routes, origin).paths[path]?.[method] as Described;
  const schema = operation.responses[answer.status]?.content?.["application/json"]?.schema;
  if (schema === undefined)
    throw new Error(`${method} ${path} ${answer.status} is not described: ${JSON.stringify(answer.body)}`);
  z.fromJSONSchema(schema).parse(answer.body);
  return answer.body;
}

const idOf = (one: Record<string, unknown>): string => String(one["id"]);

const itemsOf = (answer: ApiAnswer): readonly Record<string, unknown>[] =>
  answer.body["items"] as readonly Record<string, unknown>[];

onBothEngines("the API", (engine) => {
  test("answers each call in the shape that it describes", async () => {
    const node = await openApiNode(engine);
    const me = asDescribed(
      "/node",
      "get",
      await node.call("GET /node", undefined, { headers: { "accept-language": "ca" } }),
    );
    expect(me).toMatchObject({
      name: "Cooperativa Marina",
      handle: "seaside",
      coop: `${origin}/actors/coop`,
      region: "ES-CT",
      languages: ["en", "ca"],
    });

    const peer = asDescribed("/peers", "post", await node.call("POST /peers", { address: "kerala.example" }));
    expect(peer).toMatchObject({ origin: "https://kerala.example", state: "requested" });
    const peers = asDescribed("/peers", "get", await node.call("GET /peers"));
    expect(peers).toMatchObject({
      items: [{ id: peer["id"], name: "Coop at kerala.example", coop: "https://kerala.example/actors/coop" }],
    });
    expect(asDescribed("/peers/{id}/block", "post", await node.call(`POST /peers/${idOf(peer)}/block`))).toMatchObject({
      state: "blocked",
    });
    expect(
      asDescribed("/peers/{id}/accept", "post", await node.call(`POST /peers/${idOf(peer)}/accept`)),
    ).toMatchObject({ state: "requested" });
    expect((await node.call(`DELETE /peers/${idOf(peer)}`)).status).toBe(204);
    expect((await node.call("GET /peers")).body).toEqual({ items: [] });

    for (const kind of ["members", "circles"]) {
      const made = asDescribed(
        `/${kind}`,
        "post",
        await node.call(`POST /${kind}`, { name: "Ada", handle: `ada_${kind}` }),
      );
      expect(made).toMatchObject({ actor: `${origin}/actors/${idOf(made)}`, name: { en: "Ada" } });
      expect(asDescribed(`/${kind}`, "get", await node.call(`GET /${kind}`))).toMatchObject({
        items: [{ id: made["id"] }],
      });
      const changed = await node.call(`PATCH /${kind}/${idOf(made)}`, { summary: { fr: "Bonjour" } });
      expect(asDescribed(`/${kind}/{id}`, "patch", changed)).toMatchObject({ summary: { fr: "Bonjour" } });
      expect((await node.call(`POST /${kind}`, { name: "Eve", handle: `ada_${kind}` })).status).toBe(409);
      expect((await node.call(`DELETE /${kind}/${idOf(made)}`)).status).toBe(204);
      expect((await node.call(`GET /${kind}/${idOf(made)}`)).status).toBe(404);
    }

    const resource = asDescribed("/resources", "post", await node.call("POST /resources", server));
    expect(resource).toMatchObject({
      actor: `${origin}/actors/${idOf(resource)}`,
      hasAddress: true,
      name: server.name,
    });
    expect(JSON.stringify(resource)).not.toContain("meet.example");
    const booth = { kind: "other", category: "interpretation-booth", name: { en: "Booth" } };
    expect(asDescribed("/resources", "post", await node.call("POST /resources", booth))).toMatchObject({
      kind: "other",
      category: "interpretation-booth",
    });
    expect(itemsOf(await node.call("GET /resources")).map((one) => one["kind"])).toEqual(["other", "meeting-server"]);
    expect(
      asDescribed("/resources/{id}", "patch", await node.call(`PATCH /resources/${idOf(resource)}`, { seats: 150 })),
    ).toMatchObject({ seats: 150 });
    const settings = {
      calendar: {
        timeZone: "America/Santiago",
        openingHours: [{ weekday: 6, fromMinute: 1200, untilMinute: 1440 }],
        blackouts: [{ start: "2035-12-24T12:00:00Z", end: "2035-12-26T12:00:00Z", note: "Holidays" }],
        bufferBeforeMinutes: 5,
        bufferAfterMinutes: 10,
        overrunMinutes: 15,
        noticeMinutes: 60,
        horizonDays: 90,
      },
      rooms: 3,
      place: { latitude: -33.44889, longitude: -70.669265 },
      energyStatement: "Our own panels",
    };
    const set = asDescribed(
      "/resources/{id}",
      "patch",
      await node.call(`PATCH /resources/${idOf(resource)}`, settings),
    );
    expect(set).toMatchObject(settings);
    const open = await node.call(`PATCH /resources/${idOf(resource)}`, { calendar: null, rooms: null });
    expect([open.status, (open.body as { calendar?: unknown }).calendar]).toEqual([200, undefined]);

    const wanted = {
      resource: resource["id"],
      seats: 100,
      audience: "partners",
      acceptUpTo: 20,
      terms: { kind: "reciprocal", perSeatHour: 5, unit: "work-minute" },
    };
    const proposal = asDescribed("/proposals", "post", await node.call("POST /proposals", wanted));
    expect(proposal).toMatchObject(wanted);
    expect((await node.call("POST /proposals", { ...wanted, seats: 151 })).status).toBe(409);
    expect(
      asDescribed(
        "/proposals/{id}",
        "patch",
        await node.call(`PATCH /proposals/${idOf(proposal)}`, { terms: { kind: "gift" }, acceptUpTo: null }),
      ),
    ).toMatchObject({ terms: { kind: "gift" } });
    const capacity = await node.call(
      "GET /capacity?start=2035-03-01T18:00:00Z&end=2035-03-01T19:00:00%2B01:00".replace("19:00", "21:00"),
    );
    expect(asDescribed("/capacity", "get", capacity)).toMatchObject({
      items: [{ proposal: proposal["id"], freeSeats: 100, own: true }],
    });
    for (const none of ["seats=101", "language=fr", "region=CA-QC", "energy=mixed", "feature=recording"]) {
      expect((await node.call(`GET /capacity?${none}`)).body).toEqual({ items: [] });
    }
    const own = {
      proposal: proposal["id"],
      seats: 5,
      start: "2035-03-01T18:00:00Z",
      end: "2035-03-01T19:00:00Z",
      title: "Us",
    };
    expect((await node.call("POST /agreements", own)).status).toBe(409);
    expect((await node.call(`DELETE /proposals/${idOf(proposal)}`)).status).toBe(204);
    expect((await node.call("GET /capacity")).body).toEqual({ items: [] });
    expect((await node.call(`DELETE /resources/${idOf(resource)}`)).status).toBe(204);
    expect((await node.call(`GET /resources/${idOf(resource)}`)).status).toBe(404);

    const note = asDescribed(
      "/announcements",
      "post",
      await node.call("POST /announcements", { content: { ca: "Hola", en: "Hello" } }),
    );
    expect(note).toMatchObject({
      object: `${origin}/announcements/${idOf(note)}`,
      content: { ca: "Hola", en: "Hello" },
    });
    const revised = await node.call(`PATCH /announcements/${idOf(note)}`, { content: { en: "Hello again" } });
    expect(asDescribed("/announcements/{id}", "patch", revised)).toMatchObject({ content: { en: "Hello again" } });
    expect((await node.call(`DELETE /announcements/${idOf(note)}`)).status).toBe(204);
    expect((await node.call(`GET /announcements/${idOf(note)}`)).status).toBe(404);

    expect(asDescribed("/ledger/balances", "get", await node.call("GET /ledger/balances"))).toEqual({ items: [] });
    const reconciled = await node.call(`POST /ledger/peers/${idOf(peer)}/reconcile`);
    expect(asDescribed("/ledger/peers/{id}/reconcile", "post", reconciled)).toMatchObject({ state: "unreachable" });
  });

  test("gives lists in pages, newest first, without loss or repetition", async () => {
    const node = await openApiNode(engine);
    const made: unknown[] = [];
    for (let number = 0; number < 5; number += 1) {
      made.unshift((await node.call("POST /announcements", { content: { en: `News ${number}` } })).body["id"]);
    }
    const seen: unknown[] = [];
    let next = "";
    for (let page = 0; page < 3; page += 1) {
      const answer = await node.call(`GET /announcements?limit=2${next}`);
      seen.push(...itemsOf(answer).map((item) => item["id"]));
      next = `&cursor=${encodeURIComponent(String(answer.body["next"]))}`;
      expect("next" in answer.body).toBe(page < 2);
    }
    expect(seen).toEqual(made);
  });

  test("lets each role do what is its own", async () => {
    const node = await openApiNode(engine);
    const as = async (role: "operator" | "member", call: string, body?: unknown) =>
      (await node.call(call, body, { token: node.tokens[role] })).status;
    expect(await as("member", "GET /agreements")).toBe(200);
    expect(await as("member", "POST /resources", server)).toBe(403);
    expect(await as("operator", "POST /resources", server)).toBe(201);
    expect(await as("operator", "POST /peers", { address: "kerala.example" })).toBe(403);
    expect(await as("operator", "POST /announcements", { content: { en: "x" } })).toBe(403);
  });

  test("takes a signed-in person's cookie, and changes only from our own pages", async () => {
    const node = await openApiNode(engine);
    const cookie = await signIn(node);
    const options = { token: null, headers: { cookie } };
    expect((await node.call("GET /peers", undefined, options)).status).toBe(200);
    const content = { content: { en: "x" } };
    expect((await node.call("POST /announcements", content, options)).status).toBe(403);
    const forged = { token: null, headers: { cookie, origin: "https://evil.example" } };
    expect((await node.call("POST /announcements", content, forged)).status).toBe(403);
    expect((await node.call("POST /announcements", content, { token: null, headers: { cookie, origin } })).status).toBe(
      201,
    );
    expect(itemsOf(await node.call("GET /announcements"))).toHaveLength(1);
  });
});

async function signIn({ app }: ApiNode): Promise<string> {
  const user = {
    id: app.newId(),
    role: "steward",
    name: "Ada",
    memberId: null,
    sessionEpoch: 1,
    createdAtMs: app.nowMs(),
    lastSeenAtMs: null,
  } as const;
  const token = await transact(app, async (work) => {
    await saveUser(work.session, user);
    return startSession(work, user);
  });
  return `fedicoop_session_4000=${token}`;
}

test("describes itself in OpenAPI 3.1, every call of the table with its names", () => {
  const description = describeApi(routes, origin);
  expect(description.openapi).toBe("3.1.0");
  const calls = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(calls).toEqual(
    expect.arrayContaining([
      "GET /node",
      "POST /peers",
      "GET /peers",
      "DELETE /peers/{id}",
      "POST /peers/{id}/accept",
      "POST /peers/{id}/limit",
      "POST /peers/{id}/block",
      "POST /members",
      "POST /circles",
      ...["resources", "proposals", "announcements"].flatMap((name) => [
        `POST /${name}`,
        `GET /${name}`,
        `PATCH /${name}/{id}`,
        `DELETE /${name}/{id}`,
      ]),
      "GET /capacity",
      "POST /agreements",
      "GET /agreements",
      "GET /agreements/{id}",
      ...["accept", "reject", "cancel", "fulfil"].map((verb) => `POST /agreements/{id}/${verb}`),
      "GET /ledger/entries",
      "GET /ledger/balances",
      "POST /ledger/entries/{id}/countersign",
      "POST /ledger/entries/{id}/dispute",
      "POST /ledger/peers/{id}/reconcile",
    ]),
  );
  const operations = Object.values(description.paths).flatMap(
    (methods) => Object.values(methods) as { operationId: string }[],
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});
