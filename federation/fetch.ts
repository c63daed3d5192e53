import { lookup as lookupDns, type LookupAddress, type LookupAllOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { pipeline, Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import ipaddr from "ipaddr.js";
import { Agent, request as sendRequest, type Dispatcher } from "undici";

/** What a request may cost. Every limit has a default that suits documents of a few kilobytes. */
export interface FetchLimits {
  /** Whether loopback and private networks may be reached (`FEDICOOP_ALLOW_PRIVATE_ADDRESSES`). */
  readonly allowPrivateAddresses: boolean;
  /** For everything together: name look-up, redirects, headers and body. Default 10,000. */
  readonly timeoutMs?: number;
  /** Of the body, counted after decompression. Default 1 MiB. */
  readonly maxBytes?: number;
  /** How many redirects a GET follows; with 0 the redirect itself is the answer. Default 3. */
  readonly redirects?: number;
}

export interface FetchInit {
  /** Default GET. */
  readonly method?: string;
  readonly headers?: Headers | Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Why nothing, or nothing usable, came back. */
export type FetchProblem = "address" | "scheme" | "redirects" | "too-big" | "timeout" | "network";

export class FetchError extends Error {
  override name = "FetchError";
  readonly problem: FetchProblem;
  constructor(problem: FetchProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/**
 * The only way out of this node. Refuses every address that is not public, checked at the moment of connecting (so that a name that
 * answers differently the second time gains nothing), bounds time and bytes, and follows redirects of a GET one by one under the
 * same rules, never from https to http. The whole body has been read when it answers; `url` is where the answer came from.
 * @throws {FetchError}
 */
export const safeFetch = openFetch(lookupDns);

export type SafeFetch = (url: string | URL, init: FetchInit, limits: FetchLimits) => Promise<Response>;

/** How names become addresses: as `lookup` of `node:dns` does it. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The same with another resolver. Connections are not shared with anybody else's. */
export function openFetch(resolve: Resolve): SafeFetch {
  const agents = { public: openAgent(resolve, false), private: openAgent(resolve, true) };
  return async (url, init, limits) => {
    const timeout = AbortSignal.timeout(limits.timeoutMs ?? 10_000);
    const signal = init.signal === undefined ? timeout : AbortSignal.any([timeout, init.signal]);
    const agent = limits.allowPrivateAddresses ? agents.private : agents.public;
    try {
      return await follow(new URL(url), { ...init, signal, agent }, limits);
    } catch (error) {
      if (error instanceof FetchError) throw error;
      if (timeout.aborted) throw new FetchError("timeout", `${String(url)} took too long.`, { cause: error });
      throw (
        refusalIn(error) ??
        new FetchError("network", `${String(url)} could not be reached: ${describe(error)}`, { cause: error })
      );
    }
  };
}

type SignalledInit = FetchInit & { readonly signal: AbortSignal; readonly agent: Agent };

async function follow(first: URL, init: SignalledInit, limits: FetchLimits): Promise<Response> {
  let [url, headers] = [first, new Headers(init.headers)];
  const mayFollow = redirectsAllowed(init, limits);
  for (let followed = 0; ; followed += 1) {
    checkUrl(url, limits.allowPrivateAddresses);
    const answer = await send(url, { ...init, headers });
    const target = mayFollow > 0 ? redirectTarget(answer, url) : undefined;
    if (target === undefined) return readWhole(answer, url, limits.maxBytes ?? 1_048_576);
    answer.body.on("error", () => undefined).destroy();
    if (followed === mayFollow)
      throw new FetchError("redirects", `${first.href} redirects more than ${mayFollow} times.`);
    if (target.origin !== url.origin) headers = withoutCredentials(headers);
    url = target;
  }
}

function redirectsAllowed({ method = "GET" }: FetchInit, { redirects = 3 }: FetchLimits): number {
  return method === "GET" || method === "HEAD" ? redirects : 0;
}

/** A signature or a token is for the server it was made for. */
function withoutCredentials(headers: Headers): Headers {
  const rest = new Headers(headers);
  for (const name of ["authorization", "cookie", "signature", "signature-input", "host"]) rest.delete(name);
  return rest;
}

function send(url: URL, init: SignalledInit): Promise<Dispatcher.ResponseData> {
  const headers = Object.fromEntries(new Headers(init.headers));
  return sendRequest(url, {
    method: init.method ?? "GET",
    headers: { "accept-encoding": "gzip, deflate, br", ...headers },
    body: init.body ?? null,
    signal: init.signal,
    dispatcher: init.agent,
  });
}

function redirectTarget({ statusCode, headers }: Dispatcher.ResponseData, url: URL): URL | undefined {
  const location = headers["location"];
  if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== "string") return undefined;
  if (!URL.canParse(location, url)) throw new FetchError("redirects", `${url.href} redirects to nowhere.`);
  const target = new URL(location, url);
  if (url.protocol === "https:" && target.protocol === "http:") {
    throw new FetchError("redirects", `${url.href} redirects from https to http.`);
  }
  return target;
}

const withoutBody = new Set([101, 204, 205, 304]);

async function readWhole(answer: Dispatcher.ResponseData, url: URL, maxBytes: number): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, each);
  }
  const cut = (body: Readable): AsyncGenerator<Uint8Array> => bounded(body, url, maxBytes);
  const bytes = await collect(cut(decoded(answer.body, headers.get("content-encoding"), cut)));
  headers.delete("content-encoding");
  headers.delete("content-length");
  const body = withoutBody.has(answer.statusCode) ? null : bytes;
  const response = new Response(body, { status: answer.statusCode, headers });
  return Object.defineProperty(response, "url", { value: url.href });
}

/** The body without its compression; an encoding that nobody asked for is left as it is and will not parse. */
function decoded(
  body: Readable,
  encoding: string | null,
  cut: (body: Readable) => AsyncIterable<Uint8Array>,
): Readable {
  const decoders: Readonly<Record<string, () => Transform>> = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  const decoder = decoders[encoding?.trim().toLowerCase() ?? ""]?.();
  // The error reaches the reader through the decoder, so nothing is left to do in the callback.
  return decoder === undefined ? body : pipeline(Readable.from(cut(body)), decoder, () => undefined);
}

/** Counted before and after decompression: a packed stream can also go on for ever and unpack to nothing. */
async function* bounded(body: Readable, url: URL, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  // Leaving the loop destroys the stream, and with it the connection.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new FetchError("too-big", `${url.href} answers with more than ${maxBytes} bytes.`);
    yield chunk;
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
}

function checkUrl(url: URL, allowPrivateAddresses: boolean): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new FetchError("scheme", `${url.href} is neither http nor https.`);
  }
  if (url.username !== "" || url.password !== "")
    throw new FetchError("scheme", `${url.host} came with a name or a password.`);
  // Mail, shells and name servers listen there, and none of them speaks HTTP.
  if (!allowPrivateAddresses && url.port !== "" && Number(url.port) < 1024)
    throw new FetchError("address", `${url.host} is on a port of another service.`);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(literal) && !mayReach(literal, allowPrivateAddresses)) throw refuse(literal);
}

/** Ranges that a coop's own network may use; link-local addresses, where clouds keep their secrets, never count among them. */
const privateRanges = new Set<string>(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);

/**
 * Whether an IP address may be connected to. Everything with a special meaning in the IANA registries is refused (RFC 6890), and
 * all forms of IPv6 that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo).
 */
export function mayReach(address: string, allowPrivateAddresses: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  const range: string = parsed.range();
  if (keepsSecrets(parsed)) return false;
  if (allowPrivateAddresses && privateRanges.has(range)) return true;
  return range === "unicast" && (parsed.kind() === "ipv4" || parsed.match(globalUnicast));
}

/** All IPv6 that was ever given out. What looks like unicast elsewhere is an IPv4 address in disguise (`::7f00:1`) or a network of somebody's own. */
const globalUnicast = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/**
 * Where clouds answer their own machines, with what nobody else should read, though the addresses look like others: of Azure (public), Alibaba,
 * Amazon and Google over IPv6 (private).
 */
const cloudAddresses = ["168.63.129.16/32", "100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::254/128"].map((range) =>
  ipaddr.parseCIDR(range),
);

function keepsSecrets(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (cloudAddresses.some((range) => range[0].kind() === address.kind() && address.match(range))) return true;
  // ISATAP (RFC 5214): an IPv4 address at the end of any network's.
  return (
    address.kind() === "ipv6" &&
    /^(0|200):5efe$/.test(
      (address as ipaddr.IPv6).parts
        .slice(4, 6)
        .map((part) => part.toString(16))
        .join(":"),
    )
  );
}

const refuse = (address: string): FetchError =>
  new FetchError("address", `${address} is not a public address, and this node does not connect to others.`);

/** A name look-up that answers only when every address behind the name may be reached. */
function guardedLookup(resolve: Resolve, allowPrivateAddresses: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const refused =
        error === null ? addresses.find(({ address }) => !mayReach(address, allowPrivateAddresses)) : undefined;
      const [first] = addresses ?? [];
      if (error !== null) return callback(error, "", 0);
      if (refused !== undefined) return callback(refuse(refused.address), "", 0);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first?.address ?? "", first?.family ?? 0);
    });
  };
}

function openAgent(resolve: Resolve, allowPrivateAddresses: boolean): Agent {
  return new Agent({
    connect: { lookup: guardedLookup(resolve, allowPrivateAddresses), timeout: 10_000 },
    maxHeaderSize: 16_384,
    keepAliveTimeout: 10_000,
  });
}

/** The refusal of an address, out of the error that undici wraps around it. */
function refusalIn(error: unknown): FetchError | undefined {
  if (error instanceof FetchError) return error;
  if (error instanceof AggregateError) return error.errors.map(refusalIn).find((found) => found !== undefined);
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : undefined;
}

/** Bounded: a certificate is quoted in it, and its owner says what stands there. */
const describe = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replace(/\p{Cc}+/gu, " ").slice(0, 500);
