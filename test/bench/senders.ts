import "temporal-polyfill/global";
import { Agent, request } from "node:http";
import { generateCryptoKeyPair, signRequest } from "@fedify/fedify/sig";
import { freePort } from "#test/rig/port.ts";
import { answerParent } from "./child.ts";
import { clockMs, eachAtOnce } from "./figures.ts";
import { listenTo } from "./listen.ts";

/** Other servers, with an actor each, that send what was signed beforehand. */
export type SendersQuestion =
  | { readonly do: "open"; readonly servers: number }
  /** Signs so many Follows of `object`, each server in turn, for `send`. */
  | { readonly do: "sign"; readonly inbox: string; readonly object: string; readonly count: number }
  | { readonly do: "send"; readonly atOnce: number };

/** How long it took until all were answered, and how often each status came. */
export interface Sent {
  readonly tookMs: number;
  readonly statuses: Readonly<Record<string, number>>;
}

interface Person {
  readonly id: string;
  readonly keyId: URL;
  readonly privateKey: CryptoKey;
}

interface Letter {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const people: Person[] = [];
let signed: readonly Letter[] = [];
let serial = 0;

/** A server with one person on it. What is said to that person is taken. */
async function openServer(): Promise<void> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const id = `${origin}/users/ada`;
  const keyId = `${id}#main-key`;
  const keys = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  const document = JSON.stringify({
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id,
    type: "Person",
    preferredUsername: "ada",
    inbox: `${id}/inbox`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    publicKey: { id: keyId, owner: id, publicKeyPem: await pemOf(keys.publicKey) },
  });
  await listenTo(port, (_, response) => {
    response.writeHead(200, { "content-type": "application/activity+json" }).end(document);
  });
  people.push({ id, keyId: new URL(keyId), privateKey: keys.privateKey });
}

async function pemOf(key: CryptoKey): Promise<string> {
  const text = Buffer.from(await crypto.subtle.exportKey("spki", key)).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${text.match(/.{1,64}/g)?.join("\n")}\n-----END PUBLIC KEY-----\n`;
}

async function signFollow(inbox: string, object: string, index: number): Promise<Letter> {
  const person = people[index % people.length];
  if (person === undefined) throw new Error("There is nobody to sign.");
  serial += 1;
  const body = JSON.stringify({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${person.id}/follows/${serial}`,
    type: "Follow",
    actor: person.id,
    object,
  });
  const headers = { "content-type": "application/activity+json", accept: "application/activity+json" };
  const unsigned = new Request(inbox, { method: "POST", headers, body });
  const { headers: all } = await signRequest(unsigned, person.privateKey, person.keyId);
  return { url: new URL(inbox), headers: Object.fromEntries(all), body };
}

function post({ url, headers, body }: Letter, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port, pathname } = url;
    const sent = request({ host: "127.0.0.1", port, path: pathname, method: "POST", agent, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

async function send(atOnce: number): Promise<Sent> {
  const statuses: Record<string, number> = {};
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const startedAtMs = clockMs();
  await eachAtOnce(signed, atOnce, async (letter) => {
    const status = await post(letter, agent);
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  const tookMs = clockMs() - startedAtMs;
  agent.destroy();
  return { tookMs, statuses };
}

answerParent(async (question: SendersQuestion) => {
  switch (question.do) {
    case "open":
      await Promise.all(Array.from({ length: question.servers }, openServer));
      return people.length;
    case "sign": {
      const { inbox, object, count } = question;
      signed = await Promise.all(Array.from({ length: count }, (_, index) => signFollow(inbox, object, index)));
      return signed.length;
    }
    case "send":
      return send(question.atOnce);
  }
});
