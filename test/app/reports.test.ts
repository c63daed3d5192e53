import { beforeEach, expect, test } from "vitest";
import { actingAs } from "#src/app/acting.ts";
import { closeWhenAbsent, findPresence, noteStewardSeen } from "#src/app/absence.ts";
import { transact, type Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { listFollowRequests } from "#src/app/follow-requests.ts";
import { follow } from "#src/app/followers.ts";
import { acceptInvite, createInvite } from "#src/app/invites.ts";
import { ruleDomain } from "#src/app/moderation.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { hearReport, listReports, reportFromPage, reportToOrigin, resolveReport } from "#src/app/reports.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "#test/federation/ground.ts";

const dayMs = 86_400_000;
const bad = "https://bad.example";

onBothEngines("reports, and nobody there to read them", (engine) => {
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
  test("reports come in from servers and visitors about what is here, once, and are closed with a word", async () => {
    const told = { flag: `${bad}/flags/1`, reporter: `${bad}/actor`, comment: "Spam" };
    expect(await hearReport(app, { ...told, objects: [coop()] })).toEqual({ outcome: "kept" });
    expect(await hearReport(app, { ...told, objects: [coop()] })).toEqual({ outcome: "known" });
    expect(await hearReport(app, { ...told, objects: ["https://else.example/users/x"] })).toMatchObject({
      outcome: "dropped",
    });
    await reply("https://loud.example", "shown");
    const [response] = await app.database.q.select().from(app.database.t.responses);
    expect(await reportFromPage(app, { object: response?.iri ?? "", comment: "Rude" })).toEqual({ outcome: "thanks" });
    expect(await reportFromPage(app, { object: "https://else.example/1", comment: "?" })).toEqual({
      outcome: "unknown",
    });
    const { items } = await listReports(app, { limit: 10 }, { state: "open" });
    expect(items.map(({ direction, reported, comment }) => [direction, reported, comment])).toEqual([
      ["page", "https://loud.example/users/one", "Rude"],
      ["in", coop(), "Spam"],
    ]);
    await resolveReport(app, items[0]?.id ?? "", "Spoke with them");
    expect((await listReports(app, { limit: 10 }, { state: "open" })).items).toHaveLength(1);
    await ruleDomain(app, { domain: "bad.example", standing: "limited", rejectReports: true });
    expect(await hearReport(app, { ...told, flag: `${bad}/flags/2`, objects: [coop()] })).toMatchObject({
      outcome: "dropped",
    });
  });

  test("visitors cannot bury stewards in reports", async () => {
    const outcomes: string[] = [];
    for (let at = 0; at < 40; at += 1)
      outcomes.push((await reportFromPage(app, { object: coop(), comment: `no ${at}` })).outcome);
    expect((await listReports(app, { limit: 100 })).items).toHaveLength(10);
    expect(new Set(outcomes)).toEqual(new Set(["thanks"]));
  });

  test("a report goes out by the node, without who reports", async () => {
    const { actor } = personAt(bad);
    const wish = { account: actor, objects: [`${actor}/notes/1`], comment: "Spam" };
    expect(await reportToOrigin(app, wish)).toEqual({ outcome: "unknown" });
    await meet(bad);
    expect(await actingAs({ id: "someone", name: "Aina" }, () => reportToOrigin(app, wish))).toMatchObject({
      outcome: "done",
    });
    const rows = await app.database.q.select().from(app.database.t.outbox);
    expect(rows.map(({ actorId, message }) => [actorId, message])).toEqual([["node", { type: "flag", ...wish }]]);
  });

  test("without a steward for the time that was set the node warns, closes for strangers, and opens by itself", async () => {
    await followBy("https://known.example");
    const { url } = await createInvite(app, { purpose: "invite", role: "member" });
    const token = url.split("/").at(-1) ?? "";
    clock.nowMs += 80 * dayMs;
    expect(await closeWhenAbsent(app)).toBe(0);
    expect(await findPresence(app)).toMatchObject({ presence: "warning" });
    clock.nowMs += 11 * dayMs;
    const before = await createInvite(app, { purpose: "invite", role: "member" });
    clock.nowMs += 1;
    expect(await closeWhenAbsent(app)).toBe(1);
    expect(await closeWhenAbsent(app)).toBe(0);
    expect(await findPresence(app)).toMatchObject({ presence: "closed" });
    expect(await followBy("https://stranger.example")).toEqual({ outcome: "waits" });
    expect(await followBy("https://known.example", "two")).toEqual({ outcome: "accepted" });
    const use = (link: string) => transact(app, (work) => acceptInvite(work, link.split("/").at(-1) ?? "", "New"));
    expect(await use(token)).toBeUndefined();
    expect(await use(before.url)).toBeUndefined();
    clock.nowMs += 1;
    const byOperator = await createInvite(app, { purpose: "invite", role: "steward" });
    expect(await use(byOperator.url)).toMatchObject({ role: "steward" });
    await noteStewardSeen(app);
    expect(await findPresence(app)).toEqual({ presence: "here" });
    expect(await followBy("https://stranger.example", "two")).toEqual({ outcome: "accepted" });
    expect((await listFollowRequests(app, { limit: 10 })).items).toHaveLength(1);
    expect(await use(before.url)).toMatchObject({ role: "member" });
  });

  test("a node that never closes does not", async () => {
    await changeCoop(app, { absenceDays: null });
    clock.nowMs += 5_000 * dayMs;
    expect(await closeWhenAbsent(app)).toBe(0);
    expect(await findPresence(app)).toEqual({ presence: "here" });
  });
});
