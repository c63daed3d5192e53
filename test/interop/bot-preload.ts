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

// The library is the bot's, and is looked for from there.
const here = createRequire(import.meta.url);
const load = createRequire(here.resolve("@evanp/activitypub-bot"));
const { prototype: loader } = load("activitystrea.ms/src/contextloader.js") as { readonly prototype: Loader };
const contexts = new Map<string, unknown>(Object.entries(preloadedContexts));

const original = loader.makeDocLoader;
loader.makeDocLoader = function makeDocLoader(this: Loader) {
  const fetchIt = original.call(this);
  return async (url) => {
    const document = contexts.get(url);
    return document === undefined ? fetchIt(url) : { contextUrl: null, document, documentUrl: url };
  };
};

const library = load("activitystrea.ms") as { registerContext?: (url: string, context: unknown) => void };
library.registerContext ??= (url, context) => void contexts.set(url, context);

const { Base } = load("activitystrea.ms/src/models/models.js") as Models;
const reasoner = load("activitystrea.ms/src/reasoner.js") as Reasoner;
Base.prototype.isActivity ??= function isActivity() {
  const types = [this.type ?? []].flat();
  return types.some((type) => reasoner.node(type).is("https://www.w3.org/ns/activitystreams#Activity"));
};

// Version 3 looks for the original context under another name than the one it keeps it by.
const environment = load("activitystrea.ms/src/environment.js") as { readonly prototype: object };
Object.defineProperty(environment.prototype, "origContext", {
  configurable: true,
  get(this: { readonly originalContext: unknown }) {
    return this.originalContext;
  },
});
