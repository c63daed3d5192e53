import type { Usage } from "./usage.ts";

/** Why an entry was refused: the closed set of reason codes of the ledger, with a note in words. */
export type DisputeReason = "reference" | "quantity" | "duplicate" | "unknown-agreement" | "other";

/** Why the other side cannot confirm a statement. */
export type StatementRefusal = "differs" | "period" | "totals" | "not-ready" | "other";

/**
 * What is said about the ledger, to the other coop's own inbox. Signed documents travel as the exact text that was signed. What every
 * one of them says besides (digest, count, checkpoint) is {@link LedgerState} and added when its bytes are written.
 */
export type LedgerMessage = { readonly to: string } & (
  | {
      readonly type: "entry-create";
      readonly entry: string;
      readonly document: string;
      /** The revision of the agreement that this entry fulfils, if it does. */
      readonly agreement?: string;
      readonly revision?: number;
      /** Opens the document's salted references. */
      readonly salt?: string;
      /** How it is known what was used: evidence, not signed. */
      readonly usage?: Usage;
      /** Words beside what was signed; the signed references cover them. */
      readonly words?: EntryWords;
    }
  | { readonly type: "entry-accept"; readonly entry: string; readonly document: string }
  | {
      readonly type: "entry-reject";
      readonly entry: string;
      /** Of the content that is refused. */
      readonly hash: string;
      readonly reason: DisputeReason;
      readonly note: string;
      /** The signed word and the salt of its note; absent for what is not in the books at all. */
      readonly document?: string;
      readonly salt?: string;
    }
  /** A word in a dispute; `note` and `salt` open the reference in the signed document. */
  | {
      readonly type: "dispute-word";
      readonly word: string;
      readonly document: string;
      readonly note?: string;
      readonly salt?: string;
    }
  /** The words beside an entry should be forgotten on the other side, too. */
  | { readonly type: "entry-forget"; readonly entry: string }
  | { readonly type: "statement-offer"; readonly statement: string; readonly document: string }
  | { readonly type: "statement-accept"; readonly statement: string; readonly document: string }
  | {
      readonly type: "statement-reject";
      readonly statement: string;
      readonly hash: string;
      readonly reason: StatementRefusal;
      readonly note: string;
    }
  /** A new ledger key, announced by an older one; or that a key counts no more. */
  | { readonly type: "ledger-key"; readonly key: string; readonly document: string }
  | { readonly type: "epoch-offer"; readonly epoch: string; readonly document: string }
  | { readonly type: "epoch-accept"; readonly epoch: string; readonly document: string }
);

const ledgerTypes: Readonly<Record<LedgerMessage["type"], true>> = {
  "entry-create": true,
  "entry-accept": true,
  "entry-reject": true,
  "entry-forget": true,
  "dispute-word": true,
  "statement-offer": true,
  "statement-accept": true,
  "statement-reject": true,
  "ledger-key": true,
  "epoch-offer": true,
  "epoch-accept": true,
};

/** Whether a message is about the ledger. */
export const isLedgerMessage = (message: { readonly type: string }): message is LedgerMessage =>
  message.type in ledgerTypes;

/** Words beside an entry, for people. */
export interface EntryWords {
  readonly note?: string;
  /** The name of the person who did it, who agreed to be named. */
  readonly person?: string;
}

/** What every message about the ledger says about the pair's books and logs. `digest` and `count` are hints, never trusted. */
export interface LedgerState {
  readonly digest: string;
  readonly count: number;
  readonly log?: LogPart;
}

/** What is said about the two logs of a pair: ours, as far as it is signed, and theirs, as far as we have verified it. */
export type LogPart = {
  /** Our newest checkpoint, a signed note; null while our log is empty. */
  readonly checkpoint: string | null;
  /** Their largest checkpoint that we hold with all of its leaves; null when we hold none. */
  readonly holds: string | null;
  /** A larger one that we have seen, also signed by them, without having all of its leaves: they must not sign anything else in those places. */
  readonly heard?: string;
  /** Leaves of our log: with a message, the one of what it brings. */
  readonly leaves?: LeavesPart;
};

/** Leaves of a log from a place on. */
export type LeavesPart = {
  readonly from: number;
  readonly leaves: readonly string[];
  /** That the log with these is the beginning of the one at its checkpoint (RFC 6962, 2.1.2), in base64; not when they are its last. */
  readonly proof?: readonly string[];
};

/** The same in a reconciliation, where what is missing is made up for. */
export type SyncLog = LogPart & {
  /** How many leaves of their log we have without a gap. */
  readonly have: number;
  /** We lost leaves of our own log from this place on, and ask for them. */
  readonly lacks?: number;
  /** Their own signed documents about keys that followed the one that they sign with: they have lost them. */
  readonly successors?: readonly string[];
  /** Leaves of their own log, for one who asks; the proof leads to what we hold. */
  readonly back?: LeavesPart;
  /** That our log extends what they have of it. `firstRoot`: what its first leaves hash to. */
  readonly extends?: { readonly first: number; readonly firstRoot: string; readonly proof: readonly string[] };
};
