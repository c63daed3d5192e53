import { beforeEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { openDoctor } from "#src/app/doctor.ts";
import type { CheckName, Finding, FindingCode } from "#src/app/finding.ts";
import { say } from "#src/app/outbox.ts";
import type { Outside } from "#src/app/outside.ts";
import { newPeer } from "#src/domain/peer.ts";
import { saveHost, type Host } from "#src/store/hosts.ts";
import { savePeer } from "#src/store/peers.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { onBothEngines } from "#test/rig.ts";

/** From outside nobody answers. */
const outside: Outside = {
  resolve: () => Promise.resolve({ ipv4: [], ipv6: [] }),
  isPublic: () => false,
  certificate: (_, detail) => Promise.resolve({ failed: "closed", detail }),
  ask: () => Promise.resolve({ failed: "nobody" }),
  clockOf: () => Promise.resolve(undefined),
  mailGreeting: () => Promise.resolve(undefined),
};

type Check = (id: string) => Promise<{ readonly reachable: boolean }>;

async function examine(app: Context, check: Check = () => Promise.resolve({ reachable: false })) {
  const findings = await openDoctor({ app, outside, partners: { check }, dataFolder: "." }).examine();
  return Object.fromEntries(findings.map((finding) => [finding.check, finding])) as Record<CheckName, Finding>;
}

async function codes(app: Context): Promise<Record<CheckName, FindingCode>> {
  const found = Object.entries(await examine(app)).map(([check, { code }]) => [check, code]);
  return Object.fromEntries(found) as Record<CheckName, FindingCode>;
}

onBothEngines("the self-test of what is inside", (engine) => {
  let clock: Clock;
  beforeEach(() => {
    clock = { nowMs: Date.now() };
  });

  test("a clock that others contradict, and one that goes back", async () => {
    const own = await openCoop(await engine.open(), clock);
    const seen = (host: string, clockDifferenceMs: number) =>
      transact(own, ({ session }) =>
        saveHost(session, { ...blank, host, clockDifferenceMs, clockSeenAtMs: clock.nowMs }),
      );
    await seen("https://a.example", 400_000);
    expect((await codes(own)).clock).toBe("clock-one");
    await seen("https://b.example", 420_000);
    await seen("https://c.example", 0);
    expect((await codes(own)).clock).toBe("clock-trouble");
    clock.nowMs += 330_000;
    await seen("https://a.example", 70_000);
    await seen("https://b.example", 90_000);
    expect((await examine(own)).clock).toMatchObject({ code: "clock-attention", facts: { seconds: 70 } });
    clock.nowMs -= 3_600_000;
    expect((await codes(own)).clock).toBe("clock-store");
  });

  test("messages that nobody sends, and partners who are away", async () => {
    const own = await openCoop(await engine.open(), clock);
    const message = { type: "peer-block", object: "https://a.example/actors/node" } as const;
    await transact(own, (work) => say(work, { from: "node", inbox: "https://a.example/inbox", message }));
    clock.nowMs += 10 * 60_000;
    expect((await examine(own)).outbox).toMatchObject({ code: "outbox-stuck", facts: { waiting: 1 } });
    await transact(own, ({ session }) =>
      saveHost(session, { ...blank, host: "https://a.example", failures: 3, nextAttemptAtMs: clock.nowMs + 1000 }),
    );
    clock.nowMs += 3_600_000;
    expect((await codes(own)).outbox).toBe("outbox-waits");
    const first = await partnerAt(own, "https://a.example");
    await partnerAt(own, "https://b.example");
    expect((await codes(own)).peers).toBe("peers-all-away");
    const check = async (id: string) => ({ reachable: id === first });
    expect((await examine(own, check)).peers).toMatchObject({
      code: "peers-away",
      facts: { away: 1 },
    });
  });
});

const blank: Host = {
  host: "",
  failures: 0,
  nextAttemptAtMs: 0,
  signature: null,
  lastSuccessAtMs: null,
  lastError: null,
  lastFailureAtMs: null,
  lastReceivedAtMs: null,
  receivedSignature: null,
  software: null,
  softwareVersion: null,
  softwareCheckedAtMs: null,
  clockDifferenceMs: null,
  clockSeenAtMs: null,
};

async function partnerAt(own: Context, origin: string): Promise<string> {
  const id = own.newId();
  const card = {
    origin,
    node: `${origin}/actors/node`,
    nodeInbox: `${origin}/actors/node/inbox`,
    coop: `${origin}/actors/coop`,
    coopInbox: `${origin}/actors/coop/inbox`,
    handle: "other",
    name: { en: origin },
    summary: {},
    fairUse: {},
    fairUseVersion: 1,
    region: "",
    languages: ["en"],
    listed: false,
    createdAtMs: own.nowMs(),
    updatedAtMs: own.nowMs(),
  };
  const row = { ...card, id, state: "partner" as const, standing: newPeer };
  await transact(own, ({ session }) => savePeer(session, row));
  return id;
}
