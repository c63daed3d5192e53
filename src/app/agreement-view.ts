import { presentedState, type AgreementRole, type AgreementState } from "#src/domain/agreement.ts";
import { isFinal, leadsIn } from "#src/domain/agreement-message.ts";
import { countedSeatMinutes } from "#src/domain/fee.ts";
import { agreedSeatMinutes, decideDuty, type Quantity } from "#src/domain/quantity.ts";
import { findAgreementRow, listAgreementRows, type AgreementFilter, type AgreementRow } from "#src/store/agreements.ts";
import { openJoinUrl } from "./agreement-words.ts";
import type { Context } from "./context.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

/** An agreement as people of this node see it, whichever side we are. */
export interface AgreementView extends Omit<
  AgreementRow,
  "joinUrlSealed" | "joinTokenHash" | "state" | "heldUntilMs" | "role"
> {
  readonly role: AgreementRole;
  /** A receiver who took it back sees it cancelled at once. */
  readonly state: AgreementState;
  /** Until when the provider holds the seats while it thinks; null otherwise. */
  readonly heldUntilMs: number | null;
  /** Whether a steward of ours has to answer it. */
  readonly waitsForUs: boolean;
  readonly joinUrl: string | null;
  readonly agreedSeatMinutes: number;
  /** What the receiver owes for it under the terms: for what was used or, before, was agreed, and for what it gave back; null for nothing. */
  readonly due: Quantity | null;
}

export function viewAgreement(context: Pick<Context, "secrets">, row: AgreementRow): AgreementView {
  const { joinUrlSealed, joinTokenHash: _hidden, ...rest } = row;
  const state = presentedState(row);
  const agreed = agreedSeatMinutes(row) ?? 0;
  return {
    ...rest,
    state,
    heldUntilMs: state === "offered" ? row.heldUntilMs : null,
    ...openOf(row, state),
    waitsForUs: waitsForUs(row, state),
    joinUrl: leadsIn(state) ? openJoinUrl(context, { id: row.id, joinUrlSealed }) : null,
    agreedSeatMinutes: agreed,
    due: decideDuty(row.terms, countedSeatMinutes({ ...row, state }, agreed))?.due ?? null,
  };
}

/** What is open, as long as anything can follow. */
function openOf({ pending, pendingUntilMs, counter, tentativeUntilMs, trouble }: AgreementRow, state: AgreementState) {
  return isFinal(state)
    ? { pending: null, pendingUntilMs: null, counter: null, tentativeUntilMs: null, trouble: null }
    : { pending, pendingUntilMs, counter, tentativeUntilMs, trouble };
}

/**
 * The provider's steward answers offers and changes, as long as it has not proposed something else; the receiver's answers a
 * counter-offer, unless it has done so and waits, or (a yes to who was not sure yet) says when it is sure.
 */
function waitsForUs({ role, counter, pending }: AgreementRow, state: AgreementState): boolean {
  if (isFinal(state)) return false;
  if (role === "receiver") return counter !== null && pending === null;
  return counter === null && (state === "offered" || pending !== null);
}

/** An agreement by our own id, of either role. */
export async function findAgreement(context: Context, id: string): Promise<AgreementView | undefined> {
  const row = await findAgreementRow(context.database, id);
  return row === undefined ? undefined : viewAgreement(context, row);
}

/** Agreements of both roles, newest first. */
export function listAgreements(
  context: Context,
  request: PageRequest & Omit<AgreementFilter, "limit" | "before">,
): Promise<Page<AgreementView>> {
  const { limit, cursor, ...filter } = request;
  return pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) }, async (page) => {
    const rows = await listAgreementRows(context.database, { ...filter, ...page });
    return rows.map((row) => viewAgreement(context, row));
  });
}
