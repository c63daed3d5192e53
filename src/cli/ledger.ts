import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  exportLedger,
  importLedger,
  readLedgerFile,
  verifyLedger,
  verifyLedgerFile,
  type Verification,
} from "#src/app/ledger-file.ts";
import type { Reconciliation } from "#src/app/partners.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { CommandError, positional, type Command } from "./command.ts";
import { requirePeer } from "./peer.ts";
import { openSetUp } from "./ready.ts";

const peerOption = { value: "PEER", help: "only with this peer: its id, domain or origin" } as const;

const reconcile: Command = {
  name: "ledger reconcile",
  summary: "Compare the books with each partner's, and mend what can be mended",
  details: "It fails when a partner is out of reach or its books still differ.",
  options: { peer: peerOption },
  async run(call) {
    const { app, partners } = await openSetUp(call);
    const named = call.options["peer"];
    const peers =
      named === undefined
        ? await listPeers(app.database, { states: ["partner", "limited"], limit: 10_000 })
        : [await requirePeer(app, named)];
    const results: { readonly peer: Peer; readonly result: Reconciliation }[] = [];
    for (const peer of peers) results.push({ peer, result: await partners.reconcile(peer.id) });
    return {
      lines:
        results.length === 0
          ? ["There are no partners to compare books with."]
          : results.map(({ peer, result }) => `${peer.origin}: ${wordOf(result)}`),
      json: { items: results.map(({ peer, result }) => ({ peer: peer.id, origin: peer.origin, ...result })) },
      failed: results.some(({ result }) => result.state === "unreachable" || result.state === "differs"),
    };
  },
};

function wordOf({ state, entries, digest, sent, received }: Reconciliation): string {
  switch (state) {
    case "equal":
      return `equal, ${entries} entries, digest ${digest}`;
    case "repaired":
      return `equal again after ${sent} sent and ${received} received, ${entries} entries, digest ${digest}`;
    case "differs":
      return `the books still differ; ${sent} entries were sent and ${received} received. Look at the disputes`;
    case "unreachable":
      return "out of reach";
  }
}

const verify: Command = {
  name: "ledger verify",
  summary: "Check every signature, hash and digest of our books, or of a file",
  details: "A file's keys are compared with those that this node has verified.",
  positionals: [{ name: "FILE", help: "a file made by `ledger export`", optional: true }],
  async run(call) {
    const file = call.positionals[0];
    const { app } = await openSetUp(call);
    const found = file === undefined ? await verifyLedger(app) : await verifyLedgerFile(app, readFile(file));
    return {
      lines: linesOf(found),
      json: { ok: found.troubles.length === 0, ...found },
      failed: found.troubles.length > 0,
    };
  },
};

function linesOf({ entries, agreed, troubles }: Verification): readonly string[] {
  const counted = `${entries} entries were checked, ${agreed} of them agreed.`;
  if (troubles.length === 0) return [`${counted} Everything holds.`];
  return [
    ...troubles.map(({ about, trouble }) => `${about}: ${trouble}`),
    `${counted} ${troubles.length} things do not hold.`,
  ];
}

const exporting: Command = {
  name: "ledger export",
  summary: "Write the ledger with its signatures and keys as JSON Lines",
  positionals: [{ name: "FILE", help: "the file to make (stdout without it)", optional: true }],
  options: { peer: peerOption },
  async run(call) {
    const { app } = await openSetUp(call);
    const peerId = call.options["peer"] === undefined ? undefined : (await requirePeer(app, call.options["peer"])).id;
    const lines: unknown[] = [];
    for await (const each of exportLedger(app, peerId)) lines.push(each);
    const [header, ...entries] = lines;
    const file = call.positionals[0];
    const texts = lines.map((each) => JSON.stringify(each));
    if (file === undefined) return { lines: texts, json: { ...(header as object), entries } };
    if (existsSync(file)) throw new CommandError(`${file} is there already. Name another file.`);
    writeFileSync(file, `${texts.join("\n")}\n`, { mode: 0o600, flag: "wx" });
    return { lines: [`${entries.length} entries are in ${file}.`], json: { file, entries: entries.length } };
  },
};

const importing: Command = {
  name: "ledger import",
  summary: "Take the entries of a file into our books, each verified as if its maker had sent it",
  positionals: [{ name: "FILE", help: "a file made by `ledger export`, ours or a partner's" }],
  async run(call) {
    const file = readFile(positional(call, 0, "FILE"));
    const { app } = await openSetUp(call);
    const { taken, known, troubles } = await importLedger(app, file);
    return {
      lines: [
        ...troubles.map(({ about, trouble }) => `${about}: ${trouble}`),
        `${taken} entries were taken in, ${known} were known, ${troubles.length} were not taken.`,
      ],
      json: { taken, known, troubles },
      failed: troubles.length > 0,
    };
  },
};

function readFile(path: string) {
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`);
  const file = readLedgerFile(readFileSync(path, "utf8"));
  if ("unreadable" in file) throw new CommandError(`${path}: ${file.unreadable}`);
  return file;
}

export const ledgerCommands: readonly Command[] = [reconcile, verify, exporting, importing];
