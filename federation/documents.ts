import { signRequest } from "@fedify/fedify/sig";
import { FetchError as DocumentError, preloadedContexts, type DocumentLoader } from "@fedify/vocab-runtime";
import type { Context } from "#src/app/context.ts";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { checkJsonLimits } from "#src/domain/jsonlimits.ts";
import { findActor } from "#src/store/actors.ts";
import { parseForeign } from "./body.ts";
import { FetchError, safeFetch } from "./fetch.ts";
import { openHostTurns, type HostTurns } from "./host-turns.ts";
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
  /** Whether a document is kept, so that loading it would give nothing new. */
  has(iri: string): boolean;
  /** Forgets a document, after an `Update` or `Delete` of it or when a signature did not verify with it. Fragments do not count. */
  forget(iri: string): void;
}

const freshMs = 5 * 60_000;
const contextFreshMs = 24 * 3_600_000;
/** A failure is remembered for as long as a burst of activities by the same actor takes to arrive. */
const failedFreshMs = 5_000;
const activityTypes = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

export function openDocuments(
  app: Context,
  { turns = openHostTurns(), ...options }: { readonly allowPrivateAddresses: boolean; readonly turns?: HostTurns },
): Documents {
  const get = openSignedGet(app, options.allowPrivateAddresses, turns);
  const documents = openCache(1_000, freshMs, (url) =>
    inTurn(turns, url, async (signal) => readDocument(await get(url, signal))),
  );
  const contexts = openCache(200, contextFreshMs, (url) =>
    inTurn(turns, url, async (signal) => {
      const headers = { accept: "application/ld+json, application/json;q=0.9" };
      const limits = { ...options, timeoutMs: 5_000, maxBytes: 262_144 };
      const context = await readDocument(await safeFetch(url, { headers, signal }, limits), anyJson);
      return namesOnlyKnown(context.document) ? context : refuseContext(url);
    }),
  );
  return {
    load: (url) => documents.get(withoutFragment(url)),
    loadContext: async (url) => preloaded(url) ?? contexts.get(url),
    has: (iri) => documents.has(withoutFragment(iri)),
    forget: (iri) => documents.forget(withoutFragment(iri)),
  };
}

const anyJson = /^application\/([\w.+-]+\+)?json\b/i;
/** For a document with all its redirects, however slowly each comes. */
const documentLimitMs = 10_000;

async function inTurn<T>(turns: HostTurns, url: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return turns.inTurn(host, async () => {
    const signal = AbortSignal.timeout(documentLimitMs);
    try {
      const answer = await work(signal);
      turns.wasQuick(host);
      return answer;
    } catch (error) {
      if (signal.aborted || (error instanceof FetchError && error.problem === "timeout")) turns.wasSlow(host);
      throw error;
    }
  });
}

/** A context may name others, and those again: what is fetched would be for its author to say. */
function namesOnlyKnown(context: unknown): boolean {
  if (typeof context !== "object" || context === null) return true;
  return Object.entries(context).every(([name, value]) => {
    const named = name === "@context" || name === "@import" ? [value].flat() : [];
    return named.every((each) => typeof each !== "string" || each in preloadedContexts) && namesOnlyKnown(value);
  });
}

function refuseContext(url: string): never {
  throw new DocumentError(url, `${url} is a context that needs others.`);
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

async function readDocument(response: Response, accepted: RegExp = activityJson): Promise<SizedDocument> {
  const url = response.url;
  if (!response.ok) throw new DocumentError(url, `${url} answers ${response.status}.`, response.clone());
  const contentType = response.headers.get("content-type") ?? "";
  if (!accepted.test(contentType)) throw new DocumentError(url, `${url} is served as ${contentType || "nothing"}.`);
  const text = await response.text();
  const problem = checkJsonLimits(text);
  if (problem !== undefined) throw new DocumentError(url, `${url} is ${problem}.`);
  const document = parse(text, url);
  if (!isOfItsHost(document, url)) throw new DocumentError(url, `${url} says that it is of another server.`);
  return { document, documentUrl: url, contextUrl: null, length: text.length };
}

function parse(text: string, url: string): unknown {
  const read = parseForeign(text);
  if (read === "no-json") throw new DocumentError(url, `${url} is not JSON.`);
  if (read === "reserved") throw new DocumentError(url, `${url} has a name or a character that cannot be kept.`);
  return read.json;
}

/** What a server gives counts as that server's word, after redirects too. Some still say `http` of what they serve with TLS. */
function isOfItsHost(document: unknown, url: string): boolean {
  const { id } = (typeof document === "object" ? (document ?? {}) : {}) as { readonly id?: unknown };
  return typeof id !== "string" || !URL.canParse(id) || new URL(id).host === new URL(url).host;
}

/** GETs signed as the node, so that servers which want to know who reads can know. Each redirect is signed anew. */
function openSignedGet(
  app: Context,
  allowPrivateAddresses: boolean,
  turns: HostTurns,
): (url: string, signal: AbortSignal) => Promise<Response> {
  const keyOf = openHttpKeys(app);
  const kinds = new Map<string, SignatureKind>();
  const limits = { allowPrivateAddresses, timeoutMs: 10_000, maxBytes: 1_048_576, redirects: 0 };
  const get = async (url: string, signal: AbortSignal, redirects: number): Promise<Response> => {
    const key = await nodeKey(app, keyOf);
    const kind = kinds.get(new URL(url).host) ?? "draft-cavage";
    let response = await safeFetch(url, { headers: await signedHeaders(url, key, kind), signal }, limits);
    if (key !== undefined && (response.status === 401 || response.status === 403)) {
      const other = kind === "rfc9421" ? "draft-cavage" : "rfc9421";
      response = await safeFetch(url, { headers: await signedHeaders(url, key, other), signal }, limits);
      if (response.ok) kinds.set(new URL(url).host, other);
    }
    const target = redirectTarget(response);
    if (target === undefined) return response;
    if (redirects === 0) throw new DocumentError(url, `${url} redirects too often.`);
    if (new URL(target).host !== new URL(url).host) turns.charge(new URL(target).host);
    return get(target, signal, redirects - 1);
  };
  return (url, signal) => get(url, signal, 3);
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

interface SizedDocument extends LoadedDocument {
  /** Of its text. */
  readonly length: number;
}

interface Cache {
  get(url: string): Promise<LoadedDocument>;
  has(url: string): boolean;
  forget(url: string): void;
}

/** Texts of so many characters are kept in one cache at most; parsed they take some times that. */
const keptLength = 8_000_000;

interface Kept {
  readonly answer: Promise<LoadedDocument>;
  staleAtMs: number;
  length: number;
}

/** Keeps at most `size` answers, and not more than fit, the oldest go first; requests for what is under way share it. */
function openCache(size: number, keepMs: number, fetchIt: (url: string) => Promise<SizedDocument>): Cache {
  const kept = new Map<string, Kept>();
  let total = 0;
  const forget = (url: string): void => {
    total -= kept.get(url)?.length ?? 0;
    kept.delete(url);
  };
  const shrink = (): void => {
    for (const oldest of kept.keys()) {
      if (kept.size <= size && total <= keptLength) break;
      forget(oldest);
    }
  };
  const fresh = (url: string): Kept | undefined => {
    const known = kept.get(url);
    return known !== undefined && performance.now() < known.staleAtMs ? known : undefined;
  };
  const fetchAnew = (url: string): Promise<LoadedDocument> => {
    const answer = fetchIt(url);
    const entry: Kept = { answer, staleAtMs: performance.now() + keepMs, length: 0 };
    answer.then(
      ({ length }) => {
        if (kept.get(url) !== entry) return;
        entry.length = length;
        total += length;
        shrink();
      },
      () => {
        entry.staleAtMs = performance.now() + failedFreshMs;
      },
    );
    forget(url);
    kept.set(url, entry);
    shrink();
    return answer;
  };
  return {
    get: (url) => fresh(url)?.answer ?? fetchAnew(url),
    has: (url) => fresh(url) !== undefined,
    forget,
  };
}
