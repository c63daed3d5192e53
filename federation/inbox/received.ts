import type { Context } from "#src/app/context.ts";
import type { Partners } from "#src/app/partners.ts";
import type { Documents } from "#federation/documents.ts";
import type { JsonObject } from "#federation/wire/json.ts";

/** An activity whose HTTP signature was verified, by an actor who is the one that the activity names. */
export interface Received {
  readonly app: Context;
  /** For what a handler has to fetch before it decides, outside of any transaction. */
  readonly partners: Partners;
  /** Other servers' documents, fetched signed as the node. */
  readonly documents: Documents;
  /** The raw JSON as it came, with terms that no vocabulary knows. */
  readonly activity: JsonObject;
  /** Signatures and proofs inside of it, for those whom it is passed on to; nothing here hangs on them. */
  readonly vouchers?: JsonObject;
  /** The IRI of the actor who signed the request; equal to the activity's `actor`. */
  readonly actor: string;
}

/** `done`: committed, or seen before and answered again. `dropped`: understood to be nothing for us; the reason goes to the log. */
export type Handled = "done" | { readonly dropped: string };

/** Handlers throw only for failures of ours (a full disk, a lost database): the sender gets a 5xx and comes again. */
export type Handler = (received: Received) => Promise<Handled>;

/** The fediverse is talkative: what is for nobody here is no news, and is told apart by this very value. */
export const notForUs: Handled = { dropped: "it is nothing for us" };
