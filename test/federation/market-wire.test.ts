import { readFile } from "node:fs/promises";
import { Activity, Object as AnyObject } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import jsonld from "@fedify/vocab-runtime/jsonld";
import { describe, expect, test } from "vitest";
import { readOffer, readWithdrawal } from "#federation/wire/agreement.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import {
  readProposal,
  readProposalActivity,
  readProposalDelete,
  writeProposalDocument,
} from "#federation/wire/proposal.ts";
import { readProviderMessage } from "#federation/wire/provider-message.ts";
import { card, costly, gift, reply, terms, written } from "./market.ts";

/** Only contexts that every server has: asking for any other fails. */
const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

const names = Object.keys(written) as (keyof typeof written)[];

describe("proposals and agreements on the wire", () => {
  test.each(names)("%s is written as the fixture shows it", async (name) => {
    const fixture = await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
    expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(fixture);
  });

  test.each(names)("%s means something to a reader of JSON-LD, every word of it", async (name) => {
    // In safe mode, a word that no context defines is an error instead of being dropped.
    await expect(
      jsonld.expand(structuredClone(written[name]), { documentLoader: contextLoader, safe: true }),
    ).resolves.toHaveLength(1);
  });

  test.each(names)("%s passes through the vocabulary of another implementation unharmed", async (name) => {
    const object = await AnyObject.fromJsonLd(written[name], { contextLoader });
    expect([object.id?.href, object.constructor.name]).toEqual([written[name].id, written[name].type]);
    expect(await object.toJsonLd({ contextLoader })).toEqual(written[name]);
    if (object instanceof Activity) expect(object.actorId?.href).toBe(written[name].actor);
  });
});

const changed = (activity: JsonObject, path: readonly string[], value: unknown): JsonObject => {
  const copy = structuredClone(activity) as Record<string, unknown>;
  let place = copy;
  for (const name of path.slice(0, -1)) place = place[name] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy as JsonObject;
};

describe("what comes back from the wire", () => {
  test("proposals, as they were written", () => {
    expect(readProposalActivity(written["proposal-create"])).toEqual({ ok: true, value: card });
    expect(readProposalActivity(written["proposal-update"])).toEqual({ ok: true, value: gift });
    expect(readProposalActivity(written["proposal-reply"])).toEqual({ ok: true, value: reply });
    expect(readProposalActivity(written["proposal-terms"])).toEqual({ ok: true, value: costly });
    expect(
      readProposal(writeProposalDocument({ ...card, terms: { kind: "reciprocal", perSeatHour: 0, unit: "EUR" } })),
    ).toMatchObject({ value: { terms: { kind: "gift" } } });
    expect(readProposalDelete(written["proposal-delete"])).toEqual({
      ok: true,
      value: { proposal: card.proposal, deletedAtMs: card.updatedAtMs + 1000 },
    });
  });

  test("offers and what takes them back, as they were written", () => {
    expect(readOffer(written["agreement-offer"])).toEqual({ ok: true, value: terms });
    expect(readWithdrawal(written["agreement-withdraw"])).toEqual({
      ok: true,
      value: { terms, withdrawnAtMs: card.updatedAtMs },
    });
  });

  test("the provider's words, as they were written", () => {
    const { provider, agreement } = terms;
    const read = (["agreement-accept", "agreement-held", "agreement-reject", "agreement-cancel"] as const).map((name) =>
      readProviderMessage(written[name]),
    );
    const { seats, startsAtMs, endsAtMs } = terms;
    const standing = {
      seats,
      startsAtMs,
      endsAtMs,
      terms: terms.terms,
      tentativeUntilMs: null,
      amendment: 0,
      heldUntilMs: null,
      pendingUntilMs: null,
      counter: null,
      trouble: null,
      refusal: null,
      endCause: null,
      feeSeatMinutes: null,
    };
    const heldUntilMs = card.updatedAtMs + 72 * 3_600_000;
    const refusal = { reason: "capacity-short", freeSeats: 20 };
    expect(read).toEqual(
      [
        {
          provider,
          agreement,
          word: { state: "accepted", revision: 2, told: standing },
          joinUrl: "https://kerala.example/join/AAAAAAAAAAAAAAAAAAAAAA",
        },
        { provider, agreement, word: { state: "offered", revision: 1, told: { ...standing, heldUntilMs } } },
        { provider, agreement, word: { state: "rejected", revision: 1, told: { ...standing, refusal } } },
        {
          provider,
          agreement,
          word: { state: "cancelled", revision: 3, told: { ...standing, endCause: "cancelled" } },
        },
      ].map((value) => ({ ok: true, value })),
    );
  });

  test("other spellings of the same: misspelt, numbers for strings, lists of one, the Offer by its id alone", () => {
    const offer = written["agreement-offer"];
    const stipulates = (offer as { object: { stipulates: JsonObject } }).object.stipulates;
    const misspelt = changed(
      changed(offer, ["object", "stipulates"], undefined),
      ["object", "stiplulates"],
      stipulates,
    );
    const number = changed(offer, ["object", "stipulates", "resourceQuantity", "hasNumericalValue"], 6000);
    const list = changed(offer, ["object", "stipulates"], [stipulates]);
    for (const spelling of [misspelt, number, list]) expect(readOffer(spelling)).toEqual({ ok: true, value: terms });
    const bare = changed(
      written["agreement-reject"],
      ["object"],
      "https://quebec.example/messages/0195a3c4-7b00-7000-8000-000000000001",
    );
    expect(readProviderMessage(bare)).toMatchObject({ ok: true, value: { agreement: terms.agreement } });
  });

  const quantity = ["object", "stipulates", "resourceQuantity", "hasNumericalValue"];
  const wrong: readonly (readonly [string, readonly string[], unknown])[] = [
    ["no object", ["object"], undefined],
    ["a list for an object", ["object"], []],
    ["text for an object", ["object"], "https://quebec.example/agreements/1"],
    ["another type", ["object", "type"], "Note"],
    ["no id", ["object", "id"], undefined],
    ["an id that is no address", ["object", "id"], "javascript:alert(1)"],
    ["a very long id", ["object", "id"], `https://quebec.example/${"a".repeat(3000)}`],
    ["a very long title", ["object", "name"], "a".repeat(501)],
    ["a title with NUL", ["object", "name"], "a\0b"],
    ["half a character", ["object", "name"], "\ud800"],
    ["no start", ["object", "startTime"], undefined],
    ["a start without a zone", ["object", "startTime"], "2027-03-01T18:00:00"],
    ["a start that is a number", ["object", "startTime"], 1_800_000_000_000],
    ["an end before the start", ["object", "endTime"], "2027-03-01T17:00:00Z"],
    ["an end at the start", ["object", "endTime"], "2027-03-01T18:00:00Z"],
    ["no quantity", quantity, undefined],
    ["part of a seat", quantity, "6001"],
    ["a fraction", quantity, "6000.5"],
    ["less than nothing", quantity, "-6000"],
    ["nothing", quantity, "0"],
    ["more seats than there are", quantity, "12000120"],
    ["an endless number", quantity, "9".repeat(400)],
    ["another unit", ["object", "stipulates", "resourceConformsTo"], "https://fedicoop.org/ns#work-minute"],
    ["a unit of nobody's", ["object", "stipulates", "resourceConformsTo"], "https://example.org/beans"],
    ["another intent", ["object", "stipulates", "satisfies"], `${card.proposal}#reciprocal`],
    [
      "a price that does not come to that",
      ["object", "stipulatesReciprocal", "resourceQuantity", "hasNumericalValue"],
      "201",
    ],
    ["a price without its rate", ["object", "stipulatesReciprocal", "perSeatHour"], undefined],
    ["no actor", ["actor"], undefined],
  ];
  test.each(wrong)("an offer with %s is refused with a reason, and never throws", (_, path, value) => {
    const read = readOffer(changed(written["agreement-offer"], path, value));
    expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(/./) as string });
  });

  const monday = { weekday: 1, fromMinute: 0, untilMinute: 60 };
  const wrongProposals: readonly (readonly [string, readonly string[], unknown])[] = [
    ["no seats", ["seats"], undefined],
    ["too many seats", ["seats"], 100_001],
    ["no date", ["updated"], undefined],
    ["a request instead of an offer", ["purpose"], "request"],
    ["another quantity", ["publishes", "resourceQuantity", "hasNumericalValue"], "90"],
    ["no resource", ["publishes", "resourceInventoriedAs"], undefined],
    [
      "too many slots",
      ["taken"],
      Array.from({ length: 501 }, () => ({
        startTime: "2027-01-01T00:00:00Z",
        endTime: "2027-01-01T01:00:00Z",
        seats: 1,
      })),
    ],
    ["a slot without an end", ["taken"], [{ startTime: "2027-01-01T00:00:00Z", seats: 1 }]],
    ["a price beyond all bounds", ["reciprocal", "resourceQuantity", "hasNumericalValue"], "100000001"],
    [
      "hours that end before they begin",
      ["calendar", "openingHours"],
      [{ weekday: 1, fromMinute: 60, untilMinute: 60 }],
    ],
    ["hours of an eighth day", ["calendar", "openingHours"], [{ weekday: 8, fromMinute: 0, untilMinute: 60 }]],
    ["more hours than a week has", ["calendar", "openingHours"], Array.from({ length: 71 }, () => monday)],
    ["a zone that nobody knows", ["calendar", "timeZone"], "Atlantis/Capital"],
    ["an offset instead of a zone", ["calendar", "timeZone"], "+05:30"],
    ["notice of years", ["calendar", "noticeMinutes"], 10_000_000],
    ["a room of no seats", ["roomSeats"], 0],
    ["names in no language", ["publishes", "resourceInventoriedAs", "nameMap"], { "<script>": "x" }],
  ];
  test.each(wrongProposals)("a proposal with %s is refused with a reason", (_, path, value) => {
    expect(readProposal(changed(written.proposal, path, value))).toMatchObject({ ok: false });
  });

  const location = ["publishes", "resourceInventoriedAs", "location"];
  test.each([
    ["coordinates beyond the earth", { type: "Place", latitude: 91, longitude: 0 }],
    ["words alone", { type: "Place", name: "Kochi" }],
    ["an address", "https://kerala.example/places/1"],
  ])("a place of %s is no place, and the rest is read", (_, value) => {
    const read = readProposal(changed(written.proposal, location, value));
    const { place: _place, ...resource } = card.resource;
    expect(read).toEqual({ ok: true, value: { ...card, resource } });
  });

  test("slots that come in disorder are added up and put in order", () => {
    const slot = (from: number, until: number, seats: number) => ({
      startTime: `2027-01-01T0${from}:00:00Z`,
      endTime: `2027-01-01T0${until}:00:00Z`,
      seats,
    });
    const read = readProposal(changed(written.proposal, ["taken"], [slot(3, 5, 10), slot(1, 4, 20)]));
    expect(read.ok && read.value.taken.map(({ seats }) => seats)).toEqual([20, 30, 10]);
  });

  test.each([8_524_139, -33_448_890, 1, -179_999_999, 179_999_999])(
    "%i millionths of a degree come back the same",
    (e6) => {
      const place = { latitudeE6: Math.trunc(e6 / 2), longitudeE6: e6 };
      const there = { ...card, resource: { ...card.resource, place } };
      const document = JSON.parse(JSON.stringify(writeProposalDocument(there))) as JsonObject;
      expect(readProposal(document)).toEqual({ ok: true, value: there });
    },
  );

  test("an answer to a request is addressed to the one who asked, and names the request", () => {
    const inReplyTo = "https://quebec.example/proposals/0195a3c4-7b00-7000-8000-00000000000a";
    const document = writeProposalDocument({ ...card, inReplyTo }, terms.receiver);
    expect([document["to"], document["inReplyTo"]]).toEqual([[terms.receiver], inReplyTo]);
    expect(readProposal(document)).toEqual({ ok: true, value: { ...card, inReplyTo } });
  });

  test("a proposal without a server that answers says so", () => {
    const document = writeProposalDocument({ ...card, down: true });
    expect(readProposal(document)).toEqual({ ok: true, value: { ...card, down: true } });
  });

  test("an answer without a revision, or to nothing, is refused with a reason", () => {
    expect(readProviderMessage(changed(written["agreement-accept"], ["revision"], undefined)).ok).toBe(false);
    expect(readProviderMessage(changed(written["agreement-accept"], ["revision"], 0)).ok).toBe(false);
    expect(readProviderMessage(changed(written["agreement-accept"], ["result"], "nothing")).ok).toBe(false);
    expect(
      readProviderMessage(changed(written["agreement-reject"], ["object"], "https://quebec.example/notes/1")).ok,
    ).toBe(false);
    expect(readProviderMessage(written["agreement-offer"]).ok).toBe(false);
  });
});
