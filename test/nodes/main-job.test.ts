import { describe, expect, test } from "vitest";
import { useNodes } from "#test/rig.ts";
import {
  becomePartners,
  doTheMainJob,
  eveningIn,
  expectEqualBooks,
  findOffer,
  shareServer,
  type Agreement,
} from "./main-job.ts";

describe.each(["sqlite", "postgres"] as const)("the main job between two nodes on %s", (engine) => {
  const nodes = useNodes();

  test("two strangers become partners, share a room, agree on what was used, and their books are equal", async () => {
    const a = await nodes.start({ handle: "catalunya", name: "Catalunya", language: "ca", engine });
    const b = await nodes.start({ handle: "quebec", name: "Québec", language: "fr", engine });
    await doTheMainJob({ a, b });
  }, 120_000);

  test("200 seats are never exceeded, whatever arrives at once", async () => {
    const a = await nodes.start({ handle: "catalunya", engine });
    const [b, c] = [await nodes.start({ handle: "quebec", engine }), await nodes.start({ handle: "kerala", engine })];
    await becomePartners({ a, b });
    await becomePartners({ a, b: c });
    await shareServer(a, 200);
    const slot = eveningIn(20);
    const requests = [b, c].map(async (node) => {
      const { proposal } = await findOffer({ a, b: node }, slot);
      await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          node.ask("POST /agreements", { proposal, seats: 30, ...slot, title: `Meeting ${index}` }),
        ),
      );
    });
    await Promise.all(requests);
    const answered = async (node: typeof a): Promise<readonly Agreement[]> =>
      (await node.ask<{ items: Agreement[] }>("GET /agreements?limit=100")).items;
    await expect
      .poll(async () => (await answered(a)).filter(({ state }) => state !== "offered").length, {
        timeout: 60_000,
        interval: 250,
      })
      .toBe(24);
    const states = (await answered(a)).map(({ state }) => state);
    // Six times 30 fit into 200; the other eighteen are refused, with the seats that are left.
    expect(states.filter((state) => state === "accepted")).toHaveLength(6);
    expect(states.filter((state) => state === "rejected")).toHaveLength(18);
    const refused = (await answered(a)).filter(({ state }) => state === "rejected");
    expect(new Set(refused.map(({ refusal }) => refusal?.reason))).toEqual(new Set(["capacity-short"]));
    // What is free is told a moment after it changed, once for all that changed.
    await expect.poll(async () => (await findOffer({ a, b: a }, slot)).freeSeats, { timeout: 20_000 }).toBe(20);
  }, 120_000);
});

describe("two processes on one PostgreSQL database", () => {
  const nodes = useNodes();

  test("are one node", async () => {
    const a = await nodes.start({ handle: "catalunya", engine: "postgres" });
    const twin = await nodes.start({ twinOf: a });
    const b = await nodes.start({ handle: "quebec" });
    await doTheMainJob({ a, b });
    expect(await expectEqualBooks({ a: twin, b })).toMatchObject({ state: "equal" });
  }, 120_000);
});
