import type { Session } from "./database.ts";

/** As much as what an agreement writes, so that the last free bytes of a disk do not pass for enough. */
const probeCharacters = 65_536;

/** Writes one row over and over: it fails when the store is read-only, gone, or its disk is full. */
export async function saveProbe({ q, t }: Session, nowMs: number): Promise<void> {
  const probe = { key: "fedicoop:probe", value: String(nowMs).padEnd(probeCharacters), expiresAtMs: null };
  await q.insert(t.keyValues).values(probe).onConflictDoUpdate({ target: t.keyValues.key, set: probe });
}
