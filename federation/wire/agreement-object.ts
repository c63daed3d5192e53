import { z } from "zod";
import type { AgreementTerms, Counter } from "#src/domain/message.ts";
import { maxPerSeatHour, maxSeats } from "#src/domain/policy.ts";
import { agreedSeatMinutes, reciprocalQuantity, seatMinute } from "#src/domain/quantity.ts";
import type { NoticeTerms, Terms } from "#src/domain/resource.ts";
import { minutesOf } from "#src/domain/slot.ts";
import { unitIri } from "#src/domain/unit.ts";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";
import {
  instant,
  iri,
  measure,
  one,
  plainText,
  reference,
  typed,
  unit,
  wholeNumber,
  writeInstant,
  writeMeasure,
} from "./market.ts";
import { readNotice, writeNotice } from "./notice.ts";
import { actionOf } from "./proposal.ts";

/** An agreement on the wire (FEP-0837), with our own words for what repeats, what is not sure yet and what giving it back costs. */
export function agreementObject(terms: AgreementTerms): JsonObject {
  const { tentativeUntilMs, series, fairUseVersion, amendment = 0 } = terms;
  return {
    id: terms.agreement,
    type: "Agreement",
    name: terms.title,
    ...slotAndCommitments(terms, `${terms.agreement}#`),
    ...(amendment === 0 ? {} : { amendment }),
    ...(tentativeUntilMs === undefined ? {} : { tentative: { until: writeInstant(tentativeUntilMs) } }),
    ...(series === undefined ? {} : { series: { id: series.series, rule: series.rule } }),
    ...(terms.commons === true ? { commons: true } : {}),
    ...(fairUseVersion === undefined ? {} : { fairUseVersion }),
  };
}

/** What the provider proposes instead: the same agreement with other numbers. */
export function counterObject(terms: AgreementTerms, counter: Counter): JsonObject {
  return {
    id: `${terms.agreement}#counter`,
    type: "Agreement",
    ...slotAndCommitments({ ...terms, ...counter }, `${terms.agreement}#counter-`),
    until: writeInstant(counter.untilMs),
    ...(counter.note === undefined ? {} : { note: counter.note }),
  };
}

/** `base` is what the ids of its commitments begin with. */
function slotAndCommitments(terms: AgreementTerms, base: string): JsonObject {
  return {
    startTime: writeInstant(terms.startsAtMs),
    endTime: writeInstant(terms.endsAtMs),
    stipulates: {
      id: `${base}primary`,
      type: "Commitment",
      action: "deliverService",
      satisfies: `${terms.proposal}#primary`,
      provider: terms.provider,
      receiver: terms.receiver,
      resourceConformsTo: unitIri(seatMinute),
      resourceQuantity: writeMeasure(seatMinutesOf(terms)),
    },
    ...reciprocalCommitment(terms, base),
    ...writeNotice(terms.terms),
  };
}

function reciprocalCommitment({ terms, proposal, ...offer }: AgreementTerms, base: string): JsonObject {
  if (terms.kind === "gift" || terms.perSeatHour === 0) return {};
  const { unit: unitName, perSeatHour } = terms;
  return {
    stipulatesReciprocal: {
      id: `${base}reciprocal`,
      type: "Commitment",
      action: actionOf(unitName),
      satisfies: `${proposal}#reciprocal`,
      provider: offer.receiver,
      receiver: offer.provider,
      resourceConformsTo: unitIri(unitName),
      resourceQuantity: writeMeasure(reciprocalQuantity(seatMinutesOf(offer), perSeatHour) ?? 0),
      perSeatHour: String(perSeatHour),
    },
  };
}

/** @throws for an offer whose quantity is not exact; none is ever decided. */
function seatMinutesOf(offer: Pick<AgreementTerms, "seats" | "startsAtMs" | "endsAtMs">): number {
  const quantity = agreedSeatMinutes(offer);
  if (quantity === undefined) throw new RangeError("The seat-minutes of this offer are not exact.");
  return quantity;
}

const primary = z.object({
  satisfies: reference,
  provider: reference,
  resourceConformsTo: unit,
  resourceQuantity: measure,
});

const reciprocal = z.object({
  satisfies: reference,
  resourceConformsTo: unit,
  resourceQuantity: measure,
  perSeatHour: wholeNumber.refine((value) => value <= maxPerSeatHour, "a price that is not too high"),
});

/** The slot, the commitments and the notice terms. FEP-0837's example misspells `stipulates`; both are read. */
const numbers = z.object({
  startTime: instant,
  endTime: instant,
  stipulates: one(primary).optional(),
  stiplulates: one(primary).optional(),
  stipulatesReciprocal: one(reciprocal).optional(),
  stiplulatesReciprocal: one(reciprocal).optional(),
  notice: readNotice.optional(),
});

/** More changes of one agreement, or versions of one text, than anyone makes. */
const maxCount = 1_000_000;
const count = wholeNumber.refine((value) => value <= maxCount, `at most ${maxCount}`);

/** An agreement as it stands in an `Offer` and in every answer to one. */
export const agreementSchema = numbers.extend({
  id: iri,
  type: typed("Agreement"),
  name: plainText(500).default(""),
  amendment: count.optional(),
  tentative: z.object({ until: instant }).optional(),
  series: z.object({ id: iri, rule: plainText(500) }).optional(),
  commons: z.literal(true).optional(),
  fairUseVersion: count.optional(),
});

export const counterSchema = numbers.extend({ until: instant, note: plainText(2000).optional() });

interface Numbers {
  readonly seats: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly terms: Terms;
  readonly proposal: string;
  readonly provider: string;
}

function numbersFrom(read: z.output<typeof numbers>): Read<Numbers> {
  const stipulates = read.stipulates ?? read.stiplulates;
  if (stipulates === undefined) return unreadable("the agreement stipulates nothing");
  if (stipulates.resourceConformsTo !== seatMinute) return unreadable("the agreement is not about seat-minutes");
  const slot = { startsAtMs: read.startTime, endsAtMs: read.endTime };
  const seats = stipulates.resourceQuantity / minutesOf(slot);
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > maxSeats) {
    return unreadable("the quantity is no whole number of seats for the whole slot");
  }
  const price = read.stipulatesReciprocal ?? read.stiplulatesReciprocal;
  const terms = pricesFrom(price, stipulates.resourceQuantity, read.notice);
  if (terms === undefined) return unreadable("the reciprocal quantity is not what the price comes to");
  const proposal = intentOf(stipulates.satisfies, "primary");
  if (proposal === undefined) return unreadable("the agreement does not satisfy a proposal's primary intent");
  return readable({ seats, ...slot, terms, proposal, provider: stipulates.provider });
}

/** The terms, where the reciprocal quantity is what they come to; undefined where it is not. */
function pricesFrom(
  read: z.output<typeof reciprocal> | undefined,
  seatMinutes: number,
  noticeTerms: NoticeTerms | undefined,
): Terms | undefined {
  const notice = noticeTerms === undefined ? {} : { notice: noticeTerms };
  if (read === undefined) return { kind: "gift", ...notice };
  const { perSeatHour, resourceQuantity, resourceConformsTo } = read;
  if (reciprocalQuantity(seatMinutes, perSeatHour) !== resourceQuantity) return undefined;
  return { kind: "reciprocal", perSeatHour, unit: resourceConformsTo, ...notice };
}

function intentOf(satisfies: string, fragment: string): string | undefined {
  return satisfies.endsWith(`#${fragment}`) ? satisfies.slice(0, -fragment.length - 1) : undefined;
}

/** An agreement as it was read, with the coop that asks for it. */
export function termsFrom(read: z.output<typeof agreementSchema>, receiver: string): Read<AgreementTerms> {
  const found = numbersFrom(read);
  if (!found.ok) return found;
  const { amendment = 0, tentative, series, commons, fairUseVersion } = read;
  return readable({
    agreement: read.id,
    receiver,
    title: read.name,
    ...found.value,
    ...(amendment === 0 ? {} : { amendment }),
    ...(tentative === undefined ? {} : { tentativeUntilMs: tentative.until }),
    ...(series === undefined ? {} : { series: { series: series.id, rule: series.rule } }),
    ...(commons === undefined ? {} : { commons }),
    ...(fairUseVersion === undefined ? {} : { fairUseVersion }),
  });
}

export function counterFrom(read: z.output<typeof counterSchema>): Read<Counter> {
  const found = numbersFrom(read);
  if (!found.ok) return found;
  const { seats, startsAtMs, endsAtMs, terms } = found.value;
  const note = read.note === undefined ? {} : { note: read.note };
  return readable({ seats, startsAtMs, endsAtMs, terms, untilMs: read.until, ...note });
}
