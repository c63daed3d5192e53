import type { Received } from "#src/app/peer-seen.ts";
import type { Context } from "#src/app/context.ts";
import { findStandings } from "#src/app/standing.ts";
import { inflated } from "./gzip.ts";
import { readActivityHead, readBody, readJsonBody } from "./body.ts";
import type { Signed } from "./guard-memory.ts";
import { refuse, type Refused } from "./problem.ts";
import { readSignature } from "./signature.ts";
import type { JsonObject } from "./wire/json.ts";

const syncPath = "/ledger/sync";

/**
 * `pass`: the request as everything behind the guard sees it, its URL and host those of the public origin, its body read whole.
 * `settle` is given the answer to it and answers what to send: only then is it known whether the signature held.
 */
export type Admission =
  | { readonly pass: Request; readonly settle: (response: Response) => Promise<Response> }
  | { readonly refuse: Response };

/** The key that a request claims to be signed with. */
export function claimedKey(headers: Headers): string | undefined {
  const text = headers.get("signature-input") ?? headers.get("signature") ?? "";
  const keyId = /key_?id="([^"]*)"/i.exec(text)?.[1] ?? "";
  return URL.canParse(keyId) ? keyId : undefined;
}

export const blocked = refuse("blocked", "Nothing is taken from it, and it is not answered.");

export type SenderStanding = "blocked" | "partner" | "other";

/**
 * How we stand towards who signs, by the address of a key or an actor, and who else speaks in it, with one question to the store. Who is
 * blocked as https does not get in as http.
 */
export async function standingOf({ database }: Context, signer: string, speaker = signer): Promise<SenderStanding> {
  const { origin } = new URL(signer);
  const asHttps = origin.replace(/^http:/, "https:");
  // Also one account alone, whose key is mostly named below it.
  const account = signer.split("#", 1)[0] ?? signer;
  const standings = await findStandings(database, [...new Set([account, speaker, asHttps])]);
  if (standings.of(account) === "suspended" || standings.of(speaker) === "suspended") return "blocked";
  const state = standings.peerAt(origin);
  if (state === undefined) return standings.peerAt(asHttps) === "blocked" ? "blocked" : "other";
  return state === "partner" || state === "limited" ? "partner" : "other";
}

export interface Checked {
  readonly request: Request;
  /** The origin of the key; what the body's actor is on too, unless `forwarded`. */
  readonly signer: string;
  readonly forwarded: boolean;
  /** An activity, or else a comparison of ledgers. */
  readonly isActivity: boolean;
  readonly received: Received;
  readonly signed: Signed;
}

/** What costs least comes first: the signature's claims and the digest, then the JSON; the store and the key are asked after it. */
export async function checkSigned(
  app: Context,
  request: Request,
  claimed: string | undefined,
): Promise<Checked | Refused> {
  const body = await readBody(request);
  if (body !== undefined && "refused" in body) return body;
  const signature = readSignature(request.headers, body, app.nowMs());
  if ("refused" in signature) return signature;
  const { keyId, kind, madeAtMs } = signature;
  const signer = new URL(keyId).origin;
  // What was looked up before the signature was read must be about the same host.
  if (signer !== claimed) return refuse("signature-malformed", "It names its key more than once.");
  const said = await readSaid(request, body, keyId);
  if ("refused" in said) return said;
  const passed = rebuilt(app, request, body);
  passes.set(passed, { keyId, actor: said.actor, json: said.json });
  const forwarded = signer !== new URL(said.actor).origin;
  const signed = { origin: signer, keyId, signature: request.headers.get("signature") ?? "" };
  const received = { signature: kind, madeAtMs };
  return { request: passed, signer, forwarded, received, signed, isActivity: said.json !== undefined };
}

/** What is known of a request that was let in, for those behind the guard. */
interface Passed {
  readonly keyId: string;
  readonly actor: string;
  readonly json: JsonObject | undefined;
  standing?: Promise<SenderStanding>;
}

const passes = new WeakMap<Request, Passed>();

/** The activity in a request that was let in, which need not be parsed again. */
export const activityIn = (request: Request): JsonObject | undefined => passes.get(request)?.json;

/** How we stand towards who signed and who speaks in a request that was let in. The store is asked once for each request. */
export function standingOfSender(app: Context, request: Request): Promise<SenderStanding> {
  const passed = passes.get(request);
  if (passed === undefined) throw new TypeError("The request did not pass the guard.");
  passed.standing ??= standingOf(app, passed.keyId, passed.actor);
  return passed.standing;
}

/** Who speaks: an activity's actor, or who signs a comparison of ledgers. */
async function readSaid(
  request: Request,
  body: Uint8Array<ArrayBuffer> | undefined,
  keyId: string,
): Promise<{ readonly actor: string; readonly json?: JsonObject } | Refused> {
  const read = readJsonBody(request.headers, await plainBody(request, body));
  if ("refused" in read) return read;
  if (isSync(request)) return { actor: keyId };
  const head = readActivityHead(read.json);
  return "refused" in head ? head : { actor: head.actor, json: read.json };
}

/** A comparison of ledgers may come compressed; what was signed are its bytes as they came. */
async function plainBody(
  request: Request,
  body: Uint8Array<ArrayBuffer> | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return body === undefined || !isSync(request) ? body : inflated(request.headers, body);
}

const isSync = ({ url }: Request): boolean => new URL(url).pathname === syncPath;

/** Where stewards send pictures: larger than anything else, and read only once it is known who sends them (`web/forms.ts`, `web/api/body.ts`). */
const filesPath = /^\/(api\/v1\/uploads|announcements|events)(\/|$)/;

const isFiles = ({ method, url, headers }: Request): boolean =>
  method === "POST" &&
  filesPath.test(new URL(url).pathname) &&
  /^multipart\/form-data\b/i.test(headers.get("content-type") ?? "") &&
  !headers.has("signature");

/** Everything else: bounded bodies; a signature that covers too little counts as none; nothing for those who are blocked. */
export async function checkOther(app: Context, request: Request): Promise<Admission | Refused> {
  if (isFiles(request)) return { pass: rebuilt(app, request, request.body), settle: async (response) => response };
  const body = await readBody(request);
  if (body !== undefined && "refused" in body) return body;
  const rebuiltRequest = rebuilt(app, request, body);
  if (request.headers.has("signature")) {
    const signature = readSignature(request.headers, body, app.nowMs());
    const isWeak = "refused" in signature;
    if (await isOneBlocked(app, [claimedKey(request.headers), isWeak ? undefined : signature.keyId])) return blocked;
    if (isWeak) for (const name of ["signature", "signature-input"]) rebuiltRequest.headers.delete(name);
  }
  return { pass: rebuiltRequest, settle: async (response) => response };
}

/** Whoever says that they are blocked is believed, however badly they sign. */
async function isOneBlocked(app: Context, keys: readonly (string | undefined)[]): Promise<boolean> {
  for (const key of new Set(keys)) if (key !== undefined && (await standingOf(app, key)) === "blocked") return true;
  return false;
}

/** Behind a proxy the request names another scheme, host or port than the one that was signed. */
function rebuilt(
  { origin }: Context,
  request: Request,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined,
): Request {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set("host", new URL(origin).host);
  return new Request(`${origin}${pathname}${search}`, {
    method: request.method,
    headers,
    ...(body === undefined || body === null ? {} : { body, duplex: "half" }),
  });
}
