import { beforeAll, expect, test } from "vitest";
import { tellCounts } from "#src/app/attendance-counts.ts";
import { findOwnAnswer, leaveByLink } from "#src/app/attendance-page.ts";
import { answerFromAfar, leaveFromAfar } from "#src/app/attendance-remote.ts";
import { answerByReply } from "#src/app/attendance-replies.ts";
import { tellWaysIn } from "#src/app/attendance-way.ts";
import { acceptAttendance, refuseAttendance, tellAttendees } from "#src/app/attendances.ts";
import { transact } from "#src/app/context.ts";
import { countAttendances, listAttendeeInboxes } from "#src/store/attendances.ts";
import { onBothEngines } from "#test/rig.ts";
import { planEvent, stranger, useAnswers, type AnswersWorld } from "./attendance-events.ts";

const hourMs = 3_600_000;

onBothEngines("answers to events", (engine) => {
  const { world, join, leave, states, said } = useAnswers(engine);
  let app: AnswersWorld["app"];
  let clock: AnswersWorld["clock"];
  beforeAll(() => {
    ({ app, clock } = world);
  });

  test("a full event has a waiting list; who leaves makes room for the next one, who is told", async () => {
    const event = await planEvent(app, { capacity: 2 });
    for (const name of ["ana", "bob", "carla", "dia"]) await join(event, name);
    expect(await said()).toEqual(["accept ana", "accept bob", "wait carla", "wait dia"]);
    await leave(event, "dia");
    await join(event, "dia", 2);
    await leave(event, "ana");
    expect(await states(event)).toEqual({ ana: "left", bob: "coming", carla: "coming", dia: "waiting" });
    expect(await said()).toEqual(["wait dia", "accept carla"]);
    expect(await listAttendeeInboxes(app.database, event.id)).toEqual(["https://mobilizon.example/inbox"]);
  });

  test("a Join is answered as often as it comes, and one that was taken back counts no more when it comes late", async () => {
    const event = await planEvent(app, { capacity: 1 });
    for (let time = 0; time < 3; time += 1) await join(event, "ana");
    expect([await said(), (await countAttendances(app.database, event.id)).coming]).toEqual([
      ["accept ana", "accept ana", "accept ana"],
      1,
    ]);
    await leave(event, "ana");
    expect(await leave(event, "ana")).toBe(false);
    expect(await join(event, "ana")).toEqual({ outcome: "stale" });
    const bob = stranger("bob").actor;
    await leaveFromAfar(app, { actor: bob, eventId: event.id, activity: "https://mobilizon.example/join/bob/1" });
    expect([await join(event, "bob"), await states(event), await said()]).toEqual([
      { outcome: "stale" },
      { ana: "left", bob: "left" },
      [],
    ]);
    await join(event, "bob", 2);
    await leaveFromAfar(app, { actor: bob, eventId: event.id, activity: "https://mobilizon.example/join/bob/1" });
    expect(await states(event)).toEqual({ ana: "left", bob: "coming" });
  });

  test("never more come than there is room for, also when all answer at once", async () => {
    const event = await planEvent(app, { capacity: 3 });
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    await Promise.all(names.map((name) => join(event, name)));
    await Promise.all(names.slice(0, 6).map((name) => leave(event, name)));
    expect(await countAttendances(app.database, event.id)).toEqual({ coming: 3, waiting: 3, asked: 0, unconfirmed: 0 });
  });

  test("a larger room lets those in who wait, in their order; a smaller one sends nobody away", async () => {
    const event = await planEvent(app, { capacity: 1 });
    for (const name of ["ana", "bob", "carla"]) {
      await join(event, name);
      clock.nowMs += 1000;
    }
    const resize = (capacity: number) =>
      transact(app, async (work) => {
        await work.session.q.update(work.session.t.events).set({ capacity });
        await tellAttendees(work, { ...event, capacity }, "other");
      });
    await resize(2);
    expect(await states(event)).toEqual({ ana: "coming", bob: "coming", carla: "waiting" });
    await resize(1);
    await leave(event, "ana");
    expect(await states(event)).toEqual({ ana: "left", bob: "coming", carla: "waiting" });
  });

  test("a steward says yes and no to those who ask; whom they refused is refused again", async () => {
    const event = await planEvent(app, { joinMode: "restricted", capacity: 1 });
    for (const name of ["ana", "bob"]) await join(event, name);
    expect(await said()).toEqual(["wait ana", "wait bob"]);
    const { q, t } = app.database;
    const [ana, bob] = (await q.select().from(t.attendances)).map(({ id }) => id);
    await acceptAttendance(app, ana ?? "");
    await acceptAttendance(app, bob ?? "");
    expect([await states(event), await said()]).toEqual([
      { ana: "coming", bob: "waiting" },
      ["accept ana", "wait bob"],
    ]);
    await refuseAttendance(app, ana ?? "");
    expect([await states(event), await said()]).toEqual([
      { ana: "refused", bob: "coming" },
      ["reject ana", "accept bob"],
    ]);
    await join(event, "ana", 2);
    expect([await states(event), await said()]).toEqual([{ ana: "refused", bob: "coming" }, ["reject ana"]]);
    expect(await acceptAttendance(app, app.newId())).toEqual({ outcome: "unknown" });
  });

  test("drafts and removed events do not exist; what is over, cancelled or answered elsewhere is refused with words", async () => {
    const draft = await planEvent(app, { state: "draft" });
    const gone = await planEvent(app, { deletedAtMs: 1 });
    expect([await join(draft, "ana"), await join(gone, "ana"), await said()]).toEqual([
      { outcome: "unknown" },
      { outcome: "unknown" },
      [],
    ]);
    const over = await planEvent(app, { startsAtMs: clock.nowMs - 2 * hourMs, endsAtMs: clock.nowMs - hourMs });
    const cancelled = await planEvent(app, { status: "cancelled" });
    for (const event of [over, cancelled]) await join(event, "ana");
    expect([await said(), await states(over)]).toEqual([["reject ana", "reject ana"], {}]);
  });

  test("nobody of a suspended server comes, and a steward looks at those of a limited one", async () => {
    const event = await planEvent(app);
    const rule = (domain: string, standing: "limited" | "suspended") => ({
      id: app.newId(),
      domain,
      standing,
      rejectMedia: false,
      rejectReports: false,
      publicComment: null,
      privateComment: null,
      obfuscate: false,
      listId: "",
      createdAtMs: 0,
      updatedAtMs: 0,
    });
    const rules = [rule("bad.example", "suspended"), rule("loud.example", "limited")];
    await app.database.transaction(({ q, t }) => q.insert(t.domainRules).values(rules));
    const from = (host: string) =>
      answerFromAfar(app, {
        eventId: event.id,
        person: stranger("eve", host),
        activity: `https://${host}/1`,
        via: "join",
      });
    expect(await from("bad.example")).toEqual({ outcome: "suspended" });
    expect(await from("loud.example")).toEqual({ outcome: "answered", answer: { answer: "asked" } });
    expect(await said()).toEqual(["wait eve"]);
  });

  test("a yes in words is answered in words, to that person alone and in their language, and so is a no", async () => {
    const event = await planEvent(app);
    const reply = (contentHtml: string, number: number, to = `https://here.example/events/${event.id}/note`) =>
      answerByReply(app, {
        reply: `https://mastodon.example/statuses/${number}`,
        person: stranger("rosa", "mastodon.example"),
        inReplyTo: to,
        contentHtml,
        language: "fr-CA",
      });
    const mention = '<p><span class="h-card"><a href="https://here.example/actors/coop">@<span>here</span></a></span>';
    expect(await reply(`${mention} Bonne idée !</p>`, 1)).toBe("no-answer");
    expect(await reply(`${mention} Je viens !</p>`, 2)).toBe("yes");
    const { q, t } = app.database;
    const [row] = await q.select().from(t.outbox);
    expect([row?.inbox, row?.message]).toMatchObject([
      "https://mastodon.example/@rosa/inbox",
      {
        type: "attendance-note",
        inReplyTo: "https://mastodon.example/statuses/2",
        language: "fr",
        text: expect.stringMatching(
          /^Vous venez à « Commons hour »\. À bientôt !\n\nQuand\u00A0: .* mars 2027.*\nOù\u00A0: Ateneu, Barcelona/s,
        ),
      },
    ]);
    expect(await reply(`${mention} Non</p>`, 3, `https://here.example/events/${event.id}#answer-1`)).toBe("no");
    expect([await states(event), await said()]).toEqual([{ rosa: "left" }, ["note rosa", "note rosa"]]);
    expect(await reply("<p>oui</p>", 4, "https://elsewhere.example/events/1")).toBe("no-answer");
  });

  test("an hour before, those who come from other servers are told their own way into the room, and later ones at once", async () => {
    const event = await planEvent(app, { agreementId: app.newId(), capacity: 2 });
    for (const name of ["ana", "bob", "carla"]) await join(event, name);
    await said();
    clock.nowMs = event.startsAtMs - 60 * 60_000 - 1;
    expect([await tellWaysIn(app), (clock.nowMs += 2), await tellWaysIn(app), await tellWaysIn(app)]).toEqual([
      0,
      expect.any(Number),
      1,
      0,
    ]);
    const { q, t } = app.database;
    const links = (await q.select().from(t.outbox)).map(({ inbox, message }) => [
      /@(\w+)/.exec(inbox)?.[1] ?? "",
      /\/attending\/([\w-]{22})/.exec("text" in message ? message.text : "")?.[1] ?? "",
    ]);
    const tokens = new Map(links as [string, string][]);
    expect([...tokens.keys()].toSorted()).toEqual(["ana", "bob"]);
    expect(await findOwnAnswer(app, tokens.get("ana") ?? "")).toMatchObject({
      name: "ana",
      attendance: { state: "coming" },
    });
    await said();
    await leaveByLink(app, tokens.get("ana") ?? "");
    expect(await said()).toEqual(["accept carla", "note carla", "reject ana"]);
  });

  test("many answers make one word about their number, and the next one only later", async () => {
    const event = await planEvent(app);
    const told: string[] = [];
    const tick = async (ms: number) => {
      clock.nowMs += ms;
      await tellCounts(app, (_, id) => Promise.resolve(void told.push(id)));
      return told.splice(0).length;
    };
    for (const name of ["ana", "bob", "carla"]) await join(event, name);
    expect([await tick(1000), await tick(60_000), await tick(60_000)]).toEqual([0, 1, 0]);
    await join(event, "dia");
    expect([await tick(120_000), await tick(8 * 60_000)]).toEqual([0, 1]);
  });
});
