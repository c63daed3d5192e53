import { z } from "zod";
import type { Context } from "#src/app/context.ts";
import { kindOf } from "#src/domain/entry.ts";
import { findAgreementByIri } from "#src/store/agreements.ts";
import type { EntryRow } from "#src/store/entries.ts";
import { answeredInstant, iri, present, unit, uuid, writeInstant } from "./schemas.ts";

export const entryStates = ["in-transit", "agreed", "disputed"] as const;
export const disputeReasons = ["reference", "quantity", "duplicate", "unknown-agreement", "other"] as const;

export const entryKinds = ["capacity", "work", "money", "surplus"] as const;
export const commonsAccounts = ["contribution", "use"] as const;

/** An entry of the ledger as the API answers it. */
export const entry = z.object({
  id: uuid,
  object: iri.meta({ description: "The entry's own address, the same on both sides" }),
  peer: uuid,
  kind: z.enum(entryKinds),
  unit,
  quantity: z.int(),
  gift: z.literal(true).exactOptional().meta({ description: "Work that nobody is paid for" }),
  commons: z.enum(commonsAccounts).exactOptional().meta({
    description: "It counts with the commons, not between the two: given to it, or also drawn from it by the receiver",
  }),
  provider: iri,
  receiver: iri,
  maker: iri,
  state: z.enum(entryStates),
  waits: z.string().exactOptional().meta({ description: "Why a steward should look before it is countersigned" }),
  agreement: uuid.exactOptional(),
  corrects: iri.exactOptional(),
  dispute: z.object({ by: iri, reason: z.enum(disputeReasons), note: z.string() }).exactOptional(),
  start: answeredInstant,
  end: answeredInstant,
  createdAt: answeredInstant,
  forgottenAt: answeredInstant.exactOptional().meta({ description: "When the words beside it were erased" }),
});

export async function shownEntry(app: Context, row: EntryRow): Promise<z.output<typeof entry>> {
  const agreement = row.agreement === null ? undefined : await findAgreementByIri(app.database, row.agreement);
  const { disputedBy: by, disputeReason: reason, disputeNote: note } = row;
  const dispute = by === null || reason === null ? undefined : { by, reason, note: note ?? "" };
  return {
    id: row.id,
    object: row.entry,
    peer: row.peerId,
    kind: kindOf(row),
    unit: row.unit,
    quantity: row.quantity,
    ...(row.gift ? { gift: true } : {}),
    provider: row.provider,
    receiver: row.receiver,
    maker: row.maker,
    state: row.state,
    ...present({ waits: row.waits, agreement: agreement?.id, corrects: row.corrects, dispute, commons: row.commons }),
    start: writeInstant(row.startsAtMs),
    end: writeInstant(row.endsAtMs),
    createdAt: writeInstant(row.createdAtMs),
    ...(row.forgottenAtMs === null ? {} : { forgottenAt: writeInstant(row.forgottenAtMs) }),
  };
}
