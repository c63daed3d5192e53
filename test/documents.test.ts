import { existsSync, globSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const documents = globSync(["*.md", "docs/**/*.md"], { cwd: root }).toSorted();

/** What a document leads to on this disk, without what is written as an example in code. */
function linksOf(document: string): readonly string[] {
  const prose = readFileSync(join(root, document), "utf8")
    .replaceAll(/```.*?```/gsu, "")
    .replaceAll(/`[^`\n]*`/gu, "");
  return [...prose.matchAll(/\]\((?<target>[^)\s]+)\)/gu)]
    .map(({ groups }) => groups?.["target"] ?? "")
    .filter((target) => !/^[a-z][a-z+.-]*:/u.test(target));
}

/** The anchors of a document's headings, as forges make them. */
const anchorsOf = (path: string): readonly string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (?<heading>.+)$/gmu)].map(({ groups }) =>
    (groups?.["heading"] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

function leadsSomewhere(document: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? join(root, document) : join(root, dirname(document), file);
  if (!existsSync(path)) return false;
  return anchor === undefined || anchorsOf(path).includes(anchor);
}

test.each(documents)("every link of %s leads somewhere", (document) => {
  expect(linksOf(document).filter((target) => !leadsSomewhere(document, target))).toEqual([]);
});

test("every decision stands in the list of decisions, and every topic of the federation in FEDERATION.md", () => {
  const named = (document: string) =>
    linksOf(document).map((target) => relative(root, join(root, dirname(document), target)));
  const decisions = readdirSync(join(root, "docs/adr")).filter((name) => /^\d{4}-/u.test(name));
  expect(named("docs/adr/README.md")).toEqual(expect.arrayContaining(decisions.map((name) => join("docs/adr", name))));
  const topics = readdirSync(join(root, "docs/federation")).map((name) => join("docs/federation", name));
  expect(named("FEDERATION.md")).toEqual(expect.arrayContaining(topics));
});

test("every example of the wire is shown by the text that explains it", () => {
  const texts = readdirSync(join(root, "docs/federation")).map((name) => join("docs/federation", name));
  const shown = texts.flatMap((text) =>
    linksOf(text).map((target) => relative(root, join(root, dirname(text), target))),
  );
  const fixtures = globSync("test/fixtures/*.jsonld", { cwd: root });
  expect(fixtures.filter((fixture) => !shown.includes(fixture))).toEqual([]);
});

test("every test that the table of attacks names is there, and every file of attacks stands in it", () => {
  const table = readFileSync(join(root, "docs/federation/hardening.md"), "utf8");
  const named = [...table.matchAll(/`(?<path>[\w/-]+\.test\.ts)`/gu)].map(({ groups }) => groups?.["path"] ?? "");
  const paths = named.map((path) => (path.includes("/") ? path : `test/hardening/${path}`));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(paths).toEqual(expect.arrayContaining(globSync("test/hardening/*.test.ts", { cwd: root })));
});
