import { and, desc, eq, isNull } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** A token of the API; of the token itself only the hash is kept. */
export type ApiToken = Tables["apiTokens"]["$inferSelect"];

export async function saveToken({ q, t }: Session, token: ApiToken): Promise<void> {
  await q.insert(t.apiTokens).values(token);
}

/** The living token with this hash. */
export async function findTokenByHash({ q, t }: Session, tokenHash: string): Promise<ApiToken | undefined> {
  const living = and(eq(t.apiTokens.tokenHash, tokenHash), isNull(t.apiTokens.revokedAtMs));
  return (await q.select().from(t.apiTokens).where(living).limit(1))[0];
}

/** Every token ever made, newest first, revoked ones included. */
export async function listTokens({ q, t }: Session): Promise<ApiToken[]> {
  return q.select().from(t.apiTokens).orderBy(desc(t.apiTokens.id));
}

/** Answers the token, or undefined when there is none with this id. Revoking twice keeps the first date. */
export async function saveTokenRevoked(
  { q, t }: Session,
  id: string,
  revokedAtMs: number,
): Promise<ApiToken | undefined> {
  await q
    .update(t.apiTokens)
    .set({ revokedAtMs })
    .where(and(eq(t.apiTokens.id, id), isNull(t.apiTokens.revokedAtMs)));
  return (await q.select().from(t.apiTokens).where(eq(t.apiTokens.id, id)).limit(1))[0];
}
