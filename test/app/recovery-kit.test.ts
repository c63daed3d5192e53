import { expect, test } from "vitest";
import { openLedgerKey } from "#src/app/ledger-keys.ts";
import { ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { makeRecoveryKit, readRecoveryKit, restoreRecoveryKit } from "#src/app/recovery-kit.ts";
import { standingsOf } from "#src/app/standing.ts";
import { findCoop } from "#src/store/coop.ts";
import { listPartnerKeys, listPeers } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import { openPair } from "./ledger-pair.ts";

const secret = "a secret that is long enough for this test";

onBothEngines("a recovery kit", (engine) => {
  test("holds who we are, our keys and our partners, and is taken by an empty store only", async () => {
    const { a, b } = await openPair(engine.open);
    await ruleDomain(a.app, {
      domain: "bad.example",
      standing: "suspended",
      rejectReports: true,
      privateComment: "Spam",
    });
    await ruleAccount(a.app, { actor: "https://odd.example/users/eve", standing: "limited" });
    const made = await makeRecoveryKit(a.app, secret);
    const kit = readRecoveryKit(JSON.parse(JSON.stringify(made)));
    if (kit === undefined) throw new Error("The kit cannot be read.");
    expect(kit).toEqual(made);
    expect(await restoreRecoveryKit(a.app, kit)).toBe(false);
    const fresh = { ...a.app, database: await engine.open() };
    expect(await restoreRecoveryKit(fresh, kit)).toBe(true);
    expect(await restoreRecoveryKit(fresh, kit)).toBe(false);
    const now = Date.now();
    expect(await openLedgerKey(fresh, fresh.database, now)).toEqual(await openLedgerKey(a.app, a.app.database, now));
    const standings = [
      "https://sub.bad.example/users/ada",
      "https://odd.example/users/eve",
      "https://odd.example/u/bea",
    ];
    expect([...(await standingsOf(fresh.database, standings)).values()]).toEqual(["suspended", "limited", "open"]);
    expect(readRecoveryKit({ ...kit, rules: undefined })?.rules).toEqual({ domains: [], accounts: [] });
    const profile = async (app: typeof fresh) => ({ ...(await findCoop(app.database)), updatedAtMs: 0 });
    expect(await profile(fresh)).toEqual(await profile(a.app));
    const known = async (app: typeof fresh) =>
      (await listPeers(app.database, { limit: 9 })).map((peer) => ({
        ...peer,
        id: "",
        createdAtMs: 0,
        updatedAtMs: 0,
      }));
    expect(await known(fresh)).toEqual(await known(a.app));
    expect(await listPartnerKeys(fresh.database, b.coop)).toEqual(await listPartnerKeys(a.app.database, b.coop));
  });

  test("that was cut short or is something else is none", async () => {
    const { a } = await openPair(engine.open);
    const kit = await makeRecoveryKit(a.app, secret);
    for (const wrong of [{}, { ...kit, type: "fedicoop-ledger" }, { ...kit, keys: [] }, { ...kit, secret: "short" }])
      expect(readRecoveryKit(wrong)).toBeUndefined();
  });
});
