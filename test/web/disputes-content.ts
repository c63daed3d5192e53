import { listAgreements } from "#src/app/agreement-view.ts";
import { requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { listEntries } from "#src/app/ledger.ts";
import { propose } from "#src/app/proposals.ts";
import { shareResource } from "#src/app/resources.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { offerHall, type Partner } from "./pages-partner.ts";

const dayMs = 86_400_000;

/** A partner's entry that we hold and have not answered, and one of ours that the partner has refused. Both by our id. */
export async function recordBoth(
  app: Context,
  partner: Partner,
): Promise<{ readonly theirs: string; readonly ours: string }> {
  for (const each of [app, partner.app]) await changeCoop(each, { countersign: "steward" });
  await offerHall(partner);
  await offerRoom(app);
  await partner.carry();
  await used({ by: app, from: partner.app, partner });
  const theirs = await lastEntry(app);
  await used({ by: partner.app, from: app, partner });
  const ours = await lastEntry(app);
  await disputeEntry(partner.app, await lastEntry(partner.app), { reason: "quantity", note: "Only ten came." });
  await partner.carry();
  return { theirs, ours };
}

async function offerRoom(app: Context): Promise<void> {
  const room = { kind: "meeting-server", name: { en: "Harbour room" }, platform: "link", seats: 100 } as const;
  const shared = await shareResource(app, room);
  if (shared.outcome !== "done") throw new Error(shared.outcome);
  await propose(app, { resourceId: shared.resource.id, seats: 100, audience: "partners", terms: { kind: "gift" } });
}

interface Used {
  readonly by: Context;
  readonly from: Context;
  readonly partner: Partner;
}

async function used({ by, from, partner }: Used): Promise<void> {
  const offer = (await findCapacity(by, { limit: 10 })).items.find(({ own }) => !own);
  const startsAtMs = Math.ceil((Date.now() + dayMs) / minuteMs) * minuteMs;
  const slot = { startsAtMs, endsAtMs: startsAtMs + 120 * minuteMs };
  const about = { proposalId: offer?.id ?? "", seats: 20, title: "Assembly", fairUseVersion: 1 };
  await requestCapacity(by, { ...about, ...slot });
  await partner.carry();
  const [agreement] = (await listAgreements(from, { limit: 1 })).items;
  const done = await fulfil(from, agreement?.id ?? "", 1200);
  if (done.outcome !== "done") throw new Error(done.outcome);
  await partner.carry();
}

const lastEntry = async (app: Context): Promise<string> => (await listEntries(app, { limit: 1 })).items[0]?.id ?? "";
