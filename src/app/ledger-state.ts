import type { LedgerMessage, LedgerState } from "#src/domain/ledger-message.ts";
import { findPeerByCoop } from "#src/store/peers.ts";
import { keptBooksOf } from "./books.ts";
import type { Work } from "./context.ts";
import { logPartOf } from "./log-part.ts";

/** What a message about the ledger says about the pair's books and logs, as they are when its bytes are written. */
export async function ledgerStateOf(work: Work, message: LedgerMessage): Promise<LedgerState> {
  const peer = await findPeerByCoop(work.session, message.to);
  if (peer === undefined) throw new Error(`There are no books with ${message.to}.`);
  const { digest, count } = await keptBooksOf(work, peer.id);
  return { digest, count, log: await logPartOf(work, peer, message) };
}
