import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerFromAfar } from "#src/app/attendance-remote.ts";
import { transact } from "#src/app/context.ts";
import { followThem, hearFollowAnswer } from "#src/app/followings.ts";
import { sendDueMails, type Letter } from "#src/app/mail.ts";
import { keepRemoteActor } from "#src/app/remote-actors.ts";
import { fillTimelines } from "#src/app/timeline.ts";
import { locales, pseudoLocale } from "#src/web/text.ts";
import { planEvent, stranger } from "#test/app/attendance-events.ts";
import { checkAccessibility, checkPage, memoryDatabase, openBrowser } from "#test/rig.ts";
import { saidBy } from "./following-content.ts";
import { openPagesNode, type PagesNode, type Visit } from "./pages-node.ts";

let node: PagesNode;
const letters: Letter[] = [];

beforeAll(async () => {
  const send = (letter: Letter) => Promise.resolve({ sent: true, ...(letters.push(letter) > 0 && {}) } as const);
  node = await openPagesNode(await memoryDatabase(), { mail: { from: "events@here.example", send } });
});
afterAll(() => node.close());

const ownPage = (visit: Visit): string => visit.headers.get("location")?.replace(/\?.*/, "") ?? "";
const lastLetter = async (): Promise<Letter | undefined> => {
  await sendDueMails(node.app);
  return letters.pop();
};
const linkIn = (letter: Letter | undefined): string => /\/attending\/[\w-]+/.exec(letter?.text ?? "")?.[0] ?? "";
const join = (eventId: string, name: string) =>
  answerFromAfar(node.app, {
    eventId,
    person: stranger(name),
    activity: `https://mobilizon.example/${name}`,
    via: "join",
  });

describe("answering an event without an account", () => {
  test("with a name alone: it counts at once, and the page of one's own takes it back", async () => {
    const event = await planEvent(node.app, { capacity: 1 });
    const path = `/events/${event.id}/answer`;
    const ana = node.visitor("ca");
    const done = await ana.post(path, { name: " Ana  Puig ", note: "<script>alert(1)</script>" });
    const own = ownPage(done);
    expect([done.status, own]).toEqual([303, expect.stringMatching(/^\/attending\/[\w-]{22}$/)]);
    const page = await node.visitor("ca").get(own);
    expect([page.headers.get("cache-control"), page.headers.get("x-robots-tag")]).toEqual(["no-store", "noindex"]);
    expect(page.words).toMatch(/Hi vens\..*Ana Puig/);
    const bob = node.visitor();
    const next = ownPage(await bob.post(path, { name: "Bob" }));
    expect((await bob.get(next)).words).toContain("You are number 1 on the waiting list.");
    expect((await bob.get(path)).words).toMatch(/One person is coming\. It is full, and one person is waiting/);
    expect((await bob.get(path)).words).not.toContain("Ana");
    expect((await ana.send(`${own}/leave`, {}, { from: own })).words).toContain("No hi vens.");
    expect((await bob.get(next)).words).toContain("You are coming.");
    expect([(await bob.get("/attending/nobody")).status, (await bob.post("/attending/nobody/leave")).status]).toEqual([
      410, 410,
    ]);
    expect((await ana.get(`/events/${event.id}/attendees`)).status).toBe(303);
  });

  test("with an e-mail: only its owner learns how it stands, and opening the link changes nothing by itself", async () => {
    const event = await planEvent(node.app);
    const path = `/events/${event.id}/answer`;
    const ana = node.visitor("es");
    const first = await ana.post(path, { name: "Ana", email: "ana@coop.example" });
    expect([first.status, first.words]).toEqual([200, expect.stringContaining("Mira tu correo")]);
    const letter = await lastLetter();
    const own = linkIn(letter);
    expect([letter?.to, (await ana.get(own)).words]).toEqual([
      "ana@coop.example",
      expect.stringContaining("Un paso más"),
    ]);
    expect((await ana.get(path)).words).toContain("Todavía nadie");
    expect((await ana.send(`${own}/confirm`, {}, { from: own })).words).toContain("Vienes.");
    const again = await node.visitor("es").post(path, { name: "Eva", email: "ANA@coop.example" });
    expect(again.html.replace(/value="[^"]*"/g, "")).toBe(first.html.replace(/value="[^"]*"/g, ""));
    expect((await lastLetter())?.to).toBe("ana@coop.example");
  });

  test("what is wrong stands beside its field, with what was typed; machines and floods get nowhere", async () => {
    const event = await planEvent(node.app);
    const path = `/events/${event.id}/answer`;
    const visitor = node.visitor();
    const wrong = await visitor.post(path, {
      name: "\u202e ",
      email: "ana@coop.example\r\nBcc: all@x.example",
      note: "x".repeat(501),
    });
    expect([wrong.status, wrong.words]).toEqual([
      422,
      expect.stringMatching(/Write the name.*Write an e-mail address.*at most 500/),
    ]);
    expect(wrong.html).toContain("Bcc: all@x.example");
    expect((await visitor.post(path, { name: "Bot", website: "https://spam.example" })).status).toBe(200);
    expect((await visitor.post(path, { name: "Eve" }, { headers: { origin: "https://evil.example" } })).status).toBe(
      403,
    );
    const statuses = new Set<number>();
    for (let time = 0; time < 14; time += 1) statuses.add((await visitor.post(path, { name: `P${time}` })).status);
    expect([...statuses]).toContain(429);
    expect((await visitor.get(path)).words).not.toContain("14 people");
    const closed = await planEvent(node.app, { joinMode: "external", externalUrl: "https://tickets.example/1" });
    expect((await visitor.get(`/events/${closed.id}/answer`)).html).toContain('href="https://tickets.example/1"');
    const draft = await planEvent(node.app, { state: "draft" });
    expect((await visitor.get(`/events/${draft.id}/answer`)).status).toBe(404);
  });

  test("a steward sees who comes, says yes and no, and takes the list along as a table that runs nothing", async () => {
    const event = await planEvent(node.app, { joinMode: "restricted" });
    for (const name of ["bob", "carla"]) await join(event.id, name);
    await node.visitor().post(`/events/${event.id}/answer`, { name: "=1+1", email: "" });
    const steward = await node.person("steward");
    const path = `/events/${event.id}/attendees`;
    expect((await steward.get("/overview")).words).toContain("2 people ask to come and wait for your answer.");
    expect((await steward.get(`/events/${event.id}/answer`)).html).toContain(`href="${path}"`);
    const ids = [...(await steward.get(path)).html.matchAll(/attendances\/([\w-]+)\/accept/g)].map(([, id]) => id);
    expect((await steward.send(`/attendances/${ids[0]}/accept`, {}, { from: path })).words).toMatch(
      /Coming 1 .*bob@mobilizon/,
    );
    expect((await steward.send(`/attendances/${ids[1]}/refuse`, {}, { from: path })).words).toMatch(/Refused.* carla/);
    const table = await steward.get(`${path}.csv`);
    expect(table.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(table.html.split("\r\n").slice(1, 2)).toEqual([
      expect.stringMatching(/^bob,coming,join,bob@mobilizon\.example,,,20/),
    ]);
    // Answers from here were too many in the test before, so the page's own was refused.
    expect([
      (await node.visitor().get(`${path}.csv`)).status,
      (await (await node.person("operator")).get(path)).status,
    ]).toEqual([303, 403]);
  });
});

test("the coop comes to an event of others from its timeline, and stays away after all", async () => {
  const { app, clock } = node;
  const host = stranger("tools");
  await followThem(app, { actorId: "coop", card: host });
  await hearFollowAnswer(app, { answer: "accepted", followed: host.actor, follower: `${app.origin}/actors/coop` });
  const times = { startsAtMs: clock.nowMs + 3_600_000, endsAtMs: clock.nowMs + 7_200_000 };
  const fair = saidBy(app, host, { type: "Event", name: { en: "Fair" }, ...times });
  await transact(app, async (work) => {
    await keepRemoteActor(work, host);
    await fillTimelines(work, fair, undefined);
  });
  const steward = await node.person("steward");
  const press = (path: string) => steward.send(path, { as: "coop", object: fair.object }, { from: "/timeline" });
  const asked = await press("/timeline/join");
  expect([asked.words, await checkPage(asked.html)]).toEqual([
    expect.stringContaining("they have not answered yet"),
    [],
  ]);
  expect((await press("/timeline/leave")).words).toContain("You are not coming");
  expect(
    (await steward.post("/timeline/join", { as: "coop", object: `${fair.object}0` }, { from: "/timeline" })).status,
  ).toBe(404);
});

test("the pages of answers are valid, fit and can be used by everybody", async () => {
  const soon = await planEvent(node.app, { capacity: 2, answersUntilMs: node.clock.nowMs + 3_600_000 });
  for (const name of ["bob", "carla", "dia"]) await join(soon.id, name);
  const asked = await planEvent(node.app, { joinMode: "restricted" });
  await join(asked.id, "eve");
  const paths = [soon, asked].flatMap(({ id }) => [`/events/${id}/answer`, `/events/${id}/attendees`]);
  for (const locale of [...locales, pseudoLocale] as const) {
    const steward = await node.person("steward", locale);
    for (const path of paths) expect([path, await checkPage((await steward.get(path)).html)]).toEqual([path, []]);
  }
  const browser = await openBrowser({ width: 320, colorScheme: "dark" });
  const { context, page } = browser;
  await context.addCookies([await node.cookie("steward")]);
  for (const path of paths) {
    await page.goto(`${node.app.origin}${path}`);
    expect([path, await checkAccessibility(page)]).toEqual([path, []]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  }
  await browser.close();
}, 60_000);
