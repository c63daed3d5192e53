import type { Socket } from "node:net";

/** More than this nobody sends ahead: browsers wait for each answer, and proxies open another connection. */
const mostWaiting = 16;

/** A request and its answer, as node's server gives them. */
interface Exchange {
  readonly incoming: { readonly socket: Socket };
  readonly outgoing: { once(event: "close", listener: () => void): unknown };
}

interface Turns {
  isBusy: boolean;
  readonly waiting: (() => void)[];
}

const turnsOf = new WeakMap<Socket, Turns>();

/**
 * Answers the requests of one connection one after the other. Node would start them all as they come, and keep each answer until those before
 * it were read: who sends hundreds at once and reads nothing would cost hundreds of answers in memory.
 */
export async function inTurnOfConnection(
  { incoming, outgoing }: Exchange,
  work: () => Promise<Response>,
): Promise<Response> {
  const { socket } = incoming;
  const turns = turnsOf.get(socket) ?? openTurns(socket);
  if (turns.isBusy && turns.waiting.length >= mostWaiting) socket.destroy();
  else if (turns.isBusy) await new Promise<void>((resolve) => turns.waiting.push(resolve));
  // Nobody is there any more who could be answered.
  if (socket.destroyed) return new Response(null, { status: 408 });
  turns.isBusy = true;
  outgoing.once("close", () => {
    const next = turns.waiting.shift();
    turns.isBusy = next !== undefined;
    next?.();
  });
  return work();
}

function openTurns(socket: Socket): Turns {
  const turns: Turns = { isBusy: false, waiting: [] };
  turnsOf.set(socket, turns);
  socket.once("close", () => {
    for (const leave of turns.waiting.splice(0)) leave();
  });
  return turns;
}
