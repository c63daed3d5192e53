import { z } from "zod";
import type { ProviderMessage } from "#src/app/provider-words.ts";
import { agreementIri, localObjectId } from "#src/domain/iri.ts";
import type { Refusal } from "#src/domain/message.ts";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";
import { instant, iri, plainText, reference, wholeNumber } from "./market.ts";

const revision = wholeNumber.refine((value) => value > 0, "a revision above zero");
/** The Offer by its id, or carried whole. */
const aboutOffer = z.union([
  iri.transform((id) => ({ id, object: undefined })),
  z.object({ id: iri, object: reference.optional() }),
]);
const held = z.object({ until: instant }).optional();

const acceptance = z.object({ actor: reference, revision, result: z.object({ id: iri, url: iri.optional() }) });
const tentative = z.object({ actor: reference, revision, result: z.object({ id: iri, held }) });

const refusal = z
  .discriminatedUnion("reason", [
    z.object({ reason: z.literal("capacity-short"), freeSeats: wholeNumber }),
    z.object({ reason: z.enum(["proposal-unknown", "proposal-changed", "slot-invalid", "slot-past", "not-partner"]) }),
    z.object({ reason: z.literal("declined"), note: plainText(2000).optional() }),
  ])
  .catch({ reason: "declined" });

const rejection = z.object({ actor: reference, revision, object: aboutOffer, refusal });
const cancellation = z.object({
  actor: reference,
  revision,
  cause: z.enum(["cancelled", "expired"]).catch("cancelled"),
  object: z.object({ object: aboutOffer }),
});

/** What the provider says about an agreement: `Accept`, `TentativeAccept` or `Reject` of our Offer, or `Undo` of its Accept. */
export function readProviderMessage(activity: JsonObject): Read<ProviderMessage> {
  switch (activity["type"]) {
    case "Accept":
      return readAcceptance(activity);
    case "TentativeAccept":
      return readTentative(activity);
    case "Reject":
      return readRejection(activity);
    case "Undo":
      return readCancellation(activity);
    default:
      return unreadable("it is no answer to an offer");
  }
}

function readAcceptance(activity: JsonObject): Read<ProviderMessage> {
  const parsed = acceptance.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { actor: provider, result, revision: number } = parsed.data;
  const way = result.url === undefined ? {} : { joinUrl: result.url };
  return readable({ provider, agreement: result.id, word: { word: "accepted", revision: number }, ...way });
}

function readTentative(activity: JsonObject): Read<ProviderMessage> {
  const parsed = tentative.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { actor: provider, result, revision: number } = parsed.data;
  const heldUntilMs = result.held?.until ?? null;
  return readable({ provider, agreement: result.id, word: { word: "held", revision: number, heldUntilMs } });
}

function readRejection(activity: JsonObject): Read<ProviderMessage> {
  const parsed = rejection.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { actor: provider, object, refusal: why, revision: number } = parsed.data;
  const about = agreementOf(object);
  if (about === undefined) return unreadable("it does not say which agreement");
  return readable({
    provider,
    agreement: about,
    word: { word: "rejected", revision: number },
    refusal: readRefusal(why),
  });
}

function readRefusal(read: z.output<typeof refusal>): Refusal {
  if (read.reason !== "declined") return read;
  return read.note === undefined ? { reason: "declined" } : { reason: "declined", note: read.note };
}

function readCancellation(activity: JsonObject): Read<ProviderMessage> {
  const parsed = cancellation.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { actor: provider, object, cause, revision: number } = parsed.data;
  const about = agreementOf(object.object);
  if (about === undefined) return unreadable("it does not say which agreement");
  return readable({ provider, agreement: about, word: { word: cause, revision: number } });
}

/** The agreement of an Offer: as it is carried, or as its id tells (`offerIri`). */
function agreementOf({ id, object }: z.output<typeof aboutOffer>): string | undefined {
  if (object !== undefined) return object;
  const { origin } = new URL(id);
  const local = localObjectId(origin, "messages", id);
  return local === undefined ? undefined : agreementIri(origin, local);
}
