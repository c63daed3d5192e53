import "temporal-polyfill/global";
import { signRequest } from "@fedify/fedify/sig";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openKeys } from "#src/app/keys.ts";
import { acceptPeer, addPeer } from "#src/app/peers.ts";
import { listRequests, publishRequest, withdrawRequest, type NewRequest } from "#src/app/requests.ts";
import type { Database } from "#src/store/database.ts";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { eventually, memoryDatabase } from "#test/rig.ts";
import { openNeighbour, type Neighbour } from "./neighbour.ts";

const hourMs = 3_600_000;
const startsAtMs = Math.ceil(Date.now() / hourMs) * hourMs + 24 * hourMs;
const need: NewRequest = {
  title: { en: "Assembly" },
  seats: 40,
  startsAtMs,
  endsAtMs: startsAtMs + hourMs,
  audience: "partners",
  languages: [],
  features: [],
};

describe("what a coop needs, between two nodes", () => {
  const databases: Database[] = [];
  let needy: Neighbour;
  let other: Neighbour;
  const open = async (handle: string): Promise<Neighbour> => {
    const database = await memoryDatabase();
    databases.push(database);
    return openNeighbour(database, { handle });
  };
  beforeEach(async () => {
    [needy, other] = [await open("needy"), await open("other")];
    await Promise.all([needy.start(), other.start()]);
    await addPeer(needy.app, needy.federation.partners, other.origin);
    const asked = await eventually(() => findPeerByOrigin(other.app.database, needy.origin));
    await acceptPeer(other.app, asked.id);
    for (const [one, two] of [
      [needy, other],
      [other, needy],
    ] as const) {
      await eventually(async () => (await findPeerByOrigin(one.app.database, two.origin))?.state === "partner");
    }
  });
  afterEach(async () => {
    await Promise.all([needy.stop(), other.stop()]);
    for (const database of databases.splice(0)) await database.close();
  });

  const seen = async () => (await listRequests(other.app, { limit: 5, whose: "theirs" })).items;
  const publish = async (changes: Partial<NewRequest> = {}) => {
    const done = await publishRequest(needy.app, { ...need, ...changes });
    if (done.outcome !== "done") throw new Error(done.outcome);
    return done.request;
  };

  async function read(url: string, signer?: Neighbour): Promise<Response> {
    const request = new Request(url, { headers: { accept: "application/activity+json" } });
    if (signer === undefined) return fetch(request);
    const keys = await openKeys(signer.app, signer.app.database, "coop");
    const jwk = keys.find((key) => key.use === "http")?.privateJwk ?? {};
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("jwk", jwk, algorithm, true, ["sign"]);
    return fetch(await signRequest(request, key, new URL(`${signer.origin}/actors/coop#main-key`)));
  }

  test("it is told, shown to partners alone, and gone when it is withdrawn", async () => {
    const [secret, forAll] = [await publish(), await publish({ audience: "public" })];
    await eventually(async () => (await seen()).length === 2);
    expect([(await read(secret.proposal)).status, (await read(secret.proposal, other)).status]).toEqual([404, 200]);
    expect((await read(forAll.proposal)).status).toBe(200);
    const page = async (signer?: Neighbour) =>
      ((await (await read(`${needy.origin}/proposals?page=first`, signer)).json()) as { orderedItems: unknown[] })
        .orderedItems;
    expect(await page()).toMatchObject([{ id: forAll.proposal, purpose: "request", seats: 40 }]);
    expect(await page(other)).toHaveLength(2);
    await withdrawRequest(needy.app, secret.id);
    await eventually(async () => (await seen()).length === 1);
    expect((await read(secret.proposal, other)).status).toBe(410);
  });

  test("a message that is lost heals when the partner is looked at", async () => {
    other.lose((body) => body.includes('"purpose":"request"'));
    const request = await publish();
    // No message about it arrives, now or later: whatever the other knows, it read in the list.
    await eventually(async () => needyIsSilent());
    const peer = await findPeerByOrigin(other.app.database, needy.origin);
    expect(await other.federation.partners.check(peer?.id ?? "")).toEqual({ reachable: true });
    expect(await seen()).toMatchObject([{ proposal: request.proposal, title: { en: "Assembly" } }]);
  });

  /** Whether everything that was said has been taken, or lost. */
  async function needyIsSilent(): Promise<boolean> {
    const { q, t } = needy.app.database;
    return (await q.select().from(t.outbox)).every(({ state }) => state === "done");
  }
});
