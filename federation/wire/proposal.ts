import { z } from "zod";
import { takenSlots } from "#src/domain/capacity.ts";
import type { ProposalMessage } from "#src/domain/message.ts";
import { maxPerSeatHour, maxTakenSlots } from "#src/domain/policy.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { NoticeTerms, ProposalCard, TakenSlot, Terms } from "#src/domain/resource.ts";
import { unitIri } from "#src/domain/unit.ts";
import { calendar, writeCalendar } from "./calendar.ts";
import { marketContext, publicCollection } from "./context.ts";
import { readable, unreadable, type Envelope, type Json, type JsonObject, type Read } from "./json.ts";
import { kept, keptFrom, takenSlot, writeKept, writeTaken } from "./kept.ts";
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
import { readNotice, writeNotice } from "./notice.ts";
import { place, writePlace } from "./place.ts";

/** A proposal's primary quantity is one seat-hour; the reciprocal one is the price of that. */
const seatHourMinutes = 60;

/** What we say about a proposal (`docs/federation/proposals.md`). It goes to one named coop. */
export function writeProposal(message: ProposalMessage, { id, actor, publishedAtMs }: Envelope): JsonObject {
  const common = { "@context": marketContext, id, actor, published: writeInstant(publishedAtMs), to: [message.to] };
  switch (message.type) {
    case "proposal-create":
      return { ...common, type: "Create", object: writeProposalObject(message.proposal, message.to) };
    case "proposal-update":
      return { ...common, type: "Update", object: writeProposalObject(message.proposal, message.to) };
    case "proposal-delete":
      return { ...common, type: "Delete", object: tombstone(message) };
  }
}

/** A proposal by itself, as its address answers it to one reader, who is a coop, or to anyone. */
export const writeProposalDocument = (card: ProposalCard, reader?: string): JsonObject => ({
  "@context": marketContext,
  ...writeProposalObject(card, reader),
});

/** What stays of a withdrawn one. */
export const writeProposalTombstone = (gone: {
  readonly proposal: string;
  readonly deletedAtMs: number;
}): JsonObject => ({
  "@context": marketContext,
  ...tombstone(gone),
});

const tombstone = ({
  proposal,
  deletedAtMs,
}: {
  readonly proposal: string;
  readonly deletedAtMs: number;
}): JsonObject => ({
  id: proposal,
  type: "Tombstone",
  // In full, because ActivityStreams reads `formerType` as an address: the short name would mean one beside the document's own.
  formerType: "https://w3id.org/valueflows/ont/vf#Proposal",
  deleted: writeInstant(deletedAtMs),
});

/** A proposal inside of something else. What answers a request is for its reader alone. */
export function writeProposalObject(card: ProposalCard, reader?: string): JsonObject {
  const { inReplyTo, roomSeats, calendar: hours } = card;
  return {
    id: card.proposal,
    type: "Proposal",
    purpose: "offer",
    attributedTo: card.coop,
    ...writeName(card.resource.name),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    to: inReplyTo !== undefined && reader !== undefined ? [reader] : audienceOf(card),
    updated: writeInstant(card.updatedAtMs),
    publishes: primaryIntent(card),
    ...reciprocalIntent(card),
    ...writeNotice(card.terms),
    seats: card.seats,
    ...(roomSeats === undefined ? {} : { roomSeats }),
    region: card.region,
    ...(hours === undefined ? {} : { calendar: writeCalendar(hours) }),
    taken: card.taken.map(writeTaken),
    ...writeKept(card),
    ...(card.down === undefined ? {} : { down: card.down }),
  };
}

const audienceOf = ({ audience, coop }: ProposalCard): Json =>
  audience === "public" ? [publicCollection] : [`${new URL(coop).origin}/partners`];

function primaryIntent({ proposal, coop, resource }: ProposalCard): JsonObject {
  return {
    id: `${proposal}#primary`,
    type: "Intent",
    action: "deliverService",
    provider: coop,
    resourceConformsTo: unitIri(seatMinute),
    resourceQuantity: writeMeasure(seatHourMinutes),
    resourceInventoriedAs: {
      id: resource.actor,
      type: "Service",
      ...writeName(resource.name),
      ...(resource.platform === undefined ? {} : { platform: resource.platform }),
      languages: [...resource.languages],
      energy: resource.energy,
      ...(resource.energyStatement === undefined ? {} : { energyStatement: resource.energyStatement }),
      features: [...resource.features],
      ...(resource.place === undefined ? {} : { location: writePlace(resource.place) }),
    },
  };
}

/** A price of nothing has no reciprocal intent. */
function reciprocalIntent({ proposal, coop, terms }: ProposalCard): JsonObject {
  if (terms.kind === "gift" || terms.perSeatHour === 0) return {};
  return {
    reciprocal: {
      id: `${proposal}#reciprocal`,
      type: "Intent",
      action: actionOf(terms.unit),
      receiver: coop,
      resourceConformsTo: unitIri(terms.unit),
      resourceQuantity: writeMeasure(terms.perSeatHour),
    },
  };
}

/** Work and seats are services; money is transferred. */
export const actionOf = (unitName: string): string =>
  unitName === workMinute || unitName === seatMinute ? "deliverService" : "transfer";

const shortTexts = z.array(plainText(100)).max(100);

const resource = z
  .object({
    id: iri,
    platform: plainText(100).optional(),
    languages: shortTexts.default([]),
    energy: z.enum(["renewable", "mixed", "unknown"]).catch("unknown"),
    energyStatement: plainText(500).optional(),
    features: shortTexts.default([]),
    location: place,
  })
  .loose();

const primary = z.object({
  resourceConformsTo: unit,
  resourceQuantity: measure,
  resourceInventoriedAs: one(resource),
});

const price = z.object({ resourceConformsTo: unit, resourceQuantity: measure });

const proposal = z.object({
  id: iri,
  type: typed("Proposal"),
  purpose: z.literal("offer"),
  attributedTo: reference,
  to: addressees,
  updated: instant,
  publishes: one(primary),
  reciprocal: one(price).optional(),
  seats,
  roomSeats: seats.optional(),
  region: plainText(200).default(""),
  calendar: calendar.optional(),
  down: z.boolean().default(false),
  inReplyTo: reference.optional(),
  taken: z.array(takenSlot).max(maxTakenSlots).default([]),
  ...kept,
  notice: readNotice.optional(),
});

/** The proposal in a `Create` or `Update`. */
export function readProposalActivity(activity: JsonObject): Read<ProposalCard> {
  return readProposal(activity["object"]);
}

/** A proposal as a coop publishes it, or why it is none that we can use. */
export function readProposal(json: Json | undefined): Read<ProposalCard> {
  const parsed = proposal.safeParse(json);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { publishes, reciprocal } = parsed.data;
  if (publishes.resourceConformsTo !== seatMinute || publishes.resourceQuantity !== seatHourMinutes) {
    return unreadable("the proposal does not offer one seat-hour");
  }
  const terms = termsOf(reciprocal, parsed.data.notice);
  if (terms === undefined) return unreadable("the price is too high");
  const name = named.safeParse(publishes.resourceInventoriedAs);
  if (!name.success) return unreadable(z.prettifyError(name.error));
  return readable(cardOf(parsed.data, terms, name.data));
}

function cardOf(read: z.output<typeof proposal>, terms: Terms, name: ProposalCard["resource"]["name"]): ProposalCard {
  const { roomSeats, inReplyTo, calendar: hours } = read;
  return {
    proposal: read.id,
    coop: read.attributedTo,
    resource: resourceOf(read.publishes.resourceInventoriedAs, name),
    seats: read.seats,
    audience: isPublic(read.to) ? "public" : "partners",
    terms,
    region: read.region,
    ...(roomSeats === undefined ? {} : { roomSeats }),
    ...(hours === undefined ? {} : { calendar: hours }),
    taken: inOrder(read.taken),
    ...keptFrom(read),
    ...(read.down ? { down: true } : {}),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    updatedAtMs: read.updated,
  };
}

function resourceOf(read: z.output<typeof resource>, name: ProposalCard["resource"]["name"]): ProposalCard["resource"] {
  const { id, languages, energy, energyStatement, features, platform, location } = read;
  return {
    actor: id,
    name,
    ...(platform === undefined ? {} : { platform }),
    languages,
    energy,
    ...(energyStatement === undefined ? {} : { energyStatement }),
    features,
    ...(location === undefined ? {} : { place: location }),
  };
}

/** What is taken as whoever reads it may rely on: in order of time and without overlap, whatever was sent. */
function inOrder(taken: readonly TakenSlot[]): readonly TakenSlot[] {
  const isInOrder = taken.every((slot, index) => (taken[index - 1]?.endsAtMs ?? 0) <= slot.startsAtMs);
  return isInOrder ? taken : takenSlots(taken);
}

/** Terms from a price; undefined when it is more than anything costs. */
function termsOf(
  reciprocal: z.output<typeof price> | undefined,
  noticeTerms: NoticeTerms | undefined,
): Terms | undefined {
  const notice = noticeTerms === undefined ? {} : { notice: noticeTerms };
  if (reciprocal === undefined || reciprocal.resourceQuantity === 0) return { kind: "gift", ...notice };
  const { resourceQuantity: perSeatHour, resourceConformsTo } = reciprocal;
  return perSeatHour > maxPerSeatHour
    ? undefined
    : { kind: "reciprocal", perSeatHour, unit: resourceConformsTo, ...notice };
}

const deletion = z.object({
  published: instant.optional(),
  object: z.union([iri.transform((id) => ({ id })), z.object({ id: iri, deleted: instant.optional() })]),
});

/** Which proposal a `Delete` withdraws, and when. */
export function readProposalDelete(
  activity: JsonObject,
): Read<{ readonly proposal: string; readonly deletedAtMs: number }> {
  const parsed = deletion.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { object, published } = parsed.data;
  const deletedAtMs = ("deleted" in object ? object.deleted : undefined) ?? published;
  return deletedAtMs === undefined
    ? unreadable("it does not say when")
    : readable({ proposal: object.id, deletedAtMs });
}
