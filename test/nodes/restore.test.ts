import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually, useNodes, type RunningNode } from "#test/rig.ts";
import {
  doTheMainJob,
  eveningIn,
  findOffer,
  settledAgreement,
  type Coops,
  type Entry,
  type Reconciled,
} from "./main-job.ts";
import { openRoute } from "./route.ts";

const nodes = useNodes();

interface LogView {
  readonly health: string;
  readonly size: number;
  readonly witnessedSize: number;
  readonly recovered: { readonly statements: number; readonly noted: boolean; readonly missing: unknown[] } | null;
}

/** A steward's token of a node whose people were lost with its store. */
async function freshToken(node: RunningNode): Promise<{ readonly token: string }> {
  const made = await node.cli("token", "create", "--role", "steward", "--json");
  return JSON.parse(made.stdout) as { token: string };
}

const entriesOf = async (node: RunningNode, as?: { readonly token: string }) =>
  (await node.ask<{ items: readonly Entry[] }>("GET /ledger/entries", undefined, as)).items;

/** The one log of a node, once it is in order again. */
const logOf = (node: RunningNode, as?: { readonly token: string }): Promise<LogView> =>
  eventually(
    async () => {
      const { items } = await node.ask<{ items: readonly LogView[] }>("GET /ledger/logs", undefined, as);
      return items.find(({ health }) => health === "open");
    },
    { what: `the log of ${node.origin}`, withinMs: 60_000 },
  );

/** B asks for seats of A's on another evening, and A records what was used of them. */
async function useMore(coops: Coops, days: number, meanwhile: () => Promise<void> = async () => undefined) {
  const { a, b } = coops;
  const slot = eveningIn(days);
  const offer = await findOffer(coops, slot);
  await b.ask("POST /agreements", { proposal: offer.proposal, seats: 50, ...slot, title: "Assemblea" });
  const { atA } = await settledAgreement(coops, "accepted");
  await meanwhile();
  await a.ask(`POST /agreements/${atA.id}/fulfil`, { seatMinutes: 3_000 + days });
}

const agreed = (node: RunningNode, count: number, as?: { readonly token: string }): Promise<boolean> =>
  eventually(
    async () => {
      const entries = await entriesOf(node, as);
      return entries.length === count && entries.every(({ state }) => state === "agreed");
    },
    { what: `${count} agreed entries at ${node.origin}`, withinMs: 60_000 },
  );

async function reconcile(node: RunningNode, as?: { readonly token: string }): Promise<Reconciled> {
  const { items } = await node.ask<{ items: readonly { id: string }[] }>("GET /peers", undefined, as);
  return node.ask<Reconciled>(`POST /ledger/peers/${items[0]?.id ?? ""}/reconcile`, undefined, as);
}

/** Ends the node in the middle of whatever it does, and makes it again from what is in `from`, at the same address. */
async function restoreFrom(node: RunningNode, from: string): Promise<void> {
  await node.kill9();
  rmSync(node.folder, { recursive: true });
  const restored = await node.cli("backup", "restore", from);
  expect([restored.status, restored.stderr]).toEqual([0, ""]);
  await node.restart();
}

test("a node that was killed, restored from an old copy, and made again from its kit has its books back", async () => {
  const route = await openRoute(nodes);
  const { a, b } = route;
  await doTheMainJob(route);
  const copy = join(a.folder, "..", "copy");
  const kit = join(a.folder, "..", "kit.json");
  expect(await a.cli("backup", "create", copy)).toMatchObject({ status: 0 });
  expect(await a.cli("backup", "create", "--recovery-kit", kit)).toMatchObject({ status: 0 });

  // Killed between its decision and its word: the entry is only a row when the process dies.
  await useMore(route, 11, () => route.proxies.b.cut());
  await a.kill9();
  await a.restart();
  await route.proxies.b.mend();
  await agreed(a, 2);
  await useMore(route, 12);
  await agreed(b, 3);
  await agreed(a, 3);

  await restoreFrom(a, copy);
  await agreed(a, 3);
  const log = await logOf(a);
  expect(log.recovered).toEqual({ at: expect.any(String), statements: 2, noted: false, missing: [] });
  const { items } = await a.ask<{ items: readonly { id: string }[] }>("GET /peers");
  expect(await a.ask(`POST /ledger/peers/${items[0]?.id ?? ""}/recovery/note`)).toEqual({ noted: true });
  expect((await logOf(a)).recovered).toMatchObject({ noted: true });
  // Work goes on, in the places after those that came back.
  await useMore(route, 13);
  await agreed(b, 4);
  await agreed(a, 4);
  expect(await reconcile(b)).toMatchObject({ state: "equal", entries: 4 });
  expect((await logOf(a)).size).toBe(4);

  await restoreFrom(a, kit);
  const as = await freshToken(a);
  await agreed(a, 4, as);
  expect((await logOf(a, as)).recovered).toMatchObject({ statements: 4, missing: [] });
  const [fromA, fromB] = [await reconcile(a, as), await reconcile(b)];
  expect(fromA).toMatchObject({ state: "equal", entries: 4 });
  expect(fromB).toMatchObject({ state: "equal", digest: fromA.digest });
  expect(await a.cli("ledger", "verify")).toMatchObject({ status: 0 });
}, 240_000);
