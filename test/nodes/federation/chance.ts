/** Random choices from a seed, so that a run can be told and, as far as processes and networks allow, repeated. */
export interface Chance {
  /** From 0 (inclusive) to `below` (exclusive). */
  whole(below: number): number;
  /** True so many times in a hundred. */
  percent(often: number): boolean;
  /** @throws when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
}

/** A 32-bit xorshift: good enough to choose what happens next, and the same on every machine. */
export function openChance(seed: number): Chance {
  let state = seed | 0 || 1;
  const whole = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  return {
    whole,
    percent: (often) => whole(100) < often,
    pick: <T>(from: readonly T[]): T => {
      const picked = from[whole(from.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from.");
      return picked;
    },
  };
}
