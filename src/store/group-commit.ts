import type BetterSqlite3 from "better-sqlite3";

/** So many transactions share one commit at most, and none begins in a commit that is this old. */
const groupSize = 64;
const groupMs = 10;

export interface GroupCommit {
  /** Runs `work` as a transaction of its own. What it answers is on the disk by then. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything that was begun has ended. */
  ended(): Promise<void>;
}

interface Entry {
  readonly work: () => Promise<unknown>;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Transactions one after the other, each in a savepoint, those that wait at the same time under one COMMIT: SQLite waits for the disk at
 * each, so that one alone would bound how much can happen in a second. One that throws is undone alone. `begin` opens the outer
 * transaction, waiting for other processes; `committed` is called after each COMMIT.
 */
export function openGroupCommit(
  writer: BetterSqlite3.Database,
  { begin, committed }: { readonly begin: () => Promise<void>; readonly committed: () => void },
): GroupCommit {
  const waiting: Entry[] = [];
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    try {
      for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
        try {
          await begin();
        } catch (error) {
          first.failed(error);
          continue;
        }
        await runGroup(writer, [first, waiting], committed);
      }
    } finally {
      // In the same step as the look at an empty queue: whoever came between the two would wait for ever.
      running = undefined;
    }
  };
  return {
    run: <T>(work: () => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ work, done: (result) => resolve(result as T), failed: reject });
        running ??= drain();
      }),
    ended: async () => {
      while (running !== undefined) await running;
    },
  };
}

/** Runs the first and whoever comes in time, then commits for all of them. */
async function runGroup(
  writer: BetterSqlite3.Database,
  [first, waiting]: readonly [Entry, Entry[]],
  committed: () => void,
): Promise<void> {
  const written: (() => void)[] = [];
  const group: Entry[] = [];
  const closesAtMs = performance.now() + groupMs;
  for (let entry: Entry | undefined = first; entry !== undefined; entry = await nextEntry(waiting)) {
    const { done, failed } = entry;
    const outcome = await runOne(writer, entry.work);
    if ("result" in outcome) {
      group.push(entry);
      written.push(() => done(outcome.result));
    } else {
      failed(outcome.error);
      // Some failures (a full disk) end the whole transaction, and with it what the others have written.
      if (!writer.inTransaction) return failAll(group, outcome.error);
    }
    if (group.length >= groupSize || performance.now() >= closesAtMs) break;
  }
  try {
    writer.exec("COMMIT");
  } catch (error) {
    if (writer.inTransaction) writer.exec("ROLLBACK");
    return failAll(group, error);
  }
  committed();
  for (const tell of written) tell();
}

/** Whoever waits, or comes with what the event loop has ready. */
async function nextEntry(waiting: Entry[]): Promise<Entry | undefined> {
  if (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return waiting.shift();
}

async function runOne(
  writer: BetterSqlite3.Database,
  work: () => Promise<unknown>,
): Promise<{ readonly result: unknown } | { readonly error: unknown }> {
  try {
    writer.prepare("SAVEPOINT one").run();
    const result = await work();
    writer.prepare("RELEASE one").run();
    return { result };
  } catch (error) {
    if (writer.inTransaction) writer.exec("ROLLBACK TO one; RELEASE one");
    return { error };
  }
}

function failAll(group: readonly Entry[], error: unknown): void {
  for (const { failed } of group) failed(error);
}
