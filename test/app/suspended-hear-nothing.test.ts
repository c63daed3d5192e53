import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { beforeEach, expect, test } from "vitest";
import { announce, reviseAnnouncement, withdrawAnnouncement } from "#src/app/announcements.ts";
import { boost, undoBoost } from "#src/app/boosts.ts";
import { transact, type Context } from "#src/app/context.ts";
import { follow } from "#src/app/followers.ts";
import { ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { openCourier } from "#federation/deliver.ts";
import { openCoop, type Clock } from "#test/federation/ground.ts";
import { onBothEngines } from "#test/rig.ts";

const bad = "https://social.example/users/bad";
const good = "https://social.example/users/good";

onBothEngines("somebody who is suspended", (engine) => {
  let app: Context;
  const clock: Clock = { nowMs: 0 };
  beforeEach(async () => {
    clock.nowMs = Date.now();
    app = await openCoop(await engine.open(), clock);
  });

  const followBy = (follower: string) =>
    follow(app, {
      follow: `${follower}#follow`,
      follower,
      object: `${app.origin}/actors/coop`,
      inbox: `${follower}/inbox`,
    });
  /** What waits to be said, as `NAME TYPE`. */
  const waiting = async (): Promise<readonly string[]> => {
    const rows = await app.database.q.select().from(app.database.t.outbox).orderBy(app.database.t.outbox.id);
    return rows
      .filter(({ state }) => state === "waiting")
      .map(({ inbox, message }) => `${inbox.split("/").at(-2)} ${message.type}`);
  };
  const sayNothing = (): Promise<unknown> =>
    transact(app, ({ session: { q, t } }) => q.update(t.outbox).set({ state: "done" }));
  const toBad = async (): Promise<readonly string[]> => (await waiting()).filter((each) => each.startsWith("bad "));

  test("as one account hears no change, removal, boost nor anything else that goes to all who ever heard of it", async () => {
    await followBy(bad);
    await followBy(good);
    const named = { actor: bad, address: "bad@social.example", inbox: `${bad}/inbox`, url: bad };
    const said = await announce(app, { content: { en: "Hello @bad@social.example" }, mentions: [named] });
    if (said.outcome !== "done") throw new Error(said.outcome);
    const { id } = said.announcement;
    expect(await toBad()).toEqual(["bad follower-accept", "bad announcement-create"]);
    await ruleAccount(app, { actor: bad, standing: "suspended" });
    // What waited is dropped; that it is over is the last word.
    expect(await toBad()).toEqual(["bad follower-reject"]);
    await sayNothing();
    await ruleAccount(app, { actor: bad, standing: "suspended" });
    await reviseAnnouncement(app, id, { content: { en: "Goodbye @bad@social.example" }, mentions: [named] });
    const object = `${app.origin}/announcements/${id}`;
    await boost(app, { actorId: "coop", object });
    await undoBoost(app, { actorId: "coop", object });
    await announce(app, { content: { en: "Again @bad@social.example" }, mentions: [named] });
    expect(await waiting()).toContain("good announcement-update");
    expect(await toBad()).toEqual([]);
    await withdrawAnnouncement(app, id);
    expect(await waiting()).toContain("good announcement-delete");
    expect(await toBad()).toEqual([]);
  });

  test("does not silence the others behind an inbox that they share", async () => {
    const inbox = "https://social.example/inbox";
    for (const actor of [bad, good]) {
      const card = {
        type: "Person",
        address: `${actor.slice(-4)}@social.example`,
        name: "",
        url: actor,
        alsoKnownAs: [],
      };
      await transact(app, (work) => keepRemoteActor(work, { ...card, actor, inbox, sharedInbox: inbox }));
      await follow(app, { follow: `${actor}#f`, follower: actor, object: `${app.origin}/actors/coop`, inbox });
    }
    await ruleAccount(app, { actor: bad, standing: "suspended" });
    await sayNothing();
    await announce(app, { content: { en: "For the others" } });
    expect(await waiting()).toEqual(["social.example announcement-create"]);
  });

  test("hears nothing behind the inbox of a server of which we know nobody else", async () => {
    const inboxes = { inbox: `${bad}/inbox`, sharedInbox: "https://social.example/inbox" };
    const object = `${app.origin}/actors/coop`;
    await follow(app, { follow: `${bad}#f`, follower: bad, object, ...inboxes });
    const said = await announce(app, { content: { en: "For followers" } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    await sayNothing();
    await ruleAccount(app, { actor: bad, standing: "suspended" });
    await reviseAnnouncement(app, said.announcement.id, { content: { en: "Changed" } });
    await withdrawAnnouncement(app, said.announcement.id);
    expect(await waiting()).toEqual(["bad follower-reject"]);
  });

  test("does not get what the courier had already taken in hand", async () => {
    const said: string[] = [];
    let origin = "";
    const server = createServer((request, response) => {
      void text(request).then(async (body) => {
        said.push((JSON.parse(body) as { readonly type: string }).type);
        // While the first letter is answered, its server is suspended; the others stand in line behind it.
        if (said.length === 1) {
          clock.nowMs += 1_000;
          await ruleDomain(app, { domain: new URL(origin).host, standing: "suspended", confirmed: true });
        }
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const follower = `${origin}/users/bad`;
    await follow(app, { follow: `${follower}#f`, follower, object: `${app.origin}/actors/coop`, inbox: `${origin}/i` });
    for (const word of ["one", "two", "three"]) await announce(app, { content: { en: word } });
    await openCourier({ app, allowPrivateAddresses: true }).runDue();
    expect(said).toEqual(["Accept", "Reject"]);
    server.close();
    server.closeAllConnections();
  });
});
