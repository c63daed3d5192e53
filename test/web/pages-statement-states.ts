import { ourCoop } from "#src/app/ledger-keys.ts";
import { writeStatementDocument } from "#src/app/statement-document.ts";
import { transact, type Context } from "#src/app/context.ts";
import { statementIri } from "#src/domain/iri.ts";
import { dayOf, partiesOf } from "#src/domain/statement.ts";
import { markCounted } from "#src/store/counted-entries.ts";
import type { Peer } from "#src/store/peers.ts";
import { saveStatement, type StatementRow } from "#src/store/statements.ts";

const states: readonly Partial<StatementRow>[] = [
  { state: "agreed", fromDay: "2026-01-01", agreedAtMs: Date.now() },
  { state: "proposed" },
  { state: "refused", refusal: "differs", note: "Our books count other entries in this period." },
  { state: "superseded", untilDay: "2026-01-31" },
];

/** A statement in each state, made by either side. Answers the paths of their pages. */
export async function fillStatements(app: Context, peer: Peer): Promise<readonly string[]> {
  const today = dayOf(Date.now());
  const us = ourCoop(app);
  const figures = { opening: -60, given: 5_400, received: 90, closing: 5_250, inTransit: 30, disputed: 0 };
  const ids: string[] = [];
  await transact(app, async ({ session, newId, seals }) => {
    for (const [index, changes] of states.entries()) {
      const id = newId();
      const statement = statementIri(index % 2 === 0 ? app.origin : peer.origin, id);
      const row = {
        id,
        statement,
        peerId: peer.id,
        maker: index % 2 === 0 ? us : peer.coop,
        fromDay: "2026-02-01",
        untilDay: today,
        totals: [
          { unit: "EUR", account: "commons", ...figures },
          { unit: "seat-minute", account: "pair", ...figures },
        ] as const,
        count: 3,
        digest: "ab".repeat(32),
        ...changes,
      };
      const previous = index === 1 ? statementIri(app.origin, ids[0] ?? "") : null;
      const checkpoints = ["meet.example/ledger/kerala.example/1\n12\nroot\n\n— signature\n"];
      const made = { publishedAtMs: Date.now(), checkpoints, previous, ...partiesOf(us, peer.coop) };
      const document = writeStatementDocument({ ...row, ...made });
      const blank = { state: "proposed", refusal: null, note: null, agreedAtMs: null } as const;
      const stamps = { createdAtMs: Date.now(), updatedAtMs: Date.now() };
      await saveStatement(session, {
        ...blank,
        ...row,
        ...stamps,
        document,
        hash: seals.hash(JSON.parse(document) as object),
      });
      ids.push(id);
    }
    await markCounted(session, { peerId: peer.id, untilDay: today, statementId: ids[0] ?? "" });
  });
  const [agreed = ""] = ids;
  return [
    "/ledger/statements",
    "/ledger/statements?show=agreed",
    ...ids.map((id) => `/ledger/statements/${id}`),
    `/ledger/statements/${agreed}?unit=seat-minute&account=pair&direction=given`,
  ];
}
