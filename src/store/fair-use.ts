import { eq } from "drizzle-orm";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

export type FairUseVersion = Tables["fairUseVersions"]["$inferSelect"];

/** A fair-use text of ours as somebody may have accepted it. */
export async function findFairUse({ q, t }: Session, version: number): Promise<FairUseVersion | undefined> {
  return (await q.select().from(t.fairUseVersions).where(eq(t.fairUseVersions.version, version)).limit(1))[0];
}

/** Keeps a text under its version. One that is kept stays as it is: what was accepted does not change. */
export async function saveFairUse(
  { q, t }: Session,
  version: { readonly version: number; readonly text: LocalizedText; readonly createdAtMs: number },
): Promise<void> {
  await q.insert(t.fairUseVersions).values(version).onConflictDoNothing();
}
