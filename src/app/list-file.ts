import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { ListedDomain } from "#src/domain/block-list.ts";
import { readDomain } from "#src/domain/domain-name.ts";
import type { RuledStanding } from "#src/domain/standing.ts";
import { withoutGuard } from "./csv.ts";

/** More than this is no list that anybody keeps by hand. */
const mostListRows = 50_000;
export const mostListBytes = 5_000_000;
const longestComment = 1_000;

/** A row of a file of rules; what is only Mastodon's own (`obfuscate`) goes along. */
export interface FileRow extends ListedDomain {
  readonly line: number;
  readonly obfuscate: boolean;
}

/** Why a row was left out. `nothing`: it asks for no more than what is the case (`noop`). */
export interface FileError {
  readonly line: number;
  readonly text: string;
  readonly reason: "malformed" | "obfuscated" | "account" | "path" | "empty" | "public-suffix" | "severity" | "nothing";
}

export type ListFile =
  | { readonly outcome: "read"; readonly rows: readonly FileRow[]; readonly errors: readonly FileError[] }
  | { readonly outcome: "unreadable"; readonly reason: "too-large" | "too-many" | "not-a-list" };

/**
 * Reads a list of domains: Mastodon's CSV (`#domain,#severity,…`), CSV with other columns of those names (Oliphant, FediBlock), one domain a
 * line, or the JSON of Mastodon's `domain_blocks`. A domain that comes twice counts as it comes first. `kind` says what a row without
 * a severity means.
 */
export function readListFile(text: string, kind: "block" | "allow"): ListFile {
  if (Buffer.byteLength(text) > mostListBytes) return { outcome: "unreadable", reason: "too-large" };
  const raw = /^\s*\[/.test(text) && !/^\s*\[[0-9a-f:]+\]/i.test(text) ? readJson(text) : readCsv(text);
  if (raw === undefined) return { outcome: "unreadable", reason: "not-a-list" };
  if (raw.length > mostListRows) return { outcome: "unreadable", reason: "too-many" };
  const rows = new Map<string, FileRow>();
  const errors: FileError[] = [];
  for (const one of raw) {
    const read = readRow(one, kind);
    if ("reason" in read) errors.push(read);
    else if (!rows.has(read.domain)) rows.set(read.domain, read);
  }
  return { outcome: "read", rows: [...rows.values()], errors };
}

interface RawRow {
  readonly line: number;
  readonly domain: string;
  readonly severity: string;
  readonly comment: string;
  readonly rejectMedia: string;
  readonly rejectReports: string;
  readonly obfuscate: string;
}

const json = z
  .array(
    z.object({
      domain: z.string().max(2_000),
      severity: z.string().max(100).optional(),
      comment: z.string().nullish(),
    }),
  )
  .max(mostListRows + 1);

function readJson(text: string): readonly RawRow[] | undefined {
  try {
    const parsed = json.safeParse(JSON.parse(text));
    return parsed.data?.map(({ domain, severity = "", comment }, at) => ({
      ...noFlags,
      line: at + 1,
      domain,
      severity,
      comment: comment ?? "",
    }));
  } catch {
    return undefined;
  }
}

const noFlags = { rejectMedia: "", rejectReports: "", obfuscate: "" } as const;

/** The names under which columns are known, without `#` and case. */
const columns = {
  domain: ["domain", "host", "hostname", "instance"],
  severity: ["severity", "level", "action", "block_severity"],
  comment: ["public_comment", "comment", "reason", "public_comments"],
  rejectMedia: ["reject_media"],
  rejectReports: ["reject_reports"],
  obfuscate: ["obfuscate"],
} as const;

function readCsv(text: string): readonly RawRow[] | undefined {
  const records = parseCsv(text);
  if (records === undefined) return undefined;
  const [first, ...rest] = records;
  if (first === undefined) return [];
  const names = first.cells.map((cell) => cell.trim().replace(/^#/, "").trim().toLowerCase());
  const at = (name: keyof typeof columns): number =>
    names.findIndex((known) => (columns[name] as readonly string[]).includes(known));
  const hasHeader = at("domain") !== -1;
  const rows = (hasHeader ? rest : records).filter(({ cells }) => !isRemark(cells[0] ?? ""));
  const cell = (cells: readonly string[], name: keyof typeof columns): string =>
    withoutGuard((hasHeader ? cells[at(name)] : name === "domain" ? cells[0] : undefined) ?? "").trim();
  return rows.map(({ line, cells }) => ({
    line,
    domain: cell(cells, "domain"),
    severity: cell(cells, "severity"),
    comment: cell(cells, "comment"),
    rejectMedia: cell(cells, "rejectMedia"),
    rejectReports: cell(cells, "rejectReports"),
    obfuscate: cell(cells, "obfuscate"),
  }));
}

/** A line of a plain list that says something to people. */
const isRemark = (text: string): boolean => /^\s*(#|\/\/|;)/.test(text);

/** Every record with its line. Undefined when it is no CSV at all, as a page of HTML. */
export function parseCsv(
  text: string,
): readonly { readonly line: number; readonly cells: readonly string[] }[] | undefined {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text) || text.includes("\0")) return undefined;
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
      to: mostListRows + 2,
    }) as unknown as readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch {
    return undefined;
  }
}

function readRow(raw: RawRow, kind: "block" | "allow"): FileRow | FileError {
  const wrong = (reason: FileError["reason"]): FileError => ({
    line: raw.line,
    text: raw.domain.slice(0, 200),
    reason,
  });
  const read = readDomain(raw.domain);
  if (!read.ok) return wrong(read.reason);
  if (read.isPublicSuffix && kind === "block") return wrong("public-suffix");
  const standing = kind === "allow" ? "allowed" : standingBy(raw.severity);
  if (standing === "nothing" || standing === "severity") return wrong(standing);
  return {
    line: raw.line,
    domain: read.domain,
    standing,
    comment: raw.comment === "" ? null : raw.comment.replaceAll("\0", "").slice(0, longestComment).toWellFormed(),
    rejectMedia: isYes(raw.rejectMedia),
    rejectReports: isYes(raw.rejectReports),
    obfuscate: isYes(raw.obfuscate),
  };
}

const isYes = (text: string): boolean => /^(true|yes|1|t)$/i.test(text);

/** As lists write it. Without a word a list of blocked domains means what it is called. */
function standingBy(severity: string): RuledStanding | "severity" | "nothing" {
  switch (severity.toLowerCase()) {
    case "":
    case "suspend":
    case "suspended":
    case "block":
    case "blocked":
    case "reject":
    case "defederate":
      return "suspended";
    case "silence":
    case "silenced":
    case "limit":
    case "limited":
    case "filter":
      return "limited";
    case "noop":
    case "none":
      return "nothing";
    default:
      return "severity";
  }
}
