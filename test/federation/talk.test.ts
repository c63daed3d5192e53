import { expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { boost, undoBoost } from "#src/app/boosts.ts";
import { followThem, viewFollowings } from "#src/app/followings.ts";
import { viewResponses } from "#src/app/response-views.ts";
import { viewTimeline } from "#src/app/timeline.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openSender } from "./sender.ts";
import { serveCoop } from "./served.ts";

const cleanup = useCleanup();
const open = async () => {
  const served = await serveCoop(await memoryDatabase());
  cleanup(served.close);
  return served;
};

test("one coop follows another over HTTP, reads it, passes it on and answers; the other sees all of it", async () => {
  const [here, there] = [await open(), await open()];
  const both = async (): Promise<void> => {
    for (const one of [here, there, here]) await one.deliver();
  };
  const found = await here.federation.partners.findActor(`${there.origin}/actors/coop`);
  if ("failed" in found) throw new Error(found.detail);
  await followThem(here.app, { actorId: "coop", card: found.found });
  await both();
  expect((await viewFollowings(here.app, { limit: 5 })).items[0]?.state).toBe("accepted");
  const following = (await (await here.get("/actors/coop/following")).json()) as { readonly totalItems: number };
  expect(following.totalItems).toBe(1);

  const said = await announce(there.app, { content: { ca: "Bon dia", en: "Good morning" } });
  if (said.outcome !== "done") throw new Error(said.outcome);
  await both();
  const [item] = (await viewTimeline(here.app, { actorId: "coop", limit: 5 })).items;
  expect(item?.said).toMatchObject({
    object: said.object,
    contentHtml: { en: "<p>Good morning</p>", ca: "<p>Bon dia</p>" },
  });

  await boost(here.app, { actorId: "coop", object: said.object });
  await announce(here.app, { content: { en: "And to you" }, inReplyTo: said.object });
  await both();
  const came = await viewResponses(there.app, said.object);
  expect(came).toMatchObject({ boosts: 1, likes: 0 });
  expect(came.replies.map(({ said: reply }) => reply.contentHtml["en"])).toEqual(["<p>And to you</p>"]);
  const path = new URL(said.object).pathname;
  const replies = (await (await there.get(`${path}/replies`)).json()) as { readonly items: readonly string[] };
  expect(replies.items).toEqual([came.replies[0]?.said.object]);
  const shares = (await (await there.get(`${path}/shares`)).json()) as object;
  expect(shares).toMatchObject({ type: "Collection", totalItems: 1 });
  const outbox = (await (await here.get("/actors/coop/outbox?cursor=newest")).json()) as {
    readonly orderedItems: readonly { type: string; id: string }[];
  };
  const announceItem = outbox.orderedItems.find(({ type }) => type === "Announce");
  const address = new URL(announceItem?.id ?? "").pathname;
  expect(await (await here.get(address)).json()).toMatchObject({ type: "Announce", object: said.object });

  await undoBoost(here.app, { actorId: "coop", object: said.object });
  await both();
  expect((await viewResponses(there.app, said.object)).boosts).toBe(0);
  expect((await here.get(address)).status).toBe(404);
});

test("a reply is believed by its request's signature; the account's end takes it along", async () => {
  const here = await open();
  const sender = await openSender();
  cleanup(sender.close);
  const said = await announce(here.app, { content: { en: "Hello" } });
  if (said.outcome !== "done") throw new Error(said.outcome);
  const id = `${sender.origin}/notes/1`;
  const to = ["https://www.w3.org/ns/activitystreams#Public"];
  const object = { id, type: "Note", attributedTo: sender.person, inReplyTo: said.object, content: "<p>Hi</p>", to };
  const create = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${id}#c`,
    type: "Create",
    actor: sender.person,
    object,
  };
  expect(await sender.post(`${here.origin}/inbox`, create)).toBe(202);
  expect((await viewResponses(here.app, said.object)).replies).toHaveLength(1);
  sender.status = 410;
  const end = { id: `${sender.person}#delete`, type: "Delete", actor: sender.person, object: sender.person };
  expect(await sender.post(`${here.origin}/inbox`, { "@context": create["@context"], ...end })).toBe(202);
  expect((await viewResponses(here.app, said.object)).replies).toHaveLength(0);
});
