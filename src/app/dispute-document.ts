import { z } from "zod";
import type { DisputeWord } from "#src/domain/dispute.ts";
import { disputeWordIri, isUuidV7 } from "#src/domain/iri.ts";
import { namespace } from "#src/domain/unit.ts";
import { firstIssue } from "./unreadable.ts";

/**
 * A word in a dispute as it is signed and kept (`docs/federation/disputes.md`). It names nobody: of its note it says no more than a salted
 * reference, so that the note can be erased.
 */
export interface WordDocument extends DisputeWord {
  /** The IRI of the entry that it is about, and the hash of the content that the speaker holds under it. */
  readonly entry: string;
  readonly entryHash: string;
  /** SHA-256 over a salt and the note, hexadecimal; absent when there is none. */
  readonly noteReference?: string;
}

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v2",
  {
    xsd: "http://www.w3.org/2001/XMLSchema#",
    fedicoop: namespace,
    DisputeWord: "fedicoop:DisputeWord",
    entry: { "@id": "fedicoop:entry", "@type": "@id" },
    entryHash: "fedicoop:entryHash",
    kind: "fedicoop:kind",
    reason: "fedicoop:reason",
    noteReference: "fedicoop:noteReference",
    until: { "@id": "fedicoop:until", "@type": "xsd:dateTime" },
  },
] as const;

/** The document's text, without any proof. The same word gives the same text. */
export function writeWordDocument(word: WordDocument): string {
  return JSON.stringify({
    "@context": context,
    id: word.word,
    type: ["Document", "DisputeWord"],
    attributedTo: word.by,
    published: iso(word.saidAtMs),
    entry: word.entry,
    entryHash: word.entryHash,
    kind: word.kind,
    ...(typeof word.reason === "string" ? { reason: word.reason } : {}),
    ...(typeof word.untilMs === "number" ? { until: iso(word.untilMs) } : {}),
    ...(word.noteReference === undefined ? {} : { noteReference: word.noteReference }),
  });
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  .transform((text) => Date.parse(text))
  .refine(Number.isSafeInteger, "no such date");

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const common = {
  id: z.string().max(2_000),
  type: z.union([z.literal("DisputeWord"), z.array(z.string()).refine((types) => types.includes("DisputeWord"))]),
  attributedTo: z.string().max(2_000),
  published: moment,
  entry: z.string().max(2_000),
  entryHash: hash,
  noteReference: hash.optional(),
};

const shape = z.discriminatedUnion("kind", [
  z.object({
    ...common,
    kind: z.literal("refusal"),
    reason: z.enum(["reference", "quantity", "duplicate", "unknown-agreement", "other"]),
  }),
  z.object({ ...common, kind: z.literal("note") }),
  z.object({ ...common, kind: z.literal("differ"), until: moment }),
  z.object({ ...common, kind: z.literal("withdrawn") }),
]);

export type ReadWord = { readonly word: WordDocument } | { readonly unreadable: string };

/** Reads the content of a signed document without trusting it. A word stands under an address of the coop that says it. */
export function readWordDocument(content: Readonly<Record<string, unknown>>): ReadWord {
  const read = shape.safeParse(content);
  if (!read.success) {
    return { unreadable: firstIssue(read.error, "word") };
  }
  const { data } = read;
  if (!isWordOfCoop(data.id, data.attributedTo)) return { unreadable: "id: it is none of the coop that says it" };
  const { id, attributedTo: by, published: saidAtMs, entry, entryHash, kind, noteReference } = data;
  const word = { word: id, by, kind, saidAtMs, entry, entryHash };
  return {
    word: {
      ...word,
      reason: data.kind === "refusal" ? data.reason : null,
      untilMs: data.kind === "differ" ? data.until : null,
      ...(noteReference === undefined ? {} : { noteReference }),
    },
  };
}

function isWordOfCoop(word: string, by: string): boolean {
  if (!URL.canParse(by)) return false;
  const id = word.slice(-36);
  return isUuidV7(id) && word === disputeWordIri(new URL(by).origin, id);
}

/** Whether a signed document is such a word, by its type. */
export const isWordDocument = ({ type }: Readonly<Record<string, unknown>>): boolean =>
  type === "DisputeWord" || (Array.isArray(type) && type.includes("DisputeWord"));
