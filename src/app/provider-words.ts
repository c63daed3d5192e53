import {
  decideProviderMessage,
  isFinal,
  type ProviderWord,
  type ToldStanding,
  type WordOutcome,
} from "#src/domain/agreement-message.ts";
import { checkFee } from "#src/domain/fee.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { findAgreementByIri, updateAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { joinPurpose } from "./agreement-words.ts";
import { transact, type Context, type Work } from "./context.ts";
import { answerKeys, heard } from "./outbox.ts";
import type { Told } from "./partner-proposals.ts";

/** What the provider said about an agreement that we, the receiver, offered. */
export interface ProviderMessage {
  /** The coop whose signature was verified. */
  readonly provider: string;
  readonly agreement: string;
  readonly word: ProviderWord;
  /** With an acceptance: the page that leads into the room. */
  readonly joinUrl?: string;
}

/** The receiver follows the provider's word: a higher revision is applied, everything else changes nothing. */
export function applyProviderMessage(context: Context, message: ProviderMessage): Promise<Told> {
  return transact(context, (work) => follow(work, message));
}

/**
 * A valid entry of the provider says that an agreement is fulfilled: applied in the transaction that keeps the entry.
 * `seatMinutes` is the entry's quantity.
 */
export async function applyFulfilment(
  work: Work,
  fulfilment: {
    readonly provider: string;
    readonly agreement: string;
    readonly revision: number;
    readonly seatMinutes: number;
  },
): Promise<Told> {
  const { provider, agreement, revision, seatMinutes } = fulfilment;
  const told = await follow(work, { provider, agreement, word: { state: "fulfilled", revision } });
  const row = told.outcome === "done" ? await findAgreementByIri(work.session, agreement) : undefined;
  if (row?.state === "fulfilled" && row.fulfilledSeatMinutes === null) {
    await updateAgreement(work.session, row.id, { fulfilledSeatMinutes: seatMinutes });
  }
  return told;
}

async function follow(work: Work, message: ProviderMessage): Promise<Told> {
  const row = await findAgreementByIri(work.session, message.agreement);
  if (row === undefined || row.role !== "receiver")
    return { outcome: "dropped", because: "we offered no such agreement" };
  if (row.provider !== message.provider)
    return { outcome: "dropped", because: "it is not from the agreement's provider" };
  await heard(work, answerKeys.offer(row.agreement));
  const decided = decideProviderMessage({ agreement: row, message: message.word });
  if (decided.outcome === "never-asked") {
    return { outcome: "dropped", because: `it says ${wordedNumbers(message.word.told)}, for which we never asked` };
  }
  const changes = changesBy(work, row, { message, decided });
  if (changes !== undefined) await updateAgreement(work.session, row.id, { ...changes, updatedAtMs: work.nowMs() });
  await hearAnswers(work, row, { ...message.word, state: changes?.state ?? row.state });
  return { outcome: "done" };
}

/** What need not be repeated any more: the last change, once the provider has seen it, and everything once nothing can follow. */
async function hearAnswers(work: Work, row: AgreementRow, { state, told }: ProviderWord): Promise<void> {
  if (isFinal(state)) await heard(work, answerKeys.withdrawal(row.agreement));
  if (isFinal(state) || (told?.amendment ?? 0) >= row.amendment) await heard(work, answerKeys.amendment(row.agreement));
}

/** For the log, as evidence of what was said. */
function wordedNumbers(told: ToldStanding | undefined): string {
  if (told === undefined) return "nothing";
  const { seats, startsAtMs, endsAtMs, terms } = told;
  const [start, end] = [startsAtMs, endsAtMs].map((atMs) => new Date(atMs).toISOString());
  return `${seats} seats from ${start} to ${end} for ${JSON.stringify(terms)}`;
}

function changesBy(
  work: Work,
  row: AgreementRow,
  { message, decided }: { readonly message: ProviderMessage; readonly decided: WordOutcome },
): Partial<AgreementRow> | undefined {
  switch (decided.outcome) {
    case "same":
    case "stale":
    case "never-asked":
      return undefined;
    case "late":
      return {
        ...decided.changes,
        ...checkedFee(work, { ...row, state: "accepted" }, message.word),
        ...(row.joinUrlSealed === null ? joinOf(work, row, message) : {}),
      };
    case "change": {
      const isAnswer = row.answeredAtMs === null && decided.changes.state !== "offered";
      const answered = isAnswer ? { answeredAtMs: work.nowMs() } : {};
      return { ...decided.changes, ...checkedFee(work, row, message.word), ...answered, ...joinOf(work, row, message) };
    }
  }
}

/** What we make of the fee that a word tells. A waiver tells none, and nothing else that is new. */
function checkedFee(
  work: Work,
  row: AgreementRow,
  { state, told }: ProviderWord,
): { readonly feeCheckedSeatMinutes?: number | null } {
  if (told === undefined) return {};
  return { feeCheckedSeatMinutes: checkFee(row, { ...told, state }, work.nowMs()) };
}

/** A way in on the provider's own server, sealed; nothing for any other. */
function joinOf(
  work: Work,
  row: AgreementRow,
  { joinUrl, provider }: ProviderMessage,
): { readonly joinUrlSealed?: string } {
  if (joinUrl === undefined || !sameOrigin(joinUrl, provider)) return {};
  return { joinUrlSealed: work.secrets.seal(joinUrl, joinPurpose(row.id)) };
}
