import { beforeAll, expect, test } from "vitest";
import { forgetAttendances } from "#src/app/attendance-due.ts";
import { answerOnPage, confirmAnswer, findOwnAnswer, leaveByLink } from "#src/app/attendance-page.ts";
import { answerFromAfar } from "#src/app/attendance-remote.ts";
import { tellAttendees } from "#src/app/attendances.ts";
import { transact } from "#src/app/context.ts";
import { removeEvent, reviseEvent } from "#src/app/events.ts";
import { countAttendances } from "#src/store/attendances.ts";
import { onBothEngines } from "#test/rig.ts";
import { planEvent, stranger, useAnswers, type AnswersWorld } from "./attendance-events.ts";

const hourMs = 3_600_000;

onBothEngines("answers on the page, without an account", (engine) => {
  const { world, join, leave, states, said, written, tokenOf, linkIn } = useAnswers(engine);
  let app: AnswersWorld["app"];
  let clock: AnswersWorld["clock"];
  beforeAll(() => {
    ({ app, clock } = world);
  });

  test("without an e-mail a yes counts at once, and its own link leads back to it", async () => {
    const event = await planEvent(app, { capacity: 1 });
    const token = tokenOf(await answerOnPage(app, event.id, { name: "Ana", language: "ca" }));
    const second = tokenOf(await answerOnPage(app, event.id, { name: "Bob", language: "en" }));
    expect(await findOwnAnswer(app, token)).toMatchObject({ name: "Ana", attendance: { state: "coming" } });
    expect(await findOwnAnswer(app, second)).toMatchObject({ attendance: { state: "waiting" }, position: 1 });
    const { q, t } = app.database;
    expect(JSON.stringify(await q.select().from(t.attendances))).not.toMatch(new RegExp(`Ana|${token}`));
    expect(await leaveByLink(app, token)).toBe("done");
    expect([await findOwnAnswer(app, token), await findOwnAnswer(app, second)]).toMatchObject([
      { name: "", attendance: { state: "left" } },
      { attendance: { state: "coming" } },
    ]);
    expect([await findOwnAnswer(app, "nobody"), await leaveByLink(app, "nobody"), await written()]).toEqual([
      undefined,
      "unknown",
      [],
    ]);
  });

  test("with an e-mail it counts when its owner says so, within 48 hours; nobody else learns who is on the list", async () => {
    const event = await planEvent(app, { capacity: 1 });
    const ana = { name: "Ana", email: "Ana@coop.example", language: "ca" };
    expect(await answerOnPage(app, event.id, ana)).toEqual({ outcome: "mailed" });
    await join(event, "bob");
    expect(await states(event)).toEqual({ page: "unconfirmed", bob: "coming" });
    const [confirm] = await written();
    expect(confirm).toMatchObject({ to: "Ana@coop.example", subject: "Confirma-ho: Hora dels comuns" });
    expect(confirm).not.toHaveProperty("calendar");
    const link = linkIn(confirm);
    await answerOnPage(app, event.id, { ...ana, name: "Eve" });
    expect((await written()).map((letter) => [letter.subject, linkIn(letter)])).toEqual([
      ["Confirma-ho: Hora dels comuns", link],
    ]);
    expect([await confirmAnswer(app, link), await confirmAnswer(app, link)]).toEqual(["done", "done"]);
    expect((await written()).map(({ subject }) => subject)).toEqual(["Ets a la llista d’espera: Hora dels comuns"]);
    await leave(event, "bob");
    const [up] = await written();
    expect([up?.subject, linkIn(up), up?.calendar?.method]).toEqual([
      "Hi ha lloc per a tu: Hora dels comuns",
      link,
      "REQUEST",
    ]);
    expect(up?.calendar?.text.replaceAll("\r\n ", "")).toContain(
      "PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:Ana@coop.example",
    );
    // The entry of the public calendar, not a second one beside it.
    expect(up?.calendar?.text.replaceAll("\r\n ", "")).toContain(`\r\nUID:${app.origin}/events/${event.id}\r\n`);
    // Somebody else asks with her address: the same answer, and only she is written to, not without end.
    for (let time = 0; time < 5; time += 1)
      expect(await answerOnPage(app, event.id, { ...ana, name: "Eve", email: "ana@COOP.example" })).toEqual({
        outcome: "mailed",
      });
    expect((await written()).length).toBe(0);
  });

  test("what nobody confirms is forgotten after 48 hours, with the letter that still waits", async () => {
    const event = await planEvent(app, { startsAtMs: clock.nowMs + 99 * hourMs, endsAtMs: clock.nowMs + 100 * hourMs });
    await answerOnPage(app, event.id, { name: "Ana", email: "ana@coop.example", language: "en" });
    const link = linkIn((await written())[0]);
    await answerOnPage(app, event.id, { name: "Bob", email: "bob@coop.example", language: "en" });
    clock.nowMs += 48 * hourMs;
    expect(await confirmAnswer(app, link)).toBe("unknown");
    clock.nowMs += 1;
    expect([await forgetAttendances(app), await states(event), await written()]).toEqual([2, {}, []]);
  });

  test("changes and cancellations reach everyone who said yes, each in their own way", async () => {
    const event = await planEvent(app);
    await answerOnPage(app, event.id, { name: "Ana", email: "ana@coop.example", language: "es" });
    await confirmAnswer(app, linkIn((await written())[0]));
    await answerFromAfar(app, {
      eventId: event.id,
      person: stranger("rosa"),
      activity: "https://mobilizon.example/1",
      via: "reply",
    });
    await join(event, "bob");
    await written();
    await said();
    const moved = { ...event, startsAtMs: event.startsAtMs + hourMs, endsAtMs: event.endsAtMs + hourMs, sequence: 1 };
    await transact(app, (work) => tellAttendees(work, moved, "moved"));
    const [letter] = await written();
    expect([letter?.subject, letter?.calendar?.text.includes("SEQUENCE:1"), await said()]).toEqual([
      "Ha cambiado: Commons hour",
      true,
      ["note rosa"],
    ]);
    const cancelled = { ...moved, status: "cancelled", cancelNote: { es: "No hay luz." }, sequence: 2 } as const;
    await transact(app, (work) => tellAttendees(work, cancelled, "cancelled"));
    const [last] = await written();
    expect([last?.text.split("\n")[0], last?.calendar?.method, await said()]).toEqual([
      "«Commons hour» no se celebra. No hay luz.",
      "CANCEL",
      ["note rosa"],
    ]);
  });

  test("a date that is moved, cancelled and removed is written about twice, and servers hear of it with the event", async () => {
    const startsAtMs = Math.ceil(clock.nowMs / 60_000) * 60_000 + 48 * hourMs;
    const event = await planEvent(app, { place: null, startsAtMs, endsAtMs: startsAtMs + hourMs });
    await answerOnPage(app, event.id, { name: "Ana", email: "ana@coop.example", language: "en" });
    await confirmAnswer(app, linkIn((await written())[0]));
    await join(event, "bob");
    await written();
    const inboxes = async () => {
      const { q, t } = app.database;
      const rows = (await q.select().from(t.outbox)).filter(({ message }) => message.type.startsWith("event-"));
      return [...new Set(rows.map(({ inbox, message }) => `${message.type} ${inbox}`))];
    };
    const moved = { startsAtMs: event.startsAtMs + hourMs, endsAtMs: event.endsAtMs + hourMs };
    expect((await reviseEvent(app, event.id, moved)).outcome).toBe("done");
    expect((await reviseEvent(app, event.id, { description: { en: "Bring tea." } })).outcome).toBe("done");
    expect((await written()).map(({ subject }) => subject)).toEqual(["Changed: Commons hour"]);
    expect(await inboxes()).toEqual(["event-update https://mobilizon.example/inbox"]);
    expect((await reviseEvent(app, event.id, { status: "cancelled" })).outcome).toBe("done");
    expect((await removeEvent(app, event.id)).outcome).toBe("done");
    expect((await written()).map(({ subject, calendar }) => [subject, calendar?.method])).toEqual([
      ["Cancelled: Commons hour", "CANCEL"],
    ]);
    expect(await inboxes()).toContain("event-delete https://mobilizon.example/inbox");
  });

  test("30 days after an event only how many came is known", async () => {
    const event = await planEvent(app);
    await join(event, "bob");
    const token = tokenOf(await answerOnPage(app, event.id, { name: "Ana", note: "I need the ramp.", language: "en" }));
    clock.nowMs = event.endsAtMs + 30 * 24 * hourMs + 1;
    expect([await forgetAttendances(app), await forgetAttendances(app)]).toEqual([2, 0]);
    expect([await findOwnAnswer(app, token), (await countAttendances(app.database, event.id)).coming]).toEqual([
      undefined,
      2,
    ]);
    const { q, t } = app.database;
    expect(JSON.stringify(await q.select().from(t.attendances))).not.toContain("bob");
  });

  test("an address that is known costs the store the same as one that is not: neither words nor work tell who comes", async () => {
    const event = await planEvent(app);
    const writes: string[] = [];
    const counting: typeof app = {
      ...app,
      database: {
        ...app.database,
        transaction: (work) =>
          app.database.transaction((session) => {
            const q = new Proxy(session.q, {
              get(target, name) {
                if (name === "insert" || name === "update" || name === "delete") writes.push(name);
                const value: unknown = Reflect.get(target, name);
                return typeof value === "function" ? (value.bind(target) as unknown) : value;
              },
            });
            return work({ ...session, q });
          }),
      },
    };
    const costOf = async (email: string): Promise<number> => {
      writes.length = 0;
      expect(await answerOnPage(counting, event.id, { name: "X", email, language: "en" })).toEqual({
        outcome: "mailed",
      });
      return writes.length;
    };
    const known = "known@coop.example";
    const fresh = await costOf(known);
    expect(fresh).toBeGreaterThan(0);
    const unconfirmed = await costOf(known);
    await confirmAnswer(app, linkIn((await written())[0]));
    const [coming, ...tooOften] = [await costOf(known), await costOf(known), await costOf(known), await costOf(known)];
    const costs = [unconfirmed, coming, ...tooOften, await costOf("new@coop.example")];
    expect(new Set(costs)).toEqual(new Set([fresh]));
  });

  test("a letter waits for a mail server that does not answer, and is given up when it is refused or too late", async () => {
    const event = await planEvent(app, {
      startsAtMs: clock.nowMs + 200 * hourMs,
      endsAtMs: clock.nowMs + 201 * hourMs,
    });
    await answerOnPage(app, event.id, { name: "Ana", email: "ana@coop.example", language: "en" });
    world.mailServer = () => ({ sent: false, final: false, reached: false, detail: "ECONNREFUSED" });
    const tries = async () => (await written()).length;
    expect([await tries(), await tries()]).toEqual([1, 0]);
    clock.nowMs += 10 * 60_000;
    world.mailServer = () => ({ sent: true });
    const [first, ...again] = [...(await written()), ...(await written())];
    expect([first?.subject, again]).toEqual(["Please confirm: Commons hour", []]);
    await answerOnPage(app, event.id, { name: "Bob", email: "bob@coop.example", language: "en" });
    world.mailServer = () => ({ sent: false, final: true, reached: true, detail: "EENVELOPE 550" });
    expect([await tries(), await tries()]).toEqual([1, 0]);
    const { q, t } = app.database;
    const rows = await q.select().from(t.mails);
    expect(
      rows
        .map(({ state, letterSealed, lastError }) => [state, letterSealed, lastError])
        .toSorted(([one], [other]) => String(one).localeCompare(String(other))),
    ).toEqual([
      ["dropped", null, "EENVELOPE 550"],
      ["sent", null, null],
    ]);
  });
});
