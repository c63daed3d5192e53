import { beforeEach, expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import type { NodeCard, Partners } from "#src/app/partners.ts";
import { trustPeerKeys } from "#src/app/partner-keys.ts";
import { acceptPeer, addPeer, blockPeer, endPeer, hearPeer, keepCard, limitPeer } from "#src/app/peers.ts";
import { say } from "#src/app/outbox.ts";
import type { Message } from "#src/domain/message.ts";
import { listPartnerKeys, listPeers, type Peer } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "#test/federation/ground.ts";

const origin = "https://there.example";
const card: NodeCard = {
  origin,
  node: `${origin}/actors/node`,
  nodeInbox: `${origin}/actors/node/inbox`,
  coop: `${origin}/actors/coop`,
  coopInbox: `${origin}/actors/coop/inbox`,
  handle: "there",
  name: { fr: "Là-bas" },
  summary: {},
  fairUse: {},
  fairUseVersion: 1,
  region: "Québec",
  languages: ["fr"],
  listed: true,
  ledgerKeys: [{ key: `${origin}/actors/coop#ed25519-1`, publicKeyMultibase: "z1" }],
};
// Adding a peer looks it up and asks nothing else of other nodes.
const partners = { lookUp: async () => ({ found: card }) } as unknown as Partners;
const theirFollow = `${origin}/messages/1`;

onBothEngines("peers", (engine) => {
  let app: Context;
  beforeEach(async () => {
    app = await openCoop(await engine.open(), { nowMs: 1_750_000_000_000 });
  });

  const add = async (): Promise<Peer> => {
    const added = await addPeer(app, partners, origin);
    if (added.outcome !== "added") throw new Error(added.outcome);
    return added.peer;
  };
  const said = async (state: "waiting" | "dropped" = "waiting"): Promise<readonly Message["type"][]> => {
    const rows = await app.database.q.select().from(app.database.t.outbox).orderBy(app.database.t.outbox.id);
    return rows.filter((row) => row.state === state).map((row) => row.message.type);
  };
  const hear = (
    event: "their-follow" | "their-accept" | "their-undo" | "their-reject",
    follow: string,
    seen?: NodeCard,
  ) => hearPeer(app, { event, follow, node: card.node }, seen);
  const ourFollow = async (): Promise<string> => {
    const [peer] = await listPeers(app.database, { limit: 1 });
    return peer?.standing.ourFollow ?? "";
  };
  const keys = async (): Promise<readonly string[]> =>
    (await listPartnerKeys(app.database, card.coop)).map(
      (key) => `${key.key.split("-")[1]} ${key.state}${key.revokedAtMs === null ? "" : " revoked"}`,
    );

  test("our yes is said once, however often it is given", async () => {
    const peer = await add();
    await add();
    await acceptPeer(app, peer.id);
    expect([peer.state, await said()]).toEqual(["requested", ["peer-follow"]]);
  });

  test("a stranger's Follow makes a card that waits, and saying it again changes nothing", async () => {
    expect(await hear("their-follow", theirFollow)).toEqual({ outcome: "unknown" });
    await hear("their-follow", theirFollow, card);
    await hear("their-follow", theirFollow, card);
    expect((await listPeers(app.database, { limit: 9 })).map((peer) => [peer.origin, peer.state])).toEqual([
      [origin, "received"],
    ]);
    expect(await said()).toEqual([]);
  });

  test("our Follow is asked for until it is answered, and a lost answer is given again", async () => {
    await add();
    await hear("their-follow", theirFollow);
    expect(await said()).toEqual(["peer-follow", "peer-accept"]);
    await hear("their-accept", await ourFollow());
    expect(await said()).toEqual(["peer-accept"]);
    await hear("their-follow", theirFollow);
    expect(await said()).toEqual(["peer-accept", "peer-accept"]);
  });

  test("an Accept that crossed our Undo is told again that it is over", async () => {
    const peer = await add();
    const follow = await ourFollow();
    await endPeer(app, peer.id);
    await hear("their-accept", follow);
    expect(await said()).toEqual(["peer-undo", "peer-undo"]);
    expect((await listPeers(app.database, { limit: 1 }))[0]?.state).toBe("ended");
  });

  test("a Follow that was taken back before it arrived stays dead", async () => {
    await add();
    await hear("their-undo", theirFollow);
    await hear("their-follow", theirFollow);
    expect((await listPeers(app.database, { limit: 1 }))[0]?.state).toBe("requested");
  });

  test("blocking drops what waited to be said, and nothing is heard after it", async () => {
    const peer = await add();
    await hear("their-follow", theirFollow);
    await transact(app, (work) =>
      say(work, {
        from: "coop",
        inbox: card.coopInbox,
        message: { type: "proposal-delete", proposal: "p", coop: "c", to: card.coop, deletedAtMs: 0 },
      }),
    );
    await blockPeer(app, peer.id);
    expect(await said("dropped")).toContain("proposal-delete");
    expect(new Set(await said())).toEqual(new Set(["peer-undo", "peer-reject"]));
    await hear("their-follow", `${origin}/messages/2`);
    expect((await listPeers(app.database, { limit: 1 }))[0]?.state).toBe("blocked");
    expect(await limitPeer(app, peer.id)).toEqual({ outcome: "impossible", state: "blocked" });
    expect((await acceptPeer(app, peer.id)).outcome).toBe("done");
  });

  test("what is asked of nobody says so", async () => {
    for (const ask of [acceptPeer, limitPeer, blockPeer, endPeer])
      expect(await ask(app, app.newId())).toEqual({ outcome: "unknown" });
  });

  test("the keys seen first are pinned; one that comes later waits for a steward; what is revoked stays so", async () => {
    const peer = await add();
    const [first] = card.ledgerKeys;
    const second = { key: `${card.coop}#ed25519-2`, publicKeyMultibase: "z2" };
    await transact(app, (work) =>
      keepCard(work, {
        ...card,
        ledgerKeys: [{ ...first, key: first?.key ?? "", publicKeyMultibase: "z1", revokedAtMs: 5 }, second],
      }),
    );
    expect(await keys()).toEqual(["1 pinned revoked", "2 waiting"]);
    await transact(app, (work) =>
      keepCard(work, { ...card, ledgerKeys: [{ key: first?.key ?? "", publicKeyMultibase: "z1" }] }),
    );
    expect(await keys()).toEqual(["1 pinned revoked", "2 waiting"]);
    expect(await trustPeerKeys(app, peer.id)).toBe(true);
    expect(await keys()).toEqual(["1 pinned revoked", "2 pinned"]);
  });

  test("keys that changed before our yes are trusted with it", async () => {
    await hear("their-follow", theirFollow, card);
    await transact(app, (work) =>
      keepCard(work, { ...card, ledgerKeys: [{ key: `${card.coop}#ed25519-2`, publicKeyMultibase: "z2" }] }),
    );
    expect(await keys()).toEqual(["1 pinned", "2 waiting"]);
    const [peer] = await listPeers(app.database, { limit: 1 });
    await acceptPeer(app, peer?.id ?? "");
    expect(await keys()).toEqual(["1 pinned", "2 pinned"]);
  });
});
