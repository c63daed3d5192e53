import type { Database, Session } from "#src/store/database.ts";
import type { Secrets } from "#src/store/secrets.ts";
import type { Confirmations } from "./confirmations.ts";
import type { Seals } from "./seals.ts";
import type { MailRoad } from "./mail.ts";

/** What every use case is given, wired in `main.ts`. The clock and the ids are here, so that decisions stay pure and tests exact. */
export interface Context {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly seals: Seals;
  /** For which partners this process may sign. */
  readonly confirmations: Confirmations;
  /** The public origin, without a trailing slash. */
  /** How e-mails are sent; absent where no mail server is set, and then nobody is asked for an address. */
  readonly mail?: MailRoad;
  readonly origin: string;
  /** Epoch milliseconds, UTC. */
  readonly nowMs: () => number;
  /** A new UUIDv7, later than every one before it in this process. */
  readonly newId: () => string;
}

/** A use case's context inside of its transaction. */
export type Work = Context & { readonly session: Session };

/** Runs one use case's decision and its writes in one transaction; see {@link Database.transaction}. */
export function transact<T>(context: Context, work: (work: Work) => Promise<T>): Promise<T> {
  return context.database.transaction((session) => work({ ...context, session }));
}
