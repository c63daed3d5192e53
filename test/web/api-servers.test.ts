import { expect, test } from "vitest";
import { checkServers } from "#src/app/health.ts";
import { transact } from "#src/app/context.ts";
import { makeJoin } from "#src/app/agreement-words.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { saveRoom } from "#src/store/rooms.ts";
import { saveSample } from "#src/store/usages.ts";
import { startBigBlueButton } from "#test/meetings/bigbluebutton-server.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";
import { agreeOn } from "./pages-content.ts";

const hall = { kind: "meeting-server", name: { en: "Hall" }, platform: "bigbluebutton", seats: 200 } as const;

onBothEngines("servers and use over the API", (engine) => {
  const later = useCleanup();

  test("a pool is made, its servers added, changed and removed; keys are taken and never answered", async () => {
    const node = await openApiNode(engine);
    const bbb = await startBigBlueButton();
    later(() => bbb.stop());
    const shared = await node.call("POST /resources", hall);
    expect(shared).toMatchObject({ status: 201, body: { platform: "bigbluebutton", seats: 200 } });
    const servers = `/resources/${String(shared.body["id"])}/servers`;
    const wrong = await node.call(`POST ${servers}`, { seats: 100, connection: { url: "nowhere", colour: "red" } });
    expect(wrong.status).toBe(422);
    const errors = wrong.body["errors"] as readonly { readonly field: string; readonly message: string }[];
    expect(Object.fromEntries(errors.map(({ field, message }) => [field, message]))).toEqual({
      "body.connection.url": "is not as this platform takes it",
      "body.connection.secret": "is required",
      "body.connection.colour": "is not known here",
    });

    const { checksum, ...connection } = bbb.connection;
    const added = await node.call(`POST ${servers}`, { seats: 100, connection });
    expect(added).toMatchObject({
      status: 201,
      body: { name: new URL(bbb.url).host, health: "unknown", roomsInUse: 0 },
    });
    expect(JSON.stringify(added.body)).not.toContain(bbb.secret);
    await checkServers(node.app);
    const listed = await node.call(`GET ${servers}`, undefined, { token: node.tokens.member });
    expect(listed.body["items"]).toMatchObject([{ health: "up", detail: "3.0.10", seats: 100 }]);
    const one = `/servers/${String(added.body["id"])}`;
    expect(await node.call(`PATCH ${one}`, { seats: 80, connection: { checksum } })).toMatchObject({
      status: 200,
      body: { seats: 80 },
    });
    expect((await node.call(`PATCH ${one}`, { seats: 80 }, { token: node.tokens.member })).status).toBe(403);
    expect((await node.call(`DELETE ${one}`)).status).toBe(204);
    expect((await node.call(`PATCH ${one}`, { seats: 90 })).status).toBe(404);
    const fixed = await node.call("POST /resources", { ...hall, platform: "link" });
    const none = await node.call(`POST /resources/${String(fixed.body["id"])}/servers`, { seats: 1, connection: {} });
    expect(none.status).toBe(409);
  });

  test("use is answered as steps while it is counted, and a meeting is ended", async () => {
    const node = await openApiNode(engine);
    const shared = await node.call("POST /resources", hall);
    const startsAtMs = Math.floor(node.app.nowMs() / minuteMs) * minuteMs - 3 * minuteMs;
    const slot = { startsAtMs, endsAtMs: startsAtMs + 60 * minuteMs };
    const id = node.app.newId();
    const resourceId = String(shared.body["id"]);
    await agreeOn(node.app, "assembly", { id, resourceId, ...makeJoin(node.app, { id }), ...slot });
    const path = `/agreements/${id}`;
    expect((await node.call(`GET ${path}/usage`)).status).toBe(404);
    expect((await node.call(`POST ${path}/end`)).status).toBe(409);
    const room = { secretSealed: "", problem: null, readyAtMs: startsAtMs, endedAtMs: null, nextLookAtMs: null };
    await transact(node.app, async ({ session }) => {
      await saveRoom(session, { agreementId: id, serverId: "", state: "ready", endsAtMs: slot.endsAtMs, ...room });
      for (const minute of [0, 1, 2])
        await saveSample(session, { agreementId: id, atMs: startsAtMs + minute * minuteMs, people: 5 });
    });
    const running = await node.call(`GET ${path}/usage`, undefined, { token: node.tokens.member });
    expect(running.body).toMatchObject({ stage: "running", method: "measured", gapMinutes: 0, peak: 5 });
    expect(running.body["attendance"]).toMatchObject([{ people: 5 }]);
    expect((await node.call(`POST ${path}/end`)).status).toBe(200);
    expect((await node.call(`POST ${path}/end`)).status).toBe(200);
  });

  test("a steward chooses whether what was measured settles itself", async () => {
    const node = await openApiNode(engine);
    const chosen = await node.call("PATCH /node", { settle: "steward" });
    expect(chosen.body).toEqual({ countersign: "automatic", settle: "steward" });
    expect((await node.call("PATCH /node", { settle: "never" })).status).toBe(422);
    expect((await node.call("PATCH /node", {}, { token: node.tokens.operator })).status).toBe(403);
  });
});
