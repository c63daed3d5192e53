import { dayDigest, pairDigest, type DayMark, type EntryMark } from "#src/domain/digest.ts";
import { readLeaf } from "#src/domain/leaf.ts";
import { partiesOf, startOf, totalsOf, type StatementContent } from "#src/domain/statement.ts";
import type { Session } from "#src/store/database.ts";
import {
  listCountedMarks,
  markCounted,
  spanOfCounted,
  sumCounted,
  sumUnsettled,
  unmarkCounted,
  type CountedEntry,
} from "#src/store/counted-entries.ts";
import { listLeavesAbout } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { StatementRow } from "#src/store/statements.ts";
import { sha256 } from "./books.ts";
import type { Work } from "./context.ts";
import { ourCoop } from "./ledger-keys.ts";

/** How many entries are in memory at once beyond those of one day. */
const pageSize = 2_000;

/** What is to be counted: by which statement (our id), until which day, after which statement. */
export interface Counting {
  readonly statementId: string;
  readonly untilDay: string;
  readonly previous: StatementRow | undefined;
}

/**
 * Marks everything that a statement until a day counts as counted by it, and answers what it comes to; undefined when there is nothing. The
 * marks keep what arrives later out of it, however long the other side takes to sign.
 */
export async function countPeriod(work: Work, peer: Peer, counting: Counting): Promise<StatementContent | undefined> {
  const { statementId, untilDay } = counting;
  await markCounted(work.session, { peerId: peer.id, untilDay, statementId });
  return contentOf(work, peer, counting);
}

/** What the entries come to that are marked as counted by a statement. */
async function contentOf(
  work: Work,
  peer: Peer,
  { statementId, untilDay, previous }: Counting,
): Promise<StatementContent | undefined> {
  const { session } = work;
  const span = await spanOfCounted(session, peer.id, statementId);
  if (span.oldestDay === null) return undefined;
  const parties = partiesOf(ourCoop(work), peer.coop);
  const counted = await sumCounted(session, peer.id, statementId);
  const unsettled = await sumUnsettled(session, peer.id, untilDay);
  return {
    ...parties,
    fromDay: startOf({ previousUntilDay: previous?.untilDay, oldestDay: span.oldestDay }),
    untilDay,
    totals: totalsOf(parties.first, previous?.totals ?? [], [...counted, ...unsettled]),
    count: span.count,
    digest: await digestOfCounted(session, peer.id, statementId),
    previous: previous?.statement ?? null,
  };
}

/** The digest of what a statement counts, a day at a time. */
async function digestOfCounted(session: Session, peerId: string, statementId: string): Promise<string> {
  const days: DayMark[] = [];
  for await (const { day, marks } of daysOfCounted(session, peerId, statementId))
    days.push({ day, digest: dayDigest(marks, sha256) });
  return pairDigest(days, sha256);
}

interface CountedDay {
  readonly day: string;
  readonly marks: readonly (EntryMark & Pick<CountedEntry, "id">)[];
}

/** What a statement counts, day by day: no more in memory than the entries of one day and a page. */
async function* daysOfCounted(session: Session, peerId: string, statementId: string): AsyncGenerator<CountedDay> {
  let today: { day: string; marks: CountedEntry[] } = { day: "", marks: [] };
  let after: CountedEntry | undefined;
  for (;;) {
    const page = { peerId, statementId, limit: pageSize, ...(after === undefined ? {} : { after }) };
    const entries = await listCountedMarks(session, page);
    for (const entry of entries) {
      if (entry.day !== today.day) {
        if (today.marks.length > 0) yield today;
        today = { day: entry.day, marks: [] };
      }
      today.marks.push(entry);
    }
    after = entries.at(-1);
    if (entries.length < pageSize) break;
  }
  if (today.marks.length > 0) yield today;
}

/**
 * Finds again what a statement that both have signed counts, after our marks were lost with a disk: everything that is agreed, less what the
 * side that countersigned it put into its log only after it had signed the statement. Leaves nothing marked and answers false when that does not
 * come to the digest that both signed; then entries are missing still.
 */
export async function recountSigned(
  work: Work,
  peer: Peer,
  signed: Pick<StatementRow, "statement" | "count" | "digest" | "untilDay"> & { readonly statementId: string },
): Promise<boolean> {
  const { session } = work;
  const { statementId } = signed;
  const at = { peerId: peer.id, statementId };
  await markCounted(session, { ...at, untilDay: signed.untilDay });
  const isCounted = async (): Promise<boolean> =>
    (await spanOfCounted(session, peer.id, statementId)).count === signed.count &&
    (await digestOfCounted(session, peer.id, statementId)) === signed.digest;
  if (await isCounted()) return true;
  const late = await listSignedAfter(session, at, signed.statement);
  for (let from = 0; from < late.length; from += pageSize)
    await unmarkCounted(session, { ...at, ids: late.slice(from, from + pageSize) });
  if (late.length > 0 && (await isCounted())) return true;
  await unmarkCounted(session, at);
  return false;
}

/** Our ids of the marked entries that were countersigned after the statement, by the places in the logs of both sides. */
async function listSignedAfter(
  session: Session,
  at: { readonly peerId: string; readonly statementId: string },
  statement: string,
): Promise<readonly string[]> {
  const placed = new Map((await listLeavesAbout(session, statement)).map(({ logId, place }) => [logId, place]));
  const late: string[] = [];
  for await (const { marks } of daysOfCounted(session, at.peerId, at.statementId)) {
    for (const { id, entry } of marks) {
      const leaves = await listLeavesAbout(session, entry);
      const isLate = leaves.some(
        ({ leaf, logId, place }) =>
          readLeaf(leaf)?.kind === "countersignature" && place > (placed.get(logId) ?? Number.POSITIVE_INFINITY),
      );
      if (isLate) late.push(id);
    }
  }
  return late;
}
