import { epochOfOrigin } from "#src/domain/checkpoint.ts";
import { findLog, type LogSide } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { listEveryPairKey, ourCoop } from "./ledger-keys.ts";
import { rootAt, signedCheckpoint } from "./log.ts";
import { signedCheckpointOf } from "./log-evidence.ts";

/** The newest checkpoints of both logs: a statement says with them how far each side had signed. */
export async function checkpointsOf(work: Work, { id: peerId }: Peer): Promise<readonly string[]> {
  const ours = await findLog(work.session, { peerId, side: "ours" });
  const theirs = await findLog(work.session, { peerId, side: "theirs" });
  const own = ours === undefined ? null : await signedCheckpoint(work, ours);
  return [own, theirs?.checkpoint ?? null].filter((note) => note !== null);
}

/** Whether what a statement says about the logs is signed, and is what we know of them as far as we know them. */
export async function areKnownCheckpoints(work: Work, peer: Peer, notes: readonly string[]): Promise<boolean> {
  for (const note of notes) {
    const isKnown =
      (await isKnownAs(work, peer, { note, side: "ours" })) || (await isKnownAs(work, peer, { note, side: "theirs" }));
    if (!isKnown) return false;
  }
  return true;
}

async function isKnownAs(
  work: Work,
  peer: Peer,
  { note, side }: { readonly note: string; readonly side: LogSide },
): Promise<boolean> {
  const isOurs = side === "ours";
  const coop = isOurs ? ourCoop(work) : peer.coop;
  const keys = await listEveryPairKey(work, work.session, peer.coop);
  const signed = signedCheckpointOf(work, { note, coop, keys });
  const name = isOurs ? { of: work.origin, for: peer.origin } : { of: peer.origin, for: work.origin };
  const epoch = signed === undefined ? undefined : epochOfOrigin(signed.origin, name);
  if (signed === undefined || epoch === undefined) return false;
  const log = await findLog(work.session, { peerId: peer.id, side, epoch });
  // Of their own log they may have signed more than has reached us; of ours nobody can know more than we do.
  if (log === undefined || signed.size > log.size) return !isOurs;
  return (await rootAt(work.session, log, signed.size)) === signed.root;
}
