import type { EntryWords } from "./ledger-message.ts";
import type { Usage } from "./usage.ts";

/** Everything that a coop signs for a partner, and that takes a place in its log for it. */
export type SigningKind =
  | "entry"
  | "countersignature"
  | "word"
  | "statement"
  | "statement-signature"
  | "epoch"
  | "epoch-signature"
  | "key";

/** What is kept with a decision until it is signed: what its message will say beside the document. */
export interface SigningBeside {
  readonly agreement?: string;
  readonly revision?: number;
  readonly usage?: Usage;
  readonly words?: EntryWords;
}
