import { afterAll, beforeAll, expect, test } from "vitest";
import { makeJoin } from "#src/app/agreement-words.ts";
import { checkServer } from "#src/app/health.ts";
import { listServers } from "#src/app/servers.ts";
import { transact } from "#src/app/context.ts";
import { attendanceOf, measure } from "#src/domain/usage.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { findAgreementRow, listAgreementRows, updateAgreement } from "#src/store/agreements.ts";
import { saveRoom } from "#src/store/rooms.ts";
import { saveUsage } from "#src/store/usages.ts";
import { checkAccessibility, checkPage, memoryDatabase, openBrowser } from "#test/rig.ts";
import { startBigBlueButton, type BigBlueButtonServer } from "#test/meetings/bigbluebutton-server.ts";
import { agreeOn } from "./pages-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

let node: PagesNode;
let bbb: BigBlueButtonServer;
let operator: Visitor;
/** The hall's page. */
let hall = "";

beforeAll(async () => {
  node = await openPagesNode(await memoryDatabase());
  bbb = await startBigBlueButton();
  operator = await node.person("operator");
});

afterAll(async () => {
  node.close();
  await bbb.stop();
});

const idOf = (path: string): string => path.split("/")[2]?.split(/[?#]/)[0] ?? "";

test("an operator shares a pool and adds its first server, which is asked at once", async () => {
  const fields = { "name.en": "Great hall", seats: "200", platform: "bigbluebutton", energy: "renewable" };
  const wrong = await operator.post(
    "/resources",
    { ...fields, address: "https://meet.example/1" },
    { from: "/resources/new" },
  );
  expect(wrong.status).toBe(422);
  expect(wrong.words).toContain("Only a room with a fixed address has one.");
  const shared = await operator.post("/resources", fields, { from: "/resources/new" });
  const next = shared.headers.get("location") ?? "";
  expect(next).toMatch(/\/servers\/new$/);
  hall = `/resources/${idOf(next)}`;
  expect((await operator.get(hall)).words).toContain("Until a BigBlueButton or Scalelite server is added here");
  const form = await operator.get(next);
  expect(await checkPage(form.html)).toEqual([]);
  expect(form.words).toContain("bbb-conf --secret");

  const bad = { name: "", seats: "0", "connection.url": "nowhere", "connection.secret": "" };
  const refused = await operator.post(`${hall}/servers`, bad, { from: next });
  expect(refused.words).toContain("Write a name of at most 100 characters.");
  const unknown = { ...bad, name: "BBB 1", seats: "100" };
  const again = await operator.post(`${hall}/servers`, unknown, { from: next });
  expect(again.status).toBe(422);
  expect(again.words).toContain("Write the whole address.");
  expect(again.words).toContain("This is needed.");
  expect(again.html).toContain('value="nowhere"');

  const good = { name: "BBB 1", seats: "100", "connection.url": bbb.url, "connection.secret": bbb.secret };
  const added = await operator.send(`${hall}/servers`, { ...good, "connection.checksum": "sha256" }, { from: next });
  expect(added.words).toContain("The server was added.");
  expect(added.words).toMatch(/BBB 1 .*Answers.* 100 seats · no room in use/);
  expect(added.words).toContain("Version 3.0.10.");
  expect(await checkPage(added.html)).toEqual([]);
});

test("a secret is never shown again, and stays when nothing is written in its place", async () => {
  const [server] = await listServers(node.app, idOf(hall));
  const here = `/servers/${server?.id}`;
  const form = await operator.get(here);
  expect(form.html).not.toContain(bbb.secret);
  expect(form.html).toContain(bbb.url);
  expect(await checkPage(form.html)).toEqual([]);
  const fields = { name: "BBB one", seats: "90", "connection.url": bbb.url, "connection.checksum": "sha512" };
  const changed = await operator.send(here, { ...fields, "connection.secret": "" }, { from: here });
  expect(changed.words).toMatch(/BBB one .*Answers.* 90 seats/);
});

test("people see in words that no server answers; members see no server's words", async () => {
  const [server] = await listServers(node.app, idOf(hall));
  const id = node.app.newId();
  const startsAtMs = Math.ceil(node.clock.nowMs / minuteMs + 30) * minuteMs;
  await agreeOn(node.app, "assembly", {
    id,
    ...makeJoin(node.app, { id }),
    resourceId: idOf(hall),
    startsAtMs,
    endsAtMs: startsAtMs + 60 * minuteMs,
  });
  await bbb.goDown();
  await checkServer(node.app, server?.id ?? "");
  expect((await operator.get(hall)).words).toContain("It answered until now, but not when it was last looked at");
  await checkServer(node.app, server?.id ?? "");
  const page = await operator.get(hall);
  expect(page.words).toContain("No server answers");
  expect(page.words).toContain("ECONNREFUSED");
  expect(await checkPage(page.html)).toEqual([]);
  const member = await node.person("member");
  expect((await member.get(hall)).words).not.toContain("ECONNREFUSED");
  expect((await member.get(`/servers/${server?.id}`)).status).toBe(403);
  const overview = await member.get("/overview");
  expect(overview.words).toContain("Your servers do not answer since");
  expect(await checkPage(overview.html)).toEqual([]);
  await bbb.comeBack();
  const looked = await operator.send(`/servers/${server?.id}/check`, {}, { from: hall });
  expect(looked.words).not.toContain("No server answers");
  expect((await member.get("/overview")).words).not.toContain("do not answer");
});

test("what was used stands on the agreement's page as steps with gaps, and a running meeting can be ended", async () => {
  const [agreed] = await listAgreementRows(node.app.database, { limit: 1 });
  if (agreed === undefined) throw new Error("There is no agreement.");
  const [server] = await listServers(node.app, idOf(hall));
  node.clock.nowMs = agreed.startsAtMs + 20 * minuteMs;
  const room = { secretSealed: "", problem: null, readyAtMs: agreed.startsAtMs, endedAtMs: null, nextLookAtMs: null };
  const ends = { endsAtMs: agreed.endsAtMs, state: "ready" } as const;
  await transact(node.app, async ({ session }) => {
    await saveRoom(session, { agreementId: agreed.id, serverId: server?.id ?? "", ...room, ...ends });
  });
  const here = `/agreements/${agreed.id}`;
  expect((await operator.get(here)).words).toContain("End the meeting now");
  const ended = await operator.send(`${here}/end`, {}, { from: here });
  expect(ended.words).not.toContain("End the meeting now");

  const looks = Array.from({ length: 60 }, (_, minute) => ({
    atMs: agreed.startsAtMs + minute * minuteMs,
    people: minute > 20 && minute < 30 ? null : 10 + Math.floor(minute / 10),
  }));
  const usage = measure(attendanceOf(agreed, { looks, everyMs: minuteMs }));
  await transact(node.app, async ({ session }) => {
    await saveUsage(session, { agreementId: agreed.id, usage, createdAtMs: node.clock.nowMs });
    await updateAgreement(session, agreed.id, { settleDueAtMs: null });
  });
  node.clock.nowMs = agreed.endsAtMs + 20 * minuteMs;
  const shown = await operator.get(here);
  expect(shown.words).toContain("for 10 minutes nobody could look");
  expect(shown.words).toContain("10 seat-hours 30 min");
  expect(shown.html).toContain('value="10:30"');
  expect(shown.html).toContain("usage-hatch");
  expect(await checkPage(shown.html)).toEqual([]);
  expect((await findAgreementRow(node.app.database, agreed.id))?.state).toBe("accepted");
});

test("these pages can be used by everybody, wide and narrow", async () => {
  const browser = await openBrowser();
  const [server] = await listServers(node.app, idOf(hall));
  const [agreed] = await listAgreementRows(node.app.database, { limit: 1 });
  const paths = [hall, `${hall}/servers/new`, `/servers/${server?.id}`, `/agreements/${agreed?.id}`, "/resources/new"];
  for (const options of [{ width: 1280 }, { width: 360, colorScheme: "dark" }] as const) {
    const { context, page } = await browser.person(options);
    await context.addCookies([await node.cookie("steward")]);
    for (const [index, path] of paths.entries()) {
      await page.goto(`${node.app.origin}${path}`);
      expect(await checkAccessibility(page), path).toEqual([]);
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(beyond, path).toBe(0);
      const folder = process.env["PICTURES"];
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/${options.width}-${index}.png`, fullPage: true });
    }
    await context.close();
  }
  await browser.close();
});
