import { signRequest } from "@fedify/fedify/sig";
import { FetchError as DocumentError, preloadedContexts, type DocumentLoader } from "@fedify/vocab-runtime";
import type { Context } from "#src/app/context.ts";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { checkJsonLimits } from "#src/domain/jsonlimits.ts";
import { findActor } from "#src/store/actors.ts";
import { safeFetch } from "./fetch.ts";
import { openHttpKeys, type HttpKey, type SignatureKind } from "./post.ts";

/** A document as another server gave it, and where it came from after redirects. */
export interface LoadedDocument {
  readonly document: unknown;
  readonly documentUrl: string;
  readonly contextUrl: null;
}

/** What this node reads from others: JSON-LD documents, signed as the node actor, and contexts. */
export interface Documents {
  /** Documents are kept for some minutes, so that an actor is not fetched for each of its activities. @throws when there is none. */
  readonly load: DocumentLoader;
  /** Contexts: common ones come with the software, others are fetched unsigned, bounded, and kept for a day. */
  readonly loadContext: DocumentLoader;
  /** Forgets a document, after an `Update` or `Delete` of it or when a signature did not verify with it. Fragments do not count. */
  forget(iri: string): void;
}

const freshMs = 5 * 60_000;
const contextFreshMs = 24 * 3_600_000;
/** A failure is remembered for as long as a burst of activities by the same actor takes to arrive. */
const failedFreshMs = 5_000;
const activityTypes = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

export function openDocuments(app: Context, options: { readonly allowPrivateAddresses: boolean }): Documents {
  const get = openSignedGet(app, options.allowPrivateAddresses);
  const documents = openCache(1_000, freshMs, async (url) => readDocument(await get(url)));
  const contexts = openCache(200, contextFreshMs, async (url) => {
    const headers = { accept: "application/ld+json, application/json;q=0.9" };
    const response = await safeFetch(url, { headers }, { ...options, timeoutMs: 5_000, maxBytes: 262_144 });
    return readDocument(response, /^application\/([\w.+-]+\+)?json\b/i);
  });
  return {
    load: (url) => documents.get(withoutFragment(url)),
    loadContext: async (url) => preloaded(url) ?? contexts.get(url),
    forget: (iri) => documents.forget(withoutFragment(iri)),
  };
}

/** `static` spares jsonld from processing a context anew for each document (measured: 226 → 268 activities/s). */
function preloaded(url: string): LoadedDocument | undefined {
  const document = preloadedContexts[url];
  return document === undefined
    ? undefined
    : Object.assign({ document, documentUrl: url, contextUrl: null }, { tag: "static" });
}

const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? url;

/** Only what is served as ActivityPub counts as said by its server: an uploaded file is not. */
const activityJson = /^application\/(activity\+json|ld\+json)\b/i;

async function readDocument(response: Response, accepted: RegExp = activityJson): Promise<LoadedDocument> {
  const url = response.url;
  if (!response.ok) throw new DocumentError(url, `${url} answers ${response.status}.`, response.clone());
  const contentType = response.headers.get("content-type") ?? "";
  if (!accepted.test(contentType)) throw new DocumentError(url, `${url} is served as ${contentType || "nothing"}.`);
  const text = await response.text();
  const problem = checkJsonLimits(text);
  if (problem !== undefined) throw new DocumentError(url, `${url} is ${problem}.`);
  try {
    return { document: JSON.parse(text), documentUrl: url, contextUrl: null };
  } catch {
    throw new DocumentError(url, `${url} is not JSON.`);
  }
}

/** GETs signed as the node, so that servers which want to know who reads can know. Each redirect is signed anew. */
function openSignedGet(app: Context, allowPrivateAddresses: boolean): (url: string) => Promise<Response> {
  const keyOf = openHttpKeys(app);
  const kinds = new Map<string, SignatureKind>();
  const limits = { allowPrivateAddresses, timeoutMs: 10_000, maxBytes: 1_048_576, redirects: 0 };
  const get = async (url: string, redirects: number): Promise<Response> => {
    const key = await nodeKey(app, keyOf);
    const kind = kinds.get(new URL(url).host) ?? "draft-cavage";
    let response = await safeFetch(url, { headers: await signedHeaders(url, key, kind) }, limits);
    if (key !== undefined && (response.status === 401 || response.status === 403)) {
      const other = kind === "rfc9421" ? "draft-cavage" : "rfc9421";
      response = await safeFetch(url, { headers: await signedHeaders(url, key, other) }, limits);
      if (response.ok) kinds.set(new URL(url).host, other);
    }
    const target = redirectTarget(response);
    if (target === undefined) return response;
    if (redirects === 0) throw new DocumentError(url, `${url} redirects too often.`);
    return get(target, redirects - 1);
  };
  return (url) => get(url, 3);
}

/** Before set-up there is no node yet, and nothing to sign with. */
async function nodeKey(app: Context, keyOf: (actorId: string) => Promise<HttpKey>): Promise<HttpKey | undefined> {
  return (await findActor(app.database, coopActorId)) === undefined ? undefined : keyOf(nodeActorId);
}

async function signedHeaders(url: string, key: HttpKey | undefined, kind: SignatureKind): Promise<Headers> {
  const headers = new Headers({ accept: activityTypes });
  if (key === undefined) return headers;
  headers.set("user-agent", `fedicoop (+${key.id.origin})`);
  const spec = kind === "rfc9421" ? "rfc9421" : "draft-cavage-http-signatures-12";
  return (await signRequest(new Request(url, { headers }), key.privateKey, key.id, { spec })).headers;
}

function redirectTarget(response: Response): string | undefined {
  const location = response.headers.get("location");
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  if (!URL.canParse(location, response.url))
    throw new DocumentError(response.url, `${response.url} redirects to nowhere.`);
  const target = new URL(location, response.url);
  if (response.url.startsWith("https:") && target.protocol !== "https:") {
    throw new DocumentError(response.url, `${response.url} redirects from https to ${target.protocol}`);
  }
  return withoutFragment(target.href);
}

interface Cache {
  get(url: string): Promise<LoadedDocument>;
  forget(url: string): void;
}

/** Keeps at most `size` answers, the oldest go first; requests for what is under way share it. */
function openCache(size: number, keepMs: number, fetchIt: (url: string) => Promise<LoadedDocument>): Cache {
  const kept = new Map<string, { readonly answer: Promise<LoadedDocument>; staleAtMs: number }>();
  return {
    get(url) {
      const known = kept.get(url);
      if (known !== undefined && performance.now() < known.staleAtMs) return known.answer;
      const entry = { answer: fetchIt(url), staleAtMs: performance.now() + keepMs };
      entry.answer.catch(() => {
        entry.staleAtMs = performance.now() + failedFreshMs;
      });
      kept.delete(url);
      kept.set(url, entry);
      for (const oldest of kept.keys()) {
        if (kept.size <= size) break;
        kept.delete(oldest);
      }
      return entry.answer;
    },
    forget: (url) => void kept.delete(url),
  };
}
