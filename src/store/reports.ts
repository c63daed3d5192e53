import { and, desc, eq, gt, like, lt, type SQL } from "drizzle-orm";
import { likeText } from "./moderation.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** Something that somebody found should be looked at: told by another server, by a visitor of a page, or by us to another server. */
export type Report = Tables["reports"]["$inferSelect"];

/** Keeps a report. Answers false when it was told before (the same Flag). */
export async function saveReport({ q, t }: Session, report: Report): Promise<boolean> {
  const saved = await q.insert(t.reports).values(report).onConflictDoNothing().returning({ id: t.reports.id });
  return saved.length > 0;
}

export async function findReport(session: Session, id: string): Promise<Report | undefined> {
  return findRow(session, "reports", { id });
}

export interface ReportPage {
  readonly limit: number;
  readonly before?: string;
  readonly state?: Report["state"];
  readonly direction?: Report["direction"];
}

/** Newest first. */
export async function listReports(
  { q, t }: Session,
  { limit, before, state, direction }: ReportPage,
): Promise<Report[]> {
  const conditions: (SQL | undefined)[] = [
    before === undefined ? undefined : lt(t.reports.id, before),
    state === undefined ? undefined : eq(t.reports.state, state),
    direction === undefined ? undefined : eq(t.reports.direction, direction),
  ];
  return q
    .select()
    .from(t.reports)
    .where(and(...conditions))
    .orderBy(desc(t.reports.id))
    .limit(limit);
}

export async function saveResolution(
  { q, t }: Session,
  id: string,
  resolved: Pick<Report, "state" | "resolution" | "resolvedAtMs">,
): Promise<void> {
  await q.update(t.reports).set(resolved).where(eq(t.reports.id, id));
}

/** How many wait for a steward; those of one server, of pages, or about one account, where that is said. */
export async function countOpenReports(
  { q, t }: Session,
  of: {
    readonly reporterAt?: string;
    readonly direction?: Report["direction"];
    readonly reported?: string;
    readonly sinceMs?: number;
  } = {},
): Promise<number> {
  const conditions: (SQL | undefined)[] = [
    // What was reported a moment ago counts also when it was resolved since.
    of.sinceMs === undefined ? eq(t.reports.state, "open") : gt(t.reports.createdAtMs, of.sinceMs),
    of.reporterAt === undefined ? undefined : like(t.reports.reporter, `${likeText(of.reporterAt)}/%`),
    of.direction === undefined ? undefined : eq(t.reports.direction, of.direction),
    of.reported === undefined ? undefined : eq(t.reports.reported, of.reported),
  ];
  return q.$count(t.reports, and(...conditions));
}

/** Whose something of another server is that we keep or show: its author; undefined when we know nothing of it. */
export async function findAuthorOf({ q, t }: Session, iri: string): Promise<string | undefined> {
  const [actor] = await q
    .select({ actor: t.remoteActors.actor })
    .from(t.remoteActors)
    .where(eq(t.remoteActors.actor, iri))
    .limit(1);
  if (actor !== undefined) return actor.actor;
  const [object] = await q
    .select({ actor: t.remoteObjects.attributedTo })
    .from(t.remoteObjects)
    .where(eq(t.remoteObjects.object, iri))
    .limit(1);
  if (object !== undefined) return object.actor;
  const [response] = await q
    .select({ actor: t.responses.actor })
    .from(t.responses)
    .where(eq(t.responses.iri, iri))
    .limit(1);
  return response?.actor;
}
