import { decideAmendment, type AmendmentAnswer } from "#src/domain/agreement-amendment.ts";
import { decideAmend } from "#src/domain/agreement-wish.ts";
import { askedOf, numbersOf, pendingOf, sameNumbers, type Numbers } from "#src/domain/agreement-asked.ts";
import type { OfferRequest } from "#src/domain/agreement.ts";
import { coopActorId } from "#src/domain/iri.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findAgreementRow, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { findPeer } from "#src/store/peers.ts";
import { feeOf, granted, type ActOutcome } from "./agreement-deeds.ts";
import { viewAgreement } from "./agreement-view.ts";
import { repeatWord, saveWord, settled, termsOf, type Changes } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { answerKeys, heard, say } from "./outbox.ts";

/** What a receiver wants instead; what is absent stays as it is. */
export interface Amendment extends Partial<Slot> {
  readonly seats?: number;
  /** We are still not sure: hold the seats until then. */
  readonly tentativeUntilMs?: number;
}

/**
 * The receiver asks for other seats or another time, for the price that was agreed. What stands, stands until the provider agrees; asking again
 * takes the place of what was asked for before.
 */
export const amendAgreement = (context: Context, id: string, change: Amendment): Promise<ActOutcome> =>
  transact(context, (work) => amend(work, id, (row) => ({ ...numbersOf(row), ...withoutUndefined(change) })));

/** The receiver agrees to the counter-offer, or is sure now. */
export const confirmAgreement = (context: Context, id: string): Promise<ActOutcome> =>
  transact(context, (work) =>
    amend(work, id, (row) => (row.counter === null ? numbersOf(row) : numbersOf(row.counter))),
  );

/** The receiver wants what was agreed, and nothing else: neither the counter-offer nor what it asked for itself and nobody answered. */
export const keepAgreement = (context: Context, id: string): Promise<ActOutcome> =>
  transact(context, (work) => amend(work, id, numbersOf));

type Wanted = Numbers & { readonly tentativeUntilMs?: number };

async function amend(work: Work, id: string, want: (row: AgreementRow) => Wanted): Promise<ActOutcome> {
  const row = await findAgreementRow(work.session, id);
  if (row === undefined) return { outcome: "not-found" };
  const agreement = viewAgreement(work, row);
  if (row.role !== "receiver") return { outcome: "impossible", impossibility: { because: "not-yours" }, agreement };
  const wanted = want(row);
  const decided = decideAmend({ agreement: row, wanted, nowMs: work.nowMs() });
  switch (decided.outcome) {
    case "same":
      return { outcome: "done", agreement };
    case "impossible": {
      const { outcome, ...impossibility } = decided;
      return { outcome, impossibility, agreement };
    }
    case "ask":
      return { outcome: "done", agreement: viewAgreement(work, await ask(work, row, { wanted, decided })) };
  }
}

/** An Offer of the same agreement, under the next number: repeated until the provider has seen it, in place of the one before. */
async function ask(
  work: Work,
  row: AgreementRow,
  { wanted, decided: { amendment } }: { readonly wanted: Wanted; readonly decided: { readonly amendment: number } },
): Promise<AgreementRow> {
  const { tentativeUntilMs: _until, amendment: _number, ...standing } = termsOf(row);
  const terms: AgreementTerms = { ...standing, ...wanted, amendment };
  const changes = {
    amendment,
    pending: pendingOf([...askedOf(row), terms]),
    pendingUntilMs: null,
    updatedAtMs: work.nowMs(),
  };
  await updateAgreement(work.session, row.id, changes);
  const answerKey = answerKeys.amendment(row.agreement);
  await heard(work, answerKey);
  const peer = await findPeer(work.session, row.peerId);
  if (peer !== undefined && peer.state !== "blocked") {
    const message = { type: "agreement-offer", terms, to: row.provider } as const;
    await say(work, { from: coopActorId, inbox: peer.coopInbox, message, answerKey });
  }
  return { ...row, ...changes };
}

/**
 * The provider answers a change of an agreement that it knows, in the transaction of the Offer: what was seen before gets the last word
 * again. `askedAtMs` is when the receiver says that it asked.
 */
export async function answerAmendment(
  work: Work,
  known: AgreementRow,
  { ground, askedAtMs }: { readonly ground: OfferRequest; readonly askedAtMs?: number | undefined },
): Promise<void> {
  const decided = decideAmendment({ ...ground, agreement: known });
  if (decided.answer === "known") await repeatWord(work, known);
  else await saveWord(work, known, changesBy(known, { decided, ground, askedAtMs }));
}

interface Answered {
  readonly decided: Exclude<AmendmentAnswer, { answer: "known" }>;
  readonly ground: OfferRequest;
  readonly askedAtMs?: number | undefined;
}

function changesBy(known: AgreementRow, { decided, ground, askedAtMs }: Answered): Changes {
  const { offer, nowMs } = ground;
  const next = { revision: known.revision + 1, amendment: offer.amendment ?? 0 };
  // It counts as asked for when its receiver says so, but neither after we heard of it nor before our own last word.
  const atMs = Math.max(Math.min(askedAtMs ?? nowMs, nowMs), known.updatedAtMs);
  switch (decided.answer) {
    case "take": {
      const isOurWish = known.counter !== null && sameNumbers(known.counter, offer);
      const change = numbersOf(offer);
      const fee = isOurWish ? known.feeSeatMinutes : feeOf(known, { cause: "changed", atMs, change });
      const agreed = { ...change, tentativeUntilMs: null, feeSeatMinutes: fee };
      return { ...next, ...settled, ...agreed, state: "accepted", refusal: null };
    }
    case "think": {
      const { tentativeUntilMs: _never, ...asked } = offer;
      const pending = { ...asked, held: decided.held, askedAtMs: atMs };
      return { ...next, pending, pendingUntilMs: decided.untilMs, counter: null, refusal: null };
    }
    case "replace": {
      const offered = { ...numbersOf(offer), tentativeUntilMs: offer.tentativeUntilMs ?? null };
      return { ...next, ...settled, ...offered, ...heldBy(decided.by, offered), refusal: null };
    }
    case "refuse": {
      // What was asked for before is not asked for any more; our own counter-offer still stands.
      const open = known.pending === null ? {} : { pending: null, pendingUntilMs: null };
      return { ...next, ...open, refusal: decided.refusal };
    }
  }
}

function heldBy(by: (AmendmentAnswer & { answer: "replace" })["by"], offered: Numbers): Changes {
  switch (by.answer) {
    case "hold":
      return { heldUntilMs: by.heldUntilMs };
    case "tentative":
      return granted(offered, by.untilMs);
    case "wait":
      return {};
  }
}

function withoutUndefined({ seats, startsAtMs, endsAtMs, tentativeUntilMs }: Amendment) {
  return {
    ...(seats === undefined ? {} : { seats }),
    ...(startsAtMs === undefined ? {} : { startsAtMs }),
    ...(endsAtMs === undefined ? {} : { endsAtMs }),
    ...(tentativeUntilMs === undefined ? {} : { tentativeUntilMs }),
  };
}
