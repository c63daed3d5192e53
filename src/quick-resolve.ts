/**
 * `node --import ./src/quick-resolve.ts …` halves the time to start (2.4 s to 1.1 s, measured on Node 24.21). To learn the format of a
 * file, Node reads the package.json that it belongs to, each time; drizzle-orm's has 180 kB and some two hundred files. Whatever one of
 * its modules imports by a relative path is a module beside it, so nothing needs to be looked up. Without this file all works, slower.
 */
import { registerHooks } from "node:module";

const slowPackage = "/node_modules/drizzle-orm/";

registerHooks({
  resolve(specifier, { parentURL }, next) {
    if (!specifier.startsWith(".") || parentURL?.includes(slowPackage) !== true || !parentURL.endsWith(".js")) {
      return next(specifier);
    }
    return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
  },
});
