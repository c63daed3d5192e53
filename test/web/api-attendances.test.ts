import { expect, test } from "vitest";
import { answerFromAfar } from "#src/app/attendance-remote.ts";
import { planEvent, stranger } from "#test/app/attendance-events.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";

onBothEngines("answers to events in the API", (engine) => {
  test("are listed for stewards, newest first, who say yes and no to them", async () => {
    const node = await openApiNode(engine);
    const { app } = node;
    const event = await planEvent(app, { joinMode: "restricted", capacity: 1 });
    for (const name of ["ana", "bob"]) {
      const activity = `https://mobilizon.example/${name}`;
      await answerFromAfar(app, { eventId: event.id, person: stranger(name), activity, via: "join", note: "Hi" });
    }
    const path = `GET /events/${event.id}/attendances`;
    const first = await node.call(`${path}?limit=1`);
    expect(first.body).toMatchObject({ items: [{ name: "bob", state: "asked", via: "join", note: "Hi" }] });
    const rest = await node.call(`${path}?limit=1&cursor=${String(first.body["next"])}`);
    const [ana] = rest.body["items"] as readonly { readonly id: string }[];
    const [bob] = first.body["items"] as readonly { readonly id: string }[];
    expect(rest.body).toMatchObject({ items: [{ actor: "https://mobilizon.example/@ana" }] });
    expect(rest.body["next"]).toBeUndefined();
    const act = async (what: string) => (await node.call(`POST /attendances/${what}`)).body["state"];
    expect([await act(`${ana?.id}/accept`), await act(`${bob?.id}/accept`)]).toEqual(["coming", "waiting"]);
    expect([await act(`${ana?.id}/refuse`), await act(`${ana?.id}/refuse`)]).toEqual(["refused", "refused"]);
    expect((await node.call(`${path}?limit=1`)).body).toMatchObject({ items: [{ name: "bob", state: "coming" }] });
    const unknown = [`GET /events/${app.newId()}/attendances`, `POST /attendances/${app.newId()}/accept`];
    for (const call of unknown) expect((await node.call(call)).status).toBe(404);
  });
});
