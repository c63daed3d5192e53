/** Above this a clock that differs is worth a word; above the other, signed requests begin to be refused (five minutes, Mastodon and we). */
const attentionMs = 60_000;
const troubleMs = 5 * 60_000;

export type ClockVerdict = "ok" | "attention" | "trouble";

/** What to make of a clock that is so far ahead of ours, or behind it. */
export function decideClock(differenceMs: number): ClockVerdict {
  const apartMs = Math.abs(differenceMs);
  if (apartMs > troubleMs) return "trouble";
  return apartMs > attentionMs ? "attention" : "ok";
}

/** How far ours is off, when those of several others say so: the middle one of what they differ by. Undefined without any. */
export function decideOwnError(differencesMs: readonly number[]): number | undefined {
  const sorted = differencesMs.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
