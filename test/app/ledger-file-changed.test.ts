import { beforeEach, describe, expect, test } from "vitest";
import { listCoopKeys, revokeKey } from "#src/app/key-rotation.ts";
import { verifyLedger } from "#src/app/ledger-verify.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { textOf } from "./file-lines.ts";
import { forget, openFilePair, restore, verify, type FilePair } from "./file-pair.ts";
import { booksAt, deliverAll, openLedgerCoop } from "./ledger-pair.ts";

let pair: FilePair["pair"];
let agreed: string;

describe("of a file that somebody changed", () => {
  const later = useCleanup();
  const openMemory = async () => {
    const database = await memoryDatabase();
    later(() => database.close());
    return database;
  };
  beforeEach(async () => {
    ({ pair, agreed } = await openFilePair(openMemory));
  });

  test("a line is found, and not taken in", async () => {
    const text = (await textOf(pair.a.app)).replaceAll(
      String.raw`\"hasNumericalValue\":\"100\"`,
      String.raw`\"hasNumericalValue\":\"900\"`,
    );
    expect((await verify(pair.a.app, text)).troubles).toMatchObject([{ about: agreed }]);
    await forget(pair.a);
    expect((await restore(pair.a.app, text)).troubles).toMatchObject([{ about: agreed }]);
    expect((await booksAt(pair.a)).count).toBe(2);
  });

  test("other keys are not made anybody's", async () => {
    const text = await textOf(pair.a.app);
    const keys = [...text.matchAll(/z6Mk[1-9A-HJ-NP-Za-km-z]{44}/g)].map(([key]) => key);
    const [one = "", other = ""] = [...new Set(keys)];
    const [header = "", ...rest] = text.split("\n");
    const swapped = header.replaceAll(one, "…").replaceAll(other, one).replaceAll("…", other);
    const found = await verify(pair.b.app, [swapped, ...rest].join("\n"));
    expect(found.troubles.filter(({ trouble }) => trouble.includes("key"))).toHaveLength(2);
  });

  test("a stolen key counts for what stands in the log, and for nothing else", async () => {
    const { a } = pair;
    // The books with a coop that is no partner any more are books all the same.
    await a.app.database.transaction(async ({ q, t }) => void (await q.update(t.peers).set({ state: "ended" })));
    const [stolen] = (await listCoopKeys(a.app)).map(({ id }) => id);
    const before = await textOf(a.app);
    const revoked = await revokeKey(a.app, { id: stolen ?? "", sinceMs: Date.now() - 3_600_000 });
    expect(revoked.outcome).toBe("done");
    await deliverAll(pair);
    const third = await openLedgerCoop(await openMemory(), "https://c.example");
    const text = await textOf(a.app);
    expect(await verify(third, text)).toMatchObject({ entries: 3, troubles: [] });
    const fresh = await openLedgerCoop(await openMemory(), a.app.origin);
    expect(await restore(fresh, text)).toMatchObject({ troubles: [] });
    expect(await verifyLedger(fresh)).toMatchObject({ entries: 3, troubles: [] });
    // A thief can still make a file, with a log that ends under the stolen key.
    expect((await verify(a.app, before)).troubleCount).toBeGreaterThan(0);
    const withoutLogs = recounted(
      text
        .trimEnd()
        .split("\n")
        .filter((line) => !/^\{"type":"(log|leaf)"/.test(line)),
    );
    expect((await verify(third, withoutLogs)).troubleCount).toBeGreaterThanOrEqual(3);
  });

  test("a leaf that was taken out or changed is found", async () => {
    const text = await textOf(pair.a.app);
    const lines = text.trimEnd().split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"type":"leaf"`));
    expect(at).toBeGreaterThan(0);
    const without = recounted(lines.toSpliced(at, 1));
    expect((await verify(pair.b.app, without)).troubles.map(({ trouble }) => trouble)).toContain("leaf 0 is missing");
    const fresh = await openLedgerCoop(await openMemory(), pair.a.app.origin);
    expect((await restore(fresh, without)).troubles).toHaveLength(1);
    // One that is no leaf, and one that is, but not the one that was signed for.
    for (const digit of ["g", "0", "1"]) {
      const leaf = (lines[at] ?? "").replace(/"hash\\":\\"./, String.raw`"hash\":\"${digit}`);
      if (leaf === lines[at]) continue;
      expect((await verify(pair.b.app, lines.with(at, leaf).join("\n"))).troubleCount).toBe(1);
    }
  });

  test("one entry cannot stand twice", async () => {
    const lines = (await textOf(pair.a.app)).trimEnd().split("\n");
    const at = lines.findIndex((line) => line.startsWith(`{"type":"entry"`));
    const doubled = recounted(lines.toSpliced(at, 0, lines[at] ?? ""));
    expect((await verify(pair.b.app, doubled)).troubles.map(({ trouble }) => trouble)).toEqual(["it stands twice"]);
  });

  test("nothing is taken when it is broken anywhere", async () => {
    const whole = await textOf(pair.a.app);
    await forget(pair.a);
    for (const [text, why] of [
      ["", "empty"],
      [`{"type":"other"}\n`, "first line"],
      ["PK\u0003\u0004", "first line"],
      [whole.slice(0, whole.trimEnd().lastIndexOf("\n")), "cut off"],
      [whole.slice(0, -9), "Line"],
      [whole.replace(`{"type":"entry"`, `{"type":"wish"`), "Line"],
      [whole.replace(/\{"type":"entry".*\n/, ""), "counts"],
    ] as const) {
      await expect(restore(pair.a.app, text)).rejects.toThrow(why);
      expect((await booksAt(pair.a)).count).toBe(0);
      await expect(verify(pair.a.app, text)).rejects.toThrow(why);
    }
  });
});

/** The same lines with a last one that counts them. */
const recounted = (lines: readonly string[]): string =>
  [...lines.slice(0, -1), JSON.stringify({ type: "end", lines: lines.length - 2 })].join("\n");
