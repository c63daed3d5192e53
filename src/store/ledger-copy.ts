import { and, asc, eq, gt } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type WordRow = Tables["disputeWords"]["$inferSelect"];
export type StatementRow = Tables["statements"]["$inferSelect"];
export type EpochRow = Tables["epochs"]["$inferSelect"];
export type EvidenceRow = Tables["evidence"]["$inferSelect"];

/** What the books of a pair hold besides entries and logs, and is copied as it stands. */
export interface CopiedRows {
  readonly disputeWords: WordRow;
  readonly statements: StatementRow;
  readonly epochs: EpochRow;
  readonly evidence: EvidenceRow;
}

/** The next rows about one pair in order of their ids, after the one that is named. */
export async function listCopied<Name extends keyof CopiedRows>(
  { q, t }: Session,
  name: Name,
  page: { readonly peerId: string; readonly after?: string; readonly limit: number },
): Promise<CopiedRows[Name][]> {
  const table = t[name];
  const rows: unknown = await q
    .select()
    .from(table)
    .where(and(eq(table.peerId, page.peerId), page.after === undefined ? undefined : gt(table.id, page.after)))
    .orderBy(asc(table.id))
    .limit(page.limit);
  return rows as CopiedRows[Name][];
}

/** Writes a row unless one about the same thing is there. Says whether it was written. */
export async function saveCopied<Name extends keyof CopiedRows>(
  { q, t }: Session,
  name: Name,
  row: CopiedRows[Name],
): Promise<boolean> {
  // The four tables have the columns of their own row; TypeScript cannot follow that through the name.
  const table = t[name] as typeof t.evidence;
  const written = await q
    .insert(table)
    .values(row as EvidenceRow)
    .onConflictDoNothing()
    .returning({ id: table.id });
  return written.length > 0;
}

/** The IRIs of statements by our ids of them, of one pair. */
export async function findStatementIris({ q, t }: Session, peerId: string): Promise<ReadonlyMap<string, string>> {
  const { id, statement } = t.statements;
  const rows = await q.select({ id, statement }).from(t.statements).where(eq(t.statements.peerId, peerId));
  return new Map(rows.map((row) => [row.id, row.statement]));
}
