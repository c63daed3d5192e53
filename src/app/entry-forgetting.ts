import type { LogPart } from "#src/domain/ledger-message.ts";
import { findEntry, findEntryByIri, type EntryRow } from "#src/store/entries.ts";
import { forgetNotes } from "#src/store/dispute-words.ts";
import { forgetBeside } from "#src/store/forgetting.ts";
import { changeEntry } from "./books.ts";
import { transact, type Context, type Work } from "./context.ts";
import { findBookkeeper, requirePeer, sayAboutEntry, type HeardEntry } from "./entry-messages.ts";
import { ourCoop } from "./ledger-keys.ts";
import { hearLogPart } from "./log-part.ts";
import { answerKeys } from "./outbox.ts";

/**
 * Erases the words beside an entry, and what opens its references, here and in all that still waits to be said; and asks the other side to do
 * the same. What was signed stays, and then says nothing about anyone. Repeating it asks again. Undefined when there is no such entry.
 */
export async function forgetWords(context: Context, id: string): Promise<EntryRow | undefined> {
  return transact(context, async (work) => {
    const held = await findEntry(work.session, id);
    if (held === undefined) return undefined;
    const entry = await erase(work, held, ourCoop(work));
    const peer = await requirePeer(work, held.peerId);
    if (peer.state !== "blocked")
      await sayAboutEntry(work, peer, { message: { type: "entry-forget", entry: entry.entry } });
    return entry;
  });
}

/** The other side of an entry asks us to forget the words beside it, whoever made it. */
export async function receiveForgetting(
  context: Context,
  { from, entry, log }: { readonly from: string; readonly entry: string; readonly log?: LogPart },
): Promise<HeardEntry> {
  return transact(context, async (work) => {
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "about an entry of a coop that we keep no books with" };
    await hearLogPart(work, peer, log);
    const held = await findEntryByIri(work.session, entry);
    if (held === undefined || held.peerId !== peer.id) return { dropped: "about an entry that we do not have" };
    await erase(work, held, peer.coop);
    return "done";
  });
}

/** Also what the coop that asks said in a dispute about it; what the other side said is not its to erase. */
async function erase(work: Work, held: EntryRow, by: string): Promise<EntryRow> {
  await forgetNotes(work.session, held.id, by);
  const refusal = held.disputedBy === by && held.disputeNote !== null ? { disputeNote: "" } : {};
  await forgetBeside(work.session, { subjectId: held.id, answerKey: answerKeys.entry(held.entry) });
  const isErased = held.salt === null && held.note === null && held.person === null && !held.disputeNote;
  if (held.forgottenAtMs !== null && isErased) return held;
  const nowMs = work.nowMs();
  const nothing = { salt: null, note: null, person: null, ...refusal } as const;
  return changeEntry(work, held, { ...nothing, forgottenAtMs: held.forgottenAtMs ?? nowMs, updatedAtMs: nowMs });
}
