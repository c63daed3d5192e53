import { changeCoop } from "#src/app/coop-changes.ts";
import "temporal-polyfill/global";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acceptPeer, addPeer, blockPeer, endPeer, limitPeer, listSuggestions } from "#src/app/peers.ts";
import { findPeerByOrigin, listPartnerKeys, listVouchers, type Peer } from "#src/store/peers.ts";
import { eventually, onBothEngines } from "#test/rig.ts";
import { openNeighbour, type Neighbour } from "./neighbour.ts";

onBothEngines("two nodes", (engine) => {
  let a: Neighbour;
  let b: Neighbour;
  let all: Neighbour[];

  beforeEach(async () => {
    all = [];
    [a, b] = [await another("a"), await another("b")];
  });
  afterEach(() => Promise.all(all.map((node) => node.stop())));

  const another = async (handle: string): Promise<Neighbour> => {
    const node = await openNeighbour(await engine.open(), { handle });
    all.push(node);
    await node.start();
    return node;
  };
  const peerOf = async (node: Neighbour, other: Neighbour): Promise<Peer> => {
    const peer = await findPeerByOrigin(node.app.database, other.origin);
    if (peer === undefined) throw new Error(`${node.origin} does not know ${other.origin}`);
    return peer;
  };
  const see = (node: Neighbour, other: Neighbour, state: string): Promise<true> =>
    eventually(async () => (await peerOf(node, other)).state === state, { what: `${state} at ${node.origin}` });
  const add = (node: Neighbour, other: Neighbour) => addPeer(node.app, node.federation.partners, other.origin);
  const accept = async (node: Neighbour, other: Neighbour) => acceptPeer(node.app, (await peerOf(node, other)).id);
  const partner = async (one: Neighbour, other: Neighbour): Promise<void> => {
    await add(one, other);
    await see(other, one, "received");
    await accept(other, one);
    await Promise.all([see(one, other, "partner"), see(other, one, "partner")]);
  };

  test("one asks, the other sees who it is and says yes, and both are partners with each other's keys", async () => {
    const added = await add(a, b);
    expect(added).toMatchObject({
      outcome: "added",
      peer: { state: "requested", origin: b.origin, name: { en: "Coop b" }, handle: "b" },
    });
    await see(b, a, "received");
    expect(await peerOf(b, a)).toMatchObject({
      name: { en: "Coop a" },
      region: "Nowhere",
      coop: `${a.origin}/actors/coop`,
    });
    await accept(b, a);
    await Promise.all([see(a, b, "partner"), see(b, a, "partner")]);
    const [key] = await listPartnerKeys(a.app.database, `${b.origin}/actors/coop`);
    expect(key).toMatchObject({ state: "pinned" });
    await eventually(async () => (await peerOf(a, b)).lastFetchedAtMs);
  });

  test("it is found by its domain and by its handle as well", async () => {
    for (const address of [new URL(b.origin).host, `@b@${new URL(b.origin).host}`]) {
      expect(await a.federation.partners.lookUp(address)).toMatchObject({ found: { origin: b.origin, handle: "b" } });
    }
  });

  test("both ask at once", async () => {
    await Promise.all([add(a, b), add(b, a)]);
    await Promise.all([see(a, b, "partner"), see(b, a, "partner")]);
  });

  test("what is lost on the way is said again, and asking twice changes nothing", async () => {
    const lost = new Set<string>();
    for (const node of [a, b]) {
      node.lose((body) => {
        const isFirst = !lost.has(body);
        lost.add(body);
        return isFirst && body.includes('"Follow"');
      });
    }
    await partner(a, b);
    await add(a, b);
    await accept(b, a);
    expect([(await peerOf(a, b)).state, (await peerOf(b, a)).state]).toEqual(["partner", "partner"]);
    expect(lost.size).toBeGreaterThan(1);
  });

  test("a node that was away when it was asked hears of it after its restart", async () => {
    await add(a, b);
    await see(b, a, "received");
    await a.stop();
    await accept(b, a);
    await see(b, a, "partner");
    await a.start();
    await see(a, b, "partner");
  });

  test("either may end it, and begin again", async () => {
    await partner(a, b);
    await endPeer(b.app, (await peerOf(b, a)).id);
    await Promise.all([see(a, b, "ended"), see(b, a, "ended")]);
    await add(a, b);
    await see(b, a, "received");
    await accept(b, a);
    await Promise.all([see(a, b, "partner"), see(b, a, "partner")]);
  });

  test("a limit is ours alone, and a yes lifts it", async () => {
    await partner(a, b);
    await limitPeer(a.app, (await peerOf(a, b)).id);
    expect([(await peerOf(a, b)).state, (await peerOf(b, a)).state]).toEqual(["limited", "partner"]);
    await accept(a, b);
    expect((await peerOf(a, b)).state).toBe("partner");
  });

  test("nothing comes in from a node that is blocked, and it is told that it is over", async () => {
    await partner(a, b);
    await blockPeer(b.app, (await peerOf(b, a)).id);
    await see(a, b, "ended");
    const before = b.log.length;
    await add(a, b);
    await eventually(() => b.log.slice(before).some((line) => line === "POST /actors/node/inbox 403"));
    expect((await peerOf(b, a)).state).toBe("blocked");
    await accept(b, a);
    await Promise.all([see(a, b, "partner"), see(b, a, "partner")]);
  });

  test("a partner's partners who agree to be listed are suggested, with who vouches for them", async () => {
    const c = await another("c");
    await partner(a, b);
    await partner(b, c);
    // Nobody asks for it: B tells A that it has somebody new to list.
    await eventually(async () =>
      expect(await listSuggestions(a.app)).toMatchObject([
        { origin: c.origin, name: { en: "Coop c" }, region: "Nowhere", listedBy: [{ origin: b.origin }] },
      ]),
    );
    await add(c, a);
    await see(a, c, "received");
    expect((await listVouchers(a.app.database, c.origin)).map((peer) => peer.origin)).toEqual([b.origin]);
    expect(await listSuggestions(a.app)).toEqual([]);
  });

  test("a partner that moves is shown where it is now", async () => {
    await partner(a, b);
    await changeCoop(b.app, { region: "Elsewhere" });
    await eventually(async () => expect((await peerOf(a, b)).region).toBe("Elsewhere"));
  });

  test("adding what is not another node says what is wrong", async () => {
    const outcome = async (address: string): Promise<unknown> => {
      const added = await addPeer(a.app, a.federation.partners, address);
      return added.outcome === "failed" ? added.failed : added.outcome;
    };
    expect(await outcome(a.origin)).toBe("ourselves");
    expect(await outcome("http://localhost:1")).toBe("unreachable");
    expect(await outcome("ftp://x y")).toBe("malformed");
    expect(await outcome(`@nobody@${new URL(b.origin).host}`)).toBe("not-found");
  });
});
