import { beforeAll, describe, expect, test } from "vitest";
import { eventually, useCleanup, useNodes, type RunningNode } from "#test/rig.ts";
import { openApexPeer, type ApexPeer } from "./apex.ts";
import { openBotPeer, type BotPeer } from "./bot.ts";

const nodes = useNodes();
const later = useCleanup();
let node: RunningNode;
let coop: string;

beforeAll(async () => {
  node = await nodes.start({ handle: "kerala", name: "Kerala Commons", language: "en" });
  coop = (await node.ask<{ coop: string }>("GET /node")).coop;
});

describe("@evanp/activitypub-bot", () => {
  let bot: BotPeer;
  beforeAll(async () => {
    bot = await openBotPeer();
    later(bot.close);
  });
  const heard = (type: string) => bot.heard.filter((each) => each["type"] === type);

  test("follows us, and reads what we say in three languages, as it is changed and until it is gone", async () => {
    await bot.does.followActor(await bot.read(coop));
    await eventually(() => heard("Accept").length > 0, { what: "the Accept" });
    expect(await bot.does.isFollowing(await bot.read(coop))).toBe(true);
    const content = { en: "We share a kit.", fr: "Nous partageons un kit.", ca: "Compartim un equip." };
    const { id, object } = await node.ask<{ id: string; object: string }>("POST /announcements", { content });
    await eventually(() => heard("Create").length > 0, { what: "the post" });
    const note = await (await bot.read(object)).export();
    for (const each of [heard("Create")[0]?.["object"], note]) {
      expect(each).toMatchObject({
        id: object,
        content: "<p>We share a kit.</p>",
        contentMap: {
          en: "<p>We share a kit.</p>",
          fr: "<p>Nous partageons un kit.</p>",
          ca: "<p>Compartim un equip.</p>",
        },
      });
    }
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two kits." } });
    await eventually(() => heard("Update").length > 0, { what: "the change" });
    expect(heard("Update")[0]?.["object"]).toMatchObject({ id: object, content: "<p>We share two kits.</p>" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => heard("Delete").length > 0, { what: "the removal" });
  });
});

describe("activitypub-express", () => {
  let apex: ApexPeer;
  beforeAll(async () => {
    apex = await openApexPeer();
    later(apex.close);
  });
  const heard = (type: string) => apex.heard.filter((each) => each.type === type);

  test("follows us, and reads what we say in three languages, as it is changed and until it is gone", async () => {
    await apex.say("Follow", [coop], { object: coop });
    await eventually(() => apex.has("following", coop), { what: "the Accept" });
    const content = { en: "We share a tent.", fr: "Nous partageons une tente.", ca: "Compartim una tenda." };
    const { id, object } = await node.ask<{ id: string; object: string }>("POST /announcements", { content });
    await eventually(() => heard("Create").length > 0, { what: "the post" });
    expect(heard("Create")[0]?.object).toMatchObject({
      id: object,
      content: ["<p>We share a tent.</p>"],
      contentMap: {
        en: "<p>We share a tent.</p>",
        fr: "<p>Nous partageons une tente.</p>",
        ca: "<p>Compartim una tenda.</p>",
      },
    });
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two tents." } });
    await eventually(() => heard("Update").length > 0, { what: "the change" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => heard("Delete").length > 0, { what: "the removal" });
    expect((await fetch(object, { headers: { accept: "application/activity+json" } })).status).toBe(410);
  });
});
