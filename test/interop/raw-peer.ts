import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { cavage, createSigner, createVerifier, httpbis, type VerifyConfig } from "http-message-signatures";
import type { JsonObject } from "#federation/wire/json.ts";

/** How one request is signed. What is left out is as Mastodon has it: draft-cavage, rsa-sha256, with a date. */
export interface Signing {
  readonly kind?: "draft-cavage" | "rfc9421";
  /** What the signature says of its algorithm; it is RSA with SHA-256 all the same. */
  readonly algorithm?: string;
  /** How wrong the peer's clock is. */
  readonly clockMs?: number;
  /** `(created)` and `(expires)` are signed too, or in place of the date. */
  readonly createdAndExpires?: "beside the date" | "alone";
}

/** What is odd about the peer. It can be changed at any time. */
export interface Oddities {
  /** Where its key is: in the actor at `#main-key`, at an address of its own, or at the actor's own address with no fragment. */
  key: "fragment" | "document" | "bare";
  /** Serves nothing to those who do not sign, but a key at an address of its own; and signs what it fetches to verify them. */
  signedFetchOnly: boolean;
  /** Answers 202 to what is signed by RFC 9421, and forgets it. */
  dropsRfc9421: boolean;
  /** Asks for the activity under its id before it answers a POST, and refuses it when there is none. */
  dereferencesFirst: boolean;
  /** Lets everybody wait. */
  slowMs: number;
  gzip: boolean;
  sharedInbox: boolean;
  /** What its inbox answers. */
  inboxStatus: number;
  /** Takes the place of the actor's `@context`. */
  context: unknown;
  /** Added to the actor's document, or in place of what stands there. */
  says: JsonObject;
  /** Other documents, by their path; an address in place of a document is a redirect. */
  readonly documents: Record<string, JsonObject | string>;
}

/** A request that reached the peer. `signedBy` is the key of one whose signature held. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly kind?: "draft-cavage" | "rfc9421";
  readonly signedBy?: string;
  readonly status: number;
  readonly json?: JsonObject;
}

/** A server that is written without any ActivityPub library and plays the odd ones of the fediverse. */
export interface RawPeer {
  readonly origin: string;
  readonly person: string;
  readonly odd: Oddities;
  readonly asked: readonly Asked[];
  /** What it was told and took, oldest first. */
  heard(): readonly JsonObject[];
  post(inbox: string, activity: JsonObject | string, signing?: Signing): Promise<Response>;
  get(url: string, signing?: Signing): Promise<Response>;
  readonly publicKeyPem: string;
  close(): Promise<void>;
}

/** Made once for all files of a worker: keys take long. */
let keys: { readonly privateKey: KeyObject; readonly publicKeyPem: string } | undefined;

function peerKeys() {
  if (keys !== undefined) return keys;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKeyPem = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return (keys = { privateKey, publicKeyPem });
}

export async function openRawPeer(oddities: Partial<Oddities> = {}): Promise<RawPeer> {
  const odd: Oddities = {
    key: "fragment",
    signedFetchOnly: false,
    dropsRfc9421: false,
    dereferencesFirst: false,
    slowMs: 0,
    gzip: false,
    sharedInbox: true,
    inboxStatus: 202,
    context: ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    says: {},
    documents: {},
    ...oddities,
  };
  const asked: Asked[] = [];
  const heard: JsonObject[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { publicKeyPem } = peerKeys();
  const peer: RawPeer = {
    origin,
    person: `${origin}/users/eva`,
    odd,
    asked,
    heard: () => heard,
    publicKeyPem,
    post: (inbox, activity, signing) => send(peer, { method: "POST", url: inbox, activity }, signing),
    get: (url, signing) => send(peer, { method: "GET", url }, signing),
    close: () => closeServer(server),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const signed = await signatureOf(request, peer);
    if (odd.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, odd.slowMs));
    const { method = "", url = "" } = request;
    const json = body === "" ? undefined : (JSON.parse(body) as JsonObject);
    const reply = method === "POST" ? await take(peer, { url, signed, json }) : give(peer, url, signed);
    asked.push({ method, path: url, ...signed, status: reply.status, ...(json === undefined ? {} : { json }) });
    if (reply.taken === true && json !== undefined) heard.push(json);
    write(response, reply, odd.gzip);
  };
  return peer;
}

interface Reply {
  readonly status: number;
  readonly document?: JsonObject;
  readonly location?: string;
  readonly taken?: boolean;
}

type Signed = Pick<Asked, "kind" | "signedBy">;

function give({ origin, person, odd, publicKeyPem }: RawPeer, path: string, { signedBy }: Signed): Reply {
  const keyDocument = path === "/users/eva/main-key";
  if (odd.signedFetchOnly && !keyDocument && signedBy === undefined) return { status: 401 };
  const other = odd.documents[path];
  if (typeof other === "string") return { status: 302, location: other };
  if (other !== undefined) return { status: 200, document: other };
  const id = keyIdOf(person, odd);
  const publicKey = { id, owner: person, publicKeyPem };
  if (keyDocument && odd.key === "document") {
    const stub = { id: person, type: "Person", preferredUsername: "eva", publicKey };
    return { status: 200, document: { "@context": odd.context as string[], ...stub } };
  }
  if (path !== "/users/eva") return { status: 404 };
  const document = {
    "@context": odd.context as string[],
    id: person,
    type: "Person",
    preferredUsername: "eva",
    name: "Eva",
    inbox: `${person}/inbox`,
    outbox: `${person}/outbox`,
    followers: `${person}/followers`,
    ...(odd.sharedInbox ? { endpoints: { sharedInbox: `${origin}/inbox` } } : {}),
    publicKey,
    ...odd.says,
  };
  return { status: 200, document };
}

const keyIdOf = (person: string, { key }: Oddities): string =>
  ({ fragment: `${person}#main-key`, document: `${person}/main-key`, bare: person })[key];

interface Posted {
  readonly url: string;
  readonly signed: Signed;
  readonly json: JsonObject | undefined;
}

async function take(peer: RawPeer, { signed, json }: Posted): Promise<Reply> {
  const { odd } = peer;
  if (signed.signedBy === undefined || json === undefined) return { status: 401 };
  if (odd.dropsRfc9421 && signed.kind === "rfc9421") return { status: 202 };
  if (odd.dereferencesFirst && !(await isThere(peer, json))) return { status: 400 };
  const taken = odd.inboxStatus >= 200 && odd.inboxStatus < 300;
  return { status: odd.inboxStatus, taken };
}

/** Whether an activity's id answers: with the activity, or, where the id has a fragment, with something. */
async function isThere(peer: RawPeer, { id }: JsonObject): Promise<boolean> {
  if (typeof id !== "string") return false;
  const found = await peer.get(id);
  if (!found.ok) return false;
  return id.includes("#") || ((await found.json()) as JsonObject)["id"] === id;
}

function write(response: ServerResponse, { status, document, location }: Reply, gzip: boolean): void {
  const text = document === undefined ? "" : JSON.stringify(document);
  const isPacked = gzip && text !== "";
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": `${activityJson}; charset=utf-8` }),
    ...(isPacked ? { "content-encoding": "gzip" } : {}),
    ...(location === undefined ? {} : { location }),
  });
  response.end(isPacked ? gzipSync(text) : text);
}

interface Sent {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly activity?: JsonObject | string;
}

async function send(peer: RawPeer, { method, url, activity }: Sent, signing: Signing = {}): Promise<Response> {
  const { kind = "draft-cavage", clockMs = 0 } = signing;
  const body = activity === undefined || typeof activity === "string" ? activity : JSON.stringify(activity);
  const now = new Date(Date.now() + clockMs);
  const common = { host: new URL(url).host, date: now.toUTCString() };
  const more =
    body === undefined ? { accept: activityJson } : { "content-type": activityJson, ...digestOf(body, kind) };
  const request = { method, url, headers: { ...common, ...more } };
  const signed =
    kind === "rfc9421" ? await signNew(peer, request, now) : await signOld(peer, { ...request, now }, signing);
  const sent = Object.entries(signed.headers).filter(([name]) => name.toLowerCase() !== "host");
  return fetch(url, { method, redirect: "manual", headers: Object.fromEntries(sent), ...(body ? { body } : {}) });
}

const activityJson = "application/activity+json";

function digestOf(body: string, kind: NonNullable<Signing["kind"]>): Record<string, string> {
  const digest = createHash("sha256").update(body).digest("base64");
  return kind === "rfc9421" ? { "content-digest": `sha-256=:${digest}:` } : { digest: `SHA-256=${digest}` };
}

interface Unsigned {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
}

function signNew({ person, odd }: RawPeer, request: Unsigned, now: Date) {
  const key = createSigner(peerKeys().privateKey, "rsa-v1_5-sha256", keyIdOf(person, odd));
  const fields = ["@method", "@target-uri", ...("content-digest" in request.headers ? ["content-digest"] : [])];
  return httpbis.signMessage({ key, fields, params: ["created", "keyid"], paramValues: { created: now } }, request);
}

function signOld({ person, odd }: RawPeer, request: Unsigned & { readonly now: Date }, signing: Signing) {
  const { algorithm = "rsa-v1_5-sha256", createdAndExpires } = signing;
  const { now, ...unsigned } = request;
  const key = createSigner(peerKeys().privateKey, "rsa-v1_5-sha256", keyIdOf(person, odd));
  const times = createdAndExpires === undefined ? [] : ["@created", "@expires"];
  const date = createdAndExpires === "alone" ? [] : ["date"];
  const fields = ["@request-target", ...times, ...date, "host", ...("digest" in unsigned.headers ? ["digest"] : [])];
  const params = ["keyid", "alg", ...(times.length > 0 ? ["created", "expires"] : [])];
  const expires = new Date(now.getTime() + 60_000);
  return cavage.signMessage({ key, fields, params, paramValues: { alg: algorithm, created: now, expires } }, unsigned);
}

/** Verified with a library of its own; the key is fetched anew each time. */
async function signatureOf(request: IncomingMessage, peer: RawPeer): Promise<Signed> {
  const { method = "", url = "", headers } = request;
  if (headers["signature"] === undefined) return {};
  const kind = headers["signature-input"] === undefined ? "draft-cavage" : "rfc9421";
  let signedBy: string | undefined;
  const keyLookup: VerifyConfig["keyLookup"] = async ({ keyid = "" }) => {
    signedBy = keyid;
    const document = await publicKeyOf(peer, keyid);
    if (document === undefined) return null;
    return { id: keyid, algs: ["rsa-v1_5-sha256"], verify: createVerifier(document, "rsa-v1_5-sha256") };
  };
  const message = { method, url: `${peer.origin}${url}`, headers: headers as Record<string, string> };
  const verify = kind === "rfc9421" ? httpbis.verifyMessage : cavage.verifyMessage;
  const holds = await verify({ keyLookup, tolerance: 60 }, message).catch(() => false);
  return holds === true && signedBy !== undefined ? { kind, signedBy } : { kind };
}

async function publicKeyOf(peer: RawPeer, keyId: string): Promise<string | undefined> {
  const headers = { accept: activityJson };
  const response = peer.odd.signedFetchOnly ? await peer.get(keyId) : await fetch(keyId, { headers });
  if (!response.ok) return undefined;
  const { publicKey } = (await response.json()) as { publicKey?: { id?: string; publicKeyPem?: string } };
  return publicKey?.id === keyId ? publicKey.publicKeyPem : undefined;
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
