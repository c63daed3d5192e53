import { beforeEach, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import type { Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { createCircle, createMember } from "#src/app/members.ts";
import { liftAccount, liftDomain, ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { countFollowers } from "#src/store/followers.ts";
import { listReports } from "#src/store/reports.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openSender, type Sender } from "./sender.ts";
import { serveCoop, type Served } from "./served.ts";

onBothEngines("who is suspended", (engine) => {
  const cleanup = useCleanup();
  const clock = { nowMs: 0 };
  let here: Served;
  let there: Sender;
  let app: Context;
  let coop: string;
  let announcement: string;
  let circle: string;
  let member: string;
  beforeEach(async () => {
    clock.nowMs = Date.now();
    here = await serveCoop(await engine.open(), clock);
    there = await openSender();
    cleanup(here.close);
    cleanup(there.close);
    ({ app } = here);
    coop = `${here.origin}/actors/coop`;
    const said = await announce(app, { content: { en: "Hello" } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    announcement = new URL(said.object).pathname;
    const made = [
      await createCircle(app, { name: "Circle" }),
      await createMember(app, { name: "Member", consents: { discoverable: true, indexable: true, listed: true } }),
    ].map((one) => (one.outcome === "done" ? new URL(one.iri).pathname : ""));
    [circle = "", member = ""] = made;
  });

  const follow = (id = "1") =>
    there.post(`${coop}/inbox`, {
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `${there.person}/follows/${id}`,
      type: "Follow",
      actor: there.person,
      object: coop,
    });
  const flag = (id = "1") =>
    there.post(`${here.origin}/inbox`, {
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `${there.person}/flags/${id}`,
      type: "Flag",
      actor: there.person,
      object: [coop, `${here.origin}${announcement}`],
      content: "<p>Spam</p>",
    });
  const collections = (): readonly string[] =>
    ["/actors/coop", circle, member].flatMap((actor) =>
      ["outbox", "outbox?cursor=newest", "followers", "following", "featured"].map((name) => `${actor}/${name}`),
    );
  const objects = (): readonly string[] => [announcement, "/proposals", "/proposals?page=first", "/partners"];
  const everything = (): readonly string[] => ["/actors/coop", circle, member, ...collections(), ...objects()];
  const statusesBySender = async (paths: readonly string[]): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (const path of paths) statuses.push((await there.get(`${here.origin}${path}`)).status);
    return [...new Set(statuses)];
  };
  const statuses = async (paths: readonly string[]): Promise<readonly number[]> => [
    ...new Set(await Promise.all(paths.map(async (path) => (await here.get(path)).status))),
  ];
  const suspend = () => ruleDomain(app, { domain: there.origin, standing: "suspended" });

  test("reads nothing, from any public address or collection, and its keys are not asked for", async () => {
    expect(await statusesBySender(everything())).toEqual([200]);
    const asked = there.asked();
    expect(await suspend()).toMatchObject({ outcome: "done" });
    expect(await statusesBySender(everything())).toEqual([403]);
    expect(there.asked()).toBe(asked);
    expect(await statuses(everything())).toEqual([200]);
  });

  test("gets nothing in, is told that it is over, hears nothing more, and may follow again when it is lifted", async () => {
    expect(await follow()).toBe(202);
    await here.deliver();
    await suspend();
    await announce(app, { content: { en: "Not for them" } });
    await here.deliver();
    expect(there.heard.map((one) => (one as { type: string }).type)).toEqual(["Accept", "Reject"]);
    expect(there.heard[1]).toMatchObject({ object: { id: `${there.person}/follows/1`, type: "Follow" } });
    expect([await follow("2"), await flag()]).toEqual([403, 403]);
    expect(await countFollowers(app.database, "coop")).toBe(0);
    expect(await listReports(app.database, { limit: 9 })).toEqual([]);
    await liftDomain(app, there.origin);
    expect(await follow("3")).toBe(202);
    expect(await countFollowers(app.database, "coop")).toBe(1);
  });

  test("is one account just as well", async () => {
    await follow();
    await ruleAccount(app, { actor: there.person, standing: "suspended" });
    expect(await statusesBySender(everything())).toEqual([403]);
    expect(await follow("2")).toBe(403);
    expect(await countFollowers(app.database, "coop")).toBe(0);
    await liftAccount(app, there.person);
    expect(await statusesBySender(everything())).toEqual([200]);
  });

  test("with an allow list is everyone who is not on it", async () => {
    await changeCoop(app, { federation: "allow-list" });
    expect(await statusesBySender(everything())).toEqual([403]);
    expect(await follow()).toBe(403);
    await ruleDomain(app, { domain: there.origin, standing: "allowed" });
    expect(await statusesBySender(everything())).toEqual([200]);
    // The gate remembers for some seconds who may make us ask for a key.
    clock.nowMs += 60_000;
    expect(await follow("2")).toBe(202);
  });

  test("nobody reads objects and collections without a signature under authorised fetch; keys stay for everyone", async () => {
    await changeCoop(app, { authorisedFetch: true });
    expect(await statuses([...collections(), ...objects()])).toEqual([401]);
    expect(await statusesBySender(everything())).toEqual([200]);
    const bare = (await (await here.get(member)).json()) as Record<string, unknown>;
    expect(bare).toMatchObject({ id: `${here.origin}${member}`, type: "Person", publicKey: { owner: bare["id"] } });
    expect([bare["name"], bare["summary"], bare["icon"]]).toEqual([bare["preferredUsername"], undefined, undefined]);
    const node = (await (await here.get("/actors/node")).json()) as Record<string, unknown>;
    expect(node).toMatchObject({ type: "Application", name: "Here" });
    expect((await here.get("/.well-known/webfinger?resource=acct:here@127.0.0.1")).status).not.toBe(401);
    expect((await here.get(announcement, { accept: "text/html" })).status).toBe(200);
  });

  test("a report of another server waits for a steward, once", async () => {
    expect([await flag(), await flag()]).toEqual([202, 202]);
    const reports = await listReports(app.database, { limit: 9 });
    expect(reports).toMatchObject([
      {
        direction: "in",
        reporter: there.person,
        reported: coop,
        objects: [`${here.origin}${announcement}`],
        state: "open",
      },
    ]);
  });

  test("who blocks us is no follower any longer", async () => {
    await follow();
    const block = {
      "@context": "https://www.w3.org/ns/activitystreams",
      type: "Block",
      actor: there.person,
      object: coop,
    };
    expect(await there.post(`${here.origin}/inbox`, { ...block, id: `${there.person}/blocks/1` })).toBe(202);
    expect(await countFollowers(app.database, "coop")).toBe(0);
  });
});
