import { transact, type Context } from "#src/app/context.ts";
import { listCoopKeys, revokeKey, rotateKey } from "#src/app/key-rotation.ts";
import { appendLeaves, openLog } from "#src/app/log.ts";
import { epochIri, entryIri } from "#src/domain/iri.ts";
import { writeLeaf } from "#src/domain/leaf.ts";
import { saveEpoch } from "#src/store/epochs.ts";
import { updateLog, type LogChanges } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";

const hourMs = 3_600_000;

/**
 * A log in each state, one of which came back with a hole, proposals of either side, and keys that were replaced and stolen. Answers the
 * paths of their pages.
 */
export async function fillRecovery(app: Context, peers: readonly Peer[]): Promise<readonly string[]> {
  const nowMs = Date.now();
  const [old] = await listCoopKeys(app);
  await rotateKey(app);
  await revokeKey(app, { id: old?.id ?? "", sinceMs: nowMs - hourMs });
  await rotateKey(app);
  const states: readonly LogChanges[] = [
    { recoveredAtMs: nowMs, recoveredLeaves: 1, witnessedSize: 1, witnessedAtMs: nowMs },
    { state: "behind", claimed: "a note", claimedSize: 1_240 },
    { state: "forked" },
  ];
  for (const [index, changes] of states.entries()) {
    const peer = peers[index];
    if (peer !== undefined) await keep(app, peer, changes);
  }
  const [first] = peers;
  if (first !== undefined) await propose(app, first);
  const [current] = await listCoopKeys(app);
  return [
    "/ledger/recovery",
    "/ledger/recovery?done=whole",
    "/ledger/keys",
    "/ledger/keys?done=revoked",
    `/ledger/keys/${current?.id ?? ""}/revoke`,
  ];
}

async function keep(app: Context, peer: Peer, changes: LogChanges): Promise<void> {
  await transact(app, async (work) => {
    const log = await openLog(work, peer, "ours");
    const lost = { about: entryIri(work.origin, work.newId()), hash: "ab".repeat(32), key: "k", signature: "z1" };
    await appendLeaves(work, log, [writeLeaf({ ...lost, kind: "entry" })]);
    await updateLog(work.session, log.id, changes);
  });
}

async function propose(app: Context, peer: Peer): Promise<void> {
  await transact(app, async ({ session, newId }) => {
    const id = newId();
    const about = { id, epochIri: epochIri(peer.origin, id), peerId: peer.id, side: "theirs", epoch: 2 } as const;
    const made = { document: "{}", hash: "ab".repeat(32), createdAtMs: Date.now(), agreedAtMs: null };
    await saveEpoch(session, { ...about, ...made, state: "proposed" });
  });
}
