import { eq, gt } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** How a host has answered us. Its name is scheme, host and port: what fails and recovers together. */
export type Host = Tables["hosts"]["$inferSelect"];

export async function findHost({ q, t }: Session, host: string): Promise<Host | undefined> {
  return (await q.select().from(t.hosts).where(eq(t.hosts.host, host)).limit(1))[0];
}

/** Keeps how a host answered us. */
export async function saveHost({ q, t }: Session, host: Host): Promise<void> {
  await q.insert(t.hosts).values(host).onConflictDoUpdate({ target: t.hosts.host, set: host });
}

/** All hosts that fail now. */
export async function listFailingHosts({ q, t }: Session): Promise<readonly Host[]> {
  return q.select().from(t.hosts).where(gt(t.hosts.failures, 0));
}
