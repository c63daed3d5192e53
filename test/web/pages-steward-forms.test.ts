import { beforeAll, describe, expect, test } from "vitest";
import type { LookedUp, Partners } from "#src/app/partners.ts";
import { hearPeer } from "#src/app/peers.ts";
import { openText } from "#src/web/text.ts";
import { readHours, readParts, readWhole, writeHours, writeParts } from "#src/web/pages/typed-number.ts";
import { readSlot, writeSlot } from "#src/web/pages/slot-fields.ts";
import { saveListings } from "#src/store/peers.ts";
import { onBothEngines, useCleanup } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";
import { offerHall, openPartners, strangerAt, type Partner } from "./pages-partner.ts";

const lookUps: Readonly<Record<string, LookedUp>> = {
  "relais.example": { found: strangerAt("relais.example") },
  "nothing.example": { failed: "not-found", detail: "404" },
  "blog.example": { failed: "not-fedicoop", detail: "no NodeInfo" },
  "asleep.example": { failed: "unreachable", detail: "timeout" },
  "we.example": { failed: "ourselves", detail: "" },
};
const others: Partial<Partners> = {
  lookUp: (address) => Promise.resolve(lookUps[address] ?? { failed: "malformed", detail: "" }),
  reconcile: () => Promise.resolve({ state: "repaired", entries: 3, digest: "0".repeat(64), sent: 1, received: 2 }),
  check: () => Promise.resolve({ reachable: false }),
};

onBothEngines("other coops, as a steward meets them", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let steward: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open(), { partners: others });
    later(() => node.close());
    steward = await node.person("steward");
  });

  test.each([
    ["", "Write the address of the other coop."],
    ["nothing.example", "There is nothing at this address."],
    ["blog.example", "but no fedicoop node"],
    ["asleep.example", "does not answer. Try again later"],
    ["we.example", "This is your own address."],
    ["two words", "This is no address we understand."],
  ])("an address that cannot be added (%j) is kept and explained", async (address, says) => {
    const refused = await steward.post("/peers", { address });
    expect(refused.status).toBe(422);
    expect(refused.words).toContain(says);
    expect(refused.html).toContain(`name="address" type="text" class="input input-medium" value="${address}"`);
  });

  test("one that can is asked, waits, and answers; then it can be limited, ended, and blocked, each in words", async () => {
    const asked = await steward.send("/peers", { address: "relais.example" });
    expect(asked.words).toContain("You have said yes. Le Relais is told");
    expect(asked.words).toContain("You asked, they have not answered yet");
    const here = /action="(\/peers\/[0-9a-f-]+)\/end"/.exec(asked.html)?.[1] ?? "";
    const theirs = "https://relais.example/messages/1";
    const word = { node: "https://relais.example/actors/node", event: "their-follow", follow: theirs } as const;
    await hearPeer(node.app, word);
    expect((await steward.get(here)).words).toContain("You and Le Relais are partners");
    const says = async (act: string) => (await steward.send(`${here}/${act}`, {}, { from: here })).words;
    expect(await says("limit")).toContain("Le Relais is limited now. What was agreed goes on.");
    expect(await says("accept")).toContain("You and Le Relais are partners now.");
    expect(await says("check")).toContain("Le Relais does not answer at the moment.");
    const compare = here.replace("/peers/", "/ledger/peers/");
    const compared = await steward.send(`${compare}/reconcile`, {}, { from: "/ledger" });
    expect(compared.words).toContain("Le Relais are the same. Entries sent: 1; received: 2.");
    expect(await says("end")).toContain("That is ended, and Le Relais is told.");
    expect(await says("limit")).toContain("That cannot be done as it stands with Le Relais now.");
    expect(await says("block")).toContain("Le Relais is blocked.");
    expect((await steward.get("/peers")).words).toContain("Blocked or ended Le Relais Blocked");
  });

  test("a coop that asked first stands at the top and on the overview until it is answered", async () => {
    const card = strangerAt("second.example");
    const word = { node: card.node, event: "their-follow", follow: "https://second.example/messages/2" } as const;
    await hearPeer(node.app, word, { ...card, name: { fr: "La Deuxième" } });
    expect((await steward.get("/overview")).words).toContain("La Deuxième has said yes to you");
    const peers = await steward.get("/peers");
    expect(peers.words).toMatch(/Waiting for your answer La Deuxième/);
    const here = /href="(\/peers\/[0-9a-f-]+)">See who they are/.exec(peers.html)?.[1] ?? "";
    expect((await steward.send(`${here}/accept`, {}, { from: here })).words).toContain("are partners now");
    const id = here.split("/").at(-1) ?? "";
    const listing = { origin: "https://third.example", name: { en: "Third Coop" }, region: "Goa", languages: ["en"] };
    await node.app.database.transaction((session) => saveListings(session, id, [listing]));
    const known = await steward.get("/peers");
    expect(known.words).toContain("Third Coop Goa · English · third.example Partner of La Deuxième Add Third Coop");
    expect(known.html).toContain('name="address" value="https://third.example"');
  });

  test("what was never there is a page of its own", async () => {
    const unknown = "01970000-0000-7000-8000-000000000000";
    for (const path of ["peers", "agreements", "resources", "ledger"]) {
      for (const id of [unknown, "nothing", "%00"]) expect((await steward.get(`/${path}/${id}`)).status).toBe(404);
    }
    expect((await steward.post(`/peers/${unknown}/block`, {}, { from: "/peers" })).status).toBe(404);
    expect((await steward.get("/capacity/ask?proposal=%00")).status).toBe(404);
    expect((await steward.get("/ledger?peer=%00")).status).toBe(404);
    expect((await steward.get("/agreements?state=%00&cursor=%00")).status).toBe(200);
  });
});

onBothEngines("forms of stewards", (engine) => {
  const later = useCleanup();
  let node: PagesNode;
  let partner: Partner;
  let steward: Visitor;

  beforeAll(async () => {
    node = await openPagesNode(await engine.open());
    later(() => node.close());
    partner = await openPartners(node.app, await engine.open());
    steward = await node.person("steward");
    await offerHall(partner);
  });

  test("a server that cannot be shared comes back with what was typed", async () => {
    const typed = { kind: "meeting-server", "name.ca": "Sala", seats: "many", languages: ["ca"], energy: "mixed" };
    const refused = await steward.post("/resources", typed, { from: "/resources/new" });
    expect(refused.status).toBe(422);
    expect(refused.words).toContain("Write a whole number from 1 to 100,000.");
    expect(refused.html).toMatch(/name="name\.ca"[^>]* value="Sala"/);
    expect(refused.html).toMatch(/value="ca" checked/);
    const address = { ...typed, seats: "10", address: "javascript:alert(1)" };
    const wrong = await steward.post("/resources", address, { from: "/resources/new" });
    expect([wrong.status, wrong.words]).toEqual([422, expect.stringContaining("This is no address of a room.")]);
  });

  test("anything else is shared without seats, changed and removed", async () => {
    const from = "/resources/new?kind=other";
    const booth = { kind: "other", "name.en": "Booth", category: "Interpretation booth" };
    const shared = await steward.send("/resources", booth, { from });
    expect(shared.words).toContain("It is added, and everybody can see it.");
    const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
    const changed = await steward.send(`${here}/change`, { "name.en": "Blue booth", category: "Booth" });
    expect(changed.words).toContain("Blue booth");
    expect((await steward.get(`${here}/offer`)).status).toBe(404);
    const removed = await steward.send(`${here}/remove`, {}, { from: here });
    expect(removed.words).toContain("It is removed.");
    expect((await steward.get(here)).status).toBe(404);
  });

  test("seats are offered for a price, changed and withdrawn; what is too much is refused", async () => {
    const room = { kind: "meeting-server", "name.en": "Room", seats: "40" };
    const shared = await steward.send("/resources", room, { from: "/resources/new" });
    const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
    expect(shared.words).toContain("The address of the room is missing");
    const offer = { seats: "41", audience: "public", terms: "reciprocal", price: "0,055", unit: "EUR" };
    const refused = await steward.post(`${here}/offer`, offer);
    expect([refused.status, refused.words]).toEqual([422, expect.stringContaining("from 1 to 40")]);
    expect(refused.words).toContain("Write a price with at most two decimals");
    const offered = await steward.send(`${here}/offer`, { ...offer, seats: "40", price: "0,05" });
    expect(offered.words).toContain("Terms: €0.05 for each hour of a seat.");
    const edit = /href="(\/resources\/[^"]+\/offers\/[^"]+)"/.exec(offered.html)?.[1] ?? "";
    expect((await steward.get(edit)).html).toMatch(/name="price"[^>]* value="0\.05"/);
    const changed = await steward.send(edit, { seats: "30", audience: "partners", terms: "gift" });
    expect(changed.words).toContain("30 seats For partners Terms: a gift, nothing in return.");
    const gone = await steward.send(`${edit}/withdraw`, {}, { from: here });
    expect(gone.words).toContain("The offer is withdrawn");
    expect(gone.words).toContain("Not offered yet");
  });

  test("a search shows the room that is just large enough first, and our own last", async () => {
    const room = { kind: "meeting-server", "name.en": "Our own", seats: "60" };
    const shared = await steward.send("/resources", room, { from: "/resources/new" });
    const here = /action="(\/resources\/[0-9a-f-]+)\/remove"/.exec(shared.html)?.[1] ?? "";
    await steward.send(`${here}/offer`, { seats: "60", audience: "partners", terms: "gift" });
    await offerHall(partner, { seats: 70 });
    const found = await steward.get("/capacity?seats=50");
    const seats = [...found.html.matchAll(/<li>(\d+) seats in all<\/li>/g)].map(([, count]) => Number(count));
    expect(seats).toEqual([70, 120, 60]);
  });

  test("a search and a request that cannot be are explained beside their fields", async () => {
    const wrong = await steward.get("/capacity?date=2026-13-01&from=18:00&to=18:00&seats=x");
    expect(wrong.status).toBe(422);
    expect(wrong.words).toContain("Choose a day.");
    expect(wrong.html).toMatch(/name="seats"[^>]* value="x"/);
    const all = await steward.get("/capacity");
    const proposal = /capacity\/ask\?proposal=([0-9a-f-]+)/.exec(all.html)?.[1] ?? "";
    const past = { proposal, title: "Late", seats: "5", date: "2024-01-01", from: "10:00", to: "11:00" };
    const refused = await steward.post("/capacity/ask", past, { from: `/capacity/ask?proposal=${proposal}` });
    expect([refused.status, refused.words]).toEqual([422, expect.stringContaining("This time has passed.")]);
    expect(refused.html).toMatch(/name="title"[^>]* value="Late"/);
    const many = { ...past, title: "", seats: "121", date: "" };
    const more = await steward.post("/capacity/ask", many, { from: `/capacity/ask?proposal=${proposal}` });
    expect(more.words).toContain("4 things need your attention");
    expect(more.words).toContain("Seats can only be asked for by those who accept the fair-use text.");
  });

  test("members look and operators run servers; only stewards decide about other coops and the ledger", async () => {
    const member = await node.person("member");
    const operator = await node.person("operator");
    for (const path of ["/overview", "/capacity", "/agreements", "/resources", "/peers", "/ledger"]) {
      const page = await member.get(path);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.html).not.toMatch(/<form[^>]*method="post"[^>]*action="(?!\/sign-out)/);
    }
    expect((await member.get("/resources/new")).status).toBe(403);
    expect((await member.post("/resources", { kind: "other" }, { from: "/resources" })).status).toBe(403);
    expect((await operator.get("/resources/new")).status).toBe(200);
    expect((await operator.post("/peers", { address: "x.example" }, { from: "/peers" })).status).toBe(403);
    const nobody = await node.visitor().get("/overview");
    expect([nobody.status, nobody.headers.get("location")]).toEqual([303, "/sign-in"]);
  });

  test("a form without its token, or a link with words of its own, does nothing", async () => {
    const forged = await steward.post("/peers", { address: "x.example", csrf: "" }, { from: "/about" });
    expect(forged.status).toBe(403);
    expect((await steward.get("/resources?done=You%20were%20hacked")).words).not.toContain("hacked");
  });
});

describe("a day and two times, in the coop's zone", () => {
  const page = { text: openText("en"), zone: "Europe/Madrid", nowMs: Date.UTC(2026, 2, 1) };
  const read = (date: string, from: string, to: string) => readSlot(page, { date, from, to });

  test("are one slot in UTC, and back", () => {
    const evening = { date: "2026-03-20", from: "18:00", to: "20:00" };
    const slot = { startsAtMs: Date.UTC(2026, 2, 20, 17), endsAtMs: Date.UTC(2026, 2, 20, 19) };
    expect(readSlot(page, evening)).toEqual({ slot });
    expect(writeSlot(slot, page.zone)).toEqual(evening);
  });

  test("that end before they start end on the next day", () => {
    const slot = { startsAtMs: Date.UTC(2026, 2, 20, 22), endsAtMs: Date.UTC(2026, 2, 20, 23, 30) };
    expect(read("2026-03-20", "23:00", "00:30")).toEqual({ slot });
  });

  test("that the clock jumps over do not exist, and an hour less is an hour less", () => {
    expect(read("2026-03-29", "02:30", "04:00")).toMatchObject({ errors: { from: expect.stringContaining("02:30") } });
    expect(read("2026-03-29", "01:00", "02:30")).toMatchObject({ errors: { to: expect.stringContaining("02:30") } });
    const slot = { startsAtMs: Date.UTC(2026, 2, 29, 0), endsAtMs: Date.UTC(2026, 2, 29, 2) };
    expect(read("2026-03-29", "01:00", "04:00")).toEqual({ slot });
  });

  test.each([
    ["2026-02-30", "18:00", "20:00", "date"],
    ["2026-03-20", "25:00", "20:00", "from"],
    ["2026-03-20", "18:00", "18:00", "to"],
    ["2026-02-20", "18:00", "19:00", "date"],
    ["2036-02-20", "18:00", "19:00", "date"],
  ])("that cannot be asked for (%s %s–%s) say where", (...typed) => {
    const [date, from, to, field] = typed;
    expect(read(date, from, to)).toMatchObject({ errors: { [field]: expect.any(String) } });
  });
});

describe("numbers as people type them", () => {
  test("are whole, or nothing", () => {
    expect(["200", " 1 000 ", "1\u00a0000", "-1", "1.5", "", "1e3"].map(readWhole)).toEqual([
      200,
      1000,
      1000,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("become exact parts, and back", () => {
    expect(["1,20", "0.05", "3", "0.005"].map((typed) => readParts(typed, 100))).toEqual([120, 5, 300, undefined]);
    expect([writeParts(120, 2), writeParts(5, 2), writeParts(7, 0)]).toEqual(["1.20", "0.05", "7"]);
  });

  test("are hours, with minutes or without", () => {
    expect(["90", "90:30", "90,5", "0:07", "90:60", "1.01"].map(readHours)).toEqual([
      5400,
      5430,
      5430,
      7,
      undefined,
      undefined,
    ]);
    expect([5400, 5430, 7].map(writeHours)).toEqual(["90", "90:30", "0:07"]);
  });
});
