import type { Database, Session } from "#src/store/database.ts";
import type { Secrets } from "#src/store/secrets.ts";
import { whoActs, type Acting } from "./acting.ts";
import type { Confirmations } from "./confirmations.ts";
import type { MailRoad } from "./mail.ts";
import type { Seals } from "./seals.ts";

/** What every use case is given, wired in `main.ts`. The clock and the ids are here, so that decisions stay pure and tests exact. */
export interface Context {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly seals: Seals;
  /** For which partners this process may sign. */
  readonly confirmations: Confirmations;
  /** How e-mails are sent; absent where no mail server is set, and then nobody is asked for an address. */
  readonly mail?: MailRoad;
  /** The public origin, without a trailing slash. */
  readonly origin: string;
  /** Epoch milliseconds, UTC. */
  readonly nowMs: () => number;
  /** A new UUIDv7, later than every one before it in this process. */
  readonly newId: () => string;
  /** Who asked for this, in a transaction; absent when the node does it by itself. */
  readonly acting?: Acting;
}

/** A use case's context inside of its transaction. */
export type Work = Context & { readonly session: Session };

/** Runs one use case's decision and its writes in one transaction; see {@link Database.transaction}. */
export function transact<T>(context: Context, work: (work: Work) => Promise<T>): Promise<T> {
  // Asked for here: the transaction itself may run in the turn of another one.
  const acting = context.acting ?? whoActs();
  return context.database.transaction((session) =>
    work({ ...context, ...(acting === undefined ? {} : { acting }), session }),
  );
}
