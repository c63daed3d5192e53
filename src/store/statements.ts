import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type StatementRow = Tables["statements"]["$inferSelect"];
export type StatementState = StatementRow["state"];

export async function saveStatement({ q, t }: Session, row: StatementRow): Promise<void> {
  await q.insert(t.statements).values(row);
}

/** What can change about a statement: its proofs, and where it stands. */
export type StatementChanges = Partial<Pick<StatementRow, "state" | "document" | "refusal" | "note" | "agreedAtMs">>;

export async function updateStatement(
  { q, t }: Session,
  id: string,
  changes: StatementChanges & { readonly updatedAtMs: number },
): Promise<void> {
  await q.update(t.statements).set(changes).where(eq(t.statements.id, id));
}

/** A statement by our own id for it. */
export async function findStatement(session: Session, id: string): Promise<StatementRow | undefined> {
  return findRow(session, "statements", { id });
}

/** A statement by its IRI, whoever made it. */
export async function findStatementByIri(session: Session, statement: string): Promise<StatementRow | undefined> {
  return findRow(session, "statements", { statement });
}

export interface StatementPage {
  readonly limit: number;
  /** Only statements that came before the one with this id. */
  readonly before?: string;
  readonly peerId?: string;
  readonly states?: readonly StatementState[];
}

/** Statements, the last to be proposed first. */
export async function listStatements({ q, t }: Session, page: StatementPage): Promise<StatementRow[]> {
  const { statements } = t;
  return q
    .select()
    .from(statements)
    .where(
      and(
        page.before === undefined ? undefined : lt(statements.id, page.before),
        page.peerId === undefined ? undefined : eq(statements.peerId, page.peerId),
        page.states === undefined ? undefined : inArray(statements.state, [...page.states]),
      ),
    )
    .orderBy(desc(statements.id))
    .limit(page.limit);
}

/** The last statement of a pair that both have signed. */
export async function findLastAgreed({ q, t }: Session, peerId: string): Promise<StatementRow | undefined> {
  const { statements } = t;
  const rows = q
    .select()
    .from(statements)
    .where(and(eq(statements.peerId, peerId), eq(statements.state, "agreed")))
    .orderBy(desc(statements.untilDay))
    .limit(1);
  return (await rows)[0];
}

/** What both have signed of a pair, the oldest period first. */
export async function listAgreed({ q, t }: Session, peerId: string, limit: number): Promise<StatementRow[]> {
  const { statements } = t;
  return q
    .select()
    .from(statements)
    .where(and(eq(statements.peerId, peerId), eq(statements.state, "agreed")))
    .orderBy(asc(statements.untilDay))
    .limit(limit);
}

/** The statements of a pair that are neither agreed nor replaced, newest first. */
export async function listOpen({ q, t }: Session, peerId: string): Promise<StatementRow[]> {
  const { statements } = t;
  return q
    .select()
    .from(statements)
    .where(and(eq(statements.peerId, peerId), inArray(statements.state, ["proposed", "refused"])))
    .orderBy(desc(statements.id))
    .limit(100);
}

/** How often a coop has proposed the period that begins on a day. */
export async function countProposals(
  { q, t }: Session,
  { peerId, maker, fromDay }: Pick<StatementRow, "peerId" | "maker" | "fromDay">,
): Promise<number> {
  const { statements } = t;
  return q.$count(
    statements,
    and(eq(statements.peerId, peerId), eq(statements.maker, maker), eq(statements.fromDay, fromDay)),
  );
}
