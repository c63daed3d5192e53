import { AsyncLocalStorage } from "node:async_hooks";

/** Who is behind what is done, for the audit log. */
export interface Acting {
  /** A person's or a token's id; null: a command of the operator, or the node by itself. */
  readonly id: string | null;
  /** Their name as it is now. */
  readonly name: string;
}

/** What happens by the clock, or because of what another server said. */
export const nodeItself: Acting = { id: null, name: "node" };
export const aCommand: Acting = { id: null, name: "command" };

const store = new AsyncLocalStorage<Acting>();

/**
 * Runs what a person, a token or a command asked for. Every transaction that begins inside knows who it was (`transact`), so that no use
 * case has to be told.
 */
export const actingAs = <T>(acting: Acting, run: () => T): T => store.run(acting, run);

/** Who asked for what is running now. */
export const whoActs = (): Acting | undefined => store.getStore();
