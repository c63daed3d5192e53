import "temporal-polyfill/global";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { generateCryptoKeyPair, signRequest } from "@fedify/fedify/sig";
import { v7 as uuidV7 } from "uuid";
import { freePort } from "#test/rig/port.ts";
import { answerParent } from "./child.ts";
import { clockMs, eachAtOnce } from "./figures.ts";
import { listenTo } from "./listen.ts";

/** Other coops' servers that send what was signed beforehand. */
export type SendersQuestion =
  /** Answers their origins. */
  | { readonly do: "open"; readonly servers: number }
  /** Signs so many activities, each server in turn, for `send`. */
  | ({ readonly do: "sign"; readonly count: number } & Addressed)
  | { readonly do: "send"; readonly atOnce: number };

/** `follow`: of the actor; `proposal`: a new offer of seats, as our own nodes write it, to the actor. */
export interface Addressed {
  readonly inbox: string;
  readonly actor: string;
  readonly kind: "follow" | "proposal";
}

/** How long it took until all were answered, and how often each status came. */
export interface Sent {
  readonly tookMs: number;
  readonly statuses: Readonly<Record<string, number>>;
}

interface Coop {
  readonly origin: string;
  readonly id: string;
  readonly keyId: URL;
  readonly privateKey: CryptoKey;
}

interface Letter {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const coops: Coop[] = [];
const proposal = readFileSync(join(import.meta.dirname, "../fixtures/proposal-create.jsonld"), "utf8");
let signed: readonly Letter[] = [];

/** A server with one coop on it. What is said to that coop is taken. */
async function openServer(): Promise<void> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const id = `${origin}/actors/coop`;
  const keyId = `${id}#main-key`;
  const keys = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
  const document = JSON.stringify({
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
    id,
    type: "Organization",
    preferredUsername: "coop",
    inbox: `${id}/inbox`,
    endpoints: { sharedInbox: `${origin}/inbox` },
    publicKey: { id: keyId, owner: id, publicKeyPem: await pemOf(keys.publicKey) },
  });
  await listenTo(port, (_, response) => {
    response.writeHead(200, { "content-type": "application/activity+json" }).end(document);
  });
  coops.push({ origin, id, keyId: new URL(keyId), privateKey: keys.privateKey });
}

async function pemOf(key: CryptoKey): Promise<string> {
  const text = Buffer.from(await crypto.subtle.exportKey("spki", key)).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${text.match(/.{1,64}/g)?.join("\n")}\n-----END PUBLIC KEY-----\n`;
}

function write({ origin, id }: Coop, { actor, kind }: Addressed): string {
  const own = uuidV7();
  if (kind === "proposal") {
    return JSON.stringify(JSON.parse(proposal))
      .replaceAll("https://kerala.example", origin)
      .replaceAll("https://quebec.example/actors/coop", actor)
      .replaceAll(/(messages|proposals)\/[-0-9a-f]+/g, `$1/${own}`);
  }
  const context = "https://www.w3.org/ns/activitystreams";
  return JSON.stringify({ "@context": context, id: `${id}/follows/${own}`, type: "Follow", actor: id, object: actor });
}

async function sign(to: Addressed, index: number): Promise<Letter> {
  const coop = coops[index % coops.length];
  if (coop === undefined) throw new Error("There is nobody to sign.");
  const body = write(coop, to);
  const headers = { "content-type": "application/activity+json", accept: "application/activity+json" };
  const unsigned = new Request(to.inbox, { method: "POST", headers, body });
  const { headers: all } = await signRequest(unsigned, coop.privateKey, coop.keyId);
  return { url: new URL(to.inbox), headers: Object.fromEntries(all), body };
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
      return coops.map(({ origin }) => origin);
    case "sign":
      signed = await Promise.all(Array.from({ length: question.count }, (_, index) => sign(question, index)));
      return signed.length;
    case "send":
      return send(question.atOnce);
  }
});
