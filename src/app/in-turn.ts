import type { Database } from "#src/store/database.ts";

const queues = new WeakMap<Database, Promise<unknown>>();

/**
 * Runs work that competes for the same rows one after the other in this process. PostgreSQL would sort it out by repeating the losers'
 * transactions, which costs each of many offers at once a hundred times its own time; other processes still meet there. SQLite
 * has one writer anyway. Never call it inside of a transaction.
 */
export function inTurn<T>(database: Database, work: () => Promise<T>): Promise<T> {
  if (database.engine === "sqlite") return work();
  const turn = (queues.get(database) ?? Promise.resolve()).then(work, work);
  queues.set(
    database,
    turn.catch(() => undefined),
  );
  return turn;
}
