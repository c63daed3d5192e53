import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where `name` is found from the package at `path`: in its own node_modules, or in one further up. */
function isLocked(packages: Lock["packages"], path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${base === "" ? "" : `${base}/`}node_modules/${name}`]?.version !== undefined) return true;
    if (base === "") return false;
  }
}

describe("what is installed", () => {
  // Before 2.3.8 a key that merely claims another server's actor as its owner was believed. On Node 20 a plain install takes 1.5.9.
  test.each([
    ["@fedify/fedify", "2.3.8"],
    ["@fedify/vocab", "2.3.6"],
    ["@fedify/vocab-runtime", "2.3.6"],
    ["@fedify/webfinger", "2.3.6"],
  ])("%s is exactly %s", (name, version) => {
    expect(readJson(`node_modules/${name}/package.json`)).toMatchObject({ name, version });
  });

  test("there is one copy of each of Fedify's packages", () => {
    const { packages } = readJson("package-lock.json") as Lock;
    const nested = Object.keys(packages).filter((path) => /node_modules\/.*node_modules\/@fedify\//.test(path));
    expect(nested).toEqual([]);
  });

  test("tests run on Node 24 or newer, also where npm runs on an older one", () => {
    expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(24);
  });

  test("the lock names no registry: each machine uses its own", () => {
    const { packages } = readJson("package-lock.json") as Lock;
    expect(Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)).toEqual([]);
  });

  // `npm install` leaves out of the lock what the registry in use does not have for other platforms; `npm ci` then refuses it.
  test("the lock names every package that another one wants, also those of other platforms", () => {
    const { packages } = readJson("package-lock.json") as Lock;
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(packages, path, name))
        .map((name) => `${name}, wanted by ${path}`),
    );
    expect(missing).toEqual([]);
  });
});
