/** Everything that a run leaves to chance comes from here, so that its seed repeats it to the letter. Whole numbers only. */
export interface Random {
  /** A number from 0 up to, not including, `count`. */
  below(count: number): number;
  /** True in so many of a hundred. */
  chance(percent: number): boolean;
  /** @throws for no items: then the caller's own choice was wrong. */
  pick<T>(items: readonly T[]): T;
  /** 32 bits. */
  next(): number;
}

/** SplitMix32 over a seed: short, and good enough to choose among events. */
export function openRandom(seed: number): Random {
  let state = Math.imul(seed | 0, 0x9e3779b1) ^ 0x5bd1e995;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (count: number): number => next() % count;
  return {
    next,
    below,
    chance: (percent) => below(100) < percent,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("There is nothing to pick from.");
      return item;
    },
  };
}
