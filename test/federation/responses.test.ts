import { beforeEach, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import type { Context } from "#src/app/context.ts";
import { listReplies } from "#src/store/responses.ts";
import { openCoop } from "./ground.ts";
import { onBothEngines } from "#test/rig.ts";
import { openTalk, person, type Talk } from "./remote-talk.ts";
import { readRemote } from "#test/interop/remote.ts";

onBothEngines("What comes back to a post", (engine) => {
  let app: Context;
  let talk: Talk;
  let post: string;
  beforeEach(async () => {
    app = await openCoop(await engine.open(), { nowMs: Date.UTC(2031, 2, 1) }, "https://commons.example");
    talk = openTalk(app);
    const made = await announce(app, { content: { en: "A kit of cameras goes round." } });
    if (made.outcome !== "done") throw new Error("no post");
    post = made.object;
  });
  const replies = async (object = post) =>
    (await listReplies(app.database, { object, limit: 50, states: ["shown"], order: "asc" })).map(({ said }) =>
      Object.values(said.contentHtml)[0]?.replace(/<[^>]*>/g, ""),
    );
  const rosa = "https://mastodon.example/users/rosa";
  const remote = (name: string) => readRemote(name, { announcement: post });

  test("a reply is shown, its edit is read, its removal takes it away and keeps it away", async () => {
    talk.documents.set(rosa, person(rosa));
    const create = await remote("mastodon/create-reply");
    expect(await talk.hear(create)).toBe("done");
    expect(await replies()).toEqual(["@coop Can the camera kit travel by train?"]);
    await talk.hear(await remote("mastodon/update-reply"));
    await talk.hear(create);
    expect(await replies()).toEqual(["@coop Can the camera kit travel by night train?"]);
    await talk.hear(await remote("mastodon/delete-reply"));
    await talk.hear(create);
    expect(await replies()).toEqual([]);
  });
});
