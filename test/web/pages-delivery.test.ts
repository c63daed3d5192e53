import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { countDeliveries } from "#src/app/delivery.ts";
import { verdicts, type CheckName, type FindingCode } from "#src/app/finding.ts";
import { locales, pseudoLocale } from "#src/web/text.ts";
import { checkAccessibility, checkPage, memoryDatabase, openBrowser, type OpenBrowser } from "#test/rig.ts";
import { doctorWho, followedBy, settle } from "./delivery-states.ts";
import { openPagesNode, type PagesNode } from "./pages-node.ts";

const minuteMs = 60_000;
const facts = {
  origin: "https://coop.example",
  name: "coop.example",
  address: "10.0.0.2",
  addresses: "192.168.1.2",
  days: 5,
  mebibytes: 140,
  folder: "/data",
  now: "2026-11-22 23:00 UTC",
  seen: "2026-11-23 23:00 UTC",
  seconds: 400,
  servers: 3,
  waiting: 12,
  since: "2026-11-22 20:00 UTC",
  host: "https://slow.example",
  wanted: "coop.example",
  partners: 3,
  away: 1,
  names: "https://slow.example",
  status: 503,
  type: "text/html",
  iri: "https://coop.example/actors/coop",
  keys: 5,
  actors: "@seaside",
  stored: "https://coop.example",
  configured: "https://other.example",
  headers: "Signature",
  proto: "http",
  server: "mail.example:587",
  line: "SSH-2.0",
  detail: "10.0.0.2",
  failed: "ETIMEOUT",
  error: "?",
  pictures: 3,
  day: "2026-12-01",
};

const checkOf = (code: string): CheckName =>
  (code.includes("-") && code !== "not-set-up" && code !== "not-reached" ? code.split("-")[0] : "node") as CheckName;

let node: PagesNode;
let browser: OpenBrowser;
let about = "";
let paths: readonly string[] = [];

beforeAll(async () => {
  const all = (Object.keys(verdicts) as FindingCode[]).map((code) => [checkOf(code), code, facts] as const);
  node = await openPagesNode(await memoryDatabase(), { doctor: doctorWho(all) });
  const { app } = node;
  const nowMs = app.nowMs();
  await followedBy(app, "https://social.example");
  const since = { failures: 4, nextAttemptAtMs: nowMs + 14 * minuteMs, lastError: "503", lastFailureAtMs: nowMs };
  await followedBy(app, "https://slow.example", { ...since, software: "mobilizon", softwareVersion: "5.1.0" });
  await followedBy(app, "https://strict.example", {
    clockDifferenceMs: -420_000,
    receivedSignature: null,
    software: null,
  });
  await followedBy(app, "https://old.example", { software: "friendica", softwareVersion: "2024.12" });
  await followedBy(app, "https://new.example");
  const said = await announce(app, { content: { en: "Open day on Friday." } });
  if (said.outcome !== "done") throw new Error(said.outcome);
  about = said.object;
  await settle(app, {
    "https://social.example": 202,
    "https://slow.example": 503,
    "https://strict.example": 401,
    "https://old.example": "https://old.example/inbox could not be reached: certificate has expired (CERT_HAS_EXPIRED)",
  });
  const topic = `/deliveries?${new URLSearchParams({ about }).toString()}`;
  const hosts = ["slow", "strict", "social"].map((host) => `/delivery/hosts/${host}.example`);
  paths = ["/delivery", topic, `${topic}&state=dropped`, "/deliveries?done=retried", ...hosts, "/doctor"];
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  node.close();
});

describe("delivery that can be seen", () => {
  test("says who has it, why others have not, and what happens next", async () => {
    const operator = await node.person("operator");
    const { words } = await operator.get(paths[1] ?? "");
    expect(words).toContain("One server has it. To one it is on its way. 3 could not take it, and are tried again.");
    expect(words).toContain("It answered 503: something is wrong on its side. We try again in 14 minutes. We stop on");
    expect(words).toContain("It refused our signature (401). We try again in 12 minutes.");
    expect(words).toContain("Its certificate has expired.");
    const failed = await operator.get(`${paths[1]}&state=failed`);
    expect([failed.words.includes("social.example"), failed.words.includes("old.example")]).toEqual([false, true]);
    const post = await (await node.person("steward")).get(new URL(about).pathname);
    expect(post.html).toContain(`/deliveries?${new URLSearchParams({ about }).toString()}`.replaceAll("&", "&amp;"));
  });

  test("shows each server, and warns of a clock that is wrong", async () => {
    const operator = await node.person("operator");
    const { words } = await operator.get("/delivery/hosts/strict.example");
    expect(words).toContain(
      "7 minutes behind ours. Messages are refused when clocks differ by more than five minutes.",
    );
    expect(words).toContain("It refused our signature (401).");
    const slow = (await operator.get("/delivery/hosts/slow.example")).words;
    expect(slow).toMatch(
      /Failures in a row 4 .*It answered 503.*We try again in 14 minutes.*mobilizon 5\.1\.0.*RFC 9421/,
    );
    expect((await operator.get("/delivery/hosts/unknown.example")).status).toBe(404);
    expect((await operator.get("/delivery")).words).toContain("One server cannot be reached at the moment.");
  });

  test("tries again now, for one message, for all about a thing, and for a server", async () => {
    const { app } = node;
    const operator = await node.person("operator");
    const from = paths[1] ?? "";
    const dueNow = async (): Promise<number> =>
      (await app.database.q.select().from(app.database.t.outbox)).filter(
        ({ state, nextAttemptAtMs, lastError }) =>
          state === "waiting" && lastError !== null && nextAttemptAtMs <= app.nowMs(),
      ).length;
    const id = /\/deliveries\/([0-9a-f-]{36})\/retry/.exec((await operator.get(`${from}&state=failed`)).html)?.[1];
    const one = await operator.post(`/deliveries/${id}/retry`, { to: from }, { from });
    expect([one.status, one.headers.get("location")?.startsWith("/deliveries?about=")]).toEqual([303, true]);
    expect(await dueNow()).toBe(1);
    await operator.post("/deliveries/retry", { host: "https://slow.example" }, { from });
    expect(await dueNow()).toBe(2);
    expect((await operator.send("/deliveries/retry", { about }, { from })).words).toContain("It is tried again now.");
    expect(await dueNow()).toBe(3);
    const elsewhere = await operator.post("/deliveries/retry", { about, to: "https://evil.example/" }, { from });
    expect(elsewhere.headers.get("location")).toMatch(/^\/deliveries\?about=/);
    expect(await countDeliveries(app, { about })).toMatchObject({ failed: 3, done: 1 });
  });

  test("is worded, and valid, in every language", async () => {
    for (const locale of [...locales, pseudoLocale] as const) {
      const operator = await node.person("operator", locale);
      for (const path of paths) {
        const { html, status } = await operator.get(path);
        expect(status, `${locale} ${path}`).toBe(200);
        expect(await checkPage(html), `${locale} ${path}`).toEqual([]);
        expect(html, path).not.toMatch(/\sstyle=|undefined|\[object|NaN|\{\$/);
      }
    }
  }, 60_000);

  test("can be read by everybody, wide and light, narrow and dark", async () => {
    const looks = [
      { width: 1280, examined: paths.slice(0, 2) },
      { width: 360, colorScheme: "dark", examined: paths.slice(5, 6) },
    ] as const;
    for (const { examined, ...look } of looks) {
      const { context, page } = await browser.person(look);
      await context.addCookies([await node.cookie("operator")]);
      for (const path of paths) {
        await page.goto(`${node.app.origin}${path}`);
        if (examined.includes(path)) expect(await checkAccessibility(page), path).toEqual([]);
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(beyond, path).toBe(0);
      }
      await context.close();
    }
  }, 60_000);
});
