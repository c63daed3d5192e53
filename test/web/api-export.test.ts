import { expect, test } from "vitest";
import { createToken } from "#src/app/tokens.ts";
import { verifyLedgerFile } from "#src/app/ledger-file.ts";
import type { Partners } from "#src/app/partners.ts";
import { openApi } from "#src/web/api/server.ts";
import { linesOf } from "#test/app/file-lines.ts";
import { readJournal } from "#test/app/hledger-journal.ts";
import { agree, deliverAll, fulfilled, openPair } from "#test/app/ledger-pair.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";

const later = useCleanup();

test("the ledger is written as a file in each format, for stewards", async () => {
  const pair = await openPair(async () => {
    const database = await memoryDatabase();
    later(() => database.close());
    return database;
  });
  const { app, peerId } = pair.a;
  await fulfilled(pair, (await agree(pair)).id, 100);
  await deliverAll(pair);
  const api = openApi({ app, partners: {} as Partners });
  const tokens = {
    steward: (await createToken(app, { role: "steward", name: "s" })).token,
    operator: (await createToken(app, { role: "operator", name: "o" })).token,
  };
  const get = async (query: string, role: keyof typeof tokens = "steward") => {
    const headers = { authorization: `Bearer ${tokens[role]}` };
    const response = await api.request(`/v1/ledger/export?${query}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const table = await get(`format=csv&peer=${peerId}`);
  expect(table.status).toBe(200);
  expect(table.headers.get("content-type")).toMatch(/^text\/csv;/);
  expect(table.headers.get("content-disposition")).toMatch(/^attachment; filename="ledger-[\d-]+\.csv"$/);
  expect(table.text.split("\r\n")).toHaveLength(3);
  expect(readJournal((await get("format=hledger")).text)).toHaveLength(1);
  const ledger = await get("");
  expect(ledger.headers.get("content-type")).toBe("application/x-ndjson");
  expect(await verifyLedgerFile(pair.b.app, linesOf(ledger.text))).toMatchObject({
    entries: 1,
    agreed: 1,
    troubles: [],
  });
  expect((await get("until=2000-01-01&format=csv")).text.split("\r\n")).toHaveLength(2);
  expect((await get("", "operator")).status).toBe(403);
  for (const wrong of ["format=pdf", "from=2026-02-30", "until=yesterday", "peer=1", "and=more"])
    expect((await get(wrong)).status, wrong).toBe(422);
  const unknown = await get("peer=019363a0-0000-7000-8000-000000000001");
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});
