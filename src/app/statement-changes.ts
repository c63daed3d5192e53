import type { StatementRefusal } from "#src/domain/ledger-message.ts";
import { unmarkCounted } from "#src/store/counted-entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { listOpen, updateStatement, type StatementChanges, type StatementRow } from "#src/store/statements.ts";
import type { Work } from "./context.ts";
import { answerKeys, heard } from "./outbox.ts";
import type { OpenedDocument } from "./seals.ts";
import type { StatementDocument } from "./statement-document.ts";

/** The text with the proofs that hold, and with no others. */
export const textOf = ({ content, proofs }: OpenedDocument): string => JSON.stringify({ ...content, proof: proofs });

/** A statement as it was read, and by whom it is signed. */
export interface Arrived {
  readonly statement: StatementDocument;
  readonly opened: OpenedDocument;
}

/** The row of a statement that arrived. */
export function rowOf(
  work: Work,
  peer: Peer,
  { statement, opened, state }: Arrived & Pick<StatementRow, "state">,
): StatementRow {
  const { maker, fromDay, untilDay, totals, count, digest } = statement;
  const nowMs = work.nowMs();
  return {
    id: work.newId(),
    statement: statement.statement,
    peerId: peer.id,
    maker,
    fromDay,
    untilDay,
    state,
    document: textOf(opened),
    hash: opened.hash,
    totals,
    count,
    digest,
    refusal: null,
    note: null,
    createdAtMs: nowMs,
    agreedAtMs: state === "agreed" ? nowMs : null,
    updatedAtMs: nowMs,
  };
}

/** Both have signed: what was proposed beside it is over. */
export async function agree(work: Work, row: StatementRow, document: string): Promise<StatementRow> {
  const agreed = await change(work, row, {
    state: "agreed",
    document,
    refusal: null,
    note: null,
    agreedAtMs: work.nowMs(),
  });
  for (const other of await listOpen(work.session, row.peerId)) await supersede(work, other);
  return agreed;
}

/** It cannot be confirmed: it counts nothing, and stays to be seen until another takes its place. */
export async function refuse(
  work: Work,
  row: StatementRow,
  why: { readonly refusal: StatementRefusal; readonly note: string },
): Promise<StatementRow> {
  await unmarkCounted(work.session, { peerId: row.peerId, statementId: row.id });
  return change(work, row, { state: "refused", ...why });
}

/** Another statement takes its place: it counts nothing any more, and stays to be seen. */
export async function supersede(work: Work, row: StatementRow): Promise<void> {
  await unmarkCounted(work.session, { peerId: row.peerId, statementId: row.id });
  await change(work, row, { state: "superseded" });
  await heard(work, answerKeys.statement(row.statement));
}

async function change(work: Work, row: StatementRow, changes: StatementChanges): Promise<StatementRow> {
  const updatedAtMs = work.nowMs();
  await updateStatement(work.session, row.id, { ...changes, updatedAtMs });
  return { ...row, ...changes, updatedAtMs };
}
