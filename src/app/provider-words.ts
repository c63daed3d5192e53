import { decideProviderMessage, isFinal, type ProviderWord } from "#src/domain/agreement-message.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { Refusal } from "#src/domain/message.ts";
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
  /** With a rejection. */
  readonly refusal?: Refusal;
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
  const told = await follow(work, { provider, agreement, word: { word: "fulfilled", revision } });
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
  const changes = changesBy(work, row, message);
  if (changes !== undefined) await updateAgreement(work.session, row.id, { ...changes, updatedAtMs: work.nowMs() });
  if (isFinal(changes?.state ?? row.state)) await heard(work, answerKeys.withdrawal(row.agreement));
  return { outcome: "done" };
}

function changesBy(work: Work, row: AgreementRow, message: ProviderMessage): Partial<AgreementRow> | undefined {
  const decided = decideProviderMessage({ agreement: row, message: message.word });
  const join = joinOf(work, row, message);
  switch (decided.outcome) {
    case "same":
      return undefined;
    case "stale":
      return decided.keepsJoinUrl && row.joinUrlSealed === null ? join : undefined;
    case "change": {
      const { state, revision, heldUntilMs } = decided;
      const answeredAtMs = message.word.word === "held" ? row.answeredAtMs : (row.answeredAtMs ?? work.nowMs());
      return { state, revision, heldUntilMs, refusal: message.refusal ?? null, answeredAtMs, ...join };
    }
  }
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
