import { expect, test } from "vitest";
import { propose } from "#src/app/proposals.ts";
import { shareResource } from "#src/app/resources.ts";
import { updateProposal, type Proposal } from "#src/store/proposals.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode, type ApiNode } from "./api-node.ts";

/** One of our own offers, as a partner's search would find it with these. */
async function offer(node: ApiNode, seats: number, changes: Partial<Proposal> = {}): Promise<string> {
  const shared = await shareResource(node.app, {
    kind: "meeting-server",
    platform: "link",
    name: { en: `Hall ${seats}` },
    seats,
    languages: ["en"],
    energy: "renewable",
    features: ["captions", "recording"],
    address: "https://meet.example/room",
  });
  if (shared.outcome !== "done") throw new Error(shared.outcome);
  const proposed = await propose(node.app, {
    resourceId: shared.resource.id,
    seats,
    audience: "public",
    terms: { kind: "gift" },
  });
  if (proposed.outcome !== "done") throw new Error(proposed.outcome);
  const { id } = proposed.proposal;
  await node.app.database.transaction((session) =>
    updateProposal(session, id, { ...changes, updatedAtMs: node.app.nowMs() + 1, changedAtMs: node.app.nowMs() }),
  );
  return id;
}

const barcelona = { latitudeE6: 41_387_915, longitudeE6: 2_169_919 };
const idsOf = (answer: { readonly body: Record<string, unknown> }): unknown[] =>
  (answer.body["items"] as readonly { readonly proposal: string }[]).map(({ proposal }) => proposal);

onBothEngines("the API of capacity", (engine) => {
  test("is filtered by what matters, ordered by fit, and read page by page", async () => {
    const node = await openApiNode(engine);
    const large = await offer(node, 200, { ...barcelona, energyStatement: "Panels on the roof" });
    const small = await offer(node, 60, { terms: { kind: "reciprocal", perSeatHour: 2, unit: "work-minute" } });
    const find = async (query: string) => idsOf(await node.call(`GET /capacity?${query}`));
    expect(await find("")).toEqual([small, large]);
    expect(await find("order=fit&seats=200")).toEqual([large]);
    expect(await find("order=fit&seats=50")).toEqual([small, large]);
    expect(await find("near=41.4,2.17&within=10")).toEqual([large]);
    expect(await find("feature=captions,recording&energyStated=true")).toEqual([large]);
    expect(await find("unit=work-minute&price=1")).toEqual([large]);
    expect(await find("unit=work-minute&price=2&terms=reciprocal")).toEqual([small]);
    expect(await find("platform=galene")).toEqual([]);
    expect(await find("whose=others")).toEqual([]);
    const first = await node.call("GET /capacity?order=fit&seats=50&limit=1");
    expect(idsOf(first)).toEqual([small]);
    const { next } = first.body as { next: string };
    const second = await node.call(`GET /capacity?order=fit&seats=50&limit=1&cursor=${next}`);
    expect(second.body).toMatchObject({
      items: [{ proposal: large, place: { latitude: 41.387915, longitude: 2.169919 } }],
    });
    expect(second.body).not.toHaveProperty("next");
  });

  test("says as GeoJSON where each offer is, with the very digits that were stored", async () => {
    const node = await openApiNode(engine);
    const nowhere = await offer(node, 10);
    const placed = await offer(node, 20, barcelona);
    const { status, headers, body } = await node.call("GET /capacity.geojson?near=41.387915,2.169919");
    expect([status, headers.get("content-type")]).toEqual([200, "application/geo+json"]);
    expect(body).toMatchObject({
      type: "FeatureCollection",
      features: [
        { type: "Feature", id: placed, properties: { proposal: placed, distanceMetres: 0 } },
        { type: "Feature", id: nowhere, geometry: null },
      ],
    });
    expect(JSON.stringify(body)).toContain('"geometry":{"type":"Point","coordinates":[2.169919,41.387915]}');
  });
});

onBothEngines("what cannot be asked of capacity", (engine) => {
  test("is refused with the field that is wrong, as a problem whatever the answer would be", async () => {
    const node = await openApiNode(engine);
    const wrong = {
      "near=91,0": "query.near",
      "within=10": "query.within",
      "price=10": "query.price",
      "feature=captions,coffee": "query.feature.1",
      "order=fit&cursor=0195d2b1-0000-7000-8000-000000000000": "query.cursor",
      "cursor=12.0195d2b1-0000-7000-8000-000000000000": "query.cursor",
      "energyStated=perhaps": "query.energyStated",
      // Eight thousand years of weeks would be compared with the hours of every calendar.
      "start=2026-12-01T00:00:00Z&end=9999-12-31T00:00:00Z": "query.end",
    };
    for (const [query, field] of Object.entries(wrong)) {
      const { status, headers, body } = await node.call(`GET /capacity.geojson?${query}`);
      expect([status, headers.get("content-type")], query).toEqual([422, "application/problem+json"]);
      expect(body, query).toMatchObject({ errors: [{ field }] });
    }
  });
});

onBothEngines("saved searches in the API", (engine) => {
  test("are kept as they were asked, each caller's own", async () => {
    const node = await openApiNode(engine);
    const query = {
      start: "2035-03-01T18:00:00Z",
      end: "2035-03-01T19:30:00Z",
      seats: 50,
      near: "41.4,2.17",
      within: 300,
      feature: "captions,recording",
      unit: "EUR",
      price: 200,
      energyStated: "true",
    };
    const saved = await node.call("POST /searches", { name: "Assembly", query });
    expect(saved).toMatchObject({
      status: 201,
      body: { name: "Assembly", query: { ...query, energyStated: true }, fitting: 0, fresh: 0 },
    });
    expect((await node.call("GET /searches")).body).toEqual({ items: [saved.body] });
    expect((await node.call("GET /searches", undefined, { token: node.tokens.member })).body).toEqual({ items: [] });
    const { id } = saved.body as { id: string };
    expect((await node.call(`DELETE /searches/${id}`, undefined, { token: node.tokens.member })).status).toBe(404);
    const wrong = await node.call("POST /searches", { name: "Assembly", query: { within: 3 } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ field: "body.query.within" }] } });
    expect((await node.call(`DELETE /searches/${id}`)).status).toBe(204);
    expect((await node.call("GET /searches")).body).toEqual({ items: [] });
  });
});
