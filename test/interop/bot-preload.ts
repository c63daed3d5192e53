import { createRequire } from "node:module";
import { preloadedContexts } from "@fedify/vocab-runtime";

/**
 * Runs before `@evanp/activitypub-bot` is loaded. It wants activitystrea.ms 4, which the registry does not have; this gives version 3 the three
 * things that it lacks. The contexts that we use come along, so that nothing is fetched from outside.
 */
interface Loader {
  makeDocLoader(): (url: string) => Promise<object>;
}
interface Typed {
  readonly type?: string | readonly string[];
}
interface Models {
  readonly Base: { readonly prototype: { isActivity?: (this: Typed) => boolean } };
}
interface Reasoner {
  node(type: string): { is(type: string): boolean };
}

const require = createRequire(import.meta.url);
const { prototype: loader } = require("activitystrea.ms/src/contextloader.js") as { readonly prototype: Loader };
const contexts = new Map<string, unknown>(Object.entries(preloadedContexts));

const original = loader.makeDocLoader;
loader.makeDocLoader = function makeDocLoader(this: Loader) {
  const load = original.call(this);
  return async (url) => {
    const document = contexts.get(url);
    return document === undefined ? load(url) : { contextUrl: null, document, documentUrl: url };
  };
};

const library = require("activitystrea.ms") as { registerContext?: (url: string, context: unknown) => void };
library.registerContext ??= (url, context) => void contexts.set(url, context);

const { Base } = require("activitystrea.ms/src/models/models.js") as Models;
const reasoner = require("activitystrea.ms/src/reasoner.js") as Reasoner;
Base.prototype.isActivity ??= function isActivity() {
  const types = [this.type ?? []].flat();
  return types.some((type) => reasoner.node(type).is("https://www.w3.org/ns/activitystreams#Activity"));
};

// Version 3 looks for the original context under another name than the one it keeps it by.
const environment = require("activitystrea.ms/src/environment.js") as { readonly prototype: object };
Object.defineProperty(environment.prototype, "origContext", {
  configurable: true,
  get(this: { readonly originalContext: unknown }) {
    return this.originalContext;
  },
});
