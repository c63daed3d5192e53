import { findCoop } from "#src/store/coop.ts";
import type { Session } from "#src/store/database.ts";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { isKnownOrigin } from "#src/store/relations.ts";
import { standingOf } from "./standing.ts";

/**
 * What becomes of what somebody elsewhere asks (to follow, to come to an event, to answer a post). `waits`: for a steward, since they
 * are limited, or because no steward has been here for long and nobody of their server is known.
 */
export type Welcome = "open" | "waits" | "refused";

/** The gate for everything that strangers ask and that is answered by itself otherwise. */
export async function welcomeOf(session: Session, actor: string): Promise<Welcome> {
  const standing = await standingOf(session, actor);
  if (standing === "suspended") return "refused";
  if (standing === "limited") return "waits";
  return (await isClosed(session)) && !(await isKnown(session, actor)) ? "waits" : "open";
}

/** Whether the node is closed for strangers since no steward was here for the time that the coop has set. */
export async function isClosed(session: Session): Promise<boolean> {
  return ((await findCoop(session))?.absentSinceMs ?? null) !== null;
}

async function isKnown(session: Session, actor: string): Promise<boolean> {
  const { origin } = new URL(actor);
  const peer = await findPeerByOrigin(session, origin);
  if (peer !== undefined && peer.state !== "received" && peer.state !== "ended") return true;
  return isKnownOrigin(session, origin);
}
