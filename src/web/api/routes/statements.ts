import { z } from "zod";
import { exportStatement, findSignedStatement } from "#src/app/statement-export.ts";
import type { Context } from "#src/app/context.ts";
import {
  closePeriod,
  findStatement,
  listEntriesOfStatement,
  listStatements,
  type ClosingProblem,
} from "#src/app/statements.ts";
import { isDay, type StatementTotal } from "#src/domain/statement.ts";
import { findStatement as findStatementRow, type StatementRow } from "#src/store/statements.ts";
import { entry, shownEntry } from "#src/web/api/entry.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  unit,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const states = ["proposed", "agreed", "refused", "superseded"] as const;
const accounts = ["pair", "commons", "commons-use"] as const;
const day = z.string().refine(isDay, "a day, as in 2027-03-31").meta({ format: "date" });
const whole = z.int().meta({ description: "A whole number of the unit" });

const total = z.object({
  unit,
  account: z.enum(accounts),
  opening: whole,
  given: whole,
  received: whole,
  closing: whole,
  inTransit: whole,
  disputed: whole,
});

const statement = z.object({
  id: uuid,
  object: iri.meta({ description: "The statement's own address, the same on both sides" }),
  peer: uuid,
  maker: iri,
  from: z.string().meta({ format: "date" }),
  until: z.string().meta({ format: "date" }),
  state: z.enum(states).meta({
    description:
      "proposed: one coop has signed it; agreed: both have; refused: the other side counts something else; superseded: another one took its place",
  }),
  count: z.int().meta({ description: "How many entries it counts" }),
  digest: z.string().meta({ description: "SHA-256 over the entries that it counts, hexadecimal" }),
  totals: z.array(total).meta({
    description:
      "As the coop sees it whose address sorts first (`parties` of the document): closing = opening + given − received",
  }),
  refusal: z.enum(["differs", "period", "totals", "not-ready", "other"]).exactOptional(),
  createdAt: answeredInstant,
  agreedAt: answeredInstant.exactOptional(),
});

function shown(row: StatementRow): z.output<typeof statement> {
  return {
    id: row.id,
    object: row.statement,
    peer: row.peerId,
    maker: row.maker,
    from: row.fromDay,
    until: row.untilDay,
    state: row.state,
    count: row.count,
    digest: row.digest,
    totals: row.totals.map((line: StatementTotal) => ({ ...line })),
    ...present({ refusal: row.refusal }),
    createdAt: writeInstant(row.createdAtMs),
    ...(row.agreedAtMs === null ? {} : { agreedAt: writeInstant(row.agreedAtMs) }),
  };
}

const list = route({
  method: "get",
  path: "/ledger/statements",
  id: "listStatements",
  summary: "Statements about periods, with all peers or one, newest first",
  role: "member",
  params: none,
  query: z.strictObject({ ...pageQuery, peer: uuid.exactOptional(), state: z.enum(states).exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(statement),
  async handle({ app, query: { peer, state, ...page } }) {
    const filter = {
      ...(peer === undefined ? {} : { peerId: peer }),
      ...(state === undefined ? {} : { states: [state] }),
    };
    const { items, ...rest } = await listStatements(app, { ...page, ...filter });
    return { answer: { ...rest, items: items.map(shown) } };
  },
});

const get = route({
  method: "get",
  path: "/ledger/statements/{id}",
  id: "getStatement",
  summary: "One statement, and who has signed it",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: statement.extend({
    signatures: z.array(z.object({ by: iri, key: iri, signedAt: answeredInstant })),
    document: z.string().meta({ description: "The exact JSON that was signed, with its proofs" }),
  }),
  names: "statement",
  async handle({ app, params }) {
    const found = await findStatement(app, params.id);
    if (found === undefined) return notFound("statement");
    const signatures = found.signatures.map((signature) => ({ ...signature }));
    return { answer: { ...shown(found.row), signatures, document: found.row.document } };
  },
});

const entries = route({
  method: "get",
  path: "/ledger/statements/{id}/entries",
  id: "listStatementEntries",
  summary: "The entries that a statement counts, in order of their days",
  description: "A statement that was refused or superseded counts nothing any more.",
  role: "member",
  params: idParams,
  query: z.strictObject({
    ...pageQuery,
    unit: unit.exactOptional(),
    account: z.enum(accounts).exactOptional(),
    provider: iri.exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(entry),
  names: "statement",
  async handle({ app, params, query }) {
    const row = await findStatementRow(app.database, params.id);
    if (row === undefined) return notFound("statement");
    const { items, ...rest } = await listEntriesOfStatement(app, row, query);
    return { answer: { ...rest, items: await Promise.all(items.map((one) => shownEntry(app, one))) } };
  },
});

const file = route({
  method: "get",
  path: "/ledger/statements/{id}/file",
  id: "getStatementFile",
  summary:
    "A statement that both have signed, with every entry that it counts, for anyone to check with `ledger verify`",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: z.string(),
  files: ["application/x-ndjson"],
  names: "statement",
  problems: ["conflict"],
  async handle({ app, params }) {
    const row = await findSignedStatement(app, params.id);
    if (row === "not-found") return notFound("statement");
    if (row === "unsigned")
      return problem("conflict", "Only one coop has signed this statement, so it says nothing yet.");
    const name = `statement-${row.untilDay}-${row.id}.jsonl`;
    return { file: { mediaType: "application/x-ndjson", name, pieces: linesOf(app, row) } };
  },
});

async function* linesOf(app: Context, row: StatementRow): AsyncGenerator<string> {
  for await (const line of exportStatement(app, row)) yield `${JSON.stringify(line)}\n`;
}

const impossible: Readonly<Record<ClosingProblem, string>> = {
  "not-over": "The last day of this period is not over yet, in UTC.",
  closed: "Both sides have signed a statement that goes as far as this day.",
  open: "A statement waits for an answer. The next one follows it.",
  empty: "Nothing was agreed in this period that no statement counts.",
  unconfirmed: "The peer has not confirmed our log since this node started, so nothing is signed for it yet.",
  "no-books": "There are no books with this peer.",
};

const close = route({
  method: "post",
  path: "/ledger/peers/{id}/statements",
  id: "closePeriod",
  summary: "Close the period up to a day, which the peer confirms when it counts the same",
  description: "Months are closed by themselves, a day after their end. The same day twice is one statement.",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({ until: day }),
  status: 201,
  answer: statement,
  names: "peer",
  problems: ["conflict"],
  async handle({ app, params, body }) {
    const closed = await closePeriod(app, params.id, body.until);
    if (closed.outcome === "not-found") return notFound("peer");
    return closed.outcome === "done"
      ? { answer: shown(closed.statement) }
      : problem("conflict", impossible[closed.because]);
  },
});

export const statementRoutes = [list, get, entries, file, close];
