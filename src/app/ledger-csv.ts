import { kindOf } from "#src/domain/entry.ts";
import { csvRecord as recordOf } from "./csv.ts";
import type { Exported } from "./ledger-part.ts";

/** The columns, each with what stands in it. Order and names stay: programs read them. */
const columns: readonly (readonly [name: string, value: (line: Exported) => string | number | null])[] = [
  ["entry", ({ row }) => row.entry],
  ["day", ({ row }) => row.day],
  ["partner", ({ peer }) => peer.coop],
  ["direction", ({ row, us }) => (row.provider === us ? "given" : "received")],
  ["kind", ({ row }) => kindOf(row)],
  ["gift", ({ row }) => (row.gift ? "yes" : "")],
  ["commons", ({ row }) => row.commons],
  ["unit", ({ row }) => row.unit],
  ["quantity", ({ row }) => row.quantity],
  ["state", ({ row }) => row.state],
  ["start", ({ row }) => moment(row.startsAtMs)],
  ["end", ({ row }) => moment(row.endsAtMs)],
  ["agreement", ({ row }) => row.agreement],
  ["corrects", ({ row }) => row.corrects],
  ["made_by", ({ row, us }) => (row.maker === us ? "us" : "partner")],
  ["dispute_reason", ({ row }) => (row.state === "disputed" ? row.disputeReason : null)],
  ["dispute_note", ({ row }) => (row.state === "disputed" ? row.disputeNote : null)],
  ["note", ({ row }) => row.note],
  ["person", ({ row }) => row.person],
  ["hash", ({ row }) => row.hash],
  ["arrived", ({ row }) => moment(row.createdAtMs)],
];

const moment = (atMs: number): string => new Date(atMs).toISOString();

/** The first record of a file, with its line end (RFC 4180: CRLF). */
export const csvHeader = (): string => recordOf(columns.map(([name]) => name));

/** An entry as one record. Money counts minor units, as the ledger does. */
export const csvRecord = (line: Exported): string => recordOf(columns.map(([, value]) => value(line) ?? ""));
