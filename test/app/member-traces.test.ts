import { and, eq, getTableName, is, like, Table } from "drizzle-orm";
import { expect, test } from "vitest";
import { transact, type Context } from "#src/app/context.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { sayWord } from "#src/app/disputes.ts";
import { disputeEntry } from "#src/app/entry-acts.ts";
import { recordEntry, type EntryWish } from "#src/app/entry-recording.ts";
import { findOrganisers, listOrganisers } from "#src/app/event-organisers.ts";
import { createSeries } from "#src/app/event-series.ts";
import { follow } from "#src/app/followers.ts";
import { acceptInvite, createInvite } from "#src/app/invites.ts";
import { rotateKey } from "#src/app/key-rotation.ts";
import { linkAccount } from "#src/app/member-account.ts";
import { eraseMember } from "#src/app/member-erasure.ts";
import { exportMember } from "#src/app/member-export.ts";
import { changeMember, createCircle, createMember, listMembers, showMember, type NewMember } from "#src/app/members.ts";
import { answerOnce } from "#src/app/once.ts";
import type { Partners } from "#src/app/partners.ts";
import { actorIri } from "#src/domain/iri.ts";
import type { Database } from "#src/store/database.ts";
import { sqliteTables } from "#src/store/schema.ts";
import { listEvents } from "#src/store/events.ts";
import { onBothEngines } from "#test/rig.ts";
import { agree, deliverAll, held, type Side } from "./ledger-pair.ts";
import { closeAll, given, openTimedPair, type TimedPair } from "./statement-pair.ts";

const name = "Mercè Puigdomènech";
/** Every way in which she was written down. */
const traces = /Puigdom|merce_p|Interpreter|Captions/;
const evening = { startsAtMs: Date.UTC(2026, 8, 3, 17), endsAtMs: Date.UTC(2026, 8, 3, 20) };

async function memberOf({ app }: { readonly app: Context }, wanted: Partial<NewMember> = {}): Promise<string> {
  const made = await createMember(app, { name, handle: "merce_p", summary: "Interpreter.", ...wanted });
  if (made.outcome !== "done") throw new Error(made.outcome);
  return made.actor.id;
}

/** What waits for neither of the two leaves on its own way. Answers what it is. */
async function elsewhere({ app }: Side): Promise<readonly string[]> {
  return app.database.transaction(async ({ q, t }) => {
    const gone = await q
      .update(t.outbox)
      .set({ state: "done" })
      .where(and(like(t.outbox.inbox, "https://social.example/%"), eq(t.outbox.state, "waiting")))
      .returning();
    return gone.map(({ message }) => message.type);
  });
}

async function works(pair: TimedPair, side: Side, wish: Partial<EntryWish>): Promise<string> {
  const work = { kind: "work", direction: "given", unit: "work-minute", quantity: 90, note: "Captions" } as const;
  const outcome = await recordEntry(side.app, { peerId: side.peerId, ...work, ...evening, ...wish });
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  await elsewhere(side);
  await deliverAll(pair);
  return outcome.entry.entry;
}

/** All that a store holds, a line for each row. */
async function dump({ q, t }: Database): Promise<readonly string[]> {
  const tables = (Object.values(t) as unknown[]).filter((table) => is(table, Table));
  const rows = await Promise.all(
    tables.map(async (table) =>
      ((await q.select().from(table as never)) as object[]).map(
        (row) => `${getTableName(table)} ${JSON.stringify(row)}`,
      ),
    ),
  );
  return rows.flat();
}

const partners = {} as Partners;

/** She signs in, is followed, organises, is named in answers that programs get, and moderates. Answers the id of her account. */
async function lives(pair: TimedPair, id: string): Promise<string> {
  const { app } = pair.a;
  const iri = actorIri(app.origin, id);
  const { url } = await createInvite(app, { purpose: "invite", role: "member", name });
  const user = await transact(app, (work) => acceptInvite(work, url.split("/").at(-1) ?? "", name));
  const userId = user?.id ?? "";
  await linkAccount(app, id, userId);
  await createInvite(app, { purpose: "recover", role: "member", userId, name });
  const follower = "https://social.example/users/pau";
  await follow(app, { follow: `${follower}#1`, follower, object: iri, inbox: `${follower}/inbox` });
  await changeMember(app, id, { consents: { discoverable: true } });
  // The bytes of it, as the courier wrote them.
  await app.database.transaction(({ q, t }) =>
    q
      .update(t.outbox)
      .set({ body: `{"name":"${name}"}` })
      .where(eq(t.outbox.topic, iri)),
  );
  await changeMember(app, id, { summary: "Interpreter of Catalan." });
  const { organisers } = await findOrganisers({ app, partners }, ["@merce_p"]);
  const times = {
    startsAtMs: evening.startsAtMs + 86_400_000,
    endsAtMs: evening.endsAtMs + 86_400_000,
    timeZone: "UTC",
  };
  const circle = await createCircle(app, { name: "Languages" });
  if (circle.outcome !== "done") throw new Error(circle.outcome);
  const series = await createSeries(app, {
    actorId: circle.actor.id,
    name: { en: "Commons hour" },
    organisers,
    rule: "FREQ=WEEKLY;COUNT=2",
    ...times,
  });
  expect(series.outcome).toBe("done");
  const once = { principal: "token", request: "r", asksOthers: false } as const;
  const bodies = [{ id, name }, { person: "merce_p" }, { items: [{ actor: iri }] }].map((body) => JSON.stringify(body));
  for (const [key, body] of bodies.entries())
    await answerOnce(app, { ...once, key: String(key) }, async () => ({ status: 201, body }));
  const { id: agreement } = await agree(pair);
  await app.database.transaction(({ q, t }) => q.update(t.agreements).set({ moderators: [userId] }));
  expect(agreement).not.toBe("");
  return userId;
}

/** What the export says of each table; nothing: no member stands in it but by an id that its other tables explain, or by words of others. */
const exported: Readonly<Record<string, readonly string[]>> = {
  profile: ["actors"],
  keys: ["keys"],
  "who follows and is followed": ["followers", "follow_requests", "followings"],
  said: ["announcements", "outbox"],
  entries: ["entries"],
  account: ["users", "passkeys", "sessions", "saved_searches", "feeds", "audit_log"],
  "by others": ["events", "reports"],
  nothing: `
    coop resources servers rooms samples usages used_passes hosts key_values peers fair_use_versions
    partner_policies listings partner_keys proposals requests search_matches agreements guest_links
    entry_days entry_stretches balances month_sums logs leaves tiles signings dispute_words statements
    owed_limits epochs evidence reconciliations hashtags versions uploads upload_bytes remote_actors
    remote_objects timeline_items boosts responses event_series attendances mails domain_rules
    account_rules block_lists block_list_items invites api_tokens idempotency`
    .trim()
    .split(/\s+/),
};

test("every table was looked at: what of it a member is given, and why not", () => {
  const looked = new Set(Object.values(exported).flat());
  const tables = (Object.values(sqliteTables) as unknown[]).filter((table) => is(table, Table)).map(getTableName);
  expect(tables.filter((table) => !looked.has(table))).toEqual([]);
});

onBothEngines("a member's traces", (engine) => {
  test("are gone from the whole store of her coop, and of the partner, when she is erased; others' stay", async () => {
    const pair = await openTimedPair(engine.open, "2026-09-03");
    const { app } = pair.a;
    const id = await memberOf(pair.a);
    const userId = await lives(pair, id);
    for (const person of [name, "merce_p", "@merce_p", `merce_p@${new URL(app.origin).host}`, actorIri(app.origin, id)])
      await works(pair, pair.a, { person });
    expect((await dump(app.database)).filter((line) => traces.test(line)).length).toBeGreaterThan(15);

    expect((await eraseMember(app, id)).outcome).toBe("done");
    expect(await elsewhere(pair.a)).toEqual(["actor-delete"]);
    await deliverAll(pair);
    for (const side of [pair.a, pair.b])
      expect((await dump(side.app.database)).filter((line) => traces.test(line))).toEqual([]);
    const lines = await dump(app.database);
    const naming = (text: string): readonly string[] => [
      ...new Set(lines.filter((line) => line.includes(text)).map((line) => line.split(" ")[0] ?? "")),
    ];
    // The address answers 410 for ever, and that it does is told; the account's id is that of nobody.
    expect(naming(id).toSorted()).toEqual(["actors", "audit_log", "keys", "outbox"]);
    expect(naming(userId)).toEqual(["audit_log"]);
    expect(await createMember(app, { name: "Another", handle: "merce_p" })).toEqual({ outcome: "handle-taken" });
  });

  test("are hers alone: what stands beside entries of somebody else of her name is neither erased nor exported", async () => {
    const pair = await openTimedPair(engine.open, "2026-09-03");
    const { a, b } = pair;
    const ann = await memberOf(a, { name: "Ann", handle: "ann" });
    const other = await memberOf(a, { name: "Ann", handle: "ann_2" });
    const both = await works(pair, a, { person: "Ann" });
    const hers = await works(pair, a, { person: "@ann" });
    const theOther = await works(pair, a, { person: "@ann_2" });
    // The partner's own Ann, and its own @ann; and a guest of theirs from here.
    const theirs = [await works(pair, b, { person: "Ann" }), await works(pair, b, { person: "@ann" })];
    const guest = await works(pair, b, { person: `@ann@${new URL(a.app.origin).host}` });
    const herOwn = (await exportMember(a.app, ann))?.["entries"] as readonly { readonly entry: string }[];
    expect(herOwn.map(({ entry }) => entry).toSorted()).toEqual([hers, guest].toSorted());
    expect((await eraseMember(a.app, ann)).outcome).toBe("done");
    await deliverAll(pair);
    for (const side of [a, b]) {
      const persons = [both, theOther, ...theirs].map(async (entry) => (await held(side, entry)).person);
      expect(await Promise.all(persons)).toEqual(["Ann", "@ann_2", "Ann", "@ann"]);
      expect((await held(side, hers)).person).toBeNull();
    }
    expect((await held(a, guest)).person).toBeNull();
    // Now nobody else is called so.
    expect((await eraseMember(a.app, other)).outcome).toBe("done");
    expect((await held(a, both)).person).toBeNull();
  });

  test("are all in what she is given, and what she did not consent to is shown to nobody but stewards", async () => {
    const pair = await openTimedPair(engine.open, "2026-09-03");
    const { app } = pair.a;
    const id = await memberOf(pair.a);
    const iri = actorIri(app.origin, id);
    await lives(pair, id);
    const entry = await works(pair, pair.a, { person: name });
    const known = JSON.stringify(await exportMember(app, id));
    for (const word of [
      name,
      "merce_p",
      iri,
      "Commons hour",
      "users/pau",
      entry,
      "invite.use",
      "Interpreter of Catalan.",
    ])
      expect([word, known.includes(word)]).toEqual([word, true]);

    const [event] = await listEvents(app.database, { fromMs: 0, limit: 1 });
    const shown = async (): Promise<string> =>
      JSON.stringify(await listOrganisers(app.database, app.origin, event?.organisers ?? []));
    expect(await shown()).toContain(name);
    const seen = async (): Promise<readonly number[]> => {
      const sights = ["everyone", "consenting"] as const;
      const listed = sights.map(async (sight) => (await listMembers(app, "member", { limit: 9, sight })).length);
      const found = sights.map(async (sight) => ((await showMember(app, { kind: "member", id, sight })) ? 1 : 0));
      return Promise.all([...listed, ...found]);
    };
    expect(await seen()).toEqual([1, 0, 1, 1]);
    await changeMember(app, id, { consents: { discoverable: false, listed: true } });
    expect(await seen()).toEqual([1, 0, 1, 0]);
    expect(await shown()).toContain("@merce_p");
    expect(await shown()).not.toContain(name);
  });

  test("are in nothing that coops sign for each other, of whatever kind", async () => {
    const pair = await openTimedPair(engine.open, "2026-09-03");
    const { a, b } = pair;
    await changeCoop(b.app, { countersign: "steward" });
    const refused = await works(pair, a, { person: name });
    const { id } = await held(b, refused);
    await disputeEntry(b.app, id, { reason: "quantity", note: `${name} was ill` });
    await deliverAll(pair);
    await sayWord(a.app, (await held(a, refused)).id, { kind: "note", note: `Ask ${name}` });
    await sayWord(b.app, id, { kind: "differ", untilMs: Date.UTC(2027, 0, 1), note: `${name} will know` });
    await deliverAll(pair);
    await changeCoop(b.app, { countersign: "automatic" });
    const { id: agreement } = await agree(pair, { title: `Assembly of ${name}` });
    await works(pair, a, { agreementId: agreement, person: name });
    await given(pair, "2026-09-20", 100);
    await closeAll(pair, "2026-10-02");
    await rotateKey(a.app);
    await deliverAll(pair);

    for (const { app } of [a, b]) {
      const { q, t } = app.database;
      const signed = {
        entries: (await q.select().from(t.entries)).map(({ document }) => document),
        words: (await q.select().from(t.disputeWords)).map(({ document }) => document),
        statements: (await q.select().from(t.statements)).map(({ document }) => document),
        leaves: (await q.select().from(t.leaves)).map(({ leaf }) => leaf),
        checkpoints: (await q.select().from(t.logs)).flatMap(({ checkpoint, claimed, epochDocument }) => [
          checkpoint,
          claimed,
          epochDocument,
        ]),
        keys: [
          ...(await q.select().from(t.keys)).map(({ successor }) => successor),
          ...(await q.select().from(t.partnerKeys)).map(({ announcement }) => announcement),
        ],
        epochs: (await q.select().from(t.epochs)).map(({ document }) => document),
        evidence: (await q.select().from(t.evidence)).map(({ document }) => document),
      };
      const texts = Object.fromEntries(
        Object.entries(signed).map(([kind, documents]) => [kind, documents.filter((one) => one !== null)]),
      );
      for (const kind of ["entries", "words", "statements", "leaves", "checkpoints", "keys"])
        expect([kind, (texts[kind]?.length ?? 0) > 0]).toEqual([kind, true]);
      expect(JSON.stringify(texts)).not.toMatch(traces);
    }
  });
});
