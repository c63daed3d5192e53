import { and, asc, desc, eq, getTableColumns, isNull, lt, lte } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type ResourceRow = Tables["resources"]["$inferSelect"];

/** A resource with what its actor says: name, handle, dates. One that was removed has `deletedAtMs`. */
export type Resource = ResourceRow &
  Pick<Tables["actors"]["$inferSelect"], "handle" | "name" | "summary" | "createdAtMs" | "updatedAtMs" | "deletedAtMs">;

/** Writes what stands behind a resource actor, which has the same id. */
export async function saveResource({ q, t }: Session, resource: typeof t.resources.$inferInsert): Promise<void> {
  await q.insert(t.resources).values(resource);
}

export async function updateResource(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<ResourceRow, "id" | "kind">>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await q.update(t.resources).set(changes).where(eq(t.resources.id, id));
}

/** A resource by its id, removed ones included: what was agreed on them stays. */
export async function findResource(session: Session, id: string): Promise<Resource | undefined> {
  return (await resources(session).where(eq(session.t.resources.id, id)).limit(1))[0];
}

/** Living resources, newest first; `before` is the id that the page before ended with. */
export async function listResources(
  session: Session,
  page: { readonly limit: number; readonly before?: string },
): Promise<Resource[]> {
  const { t } = session;
  const before = page.before === undefined ? undefined : lt(t.resources.id, page.before);
  return resources(session)
    .where(and(isNull(t.actors.deletedAtMs), before))
    .orderBy(desc(t.resources.id))
    .limit(page.limit);
}

/** Resources whose proposals wait to be brought up to date, longest due first. */
export async function listDuePublications({ q, t }: Session, nowMs: number, limit: number): Promise<{ id: string }[]> {
  return q
    .select({ id: t.resources.id })
    .from(t.resources)
    .where(lte(t.resources.publishDueAtMs, nowMs))
    .orderBy(asc(t.resources.publishDueAtMs))
    .limit(limit);
}

function resources({ q, t }: Session) {
  const { handle, name, summary, createdAtMs, updatedAtMs, deletedAtMs } = t.actors;
  return q
    .select({
      ...getTableColumns(t.resources),
      handle,
      name,
      summary,
      createdAtMs,
      updatedAtMs,
      deletedAtMs,
    })
    .from(t.resources)
    .innerJoin(t.actors, eq(t.actors.id, t.resources.id));
}
