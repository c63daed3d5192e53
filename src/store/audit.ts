import { and, desc, gte, like, lt, lte, sql, type SQL, type SQLWrapper } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";
import { likeText } from "./moderation.ts";

/** One line of the log of who did what. There are no queries that change or remove one. */
export type AuditLine = Tables["auditLog"]["$inferSelect"];

export async function saveAuditLine({ q, t }: Session, line: AuditLine): Promise<void> {
  await q.insert(t.auditLog).values(line);
}

export interface AuditPage {
  readonly limit: number;
  /** A cursor, the id of the last one seen. */
  readonly before?: string;
  /** The beginning of the act: `domain`, or `domain.suspend`. */
  readonly act?: string;
  /** Part of the name of who did it, or of what it was done to. */
  readonly by?: string;
  readonly subject?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

/** Whatever the case: the engines differ in what `like` makes of it. */
const containing = (column: SQLWrapper, text: string): SQL =>
  sql`lower(${column}) like ${`%${likeText(text).toLowerCase()}%`}`;

/** Newest first. */
export async function listAuditLines({ q, t }: Session, page: AuditPage): Promise<AuditLine[]> {
  const log = t.auditLog;
  const conditions: (SQL | undefined)[] = [
    page.before === undefined ? undefined : lt(log.id, page.before),
    page.act === undefined ? undefined : like(log.act, `${likeText(page.act)}%`),
    page.by === undefined ? undefined : containing(log.byName, page.by),
    page.subject === undefined ? undefined : containing(log.subject, page.subject),
    page.sinceMs === undefined ? undefined : gte(log.atMs, page.sinceMs),
    page.untilMs === undefined ? undefined : lte(log.atMs, page.untilMs),
  ];
  return q
    .select()
    .from(log)
    .where(and(...conditions))
    .orderBy(desc(log.id))
    .limit(page.limit);
}
