import type { LocalizedText } from "#src/domain/language.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

export type FairUseVersion = Tables["fairUseVersions"]["$inferSelect"];

/** A fair-use text of ours as somebody may have accepted it. */
export async function findFairUse(session: Session, version: number): Promise<FairUseVersion | undefined> {
  return findRow(session, "fairUseVersions", { version });
}

/** Keeps a text under its version. One that is kept stays as it is: what was accepted does not change. */
export async function saveFairUse(
  { q, t }: Session,
  version: { readonly version: number; readonly text: LocalizedText; readonly createdAtMs: number },
): Promise<void> {
  await q.insert(t.fairUseVersions).values(version).onConflictDoNothing();
}
