import { z } from "zod";
import { kindOf, kindOfUnit, type Entry } from "#src/domain/entry.ts";
import { namespace, unitIri, unitOfIri } from "#src/domain/unit.ts";
import { firstIssue } from "./unreadable.ts";

/**
 * An entry as it is signed and kept: Valueflows' `EconomicEvent` in FEP-0837's terms, with its own context, so that it means the same
 * outside of the message that brought it (`docs/federation/ledger.md`). Nothing in it names a person.
 */
export interface EntryDocument extends Entry {
  readonly publishedAtMs: number;
  /** SHA-256 over a salt and the words that only the two sides know it by, hexadecimal. */
  readonly reference?: string;
}

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v2",
  {
    vf: "https://w3id.org/valueflows/ont/vf#",
    om2: "http://www.ontology-of-units-of-measure.org/resource/om-2/",
    time: "http://www.w3.org/2006/time#",
    xsd: "http://www.w3.org/2001/XMLSchema#",
    fedicoop: namespace,
    EconomicEvent: "vf:EconomicEvent",
    action: "vf:action",
    provider: { "@id": "vf:provider", "@type": "@id" },
    receiver: { "@id": "vf:receiver", "@type": "@id" },
    resourceConformsTo: { "@id": "vf:resourceConformsTo", "@type": "@id" },
    resourceQuantity: "vf:resourceQuantity",
    hasUnit: "om2:hasUnit",
    hasNumericalValue: "om2:hasNumericalValue",
    hasBeginning: { "@id": "time:hasBeginning", "@type": "xsd:dateTime" },
    hasEnd: { "@id": "time:hasEnd", "@type": "xsd:dateTime" },
    corrects: { "@id": "vf:corrects", "@type": "@id" },
    reference: "fedicoop:reference",
  },
] as const;

/** Terms that came later. What needs none of them is written without, so that what was signed before keeps its hash. */
const laterContext = {
  kind: "fedicoop:kind",
  gift: { "@id": "fedicoop:gift", "@type": "xsd:boolean" },
  commons: "fedicoop:commons",
  performer: "fedicoop:performer",
} as const;

/** The document's text, without any proof. The same entry gives the same text. */
export function writeEntryDocument(entry: EntryDocument): string {
  const later = laterTerms(entry);
  return JSON.stringify({
    "@context": Object.keys(later).length === 0 ? context : [...context, laterContext],
    id: entry.entry,
    type: ["Document", "EconomicEvent"],
    attributedTo: entry.maker,
    published: iso(entry.publishedAtMs),
    action: actionOf(entry),
    provider: entry.provider,
    receiver: entry.receiver,
    resourceConformsTo: unitIri(entry.unit),
    resourceQuantity: { hasUnit: "one", hasNumericalValue: String(entry.quantity) },
    hasBeginning: iso(entry.startsAtMs),
    hasEnd: iso(entry.endsAtMs),
    ...(typeof entry.agreement === "string" ? { context: entry.agreement } : {}),
    ...(typeof entry.corrects === "string" ? { corrects: entry.corrects } : {}),
    ...(entry.reference === undefined ? {} : { reference: entry.reference }),
    ...later,
  });
}

/** A kind is named only where the unit does not say it. */
function laterTerms(entry: EntryDocument): Readonly<Record<string, string | true>> {
  const kind = kindOf(entry);
  return {
    ...(kind === kindOfUnit(entry.unit) ? {} : { kind }),
    ...(entry.gift === true ? { gift: true } : {}),
    ...(typeof entry.commons === "string" ? { commons: entry.commons } : {}),
    ...(typeof entry.performer === "string" ? { performer: entry.performer } : {}),
  };
}

/** Valueflows' word for what happened. */
function actionOf(entry: EntryDocument): string {
  switch (kindOf(entry)) {
    case "capacity":
      return "deliverService";
    case "work":
      return "work";
    case "money":
    case "surplus":
      return "transfer";
  }
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

/** One moment has one way to be written, give or take the milliseconds: in UTC. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  .transform((text) => Date.parse(text))
  .refine(Number.isSafeInteger, "no such date");

/** A whole number above zero, as text (as we write it) or as a number. */
const quantity = z.union([
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .pipe(z.int()),
  z.int().positive(),
]);

const salted = z.string().regex(/^[0-9a-f]{64}$/);
const absentIsNull = <T>(value: T | undefined): T | null => value ?? null;

const shape = z.object({
  id: z.string().max(2_000),
  type: z.union([z.literal("EconomicEvent"), z.array(z.string()).refine((types) => types.includes("EconomicEvent"))]),
  attributedTo: z.string().max(2_000),
  published: moment,
  provider: z.string().max(2_000),
  receiver: z.string().max(2_000),
  resourceConformsTo: z.string().max(200),
  resourceQuantity: z.object({ hasUnit: z.literal("one"), hasNumericalValue: quantity }),
  hasBeginning: moment,
  hasEnd: moment,
  context: z.string().max(2_000).optional().transform(absentIsNull),
  corrects: z.string().max(2_000).optional().transform(absentIsNull),
  reference: salted.optional(),
  kind: z.enum(["capacity", "work", "money", "surplus"]).optional(),
  gift: z.boolean().default(false),
  commons: z.enum(["contribution", "use"]).optional().transform(absentIsNull),
  performer: salted.optional().transform(absentIsNull),
});

export type ReadEntry = { readonly entry: EntryDocument } | { readonly unreadable: string };

/** Reads the content of a signed document without trusting it. What it says beyond these names stays in the document, unused. */
export function readEntryDocument(content: Readonly<Record<string, unknown>>): ReadEntry {
  const read = shape.safeParse(content);
  if (!read.success) {
    return { unreadable: firstIssue(read.error, "entry") };
  }
  const { data } = read;
  const unit = unitOfIri(data.resourceConformsTo);
  if (unit === undefined) return { unreadable: "resourceConformsTo: no unit that we know" };
  return {
    entry: {
      entry: data.id,
      maker: data.attributedTo,
      provider: data.provider,
      receiver: data.receiver,
      unit,
      quantity: data.resourceQuantity.hasNumericalValue,
      startsAtMs: data.hasBeginning,
      endsAtMs: data.hasEnd,
      agreement: data.context,
      corrects: data.corrects,
      kind: data.kind ?? kindOfUnit(unit),
      gift: data.gift,
      commons: data.commons,
      performer: data.performer,
      publishedAtMs: data.published,
      ...(data.reference === undefined ? {} : { reference: data.reference }),
    },
  };
}
