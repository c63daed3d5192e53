import { Follow } from "@fedify/vocab";
import { beforeEach, expect, test } from "vitest";
import { countFollowers } from "#src/store/followers.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openSender, type Sender } from "./sender.ts";
import { serveCoop, type Served } from "./served.ts";

const context = "https://www.w3.org/ns/activitystreams";

onBothEngines("the inbox", (engine) => {
  const cleanup = useCleanup();
  let here: Served;
  let there: Sender;
  let coop: string;
  let inbox: string;
  beforeEach(async () => {
    here = await serveCoop(await engine.open());
    there = await openSender();
    coop = `${here.origin}/actors/coop`;
    inbox = `${here.origin}/inbox`;
    cleanup(here.close);
    cleanup(there.close);
  });
  const followers = (): Promise<number> => countFollowers(here.app.database, "coop");
  const follow = (changes: object = {}): object => ({
    "@context": context,
    id: `${there.origin}/follows/1`,
    type: "Follow",
    actor: there.person,
    object: coop,
    ...changes,
  });
  const said = (): Promise<number> => here.app.database.q.$count(here.app.database.t.outbox);

  test("takes a Follow in every form that servers send, on the shared inbox and on the actor's own", async () => {
    const forms = [
      {},
      { actor: { id: there.person, type: "Person", name: "Bob" } },
      { object: [coop] },
      { object: { id: coop, type: "Organization" } },
    ];
    for (const form of forms) {
      expect(await there.post(inbox, follow(form))).toBe(202);
      expect(await there.post(`${coop}/inbox`, follow(form))).toBe(202);
    }
    expect([await followers(), await said()]).toEqual([1, 2 * forms.length]);
    expect((await here.app.database.q.select().from(here.app.database.t.followers))[0]).toMatchObject({
      inbox: `${there.person}/inbox`,
      sharedInbox: null,
    });
  });

  test("takes what strangers write to everyone, and keeps none of it", async () => {
    const note = {
      id: `${there.origin}/notes/1`,
      type: "Note",
      attributedTo: there.person,
      content: "<script>alert(1)</script>",
    };
    for (const [type, object] of [
      ["Create", note],
      ["Update", note],
      ["Delete", note.id],
      ["Like", coop],
      ["Announce", coop],
    ] as const) {
      const activity = {
        "@context": context,
        id: `${there.origin}/activities/${type}`,
        type,
        actor: there.person,
        object,
      };
      expect(await there.post(inbox, activity)).toBe(202);
    }
    expect([await followers(), await said()]).toEqual([0, 0]);
  });

  test("is not misled by a context that makes another actor, id or type of an activity", async () => {
    const victim = `${here.origin}/actors/node`;
    const as = "https://www.w3.org/ns/activitystreams#";
    const disguised = [
      follow({
        "@context": [
          context,
          { actor: "ex:a", speaker: { "@id": `${as}actor`, "@type": "@id" }, ex: "http://ex.example/" },
        ],
        actor: victim,
        speaker: there.person,
      }),
      follow({
        "@context": [context, { id: "http://ex.example/id" }],
        id: `${here.origin}/follows/1`,
        "@id": `${there.origin}/follows/1`,
      }),
      follow({ "@context": [context, { Block: `${as}Follow` }], type: "Block" }),
    ];
    for (const activity of disguised) expect(await there.post(inbox, activity)).toBeGreaterThanOrEqual(200);
    expect([await followers(), await said()]).toEqual([0, 0]);
  });

  test("changes nothing for a Follow that cannot be right", async () => {
    const wrong = [
      { id: "https://elsewhere.example/follows/1" },
      { id: undefined },
      { id: ["x"] },
      { actor: "https://elsewhere.example/users/eve" },
      { actor: `${here.origin}/actors/node` },
      { actor: ["a", "b"] },
      { actor: undefined },
      { object: undefined },
      { object: 7 },
      { object: [[], []] },
      { object: { type: "Person" } },
      { type: undefined },
      { type: "Befriend" },
      { type: ["Follow", "Follow", { type: "Follow" }] },
    ];
    for (const changes of wrong)
      expect([changes, await there.post(inbox, follow(changes))]).toEqual([
        changes,
        expect.toSatisfy((status: number) => status < 500),
      ]);
    expect([await followers(), await said()]).toEqual([0, 0]);
  });

  test("says that a body is malformed", async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    for (const body of ["", "nothing", "[]", "null", '"text"', "{", `{"@context":"${context}"}`, deep]) {
      const status = await there.post(inbox, body);
      expect([body.slice(0, 50), status >= 400 && status < 500]).toEqual([body.slice(0, 50), true]);
    }
    expect(await said()).toBe(0);
  });

  test("fetches no context for what it reads as it stands, and refuses a key whose document is nonsense", async () => {
    const lost = { "@context": "http://127.0.0.1:1/context", type: "Person", id: there.person };
    // What is embedded is read as the JSON that it is: it is nobody of ours.
    expect(await there.post(inbox, follow({ object: lost }))).toBe(202);
    const like = { type: "Like", object: `${there.origin}/notes/1` };
    expect(await there.post(inbox, follow({ ...like, "@context": [context, "http://127.0.0.1:1/none"] }))).toBe(202);
    there.says = { id: [there.person, coop], inbox: { a: [7] }, publicKey: { owner: [coop, 7], publicKeyPem: [7] } };
    await there.rotate();
    for (const says of [there.says, { ...there.says, publicKey: [[]] }, { "@context": "http://127.0.0.1:1/context" }]) {
      there.says = says;
      expect(await there.post(inbox, follow())).toBe(401);
      expect((await there.get(`${here.origin}/proposals`)).status).toBeLessThan(500);
    }
    expect([await followers(), await said()]).toEqual([0, 0]);
  });

  test("understands who takes a Follow back by its address alone", async () => {
    await there.post(inbox, follow());
    const undo = { "@context": context, id: `${there.origin}/undo/1`, type: "Undo", actor: there.person };
    await there.post(inbox, { ...undo, object: `${there.origin}/follows/2` });
    expect(await followers()).toBe(1);
    await there.post(inbox, { ...undo, object: `${there.origin}/follows/1` });
    expect(await followers()).toBe(0);
  });

  test("takes a new key at the second attempt, and asks a sender's server once for many activities", async () => {
    for (const id of [1, 2, 3])
      expect(await there.post(inbox, follow({ id: `${there.origin}/follows/${id}` }))).toBe(202);
    expect(there.asked()).toBe(1);
    await there.rotate();
    expect(await there.post(inbox, follow())).toBe(401);
    expect(await there.post(inbox, follow())).toBe(202);
  });

  test("refuses a sender whose server is down only for as long as it is", async () => {
    there.status = 503;
    expect(await there.post(inbox, follow())).toBe(401);
    there.status = 200;
    expect(await there.post(inbox, follow())).toBe(202);
    expect(await followers()).toBe(1);
  });

  test("forgets a follower whose server says that it is gone", async () => {
    await there.post(inbox, follow());
    there.status = 410;
    await there.rotate();
    const deletion = {
      "@context": context,
      id: `${there.person}#delete`,
      type: "Delete",
      actor: there.person,
      object: there.person,
    };
    await there.post(inbox, deletion);
    expect(await there.post(inbox, deletion)).toBe(202);
    expect(await followers()).toBe(0);
  });

  test("wants the request signed by the speaker, whatever proof the activity carries", async () => {
    const eve = await openSender();
    cleanup(eve.close);
    const activity = new Follow({
      id: new URL(`${there.origin}/follows/1`),
      actor: new URL(there.person),
      object: new URL(coop),
    });
    const proved = await there.prove(activity);
    await eve.post(inbox, proved);
    await fetch(inbox, {
      method: "POST",
      headers: { "content-type": "application/activity+json" },
      body: JSON.stringify(proved),
    });
    expect([await followers(), await said()]).toEqual([0, 0]);
    expect(await there.post(inbox, proved)).toBe(202);
    expect(await followers()).toBe(1);
  });
});
