import { beforeAll, expect, test } from "vitest";
import { listAgreements } from "#src/app/agreement-view.ts";
import { requestCapacity } from "#src/app/agreements.ts";
import { findCapacity } from "#src/app/capacity.ts";
import { runDueWork } from "#src/app/schedule.ts";
import { previewSeries, requestRepeating } from "#src/app/series.ts";
import { checkPage, onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, type Partner } from "./pages-partner.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A Tuesday at 18:00 in Madrid, some weeks ahead, of next March: the clock changes on its last Sunday. */
const year = new Date().getUTCFullYear() + 1;
const firstTuesday = Array.from({ length: 7 }, (_, day) => Date.UTC(year, 2, day + 1, 17)).find(
  (atMs) => new Date(atMs).getUTCDay() === 2,
);
const first = { startsAtMs: firstTuesday ?? 0, endsAtMs: (firstTuesday ?? 0) + 2 * hourMs };
const localHour = (atMs: number): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Madrid", hour: "2-digit", minute: "2-digit" }).format(atMs);
const typed = {
  title: "Weekly assembly",
  seats: "100",
  date: new Date(first.startsAtMs).toISOString().slice(0, 10),
  from: "18:00",
  to: "20:00",
  "fairUse.1": "yes",
};

onBothEngines("a meeting that repeats", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let operator: Visitor;
  let proposalId: string;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    operator = await node.person("operator");
    await offerHall(partner);
    proposalId = (await findCapacity(node.app, { limit: 10 })).items.find(({ own }) => !own)?.id ?? "";
    // The second Tuesday is taken but for 20 seats.
    const second = { startsAtMs: first.startsAtMs + 7 * dayMs, endsAtMs: first.endsAtMs + 7 * dayMs };
    await requestCapacity(node.app, { proposalId, seats: 100, title: "Before", fairUseVersion: 1, ...second });
    await partner.carry();
    await runDueWork({ ...partner.app, nowMs: () => Date.now() + 60_000 });
    await partner.carry();
  });

  const ours = async () =>
    (await listAgreements(node.app, { limit: 200 })).items
      .filter(({ title }) => title === typed.title)
      .toSorted((one, other) => one.startsAtMs - other.startsAtMs);

  test("what cannot be a series is said beside its field, and nothing is asked", async () => {
    const from = `/capacity/ask?proposal=${proposalId}`;
    const ask = (more: Readonly<Record<string, string>>) =>
      operator.post("/capacity/ask", { proposal: proposalId, ...typed, ...more }, { from });
    expect((await ask({ repeats: "weekly" })).words).toContain("Say how many times, from 2 to 100, or until when");
    expect((await ask({ repeats: "weekly", times: "101" })).words).toContain("Say how many times, from 2 to 100");
    expect((await ask({ repeats: "weekly", until: `${year - 1}-01-01` })).words).toContain("before the first time");
    expect((await ask({ repeats: "monthly", times: "90" })).words).toContain("more than two years");
    expect((await ask({ repeats: "weekly", until: `${year}-02-31` })).words).toContain("no day of the calendar");
    expect(await ours()).toEqual([]);
  });

  test("every time is shown with its free seats; what is kept is asked for and agreed, one by one", async () => {
    const from = `/capacity/ask?proposal=${proposalId}`;
    const wanted = { proposal: proposalId, ...typed, repeats: "weekly", times: "5" };
    const preview = await operator.post("/capacity/ask", wanted, { from });
    expect([preview.status, await checkPage(preview.html)]).toEqual([200, []]);
    expect(preview.words).toContain("5 times, each with 100 seats from Kerala Commons");
    expect(preview.words).toContain("1 time has too few seats and is left out");
    const boxes = [...preview.html.matchAll(/name="keep" value="(\d+)"( checked)?/g)];
    expect(boxes.map(([, , checked]) => checked !== undefined)).toEqual([true, false, true, true, true]);
    expect(await ours()).toEqual([]);
    const none = await operator.post("/capacity/ask", { ...wanted, chosen: "yes" }, { from });
    expect([none.status, none.words.includes("Keep at least one")]).toEqual([422, true]);
    // The first is not wanted either.
    const keep = boxes.slice(2).map(([, startsAtMs]) => startsAtMs ?? "");
    const asked = await operator.send("/capacity/ask", { ...wanted, chosen: "yes", keep }, { from });
    expect(asked.status).toBe(200);
    await partner.carry();
    const agreed = await ours();
    expect(agreed.map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted"]);
    expect(agreed.map(({ startsAtMs }) => String(startsAtMs))).toEqual(keep);
    expect(new Set(agreed.map(({ startsAtMs }) => localHour(startsAtMs)))).toEqual(new Set(["18:00"]));
    expect(new Set(agreed.map(({ series }) => series?.rule))).toEqual(new Set(["FREQ=WEEKLY;COUNT=5"]));
    expect(new Set(agreed.map(({ seriesIri }) => seriesIri)).size).toBe(1);
    const theirs = (await listAgreements(partner.app, { limit: 200 })).items;
    expect(theirs.filter(({ seriesIri }) => seriesIri === agreed[0]?.seriesIri)).toHaveLength(3);
  });

  test("all of it or nothing: with one time that cannot even be asked, none is", async () => {
    const before = (await listAgreements(node.app, { limit: 200 })).items.length;
    const wish = { proposalId, seats: 121, title: "Too many", fairUseVersion: 1 };
    const done = await requestRepeating(node.app, { ...wish, first, rule: "FREQ=WEEKLY;COUNT=3" });
    expect(done).toMatchObject({ outcome: "refused", refusal: { reason: "capacity-short" } });
    expect((await listAgreements(node.app, { limit: 200 })).items).toHaveLength(before);
    const hostile = await previewSeries(node.app, { proposalId, first, rule: "FREQ=YEARLY;COUNT=99" });
    expect(hostile).toEqual({ outcome: "refused", problem: { because: "too-far" } });
  });
});
