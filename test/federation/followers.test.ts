import { beforeEach, expect, test } from "vitest";
import { Delete, Follow } from "@fedify/vocab";
import { announce, reviseAnnouncement, withdrawAnnouncement } from "#src/app/announcements.ts";
import { createCircle, createMember } from "#src/app/members.ts";
import { countFollowers } from "#src/store/followers.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { activityJson, serveCoop, type Served } from "./served.ts";
import { openStranger, type Stranger } from "./stranger.ts";

onBothEngines("a server of another kind", (engine) => {
  const cleanup = useCleanup();
  let here: Served;
  let there: Stranger;
  let coop: string;
  beforeEach(async () => {
    here = await serveCoop(await engine.open());
    there = await openStranger();
    coop = `${here.origin}/actors/coop`;
    cleanup(here.close);
    cleanup(there.close);
  });
  const followers = (id = "coop"): Promise<number> => countFollowers(here.app.database, id);
  const typesHeard = (): string[] => there.heard.map(({ type }) => type);

  test("follows the coop and reads what it announces, as it is changed and until it is removed", async () => {
    const follow = await there.follow(coop);
    await here.deliver();
    expect([typesHeard(), await followers()]).toEqual([["Accept"], 1]);
    expect(there.heard[0]?.json["object"]).toMatchObject({ id: follow });

    const said = await announce(here.app, {
      content: { ca: "Hola a tothom!", en: "Hello, everyone!\n\nhttps://meet.example/x" },
    });
    if (said.outcome !== "done") throw new Error(said.outcome);
    await here.deliver();
    const note = there.heard[1]?.json["object"] as Record<string, unknown>;
    expect(note).toMatchObject({
      id: said.object,
      type: "Note",
      attributedTo: coop,
      contentMap: {
        ca: "<p>Hola a tothom!</p>",
        en: expect.stringContaining('<a href="https://meet.example/x" rel="nofollow'),
      },
    });
    const create = there.heard[1]?.json as { object: object };
    expect(await there.believes(create)).toBe(true);
    expect(await there.believes({ ...create, object: { ...create.object, content: "Buy now!" } })).toBe(false);
    expect(note["content"]).toContain("<p>Hello, everyone!</p>");
    expect(Object.keys(note["contentMap"] as object)[0]).toBe("en");
    expect(await (await here.get(new URL(said.object).pathname)).json()).toMatchObject({
      id: said.object,
      contentMap: note["contentMap"],
    });
    expect(((await there.lookUp(said.object)) as { id: URL }).id.href).toBe(said.object);

    await reviseAnnouncement(here.app, said.announcement.id, { content: { en: "Hello again!" } });
    await here.deliver();
    expect(there.heard[2]?.json["object"]).toMatchObject({
      id: said.object,
      content: "<p>Hello again!</p>",
      updated: expect.any(String),
    });

    await withdrawAnnouncement(here.app, said.announcement.id);
    await here.deliver();
    expect(there.heard[3]?.json["object"]).toMatchObject({ id: said.object, type: "Tombstone" });
    expect(typesHeard()).toEqual(["Accept", "Create", "Update", "Delete"]);
    const gone = await here.get(new URL(said.object).pathname);
    expect([gone.status, await gone.json()]).toMatchObject([410, { type: "Tombstone" }]);
    expect(await (await here.get("/actors/coop/outbox")).json()).toMatchObject({ totalItems: 0 });
  });

  test("is answered again when it follows again, and is forgotten when it does not follow any longer", async () => {
    await there.follow(coop);
    const second = await there.follow(coop);
    await here.deliver();
    expect([typesHeard(), await followers()]).toEqual([["Accept", "Accept"], 1]);
    await there.unfollow(coop, second);
    expect(await followers()).toBe(0);
    await announce(here.app, { content: { en: "Nobody hears this." } });
    await here.deliver();
    expect(typesHeard()).toEqual(["Accept", "Accept"]);
  });

  test("follows members and circles too, and is forgotten everywhere when its account is deleted", async () => {
    const made = [
      await createMember(here.app, { name: "Joana" }),
      await createCircle(here.app, { name: { ca: "Cures" } }),
    ];
    const actors = made.map((each) => (each.outcome === "done" ? each.actor.id : each.outcome));
    for (const id of actors) await there.follow(`${here.origin}/actors/${id}`);
    await here.deliver();
    expect([typesHeard(), await Promise.all(actors.map(followers))]).toEqual([
      ["Accept", "Accept"],
      [1, 1],
    ]);
    const person = new URL(there.person);
    await there.say(
      new Delete({ id: new URL("#delete", person), actor: person, object: person }),
      `${here.origin}/inbox`,
    );
    expect(await Promise.all(actors.map(followers))).toEqual([0, 0]);
  });

  test("gets nothing for following nobody, and nobody can follow in its name", async () => {
    await there.follow(`${here.origin}/actors/0190a000-0000-7000-8000-000000000000`).catch(() => undefined);
    const other = new Follow({
      id: new URL("https://elsewhere.example/f/1"),
      actor: new URL(there.person),
      object: new URL(coop),
    });
    await there.say(other, `${coop}/inbox`);
    const forged = new Follow({
      id: new URL(`${there.origin}/f/2`),
      actor: new URL(`${here.origin}/actors/node`),
      object: new URL(coop),
    });
    await expect(there.say(forged, `${coop}/inbox`)).rejects.toThrow("401");
    expect([await followers(), await here.app.database.q.$count(here.app.database.t.outbox)]).toEqual([0, 0]);
  });

  test("sees the coop as it sees any other, and a person sees a page at the same address", async () => {
    const actor = (await there.lookUp(coop)) as { name: string; inboxId: URL };
    expect([actor.name, actor.inboxId.href]).toEqual(["Here", `${coop}/inbox`]);
    const page = await here.get("/actors/coop", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect([await page.text(), page.headers.get("vary")]).toEqual(["a page", "Accept"]);
    expect((await here.get("/actors/coop")).headers.get("content-type")).toBe(activityJson);
  });
});
