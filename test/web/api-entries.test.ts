import { expect, test } from "vitest";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";
import { openPartners } from "./pages-partner.ts";

const entry = {
  kind: "work",
  direction: "given",
  unit: "work-minute",
  quantity: 180,
  start: "2026-11-20T17:00:00Z",
  end: "2026-11-20T20:00:00Z",
};

onBothEngines("entries through the API", (engine) => {
  test("stewards record work, money, surplus and corrections through the API, and have names forgotten", async () => {
    const node = await openApiNode(engine);
    const partner = await openPartners(node.app, await engine.open());
    const { body: peers } = await node.call("GET /peers");
    const [{ id: peer }] = peers["items"] as [{ id: string }];
    const record = (change: object, call: object = {}) =>
      node.call("POST /ledger/entries", { peer, ...entry, ...change }, call);

    const named = { gift: true, note: "Captions", person: "Mercè Puig", personConsents: true };
    const key = { headers: { "idempotency-key": "one" } };
    const made = await record(named, key);
    expect(made).toMatchObject({
      status: 201,
      body: { kind: "work", unit: "work-minute", quantity: 180, gift: true, state: "in-transit", peer },
    });
    expect((await record(named, key)).body).toEqual(made.body);
    const id = String(made.body["id"]);
    const shown = (await node.call(`GET /ledger/entries/${id}`)).body;
    expect(shown).toMatchObject({ note: "Captions", person: "Mercè Puig" });
    expect(shown["document"]).not.toContain("Puig");
    await partner.carry();

    const forgotten = await node.call(`POST /ledger/entries/${id}/forget`);
    expect(forgotten).toMatchObject({ status: 200, body: { forgottenAt: expect.any(String) } });
    const after = (await node.call(`GET /ledger/entries/${id}`)).body;
    expect([after["note"], after["person"], after["document"]]).toEqual([undefined, undefined, shown["document"]]);
    expect((await node.call(`POST /ledger/entries/${node.app.newId()}/forget`)).status).toBe(404);

    const surplus = { kind: "surplus", unit: "EUR", quantity: 5_000 };
    const given = await record(surplus);
    expect(given.body).toMatchObject({ kind: "surplus", commons: "contribution" });
    const corrected = { corrects: given.body["id"], direction: "received", quantity: 100 };
    expect((await record({ ...surplus, ...corrected })).body).toMatchObject({
      corrects: given.body["object"],
      commons: "contribution",
      quantity: 100,
    });

    const wrong: readonly [object, string][] = [
      [{ quantity: 1.5 }, "body.quantity"],
      [{ quantity: 2 ** 53 }, "body.quantity"],
      [{ quantity: 0 }, "body.quantity"],
      [{ unit: "seat-hour" }, "body.unit"],
      [{ unit: "EUR" }, "body.kind"],
      [{ kind: "money", unit: "EUR", gift: true }, "body.kind"],
      [{ end: entry.start }, "body.end"],
      [{ person: "Mercè Puig" }, "body.personConsents"],
      [{ person: "Mercè Puig", personConsents: false }, "body.personConsents"],
      [{ corrects: given.body["id"] }, "body.corrects"],
      [{ corrects: node.app.newId() }, "body.corrects"],
      [{ agreement: node.app.newId() }, "body.agreement"],
      [{ peer: node.app.newId() }, "body.peer"],
      [{ note: "x".repeat(2_001) }, "body.note"],
      [{ direction: "both" }, "body.direction"],
      [{ fee: 5 }, "body.fee"],
    ];
    for (const [change, field] of wrong) {
      const answer = await record(change);
      const [error] = (answer.body["errors"] ?? []) as readonly { readonly field: string }[];
      expect([answer.status, error?.field], JSON.stringify(change)).toEqual([422, field]);
    }
    expect((await record({}, { token: node.tokens.operator })).status).toBe(403);
    const { body: list } = await node.call("GET /ledger/entries");
    expect((list["items"] as unknown[]).length).toBe(3);
  });

  test("stewards choose what a partner may owe in each unit, for all units at once", async () => {
    const node = await openApiNode(engine);
    await openPartners(node.app, await engine.open());
    const { body: peers } = await node.call("GET /peers");
    const [{ id: peer }] = peers["items"] as [{ id: string }];
    const path = `/peers/${peer}/owed-limits`;
    expect(await node.call(`GET ${path}`)).toMatchObject({ status: 200, body: { items: [] } });
    const items = [
      { unit: "EUR", most: 0 },
      { unit: "seat-minute", most: 60_000 },
    ];
    const owed = {
      body: {
        items: [
          { ...items[0], owed: 0, left: 0 },
          { ...items[1], owed: 0, left: 60_000 },
        ],
      },
    };
    expect(await node.call(`PUT ${path}`, { items })).toMatchObject({ status: 200, ...owed });
    expect(await node.call(`GET ${path}`)).toMatchObject(owed);
    for (const wrong of [
      { items: [items[0], items[0]] },
      { items: [{ unit: "EUR", most: -1 }] },
      { items: [{ unit: "EUR", most: 1.5 }] },
      { items: [{ unit: "EUR", most: 2 ** 53 }] },
      { items: [{ unit: "euro", most: 1 }] },
      {},
    ])
      expect((await node.call(`PUT ${path}`, wrong)).status, JSON.stringify(wrong)).toBe(422);
    expect((await node.call(`PUT ${path}`, { items }, { token: node.tokens.operator })).status).toBe(403);
    expect((await node.call(`PUT /peers/${node.app.newId()}/owed-limits`, { items })).status).toBe(404);
    expect((await node.call(`POST ${path}`, { items })).headers.get("allow")).toBe("GET, PUT");
    expect((await node.call(`PUT ${path}`, { items: [] })).body).toEqual({ items: [] });
  });
});
