import { createPublicKey, type JsonWebKey as NodeJsonWebKey } from "node:crypto";
import { signObject, signRequest } from "@fedify/fedify/sig";
import type { Object as AnyObject } from "@fedify/vocab";
import { makeKeys } from "#src/app/keys.ts";
import { openSeals } from "#federation/proof.ts";
import { freePort } from "#test/rig.ts";
import { closeServer, listen } from "./served.ts";

/** A server that says whatever it is told to say, with good signatures: for what no well-behaved server would send. */
export interface Sender {
  readonly origin: string;
  readonly person: string;
  /** How its actor's address answers from now on; with 200 it is the document. */
  status: number;
  /** What its actor's document says instead of what it should. */
  says: object;
  /** What was sent to its actor. */
  readonly heard: readonly unknown[];
  /** How often its actor was asked for. */
  readonly asked: () => number;
  /** A new key under the old name. */
  rotate(): Promise<void>;
  /** An object with its integrity proof (FEP-8b32). */
  prove(object: AnyObject): Promise<unknown>;
  /** POSTs JSON or text, signed; answers the status. */
  post(inbox: string, body: unknown): Promise<number>;
  /** Asks for a document, signed. */
  get(url: string): Promise<Response>;
  close(): Promise<void>;
}

export async function openSender(): Promise<Sender> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const person = `${origin}/users/bob`;
  let keys = await makeKeys({ ledger: false });
  let asked = 0;
  const document = async () => ({
    "@context": [
      "https://www.w3.org/ns/activitystreams",
      "https://w3id.org/security/v1",
      "https://www.w3.org/ns/did/v1",
      "https://w3id.org/security/multikey/v1",
    ],
    id: person,
    type: "Person",
    preferredUsername: "bob",
    inbox: `${person}/inbox`,
    assertionMethod: [
      {
        id: `${person}#proof-key`,
        type: "Multikey",
        controller: person,
        publicKeyMultibase: openSeals().multikey(await crypto.subtle.exportKey("jwk", keys.proof.publicKey)),
      },
    ],
    publicKey: {
      id: `${person}#main-key`,
      owner: person,
      publicKeyPem: createPublicKey({
        key: (await crypto.subtle.exportKey("jwk", keys.http.publicKey)) as NodeJsonWebKey,
        format: "jwk",
      }).export({ type: "spki", format: "pem" }),
    },
  });
  const heard: unknown[] = [];
  const server = await listen(port, async (request) => {
    if (request.method === "POST" && request.url.endsWith("/users/bob/inbox")) {
      heard.push(await request.json());
      return new Response(null, { status: 202 });
    }
    if (new URL(request.url).pathname !== "/users/bob") return new Response(null, { status: 404 });
    asked += 1;
    const body = sender.status === 200 ? JSON.stringify({ ...(await document()), ...sender.says }) : null;
    return new Response(body, { status: sender.status, headers: { "content-type": "application/activity+json" } });
  });
  const sender: Sender = {
    origin,
    person,
    status: 200,
    says: {},
    heard,
    asked: () => asked,
    async rotate() {
      keys = await makeKeys({ ledger: false });
    },
    async prove(object) {
      return (await signObject(object, keys.proof.privateKey, new URL(`${person}#proof-key`))).toJsonLd();
    },
    async post(inbox, body) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const request = new Request(inbox, {
        method: "POST",
        body: text,
        headers: { "content-type": "application/activity+json" },
      });
      const signed = await signRequest(request, keys.http.privateKey, new URL(`${person}#main-key`));
      return (await fetch(signed)).status;
    },
    async get(url) {
      const request = new Request(url, { headers: { accept: "application/activity+json" } });
      return fetch(await signRequest(request, keys.http.privateKey, new URL(`${person}#main-key`)));
    },
    close: () => closeServer(server),
  };
  return sender;
}
