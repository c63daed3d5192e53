import { z } from "zod";
import type { LogPart, SyncLog } from "#src/domain/ledger-message.ts";
import { maxLeafLength } from "#src/domain/leaf.ts";
import { maxLeavesAtOnce } from "#src/app/log-part.ts";
import { maxSuccessors } from "#src/app/own-keys.ts";
import { maxDocumentLength } from "./document.ts";
import type { JsonObject } from "./json.ts";
import { present } from "./ledger.ts";

/** What is said about logs (`docs/federation/log.md`), in messages and in reconciliations. */
const note = z.string().max(4_000);
const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const proof = z.array(hash).max(64);
const place = z.int().nonnegative();
const leavesShape = z
  .object({ from: place, leaves: z.array(z.string().max(maxLeafLength)).max(maxLeavesAtOnce), proof: proof.optional() })
  .transform(present);
const part = {
  checkpoint: note.nullable(),
  holds: note.nullable(),
  heard: note.optional(),
  leaves: leavesShape.optional(),
};
const partShape = z.object(part).transform(present);
const syncShape = z
  .object({
    ...part,
    have: place,
    lacks: place.optional(),
    successors: z.array(z.string().max(maxDocumentLength)).max(maxSuccessors).optional(),
    back: leavesShape.optional(),
    extends: z.object({ first: place, firstRoot: hash, proof }).optional(),
  })
  .transform(present);

/** Says nothing that could be believed, and confirms nothing. */
const nothing = { checkpoint: null, holds: "" } as const;

/** `log` of an activity; undefined when it has none: its node keeps no logs. */
export function readLogPart({ log }: JsonObject): LogPart | undefined {
  if (log === undefined) return undefined;
  const read = partShape.safeParse(log);
  return read.success ? read.data : nothing;
}

/** `log` of a request or an answer of a reconciliation; undefined when it has none. */
export function readSyncLog(log: unknown): SyncLog | undefined {
  if (log === undefined) return undefined;
  const read = syncShape.safeParse(log);
  return read.success ? read.data : { ...nothing, have: 0 };
}
