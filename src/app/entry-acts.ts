import { decideEntryWord } from "#src/domain/entry.ts";
import { findEntry as findEntryRow, type EntryRow } from "#src/store/entries.ts";
import { transact, type Context, type Work } from "./context.ts";
import { change, type EntryRefusal } from "./entry-intake.ts";
import { countersign, requirePeer, sayWhereItStands } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";

/** `late`: both have signed it, which no refusal undoes. `own`: it is ours; the other side answers it, and we correct it. */
export type EntryActOutcome =
  | { readonly outcome: "done"; readonly entry: EntryRow }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "impossible"; readonly because: "late" | "own" | "blocked" };

/** Our steward signs a partner's entry that waited, or one that was disputed. Repeating it changes nothing. */
export async function countersignEntry(context: Context, id: string): Promise<EntryActOutcome> {
  return actOnEntry(context, id, async (work, entry) => {
    const outcome = decideEntryWord(entry, { word: "countersigned", hash: entry.hash, by: ourCoop(work) });
    if (outcome.outcome === "not-theirs") return "own";
    return outcome.outcome === "change" ? countersign(work, entry) : entry;
  });
}

/** Our steward refuses a partner's entry: both sides see the dispute, its reason and its note. */
export async function disputeEntry(context: Context, id: string, refusal: EntryRefusal): Promise<EntryActOutcome> {
  return actOnEntry(context, id, async (work, entry) => {
    const { reason, note } = refusal;
    const outcome = decideEntryWord(entry, { word: "refused", hash: entry.hash, by: ourCoop(work), reason });
    if (outcome.outcome === "not-theirs") return "own";
    if (outcome.outcome === "late") return "late";
    if (outcome.outcome !== "change") return entry;
    const said = { disputedBy: ourCoop(work), disputeReason: reason, disputeNote: note };
    return change(work, entry, { state: outcome.state, waits: null, ...said });
  });
}

type EntryAct = (work: Work, entry: EntryRow) => Promise<EntryRow | "late" | "own">;

async function actOnEntry(context: Context, id: string, act: EntryAct): Promise<EntryActOutcome> {
  return transact(context, async (work) => {
    const entry = await findEntryRow(work.session, id);
    if (entry === undefined) return { outcome: "not-found" };
    const peer = await requirePeer(work, entry.peerId);
    if (peer.state === "blocked") return { outcome: "impossible", because: "blocked" };
    const acted = await act(work, entry);
    if (typeof acted === "string") return { outcome: "impossible", because: acted };
    if (acted.state !== entry.state) await sayWhereItStands(work, peer, acted);
    return { outcome: "done", entry: acted };
  });
}
