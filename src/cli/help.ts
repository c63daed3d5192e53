import { columns, type Command } from "./command.ts";

/** The list of commands. */
export function overview(commands: readonly Command[]): readonly string[] {
  return [
    "Usage: npm run fedicoop -- COMMAND [OPTIONS]",
    "",
    ...columns(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    "",
    "Every command takes --json (one JSON document on stdout) and --help.",
  ];
}

/** How to use one command. */
export function helpOf(command: Command): readonly string[] {
  const options = Object.entries(command.options ?? {});
  const positionals = command.positionals ?? [];
  const others = options.some(([, option]) => option.required !== true) ? " [OPTIONS]" : "";
  const required = options
    .filter(([, option]) => option.required === true)
    .map(([name, option]) => ` ${spelled(name, option)}`);
  const usage = `${command.name}${positionals.map(({ name, optional }) => ` ${optional === true ? `[${name}]` : name}`).join("")}${required.join("")}${others}`;
  const rows = [
    ...positionals.map(({ name, help }) => [`  ${name}`, help]),
    ...options.map(([name, option]) => [`  ${spelled(name, option)}`, described(option)]),
    ["  --json", "print one JSON document on stdout"],
  ];
  return [
    `Usage: npm run fedicoop -- ${usage}`,
    "",
    `${command.summary}.`,
    ...(command.details === undefined ? [] : [command.details]),
    "",
    ...columns(rows),
  ];
}

const spelled = (name: string, { value }: { readonly value?: string }): string =>
  value === undefined ? `--${name}` : `--${name} ${value}`;

const described = ({ help, choices }: { readonly help: string; readonly choices?: readonly string[] }): string =>
  choices === undefined ? help : `${help} (${choices.join(", ")})`;
