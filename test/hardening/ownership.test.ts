import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const context = "https://www.w3.org/ns/activitystreams";
const cleanup = useCleanup();
let here: Target;
let bob: Villain;
let eve: Villain;
let before: string;
let number = 0;

const next = (): number => (number += 1);
const follow = (who: Villain, changes: object = {}): object => ({
  "@context": context,
  id: `${who.origin}/follows/${next()}`,
  type: "Follow",
  actor: who.person,
  object: here.coop,
  ...changes,
});
beforeAll(async () => {
  here = await openTarget();
  cleanup(here.close);
});
beforeEach(async () => {
  [bob, eve] = await Promise.all([openVillain("bob"), openVillain("eve")]);
  cleanup(bob.close);
  cleanup(eve.close);
  expect((await here.take(await bob.sign(here.inbox, follow(bob)))).status).toBe(202);
  before = await stateOf(here.app.database);
});

/** Sends as Eve, and nothing changes: Bob still follows. */
async function inVain(body: object, keyId?: string): Promise<number> {
  const { status } = await here.take(await eve.sign(here.inbox, body, keyId === undefined ? {} : { keyId }));
  expect(status).toBeLessThan(500);
  expect(await stateOf(here.app.database)).toBe(before);
  return status;
}

describe("a key", () => {
  const claim = (owner: string) => ({
    id: `${eve.origin}/key`,
    type: "CryptographicKey",
    owner,
    publicKeyPem: eve.publicKeyPem,
  });

  test("that says it is another's, while the other does not say so", async () => {
    eve.answers.set("/key", { "@context": "https://w3id.org/security/v1", ...claim(bob.person) });
    expect(await inVain(follow(bob, { object: `${here.origin}/actors/node` }), `${eve.origin}/key`)).toBe(401);
  });

  test("inside of a document that gives itself for another server's actor", async () => {
    const id = `${eve.origin}/users/eve#main-key`;
    eve.answers.set("/users/eve", eve.document({ id: bob.person, publicKey: { ...claim(bob.person), id } }));
    expect(await inVain(follow(bob, { object: `${here.origin}/actors/node` }), id)).toBe(401);
  });

  test("of another's name, where the other's server leads to us by an open redirect", async () => {
    bob.answers.set("/go", (_, response) => response.writeHead(302, { location: `${eve.origin}/users/eve` }).end());
    const id = `${bob.origin}/go`;
    const key = { id: `${id}#key`, owner: id, publicKeyPem: eve.publicKeyPem };
    eve.answers.set("/users/eve", eve.document({ id, publicKey: key }));
    const body = { ...follow(bob), actor: id, object: `${here.origin}/actors/node` };
    expect(await inVain(body, `${id}#key`)).toBe(401);
  });

  test("in a list with other people's keys in it", async () => {
    const keys = [
      { id: `${bob.person}#main-key`, owner: bob.person, publicKeyPem: eve.publicKeyPem },
      { id: `${eve.person}#main-key`, owner: bob.person, publicKeyPem: eve.publicKeyPem },
    ];
    eve.answers.set("/users/eve", eve.document({ publicKey: keys }));
    expect(await inVain(follow(bob, { object: `${here.origin}/actors/node` }))).toBe(401);
    expect(await inVain(follow(bob, { object: `${here.origin}/actors/node` }), `${bob.person}#main-key`)).toBe(401);
  });

  test("in a list of a thousand addresses, of which we would have to fetch each", async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `${bob.origin}/victim/${index}`);
    eve.answers.set("/users/eve", eve.document({ publicKey: many }));
    const asked = bob.asked.length;
    expect(await inVain(follow(eve, { object: `${here.origin}/actors/node` }))).toBe(401);
    expect(bob.asked.length - asked).toBeLessThan(10);
  });

  test("that is gone does not make another server's actor gone", async () => {
    eve.answers.set("/gone", (_, response) => response.writeHead(410).end());
    for (const type of ["Delete", "Update", "Undo"]) {
      const body = { "@context": context, id: `${eve.origin}/1`, type, actor: bob.person, object: bob.person };
      expect(await inVain(body, `${eve.origin}/gone`)).toBe(401);
    }
  });
});

describe("an activity", () => {
  const said = (type: string, object: unknown, changes: object = {}): object => ({
    "@context": context,
    id: `${eve.origin}/activities/${next()}`,
    type,
    actor: eve.person,
    object,
    ...changes,
  });

  test("in the name of another, signed by its sender, by nobody, or with another's proof or signature inside", async () => {
    const note = { id: `${bob.origin}/notes/1`, type: "Note", attributedTo: bob.person };
    for (const inside of [
      {},
      { signature: { type: "RsaSignature2017", creator: `${bob.person}#main-key`, signatureValue: "AAAA" } },
      { proof: { type: "DataIntegrityProof", verificationMethod: `${bob.person}#ed25519-key`, proofValue: "z1" } },
    ])
      expect(await inVain({ ...said("Create", note, { actor: bob.person }), ...inside })).toBe(401);
  });

  test.each(["Update", "Delete", "Undo", "Announce", "Like", "Create", "Move", "Remove", "Add"])(
    "%s of what is not its sender's: ours, and a third server's",
    async (type) => {
      const follows = await here.app.database.q.select().from(here.app.database.t.followers);
      for (const object of [
        here.coop,
        `${here.origin}/actors/node`,
        `${here.origin}/announcements/0195a3c4-7b00-7000-8000-000000000001`,
        bob.person,
        ...follows.map((row) => row.follow),
        { id: bob.person, type: "Person", inbox: `${eve.origin}/inbox` },
        { id: follows[0]?.follow, type: "Follow", actor: bob.person, object: here.coop },
        { id: `${bob.origin}/notes/1`, type: "Note", attributedTo: eve.person, content: "x" },
        { id: `${eve.origin}/notes/1`, type: "Note", attributedTo: bob.person, content: "x" },
        { id: `${eve.origin}/notes/2`, type: "Note", attributedTo: [eve.person, bob.person], content: "x" },
        { id: `${eve.origin}/notes/3`, type: "Note", attributedTo: { id: bob.person, type: "Person" }, content: "x" },
        { id: `${eve.origin}/notes/4`, type: "Note", attributedTo: [[{ id: eve.person }]], content: "x" },
        [bob.person, eve.person],
        { type: "Tombstone", id: bob.person, formerType: "Person" },
      ])
        await inVain(said(type, object, type === "Move" ? { target: eve.person } : {}));
    },
  );

  test("with an id on another server, or on ours", async () => {
    for (const id of [
      `${bob.origin}/follows/1`,
      `${here.origin}/messages/1`,
      `http://${new URL(eve.origin).hostname}/1`,
    ])
      await inVain(follow(eve, { id, object: `${here.origin}/actors/coop` }));
  });

  test("by an actor whose document is another server's, or names an inbox that is a third one's", async () => {
    eve.answers.set("/users/eve", eve.document({ inbox: `${bob.person}/inbox` }));
    expect(await inVain(follow(eve))).toBe(202);
    eve.answers.set("/users/eve", eve.document({ id: bob.person }));
    const again = { keyId: `${eve.person}#main-key` };
    const late = await openTarget();
    cleanup(late.close);
    expect((await late.take(await eve.sign(late.inbox, follow(eve), again))).status).toBe(401);
  });
});
