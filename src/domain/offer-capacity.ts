import { calendarProblem } from "./calendar.ts";
import { freeRooms, freeSeatsOfProposal, type Capacity } from "./capacity.ts";
import type { Refusal } from "./message.ts";
import type { Slot } from "./slot.ts";

/** A resource's pool as an offer meets it. */
export type OfferedPool = Capacity["resource"] & {
  /** It has servers, and none of them answers. */
  readonly down?: boolean;
};

/**
 * Why a resource cannot give so many seats in a slot that is asked for at `nowMs`; undefined when it can. Names what stands in the way
 * for longest: hours and distance first, then the size of its rooms, then what others have taken.
 */
export function capacityRefusal(
  asked: Slot & { readonly seats: number },
  {
    capacity,
    nowMs,
  }: { readonly capacity: Omit<Capacity, "resource"> & { readonly resource: OfferedPool }; readonly nowMs: number },
): Refusal | undefined {
  const { calendar, roomSeats, down = false } = capacity.resource;
  const problem = calendar ? calendarProblem({ calendar, slot: asked, nowMs }) : undefined;
  if (problem !== undefined) return problem;
  if (down) return { reason: "server-down" };
  if (typeof roomSeats === "number" && asked.seats > roomSeats) return { reason: "room-too-small", roomSeats };
  if (freeRooms(capacity, asked) < 1) return { reason: "rooms-short" };
  const freeSeats = freeSeatsOfProposal(capacity, asked);
  return asked.seats > freeSeats ? { reason: "capacity-short", freeSeats } : undefined;
}
