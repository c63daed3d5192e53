import { decideEntryWord } from "#src/domain/entry.ts";
import { findEntry as findEntryRow, type EntryRow } from "#src/store/entries.ts";
import { transact, type Context, type Work } from "./context.ts";
import { transactInTurn } from "./in-turn.ts";
import { enterWord, type WordOutcome } from "./disputes.ts";
import type { EntryRefusal } from "./entry-intake.ts";
import { countersign, requirePeer, sayWhereItStands } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";

/**
 * `late`: both have signed it, which no refusal undoes. `own`: it is ours; the other side answers it, and we correct it. `withdrawn`: its maker
 * took it back. `many`: enough was said about it.
 */
export type EntryActOutcome =
  | { readonly outcome: "done"; readonly entry: EntryRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: "late" | "own" | "blocked" | "withdrawn" | "many" };

/** Our steward signs a partner's entry that waited, or one that was disputed. Repeating it changes nothing. */
export async function countersignEntry(context: Context, id: string): Promise<EntryActOutcome> {
  return transact(context, async (work) => {
    const entry = await findEntryRow(work.session, id);
    if (entry === undefined) return { outcome: "not-found" };
    const peer = await requirePeer(work, entry.peerId);
    if (peer.state === "blocked") return { outcome: "impossible", because: "blocked" };
    const outcome = decideEntryWord(entry, { word: "countersigned", hash: entry.hash, by: ourCoop(work) });
    if (outcome.outcome === "not-theirs") return { outcome: "impossible", because: "own" };
    if (outcome.outcome !== "change") return { outcome: "done", entry };
    if (entry.withdrawnAtMs !== null) return { outcome: "impossible", because: "withdrawn" };
    const signed = await countersign(work, entry);
    if (signed.state !== entry.state) await sayWhereItStands(work, peer, signed);
    return { outcome: "done", entry: signed };
  });
}

/** Our steward refuses a partner's entry: both sides see the dispute, its reason and its note. Repeating it changes nothing. */
export async function disputeEntry(context: Context, id: string, refusal: EntryRefusal): Promise<EntryActOutcome> {
  const wordId = context.newId();
  return transactInTurn(context, async (work) => {
    const entry = await findEntryRow(work.session, id);
    if (entry === undefined) return { outcome: "not-found" };
    if (isRefusedByUs(work, entry)) return { outcome: "done", entry };
    return refused(await enterWord(work, entry, { kind: "refusal", ...refusal, id: wordId }));
  });
}

const isRefusedByUs = (work: Work, { state, maker, disputedBy }: EntryRow): boolean =>
  state === "disputed" && disputedBy === ourCoop(work) && maker !== disputedBy;

function refused(done: Exclude<WordOutcome, { outcome: "not-found" }>): EntryActOutcome {
  if (done.outcome === "done") return done;
  switch (done.because) {
    case "late":
    case "own":
    case "blocked":
    case "withdrawn":
    case "many":
      return { outcome: "impossible", because: done.because };
    case "theirs":
    case "undisputed":
    case "date":
      throw new Error(`A refusal cannot be impossible because of ${done.because}.`);
  }
}
