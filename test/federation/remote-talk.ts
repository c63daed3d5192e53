import type { Context } from "#src/app/context.ts";
import { takeActivity } from "#federation/inbox.ts";
import type { Handled } from "#federation/inbox/received.ts";
import { openFindObject } from "#federation/object-search.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { FetchError } from "@fedify/vocab-runtime";

/** Other servers as far as an inbox meets them: what they publish by address, and what was asked of them. */
export interface Talk {
  readonly documents: Map<string, JsonObject>;
  readonly asked: string[];
  /** An activity arrives, signed by its actor. */
  hear(activity: JsonObject): Promise<Handled>;
}

/** An actor's document, as short as it may be. */
export const person = (iri: string, more: JsonObject = {}): JsonObject => ({
  id: iri,
  type: "Person",
  preferredUsername: iri.split("/").at(-1) ?? "",
  inbox: `${iri}/inbox`,
  ...more,
});

export function openTalk(app: Context): Talk {
  const documents = new Map<string, JsonObject>();
  const asked: string[] = [];
  const load = async (url: string) => {
    asked.push(url);
    const document = documents.get(url);
    if (document === undefined)
      throw new FetchError(new URL(url), "There is nothing.", new Response(null, { status: 404 }));
    return { document, documentUrl: url, contextUrl: null };
  };
  const loaded = { load, loadContext: load, has: () => false, forget: () => undefined };
  const unused = (): never => {
    throw new Error("Nobody should ask for this.");
  };
  const findObject = openFindObject({ app, documents: loaded });
  const partners = {
    lookUp: unused,
    findActor: unused,
    reconcile: unused,
    check: unused,
    fetchList: unused,
    findObject,
  };
  return {
    documents,
    asked,
    hear(activity) {
      const { type, actor } = activity as { readonly type: string; readonly actor: string };
      return takeActivity({ app, partners, documents: loaded, activity, actor }, type);
    },
  };
}
