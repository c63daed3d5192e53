import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decidePeer,
  newPeer,
  peerState,
  type PeerEvent,
  type PeerSaying,
  type PeerStanding,
  type PeerState,
} from "#src/domain/peer.ts";

type Side = "a" | "b";
interface Sent {
  readonly to: Side;
  readonly saying: PeerSaying;
}
interface World {
  readonly a: { standing: PeerStanding };
  readonly b: { standing: PeerStanding };
  readonly sent: Sent[];
  follows: number;
}

const other = { a: "b", b: "a" } as const;
const hears = {
  "peer-follow": "their-follow",
  "peer-accept": "their-accept",
  "peer-reject": "their-reject",
  "peer-undo": "their-undo",
} as const;

function newWorld(): World {
  return { a: { standing: newPeer }, b: { standing: newPeer }, sent: [], follows: 0 };
}

function apply(world: World, side: Side, event: PeerEvent): void {
  const decided = decidePeer({ standing: world[side].standing, event });
  if (decided.outcome === "impossible") return;
  world[side].standing = decided.standing;
  world.sent.push(...decided.sayings.map((saying) => ({ to: other[side], saying })));
}

function steward(
  world: World,
  side: Side,
  act: "our-yes" | "our-limit" | "our-end" | "our-block" | "our-unblock",
): void {
  world.follows += 1;
  apply(
    world,
    side,
    act === "our-yes" || act === "our-limit" ? { event: act, follow: `${side}${world.follows}` } : { event: act },
  );
}

/** A node that blocks takes nothing in, so what was sent to it stays undelivered and is tried again. */
function deliver(world: World, sent: Sent | undefined): void {
  if (sent === undefined || world[sent.to].standing.mark === "blocked") return;
  apply(world, sent.to, { event: hears[sent.saying.type], follow: sent.saying.follow });
}

function settle(world: World): void {
  for (let index = 0; index < world.sent.length && index < 2_000; index += 1) deliver(world, world.sent[index]);
}

function states(world: World): [PeerState, PeerState] {
  return [peerState(world.a.standing), peerState(world.b.standing)];
}

test("a yes asks, the other's yes makes partners", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  settle(world);
  expect(states(world)).toEqual(["requested", "received"]);
  steward(world, "b", "our-yes");
  settle(world);
  expect(states(world)).toEqual(["partner", "partner"]);
  expect(new Set(world.sent.map(({ to, saying }) => `${saying.type} to ${to}`))).toEqual(
    new Set(["peer-follow to b", "peer-accept to a", "peer-follow to a", "peer-accept to b"]),
  );
});

test("both asking at once become partners without a second click", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  steward(world, "b", "our-yes");
  settle(world);
  expect(states(world)).toEqual(["partner", "partner"]);
});

test("a refusal ends the request, and asking again is possible", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  settle(world);
  steward(world, "b", "our-end");
  settle(world);
  expect(states(world)).toEqual(["ended", "ended"]);
  steward(world, "a", "our-yes");
  settle(world);
  expect(states(world)).toEqual(["requested", "received"]);
});

test("an old Follow that arrives after its Undo stays dead", () => {
  const follow = "a1";
  const undone = decidePeer({ standing: newPeer, event: { event: "their-undo", follow } });
  expect(undone.outcome).toBe("change");
  if (undone.outcome === "impossible") return;
  const late = decidePeer({ standing: undone.standing, event: { event: "their-follow", follow } });
  expect(late).toMatchObject({ outcome: "same", state: "ended" });
});

test("an Undo that crosses the Accept ends on both sides, and a new Follow overtaking an old Undo counts", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  steward(world, "b", "our-yes");
  steward(world, "a", "our-end");
  steward(world, "a", "our-yes");
  world.sent.reverse();
  settle(world);
  world.sent.reverse();
  settle(world);
  expect(states(world)).toEqual(["partner", "partner"]);
});

test("a limit is ours alone, says nothing, and a yes lifts it", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  settle(world);
  steward(world, "b", "our-limit");
  settle(world);
  expect(states(world)).toEqual(["partner", "limited"]);
  const said = world.sent.length;
  steward(world, "b", "our-yes");
  expect([states(world), world.sent.length]).toEqual([["partner", "partner"], said]);
  expect(decidePeer({ standing: newPeer, event: { event: "our-limit", follow: "x" } })).toEqual({
    outcome: "impossible",
    state: "ended",
  });
});

test("a blocked node sees an end, and then no answer at all", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  steward(world, "b", "our-yes");
  settle(world);
  steward(world, "b", "our-block");
  settle(world);
  expect(states(world)).toEqual(["ended", "blocked"]);
  steward(world, "a", "our-yes");
  const event = { event: "their-follow", follow: "a9" } as const;
  expect(decidePeer({ standing: world.b.standing, event })).toEqual({
    outcome: "same",
    standing: world.b.standing,
    state: "blocked",
    sayings: [],
  });
  steward(world, "b", "our-unblock");
  settle(world);
  expect(states(world)).toEqual(["requested", "received"]);
});

test("our yes answers the request that waited, and asks in turn; our end takes back and refuses", () => {
  const received: PeerStanding = { ...newPeer, theirFollows: ["b1"] };
  const yes = decidePeer({ standing: received, event: { event: "our-yes", follow: "a1" } });
  expect(yes).toMatchObject({
    state: "partner",
    sayings: [
      { type: "peer-accept", follow: "b1" },
      { type: "peer-follow", follow: "a1" },
    ],
  });
  const end = decidePeer({ standing: { ...received, ourFollow: "a1" }, event: { event: "our-end" } });
  expect(end).toMatchObject({
    state: "ended",
    sayings: [
      { type: "peer-undo", follow: "a1" },
      { type: "peer-reject", follow: "b1" },
    ],
  });
});

test("saying the same again says nothing new", () => {
  const world = newWorld();
  steward(world, "a", "our-yes");
  steward(world, "a", "our-yes");
  expect(world.sent).toHaveLength(1);
  steward(world, "a", "our-end");
  steward(world, "a", "our-end");
  expect(world.sent.map(({ saying }) => saying.type)).toEqual(["peer-follow", "peer-undo"]);
});

test("a hostile peer cannot make us remember without bound", () => {
  let standing: PeerStanding = newPeer;
  for (let index = 0; index < 500; index += 1) {
    const decided = decidePeer({
      standing,
      event: { event: index % 2 === 0 ? "their-follow" : "their-undo", follow: `f${index}` },
    });
    if (decided.outcome !== "impossible") standing = decided.standing;
  }
  expect(standing.theirFollows.length + standing.theirPastFollows.length).toBeLessThanOrEqual(64);
});

const mirrored: Readonly<Record<PeerState, readonly PeerState[]>> = {
  requested: ["received", "blocked"],
  received: ["requested"],
  partner: ["partner", "limited"],
  limited: ["partner", "limited"],
  blocked: ["blocked", "ended", "requested"],
  ended: ["ended", "blocked"],
};

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("steward" as const),
      side: fc.constantFrom<Side[]>("a", "b"),
      act: fc.constantFrom("our-yes", "our-yes", "our-yes", "our-limit", "our-end", "our-block", "our-unblock"),
    }),
    { weight: 3, arbitrary: fc.record({ do: fc.constant("deliver" as const), index: fc.nat(100) }) },
  ),
  { maxLength: 25 },
);

test("both nodes end with the same relation, however messages are doubled, late or crossing", () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(steps, fc.boolean(), (list, backwards) => {
      const world = newWorld();
      for (const step of list) {
        if (step.do === "steward") steward(world, step.side, step.act);
        else deliver(world, world.sent[step.index % Math.max(1, world.sent.length)]);
      }
      if (backwards) world.sent.reverse();
      settle(world);
      settle(world);
      const [a, b] = states(world);
      expect(mirrored[a]).toContain(b);
      expect(mirrored[b]).toContain(a);
      ends.add(a);
    }),
    { numRuns: 3_000 },
  );
  expect([...ends].toSorted()).toEqual(["blocked", "ended", "limited", "partner", "received", "requested"]);
});
