import { expect } from "vitest";
import { listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import { requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import type { Database } from "#src/store/database.ts";
import { hourMs, noonMs, openPair, proposeSeats, shareServer, type Pair, type Side } from "./pair.ts";

/** Two coops with one offer of seats between them, and what both say about the newest agreement. */
export const evening = { startsAtMs: noonMs + 96 * hourMs, endsAtMs: noonMs + 98 * hourMs };
const notice = { freeUntilMinutes: 48 * 60, latePercent: 50, noShowPercent: 100 };

/** 200 seats, of which up to 60 are answered at once. */
export async function openMarket(open: () => Promise<Database>): Promise<Pair> {
  const pair = await openPair(open);
  await proposeSeats(pair.provider, await shareServer(pair.provider), {
    acceptUpTo: 60,
    terms: { kind: "gift", notice },
  });
  await pair.carry();
  return pair;
}

/** The receiver asks for the evening, and has its answer. */
export async function ask(pair: Pair, seats: number, more: { readonly tentativeUntilMs?: number } = {}): Promise<void> {
  const [item] = (await findCapacity(pair.receiver.context, { limit: 10 })).items;
  const wish = { proposalId: item?.id ?? "", seats, title: "Assembly", ...evening, ...more };
  const asked = await requestCapacity(pair.receiver.context, wish);
  if (asked.outcome !== "offered") throw new Error(JSON.stringify(asked));
  expect(await pair.carry()).toEqual([]);
}

/** The newest agreement of a side. */
export async function newest({ context }: Side): Promise<AgreementView> {
  const [agreement] = (await listAgreements(context, { limit: 1 })).items;
  if (agreement === undefined) throw new Error("There is no agreement.");
  return agreement;
}

/** What both sides say, when it is the same. */
export async function both({ provider, receiver }: Pair): Promise<AgreementView> {
  const [theirs, ours] = [await newest(provider), await newest(receiver)];
  const told = ({
    state,
    revision,
    seats,
    startsAtMs,
    endsAtMs,
    counter,
    trouble,
    refusal,
    endCause,
    feeSeatMinutes,
    joinUrl,
  }: AgreementView) => ({
    state,
    revision,
    seats,
    startsAtMs,
    endsAtMs,
    counter,
    trouble,
    refusal,
    endCause,
    feeSeatMinutes,
    joinUrl,
  });
  expect(told(ours)).toEqual(told(theirs));
  return ours;
}
