import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const publicCollection = "https://www.w3.org/ns/activitystreams#Public";
const cleanup = useCleanup();
let here: Target;
let bob: Villain;
let eve: Villain;
let post: string;
let before: string;

const said = (who: Villain, type: string, ...[object, changes = {}]: readonly [unknown, object?]): object => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${who.origin}/${type}/1`,
  type,
  actor: who.person,
  object,
  to: [publicCollection],
  ...changes,
});
const reply = (who: Villain, changes: object = {}): object => ({
  id: `${who.origin}/replies/1`,
  type: "Note",
  attributedTo: who.person,
  inReplyTo: post,
  content: "<p>Good.</p>",
  to: [publicCollection],
  ...changes,
});
const send = async (who: Villain, body: object): Promise<number> =>
  (await here.take(await who.sign(here.inbox, body))).status;
const rows = () => here.app.database.q.select().from(here.app.database.t.responses);

beforeAll(async () => {
  here = await openTarget();
  [bob, eve] = await Promise.all([openVillain("bob"), openVillain("eve")]);
  for (const { close } of [here, bob, eve]) cleanup(close);
  const made = await announce(here.app, { content: { en: "Open day on Friday." } });
  post = made.outcome === "done" ? made.object : "";
  expect(await send(bob, said(bob, "Create", reply(bob)))).toBe(202);
  expect(await send(bob, said(bob, "Like", post))).toBe(202);
  expect(await rows()).toHaveLength(2);
});
beforeEach(async () => {
  before = await stateOf(here.app.database);
});

/** Eve sends it, and nothing changes of what there is. */
async function inVain(body: object): Promise<void> {
  expect(await send(eve, body)).toBeLessThan(500);
  expect(await stateOf(here.app.database)).toBe(before);
}

describe("what somebody said about a post of ours", () => {
  test("is not changed, deleted or taken back by another", async () => {
    for (const type of ["Update", "Delete", "Create"])
      for (const object of [
        reply(bob, { content: "<p>Bad.</p>" }),
        `${bob.origin}/replies/1`,
        { id: `${bob.origin}/replies/1`, type: "Tombstone" },
      ])
        await inVain(said(eve, type, object));
    for (const object of [
      `${bob.origin}/Like/1`,
      said(bob, "Like", post),
      { ...said(bob, "Like", post), actor: eve.person },
    ])
      await inVain(said(eve, "Undo", object));
  });

  test("is not said in another's name, with several makers, or under another's address", async () => {
    for (const changes of [
      { attributedTo: bob.person },
      { attributedTo: [eve.person, bob.person] },
      { attributedTo: [[eve.person]] },
      { attributedTo: { id: bob.person, type: "Person" } },
      { attributedTo: [{ id: eve.person, attributedTo: bob.person }, { id: bob.person }] },
      { attributedTo: undefined, actor: bob.person },
      { id: `${bob.origin}/replies/9` },
      { id: `${here.origin}/announcements/9` },
    ])
      await inVain(said(eve, "Create", reply(eve, { id: `${eve.origin}/replies/bad`, ...changes })));
    await inVain(said(eve, "Like", post, { id: `${bob.origin}/Like/2` }));
  });

  test("is not passed on, boosted or counted for what is not ours, and costs no request of others", async () => {
    const asked = bob.asked.length;
    for (const object of [
      `${bob.origin}/notes/1`,
      reply(bob, { inReplyTo: undefined }),
      said(bob, "Create", reply(bob)),
      said(bob, "Delete", `${bob.origin}/replies/1`),
    ])
      await inVain(said(eve, "Announce", object));
    for (const type of ["Like", "Dislike", "EmojiReact", "View", "Listen"])
      await inVain(said(eve, type, `${bob.origin}/notes/1`));
    expect(bob.asked.length).toBe(asked);
  });

  test("is kept without anything that could run, and never at more length than a post has", async () => {
    const content = `<p onclick=x>Hello<script>alert(1)</script><img src=x onerror=alert(1)></p>${"y".repeat(900_000)}`;
    const object = reply(eve, { id: `${eve.origin}/replies/long`, content, contentMap: { en: content } });
    const { length } = JSON.stringify(await rows());
    expect(await send(eve, said(eve, "Create", object, { id: `${eve.origin}/Create/long` }))).toBeLessThan(500);
    const kept = JSON.stringify(await rows());
    expect(kept).not.toMatch(/<script|onerror|onclick|<img/);
    expect(kept.length - length).toBeLessThan(200_000);
  });

  test("is liked once by each, however often and under however many addresses", async () => {
    const count = async (): Promise<number> => (await rows()).filter(({ kind }) => kind === "like").length;
    const likes = await count();
    for (let each = 0; each < 10; each += 1)
      await send(eve, said(eve, "Like", post, { id: `${eve.origin}/likes/${each}` }));
    expect((await count()) - likes).toBeLessThanOrEqual(1);
  });
});

test("one Flag names so many things and no more, and a report of nothing that is shown here is dropped", async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `${bob.origin}/notes/${index}`);
  expect(await send(eve, said(eve, "Flag", many, { content: "x".repeat(500_000) }))).toBe(202);
  const reports = await here.app.database.q.select().from(here.app.database.t.reports);
  expect(JSON.stringify(reports).length).toBeLessThan(50_000);
});
