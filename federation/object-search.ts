import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import type { Context } from "#src/app/context.ts";
import type { FoundObject, Partners } from "#src/app/partners.ts";
import { standingOf } from "#src/app/standing.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { Documents } from "./documents.ts";
import { FetchError } from "./fetch.ts";
import { isObject } from "./wire/document.ts";
import type { Json } from "./wire/json.ts";
import { misleading } from "./wire/ld-context.ts";
import { readObject } from "./wire/note.ts";

interface Ground {
  readonly app: Context;
  readonly documents: Documents;
}

type Failed = Extract<FoundObject, { failed: string }>;
const failed = (reason: Failed["failed"], detail: string): Failed => ({ failed: reason, detail });

/**
 * {@link Partners.findObject}: one document, asked for where it is, signed as our node. It counts when the server that gave it, after
 * redirects too, is the one of its id and of its author.
 */
export function openFindObject({ app, documents }: Ground): Partners["findObject"] {
  return async (iri) => {
    if (!isAddress(iri)) return failed("malformed", "It should be the address of a post, beginning with https://.");
    if (sameOrigin(iri, app.origin)) return failed("not-found", "It is an address of this node.");
    if ((await standingOf(app.database, iri)) === "suspended")
      return failed("suspended", `${new URL(iri).host} is blocked here.`);
    try {
      const { document, documentUrl } = await documents.load(iri);
      return await judge(app, document as Json, documentUrl);
    } catch (error) {
      if (!(error instanceof DocumentError) && !(error instanceof FetchError)) throw error;
      return failed(wasAnswered(error) ? "not-found" : "unreachable", error.message);
    }
  };
}

async function judge(app: Context, document: Json, documentUrl: string): Promise<FoundObject> {
  const problem = isObject(document) ? misleading(document) : undefined;
  if (problem !== undefined) return failed("not-found", `${documentUrl}: ${problem}`);
  const read = readObject(document, { nowMs: app.nowMs() });
  if (!read.ok) return failed("not-found", `${documentUrl}: ${read.reason}`);
  const { object, attributedTo } = read.value;
  if (!sameOrigin(documentUrl, object)) return failed("not-found", `${documentUrl} leads to another server.`);
  if ((await standingOf(app.database, attributedTo)) === "suspended")
    return failed("suspended", "Its author is blocked here.");
  return { found: read.value };
}

const isAddress = (iri: string): boolean => iri.length <= 2000 && /^https?:\/\//i.test(iri) && URL.canParse(iri);
const wasAnswered = (error: Error): boolean =>
  error instanceof DocumentError && error.response !== undefined && error.response.status < 500;
