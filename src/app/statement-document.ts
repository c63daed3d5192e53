import { z } from "zod";
import { isDay, type OfferedStatement, type StatementTotal } from "#src/domain/statement.ts";
import { namespace, unitIri, unitOfIri } from "#src/domain/unit.ts";
import { firstIssue } from "./unreadable.ts";

/** A statement about a period as it is signed and kept: it brings its own context, and names no person (`docs/federation/statements.md`). */
export interface StatementDocument extends OfferedStatement {
  readonly publishedAtMs: number;
  /** The newest checkpoints of both logs that its maker has: signed notes. */
  readonly checkpoints: readonly string[];
}

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v2",
  {
    fedicoop: namespace,
    LedgerStatement: "fedicoop:LedgerStatement",
    parties: { "@id": "fedicoop:parties", "@type": "@id", "@container": "@list" },
    from: "fedicoop:from",
    until: "fedicoop:until",
    totals: { "@id": "fedicoop:totals", "@container": "@list" },
    unit: { "@id": "fedicoop:unit", "@type": "@id" },
    account: "fedicoop:account",
    opening: "fedicoop:opening",
    given: "fedicoop:given",
    received: "fedicoop:received",
    closing: "fedicoop:closing",
    inTransit: "fedicoop:inTransit",
    disputed: "fedicoop:disputed",
    count: "fedicoop:count",
    digest: "fedicoop:digest",
    previous: { "@id": "fedicoop:previous", "@type": "@id" },
    checkpoints: { "@id": "fedicoop:checkpoints", "@container": "@list" },
  },
] as const;

/** The document's text, without any proof. The same statement gives the same text. */
export function writeStatementDocument(statement: StatementDocument): string {
  return JSON.stringify({
    "@context": context,
    id: statement.statement,
    type: ["Document", "LedgerStatement"],
    attributedTo: statement.maker,
    published: new Date(statement.publishedAtMs).toISOString(),
    parties: [statement.first, statement.second],
    from: statement.fromDay,
    until: statement.untilDay,
    totals: statement.totals.map(writeTotal),
    count: statement.count,
    digest: statement.digest,
    ...(statement.previous === null ? {} : { previous: statement.previous }),
    ...(statement.checkpoints.length === 0 ? {} : { checkpoints: statement.checkpoints }),
  });
}

const writeTotal = ({ unit, account, ...figures }: StatementTotal) => ({
  unit: unitIri(unit),
  account,
  opening: figures.opening,
  given: figures.given,
  received: figures.received,
  closing: figures.closing,
  inTransit: figures.inTransit,
  disputed: figures.disputed,
});

const iri = z.string().max(2_000);
const day = z.string().refine(isDay, "no date");
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  .transform((text) => Date.parse(text))
  .refine(Number.isSafeInteger, "no such date");
const amount = z.int().nonnegative();
const unit = z.string().transform((text, issues) => {
  const read = unitOfIri(text);
  if (read === undefined) issues.addIssue("no unit that we know");
  return read ?? "";
});

/** Units and accounts are few: more lines than this are no statement of a pair. */
const maxTotals = 300;
const total = z.object({
  unit,
  account: z.enum(["pair", "commons", "commons-use"]),
  opening: z.int(),
  given: amount,
  received: amount,
  closing: z.int(),
  inTransit: amount,
  disputed: amount,
});

const shape = z.object({
  id: iri,
  type: z.union([
    z.literal("LedgerStatement"),
    z.array(z.string()).refine((types) => types.includes("LedgerStatement")),
  ]),
  attributedTo: iri,
  published: moment,
  parties: z.tuple([iri, iri]),
  from: day,
  until: day,
  totals: z.array(total).max(maxTotals),
  count: amount,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  previous: iri.optional(),
  checkpoints: z.array(z.string().max(2_000)).max(2).default([]),
});

export type ReadStatement = { readonly statement: StatementDocument } | { readonly unreadable: string };

/** Reads the content of a signed document without trusting it. */
export function readStatementDocument(content: Readonly<Record<string, unknown>>): ReadStatement {
  const read = shape.safeParse(content);
  if (!read.success) {
    return { unreadable: firstIssue(read.error, "statement") };
  }
  const { id, attributedTo, published, parties, from, until, previous, type: _, ...rest } = read.data;
  const [first, second] = parties;
  return {
    statement: {
      ...rest,
      first,
      second,
      statement: id,
      maker: attributedTo,
      publishedAtMs: published,
      fromDay: from,
      untilDay: until,
      previous: previous ?? null,
    },
  };
}
