import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "#test/rig.ts";

const root = join(import.meta.dirname, "..");
const restricted = "eslint(no-restricted-imports)";

/** Who must not import what, as `folder: what it tries`. Each becomes a file of its own. */
const forbiddenImports: Readonly<Record<string, readonly string[]>> = {
  "src/domain": [
    "#src/store/outbox.ts",
    "#src/app/peers.ts",
    "#src/meetings/link.ts",
    "#src/web/page.ts",
    "#src/cli/main.ts",
    "#src/config.ts",
    "#federation/inbox.ts",
    "#test/rig.ts",
    "@fedify/vocab",
    "../store/outbox.ts",
    "./deeper/../../store/outbox.ts",
    "node:fs",
    "node:http",
  ],
  "src/domain/deeper": ["../../store/outbox.ts", "../resource.ts"],
  "src/store": ["#src/app/peers.ts", "#src/web/page.ts", "#src/config.ts", "#federation/deliver.ts", "../app/peers.ts"],
  "src/meetings": ["#src/store/outbox.ts", "#src/app/peers.ts", "#federation/deliver.ts", "@fedify/fedify"],
  "src/app": [
    "#src/store/schema.ts",
    "../store/schema.ts",
    "#src/web/page.ts",
    "#src/cli/main.ts",
    "#src/main.ts",
    "#src/config.ts",
    "#federation/wire/agreement.ts",
    "../../federation/deliver.ts",
    "@fedify/fedify",
    "node:process",
  ],
  "src/web": [
    "#src/store/schema.ts",
    "#src/cli/main.ts",
    "#src/meetings/link.ts",
    "#src/main.ts",
    "#federation/deliver.ts",
    "../cli/main.ts",
    "@fedify/fedify",
  ],
  "src/cli": ["#src/store/schema.ts", "#src/web/page.ts", "#federation/federation.ts", "@fedify/fedify"],
  src: [
    "./app/peers.ts",
    "#src/store/outbox.ts",
    "#federation/deliver.ts",
    "../federation/deliver.ts",
    "@fedify/vocab",
  ],
  federation: ["#src/store/schema.ts", "#src/web/page.ts", "#src/cli/main.ts", "#src/main.ts", "../src/app/peers.ts"],
  "federation/wire": ["#src/store/schema.ts", "../../src/store/outbox.ts", "../deliver.ts", "#src/meetings/link.ts"],
};

/** What the same folders may import, so that the rules are known to be no wider than they should be. */
const allowedImports: Readonly<Record<string, readonly string[]>> = {
  "src/domain": ["#src/domain/resource.ts", "./resource.ts", "node:crypto"],
  "src/store": ["#src/domain/resource.ts", "#src/store/schema.ts", "./schema.ts", "node:fs"],
  "src/app": ["#src/store/outbox.ts", "#src/domain/resource.ts", "#src/meetings/link.ts"],
  "src/web": ["#src/app/peers.ts", "#src/store/outbox.ts", "#src/domain/resource.ts", "#src/config.ts"],
  "src/cli": ["#src/app/peers.ts", "#src/store/outbox.ts", "#src/config.ts"],
  federation: ["#src/app/peers.ts", "#src/domain/resource.ts", "#federation/wire/agreement.ts", "@fedify/fedify"],
};

/** Other rules of the architecture: a file, what stands in it, and the rule that must see it. */
const otherViolations: readonly (readonly [path: string, source: string, rule: string])[] = [
  ["src/main.ts", 'export { x } from "@fedify/fedify";', restricted],
  ["src/app/late.ts", 'export const late = await import("#federation/deliver.ts");', restricted],
  ["src/app/typed.ts", 'import type { T } from "#federation/deliver.ts";\nexport type U = T;', restricted],
  ["src/domain/again.ts", 'export { x } from "#src/app/peers.ts";', restricted],
  ["src/web/unsafe.ts", 'import { raw } from "hono/html";\nexport const page = raw("");', restricted],
  ["src/app/environment.ts", 'export const secret = process.env["FEDICOOP_SECRET"];', "node(no-process-env)"],
  ["federation/environment.ts", 'export const secret = process.env["FEDICOOP_SECRET"];', "node(no-process-env)"],
  ["src/domain/clock.ts", "export const now = (): number => Date.now();", "eslint(no-restricted-properties)"],
  ["src/domain/chance.ts", "export const dice = (): number => Math.random();", "eslint(no-restricted-properties)"],
  ["src/domain/network.ts", 'export const get = () => fetch("http://a/");', "eslint(no-restricted-globals)"],
  ["src/app/ring-a.ts", 'import { b } from "#src/app/ring-b.ts";\nexport const a = () => b;', "import(no-cycle)"],
  ["src/app/ring-b.ts", 'import { a } from "./ring-a.ts";\nexport const b = () => a;', "import(no-cycle)"],
  ["src/app/any.ts", "export const a: any = 1;", "typescript(no-explicit-any)"],
  ["src/app/default.ts", "export default 1;", "import(no-default-export)"],
  ["src/app/floating.ts", "const f = async () => {};\nf();", "typescript(no-floating-promises)"],
  ["src/app/ignored.ts", "// @ts-ignore\nexport const a: string = 1;", "typescript(ban-ts-comment)"],
  ["src/app/params.ts", "export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];", "eslint(max-params)"],
  ["src/app/long.ts", "void 0;\n".repeat(301), "eslint(max-lines)"],
  ["src/app/big.ts", `export function f() {\n${"  f();\n".repeat(50)}}`, "eslint(max-lines-per-function)"],
  ["src/app/knot.ts", `export const f = (a: number) => ${"a ? 1 : ".repeat(10)}2;`, "eslint(complexity)"],
];

interface Planted {
  readonly path: string;
  readonly source: string;
  readonly what: string;
  readonly rule?: string;
}

function importing(table: Readonly<Record<string, readonly string[]>>, prefix: string, rule?: string): Planted[] {
  return Object.entries(table).flatMap(([folder, specifiers]) =>
    specifiers.map((specifier, index) => ({
      path: `${folder}/${prefix}${index}.ts`,
      what: specifier,
      source: `import * as what from "${specifier}";\nexport const seen = what;`,
      ...(rule === undefined ? {} : { rule }),
    })),
  );
}

const violations: readonly Planted[] = [
  ...importing(forbiddenImports, "forbidden", restricted),
  ...otherViolations.map(([path, source, rule]) => ({ path, source, rule, what: rule })),
];

const lawful = importing(allowedImports, "allowed");

/** One run of the linter, with our own configuration, over all of them: the codes of the rules that spoke, by path. */
function lint(files: readonly Planted[]): Map<string, string[]> {
  const folder = temporaryFolder();
  try {
    for (const name of [".oxlintrc.json", "tsconfig.json", "package.json"]) {
      copyFileSync(join(root, name), join(folder.path, name));
    }
    symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"));
    for (const { path, source } of files) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), `${source}\n`);
    }
    const program = join(root, "node_modules/.bin/oxlint");
    const run = spawnSync(program, ["--format=json"], { cwd: folder.path, encoding: "utf8" });
    const report = JSON.parse(run.stdout) as { diagnostics: { filename: string; code: string }[] };
    const found = new Map<string, string[]>();
    for (const { filename, code } of report.diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
    return found;
  } finally {
    folder.remove();
  }
}

describe("the linter sees what the architecture forbids", () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    found = lint([...violations, ...lawful]);
  });

  test.each(violations)("$path: $what", ({ path, rule }) => {
    expect(found.get(path) ?? []).toContain(rule);
  });

  test.each(lawful)("and lets $path pass: $what", ({ path }) => {
    expect(found.get(path) ?? []).toEqual([]);
  });
});

/** Our own source files, as paths from the root. */
function sources(...folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith(".ts"));
}

describe("what no lint rule sees", () => {
  test("src has these layers and no others: a new folder needs its own import rules", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const layers = ["app", "cli", "domain", "meetings", "store", "web"];
    expect(folders.filter((folder) => !layers.includes(folder))).toEqual([]);
  });

  test("no file is a drawer for anything", () => {
    const drawers = /^(index|utils?|helpers?|services?|managers?|misc|common)(\.test)?\.ts$/;
    expect(sources("src", "federation", "test").filter((file) => drawers.test(basename(file)))).toEqual([]);
  });

  test("no rule is switched off inside a file", () => {
    // Put together, so that this line is not a finding of its own.
    const suppression = new RegExp(["(ox|es)lint", "disable"].join("-").concat("|@ts-(ignore|nocheck)"));
    const files = sources("src", "federation").filter((file) =>
      suppression.test(readFileSync(join(root, file), "utf8")),
    );
    expect(files).toEqual([]);
  });

  test("only config.ts takes the environment apart", () => {
    const taking = /\benv\b[^;\n]*=\s*process\b|process\s*\[\s*["']env/;
    const files = sources("src", "federation").filter((file) => taking.test(readFileSync(join(root, file), "utf8")));
    expect(files).toEqual([]);
  });
});
