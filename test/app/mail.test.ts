import { expect, test } from "vitest";
import { sendDueMails, writeTo, type Letter } from "#src/app/mail.ts";
import { openMailRoad } from "#src/app/mail-smtp.ts";
import { transact } from "#src/app/context.ts";
import { parseConfig } from "#src/config.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { openAuthority } from "#test/rig/authority.ts";
import { openMailServer } from "./mail-server.ts";
import { openSide } from "./pair.ts";

const cleanup = useCleanup();

async function openPost() {
  const server = await openMailServer();
  const clock = { nowMs: Date.UTC(2027, 2, 1, 12) };
  const { context } = await openSide(await memoryDatabase(), "here", clock);
  const app = { ...context, mail: openMailRoad({ url: server.url, from: "events@here.example" }) };
  cleanup(() => server.close());
  cleanup(() => app.database.close());
  const write = (letter: Partial<Letter>) =>
    transact(app, (work) =>
      writeTo(work, "x", { to: "ana@coop.example", subject: "Hi", text: "Hello.", language: "en", ...letter }),
    );
  return { server, app, clock, write };
}

test("a letter as a mail server gets it: one person, one subject, no header but ours", async () => {
  const { server, app, write } = await openPost();
  const calendar = { method: "REQUEST", text: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n" } as const;
  const endUrl = "https://here.example/attending/abc";
  await write({
    subject: "Sí\r\nBcc: all@evil.example\n\nx",
    text: ".\nHola, què tal?",
    calendar,
    endUrl,
    language: "ca",
  });
  expect(await sendDueMails(app)).toBe(1);
  const [mail] = server.mails;
  const [head = ""] = mail?.text.split("\r\n\r\n") ?? [];
  const headers = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const [{ id } = { id: "" }] = await app.database.q.select().from(app.database.t.mails);
  expect([mail?.from, mail?.to]).toEqual(["events@here.example", ["ana@coop.example"]]);
  expect(headers).toEqual(
    expect.arrayContaining([
      "From: events@here.example",
      "To: ana@coop.example",
      `Message-ID: <${id}@here.example>`,
      "Auto-Submitted: auto-generated",
      "List-Unsubscribe: <https://here.example/attending/abc>",
      "Date: Mon, 01 Mar 2027 12:00:00 +0000",
    ]),
  );
  expect(headers.filter((line) => /^bcc/i.test(line))).toEqual([]);
  expect(mail?.text).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
  expect(await sendDueMails(app)).toBe(0);
  expect(server.mails.length).toBe(1);
});

test("people whose address is in their own writing are reached; who is unknown there is given up, the next one not", async () => {
  const { server, app, write } = await openPost();
  server.refused.add("nobody@coop.example");
  await write({ to: "nobody@coop.example" });
  await write({ to: "àngels@exámple.org" });
  expect(await sendDueMails(app)).toBe(1);
  expect(server.mails.map(({ to }) => to)).toEqual([["àngels@exámple.org"]]);
  const { q, t } = app.database;
  const rows = await q.select().from(t.mails);
  expect(rows.map(({ state, letterSealed }) => [state, letterSealed])).toEqual([
    ["dropped", null],
    ["sent", null],
  ]);
  expect(rows[0]?.lastError).toMatch(/550/);
  expect(rows[0]?.lastError).not.toContain("nobody");
});

test("a letter that was under way when the process died goes again, under the same name", async () => {
  const { server, app, clock, write } = await openPost();
  await write({});
  const dead = { ...app, mail: { ...app.mail, send: () => Promise.reject(new Error("The process is gone.")) } };
  await expect(sendDueMails(dead)).rejects.toThrow();
  expect(await sendDueMails(app)).toBe(0);
  clock.nowMs += 10 * 60_000;
  expect([await sendDueMails(app), server.mails.length]).toEqual([1, 1]);
});

test("a mail server that is not there costs one attempt, and the letters wait", async () => {
  const { server, app, clock, write } = await openPost();
  await server.close();
  await write({});
  await write({});
  expect(await sendDueMails(app)).toBe(0);
  const attempts = async () => (await app.database.q.select().from(app.database.t.mails)).map((row) => row.attempts);
  expect(await attempts()).toEqual([1, 0]);
  clock.nowMs += 3 * 86_400_000 + 1;
  await sendDueMails(app);
  const states = (await app.database.q.select().from(app.database.t.mails)).map(({ state }) => state);
  expect(states).toEqual(["dropped", "dropped"]);
});

test("letters and passwords go over TLS, from the start or as soon as the server offers it, and never to a stranger", async () => {
  const { certify } = openAuthority();
  const good = certify({ names: ["localhost"] });
  const bad = certify({ names: ["localhost"], selfSigned: true });
  const letter = {
    to: "ana@coop.example",
    subject: "Hi",
    text: "Hello.",
    language: "en",
    messageId: "<1@here.example>",
    writtenAtMs: 0,
  };
  /** What came of it, how many letters arrived, and whether the password was said in the clear. */
  const send = async (options: Parameters<typeof openMailServer>[0], host = "localhost") => {
    const server = await openMailServer(options);
    cleanup(() => server.close());
    const url = server.url.replace("://127.0.0.1", `://me:secret@${host}`);
    const { sent } = await openMailRoad({ url, from: "events@here.example" }).send(letter);
    return [sent, server.mails.length, server.overheard.some((line) => /AUTH|MAIL/.test(line))];
  };
  expect(await send({ tls: "at-once", certified: good })).toEqual([true, 1, false]);
  expect(await send({ tls: "when-asked", certified: good })).toEqual([true, 1, false]);
  expect(await send({ tls: "at-once", certified: bad })).toEqual([false, 0, false]);
  expect(await send({ tls: "when-asked", certified: bad })).toEqual([false, 0, false]);
  // Another address of this machine, which does not count as this machine.
  expect(await send({}, "0.0.0.0")).toEqual([false, 0, false]);
});

test("settings say in a sentence what is wrong with them", () => {
  const given = { FEDICOOP_SMTP_URL: "smtps://me:secret@mail.example:465", FEDICOOP_MAIL_FROM: "events@coop.example" };
  expect(parseConfig(given).mail).toEqual({ url: given.FEDICOOP_SMTP_URL, from: given.FEDICOOP_MAIL_FROM });
  expect(parseConfig({}).mail).toBeUndefined();
  expect(() => parseConfig({ ...given, FEDICOOP_MAIL_FROM: undefined })).toThrow(
    "FEDICOOP_MAIL_FROM should be set together",
  );
  expect(() => parseConfig({ ...given, FEDICOOP_SMTP_URL: undefined })).toThrow(
    "FEDICOOP_SMTP_URL should be set together",
  );
  expect(() => parseConfig({ ...given, FEDICOOP_SMTP_URL: "mail.example" })).toThrow(
    "FEDICOOP_SMTP_URL should be a mail server",
  );
  expect(() => parseConfig({ ...given, FEDICOOP_MAIL_FROM: "Coop <x@y.example>" })).toThrow(
    "FEDICOOP_MAIL_FROM should be an e-mail address",
  );
});
