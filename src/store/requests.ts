import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, notInArray, or } from "drizzle-orm";
import type { Proposal } from "./proposals.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** What a coop needs: ours (`peerId` null) or a partner's. A withdrawn one keeps its row, so that an old message cannot bring it back. */
export type RequestRow = Tables["requests"]["$inferSelect"];

export async function saveRequest({ q, t }: Session, request: RequestRow): Promise<void> {
  await q.insert(t.requests).values(request);
}

export async function updateRequest(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<RequestRow, "id" | "proposal">>,
): Promise<void> {
  await q.update(t.requests).set(changes).where(eq(t.requests.id, id));
}

/** By our own id, withdrawn ones included. */
export async function findRequestRow(session: Session, id: string): Promise<RequestRow | undefined> {
  return findRow(session, "requests", { id });
}

/** By its IRI, withdrawn ones included. */
export async function findRequestByIri(session: Session, proposal: string): Promise<RequestRow | undefined> {
  return findRow(session, "requests", { proposal });
}

export interface RequestFilter {
  /** Ours, or those of peers we deal with; without it, both. */
  readonly whose?: "ours" | "theirs";
  readonly audience?: "public";
  /** Only what starts after this. */
  readonly afterMs: number;
  readonly limit: number;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** Requests that stand, newest first. */
export async function listRequestRows({ q, t }: Session, filter: RequestFilter): Promise<RequestRow[]> {
  const { requests, peers } = t;
  const { whose, audience, afterMs, before } = filter;
  const dealt = q
    .select({ id: peers.id })
    .from(peers)
    .where(inArray(peers.state, ["partner", "limited"]));
  const theirs = inArray(requests.peerId, dealt);
  const ours = isNull(requests.peerId);
  return q
    .select()
    .from(requests)
    .where(
      and(
        isNull(requests.deletedAtMs),
        gt(requests.startsAtMs, afterMs),
        whose === "ours" ? ours : whose === "theirs" ? theirs : or(ours, theirs),
        audience === undefined ? undefined : eq(requests.audience, audience),
        before === undefined ? undefined : lt(requests.id, before),
      ),
    )
    .orderBy(desc(requests.id))
    .limit(filter.limit);
}

/** How many of one peer's requests stand, or of ours (null). */
export async function countStandingRequests({ q, t }: Session, peerId: string | null): Promise<number> {
  const { requests } = t;
  const whose = peerId === null ? isNull(requests.peerId) : eq(requests.peerId, peerId);
  const rows = await q
    .select({ id: requests.id })
    .from(requests)
    .where(and(whose, isNull(requests.deletedAtMs)))
    .limit(1000);
  return rows.length;
}

/** Our own requests that stand and have begun: longest over first. */
export async function listOverRequests({ q, t }: Session, nowMs: number, limit: number): Promise<RequestRow[]> {
  const { requests } = t;
  return q
    .select()
    .from(requests)
    .where(and(isNull(requests.peerId), isNull(requests.deletedAtMs), lte(requests.startsAtMs, nowMs)))
    .orderBy(asc(requests.startsAtMs))
    .limit(limit);
}

/** Our own requests that stand, with the seats that were agreed on answers to them. */
export async function listAgreedSeats({
  q,
  t,
}: Session): Promise<readonly { readonly request: RequestRow; readonly seats: number }[]> {
  const { requests, proposals, agreements } = t;
  return (
    q
      .select({ request: requests, seats: agreements.seats })
      .from(requests)
      .innerJoin(proposals, eq(proposals.inReplyTo, requests.proposal))
      // By its peer, too: of one peer agreements are found at once.
      .innerJoin(agreements, and(eq(agreements.proposalId, proposals.id), eq(agreements.peerId, proposals.peerId)))
      .where(
        and(
          isNull(requests.peerId),
          isNull(requests.deletedAtMs),
          isNotNull(proposals.peerId),
          eq(agreements.role, "receiver"),
          isNull(agreements.withdrawnAtMs),
          inArray(agreements.state, ["accepted", "fulfilled"]),
          lt(agreements.startsAtMs, requests.endsAtMs),
          gt(agreements.endsAtMs, requests.startsAtMs),
        ),
      )
      .limit(5000)
  );
}

/** What was offered for a request and stands: by partners for one of ours, or by us for one of theirs. Newest first. */
export async function listAnswers({ q, t }: Session, inReplyTo: string): Promise<Proposal[]> {
  const { proposals } = t;
  return q
    .select()
    .from(proposals)
    .where(and(eq(proposals.inReplyTo, inReplyTo), isNull(proposals.deletedAtMs)))
    .orderBy(desc(proposals.id))
    .limit(100);
}

/** Offers of ours for requests that are gone, forgotten or ended. */
export async function listIdleAnswers({ q, t }: Session, nowMs: number, limit: number): Promise<Proposal[]> {
  const { proposals, requests } = t;
  const rows = await q
    .select({ proposal: proposals })
    .from(proposals)
    .leftJoin(requests, eq(requests.proposal, proposals.inReplyTo))
    .where(
      and(
        isNotNull(proposals.inReplyTo),
        isNull(proposals.peerId),
        isNull(proposals.deletedAtMs),
        or(isNull(requests.id), isNotNull(requests.deletedAtMs), lte(requests.endsAtMs, nowMs)),
      ),
    )
    .limit(limit);
  return rows.map(({ proposal }) => proposal);
}

/** Forgets those of a peer's requests that it no longer lists: not the ones that came here after `beforeMs`, when its list was asked for. */
export async function deleteUnlistedRequests(
  { q, t }: Session,
  unlisted: { readonly peerId: string; readonly listed: readonly string[]; readonly beforeMs: number },
): Promise<void> {
  const { requests } = t;
  await q
    .delete(requests)
    .where(
      and(
        eq(requests.peerId, unlisted.peerId),
        isNull(requests.deletedAtMs),
        lt(requests.createdAtMs, unlisted.beforeMs),
        unlisted.listed.length === 0 ? undefined : notInArray(requests.proposal, [...unlisted.listed]),
      ),
    );
}

/** Whether there are peers' requests that ended before this. */
export async function hasOldRequests({ q, t }: Session, endedBeforeMs: number): Promise<boolean> {
  const old = and(isNotNull(t.requests.peerId), lt(t.requests.endsAtMs, endedBeforeMs));
  return (await q.select({ id: t.requests.id }).from(t.requests).where(old).limit(1)).length > 0;
}

/** Forgets peers' requests that ended before this; nothing that is said about them matters any more. */
export async function deleteOldRequests({ q, t }: Session, endedBeforeMs: number): Promise<number> {
  const { requests } = t;
  const gone = await q
    .delete(requests)
    .where(and(isNotNull(requests.peerId), lt(requests.endsAtMs, endedBeforeMs)))
    .returning({ id: requests.id });
  return gone.length;
}
