import { z } from "zod";
import type { ProviderMessage } from "#src/app/provider-words.ts";
import { numbersOf } from "#src/domain/agreement-asked.ts";
import type { ToldStanding } from "#src/domain/agreement-message.ts";
import type { AgreementState } from "#src/domain/agreement.ts";
import { agreementIri, localObjectId } from "#src/domain/iri.ts";
import { isUnit } from "#src/domain/quantity.ts";
import type { EndCause, Refusal } from "#src/domain/message.ts";
import { agreementSchema, counterFrom, counterSchema, termsFrom } from "./agreement-object.ts";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";
import { instant, iri, measure, plainText, reference, wholeNumber } from "./market.ts";

const revision = wholeNumber.refine((value) => value > 0, "a revision above zero");
/** The Offer by its id, or carried whole. */
const aboutOffer = z.union([
  iri.transform((id) => ({ id, object: undefined })),
  z.object({ id: iri, object: reference.optional() }),
]);
const until = z.object({ until: instant }).optional();

const plainRefusals = [
  "proposal-unknown",
  "proposal-changed",
  "slot-invalid",
  "slot-past",
  "not-partner",
  "closed",
  "rooms-short",
  "server-down",
  "unanswered",
] as const;

const refusal = z
  .discriminatedUnion("reason", [
    z.object({ reason: z.enum(plainRefusals) }),
    z.object({ reason: z.enum(["capacity-short", "partner-limit"]), freeSeats: wholeNumber }),
    z.object({ reason: z.literal("notice-short"), noticeMinutes: wholeNumber }),
    z.object({ reason: z.literal("too-far-ahead"), horizonDays: wholeNumber }),
    z.object({ reason: z.literal("room-too-small"), roomSeats: wholeNumber }),
    z.object({ reason: z.literal("partner-month-limit"), seatMinutesLeft: wholeNumber }),
    z.object({ reason: z.literal("owed-limit"), unit: z.string().refine(isUnit), left: wholeNumber }),
    z.object({ reason: z.literal("fair-use-changed"), fairUseVersion: wholeNumber }),
    z
      .object({ reason: z.literal("declined"), note: plainText(2000).optional() })
      .transform(({ reason, note }) => (note === undefined ? { reason } : { reason, note })),
  ])
  .catch({ reason: "declined" });

/** The agreement in an answer: as it stands, with what only the provider says. */
const result = agreementSchema.extend({
  state: z.enum(["offered", "accepted"]).optional(),
  url: iri.optional(),
  held: until,
  pending: until,
  counter: counterSchema.optional(),
  // Troubles that a later version knows are none for us.
  trouble: z
    .object({ kind: z.literal("server-down"), since: instant })
    .optional()
    .catch(undefined),
  fee: measure.optional(),
});

const answer = z.object({ actor: reference, revision, object: aboutOffer, result, refusal: refusal.optional() });
const cancellation = answer.extend({
  cause: z.enum(["cancelled", "expired", "no-show", "server-failure"]).catch("cancelled"),
  object: z.object({ object: aboutOffer }),
});

/** What the provider says about an agreement: `Accept`, `TentativeAccept` or `Reject` of our Offer, or `Undo` of its Accept. */
export function readProviderMessage(activity: JsonObject): Read<ProviderMessage> {
  switch (activity["type"]) {
    case "Accept":
      return readAnswer(activity, "accepted");
    case "TentativeAccept":
      return readAnswer(activity, "offered");
    case "Reject":
      return readAnswer(activity, "rejected");
    case "Undo":
      return readCancellation(activity);
    default:
      return unreadable("it is no answer to an offer");
  }
}

/** `usual` is the state that an answer of this type means when it says none. */
function readAnswer(activity: JsonObject, usual: AgreementState): Read<ProviderMessage> {
  const parsed = answer.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { object, ...read } = parsed.data;
  const state = read.result.state ?? usual;
  const why = read.refusal ?? (state === "rejected" ? { reason: "declined" as const } : null);
  return messageFrom({ ...read, about: agreementOf(object), state, refusal: why, endCause: null });
}

function readCancellation(activity: JsonObject): Read<ProviderMessage> {
  const parsed = cancellation.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const { object, cause, ...read } = parsed.data;
  const state = cause === "expired" ? "expired" : "cancelled";
  return messageFrom({ ...read, about: agreementOf(object.object), state, refusal: null, endCause: cause });
}

interface ReadWord {
  readonly actor: string;
  readonly revision: number;
  readonly about: string | undefined;
  readonly result: z.output<typeof result>;
  readonly state: AgreementState;
  readonly refusal: Refusal | null;
  readonly endCause: EndCause | null;
}

function messageFrom(read: ReadWord): Read<ProviderMessage> {
  if (read.about === undefined) return unreadable("it does not say which agreement");
  if (read.about !== read.result.id) return unreadable("it answers an offer of another agreement");
  const told = toldFrom(read);
  if (!told.ok) return told;
  const way = read.result.url === undefined ? {} : { joinUrl: read.result.url };
  const word = { state: read.state, revision: read.revision, told: told.value };
  return readable({ provider: read.actor, agreement: read.about, word, ...way });
}

function toldFrom({ result: read, refusal: why, endCause, actor }: ReadWord): Read<ToldStanding> {
  const terms = termsFrom(read, actor);
  if (!terms.ok) return terms;
  const counter = read.counter === undefined ? readable(null) : counterFrom(read.counter);
  if (!counter.ok) return counter;
  const { amendment = 0, tentativeUntilMs = null } = terms.value;
  const numbers = { ...numbersOf(terms.value), amendment, tentativeUntilMs };
  const words = { refusal: why, endCause, feeSeatMinutes: read.fee ?? null, counter: counter.value };
  return readable({ ...numbers, ...words, ...openFrom(read) });
}

function openFrom({ held, pending, trouble }: z.output<typeof result>) {
  return {
    heldUntilMs: held?.until ?? null,
    pendingUntilMs: pending?.until ?? null,
    trouble: trouble === undefined ? null : { kind: trouble.kind, sinceMs: trouble.since },
  };
}

/** The agreement of an Offer: as it is carried, or as its id tells (`offerIri`). */
function agreementOf({ id, object }: z.output<typeof aboutOffer>): string | undefined {
  if (object !== undefined) return object;
  const { origin } = new URL(id);
  const local = localObjectId(origin, "messages", id.replace(/#\d+$/, ""));
  return local === undefined ? undefined : agreementIri(origin, local);
}
