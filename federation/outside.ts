import { lookup as lookupDns, type LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { callbackify } from "node:util";
import type { Asked, CertificateSeen, MailGreeting, Outside, Resolved } from "#src/app/outside.ts";
import { FetchError, mayReach, openFetch, type Resolve, type SafeFetch } from "./fetch.ts";

/** Each look is given up after this, so that all of them together end in five seconds. */
const timeoutMs = 4_000;
const maxBytes = 262_144;

export interface OutsideOptions {
  readonly origin: string;
  readonly allowPrivateAddresses: boolean;
  readonly nowMs: () => number;
  /** Where letters are handed over. */
  readonly mailUrl?: string;
  /** Name servers to ask instead of the machine's, as `address:port`. */
  readonly nameServers?: readonly string[];
}

/** See {@link Outside}. */
export function openOutside(options: OutsideOptions): Outside {
  const { origin, allowPrivateAddresses, nowMs, mailUrl } = options;
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  if (options.nameServers !== undefined) resolver.setServers(options.nameServers);
  const resolve = (name: string): Promise<Resolved> => resolveName(resolver, name);
  const fetch = openFetch(options.nameServers === undefined ? lookupDns : lookupBy(resolve));
  return {
    resolve,
    isPublic: (address) => mayReach(address, false),
    certificate: seeCertificate,
    // Our own origin is not somebody else's choice: it may lead through a private network.
    ask: (path, headers = {}) => ask(fetch, `${origin}${path}`, headers),
    clockOf: async (other) => {
      const askedAtMs = nowMs();
      const limits = { allowPrivateAddresses, timeoutMs, maxBytes, redirects: 0 };
      const answer = await fetch(`${other}/.well-known/nodeinfo`, {}, limits).catch(() => undefined);
      const saidAtMs = Date.parse(answer?.headers.get("date") ?? "");
      return Number.isFinite(saidAtMs) ? Math.round(saidAtMs + 500 - (askedAtMs + nowMs()) / 2) : undefined;
    },
    mailGreeting: async () => (mailUrl === undefined ? undefined : greet(new URL(mailUrl))),
  };
}

async function resolveName(resolver: Resolver, name: string): Promise<Resolved> {
  const [ipv4, ipv6] = await Promise.all([
    resolver.resolve4(name).then((addresses) => ({ addresses }), noAddresses),
    resolver.resolve6(name).then((addresses) => ({ addresses }), noAddresses),
  ]);
  const failed = [ipv4, ipv6].find((family) => "failed" in family);
  return {
    ipv4: ipv4.addresses,
    ipv6: ipv6.addresses,
    ...(failed !== undefined && "failed" in failed ? { failed: failed.failed } : {}),
  };
}

/** That there are none is an answer, too. */
function noAddresses(error: unknown): { readonly addresses: readonly string[]; readonly failed?: string } {
  const code = codeOf(error);
  return ["ENOTFOUND", "ENODATA"].includes(code) ? { addresses: [] } : { addresses: [], failed: code };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);

/** The same look-ups for requests, so that they go where the name servers say. */
function lookupBy(resolve: Outside["resolve"]): Resolve {
  const lookup = callbackify(async (hostname: string): Promise<LookupAddress[]> => {
    const { ipv4, ipv6 } = await resolve(hostname);
    const of = (addresses: readonly string[], family: 4 | 6) => addresses.map((address) => ({ address, family }));
    const addresses = [...of(ipv4, 4), ...of(ipv6, 6)];
    if (addresses.length > 0) return addresses;
    throw Object.assign(new Error(`queryA ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
  });
  return (hostname, options, callback) => {
    if (hostname === "localhost" || isIP(hostname) > 0) lookupDns(hostname, options, callback);
    else lookup(hostname, callback);
  };
}

async function ask(fetch: SafeFetch, url: string, headers: Readonly<Record<string, string>>): Promise<Asked> {
  try {
    const response = await fetch(url, { headers }, { allowPrivateAddresses: true, timeoutMs, maxBytes, redirects: 0 });
    const header = (name: string): string => response.headers.get(name) ?? "";
    return {
      status: response.status,
      type: (header("content-type").split(";")[0] ?? "").trim().toLowerCase(),
      vary: header("vary"),
      location: header("location"),
      body: await response.text(),
    };
  } catch (error) {
    if (error instanceof FetchError) return { failed: error.message };
    throw error;
  }
}

function seeCertificate(origin: string, address: string): Promise<CertificateSeen> {
  const { hostname, port } = new URL(origin);
  const name = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = connectTls({
      host: address,
      port: port === "" ? 443 : Number(port),
      rejectUnauthorized: false,
      ...(isIP(name) > 0 ? {} : { servername: name }),
    });
    const end = (seen: CertificateSeen): void => {
      socket.destroy();
      resolve(seen);
    };
    socket.setTimeout(timeoutMs, () => end({ failed: "silent", detail: address }));
    socket.once("secureConnect", () => end(readCertificate(socket)));
    socket.once("error", (error) => end(failureOf(error, address)));
  });
}

function failureOf(error: Error, address: string): CertificateSeen {
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return { failed: "closed", detail: address };
  if (["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"].includes(code)) return { failed: "no-way", detail: address };
  if (code === "ETIMEDOUT") return { failed: "silent", detail: address };
  return { failed: "not-tls", detail: `${address}: ${error.message}` };
}

const problems: Readonly<Record<string, Extract<CertificateSeen, { problem: string }>["problem"]>> = {
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "early",
  ERR_TLS_CERT_ALTNAME_INVALID: "name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "chain",
  UNABLE_TO_GET_ISSUER_CERT: "chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "chain",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "self-signed",
};

function readCertificate(socket: TLSSocket): CertificateSeen {
  const validUntilMs = Date.parse(socket.getPeerCertificate().valid_to);
  const wrong: unknown = socket.authorizationError;
  if (socket.authorized) return { problem: "none", detail: "", validUntilMs };
  const code = wrong instanceof Error ? codeOf(wrong) : String(wrong);
  return { problem: problems[code] ?? "other", detail: code, validUntilMs };
}

/** The first line that a mail server says by itself (RFC 5321, 4.2: `220 …`). */
function greet(url: URL): Promise<MailGreeting> {
  const isTls = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? (isTls ? 465 : 587) : Number(url.port);
  return new Promise((resolve) => {
    const named = isIP(host) > 0 ? {} : { servername: host };
    const socket: Socket = isTls ? connectTls({ host, port, ...named }) : connectTcp({ host, port });
    let heard = "";
    const end = (line: string | undefined): void => {
      socket.destroy();
      resolve({ server: `${host}:${port}`, line });
    };
    socket.setTimeout(timeoutMs, () => end(undefined));
    socket.once("error", () => end(undefined));
    socket.once("close", () => end(undefined));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (heard.includes("\n") || heard.length > 1_000) end((heard.split("\r\n")[0] ?? "").slice(0, 200));
    });
  });
}
