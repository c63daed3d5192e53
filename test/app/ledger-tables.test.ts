import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { csvHeader, csvRecord } from "#src/app/ledger-csv.ts";
import { accountDirectives, commodityDirectives, journalHeader, journalTransaction } from "#src/app/ledger-journal.ts";
import type { Exported } from "#src/app/ledger-part.ts";
import { readJournal } from "./hledger-journal.ts";

const us = "https://a.example/actors/coop";
const peer = { origin: "https://b.example:3000", coop: "https://b.example:3000/actors/coop" } as Exported["peer"];

/** An entry of ours as it stands in the books. */
function exported(changes: Partial<Exported["row"]> = {}): Exported {
  const row = {
    entry: "https://a.example/entries/019363a0-0000-7000-8000-000000000001",
    day: "2026-11-25",
    maker: us,
    provider: us,
    receiver: peer.coop,
    unit: "seat-minute",
    quantity: 5400,
    state: "agreed",
    startsAtMs: Date.UTC(2026, 10, 25, 18),
    endsAtMs: Date.UTC(2026, 10, 25, 20),
    agreement: "https://b.example:3000/agreements/1",
    corrects: null,
    kind: null,
    gift: false,
    commons: null,
    note: null,
    person: null,
    disputeReason: null,
    disputeNote: null,
    hash: "0".repeat(64),
    createdAtMs: Date.UTC(2026, 10, 25, 20),
    ...changes,
  } as Exported["row"];
  return { row, peer, us };
}

/** RFC 4180, strictly: records end in CRLF, quotes only around whole fields and doubled within. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const [, value = "", end] = field.exec(text) ?? [];
    if (end === undefined) throw new Error(`No CSV at ${field.lastIndex}`);
    records.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "\r\n") records.push([]);
  }
  return records.slice(0, -1);
}

function recordOf(line: Exported): Readonly<Record<string, string>> {
  const [names = [], values = []] = readCsv(csvHeader() + csvRecord(line));
  expect(values).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}

test("a record keeps commas, quotes and lines, and no text of others is run as a formula", () => {
  const note = 'one, "two"\r\nthree';
  expect(recordOf(exported({ note }))).toMatchObject({ note, direction: "given", kind: "capacity", quantity: "5400" });
  for (const formula of [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\u202e=1",
    "\uff1d1",
  ])
    expect(recordOf(exported({ person: formula }))["person"]).toBe(`'${formula}`);
  expect(recordOf(exported({ note: "2 + 2 = 4" }))["note"]).toBe("2 + 2 = 4");
});

/** Money to its last digit, the commons beside the pair, and what only one has signed apart from income. */
const journal = (): string => {
  const header = journalHeader({ us, exportedAt: "2026-11-26T00:00:00.000Z" });
  const units = commodityDirectives(["EUR", "JPY", "KWD", "seat-minute", "work-minute"]);
  const lines = [
    exported(),
    exported({ unit: "EUR", quantity: 1234, kind: "money", provider: peer.coop, receiver: us }),
    exported({ unit: "EUR", quantity: 5, kind: "surplus", commons: "contribution" }),
    exported({ unit: "JPY", quantity: 700, state: "in-transit" }),
    exported({ unit: "KWD", quantity: Number.MAX_SAFE_INTEGER, state: "disputed" }),
    exported({
      unit: "work-minute",
      quantity: 60,
      kind: "work",
      gift: true,
      commons: "use",
      corrects: "https://x.example/a,b;c",
    }),
    exported({ agreement: "https://b.example/agreements/\n2026-01-01 forged\n    a  1" }),
  ];
  return header + units + accountDirectives([peer]) + lines.map(journalTransaction).join("");
};

test("a journal balances, in the grammar of hledger", () => {
  const read = readJournal(journal());
  expect(read).toHaveLength(7);
  const host = "b.example_3000";
  expect(read[1]?.postings).toEqual([
    { account: "expenses:received:money", commodity: "EUR", amount: 1234n },
    { account: `assets:partners:${host}:agreed`, commodity: "EUR", amount: -1234n },
  ]);
  expect(read[2]?.postings[0]).toMatchObject({ account: `equity:commons:contributions:${host}:agreed`, amount: 5n });
  expect(read[3]).toMatchObject({
    status: "!",
    postings: [{ amount: 700n }, { account: "equity:in-transit:given:money" }],
  });
  expect(read[4]).toMatchObject({ status: "", postings: [{ account: `assets:partners:${host}:disputed` }, {}] });
  expect(read[5]?.tags).toMatchObject({ gift: "yes", corrects: "https://x.example/a%2Cb;c" });
});

const hledger = spawnSync("hledger", ["--version"]).error === undefined;

test.skipIf(!hledger)("hledger itself reads it, strictly, and comes to the same balances", () => {
  const run = (...args: readonly string[]): string => {
    const done = spawnSync("hledger", ["-f", "-", ...args], { input: journal(), encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout;
  };
  run("check", "--strict");
  expect(run("balance", "assets:partners:b.example_3000:agreed", "--layout=bare", "-O", "csv")).toContain("-12.34");
  expect(run("balance", "assets:partners:b.example_3000:disputed")).toContain("9007199254740.991");
  expect(run("print", "tag:gift")).toContain("equity:commons:use");
});
