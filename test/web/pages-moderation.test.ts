import { afterAll, beforeAll, expect, test } from "vitest";
import { shareResource } from "#src/app/resources.ts";
import { findCoop, updateCoop } from "#src/store/coop.ts";
import { findAccountRule, listRulesByName } from "#src/store/moderation.ts";
import { listReports } from "#src/store/reports.ts";
import { type Locale, locales, pseudoLocale } from "#src/web/text.ts";
import { checkPage, memoryDatabase } from "#test/rig.ts";
import { fillModeration, moderationPaths } from "./moderation-content.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

let node: PagesNode;
let steward: Visitor;
let content: { readonly listId: string; readonly object: string };
beforeAll(async () => {
  node = await openPagesNode(await memoryDatabase());
  content = await fillModeration(node.app);
  steward = await node.person("steward");
});
afterAll(() => node.close());

const reporting = (): string => `/reports/new?object=${encodeURIComponent(content.object)}`;

test.each<Locale>([...locales, pseudoLocale])("every page of moderation is worded and valid in %s", async (locale) => {
  const person = await node.person("steward", locale);
  const anyone = node.visitor(locale);
  const pages = [
    ...(await Promise.all(moderationPaths(content).map(async (path) => [path, await person.get(path)] as const))),
    ...(await Promise.all(
      ["/rules", reporting(), "/about"].map(async (path) => [path, await anyone.get(path)] as const),
    )),
    ["a rule that is wrong", await person.post("/moderation/rules", { whom: "org" }, { from: "/moderation" })],
    ["a trial", await person.post("/moderation/import", { kind: "block", text: "bad.example\norg\nexa***.org" })],
  ] as const;
  for (const [name, { html, status }] of pages) {
    expect(status, name).toBeLessThan(500);
    expect(await checkPage(html), name).toEqual([]);
    expect(html, name).not.toMatch(/\sstyle=|\son[a-z]+="|undefined|\[object|NaN/);
  }
});

test("only stewards see and do it", async () => {
  const member = await node.person("member");
  for (const path of moderationPaths(content)) {
    expect((await member.get(path)).status, path).toBe(403);
    expect((await node.visitor().get(path)).status, path).toBe(303);
  }
  const before = await listRulesByName(node.app.database, { limit: 99 });
  await member.post("/moderation/rules", { whom: "x.example", standing: "suspended" }, { from: "/overview" });
  expect(await listRulesByName(node.app.database, { limit: 99 })).toEqual(before);
});

test("a domain is blocked with a reason, asked twice where many are meant, and freed again", async () => {
  const asked = await steward.post(
    "/moderation/rules",
    { whom: "org", standing: "suspended", reason: "All" },
    { from: "/moderation" },
  );
  expect([asked.status, asked.words]).toEqual([422, expect.stringContaining("Everybody registers below org")]);
  expect(asked.html).toContain('name="confirmed"');
  expect(asked.html).toContain("All");
  const wrong = await steward.post("/moderation/rules", { whom: "not a domain" }, { from: "/moderation" });
  expect([wrong.status, wrong.words]).toEqual([422, expect.stringContaining("This is no domain")]);
  const done = await steward.send(
    "/moderation/rules",
    { whom: "https://Evil.example/", standing: "suspended", reason: "Lies", public: "yes" },
    { from: "/moderation" },
  );
  expect(done.words).toContain("evil.example");
  expect((await node.visitor().get("/rules")).words).toContain("Lies");
  expect(
    (await steward.send("/moderation/lift", { whom: "evil.example" }, { from: "/moderation" })).words,
  ).not.toContain("evil.example blocked");
  expect((await node.visitor().get("/rules")).words).not.toContain("Lies");
});

test("an account is freed by its address", async () => {
  const actor = "https://else.example/users/two";
  expect(await findAccountRule(node.app.database, actor)).toMatchObject({ standing: "suspended" });
  await steward.post("/moderation/lift", { whom: actor }, { from: "/moderation" });
  expect(await findAccountRule(node.app.database, actor)).toBeUndefined();
});

test("anyone reads the rules in their language, and who is kept out as far as the coop says", async () => {
  const anyone = await node.visitor("ca").get("/rules");
  expect(anyone.words).toContain("Sigueu amables");
  expect(anyone.words).toContain("spam.****ple");
  expect(anyone.words).not.toContain("good.spam.example");
  expect(anyone.html).not.toContain("spam.example");
  expect((await node.visitor().get("/rules/blocked.csv")).html).not.toContain("spam.example");
  await updateCoop(node.app.database, { publishBlocks: false });
  expect((await node.visitor().get("/rules")).words).not.toContain("loud.example");
  expect((await node.visitor().get("/rules/blocked.csv")).status).toBe(404);
  await steward.send("/rules/edit", { "rule0.en": "One rule", "rule1.fr": "Une règle" });
  expect((await findCoop(node.app.database))?.rules).toEqual([{ en: "One rule" }, { fr: "Une règle" }]);
});

test("a visitor reports a post without an account and hears no more than thanks", async () => {
  const visitor = node.visitor();
  expect((await visitor.get("/reports/new?object=https://else.example/1")).status).toBe(404);
  expect((await visitor.post("/reports/new", { object: content.object }, { from: reporting() })).status).toBe(422);
  const before = (await listReports(node.app.database, { limit: 99 })).length;
  const sent = await visitor.post(
    "/reports/new",
    { object: content.object, comment: "<b>Wrong</b>" },
    { from: reporting() },
  );
  expect([sent.status, sent.words]).toEqual([200, expect.stringContaining("Thank you")]);
  expect(await listReports(node.app.database, { limit: 99 })).toHaveLength(before + 1);
  const shown = await steward.get("/reports");
  expect(shown.html).toContain("&lt;b&gt;Wrong");
  const [report] = await listReports(node.app.database, { limit: 1 });
  await steward.send(`/reports/${report?.id ?? ""}/resolve`, { note: "Looked at" }, { from: "/reports" });
  expect((await steward.get("/reports?state=resolved")).words).toContain("Looked at");
});

test("who did what stands in the log with their name", async () => {
  const { words } = await steward.get("/audit?act=report.resolve");
  expect(words).toContain("Núria Puig");
  expect((await steward.get("/audit.csv?act=report")).html).toContain("report.resolve");
});

test("the overview says what waits, once there is anything else to see", async () => {
  await shareResource(node.app, { kind: "other", category: "hall", name: { en: "Hall" } });
  expect((await steward.get("/overview")).words).toContain("Open reports");
  expect((await (await node.person("member")).get("/overview")).words).not.toContain("Open reports");
});

test("entries of a list are accepted and refused", async () => {
  const path = `/moderation/lists/${content.listId}`;
  await steward.send(`${path}/entries`, { act: "except", domain: "bad.example" }, { from: path });
  await steward.send(`${path}/entries`, { act: "accept all" }, { from: path });
  const rules = (await listRulesByName(node.app.database, { limit: 99 })).filter(({ listId }) => listId !== "");
  expect(rules.map(({ domain }) => domain)).toEqual(["worse.example", "worst.example"]);
});

test("how open the node is is changed, and a wrong number of days changes nothing", async () => {
  const fields = { federation: "allow-list", responses: "waiting", authorisedFetch: "yes", absenceDays: "3" };
  expect((await steward.post("/moderation/settings", fields)).status).toBe(422);
  await steward.post("/moderation/settings", { ...fields, absenceDays: "" });
  expect(await findCoop(node.app.database)).toMatchObject({
    federation: "allow-list",
    responses: "waiting",
    authorisedFetch: true,
    publishBlocks: false,
    absenceDays: null,
  });
  expect((await node.visitor().get("/rules")).words).toContain("only with servers that its stewards have chosen");
});
