import "temporal-polyfill/global";
import { Agent, createServer, request } from "node:http";
import { generateCryptoKeyPair, signRequest } from "@fedify/fedify/sig";
import { v7 as uuidV7 } from "uuid";
import { freePort } from "#test/rig/port.ts";
import { answerParent } from "./child.ts";

/** Servers that mean harm, on many hosts and from many addresses of loopback. */
export type VillainsQuestion =
  /** Signs what is to be sent to an inbox. */
  | { readonly do: "arm"; readonly inbox: string; readonly actor: string }
  /** Sends so many a second, whatever is answered, until it is told to stop. */
  | { readonly do: "flood"; readonly perSecond: number }
  /** Answers {@link Flood}. */
  | { readonly do: "stop" };

export interface Flood {
  readonly sent: number;
  /** Answers by status; 0 for none. */
  readonly statuses: Readonly<Record<string, number>>;
}

interface Letter {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const hosts = 60;
const addresses = 64;
const eachKind = 40;
/** What nobody answered yet; beyond that the flood would measure this machine's sockets. */
const mostUnanswered = 1_500;

const port = await freePort();
const keys = await generateCryptoKeyPair("RSASSA-PKCS1-v1_5");
const pem = Buffer.from(await crypto.subtle.exportKey("spki", keys.publicKey)).toString("base64");
const publicKeyPem = `-----BEGIN PUBLIC KEY-----\n${pem.match(/.{1,64}/g)?.join("\n")}\n-----END PUBLIC KEY-----\n`;
const hostOf = (index: number): string => `http://127.2.0.${1 + (index % hosts)}:${port}`;

/** Who asks for `/users/…` gets an actor; `/none/…` is not there; what is asked of `/slow/…` is never answered. */
createServer((asked, response) => {
  const id = `http://${asked.headers.host ?? ""}${asked.url ?? ""}`;
  if (id.includes("/slow/")) return;
  if (!id.includes("/users/")) return void response.writeHead(404).end();
  const key = { id: `${id}#main-key`, owner: id, publicKeyPem };
  const document = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id,
    type: "Person",
    inbox: `${id}/inbox`,
    publicKey: key,
  };
  response.writeHead(200, { "content-type": "application/activity+json" }).end(JSON.stringify(document));
}).listen(port, "0.0.0.0");

interface Making {
  readonly folder: "users" | "none" | "slow";
  /** So many keys for all letters of this kind; one for each unless given. */
  readonly keys?: number;
  readonly body?: (activity: object) => string;
  readonly spoil?: (letter: Letter) => Letter;
}

const spoiledHeader = ({ headers, body }: Letter, name: string, change: (value: string) => string): Letter => ({
  headers: { ...headers, [name]: change(headers[name] ?? "") },
  body,
});

const kinds: Readonly<Record<string, Making>> = {
  badSignature: {
    folder: "users",
    spoil: (letter) => spoiledHeader(letter, "signature", (text) => text.replace(/signature="..../, 'signature="AAAA')),
  },
  wrongDigest: { folder: "users", spoil: ({ headers, body }) => ({ headers, body: `${body} ` }) },
  huge: { folder: "users", body: (activity) => JSON.stringify({ ...activity, summary: "x".repeat(1_200_000) }) },
  large: {
    folder: "users",
    body: (activity) => JSON.stringify({ ...activity, to: Array.from({ length: 20_000 }, (_, at) => `${at}`) }),
  },
  deep: { folder: "users", body: () => `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}` },
  replayed: { folder: "users", keys: 8 },
  unknownKey: { folder: "none" },
  slowKey: { folder: "slow" },
};

async function make(
  to: { inbox: string; actor: string },
  index: number,
  { folder, body, spoil, keys: few }: Making,
): Promise<Letter> {
  const number = few === undefined ? index : index % few;
  const id = `${hostOf(number)}/${folder}/${few === undefined ? "" : "few"}${number}`;
  const activity = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${id}/${uuidV7()}`,
    type: "Like",
    actor: id,
    object: to.actor,
  };
  const text = body?.(activity) ?? JSON.stringify(activity);
  const headers = { "content-type": "application/activity+json" };
  const unsigned = new Request(to.inbox, { method: "POST", headers, body: text });
  const signed = await signRequest(unsigned, keys.privateKey, new URL(`${id}#main-key`));
  const letter = { headers: Object.fromEntries(signed.headers), body: text };
  return spoil?.(letter) ?? letter;
}

let letters: readonly Letter[] = [];
let target = new URL("http://127.0.0.1/");
let statuses: Record<string, number> = {};
let [sent, unanswered] = [0, 0];
let timer: NodeJS.Timeout | undefined;
const agents = Array.from(
  { length: addresses },
  (_, index) => new Agent({ keepAlive: true, localAddress: `127.1.0.${1 + index}` }),
);

function throwOne(): void {
  const letter = letters[sent % letters.length];
  const agent = agents[Math.floor(Math.random() * addresses)];
  if (letter === undefined || agent === undefined || unanswered >= mostUnanswered) return;
  [sent, unanswered] = [sent + 1, unanswered + 1];
  const ended = (status: number): void => {
    unanswered -= 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const { port: targetPort, pathname } = target;
  const options = {
    host: "127.0.0.1",
    port: targetPort,
    path: pathname,
    method: "POST",
    agent,
    headers: letter.headers,
  };
  let isOver = false;
  const once = (status: number): void => {
    if (!isOver) ended(status);
    isOver = true;
  };
  request(options, (response) => {
    response.resume();
    response.once("close", () => once(response.statusCode ?? 0));
  })
    .once("error", () => once(0))
    .end(letter.body);
}

const tickMs = 10;

answerParent(async (question: VillainsQuestion) => {
  switch (question.do) {
    case "arm": {
      target = new URL(question.inbox);
      const makings = Object.values(kinds);
      letters = await Promise.all(
        Array.from({ length: eachKind * makings.length }, (_, index) =>
          make(question, index, makings[index % makings.length] ?? { folder: "none" }),
        ),
      );
      return letters.length;
    }
    case "flood": {
      statuses = {};
      sent = 0;
      const startedAtMs = performance.now();
      timer = setInterval(() => {
        const due = ((performance.now() - startedAtMs) * question.perSecond) / 1000;
        for (let before = -1; sent < due && sent !== before;) {
          before = sent;
          throwOne();
        }
      }, tickMs);
      return undefined;
    }
    case "stop":
      clearInterval(timer);
      return { sent, statuses } satisfies Flood;
  }
});
