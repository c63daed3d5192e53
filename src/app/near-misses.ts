import type { Wanted } from "#src/domain/listing.ts";
import type { Slot } from "#src/domain/slot.ts";
import { findCapacity, type CapacityItem } from "./capacity.ts";
import type { Context } from "./context.ts";

/** An offer that would fit if one thing were otherwise. */
export interface NearMiss {
  readonly item: CapacityItem;
  readonly instead: { readonly slot: Slot } | { readonly seats: number };
}

const halfHourMs = 30 * 60_000;
/** Earlier and later, the smallest change first. */
const shiftsMs = [1, -1, 2, -2, 4, -4].map((halves) => halves * halfHourMs);
const most = 3;

/** What comes close: the same at an hour near by, or with fewer seats. Each offer once, with the smallest change; none of `known`. */
export async function findNearMisses(
  context: Context,
  { slot, ...wanted }: Wanted,
  known: readonly CapacityItem[],
): Promise<readonly NearMiss[]> {
  if (slot === undefined) return [];
  const found = new Map<string, NearMiss>();
  const isNew = ({ id }: CapacityItem): boolean => !found.has(id) && !known.some((item) => item.id === id);
  const add = async (changed: Wanted, instead: NearMiss["instead"]): Promise<void> => {
    const { slot: at, ...rest } = changed;
    const { items } = await findCapacity(context, {
      whose: "others",
      ...rest,
      ...at,
      order: "fit",
      limit: most + known.length,
    });
    for (const item of items.filter(isNew)) found.set(item.id, { item, instead });
  };
  for (const shiftMs of shiftsMs) {
    const moved = { startsAtMs: slot.startsAtMs + shiftMs, endsAtMs: slot.endsAtMs + shiftMs };
    if (found.size < most && moved.startsAtMs > context.nowMs()) await add({ ...wanted, slot: moved }, { slot: moved });
  }
  const seats = Math.ceil((wanted.seats ?? 1) / 2);
  if (found.size < most && wanted.seats !== undefined && seats < wanted.seats)
    await add({ ...wanted, slot, seats }, { seats });
  return [...found.values()].slice(0, most);
}
