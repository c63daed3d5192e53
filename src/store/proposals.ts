import { and, desc, eq, isNull, lt, notInArray, or, type SQL } from "drizzle-orm";
import type { Message } from "#src/domain/message.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** A proposal, ours (`peerId` null) or a partner's. A withdrawn one keeps its row, so that an old message cannot bring it back. */
export type Proposal = Tables["proposals"]["$inferSelect"];

export async function saveProposal({ q, t }: Session, proposal: typeof t.proposals.$inferInsert): Promise<void> {
  await q.insert(t.proposals).values(proposal);
}

export async function updateProposal(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<Proposal, "id" | "proposal">>,
): Promise<void> {
  await q.update(t.proposals).set(changes).where(eq(t.proposals.id, id));
}

/** A proposal by our own id, withdrawn ones included. */
export async function findProposal(session: Session, id: string): Promise<Proposal | undefined> {
  return findRow(session, "proposals", { id });
}

/** A proposal by its IRI, withdrawn ones included. */
export async function findProposalByIri(session: Session, proposal: string): Promise<Proposal | undefined> {
  return findRow(session, "proposals", { proposal });
}

/** Which of our own proposals: those of one resource, or for one audience; without either, all. */
export interface OwnProposals {
  readonly resourceId?: string;
  readonly audience?: "public";
  /** Without those that are for one other peer alone; null, or absent for the public: without any that are for one peer alone. */
  readonly forPeer?: string | null;
  readonly limit?: number;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** Our own proposals that stand, newest first. */
export async function listOwnProposals({ q, t }: Session, which: OwnProposals = {}): Promise<Proposal[]> {
  const { resourceId, audience, before, limit = 1000 } = which;
  const { forPeer = audience === "public" ? null : undefined } = which;
  return q
    .select()
    .from(t.proposals)
    .where(
      and(
        isNull(t.proposals.peerId),
        isNull(t.proposals.deletedAtMs),
        resourceId === undefined ? undefined : eq(t.proposals.resourceId, resourceId),
        audience === undefined ? undefined : eq(t.proposals.audience, audience),
        isFor(t, forPeer),
        before === undefined ? undefined : lt(t.proposals.id, before),
      ),
    )
    .orderBy(desc(t.proposals.id))
    .limit(limit);
}

function isFor({ proposals }: Tables, forPeer: string | null | undefined): SQL | undefined {
  if (forPeer === undefined) return undefined;
  const forAll = isNull(proposals.toPeerId);
  return forPeer === null ? forAll : or(forAll, eq(proposals.toPeerId, forPeer));
}

/**
 * Marks those of a peer's proposals that it no longer lists as gone: not the ones that changed here after `beforeMs`, when its list was
 * asked for. They are marked as of a time before all others, so that any word about one that comes brings it back; not so the withdrawn
 * ones, whose rows keep old messages from doing so. No row is deleted: what reads on by `changedAtMs` would not see it.
 */
export async function forgetUnlistedProposals(
  { q, t }: Session,
  unlisted: {
    readonly peerId: string;
    readonly listed: readonly string[];
    readonly beforeMs: number;
    readonly nowMs: number;
  },
): Promise<void> {
  const { peerId, listed, beforeMs, nowMs } = unlisted;
  await q
    .update(t.proposals)
    .set({ deletedAtMs: nowMs, updatedAtMs: 0, changedAtMs: nowMs })
    .where(
      and(
        eq(t.proposals.peerId, peerId),
        isNull(t.proposals.deletedAtMs),
        lt(t.proposals.changedAtMs, beforeMs),
        listed.length === 0 ? undefined : notInArray(t.proposals.proposal, [...listed]),
      ),
    );
}

/**
 * Lets a newer word take the place of one about the same topic that waits for the same inbox and was never tried. Answers whether
 * there was one; otherwise the newer word needs a row of its own.
 */
export async function replaceUntriedWord(
  { q, t }: Session,
  word: { readonly topic: string; readonly inbox: string; readonly message: Message },
): Promise<boolean> {
  const replaced = await q
    .update(t.outbox)
    .set({ message: word.message })
    .where(
      and(
        eq(t.outbox.topic, word.topic),
        eq(t.outbox.state, "waiting"),
        eq(t.outbox.inbox, word.inbox),
        eq(t.outbox.attempts, 0),
        isNull(t.outbox.body),
        isNull(t.outbox.leasedBy),
      ),
    )
    .returning({ id: t.outbox.id });
  return replaced.length > 0;
}

/** Makes the word about a topic that already waits for this inbox due again. Answers whether there was one. */
export async function hastenWord(
  { q, t }: Session,
  word: { readonly topic: string; readonly inbox: string; readonly nowMs: number },
): Promise<boolean> {
  const hastened = await q
    .update(t.outbox)
    .set({ nextAttemptAtMs: word.nowMs })
    .where(and(eq(t.outbox.topic, word.topic), eq(t.outbox.state, "waiting"), eq(t.outbox.inbox, word.inbox)))
    .returning({ id: t.outbox.id });
  return hastened.length > 0;
}
