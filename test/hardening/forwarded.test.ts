import { beforeAll, beforeEach, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { createCircle } from "#src/app/members.ts";
import { actorIri } from "#src/domain/iri.ts";
import { saveFollowing } from "#src/store/followings.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const publicCollection = "https://www.w3.org/ns/activitystreams#Public";
const cleanup = useCleanup();
let here: Target;
let post: string;
/** Ann answers, Bob's server, where we follow Bob, passes it on, and Eve would like to. */
let ann: Villain;
let bob: Villain;
let eve: Villain;

beforeAll(async () => {
  here = await openTarget();
  [ann, bob, eve] = await Promise.all([openVillain("ann"), openVillain("bob"), openVillain("eve")]);
  for (const { close } of [here, ann, bob, eve]) cleanup(close);
  const made = await announce(here.app, { content: { en: "Open day on Friday." } });
  post = made.outcome === "done" ? made.object : "";
  await saveFollowing(here.app.database, {
    id: "0195a3c4-7b00-7000-8000-000000000001",
    actorId: "coop",
    followed: bob.person,
    follow: `${here.origin}/messages/1`,
    state: "accepted",
    createdAtMs: 0,
    answeredAtMs: 0,
  });
});
beforeEach(() => {
  for (const path of ann.answers.keys()) if (path.startsWith("/replies/")) ann.answers.delete(path);
});

let number = 0;
const activity = (type: string, object: unknown): object => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${ann.origin}/activities/${(number += 1)}`,
  type,
  actor: ann.person,
  object,
  signature: { type: "RsaSignature2017", creator: `${ann.person}#main-key`, signatureValue: "AAAA" },
});
const reply = (path: string, changes: object = {}): object => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${ann.origin}/replies/${path}`,
  type: "Note",
  attributedTo: ann.person,
  inReplyTo: post,
  content: "<p>Good.</p>",
  published: "2026-01-01T00:00:00Z",
  to: [publicCollection],
  ...changes,
});
const send = async (who: Villain, body: object): Promise<number> =>
  (await here.take(await who.sign(here.inbox, body))).status;
const texts = async (): Promise<readonly string[]> =>
  (await here.app.database.q.select().from(here.app.database.t.remoteObjects)).map(
    ({ contentHtml }) => Object.values(contentHtml)[0] ?? "",
  );

test("what a server passes on where we follow somebody is looked up where it is, and only that is believed", async () => {
  ann.answers.set("/replies/1", reply("1"));
  expect(await send(bob, activity("Create", reply("1", { content: "<p>Forged.</p>" })))).toBe(202);
  expect(await texts()).toEqual(["<p>Good.</p>"]);
  ann.answers.set("/replies/1", reply("1", { content: "<p>Better.</p>", updated: "2026-01-02T00:00:00Z" }));
  expect(await send(bob, activity("Update", `${ann.origin}/replies/1`))).toBe(202);
  expect(await texts()).toEqual(["<p>Better.</p>"]);
  expect(await send(bob, activity("Delete", `${ann.origin}/replies/1`))).toBe(202);
  expect(await texts()).toEqual(["<p>Better.</p>"]);
  ann.answers.delete("/replies/1");
  expect(await send(bob, activity("Delete", `${ann.origin}/replies/1`))).toBe(202);
  expect(await texts()).toEqual([]);
});

test("what is not there, is another's, concerns nobody, or is passed on by anybody else changes nothing", async () => {
  ann.answers.set("/replies/2", reply("2"));
  ann.answers.set("/replies/3", reply("3", { attributedTo: eve.person }));
  ann.answers.set("/replies/4", reply("4", { inReplyTo: undefined }));
  ann.answers.set("/replies/5", reply("2"));
  const before = await stateOf(here.app.database);
  const asked = ann.asked.length;
  const follow = { ...activity("Follow", here.coop), object: here.coop };
  expect(await send(eve, activity("Create", reply("2")))).toBe(401);
  expect(await send(bob, follow)).toBe(401);
  expect(await send(bob, activity("Like", post))).toBe(401);
  expect(await send(bob, activity("Update", ann.person))).toBe(401);
  expect(await send(bob, activity("Create", reply("4", { inReplyTo: `${bob.origin}/1` })))).toBe(202);
  expect(ann.asked.filter((path) => path.startsWith("/replies/")).length).toBe(
    ann.asked.slice(0, asked).filter((path) => path.startsWith("/replies/")).length,
  );
  for (const path of ["3", "5", "6"]) expect(await send(bob, activity("Create", reply(path)))).toBe(202);
  expect(await stateOf(here.app.database)).toBe(before);
});

test("a forwarding server makes us ask only so often", async () => {
  const asked = (): number => ann.asked.filter((path) => path.startsWith("/replies/many")).length;
  for (let each = 0; each < 40; each += 1) await send(bob, activity("Create", reply(`many-${each}`)));
  expect(asked()).toBeLessThanOrEqual(30);
});

test("what a circle passes on keeps the proofs inside of it, to the letter", async () => {
  const made = await createCircle(here.app, { name: { en: "Tools" } });
  const circle = actorIri(here.app.origin, made.outcome === "done" ? made.actor.id : "");
  const follow = { "@context": "https://www.w3.org/ns/activitystreams", id: `${ann.origin}/follows/1`, type: "Follow" };
  expect(await send(ann, { ...follow, actor: ann.person, object: circle })).toBe(202);
  const note = reply("circle", { inReplyTo: undefined, to: [publicCollection, circle] });
  const said = { ...activity("Create", note), proof: { type: "DataIntegrityProof", proofValue: "z1" } };
  expect(await send(ann, { ...said, bcc: [] })).toBe(202);
  const { boosts } = here.app.database.t;
  const passed = (await here.app.database.q.select().from(boosts)).find((row) => row.activity !== null);
  expect(JSON.parse(passed?.activity ?? "")).toEqual(JSON.parse(JSON.stringify(said)));
});
