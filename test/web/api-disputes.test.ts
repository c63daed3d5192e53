import { expect, test } from "vitest";
import { findEntryByIri } from "#src/store/entries.ts";
import { findEntry } from "#src/app/ledger.ts";
import { sayWord } from "#src/app/disputes.ts";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";
import { recordBoth } from "./disputes-content.ts";
import { openPartners } from "./pages-partner.ts";

const dayMs = 86_400_000;
const minutes = (atMs: number): string => new Date(Math.floor(atMs / 60_000) * 60_000).toISOString();

onBothEngines("disputes through the API", (engine) => {
  test("both sides' words, whose turn it is, and how it rests, ends, or is taken back", async () => {
    const node = await openApiNode(engine);
    const partner = await openPartners(node.app, await engine.open());
    const { theirs, ours } = await recordBoth(node.app, partner);

    const listed = await node.call("GET /ledger/disputes");
    expect(listed.body["items"]).toMatchObject([{ id: ours, standing: "open", awaits: "us", overdue: false }]);
    const opened = await node.call(`GET /ledger/disputes/${ours}`);
    expect(opened.body).toMatchObject({
      entry: { id: ours, state: "disputed" },
      words: [{ kind: "refusal", reason: "quantity", note: "Only ten came.", by: partner.card.coop, signed: true }],
      versions: [{ ours: true }],
      mayBeSaid: ["note", "differ", "withdrawn"],
    });
    expect((await node.call(`GET /ledger/disputes/${theirs}`)).status).toBe(404);

    const say = (id: string, body: object) => node.call(`POST /ledger/disputes/${id}/words`, body);
    const member = { token: node.tokens.member };
    expect((await node.call(`POST /ledger/disputes/${ours}/words`, { kind: "note", note: "x" }, member)).status).toBe(
      403,
    );
    expect((await node.call(`GET /ledger/disputes/${ours}`, undefined, member)).status).toBe(200);

    const until = minutes(Date.now() + 30 * dayMs);
    for (const [wrong, field] of [
      [{ kind: "note" }, "body.note"],
      [{ kind: "differ" }, "body.until"],
      [{ kind: "differ", until: minutes(Date.now() - dayMs) }, "body.until"],
      [{ kind: "differ", until: minutes(Date.now() + 6 * 366 * dayMs) }, "body.until"],
      [{ kind: "note", note: "x", until }, "body.until"],
      [{ kind: "refusal" }, "body.reason"],
      [{ kind: "note", note: "x", reason: "other" }, "body.reason"],
      [{ kind: "shout" }, "body.kind"],
    ] as const) {
      const answer = await say(ours, wrong);
      expect([answer.status, answer.body["errors"]], JSON.stringify(wrong)).toMatchObject([422, [{ field }]]);
    }
    expect((await say(ours, { kind: "refusal", reason: "other" })).status).toBe(409);
    expect((await say(theirs, { kind: "note", note: "x" })).status).toBe(409);
    expect((await say(node.app.newId(), { kind: "note", note: "x" })).status).toBe(404);

    const differing = await say(ours, { kind: "differ", until, note: "Until the assembly." });
    expect([differing.status, differing.body]).toMatchObject([
      201,
      { standing: "open", awaits: "them", words: [{}, {}] },
    ]);
    await partner.carry();
    const iri = (await findEntry(node.app, ours))?.entry.entry ?? "";
    const atPartner = await findEntryByIri(partner.app.database, iri);
    await sayWord(partner.app, atPartner?.id ?? "", { kind: "differ", note: "", untilMs: Date.parse(until) });
    await partner.carry();
    const resting = await node.call("GET /ledger/disputes?standing=resting");
    expect(resting.body["items"]).toMatchObject([{ id: ours, restsUntil: until.replace(".000", "") }]);
    expect((await node.call("GET /ledger/disputes?standing=open")).body["items"]).toEqual([]);

    expect((await say(ours, { kind: "withdrawn" })).body).toMatchObject({ standing: "withdrawn", mayBeSaid: [] });
    expect((await say(ours, { kind: "note", note: "x" })).status).toBe(409);

    const refused = await say(theirs, { kind: "refusal", reason: "reference", note: "Which meeting?" });
    expect(refused.body).toMatchObject({ standing: "open", awaits: "them" });
    expect((await node.call(`POST /ledger/entries/${theirs}/countersign`)).status).toBe(200);
    expect((await node.call(`GET /ledger/disputes/${theirs}`)).body).toMatchObject({
      standing: "settled",
      overdue: false,
    });
  });
});
