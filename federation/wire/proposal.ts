import { z } from "zod";
import type { ProposalMessage } from "#src/domain/message.ts";
import { maxPerSeatHour, maxTakenSlots } from "#src/domain/policy.ts";
import { seatMinute, workMinute } from "#src/domain/quantity.ts";
import type { ProposalCard, TakenSlot, Terms } from "#src/domain/resource.ts";
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

/** A proposal's primary quantity is one seat-hour; the reciprocal one is the price of that. */
const seatHourMinutes = 60;

/** What we say about a proposal (`docs/federation/proposals.md`). It goes to one named coop. */
export function writeProposal(message: ProposalMessage, { id, actor, publishedAtMs }: Envelope): JsonObject {
  const common = { "@context": marketContext, id, actor, published: writeInstant(publishedAtMs), to: [message.to] };
  switch (message.type) {
    case "proposal-create":
      return { ...common, type: "Create", object: writeProposalObject(message.proposal) };
    case "proposal-update":
      return { ...common, type: "Update", object: writeProposalObject(message.proposal) };
    case "proposal-delete":
      return { ...common, type: "Delete", object: tombstone(message) };
  }
}

/** A proposal by itself, as its address answers it. */
export const writeProposalDocument = (card: ProposalCard): JsonObject => ({
  "@context": marketContext,
  ...writeProposalObject(card),
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

/** A proposal inside of something else. */
export function writeProposalObject(card: ProposalCard): JsonObject {
  return {
    id: card.proposal,
    type: "Proposal",
    purpose: "offer",
    attributedTo: card.coop,
    ...writeName(card.resource.name),
    to: card.audience === "public" ? [publicCollection] : [`${new URL(card.coop).origin}/partners`],
    updated: writeInstant(card.updatedAtMs),
    publishes: primaryIntent(card),
    ...reciprocalIntent(card),
    seats: card.seats,
    region: card.region,
    taken: card.taken.map(writeTaken),
  };
}

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
      features: [...resource.features],
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

const writeTaken = ({ startsAtMs, endsAtMs, seats: taken }: TakenSlot): Json => ({
  startTime: writeInstant(startsAtMs),
  endTime: writeInstant(endsAtMs),
  seats: taken,
});

const shortTexts = z.array(plainText(100)).max(100);

const resource = z
  .object({
    id: iri,
    platform: plainText(100).optional(),
    languages: shortTexts.default([]),
    energy: z.enum(["renewable", "mixed", "unknown"]).catch("unknown"),
    features: shortTexts.default([]),
  })
  .loose();

const primary = z.object({
  resourceConformsTo: unit,
  resourceQuantity: measure,
  resourceInventoriedAs: one(resource),
});

const price = z.object({ resourceConformsTo: unit, resourceQuantity: measure });

const takenSlot = z
  .object({ startTime: instant, endTime: instant, seats })
  .refine(({ startTime, endTime }) => startTime < endTime, "a slot that ends after it starts")
  .transform((slot): TakenSlot => ({ startsAtMs: slot.startTime, endsAtMs: slot.endTime, seats: slot.seats }));

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
  region: plainText(200).default(""),
  taken: z.array(takenSlot).max(maxTakenSlots).default([]),
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
  const terms = termsOf(reciprocal);
  if (terms === undefined) return unreadable("the price is too high");
  const name = named.safeParse(publishes.resourceInventoriedAs);
  if (!name.success) return unreadable(z.prettifyError(name.error));
  return readable(cardOf(parsed.data, terms, name.data));
}

function cardOf(read: z.output<typeof proposal>, terms: Terms, name: ProposalCard["resource"]["name"]): ProposalCard {
  const { id, languages, energy, features, platform } = read.publishes.resourceInventoriedAs;
  return {
    proposal: read.id,
    coop: read.attributedTo,
    resource: { actor: id, name, languages, energy, features, ...(platform === undefined ? {} : { platform }) },
    seats: read.seats,
    audience: isPublic(read.to) ? "public" : "partners",
    terms,
    region: read.region,
    taken: read.taken,
    updatedAtMs: read.updated,
  };
}

/** Terms from a price; undefined when it is more than anything costs. */
function termsOf(reciprocal: z.output<typeof price> | undefined): Terms | undefined {
  if (reciprocal === undefined || reciprocal.resourceQuantity === 0) return { kind: "gift" };
  const { resourceQuantity: perSeatHour, resourceConformsTo } = reciprocal;
  return perSeatHour > maxPerSeatHour ? undefined : { kind: "reciprocal", perSeatHour, unit: resourceConformsTo };
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

const page = z.object({ orderedItems: z.array(z.unknown()).max(1_000).default([]), next: iri.optional() });

/** One page of a coop's proposals. Those that cannot be read are left out. */
export function readProposalPage(
  document: unknown,
): Read<{ readonly cards: readonly ProposalCard[]; readonly next: string | undefined }> {
  const parsed = page.safeParse(document);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const cards = parsed.data.orderedItems.flatMap((item) => {
    const read = readProposal(item as Json);
    return read.ok ? [read.value] : [];
  });
  return readable({ cards, next: parsed.data.next });
}
