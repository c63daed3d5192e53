import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** How a server may misbehave: it takes the question and never answers, it breaks, or something else stands there. */
export type Trouble = "hangs" | "breaks" | "is-something-else" | "redirects";

/** A server on loopback that can be taken down and brought back at the same address. */
export interface PlatformServer {
  readonly origin: string;
  /** Every path that was asked for, without its query, in order. */
  readonly asked: readonly string[];
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  /** From now on; undefined: it is well again. */
  suffer(trouble?: Trouble): void;
  stop(): Promise<void>;
}

export interface Behaviour {
  answer(request: IncomingMessage & { readonly at: URL }, response: ServerResponse): Promise<void> | void;
  upgrade?(request: IncomingMessage, socket: Duplex): void;
}

/** Listens on loopback, on a port of its own. */
export async function startPlatform(behaviour: Behaviour): Promise<PlatformServer> {
  const asked: string[] = [];
  const state: { trouble?: Trouble | undefined } = {};
  const make = (): Server =>
    createServer((request, response) => {
      const at = new URL(request.url ?? "/", "http://localhost");
      asked.push(at.pathname);
      if (state.trouble !== undefined) return troubled(state.trouble, response);
      Promise.resolve(behaviour.answer(Object.assign(request, { at }), response)).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    }).on("upgrade", (request, socket) => {
      if (behaviour.upgrade === undefined) socket.destroy();
      else behaviour.upgrade(request, socket);
    });
  let server = make();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const goDown = async (): Promise<void> => {
    await close(server);
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    goDown,
    comeBack: async () => {
      server = make();
      await listen(server, port);
    },
    suffer: (trouble) => {
      state.trouble = trouble;
    },
    stop: goDown,
  };
}

function troubled(trouble: Trouble, response: ServerResponse): void {
  if (trouble === "hangs") return;
  if (trouble === "breaks")
    response.writeHead(500, { "content-type": "text/html" }).end("<h1>Internal Server Error</h1>");
  else if (trouble === "redirects") response.writeHead(302, { location: "http://127.0.0.1:9/elsewhere" }).end();
  else response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Welcome to nginx!</title>");
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** What a server was sent, at most a megabyte. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > 1_000_000) throw new Error("Request body too large");
  }
  return text;
}
