import type { Database } from "#src/store/database.ts";
import { takeTurn } from "#src/store/turns.ts";
import { transact, type Context, type Work } from "./context.ts";

const queues = new WeakMap<Database, Promise<unknown>>();

/**
 * Runs work that competes for the same rows one after the other, in the order in which it came, over all processes. PostgreSQL would sort
 * it out by repeating the losers' transactions: each of many offers at once would take a hundred times its own time, and one that
 * always starts in the middle of another's would never end. SQLite has one writer anyway. Never call it inside of a transaction.
 */
export function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.engine === "sqlite") return work();
  const before = queues.get(database) ?? Promise.resolve();
  const result = before.then(() => overAllProcesses(database, work));
  queues.set(
    database,
    result.catch(() => undefined),
  );
  return result;
}

/** One transaction in its turn: for what may sign, since everything that is signed for a partner competes for the end of its log. */
export const transactInTurn = <T>(context: Context, work: (work: Work) => Promise<T>): Promise<T> =>
  inTurn(context.database, () => transact(context, work));

/** The turn is held by a transaction of its own, on another connection, that reads and writes nothing; `work` begins with the turn. */
function overAllProcesses<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.transaction(async (session) => {
    await takeTurn(session);
    return work();
  });
}
