import { eq } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type { Role } from "#src/domain/role.ts";
export type Coop = Tables["coop"]["$inferSelect"];

/** The coop of this node, or undefined before set-up. */
export async function findCoop(session: Session): Promise<Coop | undefined> {
  return findRow(session, "coop", { id: 1 });
}

export async function saveCoop({ q, t }: Session, coop: Omit<typeof t.coop.$inferInsert, "id">): Promise<void> {
  await q.insert(t.coop).values({ ...coop, id: 1 });
}

export async function updateCoop({ q, t }: Session, changes: Partial<Omit<Coop, "id">>): Promise<void> {
  await q.update(t.coop).set(changes).where(eq(t.coop.id, 1));
}
