import { expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { createCircle } from "#src/app/members.ts";
import { liftDomain, ruleDomain } from "#src/app/moderation.ts";
import type { Engine } from "#test/rig.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openApiNode } from "./api-node.ts";
import { fillFollowing } from "./following-content.ts";

const engine: Pick<Engine, "open"> = { open: () => memoryDatabase() };

const nova = {
  actor: "https://new.example/users/nova",
  type: "Person",
  address: "nova@new.example",
  name: "Nova",
  url: "https://new.example/@nova",
  inbox: "https://new.example/inbox",
  alsoKnownAs: [],
};

interface Item {
  readonly id: string;
  readonly said?: { readonly object: string };
}

const listed = (body: Record<string, unknown>, name = "items"): readonly Item[] => body[name] as readonly Item[];

test("following, reading, passing on and moderating, by program", async () => {
  const node = await openApiNode(engine as Engine, {
    partners: {
      findActor: async (address) =>
        address.includes("nova") ? { found: nova } : { failed: "not-found", detail: "Nobody." },
    },
  });
  const made = await announce(node.app, { content: { en: "Hello" } });
  const circle = await createCircle(node.app, { name: { en: "Tools" } });
  if (made.outcome !== "done" || circle.outcome !== "done") throw new Error("There is nothing to answer.");
  const announcement = made.announcement.id;
  await fillFollowing(node.app, { announcement, circle: circle.actor.id });

  const followed = await node.call("POST /followings", { address: "@nova@new.example" });
  expect(followed).toMatchObject({ status: 202, body: { state: "requested", followed: { name: "Nova" } } });
  expect((await node.call("POST /followings", { address: "@ghost@new.example" })).status).toBe(422);
  const id = String(followed.body["id"]);
  expect((await node.call(`POST /followings/${id}/ask`)).status).toBe(202);
  expect((await node.call(`DELETE /followings/${id}`)).status).toBe(204);
  const list = (await node.call("GET /followings")).body["items"] as readonly { readonly state: string }[];
  expect(list.map(({ state }) => state)).toEqual(["requested", "accepted", "accepted"]);

  const timeline = (await node.call("GET /timeline")).body["items"] as readonly { said: { object: string } }[];
  expect(timeline).toHaveLength(2);
  const pictures = async (): Promise<number> => {
    const { items } = (await node.call("GET /timeline")).body as { items: { said: { attachments: unknown[] } }[] };
    return items.reduce((sum, { said }) => sum + said.attachments.length, 0);
  };
  expect(await pictures()).toBe(1);
  await ruleDomain(node.app, { domain: "elsewhere.example", standing: "allowed", rejectMedia: true });
  expect(await pictures()).toBe(0);
  await liftDomain(node.app, "elsewhere.example");
  expect(await pictures()).toBe(1);
  const object = timeline[1]?.said.object;
  expect((await node.call("POST /boosts", { object })).body).toEqual({ object, state: "said" });
  expect((await node.call("POST /boosts/undo", { object })).body).toEqual({ object, state: "undone" });
  const answering = { content: { en: "And to you" }, inReplyTo: object };
  expect(await node.call("POST /announcements", answering)).toMatchObject({ status: 201, body: { inReplyTo: object } });
  const toNothing = { ...answering, inReplyTo: "https://new.example/never/said" };
  expect((await node.call("POST /announcements", toNothing)).body).toMatchObject({
    errors: [{ field: "body.inReplyTo" }],
  });

  const came = await node.call(`GET /announcements/${announcement}/responses`, undefined, {
    token: node.tokens.member,
  });
  expect(came.body).toMatchObject({ likes: 1, boosts: 0, waiting: 1, replies: [{ state: "shown" }] });
  const [shown] = listed(came.body, "replies");
  expect((await node.call(`POST /responses/${String(shown?.id)}/hide`)).body["state"]).toBe("hidden");
  const [secret] = listed((await node.call("GET /responses")).body);
  expect((await node.call(`POST /responses/${String(secret?.id)}/show`)).status).toBe(409);

  const [post] = listed((await node.call("GET /group-posts")).body);
  expect((await node.call(`POST /group-posts/${String(post?.id)}/accept`)).status).toBe(204);
  const body = { object: post?.said?.object };
  expect((await node.call(`POST /circles/${circle.actor.id}/remove-post`, body)).status).toBe(204);
  expect((await node.call("GET /timeline", undefined, { token: node.tokens.operator })).status).toBe(403);
});
