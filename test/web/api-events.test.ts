import { expect, test } from "vitest";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";

const dayMs = 86_400_000;

onBothEngines("events in the API", (engine) => {
  test("are planned, changed, repeated and taken away", async () => {
    const node = await openApiNode(engine);
    const at = (days: number, hours = 0): string =>
      new Date(Math.floor(node.app.nowMs() / dayMs) * dayMs + days * dayMs + hours * 3_600_000).toISOString();
    const place = { name: { en: "Ateneu" }, latitude: 41.3851, longitude: 2 };
    const hour = { name: { en: "Commons hour" }, start: at(3), end: at(3, 1), place, languages: ["ca"] };
    const made = await node.call("POST /events", { ...hour, capacity: 10, state: "draft" });
    expect([made.status, made.body]).toMatchObject([201, { state: "draft", coming: 0, sequence: 0, place }]);
    const id = String(made.body["id"]);
    expect((await node.call(`GET /events/${id}`, undefined, { token: node.tokens.member })).status).toBe(404);
    const changed = await node.call(`PATCH /events/${id}`, { state: "published", capacity: null });
    expect(changed.body).toMatchObject({ state: "published", object: `${node.app.origin}/events/${id}` });
    expect(changed.body["capacity"]).toBeUndefined();
    expect((await node.call(`PATCH /events/${id}`, { state: "draft" })).status).toBe(409);
    for (const [wrong, field] of [
      [{ ...hour, end: at(2) }, "body.end"],
      [{ ...hour, timeZone: "Nowhere" }, "body.timeZone"],
      [{ ...hour, organisers: ["@nobody@nowhere.example"] }, "body.organisers"],
      [{ ...hour, agreement: node.app.newId() }, "body.agreement"],
    ] as const) {
      const refused = await node.call("POST /events", wrong);
      expect([refused.status, JSON.stringify(refused.body).includes(field)]).toEqual([422, true]);
    }
    const series = await node.call("POST /event-series", { ...hour, rule: "FREQ=WEEKLY;COUNT=3" });
    const dates = series.body["dates"] as readonly { readonly id: string }[];
    expect([series.status, dates.length, series.body["rule"]]).toEqual([201, 3, "FREQ=WEEKLY;COUNT=3"]);
    const path = `/event-series/${String(series.body["id"])}`;
    const from = { event: dates[1]?.id, scope: "following", name: { en: "Later hour" } };
    const split = await node.call(`PATCH ${path}`, from);
    expect((split.body["dates"] as readonly unknown[]).length).toBe(2);
    expect((await node.call(`PATCH ${path}`, from)).status).toBe(422);
    const listed = await node.call("GET /events?limit=2");
    expect(listed.body).toMatchObject({ items: [{ name: { en: "Later hour" } }, { name: { en: "Later hour" } }] });
    expect((await node.call(`DELETE /event-series/${String(split.body["id"])}`)).status).toBe(204);
    expect((await node.call(`GET /events/${dates[2]?.id}`)).body["status"]).toBe("cancelled");
    expect((await node.call(`DELETE /events/${id}`)).status).toBe(204);
    expect((await node.call(`GET /events/${id}`)).status).toBe(404);
  });
});
