import { z } from "zod";
import { namespace } from "#src/domain/unit.ts";
import { firstIssue } from "./unreadable.ts";

/** The beginning of a log that was kept, as both sides can check it. */
export interface LogState {
  /** The first line of its checkpoints. */
  readonly log: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
}

/**
 * What both coops of a pair sign when the log of one of them cannot go on: which log follows, and what is known for certain of the two
 * logs as they end (`docs/federation/restore.md`).
 */
export interface EpochDocument {
  /** Its IRI, of the coop whose log it is. */
  readonly epoch: string;
  readonly coop: string;
  readonly partner: string;
  /** The number of the epoch that begins. */
  readonly number: number;
  /** The log that begins. */
  readonly begins: string;
  /** The log that ends, as far as the partner was known to hold it. */
  readonly ends: LogState;
  /** The partner's own log, as far as the coop held it; null when it held nothing. It goes on. */
  readonly other: LogState | null;
  readonly publishedAtMs: number;
}

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v2",
  {
    fedicoop: namespace,
    LedgerEpoch: "fedicoop:LedgerEpoch",
    partner: { "@id": "fedicoop:partner", "@type": "@id" },
    number: "fedicoop:number",
    begins: "fedicoop:begins",
    ends: { "@id": "fedicoop:ends", "@type": "@json" },
    other: { "@id": "fedicoop:other", "@type": "@json" },
  },
] as const;

/** The document's text, without any proof. The same epoch gives the same text. */
export function writeEpochDocument(document: EpochDocument): string {
  const { epoch, coop, partner, number, begins, ends, other, publishedAtMs } = document;
  return JSON.stringify({
    "@context": context,
    id: epoch,
    type: ["Document", "LedgerEpoch"],
    attributedTo: coop,
    published: new Date(publishedAtMs).toISOString(),
    partner,
    number,
    begins,
    ends: { log: ends.log, size: ends.size, root: ends.root },
    ...(other === null ? {} : { other: { log: other.log, size: other.size, root: other.root } }),
  });
}

const iri = z.string().max(2_000);
const state = z.object({
  log: z.string().max(600),
  size: z.int().nonnegative(),
  root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});
const shape = z.object({
  id: iri,
  type: z.array(z.string()).refine((types) => types.includes("LedgerEpoch")),
  attributedTo: iri,
  published: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
    .transform((text) => Date.parse(text))
    .refine(Number.isSafeInteger, "no such date"),
  partner: iri,
  number: z.int().min(2).max(1_000_000),
  begins: z.string().max(600),
  ends: state,
  other: state.optional(),
});

/** Reads the content of a signed document without trusting it. */
export function readEpochDocument(
  content: unknown,
): { readonly read: EpochDocument } | { readonly unreadable: string } {
  const parsed = shape.safeParse(content);
  if (!parsed.success) {
    return { unreadable: firstIssue(parsed.error, "epoch") };
  }
  const { id, attributedTo, published, partner, number, begins, ends, other } = parsed.data;
  const parties = { epoch: id, coop: attributedTo, partner };
  return { read: { ...parties, number, begins, ends, other: other ?? null, publishedAtMs: published } };
}
