import { decideCounter } from "#src/domain/agreement-wish.ts";
import { numbersOf } from "#src/domain/agreement-asked.ts";
import type { Terms } from "#src/domain/resource.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findAgreementRow } from "#src/store/agreements.ts";
import { freeSeatsFor, type ActOutcome } from "./agreement-deeds.ts";
import { viewAgreement } from "./agreement-view.ts";
import { saveWord, settled } from "./agreement-words.ts";
import { transact, type Context } from "./context.ts";

/** What a provider proposes instead; what is absent stays as it is. */
export interface CounterRequest extends Partial<Slot> {
  readonly seats?: number;
  readonly terms?: Terms;
  /** Three days from now when absent, and never longer than it can be answered. */
  readonly untilMs?: number;
  readonly note?: string;
}

/**
 * The provider proposes something else: instead of what is offered or, where it has promised already, instead of that. Its seats are held while
 * it stands. It answers the change that the receiver asked for, if there is one.
 */
export function counterAgreement(context: Context, id: string, request: CounterRequest): Promise<ActOutcome> {
  return transact(context, async (work) => {
    const row = await findAgreementRow(work.session, id);
    if (row === undefined) return { outcome: "not-found" };
    const agreement = viewAgreement(work, row);
    if (row.role !== "provider") return { outcome: "impossible", impossibility: { because: "not-yours" }, agreement };
    const standing = numbersOf(row);
    const wanted = {
      seats: request.seats ?? standing.seats,
      startsAtMs: request.startsAtMs ?? standing.startsAtMs,
      endsAtMs: request.endsAtMs ?? standing.endsAtMs,
      terms: request.terms ?? standing.terms,
      untilMs: request.untilMs,
      note: request.note,
    };
    const isSlot = wanted.startsAtMs < wanted.endsAtMs;
    const freeSeats = isSlot ? await freeSeatsFor(work, row, wanted) : 0;
    const decided = decideCounter({ agreement: row, wanted, nowMs: work.nowMs(), freeSeats });
    if (decided.outcome === "same") return { outcome: "done", agreement };
    if (decided.outcome === "impossible") {
      const { outcome, ...impossibility } = decided;
      return { outcome, impossibility, agreement };
    }
    const { counter, revision } = decided;
    const changes = { ...settled, counter, revision, pendingUntilMs: counter.untilMs, refusal: null };
    return { outcome: "done", agreement: viewAgreement(work, await saveWord(work, row, changes)) };
  });
}
