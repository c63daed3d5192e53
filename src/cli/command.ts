import type { Context } from "#src/app/context.ts";
import type { Doctor } from "#src/app/doctor.ts";
import type { Finding } from "#src/app/finding.ts";
import type { Partners } from "#src/app/partners.ts";
import type { Config } from "#src/config.ts";

/** The node's store, secret and road to other nodes, opened for one command. Nothing listens or delivers. */
export interface OpenedNode {
  readonly app: Context;
  readonly partners: Partners;
  readonly doctor: Doctor;
  /** What the self-test found, in English: the words of the pages. */
  readonly findingWords: (finding: Finding) => { readonly says: string; readonly advice?: string };
  readonly config: Config;
  readonly close: () => Promise<void>;
}

export interface Option {
  readonly help: string;
  /** What stands for the value in the help, as in `NAME`; an option without one is a switch. */
  readonly value?: string;
  readonly required?: true;
  /** The closed set of values, where there is one. */
  readonly choices?: readonly string[];
}

export interface Positional {
  /** As in `ADDRESS`. */
  readonly name: string;
  readonly help: string;
  readonly optional?: true;
}

/** One thing that the operator can do from the command line. */
export interface Command {
  /** As in `token create`, or one word. */
  readonly name: string;
  /** One sentence without a full stop at its end, for the list. */
  readonly summary: string;
  readonly details?: string;
  readonly positionals?: readonly Positional[];
  readonly options?: Readonly<Record<string, Option>>;
  readonly run: (call: Call) => Promise<Report>;
}

/** What was typed, and how to open the node; a command that needs neither store nor secret does not open it. */
export interface Call {
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly switches: ReadonlySet<string>;
  readonly positionals: readonly string[];
  /** Opened once, at first use, and closed after the command. */
  readonly open: () => Promise<OpenedNode>;
}

/** What a command did: for people and, with `--json`, for programs. */
export interface Report {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** Set when what it found means failure, as with `doctor`; the report is printed all the same. */
  readonly failed?: boolean;
  /** Set when everything was written to stdout already. */
  readonly isPrinted?: true;
}

/** The command could not do what was asked, in a sentence for the operator. */
export class CommandError extends Error {
  override name = "CommandError";
}

/** What was typed is not a command, in a sentence for the operator. */
export class UsageError extends CommandError {
  override name = "UsageError";
}

/** The value of an option that is required. */
export function given(call: Call, name: string): string {
  const value = call.options[name];
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** A positional that is required. */
export function positional(call: Call, at: number, name: string): string {
  const value = call.positionals[at];
  if (value === undefined) throw new UsageError(`${name} is missing.`);
  return value;
}

/** Rows with their columns in line, two spaces between; for people only. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** A moment for people, in UTC. */
export const moment = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
