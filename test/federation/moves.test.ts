import { beforeEach, expect, test } from "vitest";
import type { Context } from "#src/app/context.ts";
import { followThem, hearFollowAnswer, unfollowThem } from "#src/app/followings.ts";
import { ruleDomain } from "#src/app/moderation.ts";
import { listFollowings } from "#src/store/followings.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "./ground.ts";
import { openTalk, person, type Talk } from "./remote-talk.ts";

const rosa = "https://old.example/users/rosa";
const moved = "https://new.example/users/rosa";
const move = (more = {}) => ({ id: `${rosa}#move`, type: "Move", actor: rosa, object: rosa, target: moved, ...more });
const cardOf = (actor: string) => ({
  actor,
  type: "Person",
  address: `rosa@${new URL(actor).host}`,
  name: "Rosa",
  url: actor,
  inbox: `${actor}/inbox`,
  alsoKnownAs: [],
});

onBothEngines("Somebody whom we follow moves", (engine) => {
  let app: Context;
  let talk: Talk;
  beforeEach(async () => {
    app = await openCoop(await engine.open(), { nowMs: Date.UTC(2031, 2, 1) });
    talk = openTalk(app);
    talk.documents.set(moved, person(moved, { alsoKnownAs: rosa }));
    await followThem(app, { actorId: "coop", card: cardOf(rosa) });
  });
  const followed = async () =>
    (await listFollowings(app.database, { limit: 10 })).map((row) => [row.followed, row.state]);
  const said = async () => {
    const { q, t } = app.database;
    return (await q.select().from(t.outbox).orderBy(t.outbox.id)).map(({ message, inbox }) => [message.type, inbox]);
  };

  test("the new actor is followed and the old one no longer, however often it is said", async () => {
    await hearFollowAnswer(app, { answer: "accepted", followed: rosa, follower: `${app.origin}/actors/coop` });
    expect([await talk.hear(move()), await talk.hear(move())]).toEqual([
      "done",
      { dropped: "nobody here follows them" },
    ]);
    expect(await followed()).toEqual([[moved, "requested"]]);
    expect((await said()).slice(1)).toEqual([
      ["following-follow", `${moved}/inbox`],
      ["following-undo", `${rosa}/inbox`],
    ]);
  });

  test("nothing changes when the new actor does not name the old one, is not there, or is blocked", async () => {
    const before = [await followed(), await said()];
    talk.documents.set(moved, person(moved, { alsoKnownAs: ["https://old.example/users/another"] }));
    expect(await talk.hear(move())).toEqual({ dropped: "the new actor does not name the old one" });
    talk.documents.delete(moved);
    expect(await talk.hear(move())).toMatchObject({ dropped: expect.stringContaining("cannot be read") });
    talk.documents.set(moved, person(moved, { alsoKnownAs: [rosa] }));
    await ruleDomain(app, { domain: "new.example", standing: "suspended" });
    await talk.hear(move());
    expect([await followed(), await said()]).toEqual(before);
  });

  test("nobody is moved by somebody else, and nobody is asked about people whom we do not follow", async () => {
    const before = await followed();
    const mallory = "https://old.example/users/mallory";
    expect(await talk.hear(move({ actor: mallory }))).toMatchObject({ dropped: expect.any(String) });
    expect(await talk.hear(move({ actor: mallory, object: mallory }))).toMatchObject({ dropped: expect.any(String) });
    expect([await followed(), talk.asked]).toEqual([before, []]);
    const [row] = await listFollowings(app.database, { limit: 1 });
    await unfollowThem(app, row?.id ?? "");
    expect(await talk.hear(move())).toMatchObject({ dropped: expect.any(String) });
    expect(talk.asked).toEqual([]);
  });

  test("nobody moves to where they are, however it is written", async () => {
    const before = [await followed(), await said()];
    for (const target of [rosa, `${rosa}#me`, `${rosa}/`, "https://OLD.example:443/users/Rosa"]) {
      talk.documents.set(target, person(target, { alsoKnownAs: [rosa] }));
      expect(await talk.hear(move({ target }))).toMatchObject({ dropped: expect.any(String) });
    }
    expect([await followed(), await said()]).toEqual(before);
  });

  test("two who name each other do not have us go back and forth", async () => {
    talk.documents.set(rosa, person(rosa, { alsoKnownAs: [moved] }));
    expect(await talk.hear(move())).toBe("done");
    const before = [await followed(), await said()];
    const back = { id: `${moved}#back`, actor: moved, object: moved, target: rosa };
    expect(await talk.hear(move(back))).toEqual({ dropped: "they moved a few days ago" });
    expect([await followed(), await said()]).toEqual(before);
  });
});
