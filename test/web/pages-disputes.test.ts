import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findEntry } from "#src/app/ledger.ts";
import { sayWord } from "#src/app/disputes.ts";
import { listDisputes } from "#src/app/dispute-views.ts";
import { changeEntry } from "#src/app/books.ts";
import { transact } from "#src/app/context.ts";
import { keepEvidence } from "#src/app/evidence.ts";
import { findPeer } from "#src/store/peers.ts";
import type { Database } from "#src/store/database.ts";
import { memoryDatabase } from "#test/rig.ts";
import { recordBoth } from "./disputes-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { openPartners, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe("disputes on pages", () => {
  let databases: readonly [Database, Database];
  let node: PagesNode;
  let partner: Partner;
  let steward: Visitor;
  let theirs: string;
  let ours: string;
  beforeAll(async () => {
    databases = [await memoryDatabase(), await memoryDatabase()];
    node = await openPagesNode(databases[0]);
    partner = await openPartners(node.app, databases[1]);
    steward = await node.person("steward");
    ({ theirs, ours } = await recordBoth(node.app, partner));
  });
  afterAll(async () => {
    node.close();
    for (const database of databases) await database.close();
  });

  const at = (id: string): string => `/ledger/disputes/${id}`;

  test("what waits for us is on the overview and in the list, with the day until which we should answer", async () => {
    const overview = await steward.get("/overview");
    expect(overview.words).toContain("Dispute about 20 seat-hours");
    expect(overview.words).toContain("Kerala Commons waits for your answer until");
    const list = await steward.get("/ledger/disputes");
    expect(list.words).toContain("Why: The quantity is wrong");
    expect(list.html).toContain(`href="${at(ours)}"`);
    const page = await steward.get(at(ours));
    for (const words of ["Waits for you", "Only ten came.", "Refused: The quantity is wrong", "Take this entry back"])
      expect(page.words).toContain(words);
    expect((await steward.get(at(theirs))).status).toBe(404);
  });

  test("a word that cannot be taken comes back with what was typed; a good one is shown, and it is their turn", async () => {
    const say = (fields: Record<string, string>) => steward.send(`${at(ours)}/words`, fields, { from: at(ours) });
    const empty = await say({ kind: "note", note: "" });
    expect([empty.status, empty.words]).toEqual([422, expect.stringContaining("Write what you want to say.")]);
    const past = await say({ kind: "differ", note: "Typed and kept", until: dayIn(-1) });
    expect([past.status, past.words]).toEqual([422, expect.stringContaining("Name a day in the future")]);
    expect(past.html).toContain("Typed and kept");
    const said = await say({ kind: "note", note: "Our server counted <ninety>.", until: "" });
    expect(said.words).toContain("It is said, and Kerala Commons is told.");
    expect(said.words).toContain("Our server counted <ninety>.");
    expect(said.words).toContain("Kerala Commons should answer until");
    await partner.carry();
    const [dispute] = (await listDisputes(partner.app, { limit: 5, isOurTurn: true })).items;
    expect(dispute?.entry.awaits).toBe("us");
    const member = await node.person("member");
    expect((await member.get(at(ours))).words).not.toContain("Take this entry back");
    expect((await steward.get("/overview")).words).not.toContain("Dispute about");
  });

  test("an answer that is late is called so; agreeing to differ lets it rest; taken back it counts nowhere", async () => {
    await transact(node.app, async (work) => {
      const entry = (await findEntry(node.app, ours))?.entry;
      if (entry !== undefined)
        await changeEntry(work, entry, { answerByMs: Date.now() - dayMs, updatedAtMs: Date.now() });
    });
    expect((await steward.get(at(ours))).words).toContain("Kerala Commons should have answered by");
    const fields = { kind: "differ", note: "", until: dayIn(40) };
    await steward.send(`${at(ours)}/words`, fields, { from: at(ours) });
    await partner.carry();
    const [card] = (await listDisputes(partner.app, { limit: 1 })).items;
    const untilMs = Date.now() + 60 * dayMs;
    await sayWord(partner.app, card?.entry.id ?? "", { kind: "differ", note: "", untilMs });
    await partner.carry();
    expect((await steward.get(at(ours))).words).toContain("You and Kerala Commons agreed to differ until");
    const taken = await steward.send(`${at(ours)}/words`, { kind: "withdrawn", note: "" }, { from: at(ours) });
    expect(taken.words).toContain("It counts for nothing any more");
    expect((await steward.get("/ledger/disputes?show=withdrawn")).html).toContain(`href="${at(ours)}"`);
  });

  test("two contents under one number stand side by side, with what differs", async () => {
    const entry = (await findEntry(node.app, theirs))?.entry;
    if (entry === undefined) throw new Error("There is no entry.");
    await steward.send(
      `/ledger/${theirs}/dispute`,
      { reason: "duplicate", note: "Which?" },
      { from: `/ledger/${theirs}` },
    );
    await transact(node.app, async (work) => {
      const peer = await findPeer(work.session, entry.peerId);
      const content = JSON.parse(entry.document) as Record<string, unknown>;
      const quantity = { hasUnit: "one", hasNumericalValue: "60" };
      const document = JSON.stringify({ ...content, resourceQuantity: quantity });
      if (peer !== undefined)
        await keepEvidence(work, peer, { entry: entry.entry, hash: "ab".repeat(32), document, reason: "contested" });
    });
    const page = await steward.get(at(theirs));
    expect(page.words).toContain("Two versions");
    expect(page.words).toMatch(/How much 20 seat-hours 1 seat-hour Different/);
    expect(page.words).toContain("Sign it too");
  });
});
