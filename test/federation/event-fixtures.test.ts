import { readFile } from "node:fs/promises";
import { Activity } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventCard } from "#src/domain/event-message.ts";
import { degrees, writeEvent, writeEventNote, writeEventObject, writeEventTombstone } from "#federation/wire/event.ts";
import type { JsonObject } from "#federation/wire/json.ts";

const origin = "https://meet.example";
const object = `${origin}/events/0195a3c4-7b00-7000-8000-000000000007`;
const actor = `${origin}/actors/coop`;
const envelope = { id: `${origin}/messages/1`, actor, origin, publishedAtMs: Date.parse("2027-02-02T10:00:00Z") };

const card: EventCard = {
  object,
  attributedTo: actor,
  followers: `${actor}/followers`,
  name: { ca: "Hora dels comuns", en: "Commons hour" },
  descriptionHtml: { ca: "<p>Parlem dels comuns.</p>", en: "<p>We talk about the commons.</p>" },
  summary: {
    ca: "dijous, 4 de març del 2027, 18:00 – 19:30 CET · Ateneu, Barcelona",
    en: "Thursday 4 March 2027, 18:00 – 19:30 CET · Ateneu, Barcelona",
  },
  noteHtml: { ca: "<p><strong>Hora dels comuns</strong></p>", en: "<p><strong>Commons hour</strong></p>" },
  startsAtMs: Date.parse("2027-03-04T17:00:00Z"),
  endsAtMs: Date.parse("2027-03-04T18:30:00Z"),
  timeZone: "Europe/Madrid",
  place: {
    name: { ca: "Ateneu" },
    address: "Carrer Major 3",
    postalCode: "08003",
    locality: "Barcelona",
    region: "Catalunya",
    country: "ES",
    latitudeE6: 41_000_000,
    longitudeE6: 2_173_400,
  },
  online: { url: object, name: { ca: "En línia", en: "Online" } },
  languages: ["ca", "en"],
  interpretation: ["csc"],
  capacity: 20,
  coming: 3,
  organisers: [`${origin}/actors/0195a3c4-7b00-7000-8000-000000000002`, "https://social.example/users/ada"],
  joinMode: "restricted",
  answersUntilMs: Date.parse("2027-03-03T17:00:00Z"),
  hashtags: [{ name: "#comuns", href: `${origin}/tags/comuns` }],
  pictures: [
    {
      url: `${origin}/uploads/0195a3c4-7b00-7000-8000-000000000009.webp`,
      mediaType: "image/webp",
      widthPixels: 1200,
      heightPixels: 800,
      alt: { ca: "Gent al voltant d'una taula", en: "People around a table" },
    },
  ],
  status: "confirmed",
  sequence: 0,
  publishedAtMs: Date.parse("2027-02-01T09:30:00Z"),
};
const { place: _place, pictures: _pictures, ...bare } = card;
const online: EventCard = { ...bare, pictures: [], updatedAtMs: Date.parse("2027-02-02T10:00:00Z") };
const cancelled: EventCard = {
  ...online,
  status: "cancelled",
  cancelNote: { ca: "Ningú no pot" },
  descriptionHtml: { ca: "<p><strong>Anul·lat: Ningú no pot</strong></p>" },
};
const deletedAtMs = Date.parse("2027-02-03T10:00:00Z");

const written: Readonly<Record<string, JsonObject>> = {
  event: writeEventObject(card),
  "event-note": writeEventNote(card),
  "event-create": writeEvent({ type: "event-create", event: card }, envelope),
  "event-update": writeEvent({ type: "event-update", event: cancelled, atMs: cancelled.updatedAtMs ?? 0 }, envelope),
  "event-delete": writeEvent({ type: "event-delete", object, deletedAtMs }, envelope),
  "event-tombstone": writeEventTombstone(object, { deletedAtMs }),
};

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8"));

describe("events on the wire", () => {
  test.each(Object.keys(written))("%s is written as its fixture", async (name) => {
    expect(JSON.parse(JSON.stringify(written[name]))).toEqual(await read(name));
  });

  test("are read by a library of others, with nothing lost", async () => {
    const contextLoader = (url: string) => {
      const document: unknown = (preloadedContexts as Readonly<Record<string, unknown>>)[url];
      if (document === undefined) throw new Error(`No context ${url} at hand.`);
      return Promise.resolve({ contextUrl: null, document, documentUrl: url });
    };
    const activity = await Activity.fromJsonLd(written["event-create"], { contextLoader });
    const event = await activity.getObject({ contextLoader });
    expect([event?.name?.toString(), event?.startTime?.toString()]).toEqual([
      "Hora dels comuns",
      "2027-03-04T17:00:00Z",
    ]);
    expect(await activity.toJsonLd({ contextLoader })).toEqual(written["event-create"]);
  });

  test("have a fraction in every coordinate, within a millionth of a degree", () => {
    fc.assert(
      fc.property(fc.integer({ min: -180_000_000, max: 180_000_000 }), (millionths) => {
        const shown = degrees(millionths);
        expect(Number.isInteger(shown)).toBe(false);
        expect(Math.abs(shown * 1e6 - millionths)).toBeLessThanOrEqual(1.001);
      }),
    );
  });

  test("online only, they say so where servers look for it, and pictures come before the link", () => {
    const { location, isOnline, attachment } = writeEventObject(online);
    expect([location, isOnline, attachment]).toEqual([
      {
        type: "VirtualLocation",
        name: "online",
        nameMap: { ca: "En línia", en: "Online" },
        url: object,
      },
      true,
      [{ type: "Link", href: object, mediaType: "text/html", name: "Website" }],
    ]);
    const both = writeEventObject(card)["attachment"] as readonly JsonObject[];
    expect(both.map(({ type }) => type)).toEqual(["Image", "Link"]);
  });

  test("name a collection of organisers also when nobody else is named", () => {
    const { organizers, contacts } = writeEventObject({ ...online, organisers: [] });
    expect([organizers, contacts]).toEqual([{ type: "Collection", totalItems: 1, items: [actor] }, undefined]);
  });

  test("give a place that has only a name an address, for servers that want one", () => {
    const { location } = writeEventObject({ ...online, place: { name: { ca: "Ateneu" } } });
    expect(location).toMatchObject({ name: "Ateneu", address: { streetAddress: "Ateneu" } });
  });
});
