import "temporal-polyfill/global";
import { createPublicKey, type JsonWebKey as NodeJsonWebKey } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signRequest } from "@fedify/fedify/sig";
import { makeKeys } from "#src/app/keys.ts";
import { activityJson } from "#test/federation/served.ts";

/** What a path of the villain's server answers: JSON served as ActivityPub, or whatever a listener does. */
export type Answer = object | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Signing {
  /** Whose key it says it is; the villain's own unless given. */
  readonly keyId?: string;
  readonly spec?: "rfc9421" | "draft-cavage-http-signatures-12";
  /** When it says it was made. */
  readonly atMs?: number;
}

/** A server that says whatever it is told to say, with a key of its own. */
export interface Villain {
  readonly origin: string;
  /** An actor who is what it seems. */
  readonly person: string;
  readonly publicKeyPem: string;
  /** What else is served, by path. */
  readonly answers: Map<string, Answer>;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** The document of `person`, with changes. */
  document(changes?: object): object;
  /** A signed POST of JSON or text. */
  sign(url: string, body: unknown, signing?: Signing): Promise<Request>;
  /** A signed GET. */
  ask(url: string, signing?: Signing): Promise<Request>;
  close(): Promise<void>;
}

export async function openVillain(name = "eve"): Promise<Villain> {
  const { http } = await makeKeys({ ledger: false });
  const jwk = (await crypto.subtle.exportKey("jwk", http.publicKey)) as NodeJsonWebKey;
  const publicKeyPem = String(createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" }));
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    asked.push(path);
    const answer = answers.get(path);
    if (typeof answer === "function") return answer(request, response);
    if (answer === undefined) return void response.writeHead(404).end();
    return void response.writeHead(200, { "content-type": activityJson }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const person = `${origin}/users/${name}`;
  const key = { id: `${person}#main-key`, owner: person, publicKeyPem };
  const document = (changes: object = {}): object => ({
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id: person,
    type: "Person",
    preferredUsername: name,
    inbox: `${person}/inbox`,
    publicKey: key,
    ...changes,
  });
  answers.set(`/users/${name}`, document());
  const signed = (request: Request, { keyId = key.id, spec, atMs = Date.now() }: Signing): Promise<Request> =>
    signRequest(request, http.privateKey, new URL(keyId), {
      spec: spec ?? "draft-cavage-http-signatures-12",
      currentTime: Temporal.Instant.fromEpochMilliseconds(atMs),
    });
  return {
    origin,
    person,
    publicKeyPem,
    answers,
    asked,
    document,
    sign: (url, body, signing = {}) =>
      signed(
        new Request(url, {
          method: "POST",
          headers: { "content-type": activityJson },
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
        signing,
      ),
    ask: (url, signing = {}) => signed(new Request(url, { headers: { accept: activityJson } }), signing),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
