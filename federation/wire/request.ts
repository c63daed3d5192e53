import { z } from "zod";
import type { RequestMessage } from "#src/domain/message.ts";
import { defaultPolicy } from "#src/domain/policy.ts";
import { seatMinute } from "#src/domain/quantity.ts";
import type { RequestCard } from "#src/domain/resource.ts";
import { isWholeMinutes, minutesOf } from "#src/domain/slot.ts";
import { unitIri } from "#src/domain/unit.ts";
import { marketContext, publicCollection } from "./context.ts";
import { readable, unreadable, type Envelope, type Json, type JsonObject, type Read } from "./json.ts";
import {
  addressees,
  instant,
  iri,
  isPublic,
  measure,
  named,
  one,
  plainText,
  reference,
  seats,
  typed,
  unit,
  writeInstant,
  writeMeasure,
  writeName,
} from "./market.ts";

/** What we say about something that we need (`docs/federation/requests.md`). It goes to one named coop. */
export function writeRequest(message: RequestMessage, { id, actor, publishedAtMs }: Envelope): JsonObject {
  const common = { "@context": marketContext, id, actor, published: writeInstant(publishedAtMs), to: [message.to] };
  switch (message.type) {
    case "request-create":
      return { ...common, type: "Create", object: writeRequestObject(message.request) };
    case "request-update":
      return { ...common, type: "Update", object: writeRequestObject(message.request) };
    case "request-delete":
      return {
        ...common,
        type: "Delete",
        object: {
          id: message.proposal,
          type: "Tombstone",
          formerType: "https://w3id.org/valueflows/ont/vf#Proposal",
          deleted: writeInstant(message.deletedAtMs),
        },
      };
  }
}

/** A request by itself, as its address answers it. */
export const writeRequestDocument = (card: RequestCard): JsonObject => ({
  "@context": marketContext,
  ...writeRequestObject(card),
});

/** A request inside of something else: a Proposal of FEP-0837 with the purpose `request`, and with the hour at which it is needed. */
export function writeRequestObject(card: RequestCard): JsonObject {
  const { proposal, coop, title, audience, languages, features, region, updatedAtMs } = card;
  return {
    id: proposal,
    type: "Proposal",
    purpose: "request",
    attributedTo: coop,
    ...writeName(title),
    to: audience === "public" ? [publicCollection] : [`${new URL(coop).origin}/partners`],
    updated: writeInstant(updatedAtMs),
    startTime: writeInstant(card.startsAtMs),
    endTime: writeInstant(card.endsAtMs),
    publishes: {
      id: `${proposal}#primary`,
      type: "Intent",
      action: "deliverService",
      receiver: coop,
      resourceConformsTo: unitIri(seatMinute),
      resourceQuantity: writeMeasure(card.seats * minutesOf(card)),
    },
    seats: card.seats,
    languages: [...languages],
    features: [...features],
    region,
  };
}

/** Whether a Proposal says what is needed, and not what is offered. */
export const isRequest = (json: unknown): boolean =>
  typeof json === "object" && json !== null && "purpose" in json && json.purpose === "request";

/** Lists are sets in JSON-LD: one value may stand alone. */
const texts = z.union([plainText(100).transform((only) => [only]), z.array(plainText(100)).max(100)]).default([]);

const slot = z
  .object({ startTime: instant, endTime: instant })
  .transform(({ startTime, endTime }) => ({ startsAtMs: startTime, endsAtMs: endTime }))
  .refine((read) => isWholeMinutes(read), "a slot of whole minutes")
  .refine((read) => minutesOf(read) <= defaultPolicy.maxSlotMinutes, "a slot that is not too long");

const request = z.object({
  id: iri,
  type: typed("Proposal"),
  purpose: z.literal("request"),
  attributedTo: reference,
  to: addressees,
  updated: instant,
  publishes: one(z.object({ receiver: reference.optional(), resourceConformsTo: unit, resourceQuantity: measure })),
  seats,
  languages: texts,
  features: texts,
  region: plainText(200).default(""),
});

/** A request as a coop publishes it, or why it is none that we can use. */
export function readRequest(json: Json | undefined): Read<RequestCard> {
  const parsed = request.safeParse(json);
  const time = slot.safeParse(json);
  const title = named.safeParse(json);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  if (!time.success) return unreadable(z.prettifyError(time.error));
  if (!title.success) return unreadable(z.prettifyError(title.error));
  const { id, attributedTo: coop, to, updated: updatedAtMs, publishes, ...rest } = parsed.data;
  if (!Object.values(title.data).some((words) => words.trim() !== "")) return unreadable("it does not say what for");
  if (publishes.receiver !== undefined && publishes.receiver !== coop) return unreadable("it is for another coop");
  const isWhole = publishes.resourceQuantity === rest.seats * minutesOf(time.data);
  if (publishes.resourceConformsTo !== seatMinute || !isWhole)
    return unreadable("its quantity is not its seats for its time, in seat-minutes");
  const audience = isPublic(to) ? "public" : "partners";
  const { seats: wanted, languages, features, region } = rest;
  const described = { title: title.data, seats: wanted, languages, features, region };
  return readable({ proposal: id, coop, audience, updatedAtMs, ...described, ...time.data });
}
