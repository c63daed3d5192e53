import { describe, expect, test } from "vitest";
import { onBothEngines } from "#test/rig.ts";
import { openApiNode, type ApiCall, type ApiNode } from "./api-node.ts";

const missing = "0192d5f0-0000-7000-8000-000000000000";
const server = { kind: "meeting-server", name: { en: "Hall" }, platform: "link", seats: 200 };
const slot = { start: "2035-03-01T18:00:00Z", end: "2035-03-01T20:00:00Z" };
const asked = { proposal: missing, seats: 50, title: "Assembly", ...slot };
const proposed = { resource: missing, seats: 10, audience: "public", terms: { kind: "gift" } };

type Bad = readonly [
  what: string,
  call: string,
  body: unknown,
  status: number,
  field?: string | undefined,
  options?: ApiCall,
];

const bad: readonly Bad[] = [
  ["no token", "GET /node", undefined, 401, undefined, { token: null }],
  ["a token of nobody", "GET /node", undefined, 401, undefined, { token: "fedicoop_x" }],
  ["another scheme", "GET /node", undefined, 401, undefined, { headers: { authorization: "Basic YTpi" } }],
  ["an unknown path", "GET /nodes", undefined, 404],
  ["an unknown method", "PUT /node", {}, 405],
  ["half of a JSON document", "POST /peers", undefined, 400, undefined, { raw: '{"address": ' }],
  ["bytes that are not UTF-8", "POST /peers", undefined, 400, undefined, { raw: new Uint8Array([0x22, 0xff, 0x22]) }],
  [
    "a body of another type",
    "POST /peers",
    undefined,
    415,
    undefined,
    { raw: "a=b", headers: { "content-type": "text/plain" } },
  ],
  ["2 MB", "POST /peers", { address: "x".repeat(2_000_000) }, 413],
  ["JSON that is too deep", "POST /peers", undefined, 400, undefined, { raw: "[".repeat(20_000) }],
  ["no body", "POST /peers", undefined, 422, "body.address"],
  ["an array where an object belongs", "POST /peers", [], 422, "body"],
  ["a null", "POST /peers", undefined, 422, "body", { raw: "null" }],
  ["a number for a text", "POST /peers", { address: 7 }, 422, "body.address"],
  ["an array for a text", "POST /peers", { address: ["a.example"] }, 422, "body.address"],
  ["an unknown field", "POST /peers", { address: "a.example", force: true }, 422, "body.force"],
  ["NUL in a text", "POST /peers", { address: "a\0.example" }, 422, "body.address"],
  ["half a character", "POST /announcements", { content: { en: "\ud800" } }, 422, "body.content.en"],
  ["what is no address", "POST /peers", { address: "???" }, 422, "body.address"],
  ["a body where none belongs", `POST /peers/${missing}/accept`, { now: true }, 422, "body.now"],
  ["an unknown peer", `POST /peers/${missing}/accept`, undefined, 404],
  ["what is no id", "DELETE /peers/1", undefined, 404],
  ["a query that is not known", "GET /peers?page=2", undefined, 422, "query.page"],
  ["a query given twice", "GET /peers?limit=2&limit=3", undefined, 422, "query.limit"],
  ["a limit of nothing", "GET /peers?limit=0", undefined, 422, "query.limit"],
  ["a limit in words", "GET /agreements?limit=ten", undefined, 422, "query.limit"],
  ["a cursor of nowhere", "GET /resources?cursor=2", undefined, 422, "query.cursor"],
  ["no handle", "POST /members", { name: "Ada" }, 422, "body.handle"],
  ["a handle with a space", "POST /members", { name: "Ada", handle: "a b" }, 422, "body.handle"],
  [
    "hours that end before they begin",
    "POST /resources",
    { ...server, calendar: { openingHours: [{ weekday: 1, fromMinute: 600, untilMinute: 540 }] } },
    422,
    "body.calendar.openingHours.0",
  ],
  [
    "a zone of nowhere",
    "POST /resources",
    { ...server, calendar: { timeZone: "Moon/Tranquility" } },
    422,
    "body.calendar.timeZone",
  ],
  [
    "a blackout without an end",
    "POST /resources",
    { ...server, calendar: { blackouts: [{ start: slot.start }] } },
    422,
    "body.calendar.blackouts.0.end",
  ],
  [
    "a place beyond the pole",
    "POST /resources",
    { ...server, place: { latitude: 91, longitude: 0 } },
    422,
    "body.place.latitude",
  ],
  ["an unknown kind", "POST /resources", { ...server, kind: "cloud" }, 422, "body.kind"],
  ["an unknown platform", "POST /resources", { ...server, platform: "zoom" }, 422, "body.platform"],
  ["a name that is one text", "POST /resources", { ...server, name: "Hall" }, 422, "body.name"],
  ["a name in no language", "POST /resources", { ...server, name: {} }, 422, "body.name"],
  ["a name in what is no language", "POST /resources", { ...server, name: { "": "Hall" } }, 422],
  ["no seats", "POST /resources", { ...server, seats: 0 }, 422, "body.seats"],
  ["half a seat", "POST /resources", { ...server, seats: 1.5 }, 422, "body.seats"],
  ["seats as a text", "POST /resources", { ...server, seats: "200" }, 422, "body.seats"],
  ["seats beyond counting", "POST /resources", { ...server, seats: 1e300 }, 422, "body.seats"],
  ["a room at javascript:", "POST /resources", { ...server, address: "javascript:alert(1)" }, 422, "body.address"],
  [
    "seats of a camera",
    "POST /resources",
    { kind: "other", category: "camera", name: { en: "Kit" }, seats: 3 },
    422,
    "body.seats",
  ],
  ["an unknown resource", "POST /proposals", proposed, 404],
  ["what is no resource's id", "POST /proposals", { ...proposed, resource: "x" }, 422, "body.resource"],
  ["terms of an unknown kind", "POST /proposals", { ...proposed, terms: { kind: "loan" } }, 422, "body.terms.kind"],
  [
    "a price in fractions",
    "POST /proposals",
    { ...proposed, terms: { kind: "reciprocal", perSeatHour: 0.5, unit: "EUR" } },
    422,
  ],
  [
    "a price in shells",
    "POST /proposals",
    { ...proposed, terms: { kind: "reciprocal", perSeatHour: 5, unit: "shell" } },
    422,
  ],
  [
    "a gift with a price",
    "POST /proposals",
    { ...proposed, terms: { kind: "gift", perSeatHour: 5 } },
    422,
    "body.terms.perSeatHour",
  ],
  ["an unknown proposal", "POST /agreements", asked, 404],
  ["an end before the start", "POST /agreements", { ...asked, start: slot.end, end: slot.start }, 422, "body.end"],
  ["seconds", "POST /agreements", { ...asked, start: "2035-03-01T18:00:30Z" }, 422, "body.start"],
  ["a time without a zone", "POST /agreements", { ...asked, start: "2035-03-01T18:00:00" }, 422, "body.start"],
  ["a 30th of February", "POST /agreements", { ...asked, start: "2035-02-30T18:00:00Z" }, 422, "body.start"],
  ["a time as a number", "POST /agreements", { ...asked, start: 2_056_384_800_000 }, 422, "body.start"],
  ["an unknown agreement", `POST /agreements/${missing}/fulfil`, { seatMinutes: 1 }, 404],
  ["less than nothing used", `POST /agreements/${missing}/fulfil`, { seatMinutes: -1 }, 422, "body.seatMinutes"],
  ["a slot with an end alone", `GET /capacity?end=${slot.end}`, undefined, 422, "query.end"],
  ["an unknown energy", "GET /capacity?energy=coal", undefined, 422, "query.energy"],
  ["an unknown reason", `POST /ledger/entries/${missing}/dispute`, { reason: "mood", note: "" }, 422, "body.reason"],
  ["an unknown entry", `POST /ledger/entries/${missing}/countersign`, undefined, 404],
  ["the books with nobody", `POST /ledger/peers/${missing}/reconcile`, undefined, 404],
  ["an announcement of nothing", "POST /announcements", { content: { en: "  " } }, 422, "body.content.en"],
  ["an unknown announcement", `PATCH /announcements/${missing}`, { content: { en: "x" } }, 404],
  [
    "a key with a space",
    "POST /announcements",
    { content: { en: "x" } },
    400,
    undefined,
    { headers: { "idempotency-key": "a b" } },
  ],
  [
    "__proto__",
    "POST /peers",
    undefined,
    422,
    "body.__proto__",
    { raw: '{"address": "a.example", "__proto__": {"role": "steward"}}' },
  ],
];

onBothEngines("bad input", (engine) => {
  test("gets a problem document that says what is wrong, and changes nothing", async () => {
    const node = await openApiNode(engine);
    for (const [what, call, body, status, field, options] of bad) {
      const answer = await node.call(call, body, options);
      expect({ what, status: answer.status, answer: answer.body }).toMatchObject({ what, status });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.body).toMatchObject({
        status,
        type: expect.stringMatching(/^http/),
        title: expect.any(String),
        detail: expect.any(String),
      });
      if (field !== undefined)
        expect({ what, errors: answer.body["errors"] }).toMatchObject({
          errors: expect.arrayContaining([expect.objectContaining({ field })]),
        });
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
    }
    await expectEmpty(node);
  });

  test("before set-up is told that there is nothing yet", async () => {
    const node = await openApiNode(engine, { setUp: false });
    const answer = await node.call("GET /node");
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining("not been set up") } });
    expect((await node.call("GET /node", undefined, { token: null })).status).toBe(401);
  });
});

async function expectEmpty(node: ApiNode): Promise<void> {
  for (const list of ["peers", "members", "resources", "proposals", "agreements", "announcements", "ledger/entries"]) {
    expect((await node.call(`GET /${list}`)).body).toEqual({ items: [] });
  }
}

describe("what a refusal carries", () => {
  onBothEngines("headers", (engine) => {
    test("tell how to come in, what is allowed and when to come again", async () => {
      const node = await openApiNode(engine);
      const unknown = await node.call("GET /node", undefined, { token: "fedicoop_x" });
      expect(unknown.headers.get("www-authenticate")).toBe('Bearer realm="fedicoop", error="invalid_token"');
      expect((await node.call("PUT /peers", {})).headers.get("allow")).toBe("POST, GET");
      const answers = await Promise.all(
        Array.from({ length: 130 }, () => node.call("GET /node", undefined, { token: node.tokens.member })),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(100);
      // Another caller does not suffer from it.
      expect((await node.call("GET /node")).status).toBe(200);
    });
  });
});
