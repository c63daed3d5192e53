import { beforeEach, expect, test } from "vitest";
import {
  addBlockList,
  listSubscriptions,
  refreshDueLists,
  refreshList,
  removeBlockList,
} from "#src/app/block-lists.ts";
import type { Context } from "#src/app/context.ts";
import { decideDrafts } from "#src/app/list-drafts.ts";
import { readListFile } from "#src/app/list-file.ts";
import { ruleDomain } from "#src/app/moderation.ts";
import type { FetchedText } from "#src/app/partners.ts";
import { exportDomains, importDomains } from "#src/app/rule-files.ts";
import { newPeer } from "#src/domain/peer.ts";
import { listItems } from "#src/store/block-lists.ts";
import { listRulesByName } from "#src/store/moderation.ts";
import { savePeer } from "#src/store/peers.ts";
import { standingOf } from "#src/app/standing.ts";
import { onBothEngines } from "#test/rig.ts";
import { openCoop } from "#test/federation/ground.ts";

const mastodon = `#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
bad.example,suspend,True,True,"Spam, lots",True
loud.example,silence,False,False,,False
quiet.example,noop,False,False,,False
exa***.org,suspend,False,False,,False
*.WIDE.example.,suspend,False,False,'=cmd,False
co.uk,suspend,False,False,,False
`;

test("Mastodon's CSV is read, and each line that is not taken says why", () => {
  const read = readListFile(mastodon, "block");
  if (read.outcome !== "read") throw new Error(read.reason);
  expect(read.rows.map(({ domain, standing, comment }) => [domain, standing, comment])).toEqual([
    ["bad.example", "suspended", "Spam, lots"],
    ["loud.example", "limited", null],
    ["wide.example", "suspended", "=cmd"],
  ]);
  expect(read.rows[0]).toMatchObject({ rejectMedia: true, rejectReports: true, obfuscate: true, line: 2 });
  expect(read.errors.map(({ line, reason }) => [line, reason])).toEqual([
    [4, "nothing"],
    [5, "obfuscated"],
    [7, "public-suffix"],
  ]);
});

test.each([
  ["one domain a line", "# remarks\nbad.example\n\n; more\nLoud.example\n", 2],
  ["other columns", "severity,domain,reason\nsuspend,bad.example,why\nblock,loud.example,", 2],
  ["Mastodon's JSON", JSON.stringify([{ domain: "bad.example", severity: "suspend", comment: "why" }]), 1],
  ["an empty list", "", 0],
])("%s is read too", (_, text, rows) => {
  expect(readListFile(text, "block")).toMatchObject({ outcome: "read", rows: { length: rows } });
});

test("what a list says of a domain comes without NUL and half characters, however it is written", () => {
  const text = '[{"domain":"bad.example","severity":"suspend","comment":"w\\u0000h\\ud800y"}]';
  const read = readListFile(text, "block");
  expect(read.outcome === "read" && read.rows[0]?.comment).toBe("wh\ufffdy");
});

test("a page, or more than a list is, is none", () => {
  expect(readListFile("<!doctype html><p>Not found", "block")).toEqual({ outcome: "unreadable", reason: "not-a-list" });
  const long = Array.from({ length: 50_001 }, (_, at) => `a${at}.example`).join("\n");
  expect(readListFile(long, "block")).toEqual({ outcome: "unreadable", reason: "too-many" });
});

onBothEngines("lists of domains", (engine) => {
  let app: Context;
  const clock = { nowMs: 1_750_000_000_000 };
  let served: FetchedText = { outcome: "same" };
  const partners = { fetchList: async () => served };
  const serve = (...domains: readonly string[]): void => {
    served = {
      outcome: "fetched",
      text: ["#domain,#severity", ...domains.map((one) => `${one},suspend`)].join("\n"),
      etag: "1",
    };
  };
  const names = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `d${from + at}.example`);
  beforeEach(async () => {
    app = await openCoop(await engine.open(), clock);
  });

  const add = async (apply: "draft" | "automatic", kind: "block" | "allow" = "block"): Promise<string> => {
    const added = await addBlockList(app, { url: "https://list.example/blocks.csv", kind, name: "", apply });
    if (added.outcome !== "done") throw new Error(added.outcome);
    return added.list.id;
  };
  const counts = async () => (await listSubscriptions(app))[0]?.counts;
  const rules = async () => (await listRulesByName(app.database, { limit: 1_000 })).map(({ domain }) => domain);

  test("what is new waits for a steward, who accepts, excepts and lifts", async () => {
    const listId = await add("draft");
    serve("one.example", "two.example", "three.example");
    expect(await refreshDueLists(app, partners)).toBe(1);
    expect(await counts()).toEqual({ draft: 3, applied: 0, excepted: 0, retracted: 0 });
    expect(await rules()).toEqual([]);
    await decideDrafts(app, { listId, act: "accept", domains: ["one.example", "two.example"] });
    await decideDrafts(app, { listId, act: "except", domains: ["three.example"] });
    expect(await rules()).toEqual(["one.example", "two.example"]);
    expect(await standingOf(app.database, "https://sub.one.example/users/x")).toBe("suspended");
    serve("two.example", "three.example");
    await refreshList(app, partners, { id: listId });
    expect(await counts()).toEqual({ draft: 0, applied: 1, excepted: 1, retracted: 1 });
    expect(await rules()).toEqual(["one.example", "two.example"]);
    await decideDrafts(app, { listId, act: "accept", domains: "all" });
    expect(await rules()).toEqual(["two.example"]);
    await removeBlockList(app, listId);
    expect(await rules()).toEqual([]);
  });

  test("an automatic list counts at once and lifts what it takes back; a steward's word outranks it", async () => {
    const listId = await add("automatic");
    await ruleDomain(app, { domain: "one.example", standing: "allowed" });
    serve("one.example", "two.example");
    await refreshList(app, partners, { id: listId });
    expect(await standingOf(app.database, "https://one.example/")).toBe("open");
    expect(await standingOf(app.database, "https://two.example/")).toBe("suspended");
    serve("one.example");
    await refreshList(app, partners, { id: listId });
    expect(await standingOf(app.database, "https://two.example/")).toBe("open");
    expect(await refreshDueLists(app, partners)).toBe(0);
    clock.nowMs += 25 * 3_600_000;
    expect(await refreshDueLists(app, partners)).toBe(1);
  });

  test("no list shuts out a partner or ourselves; a steward is told", async () => {
    const at = "https://coop.partner.example";
    await app.database.transaction((session) =>
      savePeer(session, {
        id: app.newId(),
        origin: at,
        node: `${at}/n`,
        nodeInbox: `${at}/i`,
        coop: `${at}/c`,
        coopInbox: `${at}/j`,
        handle: "p",
        name: {},
        summary: {},
        fairUse: {},
        fairUseVersion: 1,
        region: "",
        languages: [],
        listed: true,
        state: "partner",
        standing: newPeer,
        lastFetchedAtMs: null,
        lastSeenAtMs: null,
        nextRoundAtMs: null,
        createdAtMs: 0,
        updatedAtMs: 0,
      }),
    );
    const id = await add("automatic");
    serve("partner.example", "here.example", "bad.example");
    expect(await refreshList(app, partners, { id })).toMatchObject({
      protectedFrom: ["partner.example", "here.example"],
    });
    expect(await rules()).toEqual(["bad.example"]);
    const text = "#domain,#severity\npartner.example,suspend\nworse.example,suspend";
    expect(await importDomains(app, text, { kind: "block", isTrial: false })).toMatchObject({
      kept: [{ domain: "partner.example" }],
      new: [{ domain: "worse.example" }],
    });
  });

  test("a list that is suddenly empty or lost more than half waits for a steward", async () => {
    const id = await add("automatic");
    serve(...names(0, 30));
    await refreshList(app, partners, { id });
    serve(...names(0, 14));
    expect(await refreshList(app, partners, { id })).toEqual({ outcome: "shrunk", before: 30, now: 14 });
    expect(await rules()).toHaveLength(30);
    serve();
    expect(await refreshList(app, partners, { id })).toMatchObject({ outcome: "shrunk", now: 0 });
    serve(...names(0, 14));
    expect(await refreshList(app, partners, { id, isConfirmed: true })).toMatchObject({ outcome: "done" });
    expect(await rules()).toHaveLength(14);
    served = { outcome: "failed", detail: "It answers 500." };
    expect(await refreshList(app, partners, { id })).toMatchObject({ outcome: "failed" });
    expect(await rules()).toHaveLength(14);
    expect((await listSubscriptions(app))[0]?.lastError).toBe("It answers 500.");
  });

  test("a rule that a list changed waits while the accepted one counts", async () => {
    const id = await add("draft");
    serve("one.example");
    await refreshList(app, partners, { id });
    await decideDrafts(app, { listId: id, act: "accept", domains: "all" });
    served = { outcome: "fetched", text: "#domain,#severity\none.example,silence" };
    await refreshList(app, partners, { id });
    expect(
      (await listItems(app.database, { listId: id, state: "draft", limit: 9 })).map(({ standing }) => standing),
    ).toEqual(["limited"]);
    expect(await standingOf(app.database, "https://one.example/")).toBe("suspended");
    serve("two.example");
    await refreshList(app, partners, { id });
    expect(await counts()).toMatchObject({ retracted: 1, draft: 1 });
  });

  test("a file is tried first, and what was exported is read again as it was, formulas guarded", async () => {
    const trial = await importDomains(app, mastodon, { kind: "block", isTrial: true });
    expect(trial).toMatchObject({ outcome: "trial", new: { length: 3 }, errors: { length: 3 } });
    expect(await rules()).toEqual([]);
    await importDomains(app, mastodon, { kind: "block", isTrial: false });
    expect(await rules()).toEqual(["bad.example", "loud.example", "wide.example"]);
    const pieces: string[] = [];
    for await (const piece of exportDomains(app, "block")) pieces.push(piece);
    const text = pieces.join("");
    expect(text).toContain('bad.example,suspend,true,true,"Spam, lots",true\r\n');
    expect(text).toContain("wide.example,suspend,false,false,'=cmd,false");
    expect(await importDomains(app, text, { kind: "block", isTrial: false })).toMatchObject({
      same: 3,
      new: [],
      changed: [],
    });
  });
});
