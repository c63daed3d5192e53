import { beforeAll, describe, expect, test } from "vitest";
import { eventually, useCleanup, useNodes, type RunningNode } from "#test/rig.ts";
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
    console.log(JSON.stringify(heard("Create")[0], null, 1));
    console.log(JSON.stringify(await (await bot.read(object)).export(), null, 1));
    await node.ask(`PATCH /announcements/${id}`, { content: { en: "We share two kits." } });
    await eventually(() => heard("Update").length > 0, { what: "the change" });
    await node.ask(`DELETE /announcements/${id}`);
    await eventually(() => heard("Delete").length > 0, { what: "the removal" });
  });
});
