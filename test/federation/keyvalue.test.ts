import "temporal-polyfill/global";
import type { KvKey } from "@fedify/fedify";
import { expect, test } from "vitest";
import { openKeyValues } from "#federation/keyvalue.ts";
import { onBothEngines } from "#test/rig.ts";

onBothEngines("Fedify's key-value store", (engine) => {
  async function open(clock = { nowMs: 1_000_000 }) {
    const database = await engine.open();
    return { database, clock, kv: openKeyValues({ database, nowMs: () => clock.nowMs }) };
  }
  const keysOf = async (list: AsyncIterable<{ key: KvKey }>): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of list) keys.push(key.join("/"));
    return keys.toSorted();
  };

  test("keeps what it was given until it is deleted", async () => {
    const { kv } = await open();
    const value = { text: "é", list: [1, null, { a: true }] };
    await kv.set(["a", "b"], value);
    await kv.set(["a", "b", "c"], "other");
    expect([await kv.get(["a", "b"]), await kv.get(["a"])]).toEqual([value, undefined]);
    await kv.set(["a", "b"], "new");
    expect(await kv.get(["a", "b"])).toBe("new");
    await kv.delete(["a", "b"]);
    expect([await kv.get(["a", "b"]), await kv.get(["a", "b", "c"])]).toEqual([undefined, "other"]);
  });

  test("forgets what has expired, and removes it in passing", async () => {
    const { kv, clock, database } = await open();
    await kv.set(["short"], 1, { ttl: Temporal.Duration.from({ seconds: 30 }) });
    await kv.set(["month"], 2, { ttl: Temporal.Duration.from({ months: 1 }) });
    clock.nowMs += 29_999;
    expect(await kv.get(["short"])).toBe(1);
    clock.nowMs += 1;
    expect([await kv.get(["short"]), await kv.get(["month"]), await keysOf(kv.list())]).toEqual([
      undefined,
      2,
      ["month"],
    ]);
    clock.nowMs += 60_000;
    await kv.set(["next"], 3);
    expect(await database.q.$count(database.t.keyValues)).toBe(2);
  });

  test("lists by the parts of a key, not by its letters", async () => {
    const { kv } = await open();
    for (const key of [
      ["a", "b"],
      ["a", "bc"],
      ["a", "b", "c"],
      ["a%", "b"],
      ["A", "b"],
      ["a", 'b"'],
    ] as const)
      await kv.set(key, 1);
    expect(await keysOf(kv.list(["a", "b"]))).toEqual(["a/b", "a/b/c"]);
    expect(await keysOf(kv.list(["a%"]))).toEqual(["a%/b"]);
    expect((await keysOf(kv.list())).length).toBe(6);
  });

  test("swaps only what is still there, so that one of many wins", async () => {
    const { kv } = await open();
    const claims = await Promise.all(["x", "y", "z"].map((name) => kv.cas(["lock"], undefined, { by: name })));
    expect(claims.filter((won) => won).length).toBe(1);
    const holder = await kv.get(["lock"]);
    expect(await kv.cas(["lock"], { by: "nobody" }, "taken")).toBe(false);
    expect(await kv.cas(["lock"], holder, "taken")).toBe(true);
    expect(await kv.get(["lock"])).toBe("taken");
  });
});
