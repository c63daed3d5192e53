import { getLogger } from "@logtape/logtape";
import { noteHostReceived, notePeerSeen, type Received } from "#src/app/peer-seen.ts";
import type { Context } from "#src/app/context.ts";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { inflated } from "./gzip.ts";
import { readActivityHead, readBody, readJsonBody } from "./body.ts";
import { addressKey, clientAddress, defaultRates, openBuckets, type Buckets, type Rates } from "./limits.ts";
import { problemResponse, refusalResponse, refuse, type Refused } from "./problem.ts";
import { readSignature } from "./signature.ts";

const log = getLogger(["fedicoop", "guard"]);

export interface GuardOptions {
  readonly app: Context;
  /** Whose forwarded headers are believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Told the origin of every host whose request was verified. */
  readonly hostAwake: (origin: string) => Promise<void>;
  readonly rates?: Partial<Rates>;
}

/**
 * `pass`: the request as everything behind the guard sees it, its URL and host those of the public origin, its body read whole.
 * `settle` is given the answer to it and answers what to send: only then is it known whether the signature held.
 */
export type Admission =
  | { readonly pass: Request; readonly settle: (response: Response) => Promise<Response> }
  | { readonly refuse: Response };

export type Guard = (request: Request, from: { readonly remoteAddress: string }) => Promise<Admission>;

/** What must be signed: everything that other nodes POST. */
const signedPath = /^\/(inbox|actors\/[^/]+\/inbox|ledger\/sync)$/;
const syncPath = "/ledger/sync";

/** Stands before everything: what a request must satisfy before Fedify, the pages or the API see it (docs/federation/guard.md). */
export function openGuard(options: GuardOptions): Guard {
  const { app, trustedProxies } = options;
  const gate = openGate(options);
  return async (request, { remoteAddress }) => {
    const address = addressKey(clientAddress(remoteAddress, request.headers.get("x-forwarded-for"), trustedProxies));
    const url = new URL(request.url);
    const outcome =
      request.method === "POST" && signedPath.test(url.pathname)
        ? await gate.admitSigned(request, address)
        : await gate.admitOther(request, address);
    if (!("refused" in outcome)) return outcome;
    log.debug("{method} {path} is refused: {refused}", {
      method: request.method,
      path: url.pathname,
      refused: outcome.refused,
    });
    return { refuse: refusalResponse(outcome, app.origin) };
  };
}

/** What a verified request sets off in the store is looked at this often for each host. */
const seenMs = 1_000;
const hostsRemembered = 10_000;

interface Gate {
  admitSigned(request: Request, address: string): Promise<Admission | Refused>;
  admitOther(request: Request, address: string): Promise<Admission | Refused>;
}

type AllBuckets = { readonly [Name in keyof Rates]: Buckets };

type Seen = (origin: string, received: Received) => Promise<void>;

/** A peer was seen, and its host is awake. */
function openSeen(app: Context, hostAwake: GuardOptions["hostAwake"]): Seen {
  const seenAtMs = new Map<string, number>();
  return async (origin, received) => {
    const nowMs = app.nowMs();
    if (nowMs - (seenAtMs.get(origin) ?? -Infinity) < seenMs) return;
    if (seenAtMs.size >= hostsRemembered) seenAtMs.clear();
    seenAtMs.set(origin, nowMs);
    await notePeerSeen(app, origin);
    await noteHostReceived(app, origin, received);
    await hostAwake(origin);
  };
}

function openGate({ app, hostAwake, rates }: GuardOptions): Gate {
  const all = { ...defaultRates, ...rates };
  const open = (name: keyof Rates): Buckets => openBuckets(all[name], app.nowMs);
  const buckets: AllBuckets = {
    failed: open("failed"),
    forged: open("forged"),
    unsigned: open("unsigned"),
    partner: open("partner"),
    stranger: open("stranger"),
  };
  const seen = openSeen(app, hostAwake);
  return {
    async admitSigned(request, address) {
      const claimed = claimedOrigin(request.headers);
      const standing = claimed === undefined ? "other" : await standingOf(app, claimed);
      if (standing === "blocked") return blocked;
      const isPartner = standing === "partner";
      const failures = isPartner ? buckets.forged : buckets.failed;
      if (!failures.has(address)) return tooMany(failures, address);
      const checked = await checkSigned(app, request, claimed);
      if ("refused" in checked) {
        failures.take(address);
        return checked;
      }
      const host = isPartner ? buckets.partner : buckets.stranger;
      const taken = host.take(checked.signer);
      if (!taken.ok) return tooMuch("This server has sent too much at once.", taken.retryAfterSeconds);
      return {
        pass: checked.request,
        settle: (response) => settleSigned(response, { ...checked, host, failures, address, seen }),
      };
    },
    async admitOther(request, address) {
      const guess = guessOf(request);
      if (guess !== "token") {
        const taken = buckets.unsigned.take(address);
        if (!taken.ok) return tooMuch("There were too many requests from this address.", taken.retryAfterSeconds);
      }
      const checked = await checkOther(app, request);
      if (!("pass" in checked) || guess === undefined) return checked;
      return {
        ...checked,
        settle: async (response) => settleGuess(app, response, { guess, failures: buckets.failed, address }),
      };
    },
  };
}

/** Addresses whose end is a secret of 128 bits. */
const secretPath = /^\/(join|guests|feeds|welcome)\/[^/]+$/;

/** What a request may be guessing: a token of the API (what else carries the header is like any other request), or a secret address. */
function guessOf(request: Request): "token" | "address" | undefined {
  const { pathname } = new URL(request.url);
  if (request.headers.has("authorization") && pathname.startsWith("/api/")) return "token";
  return secretPath.test(pathname) ? "address" : undefined;
}

const wrongGuess = {
  token: { status: 401, detail: "Too many requests from this address had no good token." },
  address: { status: 404, detail: "Too many requests from this address were for pages that there are not." },
} as const;

/** Who has a good token or address is never kept out by somebody behind the same address who guesses. */
function settleGuess(
  { origin }: Context,
  response: Response,
  settling: { readonly guess: keyof typeof wrongGuess; readonly failures: Buckets; readonly address: string },
): Response {
  const { status, detail } = wrongGuess[settling.guess];
  if (response.status !== status) return response;
  const taken = settling.failures.take(settling.address);
  return taken.ok ? response : refusalResponse(tooMuch(detail, taken.retryAfterSeconds), origin);
}

function tooMany(failures: Buckets, address: string): Refused {
  const taken = failures.take(address);
  const detail = "Too many requests from this address failed or were not signed.";
  return tooMuch(detail, taken.ok ? 1 : taken.retryAfterSeconds);
}

const tooMuch = (detail: string, retryAfterSeconds: number): Refused => ({
  ...refuse("too-many-requests", detail),
  retryAfterSeconds,
});

/** The origin of the key that a request claims to be signed with. */
function claimedOrigin(headers: Headers): string | undefined {
  const text = headers.get("signature-input") ?? headers.get("signature") ?? "";
  const keyId = /key_?id="([^"]*)"/i.exec(text)?.[1] ?? "";
  return URL.canParse(keyId) ? new URL(keyId).origin : undefined;
}

const blocked = refuse("blocked", "Nothing is taken from it, and it is not answered.");

async function standingOf({ database }: Context, origin: string): Promise<"blocked" | "partner" | "other"> {
  const peer = await findPeerByOrigin(database, origin);
  if (peer?.state === "blocked") return "blocked";
  return peer?.state === "partner" || peer?.state === "limited" ? "partner" : "other";
}

interface Checked {
  readonly request: Request;
  /** The origin of the key; what the body's actor is on too, unless `forwarded`. */
  readonly signer: string;
  readonly forwarded: boolean;
  readonly received: Received;
}

async function checkSigned(app: Context, request: Request, claimed: string | undefined): Promise<Checked | Refused> {
  const body = await readBody(request);
  if (body !== undefined && "refused" in body) return body;
  const read = readJsonBody(request.headers, await plainBody(request, body));
  if ("refused" in read) return read;
  const signature = readSignature(request.headers, body, app.nowMs());
  if ("refused" in signature) return signature;
  const signer = new URL(signature.keyId).origin;
  // What was looked up before the signature was read must be about the same host.
  if (signer !== claimed) return refuse("signature-malformed", "It names its key more than once.");
  const head = isSync(request) ? { actor: signature.keyId } : readActivityHead(read.json);
  if ("refused" in head) return head;
  const speaker = new URL(head.actor).origin;
  if (signer !== speaker && (await standingOf(app, speaker)) === "blocked") return blocked;
  const received = { signature: signature.kind, madeAtMs: signature.madeAtMs };
  return { request: rebuilt(app, request, body), signer, forwarded: signer !== speaker, received };
}

/** A comparison of ledgers may come compressed; what was signed are its bytes as they came. */
async function plainBody(
  request: Request,
  body: Uint8Array<ArrayBuffer> | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return body === undefined || !isSync(request) ? body : inflated(request.headers, body);
}

const isSync = ({ url }: Request): boolean => new URL(url).pathname === syncPath;

/** Everything else: bounded bodies; a signature that covers too little counts as none; nothing for those who are blocked. */
async function checkOther(app: Context, request: Request): Promise<Admission | Refused> {
  const body = await readBody(request);
  if (body !== undefined && "refused" in body) return body;
  const rebuiltRequest = rebuilt(app, request, body);
  if (request.headers.has("signature")) {
    const signature = readSignature(request.headers, body, app.nowMs());
    if ("refused" in signature) {
      for (const name of ["signature", "signature-input"]) rebuiltRequest.headers.delete(name);
    } else if ((await standingOf(app, new URL(signature.keyId).origin)) === "blocked") {
      return blocked;
    }
  }
  return { pass: rebuiltRequest, settle: async (response) => response };
}

/** Behind a proxy the request names another scheme, host or port than the one that was signed. */
function rebuilt({ origin }: Context, request: Request, body: Uint8Array<ArrayBuffer> | undefined): Request {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  headers.set("host", new URL(origin).host);
  return new Request(`${origin}${pathname}${search}`, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

interface Settling extends Checked {
  readonly host: Buckets;
  readonly failures: Buckets;
  readonly address: string;
  readonly seen: Seen;
}

async function settleSigned(
  response: Response,
  { signer, forwarded, received, host, failures, address, seen }: Settling,
): Promise<Response> {
  if (response.ok) {
    if (!forwarded) await seen(signer, received);
    return response;
  }
  // It may have been signed by nobody: what it cost is the address's, not the host's.
  host.giveBack(signer);
  failures.take(address);
  return asProblem(response);
}

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be understood",
  401: "The signature does not hold",
  404: "There is no such thing here",
  410: "This is gone",
  500: "Something went wrong on our side",
};

/** What Fedify refuses in plain text, as a problem document. */
async function asProblem(response: Response): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status < 400 || type.includes("json")) return response;
  const detail =
    response.status >= 500 ? "Nothing was changed. Try again later." : (await response.text()).slice(0, 200);
  return problemResponse({
    type: "about:blank",
    title: titles[response.status] ?? "The request is refused",
    status: response.status,
    ...(detail === "" ? {} : { detail }),
  });
}
