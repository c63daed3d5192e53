import { readFile } from "node:fs/promises";
import { Activity } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import jsonld from "@fedify/vocab-runtime/jsonld";
import { describe, expect, test } from "vitest";
import { readOffer } from "#federation/wire/agreement.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { readProviderMessage } from "#federation/wire/provider-message.ts";
import { amended, counter, life, tentative } from "./agreement-life.ts";
import { card, terms } from "./market.ts";

/** Only contexts that every server has: asking for any other fails. */
const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

const names = Object.keys(life) as (keyof typeof life)[];

describe("what is said in the life of an agreement", () => {
  test.each(names)("%s is written as the fixture shows it", async (name) => {
    const fixture = await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
    expect(`${JSON.stringify(life[name], null, 2)}\n`).toBe(fixture);
  });

  test.each(names)("%s means something to a reader of JSON-LD, every word of it", async (name) => {
    await expect(
      jsonld.expand(structuredClone(life[name]), { documentLoader: contextLoader, safe: true }),
    ).resolves.toHaveLength(1);
  });

  test.each(names)("%s passes through the vocabulary of another implementation unharmed", async (name) => {
    const activity = await Activity.fromJsonLd(life[name], { contextLoader });
    expect([activity.id?.href, activity.constructor.name]).toEqual([life[name].id, life[name].type]);
    expect(await activity.toJsonLd({ contextLoader })).toEqual(life[name]);
  });
});

const hours72 = card.updatedAtMs + 72 * 3_600_000;
const standing = {
  seats: terms.seats,
  startsAtMs: terms.startsAtMs,
  endsAtMs: terms.endsAtMs,
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

describe("what comes back from the wire", () => {
  test("offers that are not sure yet, repeat, or change what was offered before", () => {
    expect(readOffer(life["agreement-offer-tentative"])).toEqual({ ok: true, value: tentative });
    expect(readOffer(life["agreement-amend"])).toEqual({ ok: true, value: amended });
    expect(life["agreement-amend"].id).toMatch(/000000000001#2$/);
  });

  test("the provider's words, whole", () => {
    const read = (name: keyof typeof life) => {
      const message = readProviderMessage(life[name]);
      if (!message.ok) throw new Error(message.reason);
      return message.value.word;
    };
    expect(read("agreement-counter")).toEqual({ state: "offered", revision: 4, told: { ...standing, counter } });
    expect(read("agreement-pending")).toEqual({
      state: "accepted",
      revision: 4,
      told: { ...standing, amendment: 2, pendingUntilMs: hours72 },
    });
    expect(read("agreement-unchanged")).toEqual({
      state: "accepted",
      revision: 4,
      told: { ...standing, amendment: 2, refusal: { reason: "declined", note: "We close at ten." } },
    });
    expect(read("agreement-trouble").told).toEqual({
      ...standing,
      trouble: { kind: "server-down", sinceMs: card.updatedAtMs },
    });
    expect(read("agreement-no-show")).toEqual({
      state: "cancelled",
      revision: 4,
      told: { ...standing, endCause: "no-show", feeSeatMinutes: 6_000 },
    });
  });

  const change = (activity: JsonObject, path: readonly string[], value: unknown): JsonObject => {
    const copy = structuredClone(activity) as Record<string, unknown>;
    let place = copy;
    for (const name of path.slice(0, -1)) place = place[name] as Record<string, unknown>;
    place[path.at(-1) ?? ""] = value;
    return copy as JsonObject;
  };

  const wrongOffers: readonly (readonly [string, readonly string[], unknown])[] = [
    ["a change before none", ["object", "amendment"], -1],
    ["more changes than anyone makes", ["object", "amendment"], 1_000_001],
    ["part of a change", ["object", "amendment"], 1.5],
    ["a day that never comes", ["object", "tentative"], { until: "soon" }],
    ["a series without a rule", ["object", "series"], { id: "https://quebec.example/series/1" }],
    ["a rule without an end", ["object", "series"], { id: "https://quebec.example/series/1", rule: "x".repeat(501) }],
    ["more than everything back", ["object", "notice"], { freeUntilMinutes: 1, latePercent: 101, noShowPercent: 0 }],
  ];
  test.each(wrongOffers)("an offer with %s is refused with a reason", (_, path, value) => {
    expect(readOffer(change(life["agreement-offer-tentative"], path, value))).toMatchObject({ ok: false });
  });

  const wrongWords: readonly (readonly [string, readonly string[], unknown])[] = [
    ["of another agreement than its offer", ["result", "id"], "https://quebec.example/agreements/1"],
    ["without the agreement", ["result"], undefined],
    ["in a state that it cannot have", ["result", "state"], "fulfilled"],
    [
      "with a counter-offer of half a seat",
      ["result", "counter", "stipulates", "resourceQuantity", "hasNumericalValue"],
      "1",
    ],
    ["with a counter-offer without an end", ["result", "counter", "until"], undefined],
  ];
  test.each(wrongWords)("a word %s is refused with a reason", (_, path, value) => {
    expect(readProviderMessage(change(life["agreement-counter"], path, value))).toMatchObject({ ok: false });
  });

  test("troubles and reasons of a later version are none for us, and the rest of the word counts", () => {
    const word = change(life["agreement-trouble"], ["result", "trouble"], { kind: "flood", since: "yesterday" });
    expect(readProviderMessage(word)).toMatchObject({ ok: true, value: { word: { told: { trouble: null } } } });
    const refusal = change(life["agreement-unchanged"], ["refusal"], { reason: "bad-weather" });
    expect(readProviderMessage(refusal)).toMatchObject({
      value: { word: { state: "accepted", told: { refusal: { reason: "declined" } } } },
    });
  });
});
