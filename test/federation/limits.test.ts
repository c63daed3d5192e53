import { expect, test } from "vitest";
import { openGuard } from "#federation/guard.ts";
import { addressKey, clientAddress, openBuckets } from "#federation/limits.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openCoop } from "./ground.ts";

const cleanup = useCleanup();

test("a bucket of 300 refilled at 10 a second takes 300 at once, then 10 a second, and says how long to wait", () => {
  let nowMs = 0;
  const buckets = openBuckets({ capacity: 300, perSecond: 10 }, () => nowMs);
  const taken = (key: string, wanted: number): number =>
    Array.from({ length: wanted }, () => buckets.take(key).ok).filter(Boolean).length;
  expect(taken("a", 400)).toBe(300);
  expect(buckets.take("a")).toEqual({ ok: false, retryAfterSeconds: 1 });
  expect(taken("b", 5)).toBe(5);
  nowMs += 2_500;
  expect(taken("a", 100)).toBe(25);
  buckets.giveBack("a");
  expect([buckets.has("a"), taken("a", 2)]).toEqual([true, 1]);
  nowMs += 3_600_000;
  expect(taken("a", 400)).toBe(300);
});

test("a slow bucket says when there is something in it again", () => {
  const buckets = openBuckets({ capacity: 1, perSecond: 0.1 }, () => 0);
  buckets.take("a");
  expect(buckets.take("a")).toEqual({ ok: false, retryAfterSeconds: 10 });
});

test("many addresses do not fill the memory, and who is at the limit stays there for a while", () => {
  const buckets = openBuckets({ capacity: 2, perSecond: 0.001 }, () => 0);
  for (let each = 0; each < 100_000; each += 1) buckets.take(`address ${each}`);
  buckets.take("last");
  buckets.take("last");
  expect(buckets.take("last").ok).toBe(false);
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["", "unknown"],
])("%s counts as %s", (address, key) => {
  expect(addressKey(address)).toBe(key);
});

const proxies = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];

test.each([
  ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["127.0.0.1", "192.0.2.66, 198.51.100.1, 10.1.2.3", "198.51.100.1"],
  ["fd00::1", "2001:db8::1", "2001:db8::1"],
  ["127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"],
  ["127.0.0.1", "10.1.1.1, 10.1.1.2", "10.1.1.1"],
  ["127.0.0.1", null, "127.0.0.1"],
])("from %s with X-Forwarded-For %s comes %s", (remote, forwarded, client) => {
  expect(clientAddress(remote, forwarded, proxies)).toBe(client);
});

test("who guesses tokens has to wait, and who has one does not; elsewhere the header helps nobody", async () => {
  const database = await memoryDatabase();
  cleanup(() => database.close());
  const app = await openCoop(database, { nowMs: 1_800_000_000_000 });
  const guard = openGuard({ app, trustedProxies: [], hostAwake: async () => undefined });
  const ask = async (path: string, status: number): Promise<number> => {
    const request = new Request(`${app.origin}${path}`, { headers: { authorization: "Bearer guess" } });
    const admission = await guard(request, { remoteAddress: "192.0.2.7" });
    if ("refuse" in admission) return admission.refuse.status;
    return (await admission.settle(new Response(null, { status }))).status;
  };
  const flood = async (path: string, status: number): Promise<number> => {
    for (let sent = 0; sent < 1000; sent += 1) if ((await ask(path, status)) !== status) return sent;
    return 1000;
  };
  expect(await flood("/api/v1/node", 401)).toBeLessThan(1000);
  expect(await ask("/api/v1/node", 401)).toBe(429);
  expect(await ask("/api/v1/node", 200)).toBe(200);
  expect(await flood("/", 200)).toBeLessThan(1000);
});
