import type { Database, Session } from "#src/store/database.ts";
import {
  deleteClaim,
  deleteKeptAnswers,
  findKeptAnswer,
  saveKeptAnswer,
  type KeptAnswer,
} from "#src/store/idempotency.ts";
import type { Context } from "./context.ts";

/** How long an answer is kept for a repetition. */
const keptHours = 24;
/** A request that asks other nodes and has no answer after this long belonged to a process that died. */
const claimMs = 120_000;

/** A request that must have its effect once, however often it is sent. */
export interface OnceRequest {
  readonly principal: string;
  /** What the caller sent to tell this request from its others. */
  readonly key: string;
  /** A digest of the whole request. */
  readonly request: string;
  /** It waits for other nodes, so it cannot be one transaction; such requests are harmless when a crash makes them run again. */
  readonly asksOthers: boolean;
}

export interface OnceAnswer {
  readonly status: number;
  readonly body: string | null;
}

export type OnceOutcome =
  | { readonly outcome: "answered"; readonly answer: OnceAnswer; readonly repeated: boolean }
  | { readonly outcome: "other-request" | "in-flight" };

/**
 * Runs `run`, or gives the answer that it gave before. Effect and answer are one transaction, which `run`'s own transactions join, so
 * that neither a crash nor a second request at the same time can part them. What `run` throws changes and keeps nothing.
 */
export async function answerOnce(
  context: Context,
  once: OnceRequest,
  run: (context: Context) => Promise<OnceAnswer>,
): Promise<OnceOutcome> {
  if (once.asksOthers) return answerClaimed(context, once, run);
  const name = `${once.principal} ${once.key}`;
  const attempt = (underWay.get(name) ?? Promise.resolve()).then(() => answerInOne(context, once, run));
  const settled = attempt.then(
    () => undefined,
    () => undefined,
  );
  underWay.set(name, settled);
  try {
    return await attempt;
  } finally {
    if (underWay.get(name) === settled) underWay.delete(name);
  }
}

/** Repetitions in this process wait for each other here, rather than collide in the store. */
const underWay = new Map<string, Promise<void>>();

async function answerInOne(
  context: Context,
  once: OnceRequest,
  run: (context: Context) => Promise<OnceAnswer>,
): Promise<OnceOutcome> {
  try {
    return await context.database.transaction(async (session) => {
      const before = await findKeptAnswer(session, once);
      if (before !== undefined) return repeated(before, once);
      let rolledBack = false;
      const joined = joinedDatabase(context.database, session, () => (rolledBack = true));
      const answer = await run({ ...context, database: joined });
      // A use case whose transaction failed has counted on nothing of it being written.
      if (rolledBack) throw new RolledBack(answer);
      await saveKeptAnswer(session, keptAnswer(context, once, answer));
      return { outcome: "answered", answer, repeated: false };
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    await context.database.transaction((session) => saveKeptAnswer(session, keptAnswer(context, once, error.answer)));
    return { outcome: "answered", answer: error.answer, repeated: false };
  }
}

/** First the claim, then the work outside of any transaction, then the answer. */
async function answerClaimed(
  context: Context,
  once: OnceRequest,
  run: (context: Context) => Promise<OnceAnswer>,
): Promise<OnceOutcome> {
  const { database } = context;
  const before = await database.transaction(async (session) => {
    const row = await findKeptAnswer(session, once);
    const isDead = row?.status === null && row.createdAtMs < context.nowMs() - claimMs;
    if (row !== undefined && !isDead) return row;
    await saveKeptAnswer(session, keptAnswer(context, once, { status: null, body: null }));
    return undefined;
  });
  if (before !== undefined) return repeated(before, once);
  try {
    const answer = await run(context);
    await database.transaction((session) => saveKeptAnswer(session, keptAnswer(context, once, answer)));
    return { outcome: "answered", answer, repeated: false };
  } catch (error) {
    await database.transaction((session) => deleteClaim(session, once));
    throw error;
  }
}

/** Forgets the answers that nobody will ask for again. */
export async function forgetOldAnswers(context: Context): Promise<void> {
  await context.database.transaction((session) => deleteKeptAnswers(session, context.nowMs() - keptHours * 3_600_000));
}

function repeated(before: KeptAnswer, once: OnceRequest): OnceOutcome {
  if (before.request !== once.request) return { outcome: "other-request" };
  if (before.status === null) return { outcome: "in-flight" };
  return { outcome: "answered", answer: { status: before.status, body: before.body }, repeated: true };
}

const keptAnswer = (
  context: Context,
  { principal, key, request }: OnceRequest,
  { status, body }: { readonly status: number | null; readonly body: string | null },
): KeptAnswer => ({ principal, key, request, status, body, createdAtMs: context.nowMs() });

/** A database whose reads and transactions are all part of one transaction that is under way. */
function joinedDatabase(database: Database, session: Session, onFailure: () => void): Database {
  return {
    ...database,
    q: session.q,
    t: session.t,
    transaction: async (work) => {
      try {
        return await work(session);
      } catch (error) {
        onFailure();
        throw error;
      }
    },
  };
}

class RolledBack extends Error {
  readonly answer: OnceAnswer;

  constructor(answer: OnceAnswer) {
    super("A transaction inside of this one was rolled back.");
    this.answer = answer;
  }
}
