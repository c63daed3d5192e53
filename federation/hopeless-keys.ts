/** Keys that could not be had: to look for them again at each request that names them is what a flood lives on. */
export interface HopelessKeys {
  has(keyId: string): boolean;
  noteFailure(keyId: string): void;
  forgive(keyId: string): void;
}

const kept = 20_000;
/** Twice is free, since its server may be away for a moment; then a key rests for two seconds, doubling to sixteen. */
const free = 2;
const longestRestMs = 16_000;

/** Only what its own server did not give counts: a forged signature says nothing about the key that it names. */
export function openHopelessKeys(nowMs: () => number = () => performance.now()): HopelessKeys {
  const failed = new Map<string, { readonly untilMs: number; readonly times: number }>();
  return {
    has: (keyId) => (failed.get(keyId)?.untilMs ?? 0) > nowMs(),
    noteFailure(keyId) {
      const times = (failed.get(keyId)?.times ?? 0) + 1;
      const restMs = times < free ? 0 : Math.min(1000 * 2 ** (times - free + 1), longestRestMs);
      failed.delete(keyId);
      failed.set(keyId, { untilMs: nowMs() + restMs, times });
      for (const oldest of failed.keys()) {
        if (failed.size <= kept) break;
        failed.delete(oldest);
      }
    },
    forgive: (keyId) => void failed.delete(keyId),
  };
}
