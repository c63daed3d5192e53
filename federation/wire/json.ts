import type { LedgerState } from "#src/domain/ledger-message.ts";

/** JSON as it stands on the wire, before anything was believed about it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** What reading untrusted JSON comes to: a value, or the reason why not, for the log. Nothing is ever thrown for bad input. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const readable = <T>(value: T): Read<T> => ({ ok: true, value });
export const unreadable = (reason: string): Read<never> => ({ ok: false, reason });

/** What every activity we write needs besides its message. */
export interface Envelope {
  /** The activity's IRI: `messageIri(origin, row id)`. */
  readonly id: string;
  /** The IRI of the local actor who says it. */
  readonly actor: string;
  readonly origin: string;
  readonly publishedAtMs: number;
  /** What every message about the ledger says about books and logs; absent for all others. */
  readonly ledger?: LedgerState;
  /** The document of the actor whose change is told; absent for all others. */
  readonly profile?: JsonObject;
}
