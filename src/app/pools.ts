import { reservationsOf } from "#src/domain/agreement-reservation.ts";
import { claimsOf, reachMs, type Pool, type ResourceReservation } from "#src/domain/capacity.ts";
import type { OfferedPool } from "#src/domain/offer-capacity.ts";
import { poolOf } from "#src/domain/pool.ts";
import type { Slot } from "#src/domain/slot.ts";
import { peakWithin } from "#src/domain/steps.ts";
import { listTakingWithin, type TakingRow } from "#src/store/offers.ts";
import { listPoolServers } from "#src/store/pools.ts";
import type { Resource } from "#src/store/resources.ts";
import type { Work } from "./context.ts";

/** What a resource can give at once, as its settings and its servers stand. */
export async function findPool(
  { session }: Pick<Work, "session">,
  resource: Pick<Resource, "id" | "platform" | "seats" | "rooms" | "calendar">,
): Promise<OfferedPool> {
  return poolOf(resource, await listPoolServers(session, resource.id));
}

/** Everything that takes seats of a resource from now on, over all its proposals. `except` leaves one agreement out. */
export async function findReservations(
  work: Work,
  resourceId: string,
  except?: { readonly id: string },
): Promise<readonly ResourceReservation[]> {
  const nowMs = work.nowMs();
  return takenBy(
    work,
    await listTakingWithin(work.session, { resourceIds: [resourceId], fromMs: nowMs, nowMs }),
    except,
  );
}

/** What can meet a slot, with the buffers of both: all that a decision about it has to know. `except` leaves one agreement out. */
export async function findReservationsAround(
  work: Work,
  slot: Slot,
  {
    resource,
    except,
  }: { readonly resource: Pick<Resource, "id" | "calendar">; readonly except?: { readonly id: string } },
): Promise<readonly ResourceReservation[]> {
  const reach = reachMs(resource);
  const window = { fromMs: slot.startsAtMs - reach, untilMs: slot.endsAtMs + reach };
  const rows = await listTakingWithin(work.session, { resourceIds: [resource.id], ...window, nowMs: work.nowMs() });
  return takenBy(work, rows, except);
}

function takenBy(
  work: Work,
  rows: readonly TakingRow[],
  except: { readonly id: string } | undefined,
): readonly ResourceReservation[] {
  const nowMs = work.nowMs();
  return rows.filter((row) => row.id !== except?.id).flatMap((row) => reservationsOf(row, nowMs));
}

/** The most seats and rooms that are taken at once, ever from now on: what a resource or proposal must keep. */
export const mostTaken = (
  reservations: readonly ResourceReservation[],
  pool: Pick<Pool, "calendar">,
  nowMs: number,
): { readonly seats: number; readonly rooms: number } =>
  peakWithin(claimsOf(reservations, pool), { startsAtMs: nowMs, endsAtMs: Number.MAX_SAFE_INTEGER });
