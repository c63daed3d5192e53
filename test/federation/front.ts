import {
  createServer as createPlain,
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certified } from "#test/rig/authority.ts";

/** What a proxy does to requests and answers. Undefined answers what the node does. */
export interface Manners {
  /** The headers that the node gets. `address`: who asked. Default: all, with the address added to X-Forwarded-For. */
  readonly headers?: (headers: IncomingHttpHeaders, address: string) => IncomingHttpHeaders;
  /** Answers in the node's place. */
  readonly instead?: (
    request: IncomingMessage,
  ) => { readonly status: number; readonly type: string; readonly body: string } | undefined;
  /** Changes the node's answer. */
  readonly answer?: (
    headers: IncomingHttpHeaders,
    body: string,
    request: IncomingMessage,
  ) => { readonly headers: IncomingHttpHeaders; readonly body: string };
}

export interface Front {
  readonly port: number;
  /** From here on. */
  behave(manners: Manners): void;
  certify(certified: Certified): void;
  close(): Promise<void>;
}

const wellBehaved = (headers: IncomingHttpHeaders, address: string): IncomingHttpHeaders => ({
  ...headers,
  "x-forwarded-for": [headers["x-forwarded-for"] ?? "", address]
    .flat()
    .filter((part) => part !== "")
    .join(", "),
  "x-forwarded-proto": "https",
});

/** A proxy with TLS before what listens on `port` of this machine. */
export async function openFront(target: () => number, certified: Certified): Promise<Front> {
  let manners: Manners = {};
  const server = createServer({ ...certified }, (request, response) =>
    pass(request, response, { manners, port: target() }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    behave: (other) => {
      manners = other;
    },
    certify: (other) => server.setSecureContext({ ...other }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passing {
  readonly manners: Manners;
  readonly port: number;
}

function pass(request: IncomingMessage, response: ServerResponse, { manners, port }: Passing): void {
  const instead = manners.instead?.(request);
  if (instead !== undefined) {
    response.writeHead(instead.status, { "content-type": instead.type }).end(instead.body);
    return;
  }
  const headers = (manners.headers ?? wellBehaved)(request.headers, "203.0.113.7");
  const onward = ask({ port, host: "127.0.0.1", path: request.url, method: request.method, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const changed = manners.answer?.(answer.headers, body, request) ?? { headers: answer.headers, body };
      const { "content-length": _, "transfer-encoding": _encoding, ...kept } = changed.headers;
      response.writeHead(answer.statusCode ?? 500, kept).end(changed.body);
    });
  });
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
}

/** A machine that answers with one line to whoever comes. */
export async function openGreeter(line: string): Promise<{ readonly port: number; close(): void }> {
  const { createServer: createTcp } = await import("node:net");
  const server = createTcp((socket) => socket.end(`${line}\r\n`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** Plain http where TLS is expected. */
export async function openPlain(): Promise<{ readonly port: number; close(): void }> {
  const server = createPlain((_, response) => response.end("plain"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
