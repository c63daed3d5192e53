import { decideFee, freeUntilMs, type Share } from "#src/domain/notice.ts";
import { decideDuty, type Quantity } from "#src/domain/quantity.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import type { Context } from "./context.ts";

/** What somebody thinks of doing: to give an agreement back, or to have it changed. */
export type CostlyAction =
  | { readonly action: "cancel" }
  | { readonly action: "amend"; readonly change: Partial<Share> };

/** What it costs now, before it is done. */
export interface Cost {
  /** Beside what earlier changes have cost; 0 when it is free. */
  readonly feeSeatMinutes: number;
  /** What is owed in return for that, under the terms; null for nothing. */
  readonly due: Quantity | null;
  /** Until when it is free; absent when it never costs anything. */
  readonly freeUntilMs?: number;
}

/** What it costs the receiver to do something to an agreement now; undefined when there is no such agreement. */
export async function costOf(context: Context, agreementId: string, action: CostlyAction): Promise<Cost | undefined> {
  const row = await findAgreementRow(context.database, agreementId);
  return row === undefined ? undefined : decideCost(row, action, context.nowMs());
}

type Costing = Pick<
  AgreementRow,
  "role" | "seats" | "startsAtMs" | "endsAtMs" | "terms" | "state" | "tentativeUntilMs" | "counter"
>;

/** The same of an agreement at hand. What its provider does, or has proposed itself, costs the receiver nothing. */
function decideCost(agreement: Costing, action: CostlyAction, atMs: number): Cost {
  const change = action.action === "amend" ? { change: { ...shareOf(agreement), ...action.change } } : {};
  const cause = action.action === "amend" ? "changed" : "cancelled";
  const isTheirWish =
    change.change !== undefined && agreement.counter !== null && isSame(agreement.counter, change.change);
  const feeSeatMinutes = isTheirWish ? 0 : decideFee({ agreement, by: agreement.role, cause, atMs, ...change });
  const free = agreement.role === "receiver" ? freeUntilMs(agreement) : undefined;
  return {
    feeSeatMinutes,
    due: decideDuty(agreement.terms, feeSeatMinutes)?.due ?? null,
    ...(free === undefined ? {} : { freeUntilMs: free }),
  };
}

const shareOf = ({ seats, startsAtMs, endsAtMs }: Share): Share => ({ seats, startsAtMs, endsAtMs });

const isSame = (one: Share, other: Share): boolean =>
  one.seats === other.seats && one.startsAtMs === other.startsAtMs && one.endsAtMs === other.endsAtMs;
