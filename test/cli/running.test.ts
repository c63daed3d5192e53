import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { eventually, useNodes, type RunningNode } from "#test/rig.ts";
import {
  arePartners,
  eveningIn,
  expectEqualBooks,
  findOffer,
  settledAgreement,
  shareServer,
} from "#test/nodes/main-job.ts";
import { runCommand } from "#test/rig/process.ts";

const nodes = useNodes();

/** What a command that succeeds says as JSON. */
async function command(node: RunningNode, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { status, stdout, stderr } = await node.cli(...args, "--json");
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Described>> }>>>
  >;
}
interface Described {
  readonly content?: Readonly<Record<string, { readonly schema: z.core.JSONSchema.JSONSchema }>>;
}

/** Fails unless the answer is as the node's own OpenAPI document describes it. */
async function expectDescribed(node: RunningNode, call: string, described = call): Promise<Record<string, unknown>> {
  const { body, status } = await node.api(call);
  const [method = "", path = ""] = described.split(" ");
  const api = await node.ask<OpenApi>("GET /openapi.json", undefined, { token: null });
  const schema = api.paths[path]?.[method.toLowerCase()]?.responses[status]?.content?.["application/json"]?.schema;
  if (schema === undefined) throw new Error(`${call} ${status} is not described.`);
  z.fromJSONSchema(schema).parse(body);
  return body;
}

test("an operator peers, reconciles, looks, backs up and restores while the nodes run", async () => {
  const a = await nodes.start({ handle: "catalunya", engine: "postgres" });
  const b = await nodes.start({ handle: "quebec" });

  expect(await command(a, "peer", "add", b.origin)).toMatchObject({
    origin: b.origin,
    state: expect.stringMatching(/requested|partner/),
  });
  await eventually(() => command(b, "peer", "accept", a.origin));
  await arePartners({ a, b });

  await shareServer(a, 200);
  const slot = eveningIn(10);
  const { proposal } = await findOffer({ a, b }, slot);
  await b.ask("POST /agreements", { proposal, seats: 50, ...slot, title: "Assemblea" });
  const { atA } = await settledAgreement({ a, b }, "accepted");
  const used = { seatMinutes: 5400 };
  const first = await a.ask(`POST /agreements/${atA.id}/fulfil`, used, { headers: { "idempotency-key": "used" } });
  expect(first).toMatchObject({
    id: atA.id,
    state: "fulfilled",
    entry: { quantity: 5400, unit: "seat-minute", agreement: atA.id },
  });
  expect(await a.ask(`POST /agreements/${atA.id}/fulfil`, used, { headers: { "idempotency-key": "used" } })).toEqual(
    first,
  );
  expect((await a.api(`POST /agreements/${atA.id}/fulfil`, { seatMinutes: 5399 })).status).toBe(409);
  const books = await expectEqualBooks({ a, b });

  for (const node of [a, b]) {
    await expectDescribed(node, "GET /capacity");
    await expectDescribed(node, `GET /agreements`);
    await expectDescribed(node, "GET /ledger/balances");
    const { items } = (await expectDescribed(node, "GET /ledger/entries")) as { items: { id: string }[] };
    const entry = await expectDescribed(node, `GET /ledger/entries/${items[0]?.id}`, "GET /ledger/entries/{id}");
    expect(entry).toMatchObject({ signatures: [{ by: `${a.origin}/actors/coop` }, { by: `${b.origin}/actors/coop` }] });
    expect(await command(node, "ledger", "reconcile")).toMatchObject({
      items: [{ state: "equal", digest: books.digest }],
    });
    expect(await command(node, "ledger", "verify")).toMatchObject({ ok: true, entries: 1, agreed: 1 });
    expect(await command(node, "doctor")).toMatchObject({ ok: true });
  }

  const file = join(a.folder, "..", "ledger.jsonl");
  await command(a, "ledger", "export", file);
  expect(await command(b, "ledger", "verify", file)).toMatchObject({ ok: true, entries: 1 });
  expect(await command(b, "ledger", "import", file)).toMatchObject({ taken: 0, known: 1, troubleCount: 0 });

  // A backup that is made while the node runs makes it again, and the partner sees no difference.
  const backup = join(b.folder, "..", "backup");
  await command(b, "backup", "create", backup);
  await b.stop();
  const restored = { FEDICOOP_DATA: join(b.folder, "..", "restored") };
  const surroundings = { folder: join(b.folder, ".."), environment: { ...b.environment, ...restored } };
  expect(await runCommand(["backup", "restore", backup], surroundings)).toMatchObject({ status: 0 });
  await b.restart(restored);
  await expectEqualBooks({ a, b });
}, 180_000);
