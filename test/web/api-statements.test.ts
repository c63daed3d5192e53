import { join } from "node:path";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createToken } from "#src/app/tokens.ts";
import { verifyFile } from "#src/app/verify-file.ts";
import type { Partners } from "#src/app/partners.ts";
import { runCommand } from "#src/cli/commands.ts";
import { parseConfig } from "#src/config.ts";
import { openApi } from "#src/web/api/server.ts";
import { linesOf } from "#test/app/file-lines.ts";
import { deliverAll } from "#test/app/ledger-pair.ts";
import { given, openTimedPair, type TimedPair } from "#test/app/statement-pair.ts";
import { memoryDatabase, temporaryFolder, useCleanup } from "#test/rig.ts";

const later = useCleanup();
let pair: TimedPair;
let call: (role: "steward" | "member", request: string, body?: object) => Promise<Response>;

beforeEach(async () => {
  pair = await openTimedPair(async () => {
    const database = await memoryDatabase();
    later(() => database.close());
    return database;
  }, "2026-09-03");
  const { app } = pair.b;
  const api = openApi({ app, partners: {} as Partners });
  const tokens = {
    steward: (await createToken(app, { role: "steward", name: "s" })).token,
    member: (await createToken(app, { role: "member", name: "m" })).token,
  };
  call = async (role, request, body) => {
    const [method = "", path = ""] = request.split(" ");
    return api.request(`/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[role]}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function closed(): Promise<{ readonly id: string; readonly entry: string }> {
  const entry = await given(pair, "2026-09-03", 90);
  pair.at("2026-09-05");
  const answer = await call("steward", `POST /ledger/peers/${pair.b.peerId}/statements`, { until: "2026-09-04" });
  expect(answer.status).toBe(201);
  return { id: ((await answer.json()) as { id: string }).id, entry };
}

test("a steward closes a period; both sign, and every number leads to its entries", async () => {
  const { id, entry } = await closed();
  const close = `/ledger/peers/${pair.b.peerId}/statements`;
  expect((await call("steward", `GET /ledger/statements/${id}/file`)).status).toBe(409);
  expect((await call("steward", `POST ${close}`, { until: "2026-09-03" })).status).toBe(409);
  await deliverAll(pair);
  const shown = (await (await call("member", `GET /ledger/statements/${id}`)).json()) as Record<string, unknown>;
  expect(shown).toMatchObject({
    state: "agreed",
    from: "2026-09-01",
    until: "2026-09-04",
    count: 1,
    peer: pair.b.peerId,
  });
  expect(shown["totals"]).toMatchObject([{ unit: "seat-minute", given: 90, closing: 90 }]);
  expect(shown["signatures"]).toMatchObject([{ by: pair.b.coop }, { by: pair.a.coop }]);
  const idsOf = async (path: string) =>
    ((await (await call("member", `GET ${path}`)).json()) as { items: { object: string; id: string }[] }).items;
  expect((await idsOf(`/ledger/statements/${id}/entries?unit=seat-minute`)).map(({ object }) => object)).toEqual([
    entry,
  ]);
  expect(await idsOf(`/ledger/statements/${id}/entries?provider=${encodeURIComponent(pair.b.coop)}`)).toEqual([]);
  expect((await idsOf("/ledger/statements?state=agreed")).map((one) => one.id)).toEqual([id]);
  expect(await idsOf("/ledger/statements?state=refused")).toEqual([]);
});

test("what cannot be is answered with a reason, and changes nothing", async () => {
  const close = `/ledger/peers/${pair.b.peerId}/statements`;
  for (const until of ["2026-02-30", "tomorrow", ""])
    expect((await call("steward", `POST ${close}`, { until })).status, until).toBe(422);
  expect((await call("steward", `POST ${close}`, { until: "2026-09-02" })).status).toBe(409);
  expect((await call("steward", `POST ${close}`, { until: "2026-09-03" })).status).toBe(409);
  expect((await call("member", `POST ${close}`, { until: "2026-09-02" })).status).toBe(403);
  const nobody = pair.b.app.newId();
  expect((await call("steward", `POST /ledger/peers/${nobody}/statements`, { until: "2026-09-02" })).status).toBe(404);
  for (const path of ["", "/file", "/entries"])
    expect((await call("member", `GET /ledger/statements/${nobody}${path}`)).status, path).toBe(404);
});

test("the same file comes from the API and from the command line, and the other coop checks it", async () => {
  const { id } = await closed();
  await deliverAll(pair);
  const answer = await call("member", `GET /ledger/statements/${id}/file`);
  expect(answer.headers.get("content-disposition")).toContain("statement-2026-09-04");
  const text = await answer.text();
  expect(await verifyFile(pair.a.app, linesOf(text))).toMatchObject({
    file: "statement",
    entries: 1,
    troubles: [],
  });
  expect(
    await verifyFile(pair.a.app, linesOf(text.replace(String.raw`\"given\":90`, String.raw`\"given\":91`))),
  ).not.toMatchObject({
    troubles: [],
  });

  const folder = temporaryFolder();
  later(folder.remove);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const doctor = { examine: () => Promise.resolve([]) };
  const surroundings = {
    partners: {} as Partners,
    doctor,
    findingWords: () => ({ says: "" }),
    config: parseConfig({}),
  };
  const node = { app: pair.b.app, ...surroundings, close: () => Promise.resolve() };
  const file = join(folder.path, "statement.jsonl");
  expect(await runCommand(["ledger", "statement", id, file], () => Promise.resolve(node))).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(await runCommand(["ledger", "statement", id, file], () => Promise.resolve(node))).toBe(1);
  expect(await runCommand(["ledger", "statement", "nothing", `${file}2`], () => Promise.resolve(node))).toBe(1);
  expect(said.mock.calls.flat().join("")).toContain("There is no statement nothing.");
});
