import type { LogPart } from "#src/domain/ledger-message.ts";
import { transact, type Context } from "./context.ts";
import { findBookkeeper, type HeardEntry } from "./entry-messages.ts";
import { hearLogPart } from "./log-part.ts";
import { takeKeyDocument } from "./partner-keys.ts";
import { takeUpWaiting } from "./reconcile.ts";

/** What a coop says with a signed document, by an HTTP request that it signed. */
export interface DocumentArrival {
  /** The IRI of the coop that says it. */
  readonly from: string;
  readonly document: string;
  readonly log?: LogPart;
}

/** A partner ends a ledger key and names the one that follows: what came before this news, signed with the new one, is taken up now. */
export async function receiveKeyDocument(
  context: Context,
  { from, document, log }: DocumentArrival,
): Promise<HeardEntry> {
  const heard = await transact(context, async (work): Promise<HeardEntry> => {
    const peer = await findBookkeeper(work, from);
    if (peer === undefined) return { dropped: "a key of a coop that we keep no books with" };
    const taken = await takeKeyDocument(work, peer.coop, document);
    // Only now, since what it says about its log is signed with the new key.
    await hearLogPart(work, peer, log);
    return taken;
  });
  if (heard === "done") await takeUpWaiting(context, from);
  return heard;
}
