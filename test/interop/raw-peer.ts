import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { cavage, createVerifier, httpbis, type VerifyConfig } from "http-message-signatures";
import type { JsonObject } from "#federation/wire/json.ts";
import { activityJson, peerKeys, send, type Signing } from "./signing.ts";

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
    post: (url, activity, signing) =>
      send({ method: "POST", url, activity, keyId: keyIdOf(peer.person, odd) }, signing),
    get: (url, signing) => send({ method: "GET", url, keyId: keyIdOf(peer.person, odd) }, signing),
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
