import { createHash, timingSafeEqual } from "node:crypto";
import { refuse, type Refused } from "./problem.ts";

/** What a signature says of itself, before anybody verified it. */
export interface ClaimedSignature {
  readonly keyId: string;
  readonly kind: "draft-cavage" | "rfc9421";
  /** By the sender's clock. */
  readonly madeAtMs: number;
}

/** How far in the past and in the future a signature may be made. The past is what Mastodon allows; clocks differ by less than the future. */
const pastMs = 3_600_000;
const futureMs = 5 * 60_000;

/**
 * Reads the signature of a request and demands that it covers enough: method, target, host and, with a body, its digest, made within
 * the time window; with one signature only, so that what is checked here is what is verified after. `body` undefined: a request
 * without one. Cryptography is Fedify's matter.
 */
export function readSignature(
  headers: Headers,
  body: Uint8Array | undefined,
  nowMs: number,
): ClaimedSignature | Refused {
  const signature = headers.get("signature");
  if (signature === null)
    return refuse("unsigned", "Sign it with HTTP Signatures (draft-cavage-http-signatures-12) or RFC 9421.");
  const input = headers.get("signature-input");
  return input === null
    ? readDraft({ headers, signature }, body, nowMs)
    : readRfc9421({ headers, signature: input }, body, nowMs);
}

interface Carried {
  readonly headers: Headers;
  readonly signature: string;
}

function readDraft(
  { headers, signature }: Carried,
  body: Uint8Array | undefined,
  nowMs: number,
): ClaimedSignature | Refused {
  const parameters = readDraftParameters(signature);
  const keyId = parameters.get("keyId") ?? "";
  const covered = (parameters.get("headers") ?? "").toLowerCase().split(/\s+/);
  if (!isKeyId(keyId)) return refuse("signature-malformed", "It needs keyId, headers and signature, each once.");
  const needed = ["(request-target)", "host", "date", ...(body === undefined ? [] : ["digest"])];
  const missing = needed.filter((name) => !covered.includes(name));
  if (missing.length > 0) return refuse("signature-weak", `It must also cover ${missing.join(", ")}.`);
  const madeAtMs = Date.parse(headers.get("date") ?? "");
  const problem = checkTime(madeAtMs, nowMs) ?? checkDigest(body, () => draftDigests(headers.get("digest")));
  return problem ?? { keyId, kind: "draft-cavage", madeAtMs };
}

/** Empty when one of them cannot be read or comes twice. */
function readDraftParameters(signature: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of signature.split(",")) {
    const match = /^\s*([A-Za-z]+)=(?:"([^"]*)"|(\d+))\s*$/.exec(part);
    if (match === null || parameters.has(match[1] ?? "")) return new Map();
    parameters.set(match[1] ?? "", match[2] ?? match[3] ?? "");
  }
  return parameters;
}

/** One label, one list of covered components, then parameters: the part of RFC 8941 that signatures use. */
const signatureInput =
  /^\s*[a-z*][a-z0-9_.*-]*=\(([^()]*)\)((?:\s*;\s*[a-z*][a-z0-9_.*-]*=(?:"[^"\\]*"|-?\d+|[A-Za-z*:][A-Za-z0-9:/._*-]*))*)\s*$/;

function readRfc9421(
  { headers, signature }: Carried,
  body: Uint8Array | undefined,
  nowMs: number,
): ClaimedSignature | Refused {
  const input = readInput(signature);
  if (input === undefined) return refuse("signature-malformed", "It needs one Signature-Input with keyid and created.");
  const weak = missingComponents(input.covered, body !== undefined);
  if (weak !== undefined) return refuse("signature-weak", `It must also cover ${weak}.`);
  const madeAtMs = input.created * 1000;
  const problem =
    checkExpiry(input.expires, nowMs) ??
    checkTime(madeAtMs, nowMs) ??
    checkDigest(body, () => contentDigests(headers.get("content-digest")));
  return problem ?? { keyId: input.keyId, kind: "rfc9421", madeAtMs };
}

interface SignatureInput {
  readonly covered: ReadonlySet<string>;
  readonly keyId: string;
  /** Epoch seconds. */
  readonly created: number;
  readonly expires: string | undefined;
}

function readInput(header: string): SignatureInput | undefined {
  const [, components = "", rest = ""] = signatureInput.exec(header) ?? [];
  const parameters = readInputParameters(rest);
  const keyId = parameters.get("keyid") ?? "";
  const created = parameters.get("created") ?? "";
  if (!isKeyId(keyId) || !/^\d{1,12}$/.test(created)) return undefined;
  return {
    covered: new Set(components.split(/\s+/)),
    keyId,
    created: Number(created),
    expires: parameters.get("expires"),
  };
}

/** `expires` in seconds; a signature without one is good for as long as its time window. */
function checkExpiry(expires: string | undefined, nowMs: number): Refused | undefined {
  if (expires === undefined || Number(expires) * 1000 >= nowMs) return undefined;
  return refuse("signature-time", "It has expired.");
}

/** Empty when one of them comes twice. */
function readInputParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, bare] of text.matchAll(/;\s*([a-z*][a-z0-9_.*-]*)=(?:"([^"]*)"|([^;\s]+))/g)) {
    if (parameters.has(name)) return new Map();
    parameters.set(name, quoted ?? bare ?? "");
  }
  return parameters;
}

function missingComponents(covered: ReadonlySet<string>, hasBody: boolean): string | undefined {
  if (!covered.has('"@method"')) return "@method";
  const target =
    covered.has('"@target-uri"') ||
    (covered.has('"@authority"') && (covered.has('"@path"') || covered.has('"@request-target"')));
  if (!target) return "@target-uri";
  return hasBody && !covered.has('"content-digest"') ? "content-digest" : undefined;
}

const isKeyId = (keyId: string): boolean => keyId.length <= 2000 && isServerAddress(keyId);

/**
 * Whether it is the address of something on a server, which is known by one name only: the dot of the root would make another of it, for blocks and
 * limits, and a name or password before it looks like a server that it is not.
 */
export function isServerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !hostname.endsWith(".") && username === "" && password === "";
}

function checkTime(madeAtMs: number, nowMs: number): Refused | undefined {
  if (!Number.isFinite(madeAtMs)) return refuse("signature-time", "It does not say when it was made.");
  if (madeAtMs < nowMs - pastMs) return refuse("signature-time", "It is more than an hour old.");
  if (madeAtMs > nowMs + futureMs) return refuse("signature-time", "It is more than five minutes from the future.");
  return undefined;
}

interface Digest {
  readonly algorithm: "sha256" | "sha512";
  readonly value: string;
}

const algorithms: Readonly<Record<string, Digest["algorithm"]>> = { "sha-256": "sha256", "sha-512": "sha512" };

/** Every digest that we know must be right, and there must be one. */
function checkDigest(body: Uint8Array | undefined, read: () => readonly Digest[]): Refused | undefined {
  if (body === undefined) return undefined;
  const digests = read();
  if (digests.length === 0) return refuse("signature-digest", "It needs a digest with SHA-256 or SHA-512.");
  const right = digests.every(({ algorithm, value }) => {
    const [expected, given] = [createHash(algorithm).update(body).digest(), Buffer.from(value, "base64")];
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return right ? undefined : refuse("signature-digest", "Its digest is of another body.");
}

/** `Digest: SHA-256=…` (RFC 3230). */
function draftDigests(header: string | null): readonly Digest[] {
  return (header ?? "").split(",").flatMap((part) => {
    const at = part.indexOf("=");
    const algorithm = algorithms[part.slice(0, Math.max(at, 0)).trim().toLowerCase()];
    return algorithm === undefined ? [] : [{ algorithm, value: part.slice(at + 1).trim() }];
  });
}

/** `Content-Digest: sha-256=:…:` (RFC 9530). */
function contentDigests(header: string | null): readonly Digest[] {
  return (header ?? "").split(",").flatMap((part) => {
    const [, name = "", value = ""] = /^\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]*):\s*$/.exec(part) ?? [];
    const algorithm = algorithms[name];
    return algorithm === undefined ? [] : [{ algorithm, value }];
  });
}
