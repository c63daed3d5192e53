import type { Actor as ActorObject } from "@fedify/vocab";
import { beforeEach, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { transact } from "#src/app/context.ts";
import { createCircle, changeMember, createMember, removeMember, type MemberOutcome } from "#src/app/members.ts";
import { say } from "#src/app/outbox.ts";
import { shareResource } from "#src/app/resources.ts";
import type { Message } from "#src/domain/message.ts";
import { saveFollower } from "#src/store/followers.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openSender } from "./sender.ts";
import { activityJson, serveCoop, type Served } from "./served.ts";
import { openStranger, type Stranger } from "./stranger.ts";

type Document = Record<string, unknown>;

onBothEngines("a node on the fediverse", (engine) => {
  const cleanup = useCleanup();
  let here: Served;
  beforeEach(async () => {
    here = await serveCoop(await engine.open());
    cleanup(here.close);
  });
  const stranger = async (): Promise<Stranger> => {
    const there = await openStranger();
    cleanup(there.close);
    return there;
  };
  const json = async (path: string): Promise<Document> => (await (await here.get(path)).json()) as Document;
  const idOf = (made: MemberOutcome): string => (made.outcome === "done" ? made.actor.id : made.outcome);
  const webFinger = (resource: string): Promise<Response> =>
    here.get(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}`);
  const host = (): string => new URL(here.origin).host;

  test("shows each kind of actor, complete, to anyone, and another server understands it", async () => {
    const there = await stranger();
    const made = await shareResource(here.app, {
      kind: "meeting-server",
      name: { en: "Hall" },
      platform: "link",
      seats: 200,
      address: "https://secret.example/room",
    });
    const ids = {
      Organization: "coop",
      Application: "node",
      Service: made.outcome === "done" ? made.resource.id : made.outcome,
      Person: idOf(await createMember(here.app, { name: "Joana", summary: "Hosts." })),
      Group: idOf(await createCircle(here.app, { name: { en: "Care" } })),
    };
    for (const [type, id] of Object.entries(ids)) {
      const iri = `${here.origin}/actors/${id}`;
      const document = await json(`/actors/${id}`);
      expect(document).toMatchObject({
        id: iri,
        type,
        url: iri,
        inbox: `${iri}/inbox`,
        outbox: `${iri}/outbox`,
        endpoints: { sharedInbox: `${here.origin}/inbox` },
        publicKey: { id: `${iri}#main-key`, owner: iri },
      });
      expect(JSON.stringify(document)).not.toContain("secret.example");
      const seen = (await there.lookUp(iri)) as ActorObject;
      expect([seen.constructor.name, seen.id?.href]).toEqual([type, iri]);
      for (const name of ["outbox", "followers", "following", "featured"]) {
        expect(await json(`/actors/${id}/${name}`)).toMatchObject({
          id: document[name],
          type: "OrderedCollection",
          totalItems: 0,
        });
      }
      const found = (await (
        await webFinger(`acct:${String(document["preferredUsername"])}@${host()}`)
      ).json()) as Document;
      expect(found["links"]).toContainEqual({ rel: "self", type: activityJson, href: iri });
      expect(((await (await webFinger(iri)).json()) as Document)["links"]).toEqual(found["links"]);
    }
  });

  test("tells its coop, region, languages and fair use to those who look for a node", async () => {
    const node = `${here.origin}/actors/node`;
    const coop = `${here.origin}/actors/coop`;
    const atOrigin = (await (await webFinger(here.origin)).json()) as Document;
    expect(atOrigin).toMatchObject({ subject: here.origin });
    expect(atOrigin["links"]).toContainEqual({
      rel: "https://www.w3.org/ns/activitystreams#Service",
      type: activityJson,
      href: node,
    });
    const links = (await json("/.well-known/nodeinfo"))["links"] as { rel: string; href: string }[];
    expect(links).toContainEqual({ rel: "https://www.w3.org/ns/activitystreams#Application", href: node });
    const nodeInfo = links.find(({ rel }) => rel.endsWith("/schema/2.1"))?.href ?? "";
    expect(await json(new URL(nodeInfo).pathname)).toMatchObject({
      version: "2.1",
      software: { name: "fedicoop" },
      protocols: ["activitypub"],
      metadata: { coop, node, region: "Nowhere", languages: ["en"], fairUse: {}, fairUseVersion: 1, listed: true },
    });
    expect(await json("/actors/node")).toMatchObject({
      attributedTo: coop,
      region: "Nowhere",
      languages: ["en"],
      manuallyApprovesFollowers: true,
    });
    expect(await json("/partners")).toMatchObject({ id: `${here.origin}/partners`, totalItems: 0, items: [] });
  });

  test("finds a handle in any case, and says plainly that there is nobody else", async () => {
    expect((await webFinger(`acct:HERE@${host()}`)).status).toBe(200);
    for (const resource of [
      `acct:nobody@${host()}`,
      "acct:here@elsewhere.example",
      "https://elsewhere.example/actors/coop",
    ]) {
      expect((await webFinger(resource)).status).toBe(404);
    }
    for (const path of ["/actors/nobody", "/actors/0190a000-0000-7000-8000-000000000000", "/actors/coop/nothing"]) {
      const answer = await here.get(path);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
    }
  });

  test("lists only those members who consent, answers for all of them, and is 410 for ever after one is removed", async () => {
    const id = idOf(await createMember(here.app, { name: "Joana", handle: "joana" }));
    // No more than the address, until she agrees.
    expect(await json(`/actors/${id}`)).toMatchObject({ discoverable: false, indexable: false, name: "joana" });
    await changeMember(here.app, id, { consents: { discoverable: true } });
    expect(await json(`/actors/${id}`)).toMatchObject({ discoverable: true, indexable: false, name: "Joana" });
    await removeMember(here.app, id);
    const gone = await here.get(`/actors/${id}`);
    expect([gone.status, await gone.json()]).toMatchObject([
      410,
      { id: `${here.origin}/actors/${id}`, type: "Tombstone", formerType: "Person" },
    ]);
    expect((await webFinger(`acct:joana@${host()}`)).status).toBe(410);
    expect((await here.get(`/actors/${id}/followers`)).status).toBe(404);
    expect(await createMember(here.app, { name: "Another", handle: "joana" })).toEqual({ outcome: "handle-taken" });
  });

  test("tells the followers of a member who was removed, each server once, and forgets them", async () => {
    const id = idOf(await createMember(here.app, { name: "Joana" }));
    for (const name of ["ada", "bob"]) {
      const follower = `https://there.example/users/${name}`;
      const row = {
        actorId: id,
        follower,
        follow: `${follower}/f`,
        inbox: `${follower}/inbox`,
        sharedInbox: "https://there.example/inbox",
      };
      await transact(here.app, ({ session }) => saveFollower(session, { ...row, createdAtMs: 0 }));
    }
    await removeMember(here.app, id);
    await removeMember(here.app, id);
    const { q, t } = here.app.database;
    const rows = await q.select().from(t.outbox);
    expect(rows.map(({ inbox, message }) => [inbox, message])).toEqual([
      [
        "https://there.example/inbox",
        { type: "actor-delete", object: `${here.origin}/actors/${id}`, deletedAtMs: here.app.nowMs() },
      ],
    ]);
    expect(await q.$count(t.followers)).toBe(0);
  });

  test("answers for each activity that it sent: public ones to anyone, the rest to the server it was for", async () => {
    const [there, elsewhere] = [await openSender(), await openSender()];
    cleanup(there.close);
    cleanup(elsewhere.close);
    const send = async (message: Message): Promise<string> => {
      const id = here.app.newId();
      await transact(here.app, (work) => say(work, { id, from: "coop", inbox: `${there.person}/inbox`, message }));
      return `/messages/${id}`;
    };
    const follow = await send({ type: "peer-follow", follow: "https://here.example/f/1", object: there.person });
    expect(await json(follow)).toMatchObject({ id: `${here.origin}${follow}`, type: "Follow", object: there.person });
    const entry = { entry: `${there.origin}/entries/1`, hash: "0".repeat(64), to: there.person, digest: "", count: 0 };
    const secret = await send({ type: "entry-reject", ...entry, reason: "other", note: "" });
    expect((await here.get(secret)).status).toBe(404);
    expect((await elsewhere.get(`${here.origin}${secret}`)).status).toBe(404);
    const answer = await there.get(`${here.origin}${secret}`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { type: "Reject", object: entry.entry }]);
    expect((await here.get("/messages/0190a000-0000-7000-8000-000000000000")).status).toBe(404);
  });

  test("keeps to itself what it once said: a name that was taken back, a post that was changed or removed", async () => {
    const there = await openSender();
    cleanup(there.close);
    const id = idOf(await createMember(here.app, { name: "Ada", handle: "person", consents: { discoverable: true } }));
    for (const actorId of [id, "coop"]) {
      const row = { actorId, follower: there.person, follow: `${there.person}#f`, inbox: `${there.person}/inbox` };
      await transact(here.app, ({ session }) => saveFollower(session, { ...row, sharedInbox: null, createdAtMs: 0 }));
    }
    await changeMember(here.app, id, { summary: "Ada translates" });
    const said = await announce(here.app, { content: { en: "Ada comes" } });
    if (said.outcome !== "done") throw new Error(said.outcome);
    await here.deliver();
    const told = async (kind: string): Promise<string> => {
      const rows = await here.app.database.q.select().from(here.app.database.t.outbox);
      return `/messages/${rows.find(({ message }) => message.type === kind)?.id}`;
    };
    const [profile, post] = [await told("actor-update"), await told("announcement-create")];
    expect(await (await here.get(profile)).text()).toContain("Ada translates");
    expect((await here.get(post)).status).toBe(404);
    await changeMember(here.app, id, { consents: { discoverable: false } });
    expect(await (await here.get(profile)).text()).not.toContain("Ada");
    await removeMember(here.app, id);
    expect((await here.get(profile)).status).toBe(404);
  });

  test("shows what it announced, newest first, a page at a time", async () => {
    for (let number = 1; number <= 21; number += 1) await announce(here.app, { content: { en: `Number ${number}` } });
    const outbox = await json("/actors/coop/outbox");
    const page = async (iri: unknown): Promise<Document> => json(String(iri).slice(here.origin.length));
    const first = await page(outbox["first"]);
    const second = await page(first["next"]);
    const texts = [first, second].map((each) =>
      [each["orderedItems"]].flat().map((item) => ((item as Document)["object"] as Document)["content"]),
    );
    expect([outbox["totalItems"], texts[0]?.length, texts[0]?.[0], texts[1], second["next"]]).toEqual([
      21,
      20,
      "<p>Number 21</p>",
      ["<p>Number 1</p>"],
      undefined,
    ]);
  });
});
