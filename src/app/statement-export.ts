import { listCounted } from "#src/store/counted-entries.ts";
import { findPeer } from "#src/store/peers.ts";
import { findStatement, findStatementByIri, type StatementRow } from "#src/store/statements.ts";
import type { Context } from "./context.ts";
import { listEveryPairKey } from "./ledger-keys.ts";
import type { VerificationKey } from "./seals.ts";
import type { StatementFileLine, StatementHeader } from "./statement-file.ts";
import { readStatementDocument } from "./statement-document.ts";

/** A statement that both have signed, by our id or by its IRI; `unsigned` when it is not signed by both. */
export async function findSignedStatement(
  { database }: Pick<Context, "database">,
  idOrIri: string,
): Promise<StatementRow | "not-found" | "unsigned"> {
  const row = (await findStatement(database, idOrIri)) ?? (await findStatementByIri(database, idOrIri));
  if (row === undefined) return "not-found";
  return row.state === "agreed" ? row : "unsigned";
}

/** How many entries are in memory at once. */
const pageSize = 500;

/** The lines of a statement's file, as values: the keys of both coops, the statement, every entry that it counts, and how many lines there were. */
export async function* exportStatement(
  context: Context,
  row: StatementRow,
): AsyncGenerator<StatementHeader | StatementFileLine> {
  const { database } = context;
  const peer = await findPeer(database, row.peerId);
  const read = readStatementDocument(JSON.parse(row.document) as Readonly<Record<string, unknown>>);
  if (peer === undefined || "unreadable" in read) throw new Error(`The statement ${row.statement} cannot be exported.`);
  const { first, second } = read.statement;
  const keys = await listEveryPairKey(context, database, peer.coop);
  yield {
    type: "fedicoop-statement",
    version: 1,
    statement: row.statement,
    parties: [first, second],
    exportedAt: new Date(context.nowMs()).toISOString(),
    keys: keys.map(keyLine),
  };
  yield { type: "statement", document: row.document };
  let lines = 1;
  for await (const entries of pagesOfCounted(context, row)) {
    lines += entries.length;
    for (const { document } of entries) yield { type: "entry", document };
  }
  yield { type: "end", lines };
}

async function* pagesOfCounted({ database }: Context, { id: statementId, peerId }: StatementRow) {
  for (let after: { readonly day: string; readonly entry: string } | undefined; ;) {
    const page = { peerId, statementId, limit: pageSize, ...(after === undefined ? {} : { after }) };
    const entries = await listCounted(database, page);
    yield entries;
    after = entries.at(-1);
    if (entries.length < pageSize) return;
  }
}

const keyLine = ({ verificationMethod, controller, publicKeyMultibase, ...dates }: VerificationKey) => ({
  verificationMethod,
  controller,
  publicKeyMultibase,
  ...(dates.revokedAtMs === undefined ? {} : { revokedAt: new Date(dates.revokedAtMs).toISOString() }),
  ...(dates.compromisedAtMs === undefined ? {} : { compromisedAt: new Date(dates.compromisedAtMs).toISOString() }),
});
