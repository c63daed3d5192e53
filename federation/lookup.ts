import type { LookedUp } from "#src/app/partners.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { checkJsonLimits } from "#src/domain/jsonlimits.ts";
import { parseForeign } from "./body.ts";
import { FetchError, safeFetch } from "./fetch.ts";
import { readCoop, readNode } from "./wire/node.ts";
import { readActorLink, readNodeLink } from "./wire/webfinger.ts";

export interface LookupOptions {
  /** Our own public origin. */
  readonly origin: string;
  readonly allowPrivateAddresses: boolean;
  /** For everything together. Default 10 seconds. */
  readonly limitMs?: number;
}

const maxBytes = 262_144;

type Failed = Extract<LookedUp, { failed: string }>;
const failed = (reason: Failed["failed"], detail: string): Failed => ({ failed: reason, detail });

/** Where to look: an origin, and a handle at it when one was given. */
export interface Target {
  readonly origin: string;
  readonly handle?: string;
}

/**
 * Finds the node behind a domain, an origin or `@handle@host`, by WebFinger (FEP-d556 for a bare origin), the node actor and its
 * coop's actor. Believes nothing that another origin says about this one. Never throws, and ends within ten seconds.
 */
export async function lookUpNode(address: string, options: LookupOptions): Promise<LookedUp> {
  const target = readAddress(address, options.allowPrivateAddresses);
  if (target === undefined)
    return failed("malformed", "It should be a domain, an origin, or a handle such as @coop@coop.example.");
  if (target.origin === options.origin) return failed("ourselves", "This is the address of this node.");
  const { limitMs = 10_000 } = options;
  const signal = AbortSignal.timeout(limitMs);
  const get = openGet({ allowPrivateAddresses: options.allowPrivateAddresses, signal });
  try {
    return await find(target, options, get);
  } catch (error) {
    if (signal.aborted)
      return failed("unreachable", `${new URL(target.origin).host} did not answer within ${limitMs / 1000} seconds.`);
    if (error instanceof FetchError) return failed("unreachable", error.message);
    throw error;
  }
}

async function find(target: Target, options: LookupOptions, get: Get): Promise<LookedUp> {
  const origin = target.handle === undefined ? target.origin : await originOfHandle(target, target.handle, get);
  if (origin === undefined)
    return failed("not-found", `There is no @${target.handle ?? ""} at ${new URL(target.origin).host}.`);
  if (origin === options.origin) return failed("ourselves", "This is the address of this node.");
  const node = await findNodeActor(origin, get);
  if (node === undefined)
    return failed("not-fedicoop", `${new URL(origin).host} answers, but it is not a fedicoop node.`);
  return readCards(origin, node, get);
}

async function originOfHandle({ origin }: Target, handle: string, get: Get): Promise<string | undefined> {
  const resource = `acct:${handle}@${new URL(origin).host}`;
  const actor = readActorLink(
    await get(`${origin}/.well-known/webfinger?resource=${encodeURIComponent(resource)}`, "application/jrd+json"),
  );
  return actor === undefined ? undefined : new URL(actor).origin;
}

/** By WebFinger of the bare origin, or else by NodeInfo's link to the `Application` (FEP-2677). */
async function findNodeActor(origin: string, get: Get): Promise<string | undefined> {
  const byWebFinger = readActorLink(
    await get(`${origin}/.well-known/webfinger?resource=${encodeURIComponent(origin)}`, "application/jrd+json"),
  );
  const node = byWebFinger ?? readNodeLink(await get(`${origin}/.well-known/nodeinfo`, "application/json"));
  return node !== undefined && sameOrigin(node, origin) ? node : undefined;
}

async function readCards(origin: string, node: string, get: Get): Promise<LookedUp> {
  const nodeRead = readNode(await get(node, activityTypes), node);
  if (!nodeRead.ok) return failed("not-fedicoop", `${new URL(origin).host}: ${nodeRead.reason}.`);
  const { nodeInbox, coop } = nodeRead.value;
  const coopRead = readCoop(await get(coop, activityTypes), coop);
  if (!coopRead.ok) return failed("not-fedicoop", `${new URL(origin).host}: ${coopRead.reason}.`);
  return { found: { origin, node, nodeInbox, ...coopRead.value } };
}

const activityTypes = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

/** A JSON document, or undefined when the server has none there. */
type Get = (url: string, accept: string) => Promise<unknown>;

function openGet(options: { readonly allowPrivateAddresses: boolean; readonly signal: AbortSignal }): Get {
  const { allowPrivateAddresses, signal } = options;
  return async (url, accept) => {
    const response = await safeFetch(url, { headers: { accept }, signal }, { allowPrivateAddresses, maxBytes });
    if (response.status >= 500)
      throw new FetchError("network", `${new URL(url).host} has trouble (${response.status}).`);
    // What a redirect to another server says is not said by this one.
    if (!response.ok || !sameOrigin(response.url, url)) return undefined;
    return parseDocument(await response.text());
  };
}

/** JSON within the limits, with nothing in it that cannot be kept, or undefined. */
export function parseDocument(text: string): unknown {
  if (checkJsonLimits(text) !== undefined) return undefined;
  const read = parseForeign(text);
  return typeof read === "string" ? undefined : read.json;
}

/** Hosts that are reached over plain http where private addresses are allowed. */
const local = /^(localhost|\[.*\]|\d+(\.\d+){3}|.*\.(localhost|test|local|internal|home\.arpa))$/i;

/** What a person may type to name a node or somebody: a domain, an origin, or `@handle@host`. */
export function readAddress(address: string, allowPrivateAddresses: boolean): Target | undefined {
  const text = address.trim().replace(/^acct:/i, "");
  if (text.length > 500) return undefined;
  if (/^https?:\/\//i.test(text)) return readUrl(text, allowPrivateAddresses);
  const handle = /^@?([a-z0-9_.-]+)@([^@\s/?#]+)$/i.exec(text);
  if (handle !== null) {
    const at = readHost(handle[2] ?? "", allowPrivateAddresses);
    return at === undefined ? undefined : { ...at, handle: handle[1] ?? "" };
  }
  return /^[^@\s?#]+$/.test(text) ? readHost(text.replace(/\/$/, ""), allowPrivateAddresses) : undefined;
}

function readHost(host: string, allowPrivateAddresses: boolean): Target | undefined {
  if (host.includes("/") || !URL.canParse(`https://${host}`)) return undefined;
  const { hostname } = new URL(`https://${host}`);
  return readUrl(
    `${allowPrivateAddresses && local.test(hostname) ? "http" : "https"}://${host}`,
    allowPrivateAddresses,
  );
}

function readUrl(text: string, allowPrivateAddresses: boolean): Target | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.hostname === "") return undefined;
  if (url.protocol === "http:" && !allowPrivateAddresses) url.protocol = "https:";
  return { origin: url.origin };
}
