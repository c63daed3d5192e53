import ipaddr from "ipaddr.js";

/** A bucket holds `capacity` and gets `perSecond` back each second; each request takes one out. */
export interface Rate {
  readonly capacity: number;
  readonly perSecond: number;
}

/** One bucket for each key. Kept in memory: a restart forgives everyone, and each process counts for itself. */
export interface Buckets {
  /** Takes one, or answers after how many seconds there will be one. */
  take(key: string): { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };
  /** Puts one back: what was taken in advance turned out not to count. */
  giveBack(key: string): void;
  /** Whether there is one to take. */
  has(key: string): boolean;
}

/** So many keys are remembered at most; full buckets go first, then the oldest. */
const keysRemembered = 20_000;

export function openBuckets({ capacity, perSecond }: Rate, nowMs: () => number): Buckets {
  const buckets = new Map<string, { left: number; atMs: number }>();
  const level = (key: string): number => {
    const bucket = buckets.get(key);
    if (bucket === undefined) return capacity;
    return Math.min(capacity, bucket.left + (Math.max(0, nowMs() - bucket.atMs) * perSecond) / 1000);
  };
  const put = (key: string, left: number): void => {
    if (left >= capacity) {
      buckets.delete(key);
      return;
    }
    buckets.set(key, { left, atMs: nowMs() });
    if (buckets.size > keysRemembered) prune();
  };
  const prune = (): void => {
    for (const key of buckets.keys()) if (level(key) >= capacity) buckets.delete(key);
    for (const key of buckets.keys()) {
      if (buckets.size <= keysRemembered / 2) break;
      buckets.delete(key);
    }
  };
  return {
    take(key) {
      const left = level(key);
      if (left < 1) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((1 - left) / perSecond)) };
      put(key, left - 1);
      return { ok: true };
    },
    giveBack: (key) => put(key, level(key) + 1),
    has: (key) => level(key) >= 1,
  };
}

/** How many requests of one kind are being looked at: a body waits in memory until its key has come, and some keys never come. */
export interface Places {
  /** Answers how to give the place back, once; undefined when there is none. */
  take(key: string, most: number): (() => void) | undefined;
}

export function openPlaces(): Places {
  const taken = new Map<string, number>();
  const change = (key: string, by: number): void => {
    const count = (taken.get(key) ?? 0) + by;
    if (count > 0) taken.set(key, count);
    else taken.delete(key);
  };
  return {
    take(key, most) {
      if ((taken.get(key) ?? 0) >= most) return undefined;
      change(key, 1);
      let isHeld = true;
      return () => {
        if (isHeld) change(key, -1);
        isHeld = false;
      };
    },
  };
}

export interface Rates {
  /** Requests that failed or were not signed though they had to be, by address. */
  readonly failed: Rate;
  /** The same from an address that signs as a partner, or as a host whose signature held lately, by address and host: a stranger behind the same address does not shut it out. */
  readonly forged: Rate;
  /** Everything that is asked without a signature or a token, by address. */
  readonly unsigned: Rate;
  readonly partner: Rate;
  /** Signed by a host that is no partner. */
  readonly stranger: Rate;
  /** Questions for handles that nobody bears, by address. */
  readonly handles: Rate;
}

export const defaultRates: Rates = {
  failed: { capacity: 120, perSecond: 2 },
  forged: { capacity: 300, perSecond: 5 },
  unsigned: { capacity: 600, perSecond: 30 },
  partner: { capacity: 300, perSecond: 10 },
  stranger: { capacity: 120, perSecond: 4 },
  handles: { capacity: 60, perSecond: 1 / 10 },
};

/**
 * Whose bucket an address draws from: an IPv4 address, or the /64 that an IPv6 address is in, since a customer gets that many. What
 * is no address (a socket in a file) counts as one of its own.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${parsed.toNormalizedString().split(":").slice(0, 4).join(":")}::/64`;
}

/**
 * The address of the client. Forwarded headers are believed only from trusted proxies (addresses or networks): the last address in
 * `X-Forwarded-For` that is not itself such a proxy.
 */
export function clientAddress(
  remoteAddress: string,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string {
  const isTrusted = (address: string): boolean => trustedProxies.some((network) => isWithin(address, network));
  if (forwardedFor === null || !isTrusted(remoteAddress)) return remoteAddress;
  const chain = forwardedFor.split(",").map((part) => part.trim());
  for (const address of chain.toReversed()) {
    if (!ipaddr.isValid(address)) return remoteAddress;
    if (!isTrusted(address)) return address;
  }
  return chain[0] ?? remoteAddress;
}

function isWithin(address: string, network: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (!network.includes("/"))
    return ipaddr.isValid(network) && ipaddr.process(network).toNormalizedString() === parsed.toNormalizedString();
  const [range, bits] = ipaddr.parseCIDR(network);
  return range.kind() === parsed.kind() && parsed.match([range, bits] as [ipaddr.IPv4, number]);
}
