import "temporal-polyfill/global";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { v7 as uuidV7 } from "uuid";
import { setUp } from "#src/app/coop.ts";
import type { Context } from "#src/app/context.ts";
import { openSecrets } from "#src/store/secrets.ts";
import type { Database } from "#src/store/database.ts";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";

/** A clock that only moves when it is told to. */
export interface Clock {
  nowMs: number;
}

/** A coop that is set up on a store, with a clock of its own. */
export async function openCoop(database: Database, clock: Clock, origin = "https://here.example"): Promise<Context> {
  const context: Context = {
    database,
    secrets: openSecrets("a secret that is long enough for the tests of the federation"),
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin,
    nowMs: () => clock.nowMs,
    newId: () => uuidV7(),
  };
  await setUp(context, {
    name: { en: "Here" },
    handle: "here",
    defaultLanguage: "en",
    region: "Nowhere",
    timeZone: "UTC",
  });
  return context;
}

/** What a server was sent. */
export interface Letter {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers a status, `"hang"` never answers. */
export type Behaviour = (
  letter: Letter,
) => number | "hang" | { readonly status: number; readonly headers: Record<string, string> };

export interface Inbox {
  readonly origin: string;
  readonly letters: Letter[];
  behave(behaviour: Behaviour): void;
  /** Ends what hangs and closes. */
  close(): Promise<void>;
}

/** A real HTTP server on loopback that writes down what comes. */
export async function openInbox(behaviour: Behaviour = () => 202): Promise<Inbox> {
  const letters: Letter[] = [];
  let behave = behaviour;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const letter = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString() };
      letters.push(letter);
      const answer = behave(letter);
      if (answer === "hang") return;
      const { status, headers } = typeof answer === "number" ? { status: answer, headers: {} } : answer;
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    behave: (other) => {
      behave = other;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
