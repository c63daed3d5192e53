import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCoopKeys } from "#src/app/key-rotation.ts";
import type { Database } from "#src/store/database.ts";
import { findLog } from "#src/store/logs.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { openPartners, type Partner } from "./pages-partner.ts";
import { fillRecovery } from "./pages-recovery-states.ts";

describe("restoring and keys on pages", () => {
  let databases: readonly [Database, Database];
  let node: PagesNode;
  let partner: Partner;
  let peer: Peer;
  let steward: Visitor;
  beforeAll(async () => {
    databases = [await memoryDatabase(), await memoryDatabase()];
    node = await openPagesNode(databases[0]);
    partner = await openPartners(node.app, databases[1]);
    steward = await node.person("steward");
    const [only] = await listPeers(node.app.database, { limit: 1 });
    if (only === undefined) throw new Error("There is a partner.");
    peer = only;
  });
  afterAll(async () => {
    node.close();
    for (const database of databases) await database.close();
  });

  test("a key is replaced by one press, and the old one stays in sight", async () => {
    const before = await steward.get("/ledger/keys");
    expect(before.words).toContain("Signs now");
    const rotated = await steward.send("/ledger/keys", {}, { from: "/ledger/keys" });
    expect(rotated.words).toContain("The new key signs from now on, and partners are told.");
    expect(rotated.words).toContain("Replaced on");
    expect(await listCoopKeys(node.app)).toHaveLength(2);
    await partner.carry();
  });

  test("a stolen key is revoked with its day; a day that cannot be comes back with what was typed", async () => {
    const [current] = await listCoopKeys(node.app);
    const path = `/ledger/keys/${current?.id ?? ""}/revoke`;
    const ahead = await steward.send(path, { since: "2190-01-01" }, { from: path });
    expect([ahead.status, ahead.words]).toEqual([422, expect.stringContaining("not in the future")]);
    expect(ahead.html).toContain("2190-01-01");
    const none = await steward.send(path, { since: "" }, { from: path });
    expect(none.status).toBe(422);
    const revoked = await steward.send(path, { since: "2026-01-02" }, { from: path });
    expect(revoked.words).toContain("The key counts no more.");
    expect(revoked.words).toContain("Stolen, since");
    expect((await steward.get(path)).status).toBe(404);
    expect((await listCoopKeys(node.app)).find(({ compromisedAtMs }) => compromisedAtMs !== null)?.id).toBe(
      current?.id,
    );
  });

  test("what came back is on the overview until a steward has seen it; a new log is agreed to once", async () => {
    await fillRecovery(node.app, [peer]);
    const overview = await steward.get("/overview");
    expect(overview.words).toContain("What was lost and came back");
    const page = await steward.get("/ledger/recovery");
    for (const words of ["One signed statement came back on", "That we signed it is certain", "I have seen it"])
      expect(page.words).toContain(words);
    const noted = await steward.send(`/ledger/recovery/${peer.id}/note`, {}, { from: "/ledger/recovery" });
    expect(noted.words).toContain("Noted.");
    expect(noted.words).not.toContain("I have seen it");
    const agree = /action="(\/ledger\/epochs\/[0-9a-f-]+\/agree)"/.exec(noted.html)?.[1] ?? "";
    const agreed = await steward.send(agree, {}, { from: "/ledger/recovery" });
    expect(agreed.words).toContain("The new log begins.");
    expect((await findLog(node.app.database, { peerId: peer.id, side: "theirs" }))?.epoch).toBe(2);
    expect((await steward.get("/overview")).words).not.toContain("What was lost and came back");
  });
});
