import type { LocalizedText } from "#src/domain/language.ts";
import type { Refusal } from "#src/domain/message.ts";
import { findCoop, type Coop } from "#src/store/coop.ts";
import { findFairUse as findFairUseRow, saveFairUse } from "#src/store/fair-use.ts";
import { findPeer } from "#src/store/peers.ts";
import { findProposal } from "#src/store/proposals.ts";
import type { Context, Work } from "./context.ts";

type FairUse = Pick<Coop, "fairUse" | "fairUseVersion">;

/** Whether a coop has a fair-use text at all; without one there is nothing to accept. */
export const hasFairUse = ({ fairUse }: Pick<FairUse, "fairUse">): boolean => Object.keys(fairUse).length > 0;

/**
 * The version that a change of the fair-use text makes; the same when it is not changed. The text before is kept too, because somebody may
 * have accepted it.
 */
export async function nextFairUse(work: Work, before: FairUse, after: LocalizedText | undefined): Promise<number> {
  if (after === undefined || JSON.stringify(after) === JSON.stringify(before.fairUse)) return before.fairUseVersion;
  const version = before.fairUseVersion + 1;
  await keepFairUse(work, before);
  await keepFairUse(work, { fairUse: after, fairUseVersion: version });
  return version;
}

async function keepFairUse(work: Work, coop: FairUse): Promise<void> {
  const { fairUse: text, fairUseVersion: version } = coop;
  if (hasFairUse(coop)) await saveFairUse(work.session, { version, text, createdAtMs: work.nowMs() });
}

/** A fair-use text of ours by its version, whether it still stands; undefined when there never was one. */
export async function findFairUse(
  { database }: Context,
  version: number,
): Promise<{ readonly text: LocalizedText; readonly stands: boolean; readonly sinceMs?: number } | undefined> {
  const coop = await findCoop(database);
  const kept = await findFairUseRow(database, version);
  const stands = coop !== undefined && coop.fairUseVersion === version && hasFairUse(coop);
  // The first one, or one from before versions were kept, stands with the coop alone.
  if (kept === undefined) return stands ? { text: coop.fairUse, stands } : undefined;
  return { text: kept.text, stands, sinceMs: kept.createdAtMs };
}

/** Why a coop with a fair-use text cannot be asked for anything: we have not accepted the version that we know to stand. */
export function fairUseProblem(
  peer: Pick<FairUse, "fairUse" | "fairUseVersion">,
  { fairUseVersion: accepted }: { readonly fairUseVersion?: number | undefined },
): Refusal | undefined {
  const { fairUseVersion } = peer;
  if (!hasFairUse(peer) || accepted === fairUseVersion) return undefined;
  return { reason: "fair-use-changed", fairUseVersion };
}

/** The version that whoever asks for this proposal of a partner's has to accept, as we know it; undefined where there is nothing to accept. */
export async function findFairUseToAccept({ database }: Context, proposalId: string): Promise<number | undefined> {
  const peerId = (await findProposal(database, proposalId))?.peerId ?? undefined;
  const peer = peerId === undefined ? undefined : await findPeer(database, peerId);
  return peer !== undefined && hasFairUse(peer) ? peer.fairUseVersion : undefined;
}
