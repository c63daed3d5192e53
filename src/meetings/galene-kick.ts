import { randomUUID } from "node:crypto";
import { z } from "zod";
import { failure, timeLimitMs, type Failure } from "./http.ts";

/** The messages of galene-protocol.md that matter to somebody who only sends people out. */
const message = z.object({
  type: z.string(),
  kind: z.string().optional(),
  id: z.string().optional(),
  value: z.unknown().optional(),
  status: z.object({ clientCount: z.number().int().optional() }).optional(),
});
type Message = z.output<typeof message>;

export interface Visit {
  /** The server's WebSocket. */
  readonly endpoint: URL;
  readonly group: string;
  readonly username: string;
  /** Gives the permission `op`. */
  readonly token: string;
}

/** Joins the group as an operator, sends everybody else out, and leaves; all within the time that any call may take. */
export async function sendEverybodyOut(visit: Visit): Promise<Failure | undefined> {
  return await new Promise((resolve) => {
    const socket = new WebSocket(visit.endpoint);
    let outcome: Failure | undefined = failure("unreachable", "The connection to the room was lost", []);
    const settle = (): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      outcome &&= failure("unreachable", `Not everybody had left within ${timeLimitMs / 1000} seconds`, []);
      settle();
      socket.close();
    }, timeLimitMs);
    const send = (text: object): void => {
      socket.send(JSON.stringify(text));
    };
    const hear = listener(visit, {
      send,
      finish: (problem) => {
        outcome = problem;
        socket.close();
      },
    });
    socket.addEventListener("error", settle);
    // Not before: until then we are somebody in the room ourselves.
    socket.addEventListener("close", settle);
    socket.addEventListener("message", ({ data }) => {
      hear(readMessage(data));
    });
    socket.addEventListener("open", () => {
      const { group, username, token } = visit;
      send({ type: "handshake", version: ["2"], id: hear.id });
      send({ type: "join", kind: "join", group, username, token });
    });
  });
}

interface Line {
  send(text: object): void;
  finish(problem?: Failure): void;
}

/** Who joins is told how many there are, then who they are, then who comes and goes. */
function listener(
  { username, token }: Visit,
  { send, finish }: Line,
): ((heard: Message) => void) & { readonly id: string } {
  const id = randomUUID();
  const inside = new Set<string>();
  let unseen = Number.POSITIVE_INFINITY;
  const look = (): void => {
    if (unseen <= 0 && inside.size === 0) finish();
  };
  const meet = (other: string): void => {
    unseen -= 1;
    if (other === id) return;
    inside.add(other);
    send({ type: "useraction", kind: "kick", source: id, username, dest: other, value: "The meeting has ended." });
  };
  const handlers: Readonly<Record<string, (heard: Message) => void>> = {
    ping: () => {
      send({ type: "pong" });
    },
    "joined fail": ({ value }) => {
      finish(failure("refused", String(value), [token]));
    },
    "joined join": ({ status }) => {
      unseen = status?.clientCount ?? 1;
    },
    "user add": ({ id: other = "" }) => {
      meet(other);
    },
    "user delete": ({ id: other = "" }) => {
      inside.delete(other);
    },
  };
  const hear = (heard: Message): void => {
    handlers[[heard.type, heard.kind].filter(Boolean).join(" ")]?.(heard);
    look();
  };
  return Object.assign(hear, { id });
}

/** What is none of these messages is passed over. */
function readMessage(data: unknown): Message {
  try {
    return message.safeParse(JSON.parse(String(data))).data ?? { type: "" };
  } catch {
    return { type: "" };
  }
}
