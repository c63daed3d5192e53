/** What the guard remembers of requests whose signature held, in this process. */
export interface GuardMemory {
  /** How we stood towards an origin when a request of it held lately. */
  known(origin: string): KnownStanding | undefined;
  /**
   * Whether this very signature was taken before and its key has signed something else since: who sends it now is somebody who recorded it, or a
   * network that puts old messages after new ones. At once after the first it is a copy, which is handled again.
   */
  isOld(request: Pick<Signed, "keyId" | "signature">): boolean;
  note(request: Signed, standing: KnownStanding): void;
  /** How we stood towards an origin seconds ago: enough to decide whether its key may be asked for. Who sends is looked at anew when it holds. */
  standingLately(origin: string, ask: () => Promise<RecentStanding>): Promise<RecentStanding>;
}

export type RecentStanding = KnownStanding | "blocked";

export type KnownStanding = "partner" | "other";

export interface Signed {
  readonly origin: string;
  readonly keyId: string;
  /** The whole header. */
  readonly signature: string;
}

const knownMs = 3_600_000;
/** As long as a signature may be old, and from the future. */
const signaturesMs = 3_900_000;
const recentMs = 5_000;
const originsKept = 10_000;
const signaturesKept = 50_000;

export function openGuardMemory(nowMs: () => number): GuardMemory {
  const origins = new Map<string, { readonly atMs: number; readonly standing: KnownStanding }>();
  const taken = new Map<string, number>();
  const latest = new Map<string, string>();
  const recent = new Map<string, { readonly atMs: number; readonly standing: Promise<RecentStanding> }>();
  return {
    known(origin) {
      const found = origins.get(origin);
      return found !== undefined && nowMs() - found.atMs < knownMs ? found.standing : undefined;
    },
    isOld({ keyId, signature }) {
      const atMs = taken.get(signature);
      return atMs !== undefined && nowMs() - atMs < signaturesMs && latest.get(keyId) !== signature;
    },
    standingLately(origin, ask) {
      const found = recent.get(origin);
      if (found !== undefined && nowMs() - found.atMs < recentMs) return found.standing;
      const standing = ask();
      keep(recent, originsKept, [origin, { atMs: nowMs(), standing }]);
      standing.catch(() => recent.delete(origin));
      return standing;
    },
    note({ origin, keyId, signature }, standing) {
      keep(origins, originsKept, [origin, { atMs: nowMs(), standing }]);
      keep(taken, signaturesKept, [signature, nowMs()]);
      keep(latest, originsKept, [keyId, signature]);
    },
  };
}

/** The newest are kept. */
function keep<Value>(map: Map<string, Value>, most: number, [key, value]: readonly [string, Value]): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
