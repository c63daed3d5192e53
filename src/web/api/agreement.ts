import { z } from "zod";
import type { AgreementView } from "#src/app/agreement-view.ts";
import type { Impossibility } from "#src/domain/agreement-action.ts";
import type { Refusal } from "#src/domain/message.ts";
import type { Slot } from "#src/domain/slot.ts";
import { problem, type Problem } from "./problem.ts";
import { notValid } from "./route.ts";
import { answeredInstant, iri, present, terms, unit, uuid, writeInstant } from "./schemas.ts";

export const agreementStates = ["offered", "accepted", "rejected", "cancelled", "expired", "fulfilled"] as const;
export const agreementRoles = ["provider", "receiver"] as const;

const refusals = [
  "capacity-short",
  "proposal-unknown",
  "proposal-changed",
  "slot-invalid",
  "slot-past",
  "not-partner",
  "closed",
  "notice-short",
  "too-far-ahead",
  "rooms-short",
  "room-too-small",
  "server-down",
  "partner-limit",
  "partner-month-limit",
  "owed-limit",
  "fair-use-changed",
  "unanswered",
  "declined",
] as const;

/** An agreement as the API answers it, whichever side we are. */
export const agreement = z.object({
  id: uuid,
  object: iri.meta({ description: "The agreement's own address, the same on both sides" }),
  proposal: uuid,
  role: z.enum(agreementRoles).meta({ description: "Which side we are" }),
  provider: iri,
  receiver: iri,
  peer: uuid,
  title: z.string(),
  seats: z.int(),
  start: answeredInstant,
  end: answeredInstant,
  state: z.enum(agreementStates),
  terms,
  seatMinutes: z.int().meta({ description: "What was agreed: seats × minutes" }),
  held: z
    .object({ until: answeredInstant })
    .exactOptional()
    .meta({ description: "While the provider thinks: until when it holds the seats" }),
  amendment: z
    .int()
    .exactOptional()
    .meta({ description: "How often the receiver has asked for a change; absent while it never has" }),
  pending: z
    .object({ seats: z.int(), start: answeredInstant, end: answeredInstant, until: answeredInstant.exactOptional() })
    .exactOptional()
    .meta({
      description: "The change that is asked for; what was agreed stands. `until`: when a steward has to answer",
    }),
  counter: z
    .object({
      seats: z.int(),
      start: answeredInstant,
      end: answeredInstant,
      terms,
      until: answeredInstant,
      note: z.string().exactOptional(),
    })
    .exactOptional()
    .meta({ description: "What the provider proposes instead, with its seats held until then" }),
  tentativeUntil: answeredInstant.exactOptional().meta({ description: "The receiver is not sure before this" }),
  series: z.object({ id: iri, rule: z.string() }).exactOptional().meta({ description: "What repeats, by RFC 5545" }),
  commons: z.literal(true).exactOptional().meta({ description: "An event of the commons" }),
  fairUseVersion: z
    .int()
    .exactOptional()
    .meta({ description: "The version of the provider's fair-use text that was accepted" }),
  trouble: z
    .object({ kind: z.literal("server-down"), since: answeredInstant })
    .exactOptional()
    .meta({ description: "What is wrong with it, although it stands" }),
  endCause: z.enum(["cancelled", "expired", "no-show", "server-failure"]).exactOptional(),
  feeSeatMinutes: z
    .int()
    .exactOptional()
    .meta({ description: "What giving back seats costs the receiver under the notice terms" }),
  refusal: z
    .object({
      reason: z.enum(refusals),
      freeSeats: z.int().exactOptional(),
      noticeMinutes: z.int().exactOptional(),
      horizonDays: z.int().exactOptional(),
      roomSeats: z.int().exactOptional(),
      seatMinutesLeft: z.int().exactOptional(),
      unit: unit.exactOptional(),
      left: z.int().exactOptional().meta({ description: "Of the unit: what may still be owed" }),
      fairUseVersion: z.int().exactOptional(),
      note: z.string().exactOptional(),
    })
    .exactOptional()
    .meta({ description: "Why it was refused or, while it stands, why the last change was" }),
  joinUrl: z.url().exactOptional().meta({ description: "The host's page that leads into the room" }),
  fulfilledSeatMinutes: z
    .int()
    .exactOptional()
    .meta({ description: "What was used, once the provider has recorded it" }),
  due: z.object({ unit, quantity: z.int() }).exactOptional().meta({ description: "What the receiver owes in return" }),
});

export const shownAgreement = (view: AgreementView): z.output<typeof agreement> => ({
  id: view.id,
  object: view.agreement,
  proposal: view.proposalId,
  role: view.role,
  provider: view.provider,
  receiver: view.receiver,
  peer: view.peerId,
  title: view.title,
  seats: view.seats,
  start: writeInstant(view.startsAtMs),
  end: writeInstant(view.endsAtMs),
  state: view.state,
  terms: view.terms,
  seatMinutes: view.agreedSeatMinutes,
  ...present({
    held: view.heldUntilMs === null ? null : { until: writeInstant(view.heldUntilMs) },
    ...shownLife(view),
    refusal: view.refusal,
    joinUrl: view.joinUrl,
    fulfilledSeatMinutes: view.fulfilledSeatMinutes,
    due: view.due,
  }),
});

/** What is open about it, and how it ended. */
function shownLife(view: AgreementView) {
  const { pending, pendingUntilMs, counter, tentativeUntilMs, series, trouble } = view;
  const until = pendingUntilMs === null ? {} : { until: writeInstant(pendingUntilMs) };
  return {
    amendment: view.amendment === 0 ? null : view.amendment,
    pending: pending && { ...shownSlot(pending), ...until },
    counter: counter && {
      ...shownSlot(counter),
      terms: counter.terms,
      until: writeInstant(counter.untilMs),
      ...present({ note: counter.note ?? null }),
    },
    tentativeUntil: tentativeUntilMs === null ? null : writeInstant(tentativeUntilMs),
    series: series && { id: series.series, rule: series.rule },
    commons: view.commons ? (true as const) : null,
    fairUseVersion: view.fairUseVersion,
    trouble: trouble && { kind: trouble.kind, since: writeInstant(trouble.sinceMs) },
    endCause: view.endCause,
    feeSeatMinutes: view.feeSeatMinutes,
  };
}

const shownSlot = ({ seats, startsAtMs, endsAtMs }: Slot & { readonly seats: number }) => ({
  seats,
  start: writeInstant(startsAtMs),
  end: writeInstant(endsAtMs),
});

/** Why an offer could not even be made, as a problem of the caller. */
export function refusalProblem(refusal: Refusal): Problem {
  switch (refusal.reason) {
    case "proposal-unknown":
      return problem("not-found", "There is no such proposal of another coop, or it was withdrawn.");
    case "slot-invalid":
      return notValid([
        {
          field: "body.start",
          message: "and body.end should be a slot of whole minutes, at most 14 days long and within two years",
        },
      ]);
    case "slot-past":
      return notValid([{ field: "body.start", message: "should lie in the future" }]);
    case "not-partner":
      return problem("conflict", "The coop of this proposal is not a partner.");
    case "capacity-short":
      return problem("conflict", `The proposal has ${refusal.freeSeats} seats, so no more can be asked for.`);
    case "proposal-changed":
      return problem("conflict", "The proposal was changed meanwhile. Look at its terms again.");
    case "closed":
      return problem("conflict", "The rooms are closed at some time in this slot.");
    case "notice-short":
      return problem("conflict", `The slot must start at least ${refusal.noticeMinutes} minutes from now.`);
    case "too-far-ahead":
      return problem("conflict", `The slot may start at most ${refusal.horizonDays} days from now.`);
    case "rooms-short":
      return problem("conflict", "All rooms are in use at some time in this slot.");
    case "room-too-small":
      return problem("conflict", `One room holds at most ${refusal.roomSeats} seats.`);
    case "server-down":
      return problem("conflict", "The provider's meeting server does not answer at the moment.");
    case "partner-limit":
      return problem("conflict", `The provider gives us at most ${refusal.freeSeats} seats more in this slot.`);
    case "partner-month-limit":
      return problem("conflict", `The provider gives us ${refusal.seatMinutesLeft} seat-minutes more in this month.`);
    case "owed-limit":
      return problem("conflict", `The provider lets us owe it ${refusal.left} more of ${refusal.unit}.`);
    case "fair-use-changed":
      return problem("conflict", `The provider's fair-use text has changed: accept version ${refusal.fairUseVersion}.`);
    case "unanswered":
      return problem("conflict", "The provider has not answered in time.");
    case "declined":
      return problem("conflict", "The provider has declined.");
  }
}

/** Why something cannot be done to an agreement as it stands. */
export function impossibilityProblem(impossibility: Impossibility): Problem {
  return problem("conflict", worded(impossibility));
}

function worded(impossibility: Impossibility): string {
  switch (impossibility.because) {
    case "not-yours":
      return "Only the other side of this agreement can do this.";
    case "state":
      return `This cannot be done while the agreement is ${impossibility.state}.`;
    case "capacity-short":
      return `Only ${impossibility.freeSeats} seats are free in this slot.`;
    case "slot-invalid":
      return "It should be whole seats in a slot of whole minutes, at most 14 days long and within two years.";
    case "unanswered":
      return "Too many changes of this agreement wait for an answer.";
    case "changed":
      return "Something else is asked for now. Look at the agreement again.";
    case "slot-started":
      return "The slot has begun already.";
    case "slot-over":
      return "The slot is over.";
    case "not-due":
      return `This is not due before ${writeInstant(impossibility.dueAtMs)}.`;
    case "quantity":
      return `It should be a whole number from ${impossibility.least} to ${impossibility.most} seat-minutes: more than was agreed needs the receiver's consent.`;
  }
}
