import { beforeEach, expect, test } from "vitest";
import { actingAs } from "#src/app/acting.ts";
import { listAudit } from "#src/app/audit.ts";
import { transact, type Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { acceptFollowRequest, listFollowRequests, rejectFollowRequest } from "#src/app/follow-requests.ts";
import { follow, unfollow } from "#src/app/followers.ts";
import { hearBlock } from "#src/app/heard-blocks.ts";
import { liftAccount, liftDomain, ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { say } from "#src/app/outbox.ts";
import type { NodeCard, Partners } from "#src/app/partners.ts";
import { addPeer, blockPeer, hearPeer } from "#src/app/peers.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { standingOf } from "#src/app/standing.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { countFollowers } from "#src/store/followers.ts";
import { findPeerByOrigin } from "#src/store/peers.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "#test/federation/ground.ts";

const bad = "https://bad.example";

onBothEngines("moderation", (engine) => {
  let app: Context;
  const clock = { nowMs: 1_750_000_000_000 };
  beforeEach(async () => {
    clock.nowMs = 1_750_000_000_000;
    app = await openCoop(await engine.open(), clock);
  });

  const coop = (): string => actorIri(app.origin, coopActorId);
  const personAt = (origin: string, name = "one") => ({
    actor: `${origin}/users/${name}`,
    inbox: `${origin}/users/${name}/inbox`,
  });
  const followBy = (origin: string, name = "one", which = "1") => {
    const { actor, inbox } = personAt(origin, name);
    return follow(app, { follow: `${origin}/follows/${name}-${which}`, follower: actor, object: coop(), inbox });
  };
  const said = async (): Promise<readonly string[]> => {
    const rows = await app.database.q.select().from(app.database.t.outbox).orderBy(app.database.t.outbox.id);
    return rows.filter(({ state }) => state === "waiting").map(({ message, inbox }) => `${message.type} ${inbox}`);
  };
  const deeds = async (): Promise<readonly string[]> =>
    (await listAudit(app, { limit: 50 })).items.map(({ byName, act, subject }) => `${byName} ${act} ${subject}`);
  const meet = (origin: string, name = "one") =>
    transact(app, (work) =>
      keepRemoteActor(work, {
        ...personAt(origin, name),
        type: "Person",
        address: `${name}@${new URL(origin).host}`,
        name,
        url: `${origin}/@${name}`,
        alsoKnownAs: [],
      }),
    );
  const reply = async (origin: string, state: "shown" | "waiting", name = "one") => {
    const { actor } = personAt(origin, name);
    await app.database.transaction(({ q, t }) =>
      q.insert(t.responses).values({
        id: app.newId(),
        kind: "reply",
        object: `${app.origin}/announcements/1`,
        actor,
        host: origin,
        iri: `${actor}/notes/${app.newId()}`,
        state,
        createdAtMs: clock.nowMs,
      }),
    );
  };
  const replies = async (): Promise<readonly string[]> =>
    (await app.database.q.select().from(app.database.t.responses).orderBy(app.database.t.responses.id)).map(
      ({ actor, state }) => `${new URL(actor).host} ${state}`,
    );

  test("a suspended domain loses everything at once, its subdomains too, and is told once; others keep theirs", async () => {
    for (const origin of [bad, "https://sub.bad.example:8443", "https://notbad.example"]) await followBy(origin);
    await reply(bad, "shown");
    await reply(bad, "waiting");
    await reply("https://notbad.example", "shown");
    const outcome = await ruleDomain(app, { domain: "BAD.example.", standing: "suspended" });
    expect(outcome).toMatchObject({ outcome: "done", ended: { followers: 2, responses: 2 } });
    expect(await countFollowers(app.database, coopActorId)).toBe(1);
    expect(await replies()).toEqual(["bad.example hidden", "bad.example hidden", "notbad.example shown"]);
    expect(await said()).toEqual([
      "follower-accept https://notbad.example/users/one/inbox",
      "follower-reject https://bad.example/users/one/inbox",
      "follower-reject https://sub.bad.example:8443/users/one/inbox",
    ]);
    await ruleDomain(app, { domain: "bad.example", standing: "suspended" });
    expect(await said()).toHaveLength(3);
    await transact(app, (work) =>
      say(work, {
        from: coopActorId,
        inbox: `${bad}/inbox`,
        message: { type: "actor-update", object: coop() },
      }),
    );
    expect(await said()).toHaveLength(3);
    expect(await followBy(bad)).toEqual({ outcome: "blocked" });
  });

  test("lifting shows again what was hidden, as it was; what ended stays ended; they may follow again", async () => {
    await followBy(bad);
    await reply(bad, "shown");
    await reply(bad, "waiting");
    await ruleDomain(app, { domain: "bad.example", standing: "suspended" });
    expect(await liftDomain(app, "bad.example")).toMatchObject({ outcome: "done" });
    expect(await replies()).toEqual(["bad.example shown", "bad.example waiting"]);
    expect(await countFollowers(app.database, coopActorId)).toBe(0);
    expect(await followBy(bad)).toEqual({ outcome: "accepted" });
    expect(await liftDomain(app, "bad.example")).toEqual({ outcome: "unknown" });
  });

  test("one account is suspended without its neighbours", async () => {
    await followBy(bad, "one");
    await followBy(bad, "two");
    await reply(bad, "shown", "one");
    await reply(bad, "shown", "two");
    const { actor } = personAt(bad, "one");
    await ruleAccount(app, { actor, standing: "suspended", reason: "spam" });
    expect(await countFollowers(app.database, coopActorId)).toBe(1);
    expect(await replies()).toEqual(["bad.example hidden", "bad.example shown"]);
    expect(await standingOf(app.database, actor)).toBe("suspended");
    expect(await standingOf(app.database, personAt(bad, "two").actor)).toBe("open");
    await liftAccount(app, actor);
    expect(await replies()).toEqual(["bad.example shown", "bad.example shown"]);
    expect(await ruleAccount(app, { actor: coop(), standing: "suspended" })).toEqual({ outcome: "ourselves" });
  });

  test("an exception below a suspended domain keeps what it has", async () => {
    await followBy("https://good.bad.example");
    await ruleDomain(app, { domain: "good.bad.example", standing: "allowed" });
    await ruleDomain(app, { domain: "bad.example", standing: "suspended" });
    expect(await countFollowers(app.database, coopActorId)).toBe(1);
    await liftDomain(app, "good.bad.example");
    expect(await countFollowers(app.database, coopActorId)).toBe(0);
  });

  test("who is limited waits for a steward, and asking again does not double; yes and no are told", async () => {
    await ruleDomain(app, { domain: "bad.example", standing: "limited" });
    expect(await followBy(bad, "one")).toEqual({ outcome: "waits" });
    expect(await followBy(bad, "one", "2")).toEqual({ outcome: "waits" });
    await followBy(bad, "two");
    const waiting = (await listFollowRequests(app, { limit: 10 })).items;
    expect(waiting.map(({ follow: iri }) => iri)).toEqual([`${bad}/follows/two-1`, `${bad}/follows/one-2`]);
    expect(await said()).toEqual([]);
    await acceptFollowRequest(app, waiting[1]?.id ?? "");
    await rejectFollowRequest(app, waiting[0]?.id ?? "");
    expect(await said()).toEqual([
      "follower-accept https://bad.example/users/one/inbox",
      "follower-reject https://bad.example/users/two/inbox",
    ]);
    expect(await acceptFollowRequest(app, waiting[0]?.id ?? "")).toEqual({ outcome: "unknown" });
    expect(await followBy(bad, "one", "3")).toEqual({ outcome: "accepted" });
    await followBy(bad, "three");
    await unfollow(app, { follower: personAt(bad, "three").actor, object: coop() });
    expect((await listFollowRequests(app, { limit: 10 })).items).toEqual([]);
  });

  test("a public suffix and ourselves are refused, with what is wrong", async () => {
    expect(await ruleDomain(app, { domain: "org", standing: "suspended" })).toEqual({
      outcome: "public-suffix",
      domain: "org",
    });
    expect(await ruleDomain(app, { domain: "org", standing: "suspended", confirmed: true })).toMatchObject({
      outcome: "done",
    });
    expect(await ruleDomain(app, { domain: "here.example", standing: "limited" })).toEqual({ outcome: "ourselves" });
    expect(await ruleDomain(app, { domain: "@one@bad.example", standing: "limited" })).toEqual({
      outcome: "malformed",
      reason: "account",
    });
  });

  const card: NodeCard = {
    origin: bad,
    node: `${bad}/actors/node`,
    nodeInbox: `${bad}/actors/node/inbox`,
    coop: `${bad}/actors/coop`,
    coopInbox: `${bad}/actors/coop/inbox`,
    handle: "bad",
    name: { en: "Bad" },
    summary: {},
    fairUse: {},
    fairUseVersion: 1,
    region: "",
    languages: ["en"],
    listed: true,
    ledgerKeys: [],
  };
  const partners = { lookUp: async () => ({ found: card }) } as unknown as Partners;
  const makePartner = async () => {
    await addPeer(app, partners, bad);
    await hearPeer(app, { event: "their-follow", follow: `${bad}/messages/1`, node: card.node });
  };

  test("to suspend a partner's domain is to block the partner, and is asked twice; lifting lets it ask again", async () => {
    await makePartner();
    const wish = { domain: "bad.example", standing: "suspended" } as const;
    expect(await ruleDomain(app, wish)).toMatchObject({ outcome: "partner", peers: [{ origin: bad }] });
    expect(await standingOf(app.database, bad)).toBe("open");
    await ruleDomain(app, { ...wish, confirmed: true });
    expect((await findPeerByOrigin(app.database, bad))?.state).toBe("blocked");
    const words = await said();
    expect(words.toSorted()).toEqual([`peer-reject ${card.nodeInbox}`, `peer-undo ${card.nodeInbox}`]);
    expect(await addPeer(app, partners, bad)).toMatchObject({ outcome: "failed", failed: "suspended" });
    await liftDomain(app, "bad.example");
    expect((await findPeerByOrigin(app.database, bad))?.state).toBe("ended");
    await hearPeer(app, { event: "their-follow", follow: `${bad}/messages/2`, node: card.node });
    expect((await findPeerByOrigin(app.database, bad))?.state).toBe("received");
  });

  test("a partner that is blocked as a peer is suspended too, and an account of its node is a matter of the peer", async () => {
    await makePartner();
    expect(await ruleAccount(app, { actor: card.coop, standing: "suspended" })).toMatchObject({ outcome: "peer" });
    await blockPeer(app, (await findPeerByOrigin(app.database, bad))?.id ?? "");
    expect(await standingOf(app.database, `${bad}/users/anybody`)).toBe("suspended");
  });

  test("with an allow list only who is allowed and partners come in; it ends nothing and is taken back whole", async () => {
    await makePartner();
    await followBy("https://old.example");
    await reply("https://old.example", "shown");
    await changeCoop(app, { federation: "allow-list" });
    await ruleDomain(app, { domain: "fine.example", standing: "allowed" });
    expect(await standingOf(app.database, "https://a.fine.example/users/one")).toBe("open");
    expect(await standingOf(app.database, card.node)).toBe("open");
    expect(await followBy("https://old.example")).toEqual({ outcome: "blocked" });
    expect(await replies()).toEqual(["old.example hidden"]);
    await changeCoop(app, { federation: "open" });
    expect(await replies()).toEqual(["old.example shown"]);
    expect(await countFollowers(app.database, coopActorId)).toBe(1);
  });

  test("who blocks us is no follower any longer, hears nothing more, and nobody is told", async () => {
    await meet(bad);
    await followBy(bad);
    expect(await hearBlock(app, { blocker: personAt(bad).actor, object: coop() })).toBe(true);
    expect(await countFollowers(app.database, coopActorId)).toBe(0);
    expect(await said()).toEqual([]);
    expect(await deeds()).toEqual([]);
    expect(await hearBlock(app, { blocker: personAt(bad).actor, object: "https://else.example/x" })).toBe(false);
  });

  test("what is done is written down with who did it, in the same transaction, and only when it was done", async () => {
    await actingAs({ id: "1", name: "Aina" }, () => ruleDomain(app, { domain: "bad.example", standing: "limited" }));
    await ruleDomain(app, { domain: "org", standing: "suspended" });
    await actingAs({ id: null, name: "command" }, () => liftDomain(app, "bad.example"));
    expect(await deeds()).toEqual(["command domain.lift bad.example", "Aina domain.limit bad.example"]);
    const filtered = await listAudit(app, { limit: 1 }, { act: "domain", by: "ain" });
    expect(filtered.items.map(({ act }) => act)).toEqual(["domain.limit"]);
  });
});
