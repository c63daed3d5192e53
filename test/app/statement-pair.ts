import { v7 as uuidV7 } from "uuid";
import type { Context } from "#src/app/context.ts";
import { keysOfHeader, readStatementHeader, verifyStatementFile } from "#src/app/statement-file.ts";
import { exportStatement } from "#src/app/statement-export.ts";
import { closeDuePeriods } from "#src/app/statements.ts";
import type { Database } from "#src/store/database.ts";
import { listStatements, type StatementRow } from "#src/store/statements.ts";
import { agree, deliverAll, fulfilled, openPair, type Pair, type Side } from "./ledger-pair.ts";

/** A pair whose sides read one clock, which the test sets to noon of a day. */
export interface TimedPair extends Pair {
  readonly at: (day: string) => void;
}

export async function openTimedPair(open: () => Promise<Database>, day: string): Promise<TimedPair> {
  const { a, b } = await openPair(open);
  let clockMs = Date.parse(`${day}T12:00:00Z`);
  let sequence = 0;
  const timed = (side: Side): Side => {
    const newId = (): string => uuidV7({ msecs: clockMs, seq: (sequence += 1) });
    const app: Context = { ...side.app, nowMs: () => clockMs, newId };
    return { ...side, app };
  };
  const at = (other: string): void => {
    clockMs = Date.parse(`${other}T12:00:00Z`);
  };
  return { a: timed(a), b: timed(b), at };
}

/** A gives B some seat-minutes on a day, and both sign. Answers the entry's IRI. */
export async function given(pair: TimedPair, day: string, seatMinutes: number): Promise<string> {
  pair.at(day);
  const { entry } = await fulfilled(pair, (await agree(pair)).id, seatMinutes);
  await deliverAll(pair);
  return entry;
}

/** Both sides do what the clock asks for about statements, and everything is delivered. */
export async function closeAll(pair: TimedPair, day: string): Promise<readonly string[]> {
  pair.at(day);
  for (const { app } of [pair.a, pair.b]) await closeDuePeriods(app);
  return deliverAll(pair);
}

/** A side's statements, the first to be proposed first. */
export const statementsAt = async ({ app, peerId }: Side): Promise<readonly StatementRow[]> =>
  (await listStatements(app.database, { peerId, limit: 100 })).toReversed();

/** The lines of a statement's file. */
export async function fileOf({ app }: Side, row: StatementRow): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportStatement(app, row)) lines.push(JSON.stringify(line));
  return lines;
}

/** What somebody finds who knows nothing but the file. */
export async function verified({ app }: Side, [first = "", ...lines]: readonly string[]) {
  const header = readStatementHeader(first);
  if (header === undefined) throw new Error("The first line is no header.");
  return verifyStatementFile(app.seals, { header, lines }, keysOfHeader(header));
}
