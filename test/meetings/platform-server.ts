import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/**
 * How a server may misbehave: it takes the question and never answers, it breaks, something else stands there, it sends us elsewhere, or
 * it throws back in our face all that we have said.
 */
export type Trouble = "hangs" | "breaks" | "is something else" | "redirects" | "echoes";

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
      const work = async (): Promise<void> => {
        if (state.trouble === undefined) await behaviour.answer(Object.assign(request, { at }), response);
        else await suffer(state.trouble, request, response);
      };
      work().catch((error: unknown) => {
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

async function suffer(trouble: Trouble, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const html = { "content-type": "text/html" };
  switch (trouble) {
    case "hangs":
      return;
    case "breaks":
      response.writeHead(500, html).end("<h1>Internal Server Error</h1>");
      return;
    case "is something else":
      response.writeHead(200, html).end("<!doctype html><title>Welcome to nginx!</title>");
      return;
    case "redirects":
      response.writeHead(302, { location: `http://127.0.0.1:9${request.url}` }).end();
      return;
    case "echoes": {
      const said = [request.headers.authorization, request.url, await bodyOf(request)];
      response.writeHead(400, { "content-type": "text/plain" }).end(said.join(" "));
    }
  }
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
