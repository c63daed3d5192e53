import pg from "pg";
import { temporaryFolder } from "#test/rig/folder.ts";
import { startPostgres } from "#test/rig/postgres-server.ts";
import { startChild } from "./child.ts";
import type { MillionFigures, Question } from "./ledger-million.ts";

export interface ReconcileFigures {
  readonly engine: "sqlite" | "postgres";
  readonly entries: number;
  readonly differences: number;
  readonly figures: MillionFigures;
}

/** Two books with so many entries each, with 20 and then 2,000 differences; both in one process with little memory. */
export async function measureReconciliation(
  entries: number,
  engines: readonly ReconcileFigures["engine"][] = ["sqlite", "postgres"],
): Promise<readonly ReconcileFigures[]> {
  const folder = temporaryFolder();
  const server = engines.includes("postgres") ? await startPostgres({ durable: true }) : undefined;
  try {
    const figures: ReconcileFigures[] = [];
    for (const engine of engines) {
      const places =
        server === undefined || engine === "sqlite"
          ? [{ file: `${folder.path}/a.sqlite` }, { file: `${folder.path}/b.sqlite` }]
          : [
              { url: server.url("postgres") },
              { url: await createDatabase(server.url("postgres"), server.url("other")) },
            ];
      figures.push(...(await measureOn(engine, { ask: "fill", places, entries })));
    }
    return figures;
  } finally {
    await server?.stop();
    folder.remove();
  }
}

async function createDatabase(url: string, other: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE DATABASE other");
  await client.end();
  return other;
}

async function measureOn(
  engine: ReconcileFigures["engine"],
  question: Extract<Question, { ask: "fill" }>,
): Promise<readonly ReconcileFigures[]> {
  const child = await startChild("ledger-million.ts", ["--max-old-space-size=320", "--max-semi-space-size=8"]);
  try {
    await child.ask(question);
    const figures: ReconcileFigures[] = [];
    for (const differences of [20, 2_000]) {
      const answer = await child.ask<MillionFigures>({ ask: "differ", differences });
      figures.push({ engine, entries: question.entries, differences, figures: answer });
    }
    return figures;
  } finally {
    await child.end();
  }
}
