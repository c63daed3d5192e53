import { findPeerByCoop, listPartnerKeys, savePartnerKey, savePeer, type PartnerKey } from "#src/store/peers.ts";
import type { Work } from "./context.ts";
import { isNamedByItself, listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import { LedgerFileError, type FileKey, type LedgerHeader, type PeerLine } from "./ledger-lines.ts";

/** Ledger keys of our own coop in a file that this node does not have. @throws {LedgerFileError} when one is not what its id says. */
export async function missingKeys(work: Work, { keys, coop }: LedgerHeader): Promise<readonly FileKey[]> {
  const wrong = keys.find(
    ({ verificationMethod: key, controller, publicKeyMultibase }) =>
      !isNamedByItself(work, { key, coop: controller, publicKeyMultibase }),
  );
  if (wrong !== undefined)
    throw new LedgerFileError(`The key ${wrong.verificationMethod} does not have the id that is made from it.`);
  const known = await listOurLedgerKeys(work, work.session);
  return keys.filter(
    ({ controller, verificationMethod }) =>
      controller === coop && known.every((key) => key.verificationMethod !== verificationMethod),
  );
}

/** The peers of a file that this node does not know. */
export async function missingPeers(work: Work, peers: readonly PeerLine[]): Promise<readonly PeerLine[]> {
  const missing: PeerLine[] = [];
  for (const line of peers) if ((await findPeerByCoop(work.session, line.coop)) === undefined) missing.push(line);
  return missing;
}

/** Keeps keys of ours whose private parts are lost: they sign nothing more, and verify what they have signed. */
export async function importKeys(work: Work, header: LedgerHeader, keys: readonly FileKey[]): Promise<void> {
  for (const key of keys) {
    const row = keyRow(work, { ...key, state: "pinned" });
    await savePartnerKey(work.session, { ...row, revokedAtMs: row.revokedAtMs ?? Date.parse(header.exportedAt) });
  }
}

/** Makes peers as the file has them, with the keys that were trusted; what we know of keys already stays. */
export async function importPeers(
  work: Work,
  { keys }: Pick<LedgerHeader, "keys">,
  peers: readonly PeerLine[],
): Promise<void> {
  const nowMs = work.nowMs();
  for (const { type: _, ...peer } of peers) {
    if (peer.coop === ourCoop(work)) throw new LedgerFileError("The file names our own coop as a partner.");
    const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
    await savePeer(work.session, { ...peer, id: work.newId(), ...times });
    const known = await listPartnerKeys(work.session, peer.coop);
    const isFirst = known.length === 0;
    for (const key of keys.filter(({ controller }) => controller === peer.coop))
      await savePartnerKey(work.session, keyRow(work, isFirst ? key : { ...key, state: "waiting" }));
  }
}

const atMs = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));

function keyRow(work: Work, key: FileKey): PartnerKey {
  return {
    key: key.verificationMethod,
    coop: key.controller,
    publicKeyMultibase: key.publicKeyMultibase,
    state: key.state ?? "pinned",
    firstSeenAtMs: atMs(key.firstSeenAt) ?? work.nowMs(),
    revokedAtMs: atMs(key.revokedAt),
    compromisedAtMs: atMs(key.compromisedAt),
    revocationSeenAtMs: atMs(key.revocationSeenAt),
    announcement: key.announcement ?? null,
  };
}
