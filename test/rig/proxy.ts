import { createServer, request as openRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { freePort } from "./port.ts";

/** A request on its way to the node behind the proxy. */
export interface Passage {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Counts from 1 in the order of arrival. */
  readonly number: number;
  /** What the sender was told; absent as long as it was told nothing. */
  status?: number;
}

/**
 * What becomes of a request: it arrives; it never arrives and the sender sees a broken connection; it arrives and the answer is lost; it
 * arrives twice; it waits for `release`; it arrives late; or the proxy answers in the node's place.
 */
export type Fate =
  | "pass"
  | "drop"
  | "lose-answer"
  | "duplicate"
  | "hold"
  | { readonly delayMs: number }
  | { readonly answer: number };

/** A reverse proxy that stands at a node's public origin and decides the fate of each request. */
export interface LossyProxy {
  /** As in `FEDICOOP_ORIGIN`. */
  readonly origin: string;
  readonly port: number;
  /** All that arrived, in order. */
  readonly passages: readonly Passage[];
  forwardTo(port: number): void;
  /** From now on `decide` settles what becomes of each request; without it everything passes. */
  rule(decide?: (passage: Passage) => Fate): void;
  /** How many requests are held. */
  held(): number;
  /** Lets the held ones go, one after the other: as they came, or `"reversed"`, or in the order of the given positions. */
  release(order?: "reversed" | readonly number[]): Promise<void>;
  /** Nobody gets through, as when a node is away: connections are refused. Held requests are dropped. */
  cut(): Promise<void>;
  /** The way is open again. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  go(): Promise<void>;
  drop(): void;
}

interface Arrived {
  readonly passage: Passage;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** Opens the proxy on a free loopback port; give it to `startNode`, which puts its node behind it. */
export async function lossyProxy(): Promise<LossyProxy> {
  const port = await freePort();
  const passages: Passage[] = [];
  const sockets = new Set<Socket>();
  const waiting: Held[] = [];
  let target: number | undefined;
  let decide: (passage: Passage) => Fate = () => "pass";

  const meet = async (arrived: Arrived, fate: Fate): Promise<void> => {
    if (fate === "drop") return drop(arrived);
    if (fate === "hold") {
      waiting.push({ go: () => meet(arrived, "pass"), drop: () => drop(arrived) });
      return;
    }
    if (typeof fate === "object" && "answer" in fate) return answerWith(arrived, fate.answer);
    if (typeof fate === "object") await new Promise((resolve) => setTimeout(resolve, fate.delayMs));
    const first = await forward(arrived, target);
    const told = fate === "duplicate" ? await forward(arrived, target) : first;
    if (fate === "lose-answer" || told === undefined) return drop(arrived);
    pass(arrived, told);
  };

  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => {
        const passage = describePassage(request, body, passages.length + 1);
        passages.push(passage);
        return meet({ passage, request, response, body }, decide(passage));
      })
      .catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  const cut = (): Promise<void> =>
    new Promise((resolve) => {
      for (const held of waiting.splice(0)) held.drop();
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.destroy();
    });
  await listen();
  return {
    origin: `http://localhost:${port}`,
    port,
    passages,
    forwardTo: (inner) => {
      target = inner;
    },
    rule: (next = () => "pass") => {
      decide = next;
    },
    held: () => waiting.length,
    release: async (order) => {
      for (const held of ordered(waiting.splice(0), order)) await held.go();
    },
    cut,
    mend: listen,
    close: cut,
  };
}

function ordered(all: readonly Held[], order: "reversed" | readonly number[] | undefined): readonly Held[] {
  if (order === undefined) return all;
  if (order === "reversed") return all.toReversed();
  return order.flatMap((position) => all[position] ?? []);
}

function describePassage(request: IncomingMessage, body: Buffer, number: number): Passage {
  const { method = "GET", url = "/", headers } = request;
  return { method, path: url, headers, body: body.toString("utf8"), number };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

interface Told {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Sends the same bytes under the same headers, `Host` included, because signatures cover them. `undefined`: nobody is there. */
function forward({ request, body }: Arrived, port: number | undefined): Promise<Told | undefined> {
  if (port === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const { method, url: path, rawHeaders: headers } = request;
    const outgoing = openRequest({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      readBody(answer).then(
        (told) => resolve({ status: answer.statusCode ?? 502, headers: answer.rawHeaders, body: told }),
        () => resolve(undefined),
      );
    });
    outgoing.once("error", () => resolve(undefined));
    outgoing.end(body);
  });
}

const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

function pass({ passage, request, response }: Arrived, told: Told): void {
  passage.status = told.status;
  const headers: string[] = [];
  for (let index = 0; index < told.headers.length; index += 2) {
    const name = told.headers[index] ?? "";
    if (!hopByHop.has(name.toLowerCase())) headers.push(name, told.headers[index + 1] ?? "");
  }
  if (request.method !== "HEAD") headers.push("content-length", String(told.body.length));
  response.writeHead(told.status, headers);
  response.end(told.body);
}

function answerWith({ passage, response }: Arrived, status: number): void {
  passage.status = status;
  response.writeHead(status).end();
}

function drop({ response }: Arrived): void {
  response.destroy();
}
