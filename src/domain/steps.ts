import type { TakenSlot } from "./resource.ts";
import { overlaps, type Slot } from "./slot.ts";

/** Seats, and a room, that are taken for a slot. */
export interface Claim extends Slot {
  readonly seats: number;
  readonly rooms: number;
}

/** What is taken from one moment to the next. A step function is a list of these in order of time, which do not overlap. */
export type Step = Claim;

/** Claims added up as a step function. A sweep over starts and ends: its cost is in claims and never in minutes. */
export function addedUp(claims: readonly Claim[]): Step[] {
  const changes = changesOf(claims);
  const moments = [...changes.keys()].toSorted((one, other) => one - other);
  const steps: Step[] = [];
  let [seats, rooms] = [0, 0];
  for (const [index, startsAtMs] of moments.entries()) {
    const change = changes.get(startsAtMs);
    seats += change?.seats ?? 0;
    rooms += change?.rooms ?? 0;
    const endsAtMs = moments[index + 1];
    if ((seats > 0 || rooms > 0) && endsAtMs !== undefined) steps.push({ startsAtMs, endsAtMs, seats, rooms });
  }
  return steps;
}

function changesOf(claims: readonly Claim[]): Map<number, { seats: number; rooms: number }> {
  const changes = new Map<number, { seats: number; rooms: number }>();
  const change = (atMs: number, seats: number, rooms: number): void => {
    const known = changes.get(atMs);
    if (known === undefined) changes.set(atMs, { seats, rooms });
    else {
      known.seats += seats;
      known.rooms += rooms;
    }
  };
  for (const { startsAtMs, endsAtMs, seats, rooms } of claims) {
    if (startsAtMs >= endsAtMs) continue;
    change(startsAtMs, seats, rooms);
    change(endsAtMs, -seats, -rooms);
  }
  return changes;
}

/** At each moment the most of what any of the claims takes, instead of their sum. */
export function mostOf(claims: readonly Claim[]): Step[] {
  const moments = momentsOf(claims);
  return moments.slice(0, -1).flatMap((startsAtMs, index) => {
    const covering = claims.filter((claim) => claim.startsAtMs <= startsAtMs && startsAtMs < claim.endsAtMs);
    const endsAtMs = moments[index + 1] ?? startsAtMs;
    return covering.length === 0 ? [] : [{ startsAtMs, endsAtMs, ...peakOf(covering) }];
  });
}

/** Every moment at which something begins or ends, in order. */
export const momentsOf = (slots: readonly Slot[]): number[] =>
  [...new Set(slots.flatMap((slot) => [slot.startsAtMs, slot.endsAtMs]))].toSorted((one, other) => one - other);

/** The most seats and the most rooms of any of them. */
function peakOf(steps: readonly Claim[]): { readonly seats: number; readonly rooms: number } {
  let [seats, rooms] = [0, 0];
  for (const step of steps) {
    seats = Math.max(seats, step.seats);
    rooms = Math.max(rooms, step.rooms);
  }
  return { seats, rooms };
}

/** The most that is taken at once in any moment of the slot. */
export const peakWithin = (claims: readonly Claim[], slot: Slot): { readonly seats: number; readonly rooms: number } =>
  peakOf(addedUp(claims.filter((claim) => overlaps(claim, slot)).map((claim) => clip(claim, slot))));

const clip = (claim: Claim, slot: Slot): Claim => ({
  ...claim,
  startsAtMs: Math.max(claim.startsAtMs, slot.startsAtMs),
  endsAtMs: Math.min(claim.endsAtMs, slot.endsAtMs),
});

/**
 * A step function that shows at each moment the most that the given one has from `afterMs` before it to `beforeMs` after it: so that
 * who asks for a slot alone meets what also stands in the buffers around it.
 */
export function spread(
  steps: readonly Step[],
  { beforeMs, afterMs }: { readonly beforeMs: number; readonly afterMs: number },
): Step[] {
  if (beforeMs === 0 && afterMs === 0) return [...steps];
  const wide = steps.map((step) => ({
    ...step,
    startsAtMs: step.startsAtMs - afterMs,
    endsAtMs: step.endsAtMs + beforeMs,
  }));
  const moments = momentsOf(wide);
  let first = 0;
  return moments.slice(0, -1).flatMap((startsAtMs, index) => {
    // Starts and ends are in the same order, so what covers a moment is one run of them.
    while ((wide[first]?.endsAtMs ?? Infinity) <= startsAtMs) first += 1;
    let end = first;
    while ((wide[end]?.startsAtMs ?? Infinity) <= startsAtMs) end += 1;
    const endsAtMs = moments[index + 1] ?? startsAtMs;
    return first === end ? [] : [{ startsAtMs, endsAtMs, ...peakOf(wide.slice(first, end)) }];
  });
}

/** Reads a step function at moments that only go forward; nothing is taken outside of its steps. */
export function readSteps(
  steps: readonly Step[],
): (atMs: number) => { readonly seats: number; readonly rooms: number } {
  let index = 0;
  return (atMs) => {
    while ((steps[index]?.endsAtMs ?? Infinity) <= atMs) index += 1;
    const step = steps[index];
    return step !== undefined && step.startsAtMs <= atMs ? step : { seats: 0, rooms: 0 };
  };
}

/** Neighbours of the same height as one, and nothing where no seat is taken. */
export function merged(steps: readonly TakenSlot[]): TakenSlot[] {
  const result: TakenSlot[] = [];
  for (const { startsAtMs, endsAtMs, seats } of steps) {
    if (seats === 0) continue;
    const last = result.at(-1);
    if (last !== undefined && last.endsAtMs === startsAtMs && last.seats === seats)
      result[result.length - 1] = { ...last, endsAtMs };
    else result.push({ startsAtMs, endsAtMs, seats });
  }
  return result;
}

/** The most seats that a step function has in a slot: a search by halves, for lists of up to hundreds. */
export function peakOfSteps(steps: readonly TakenSlot[], { startsAtMs, endsAtMs }: Slot): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]?.endsAtMs ?? Infinity) <= startsAtMs) low = middle + 1;
    else high = middle;
  }
  let peak = 0;
  for (let step = steps[low]; step !== undefined && step.startsAtMs < endsAtMs; step = steps[(low += 1)])
    peak = Math.max(peak, step.seats);
  return peak;
}
