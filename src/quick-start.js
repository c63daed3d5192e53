/**
 * `node --import ./src/quick-start.js …` takes two thirds off the time to start (measured on Node 24.21). Without this file all works,
 * slower. It is JavaScript, since a first file in TypeScript would load the compiler (30 MB) that the cache saves us.
 */
import { enableCompileCache, flushCompileCache, registerHooks } from "node:module";
import { join } from "node:path";

// What Node made of our sources is kept beside the packages, until `npm ci` removes both; where nobody may write, nothing is kept.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/node"));
// Node writes it at a clean end; a process that is killed should leave its successor a quick start too. With nothing new this takes 2 ms.
setTimeout(() => flushCompileCache(), 1000).unref();

/**
 * To learn where a module is and what format it has, Node reads the package.json that it belongs to, each time; drizzle-orm's has 180 kB,
 * some two hundred files and an import in each of our queries. So its entry points are resolved once each, and what one of its modules
 * imports by a relative path is a module beside it, so that nothing needs to be looked up.
 */
const slowPackage = "drizzle-orm";
/** @type {Map<string, import("node:module").ResolveFnOutput>} */
const entryPoints = new Map();

registerHooks({
  resolve(specifier, { parentURL, conditions }, next) {
    if (specifier === slowPackage || specifier.startsWith(`${slowPackage}/`)) {
      // `import` and `require` get different files.
      const key = [specifier, ...conditions].join(" ");
      const known = entryPoints.get(key) ?? next(specifier);
      entryPoints.set(key, known);
      return { ...known, shortCircuit: true };
    }
    const isInside = parentURL?.includes(`/node_modules/${slowPackage}/`) === true && parentURL.endsWith(".js");
    if (!isInside || !specifier.startsWith(".")) return next(specifier);
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});
