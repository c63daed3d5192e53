import { and, eq, isNull } from "drizzle-orm";
import type { PoolServer } from "#src/domain/pool.ts";
import type { Session } from "./database.ts";

/** The meeting servers that stand behind a resource, those that were removed left out. */
export async function listPoolServers({ q, t }: Session, resourceId: string): Promise<PoolServer[]> {
  const { seats, health, deletedAtMs } = t.servers;
  return q
    .select({ seats, health })
    .from(t.servers)
    .where(and(eq(t.servers.resourceId, resourceId), isNull(deletedAtMs)));
}
