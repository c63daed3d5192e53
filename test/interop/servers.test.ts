import { beforeAll, describe, expect, test } from "vitest";
import { eventually, useCleanup, useNodes, type RunningNode } from "#test/rig.ts";
import { openApexPeer, type ApexPeer } from "./apex.ts";
import { openBotPeer, type BotPeer } from "./bot.ts";

const nodes = useNodes();
const later = useCleanup();
let node: RunningNode;
let coop: string;
let bot: BotPeer;
let apex: ApexPeer;

beforeAll(async () => {
  node = await nodes.start({ handle: "kerala", name: "Kerala Commons", language: "en" });
  coop = (await node.ask<{ coop: string }>("GET /node")).coop;
  [bot, apex] = await Promise.all([openBotPeer(), openApexPeer()]);
  later(bot.close);
  later(apex.close);
});

const publicCollection = "https://www.w3.org/ns/activitystreams#Public";
const activityJson = { accept: "application/activity+json" };
const toldBot = (type: string) => bot.heard.filter((each) => each["type"] === type);
const toldApex = (type: string) => apex.heard.filter((each) => each.type === type);
const announce = (content: Readonly<Record<string, string>>) =>
  node.ask<{ id: string; object: string }>("POST /announcements", { content });

async function count(collection: string): Promise<number> {
  const answer = await fetch(collection, { headers: activityJson });
  return ((await answer.json()) as { totalItems: number }).totalItems;
}
const followers = (): Promise<number> => count(`${coop}/followers`);

const kit = { en: "We share a kit.", fr: "Nous partageons un kit.", ca: "Compartim un equip." };
const written = Object.fromEntries(Object.entries(kit).map(([tag, text]) => [tag, `<p>${text}</p>`]));

describe("@evanp/activitypub-bot", () => {
  test("follows us, and reads what we say in three languages, as it is changed and until it is gone", async () => {
    await bot.does.followActor(await bot.read(coop));
    await eventually(() => toldBot("Accept").length > 0, { what: "the Accept" });
    expect(await bot.does.isFollowing(await bot.read(coop))).toBe(true);
    const { id, object } = await announce(kit);
    await eventually(() => toldBot("Create").length > 0, { what: "the post" });
    const fetched = await (await bot.read(object)).export();
    for (const note of [toldBot("Create")[0]?.["object"], fetched]) {
      expect(note).toMatchObject({ id: object, content: written["en"], contentMap: written });
    }
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two kits." } });
    await eventually(() => toldBot("Update").length > 0, { what: "the change" });
    expect(toldBot("Update")[0]?.["object"]).toMatchObject({ id: object, content: "<p>We share two kits.</p>" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => toldBot("Delete").length > 0, { what: "the removal" });
    expect(toldBot("Delete")[0]?.["object"]).toMatchObject({ id: object });
  });

  test("likes, boosts and answers a post of ours, and takes the like back", async () => {
    const { object } = await announce({ en: "Who mends radios?" });
    const post = await bot.read(object);
    await bot.does.likeObject(post);
    await bot.does.announceObject(post);
    await bot.does.sendReply("I mend radios.", post);
    for (const name of ["likes", "shares", "replies"])
      await eventually(async () => (await count(`${object}/${name}`)) === 1, { what: name });
    await bot.does.unlikeObject(post);
    await eventually(async () => (await count(`${object}/likes`)) === 0, { what: "no like" });
  });

  test("reads our posts where only signed requests are answered, since it signs", async () => {
    const { object } = await announce({ en: "For those who say who they are." });
    await node.ask("PATCH /moderation/settings", { authorisedFetch: true });
    expect((await fetch(object, { headers: activityJson })).status).toBe(401);
    expect(await (await bot.read(object)).export()).toMatchObject({ id: object });
    await node.ask("PATCH /moderation/settings", { authorisedFetch: false });
  });
});

describe("activitypub-express", () => {
  test("follows us, and reads what we say in three languages, as it is changed and until it is gone", async () => {
    await apex.say("Follow", [coop], { object: coop });
    await eventually(() => apex.has("following", coop), { what: "the Accept" });
    const { id, object } = await announce(kit);
    await eventually(() => toldApex("Create").length > 0, { what: "the post" });
    expect(toldApex("Create")[0]?.object).toMatchObject({
      id: object,
      content: [written["en"]],
      contentMap: written,
    });
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two tents." } });
    await eventually(() => toldApex("Update").length > 0, { what: "the change" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => toldApex("Delete").length > 0, { what: "the removal" });
    expect((await fetch(object, { headers: activityJson })).status).toBe(410);
  });

  test("likes, boosts and answers a post of ours", async () => {
    const { object } = await announce({ en: "Who bakes bread?" });
    await apex.say("Like", [coop], { object });
    await apex.say("Announce", [coop, publicCollection], { object });
    await apex.post({ content: "I bake bread.", inReplyTo: object }, [publicCollection, coop]);
    for (const name of ["likes", "shares", "replies"])
      await eventually(async () => (await count(`${object}/${name}`)) === 1, { what: name });
  });
});

interface Read {
  readonly said: { readonly object: string };
}
const shownFrom = async (object: string): Promise<Read | undefined> =>
  (await node.ask<{ items: readonly Read[] }>("GET /timeline")).items.find((each) => each.said.object === object);

describe("whom we follow", () => {
  test("the bot accepts, and what it says is read as it is changed and until it is gone", async () => {
    const { id } = await node.ask<{ id: string }>("POST /followings", { address: bot.actor });
    const state = async () =>
      (await node.ask<{ items: readonly { id: string; state: string }[] }>("GET /followings")).items.find(
        (each) => each.id === id,
      )?.state;
    await eventually(async () => (await state()) === "accepted", { what: "the bot's Accept" });
    const note = await bot.does.sendNote("Bread is ready.", { to: [publicCollection, bot.does.getFollowersId()] });
    await eventually(async () => (await shownFrom(note.id)) !== undefined, { what: "the bot's post" });
    await bot.does.updateNote(note, "<p>Bread is gone.</p>");
    const changed = async () => JSON.stringify((await shownFrom(note.id)) ?? {}).includes("Bread is gone.");
    await eventually(changed, { what: "the bot's change" });
    await bot.does.deleteNote(note);
    await eventually(async () => (await shownFrom(note.id)) === undefined, { what: "the bot's removal" });
    await node.ask(`DELETE /followings/${id}`);
    const ours = await bot.read(coop);
    await eventually(async () => !(await bot.does.isFollower(ours)), { what: "the end of our following" });
  });

  test("somebody on activitypub-express accepts by the id of our Follow, and what they say is read", async () => {
    const { id } = await node.ask<{ id: string }>("POST /followings", { address: apex.person });
    await eventually(() => apex.has("followers", coop), { what: "our following" });
    const said = await apex.post({ content: "Soup tonight." }, [publicCollection, `${apex.person}/followers`]);
    await eventually(async () => (await shownFrom(said)) !== undefined, { what: "the post" });
    await node.ask(`DELETE /followings/${id}`);
    await eventually(() => !apex.has("followers", coop), { what: "the end of our following" });
  });
});

describe("an event of ours", () => {
  test("is heard by followers as an Event and a Note, is joined, changed and left", async () => {
    const start = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 9 * 86_400_000);
    const place = { name: { en: "Ateneu" }, locality: "Port", latitude: 41.375, longitude: 2.185 };
    const { id, object } = await node.ask<{ id: string; object: string }>("POST /events", {
      name: { en: "Commons hour", fr: "Heure des communs", ca: "Hora dels comuns" },
      start: start.toISOString(),
      end: new Date(start.getTime() + 3_600_000).toISOString(),
      place,
      capacity: 5,
    });
    const heard = (type: string) => toldBot(type).map((each) => each["object"] as { id?: string; type?: string });
    await eventually(() => heard("Create").some((each) => each.id === object), { what: "the Event" });
    await eventually(() => heard("Create").some((each) => each.id === `${object}/note`), { what: "the Note" });
    await bot.does.doActivity({ type: "Join", object, to: coop });
    const accepted = () => toldBot("Accept").some((each) => JSON.stringify(each["object"]).includes(object));
    await eventually(accepted, { what: "the Accept of the Join" });
    const coming = async () =>
      ((await (await fetch(object, { headers: activityJson })).json()) as { participantCount: number })
        .participantCount;
    expect(await coming()).toBe(1);
    await node.ask(`PATCH /events/${id}`, { place: { ...place, name: { en: "The other room" } } });
    await eventually(() => heard("Update").some((each) => each.id === object), { what: "the change" });
    await bot.does.doActivity({ type: "Leave", object, to: coop });
    await eventually(async () => (await coming()) === 0, { what: "the Leave" });
    await node.ask(`DELETE /events/${id}`);
    await eventually(() => heard("Delete").some((each) => each.id === object), { what: "the removal" });
    expect((await fetch(object, { headers: activityJson })).status).toBe(410);
  });
});

describe("a circle of ours, as a group", () => {
  test("passes on what one of them says to it, whole and bare, to the other", async () => {
    const made = await node.ask<{ actor: string }>("POST /circles", { name: { en: "Menders" }, handle: "menders" });
    const circle = made.actor;
    await bot.does.followActor(await bot.read(circle));
    await apex.say("Follow", [circle], { object: circle });
    await eventually(async () => (await count(`${circle}/followers`)) === 2, { what: "the followers" });
    const said = await apex.post({ content: "Who has a soldering iron?" }, [circle, publicCollection]);
    const announced = () => toldBot("Announce").map((each) => each["object"]);
    await eventually(() => announced().includes(said), { what: "the bare Announce" });
    await eventually(() => announced().some((each) => (each as { type?: string }).type === "Create"), {
      what: "the whole activity",
    });
  });
});

describe("who is not wanted", () => {
  test("a bot that is suspended reads nothing and hears nothing, and both again when it is lifted", async () => {
    const { object } = await announce({ en: "Before." });
    await node.ask("POST /moderation/accounts", { account: bot.actor, standing: "suspended" });
    expect(await followers()).toBe(1);
    await expect(bot.read(object)).rejects.toMatchObject({ status: 403 });
    const { object: meanwhile } = await announce({ en: "Meanwhile." });
    const apexHas = () => toldApex("Create").some((each) => (each.object as { id?: string }).id === meanwhile);
    await eventually(apexHas, { what: "the post at the other one" });
    expect(toldBot("Create").filter((each) => (each["object"] as { id?: string }).id === meanwhile)).toEqual([]);
    await node.ask("POST /moderation/accounts/lift", { account: bot.actor });
    expect(await (await bot.read(object)).export()).toMatchObject({ id: object });
  });

  test("whoever blocks us follows us no longer and hears nothing more", async () => {
    await apex.say("Block", [coop], { object: coop });
    await eventually(async () => (await followers()) === 0, { what: "the end of the following" });
  });
});
