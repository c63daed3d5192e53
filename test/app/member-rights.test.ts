import { like } from "drizzle-orm";
import { expect, test } from "vitest";
import { actingAs } from "#src/app/acting.ts";
import { listAudit } from "#src/app/audit.ts";
import { transact } from "#src/app/context.ts";
import { recordEntry } from "#src/app/entry-recording.ts";
import { follow } from "#src/app/followers.ts";
import { linkAccount } from "#src/app/member-account.ts";
import { eraseMember } from "#src/app/member-erasure.ts";
import { exportMember } from "#src/app/member-export.ts";
import { changeMember, createMember, findMember } from "#src/app/members.ts";
import { actorIri } from "#src/domain/iri.ts";
import { findUser, saveUser } from "#src/store/people.ts";
import { onBothEngines } from "#test/rig.ts";
import { booksAt, deliverAll, held, openPair, waitingRows, type Pair, type Side } from "./ledger-pair.ts";

const evening = { startsAtMs: Date.UTC(2026, 10, 20, 17), endsAtMs: Date.UTC(2026, 10, 20, 20) };

async function memberOf({ app }: Side): Promise<string> {
  const made = await createMember(app, { name: "Mercè Puig", handle: "merce", summary: "Interpreter." });
  if (made.outcome !== "done") throw new Error(made.outcome);
  return made.actor.id;
}

async function signsInAs({ app }: Side, memberId: string, role: "member" | "steward"): Promise<string> {
  const id = app.newId();
  const user = {
    id,
    role,
    name: "Mercè",
    memberId: null,
    sessionEpoch: 1,
    createdAtMs: app.nowMs(),
    lastSeenAtMs: null,
  };
  await transact(app, ({ session }) => saveUser(session, user));
  expect(await linkAccount(app, memberId, id)).toBe(true);
  return id;
}

/** Work of hers for the other coop, signed by both, with her name and a word beside it. */
async function works(pair: Pair, person: string): Promise<string> {
  const wish = {
    kind: "work",
    direction: "given",
    unit: "work-minute",
    quantity: 90,
    note: "Captions",
    person,
  } as const;
  const outcome = await recordEntry(pair.a.app, { peerId: pair.a.peerId, ...wish, ...evening });
  if (outcome.outcome !== "done") throw new Error(outcome.outcome);
  await postElsewhere(pair.a);
  await deliverAll(pair);
  return outcome.entry.entry;
}

/** What is for neither of the two leaves on its own way. */
async function postElsewhere({ app }: Side): Promise<void> {
  await transact(app, ({ session: { q, t } }) =>
    q.update(t.outbox).set({ state: "done" }).where(like(t.outbox.inbox, "https://social.example/%")),
  );
}

const followedBy = ({ app }: Side, id: string, follower: string) =>
  follow(app, {
    follow: `${follower}/follows/1`,
    follower,
    object: actorIri(app.origin, id),
    inbox: `${follower}/inbox`,
  });

onBothEngines("a member of a coop", (engine) => {
  test("agrees to nothing unless asked, to each by itself, and takes it back; followers are told of each change", async () => {
    const { a } = await openPair(engine.open);
    const id = await memberOf(a);
    const consents = async () => {
      const { discoverable, indexable, listed } = (await findMember(a.app, "member", id)) ?? {};
      return { discoverable, indexable, listed };
    };
    const nothing = { discoverable: false, indexable: false, listed: false };
    expect(await consents()).toEqual(nothing);
    await followedBy(a, id, "https://social.example/users/pau");
    for (const consent of ["discoverable", "indexable", "listed"] as const) {
      await changeMember(a.app, id, { consents: { [consent]: true } });
      expect(await consents()).toEqual({ ...nothing, [consent]: true });
      await changeMember(a.app, id, { consents: { [consent]: false } });
      expect(await consents()).toEqual(nothing);
    }
    const { q, t } = a.app.database;
    const told = (await q.select().from(t.outbox)).filter(({ message }) => message.type === "actor-update");
    expect(told.map(({ inbox }) => inbox)).toEqual(Array(6).fill("https://social.example/users/pau/inbox"));
    // Who has not heard of the earlier ones yet hears the last alone.
    expect(told.map(({ state }) => state)).toEqual([...Array(5).fill("dropped"), "waiting"]);
  });

  test("gets everything that the node knows of her, and none of its secrets", async () => {
    const pair = await openPair(engine.open);
    const id = await memberOf(pair.a);
    const userId = await signsInAs(pair.a, id, "member");
    await followedBy(pair.a, id, "https://social.example/users/pau");
    const entry = await works(pair, "@merce");
    const known = await exportMember(pair.a.app, id);
    expect(known).toMatchObject({
      profile: { handle: "merce", summary: { en: "Interpreter." }, discoverable: false },
      followers: [{ actor: "https://social.example/users/pau", since: expect.any(String) }],
      account: { name: "Mercè", role: "member", lastSeenAt: null },
      entries: [{ entry, person: "@merce", note: "Captions", unit: "work-minute", quantity: 90 }],
      said: [{ type: "follower-accept" }],
    });
    const text = JSON.stringify(known);
    for (const secret of ["privateSealed", "tokenHash", "tokenSealed", '"d":', userId])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\d{13}/);
    expect(await exportMember(pair.a.app, pair.a.app.newId())).toBeUndefined();
  });

  test("is erased here and at the partner, whoever knew her is told, and what was signed stays equal and names nobody", async () => {
    const pair = await openPair(engine.open);
    const id = await memberOf(pair.a);
    const userId = await signsInAs(pair.a, id, "member");
    await followedBy(pair.a, id, "https://social.example/users/pau");
    const entry = await works(pair, "Mercè Puig");
    expect((await held(pair.b, entry)).person).toBe("Mercè Puig");
    const signed = (await held(pair.a, entry)).document;
    expect(signed).not.toMatch(/Merc|merce|Captions/);

    const asHerself = { id: userId, name: "Mercè" };
    expect((await actingAs(asHerself, () => eraseMember(pair.a.app, id))).outcome).toBe("done");
    const deeds = (await listAudit(pair.a.app, { limit: 10 })).items;
    expect(deeds.map(({ act, subject, byName }) => [act, subject, byName])).toEqual([["member.erase", id, ""]]);
    const farewells = (await waitingRows(pair.a)).filter(({ message }) => message.type === "actor-delete");
    expect(farewells.map(({ inbox }) => inbox)).toEqual(["https://social.example/users/pau/inbox"]);
    await postElsewhere(pair.a);
    await deliverAll(pair);
    for (const side of [pair.a, pair.b]) {
      const row = await held(side, entry);
      expect([row.person, row.note, row.salt, row.document]).toEqual([
        null,
        null,
        null,
        (await held(pair.a, entry)).document,
      ]);
      const { q, t } = side.app.database;
      const tables = [t.actors, t.entries, t.outbox, t.signings, t.leaves, t.users, t.evidence];
      const everything = JSON.stringify(await Promise.all(tables.map((table) => q.select().from(table))));
      expect(everything).not.toMatch(/Merc|Captions|Interpreter/);
    }
    expect(await booksAt(pair.a)).toEqual(await booksAt(pair.b));
    expect(await findUser(pair.a.app.database, userId)).toBeUndefined();
    expect((await eraseMember(pair.a.app, id)).outcome).toBe("unknown");
  });

  test("who is the only steward is not erased, and nothing of hers is changed", async () => {
    const pair = await openPair(engine.open);
    const id = await memberOf(pair.a);
    await signsInAs(pair.a, id, "steward");
    const entry = await works(pair, "merce");
    expect((await eraseMember(pair.a.app, id)).outcome).toBe("only-steward");
    expect((await held(pair.a, entry)).person).toBe("merce");
    expect((await findMember(pair.a.app, "member", id))?.name).toEqual({ en: "Mercè Puig" });
    await signsInAs(pair.a, await createdOther(pair.a), "steward");
    expect((await eraseMember(pair.a.app, id)).outcome).toBe("done");
  });
});

async function createdOther({ app }: Side): Promise<string> {
  const made = await createMember(app, { name: "Pau" });
  return made.outcome === "done" ? made.actor.id : made.outcome;
}
