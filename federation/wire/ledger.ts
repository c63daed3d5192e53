import { z } from "zod";
import type { EntryWords, LedgerMessage } from "#src/domain/ledger-message.ts";
import { maxNoteLength, maxPersonLength } from "#src/domain/policy.ts";
import { namespace } from "#src/domain/unit.ts";
import type { Usage } from "#src/domain/usage.ts";
import { activityStreams } from "./context.ts";
import { isObject } from "./document.ts";
import { readable, unreadable, type Envelope, type Json, type JsonObject, type Read } from "./json.ts";
import { readUsage, writeUsage } from "./usage.ts";

/** The terms around a signed document; the document brings its own context, and means the same without these. */
const ledgerContext: readonly Json[] = [
  activityStreams,
  {
    fedicoop: namespace,
    digest: "fedicoop:digest",
    count: "fedicoop:count",
    revision: "fedicoop:revision",
    salt: "fedicoop:salt",
    hash: "fedicoop:hash",
    refusal: "fedicoop:refusal",
    reason: "fedicoop:reason",
    note: "fedicoop:note",
    word: "fedicoop:word",
    words: { "@id": "fedicoop:words", "@type": "@json" },
    log: { "@id": "fedicoop:log", "@type": "@json" },
  },
];

/** The evidence beside a new entry. */
const usageContext: Json = { usage: { "@id": "fedicoop:usage", "@type": "@json" } };

/** What is said about the ledger (`docs/federation/ledger.md`). A signed document is embedded as it was signed, proofs and all. */
export function writeLedgerMessage(message: LedgerMessage, { id, actor, publishedAtMs, ledger }: Envelope): JsonObject {
  return {
    "@context": "usage" in message ? [...ledgerContext, usageContext] : ledgerContext,
    id,
    actor,
    to: [message.to],
    published: new Date(publishedAtMs).toISOString(),
    ...saidOf(message),
    ...(ledger === undefined ? {} : { digest: ledger.digest, count: ledger.count }),
    ...(ledger?.log === undefined ? {} : { log: ledger.log }),
  };
}

/** The words beside an entry, as a thing of its own, which either side may ask the other to forget. */
const wordsFragment = "#words";

/** What one message says, without what all of them say. */
function saidOf(message: LedgerMessage): JsonObject {
  switch (message.type) {
    case "entry-create":
      return writeEntry(message);
    case "entry-accept":
      return { type: "Accept", object: message.entry, result: parsed(message.document) };
    case "entry-reject":
      return writeEntryReject(message);
    case "dispute-word":
      return { type: "Create", object: parsed(message.document), ...opened(message) };
    case "entry-forget":
      return { type: "Remove", object: `${message.entry}${wordsFragment}` };
    case "statement-offer":
    case "epoch-offer":
      return { type: "Offer", object: parsed(message.document) };
    case "statement-accept":
      return { type: "Accept", object: message.statement, result: parsed(message.document) };
    case "statement-reject": {
      const { statement, hash, reason, note } = message;
      return { type: "Reject", object: statement, hash, refusal: { reason, note } };
    }
    case "ledger-key":
      return { type: "Create", object: parsed(message.document) };
    case "epoch-accept":
      return { type: "Accept", object: message.epoch, result: parsed(message.document) };
  }
}

function writeEntry({ document, revision, salt, usage, words }: LedgerMessage & { type: "entry-create" }): JsonObject {
  return {
    type: "Create",
    object: parsed(document),
    ...(revision === undefined ? {} : { revision }),
    ...(salt === undefined ? {} : { salt }),
    ...(usage === undefined ? {} : { usage: writeUsage(usage) }),
    ...(words === undefined ? {} : { words: { ...words } }),
  };
}

function writeEntryReject(message: LedgerMessage & { type: "entry-reject" }): JsonObject {
  const { entry, hash, reason, note, document, salt } = message;
  const word = document === undefined ? {} : { word: parsed(document) };
  return { type: "Reject", object: entry, hash, refusal: { reason, note }, ...word, ...opened({ salt }) };
}

/** What opens a salted reference in a document. */
function opened({
  note,
  salt,
}: {
  readonly note?: string | undefined;
  readonly salt?: string | undefined;
}): JsonObject {
  return { ...(note === undefined ? {} : { note }), ...(salt === undefined ? {} : { salt }) };
}

const parsed = (document: string): JsonObject => JSON.parse(document) as JsonObject;

const iri = z.string().max(2_000);
export const entryHash = z.string().regex(/^[0-9a-f]{64}$/);
export const refusalShape = z.object({
  reason: z.enum(["reference", "quantity", "duplicate", "unknown-agreement", "other"]).catch("other"),
  note: z
    .string()
    .max(2_000)
    .regex(/^[^\0]*$/)
    .catch(""),
});
/** What comes beside a document and opens or places it. */
export const besideShape = z.object({
  revision: z.int().positive().optional(),
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
});

/** A signed document and what came beside it. */
export interface EntryOnWire {
  /** JSON text of what was embedded; its proofs are over the canonical form, which no rewriting changes. */
  readonly document: string;
  readonly revision?: number;
  readonly salt?: string;
  /** How its maker knows what was used. */
  readonly usage?: Usage;
  /** What the signed references stand for. */
  readonly beside?: EntryWords;
}

const plainWords = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => value.isWellFormed() && !value.includes("\0"))
    .optional()
    .catch(undefined);

/** Words that cannot be read are none: the entry counts without them. */
export const wordsShape = z
  .object({ note: plainWords(maxNoteLength), person: plainWords(maxPersonLength) })
  .transform((words): EntryWords => present(words))
  .optional()
  .catch(undefined);

/** `Create` of an `EconomicEvent`. */
export function readEntryCreate(activity: JsonObject): Read<EntryOnWire> {
  const { object } = activity;
  if (!isObject(object)) return unreadable("object: the entry should be embedded");
  const beside = besideShape.safeParse(activity);
  if (!beside.success) return unreadable(z.prettifyError(beside.error));
  const usage = readUsage(activity["usage"]);
  const words = wordsShape.parse(activity["words"]);
  return readable({ document: JSON.stringify(object), ...present(beside.data), ...present({ usage, beside: words }) });
}

/** `Accept` of an entry, with the complete entry as its result. */
export function readEntryAccept(activity: JsonObject): Read<EntryOnWire> {
  const { object, result } = activity;
  if (!isObject(result)) return unreadable("result: the complete entry should be embedded");
  const entry = isObject(object) ? object["id"] : object;
  if (entry !== result["id"]) return unreadable("result: it is another entry than the object");
  return readable({ document: JSON.stringify(result) });
}

/** `Remove` of the words beside an entry. */
export function readEntryForget({ object }: JsonObject): Read<{ readonly entry: string }> {
  const words = isObject(object) ? object["id"] : object;
  if (typeof words !== "string" || words.length > 2_000 || !words.endsWith(wordsFragment))
    return unreadable("object: it is not the words beside an entry");
  return readable({ entry: words.slice(0, -wordsFragment.length) });
}

const reject = z.object({
  object: z.union([iri, z.object({ id: iri }).transform(({ id }) => id)]),
  hash: entryHash,
  refusal: refusalShape,
});

/** `Reject` of an entry, with its reason. */
export function readEntryReject(
  activity: JsonObject,
): Read<{ readonly entry: string; readonly hash: string } & z.infer<typeof refusalShape>> {
  const read = reject.safeParse(activity);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  const { object, hash, refusal } = read.data;
  return readable({ entry: object, hash, ...refusal });
}

/** Leaves absent what zod reads as undefined. */
export function present<T extends object>(values: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}
