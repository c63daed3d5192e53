import { parseArgs } from "node:util";
import { aCommand, actingAs } from "#src/app/acting.ts";
import {
  CommandError,
  UsageError,
  type Call,
  type Command,
  type OpenedNode,
  type Option,
  type Report,
} from "./command.ts";
import { backupCommands } from "./backup.ts";
import { doctorCommands } from "./doctor.ts";
import { helpOf, overview } from "./help.ts";
import { inviteCommands } from "./invite.ts";
import { keyCommands } from "./key.ts";
import { ledgerCommands } from "./ledger.ts";
import { moderationCommands } from "./moderation.ts";
import { peerCommands } from "./peer.ts";
import { setupCommands } from "./setup.ts";
import { tokenCommands } from "./token.ts";

/** All that `npm run fedicoop -- …` understands. */
const commands: readonly Command[] = [
  ...setupCommands,
  ...tokenCommands,
  ...inviteCommands,
  ...peerCommands,
  ...moderationCommands,
  ...ledgerCommands,
  ...keyCommands,
  ...backupCommands,
  ...doctorCommands,
];

const failed = 1;
const misused = 2;

/**
 * Runs one command of the operator and answers the exit status: 0 when it did what was asked, 1 when it could not (with a sentence on
 * stderr), 2 when what was typed is no command. `open` is called only by commands that need the store.
 */
export async function runCommand(args: readonly string[], open: () => Promise<OpenedNode>): Promise<number> {
  const asJson = args.includes("--json");
  try {
    const report = args.length === 0 || isHelp(args) ? help(args) : await run(args, open);
    if (report.isPrinted !== true) print(report, asJson);
    return report.failed === true ? failed : 0;
  } catch (error) {
    if (!(error instanceof CommandError) && !isSentence(error)) throw error;
    if (asJson) print({ lines: [], json: { error: error.message } }, true);
    process.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? misused : failed;
  }
}

const isHelp = (args: readonly string[]): boolean =>
  args.includes("--help") || args.includes("-h") || args[0] === "help";

/** Errors that `main.ts`, the configuration and the store word for the operator. */
const isSentence = (error: unknown): error is Error =>
  error instanceof Error && ["ConfigError", "OriginChangedError"].includes(error.name);

function help(args: readonly string[]): Report {
  const command = findCommand(args.filter((arg) => arg !== "help"));
  if (command !== undefined)
    return { lines: helpOf(command), json: { command: command.name, help: helpOf(command).join("\n") } };
  const noun = args.find((arg) => commands.some(({ name }) => name.split(" ")[0] === arg));
  const listed = commands.filter(({ name }) => noun === undefined || name.startsWith(`${noun} `));
  return { lines: overview(listed), json: { commands: listed.map(({ name, summary }) => ({ name, summary })) } };
}

async function run(args: readonly string[], open: () => Promise<OpenedNode>): Promise<Report> {
  const command = findCommand(args);
  if (command === undefined) {
    const [noun = "", verb = ""] = args.filter((arg) => !arg.startsWith("-"));
    throw new UsageError(`There is no command "${`${noun} ${verb}`.trim()}". Run: npm run fedicoop -- --help`);
  }
  let opened: Promise<OpenedNode> | undefined;
  const call = readCall(command, args, () => (opened ??= openOrSay(open)));
  try {
    return await actingAs(aCommand, () => command.run(call));
  } finally {
    await opened?.then(
      (node) => node.close(),
      () => undefined,
    );
  }
}

/** A store that is out of reach is for the operator to mend, so it is said in a sentence. */
async function openOrSay(open: () => Promise<OpenedNode>): Promise<OpenedNode> {
  try {
    return await open();
  } catch (error) {
    if (isSentence(error) || !(error instanceof Error)) throw error;
    const why = error.message === "" && "code" in error ? String(error.code) : error.message;
    throw new CommandError(`The node's store cannot be opened: ${why}`);
  }
}

function findCommand(args: readonly string[]): Command | undefined {
  const words = args.filter((arg) => !arg.startsWith("-"));
  return (
    commands.find(({ name }) => name === words.slice(0, 2).join(" ")) ?? commands.find(({ name }) => name === words[0])
  );
}

/** Checks what was typed against the command's own list, before anything is opened. */
function readCall(command: Command, args: readonly string[], open: () => Promise<OpenedNode>): Call {
  const parsed = parse(command, args);
  const options: Record<string, string | undefined> = {};
  const switches = new Set<string>();
  for (const [name, value] of Object.entries(parsed.values)) {
    if (typeof value === "string") options[name] = value;
    else switches.add(name);
  }
  const positionals = parsed.positionals.slice(command.name.split(" ").length);
  checkCall(command, options, positionals);
  return { options, switches, positionals, open };
}

function parse(command: Command, args: readonly string[]) {
  const known = Object.entries(command.options ?? {}).map(
    ([name, option]) =>
      [name, { type: option.value === undefined ? ("boolean" as const) : ("string" as const) }] as const,
  );
  try {
    return parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(known), json: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(`${why}. Run: npm run fedicoop -- ${command.name} --help`);
  }
}

function checkCall(
  command: Command,
  options: Readonly<Record<string, string | undefined>>,
  positionals: readonly string[],
): void {
  const wanted = command.positionals ?? [];
  const missing = wanted[positionals.length];
  if (missing !== undefined && missing.optional !== true)
    throw new UsageError(`${missing.name} is missing: ${missing.help}.`);
  const tooMany = positionals[wanted.length];
  if (tooMany !== undefined) throw new UsageError(`"${tooMany}" is more than ${command.name} takes.`);
  for (const [name, option] of Object.entries(command.options ?? {})) checkOption(name, option, options[name]);
}

function checkOption(name: string, { required, help: says, choices }: Option, value: string | undefined): void {
  if (value === undefined && required === true) throw new UsageError(`--${name} is missing: ${says}.`);
  if (value !== undefined && choices?.includes(value) === false) {
    throw new UsageError(`--${name} should be ${choices.join(", ")}, not "${value}".`);
  }
}

function print({ lines, json }: Report, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(json)}\n` : `${lines.join("\n")}\n`);
}
