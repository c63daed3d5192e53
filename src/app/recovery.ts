import { epochOfOrigin } from "#src/domain/checkpoint.ts";
import type { LeavesPart } from "#src/domain/ledger-message.ts";
import { updateLog, type Log } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import { signedCheckpointOf } from "./log-evidence.ts";
import { takeLeaves } from "./witness.ts";

/**
 * The partner holds more of our log than we do, under our own signature: we were restored from an old backup. Takes back what it
 * returns, as far as it leads to what we signed; with all of it the log is open again.
 */
export async function takeBack(
  work: Work,
  peer: Peer,
  { log, back }: { readonly log: Log; readonly back: LeavesPart },
): Promise<void> {
  const keys = await listOurLedgerKeys(work, work.session);
  const note = log.claimed;
  const target = note === null ? undefined : signedCheckpointOf(work, { note, coop: ourCoop(work), keys });
  if (target === undefined || epochOfOrigin(target.origin, { of: work.origin, for: peer.origin }) !== log.epoch) return;
  const grown = await takeLeaves(work, log, { leaves: back, target });
  const nowMs = work.nowMs();
  const recovered = { recoveredAtMs: nowMs, recoveredLeaves: log.recoveredLeaves + grown.size - log.size };
  if (grown.size === log.size) return;
  const isWhole = grown.size === target.size;
  const open = { state: "open", claimed: null, claimedSize: 0, checkpoint: note, checkpointSize: target.size } as const;
  await updateLog(work.session, log.id, {
    ...recovered,
    recoveryNotedAtMs: null,
    ...(isWhole ? open : {}),
    updatedAtMs: nowMs,
  });
}
