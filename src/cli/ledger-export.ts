import { exportFormats, exportLedger, type ExportFormat } from "#src/app/ledger-export.ts";
import type { ExportPart } from "#src/app/ledger-part.ts";
import { recordsOf } from "#src/app/ledger-records.ts";
import type { Context } from "#src/app/context.ts";
import { UsageError, type Call, type Command } from "./command.ts";
import { writeNewFile, writeToStdout } from "./files.ts";
import { requirePeer } from "./peer.ts";
import { openSetUp } from "./ready.ts";

export const peerOption = { value: "PEER", help: "only with this peer: its id, domain or origin" } as const;

export const exporting: Command = {
  name: "ledger export",
  summary: "Write the ledger with its signatures and keys, or as a table or journal",
  details:
    "jsonl holds everything as it was signed, and can be verified and imported; csv is for spreadsheets, hledger a journal for bookkeeping.",
  positionals: [{ name: "FILE", help: "the file to make (stdout without it)", optional: true }],
  options: {
    format: { value: "FORMAT", help: "how it is written; jsonl unless chosen", choices: exportFormats },
    peer: peerOption,
    from: { value: "DAY", help: "only entries made from this UTC day on, as in 2027-03-01" },
    until: { value: "DAY", help: "only entries made up to this UTC day" },
  },
  async run(call) {
    const days = { ...dayOf(call, "from", "fromDay"), ...dayOf(call, "until", "untilDay") };
    const format = exportFormats.find((one) => one === call.options["format"]) ?? "jsonl";
    const { app } = await openSetUp(call);
    const peer =
      call.options["peer"] === undefined ? {} : { peerId: (await requirePeer(app, call.options["peer"])).id };
    const part: ExportPart = { ...days, ...peer };
    const [file] = call.positionals;
    if (file !== undefined) {
      await writeNewFile(file, exportLedger(app, format, part));
      return { lines: [`The ledger is in ${file}.`], json: { file, format } };
    }
    if (call.switches.has("json")) return { lines: [], json: await asDocument(app, format, part) };
    await writeToStdout(exportLedger(app, format, part));
    return { lines: [], json: {}, isPrinted: true };
  },
};

/** What goes to stdout with `--json` is one document, and so is in memory as a whole. */
async function asDocument(app: Context, format: ExportFormat, part: ExportPart): Promise<unknown> {
  if (format !== "jsonl") {
    let text = "";
    for await (const piece of exportLedger(app, format, part)) text += piece;
    return { format, text };
  }
  const records: unknown[] = [];
  for await (const some of recordsOf(app, part)) records.push(...some);
  const [header, ...lines] = records as readonly { readonly type: string }[];
  return { ...header, lines, entries: lines.filter(({ type }) => type === "entry") };
}

function dayOf<Name extends "fromDay" | "untilDay">(
  call: Call,
  option: "from" | "until",
  name: Name,
): { readonly [K in Name]?: string } {
  const day = call.options[option];
  if (day === undefined) return {};
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !isDay(day))
    throw new UsageError(`--${option} should be a day, as in 2027-03-01.`);
  return { [name]: day } as { readonly [K in Name]?: string };
}

function isDay(day: string): boolean {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  return Number.isSafeInteger(atMs) && new Date(atMs).toISOString().startsWith(day);
}
