import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Session } from "./database.ts";
import { findRow, prepared } from "./row.ts";
import type { Tables } from "./schema.ts";

export type Peer = Tables["peers"]["$inferSelect"];
export type Listing = Tables["listings"]["$inferSelect"];
export type PartnerKey = Tables["partnerKeys"]["$inferSelect"];

export async function savePeer({ q, t }: Session, peer: typeof t.peers.$inferInsert): Promise<void> {
  await q.insert(t.peers).values(peer);
}

export async function updatePeer({ q, t }: Session, id: string, changes: Partial<Omit<Peer, "id">>): Promise<void> {
  await q.update(t.peers).set(changes).where(eq(t.peers.id, id));
}

/** A peer by its id (UUIDv7). */
export async function findPeer(session: Session, id: string): Promise<Peer | undefined> {
  return findRow(session, "peers", { id });
}

/** The peer whose coop this IRI is. */
export async function findPeerByCoop(session: Session, coop: string): Promise<Peer | undefined> {
  return findRow(session, "peers", { coop });
}

/** The peer whose node actor this IRI is. */
export async function findPeerByNode(session: Session, node: string): Promise<Peer | undefined> {
  return findRow(session, "peers", { node });
}

/** The peer at this origin: scheme, host and port. */
export async function findPeerByOrigin(session: Session, origin: string): Promise<Peer | undefined> {
  return findRow(session, "peers", { origin });
}

/** Newest first. `before`: a cursor, the id of the last one seen. */
export interface PeerPage {
  readonly states?: readonly Peer["state"][];
  readonly limit: number;
  readonly before?: string;
}

export async function listPeers({ q, t }: Session, { states, limit, before }: PeerPage): Promise<Peer[]> {
  const ofState = states === undefined ? undefined : inArray(t.peers.state, [...states]);
  const older = before === undefined ? undefined : lt(t.peers.id, before);
  return q.select().from(t.peers).where(and(ofState, older)).orderBy(desc(t.peers.id)).limit(limit);
}

/** Partners who consent to be shown as ours, by name of origin. */
export async function listListedPartners({ q, t }: Session, limit: number): Promise<Peer[]> {
  return q
    .select()
    .from(t.peers)
    .where(and(eq(t.peers.state, "partner"), eq(t.peers.listed, true)))
    .orderBy(asc(t.peers.origin))
    .limit(limit);
}

/** Peers whose round is due: those we exchange with, that were never looked at or not for long enough. */
export async function listDueRounds({ q, t }: Session, nowMs: number, limit: number): Promise<Peer[]> {
  return q
    .select()
    .from(t.peers)
    .where(
      and(
        inArray(t.peers.state, ["partner", "limited"]),
        or(isNull(t.peers.nextRoundAtMs), lte(t.peers.nextRoundAtMs, nowMs)),
      ),
    )
    .orderBy(asc(t.peers.id))
    .limit(limit);
}

/** Takes a round that is due, until `untilMs`. False when somebody else was quicker. */
export async function claimRound(
  { q, t }: Session,
  { id, nowMs, untilMs }: { readonly id: string; readonly nowMs: number; readonly untilMs: number },
): Promise<boolean> {
  const claimed = await q
    .update(t.peers)
    .set({ nextRoundAtMs: untilMs })
    .where(and(eq(t.peers.id, id), or(isNull(t.peers.nextRoundAtMs), lte(t.peers.nextRoundAtMs, nowMs))))
    .returning({ id: t.peers.id });
  return claimed.length > 0;
}

/** Says when the next round is due, unless it was made due earlier while this one ran: what it saw may be old by then. */
export async function endRound(
  { q, t }: Session,
  round: { readonly id: string; readonly claimedUntilMs: number; readonly nextAtMs: number },
): Promise<void> {
  await q
    .update(t.peers)
    .set({ nextRoundAtMs: round.nextAtMs })
    .where(and(eq(t.peers.id, round.id), eq(t.peers.nextRoundAtMs, round.claimedUntilMs)));
}

/** Makes every round due at `atMs`, those apart that are due before. */
export async function saveAllRoundsDue({ q, t }: Session, atMs: number): Promise<void> {
  await q.update(t.peers).set({ nextRoundAtMs: atMs }).where(gt(t.peers.nextRoundAtMs, atMs));
}

/** The node at this origin was away and is back: its round is due. */
export async function saveRoundDue({ q, t }: Session, origin: string, atMs: number): Promise<void> {
  await q
    .update(t.peers)
    .set({ nextRoundAtMs: atMs })
    .where(and(eq(t.peers.origin, origin), gt(t.peers.nextRoundAtMs, atMs)));
}

/** Replaces what a partner's collection shows of its own partners. */
export async function saveListings(
  { q, t }: Session,
  peerId: string,
  listings: readonly Omit<Listing, "peerId">[],
): Promise<void> {
  await q.delete(t.listings).where(eq(t.listings.peerId, peerId));
  for (const listing of listings) await q.insert(t.listings).values({ ...listing, peerId });
}

/** What our partners list, with the one who lists it. */
export async function listListings({
  q,
  t,
}: Session): Promise<readonly { readonly listing: Listing; readonly by: Peer }[]> {
  const rows = await q
    .select()
    .from(t.listings)
    .innerJoin(t.peers, and(eq(t.peers.id, t.listings.peerId), eq(t.peers.state, "partner")))
    .orderBy(asc(t.listings.origin), asc(t.peers.origin));
  return rows.map((row) => ({ listing: row.listings, by: row.peers }));
}

/** Which of our partners list the node at this origin. */
export async function listVouchers({ q, t }: Session, origin: string): Promise<Peer[]> {
  const rows = await q
    .select()
    .from(t.listings)
    .innerJoin(t.peers, and(eq(t.peers.id, t.listings.peerId), eq(t.peers.state, "partner")))
    .where(eq(t.listings.origin, origin))
    .orderBy(asc(t.peers.origin));
  return rows.map((row) => row.peers);
}

/** Every ledger key of a coop that we have seen, oldest first. */
export async function listPartnerKeys(session: Session, coop: string): Promise<PartnerKey[]> {
  const write = ({ q, t: { partnerKeys } }: Session) =>
    q
      .select()
      .from(partnerKeys)
      .where(eq(partnerKeys.coop, sql.placeholder("coop")))
      .orderBy(asc(partnerKeys.firstSeenAtMs), asc(partnerKeys.key));
  return prepared<PartnerKey>(session, "partner keys", () => write(session)).execute({ coop });
}

/** Keeps a key that was not known. One that is known stays as it was first seen. */
export async function savePartnerKey({ q, t }: Session, key: PartnerKey): Promise<void> {
  await q.insert(t.partnerKeys).values(key).onConflictDoNothing();
}

export async function updatePartnerKey(
  { q, t }: Session,
  key: string,
  changes: Partial<Omit<PartnerKey, "key" | "coop" | "publicKeyMultibase" | "firstSeenAtMs">>,
): Promise<void> {
  await q.update(t.partnerKeys).set(changes).where(eq(t.partnerKeys.key, key));
}

/** A steward trusts the keys of this coop that waited. */
export async function pinPartnerKeys({ q, t }: Session, coop: string): Promise<void> {
  await q.update(t.partnerKeys).set({ state: "pinned" }).where(eq(t.partnerKeys.coop, coop));
}
