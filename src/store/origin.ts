import { eq, isNull } from "drizzle-orm";
import { actorIri, coopActorId, nodeActorId, proposalIri } from "#src/domain/iri.ts";
import type { Session } from "./database.ts";

/** How many on other servers have stored our addresses: followers, and peers in whatever state. */
export async function countThoseWhoKnowUs({
  q,
  t,
}: Session): Promise<{ readonly followers: number; readonly peers: number }> {
  return { followers: await q.$count(t.followers), peers: await q.$count(t.peers) };
}

/** Writes the origin, and everything of ours that is stored with it. */
export async function saveOrigin({ q, t }: Session, origin: string, nowMs: number): Promise<void> {
  await q.update(t.coop).set({ origin, updatedAtMs: nowMs });
  await q
    .update(t.actors)
    .set({ handle: new URL(origin).host })
    .where(eq(t.actors.id, nodeActorId));
  const ours = await q.select().from(t.proposals).where(isNull(t.proposals.peerId));
  for (const { id, resourceId } of ours) {
    const addresses = {
      proposal: proposalIri(origin, id),
      coop: actorIri(origin, coopActorId),
      resource: actorIri(origin, resourceId ?? ""),
    };
    await q.update(t.proposals).set(addresses).where(eq(t.proposals.id, id));
  }
}
