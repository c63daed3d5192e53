import { importJwk, signRequest } from "@fedify/fedify/sig";
import type { Context } from "#src/app/context.ts";
import { openKeys } from "#src/app/keys.ts";
import { actorIri } from "#src/domain/iri.ts";
import { FetchError, safeFetch, type FetchLimits } from "./fetch.ts";

/** The two ways to sign a request; a host is remembered by the one it takes. */
export type SignatureKind = "draft-cavage" | "rfc9421";

/** A local actor's key for HTTP signatures, ready to sign. */
export interface HttpKey {
  readonly id: URL;
  readonly privateKey: CryptoKey;
}

/** How long a key is kept ready after it was read from the store; a rotation is noticed after that. */
const keyFreshMs = 60_000;

/** Local actors' HTTP keys, imported once a minute: importing an RSA key costs more than signing with it. */
export function openHttpKeys(app: Context): (actorId: string) => Promise<HttpKey> {
  const known = new Map<string, { readonly key: Promise<HttpKey>; readonly readAtMs: number }>();
  return (actorId) => {
    const nowMs = app.nowMs();
    const found = known.get(actorId);
    if (found !== undefined && nowMs - found.readAtMs < keyFreshMs) return found.key;
    const key = readHttpKey(app, actorId);
    known.set(actorId, { key, readAtMs: nowMs });
    key.catch(() => known.delete(actorId));
    return key;
  };
}

async function readHttpKey(app: Context, actorId: string): Promise<HttpKey> {
  const keys = await openKeys(app, app.database, actorId);
  const current = keys.findLast((key) => key.use === "http" && key.revokedAtMs === null);
  if (current === undefined) throw new Error(`The actor ${actorId} has no key to sign requests with.`);
  const jwk = { ...current.privateJwk, alg: "RS256" };
  return { id: new URL(`${actorIri(app.origin, actorId)}#${current.id}`), privateKey: await importJwk(jwk, "private") };
}

/**
 * What a host made of a POST. `refused`: the host is there and does not take this message now. `gone`: 404 or 410. `down`: nobody,
 * or nobody able, was there; `retryAfterMs` when it said how long.
 */
export type Answer = Answered &
  (
    | { readonly answer: "taken"; readonly signature: SignatureKind }
    | { readonly answer: "gone" | "refused"; readonly error: string }
    | { readonly answer: "down"; readonly error: string; readonly retryAfterMs?: number }
  );

interface Answered {
  /** Null when there was no answer. */
  readonly status: number | null;
  /** What the host's clock said (`Date`), to the second. */
  readonly saidAtMs?: number;
}

export interface Letter {
  readonly inbox: string;
  /** The exact bytes; a text as UTF-8. */
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** How the body is compressed, for a host that said that it takes that. */
  readonly encoding?: "gzip";
  readonly key: HttpKey;
  /** What this host took before; null tries draft-cavage first, since some servers answer 202 to RFC 9421 and drop it. */
  readonly signature: SignatureKind | null;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Statuses that a server gives when it does not understand how a request was signed. */
const maybeSignature = new Set([400, 401, 403]);

/** Signs and posts, once with the kind of signature that this host takes and, when it is refused for that, once with the other. */
export async function postSigned(letter: Letter, limits: FetchLimits): Promise<Answer> {
  const first = letter.signature ?? "draft-cavage";
  const other = first === "rfc9421" ? "draft-cavage" : "rfc9421";
  // Both tries share the time, so that a lease always outlives them.
  const timeout = AbortSignal.timeout(limits.timeoutMs ?? 10_000);
  const signal = letter.signal === undefined ? timeout : AbortSignal.any([timeout, letter.signal]);
  try {
    const response = await sendSigned({ ...letter, kind: first, signal }, limits);
    if (!maybeSignature.has(response.status)) return answerOf(response, first);
    const second = await sendSigned({ ...letter, kind: other, signal }, limits);
    return second.ok ? answerOf(second, other) : answerOf(response, first);
  } catch (error) {
    if (error instanceof FetchError) return { answer: "down", status: null, error: failureOf(error) };
    throw error;
  }
}

/** One signed POST, whatever its answer. @throws {FetchError} */
export async function sendSigned(
  { inbox, body, encoding, key, kind, signal }: Letter & { readonly kind: SignatureKind; readonly signal: AbortSignal },
  limits: FetchLimits,
): Promise<Response> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const request = new Request(inbox, {
    method: "POST",
    headers: {
      "content-type": "application/activity+json",
      ...(encoding === undefined ? {} : { "content-encoding": encoding }),
    },
    body: bytes,
  });
  const spec = kind === "rfc9421" ? "rfc9421" : "draft-cavage-http-signatures-12";
  const signed = await signRequest(request, key.privateKey, key.id, { spec, body: bytes.buffer });
  const headers = new Headers(signed.headers);
  headers.set("user-agent", `fedicoop (+${key.id.origin})`);
  return safeFetch(inbox, { method: "POST", headers, body: bytes, signal }, { ...limits, redirects: 0 });
}

/** A GET signed as one of our actors, for what is not public. @throws {FetchError} */
export async function getSigned(url: string, key: HttpKey, limits: FetchLimits): Promise<Response> {
  const signed = await signRequest(
    new Request(url, { headers: { accept: "application/activity+json" } }),
    key.privateKey,
    key.id,
  );
  const headers = new Headers(signed.headers);
  headers.set("user-agent", `fedicoop (+${key.id.origin})`);
  return safeFetch(url, { headers }, { ...limits, redirects: 0 });
}

/** What went wrong, with the code that the system or TLS gives it, so that it can be told in words (`domain/delivery-trouble.ts`). */
function failureOf(error: FetchError): string {
  const code = error.problem === "network" ? codeIn(error) : error.problem.toUpperCase();
  return code === undefined || error.message.includes(code) ? error.message : `${error.message} (${code})`;
}

function codeIn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map(codeIn).find((code) => code !== undefined);
}

const downStatuses = new Set([429, 502, 503, 504]);

function answerOf(response: Response, signature: SignatureKind): Answer {
  const error = `${response.status}`;
  const saidAtMs = Date.parse(response.headers.get("date") ?? "");
  const answered = { status: response.status, ...(Number.isFinite(saidAtMs) ? { saidAtMs } : {}) };
  if (response.ok) return { ...answered, answer: "taken", signature };
  if (response.status === 404 || response.status === 410) return { ...answered, answer: "gone", error };
  if (!downStatuses.has(response.status)) return { ...answered, answer: "refused", error };
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return { ...answered, answer: "down", error, ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}) };
}
