import { z } from "zod";
import { maxItems, type SyncAnswer, type SyncItem, type SyncRequest } from "#src/app/reconcile.ts";
import { frameLimit } from "#src/app/sync-marks.ts";
import { maxReconciledEntries } from "#src/domain/policy.ts";
import { isObject } from "./document.ts";
import { readable, unreadable, type Json, type JsonObject, type Read } from "./json.ts";
import { noteText, readWordItems, writeWordItem } from "./dispute.ts";
import { besideShape, entryHash, present, refusalShape, wordsShape } from "./ledger.ts";
import { readSyncLog } from "./log.ts";
import { readUsage, writeUsage } from "./usage.ts";

/** The comparison of two ledgers over HTTP (`docs/federation/ledger.md`, Reconciliation). */
export function writeSyncRequest({ digest, count, log, give, ask, negentropy }: SyncRequest): JsonObject {
  return {
    digest,
    count,
    ...(log === undefined ? {} : { log }),
    ...(give.length === 0 ? {} : { give: give.map(writeItem) }),
    ...(ask.length === 0 ? {} : { ask }),
    ...writeFrame(negentropy),
  };
}

/** A message of Negentropy, in base64. */
const writeFrame = (negentropy: Uint8Array<ArrayBuffer> | undefined): JsonObject =>
  negentropy === undefined ? {} : { negentropy: Buffer.from(negentropy).toString("base64") };

export function writeSyncAnswer({ equal, digest, count, log, entries, items, negentropy }: SyncAnswer): JsonObject {
  const head = { equal, digest, count, ...(log === undefined ? {} : { log }) };
  return {
    ...head,
    ...(equal || entries === undefined
      ? {}
      : { entries: entries.map(({ entry, hash, state }) => [entry, hash, state]) }),
    ...(items.length === 0 ? {} : { items: items.map(writeItem) }),
    ...writeFrame(negentropy),
  };
}

function writeItem({ document, usage, words, ...beside }: SyncItem): JsonObject {
  const evidence = usage === undefined ? {} : { usage: writeUsage(usage) };
  const said = words === undefined ? {} : { words: words.map(writeWordItem) };
  return { document: JSON.parse(document) as JsonObject, ...(beside as JsonObject), ...evidence, ...said };
}

const item = z
  .object({
    document: z.custom<JsonObject>((value) => isObject(value as Json)),
    refusal: refusalShape.optional(),
    note: noteText.optional(),
  })
  .extend({ ...besideShape.shape, usage: z.unknown().transform(readUsage).optional() })
  .extend({ beside: wordsShape })
  .extend({ words: z.array(z.unknown()).transform(readWordItems).optional() })
  .transform(({ document, ...beside }): SyncItem => ({ document: JSON.stringify(document), ...present(beside) }));

const mark = z
  .tuple([z.string().max(2_000), entryHash, z.enum(["in-transit", "agreed", "disputed"])])
  .transform(([entry, hash, state]) => ({ entry, hash, state }));

const books = { digest: entryHash, count: z.int().nonnegative(), log: z.unknown().transform(readSyncLog).optional() };

const frame = z
  .base64()
  .max(Math.ceil(frameLimit / 3) * 4)
  .transform((text) => Uint8Array.from(Buffer.from(text, "base64")))
  .optional();

const requestShape = z.object({
  ...books,
  give: z.array(item).max(maxItems).default([]),
  ask: z.array(z.string().max(2_000)).max(maxReconciledEntries).default([]),
  negentropy: frame,
});

const answerShape = z.object({
  ...books,
  equal: z.boolean(),
  entries: z.array(mark).max(maxReconciledEntries).optional(),
  items: z.array(item).max(maxItems).default([]),
  negentropy: frame,
});

export function readSyncRequest(json: unknown): Read<SyncRequest> {
  const read = requestShape.safeParse(json);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  const { log, negentropy, ...rest } = read.data;
  return readable({ ...rest, ...present({ log, negentropy }) });
}

export function readSyncAnswer(json: unknown): Read<SyncAnswer> {
  const read = answerShape.safeParse(json);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  const { entries, log, negentropy, ...rest } = read.data;
  return readable({ ...rest, ...present({ entries, log, negentropy }) });
}
