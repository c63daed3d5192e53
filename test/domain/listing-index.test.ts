import "temporal-polyfill/global";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takenSlots } from "#src/domain/capacity.ts";
import { metresBetween, parseGeoPoint, writeGeoPoint } from "#src/domain/distance.ts";
import { rankOf } from "#src/domain/fit.ts";
import { fitOf, freeSeatsOfListing, type Listing, type Wanted } from "#src/domain/listing.ts";
import { openListingIndex, type Hit, type Position } from "#src/domain/listing-index.ts";
import { minuteMs } from "#src/domain/slot.ts";

/** Saturday before European clocks go forward, so that slots meet the change. */
const nowMs = Date.UTC(2027, 2, 27, 12);
const hourMs = 60 * minuteMs;

const idOf = (serial: number): string => {
  const hex = (0x0195_0000_0000 + Math.floor(serial / 2)).toString(16).padStart(12, "0");
  // Two in each millisecond, so that ties are decided by the rest of the id.
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${(serial % 2).toString(16).padStart(12, "0")}`;
};

const slots = fc
  .tuple(
    fc.integer({ min: -2 * 60, max: 60 * 60 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 180 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 1800 }) },
    ),
  )
  .map(([from, minutes]) => ({ startsAtMs: nowMs + from * minuteMs, endsAtMs: nowMs + (from + minutes) * minuteMs }));

const calendars = fc.record({
  timeZone: fc.constantFrom("Europe/Madrid", "Asia/Kolkata", "America/Montreal"),
  openingHours: fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
      .map(([weekday, from, hours]) => ({
        weekday,
        fromMinute: from * 60,
        untilMinute: Math.min(24, from + hours) * 60,
      })),
    { maxLength: 9 },
  ),
  noticeMinutes: fc.constantFrom(0, 90),
  horizonDays: fc.constantFrom(null, 1, 2),
});

const points = fc.record({
  latitudeE6: fc.integer({ min: -90e6, max: 90e6 }),
  longitudeE6: fc.integer({ min: -180e6, max: 180e6 }),
});
const places = fc.constantFrom(
  { latitudeE6: 41_387_915, longitudeE6: 2_169_919 },
  { latitudeE6: 8_524_139, longitudeE6: 76_936_638 },
);
const languages = fc.subarray(["ca", "en", "pt-BR"]);
const features = fc.subarray(["captions", "recording"]);
const energies = fc.constantFrom("renewable", "mixed", "unknown");
const terms = fc.oneof(
  fc.constant({ kind: "gift" } as const),
  fc.record({
    kind: fc.constant("reciprocal" as const),
    perSeatHour: fc.integer({ min: 0, max: 3 }),
    unit: fc.constantFrom("work-minute", "EUR"),
  }),
);

const listings: fc.Arbitrary<Omit<Listing, "id">> = fc.record({
  peerId: fc.constantFrom(null, "one", "two"),
  seats: fc.integer({ min: 0, max: 20 }),
  commonsSeats: fc.constantFrom(0, 0, 4),
  commonsUntilHours: fc.constantFrom(0, 1, 48),
  roomSeats: fc.constantFrom(null, null, 5),
  // In order of time and without overlap, as whoever reads proposals keeps it.
  taken: fc
    .array(
      fc.tuple(slots, fc.integer({ min: 1, max: 4 })).map(([slot, seats]) => ({ ...slot, seats })),
      { maxLength: 5 },
    )
    .map(takenSlots),
  calendar: fc.option(calendars),
  down: fc.constantFrom(false, false, false, true),
  languages,
  region: fc.constantFrom("Kerala", "Catalonia"),
  features,
  energy: energies,
  energyStated: fc.boolean(),
  platform: fc.constantFrom(null, "link", "galene"),
  terms,
  audience: fc.constantFrom("public", "partners"),
  place: fc.option(places),
});

/** Each question asked now and then, so that something is found. */
const seldom = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: value, weight: 1 }, { arbitrary: fc.constant(undefined), weight: 9 });
const withoutUndefined = (all: object) =>
  Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined));
const wanteds: fc.Arbitrary<Wanted> = fc
  .record({
    slot: fc.option(slots, { nil: undefined }),
    seats: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    language: seldom(fc.constantFrom("ca", "pt", "CA")),
    region: seldom(fc.constant("kerala")),
    near: seldom(
      fc.tuple(places, fc.constantFrom({}, { withinMetres: 100_000 })).map(([one, more]) => ({ ...one, ...more })),
    ),
    features: seldom(features),
    energy: seldom(energies),
    energyStated: seldom(fc.boolean()),
    platform: seldom(fc.constant("link")),
    terms: seldom(fc.constantFrom("gift" as const, "reciprocal" as const)),
    price: seldom(fc.constantFrom({ unit: "EUR", atMost: 1 }, { unit: "work-minute" })),
    audience: seldom(fc.constantFrom("public" as const, "partners" as const)),
    whose: seldom(fc.constantFrom("own" as const, "others" as const)),
  })
  .map((all) => withoutUndefined(all) as Wanted);

/** What a person would find who looks at one listing after the other. */
function findByHand(all: readonly Listing[], wanted: Wanted, order: "fit" | "newest"): Hit[] {
  return all
    .filter(({ peerId }) => peerId !== "two")
    .flatMap((listing) => {
      const fit = fitOf(listing, wanted, nowMs);
      return fit === undefined
        ? []
        : [{ id: listing.id, rank: order === "fit" ? rankOf(listing, fit, wanted) : 0, ...fit }];
    })
    .toSorted((one, other) => one.rank - other.rank || (one.id > other.id ? -1 : 1));
}

test("the index finds what one finds by hand, in the same order, whatever was written, changed and taken away before", () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(listings, { minLength: 8, maxLength: 30 }),
      fc.array(fc.tuple(fc.nat(29), fc.option(listings)), { maxLength: 15 }),
      fc.tuple(fc.constantFrom("fit", "newest"), fc.array(wanteds, { minLength: 1, maxLength: 4 })),
      (first, changes, [order, searches]) => {
        const index = openListingIndex();
        const all = new Map<string, Listing>();
        const put = (serial: number, listing: Omit<Listing, "id"> | null): void => {
          const id = idOf(serial);
          if (listing === null) {
            index.remove(id);
            all.delete(id);
          } else {
            index.put({ ...listing, id });
            all.set(id, { ...listing, id });
          }
        };
        for (const [serial, listing] of first.entries()) put(serial, listing);
        for (const [serial, listing] of changes) put(serial, listing);
        expect(index.size()).toBe(all.size);
        for (const wanted of searches) {
          const hits = pages(index, wanted, order);
          expect(hits).toEqual(findByHand([...all.values()], wanted, order));
          found += hits.length;
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(500);
});

/** All that is found, three at a time: nothing twice, nothing left out. */
function pages(index: ReturnType<typeof openListingIndex>, wanted: Wanted, order: "fit" | "newest"): Hit[] {
  const hits: Hit[] = [];
  for (let after: Position | undefined; ;) {
    const isDealtWith = (peerId: string): boolean => peerId === "one";
    const page = index.search(wanted, { nowMs, order, limit: 3, isDealtWith, ...(after && { after }) });
    hits.push(...page.hits);
    after = page.hits.at(-1);
    if (!page.more) return hits;
  }
}

test("free is what is free in every single minute of the slot", () => {
  fc.assert(
    fc.property(listings, slots, (listing, slot) => {
      const { calendar } = listing;
      const free = freeSeatsOfListing(listing, slot, nowMs);
      const first = { startsAtMs: slot.startsAtMs, endsAtMs: slot.startsAtMs + minuteMs };
      // Notice and horizon ask only when it begins, so a minute is asked without them.
      const anyTime = { ...listing, calendar: calendar && { ...calendar, noticeMinutes: -1e6, horizonDays: null } };
      const starts =
        freeSeatsOfListing({ ...listing, calendar: calendar && { ...calendar, openingHours: [] } }, first, nowMs) > 0;
      const minutes = (slot.endsAtMs - slot.startsAtMs) / minuteMs;
      const each = Array.from({ length: minutes }, (_, minute) => {
        const startsAtMs = slot.startsAtMs + minute * minuteMs;
        // As far ahead as the slot itself is: until when seats are kept for the commons is counted from where it begins.
        return freeSeatsOfListing(anyTime, { startsAtMs, endsAtMs: startsAtMs + minuteMs }, nowMs + minute * minuteMs);
      });
      expect(free).toBe(starts ? Math.min(...each) : 0);
    }),
    { numRuns: 60 },
  );
});

test("distances are those of the maps, the same in both directions, and never further than half around the earth", () => {
  const barcelona = { latitudeE6: 41_387_915, longitudeE6: 2_169_919 };
  const montreal = { latitudeE6: 45_503_182, longitudeE6: -73_569_806 };
  expect(Math.round(metresBetween(barcelona, montreal) / 10_000)).toBe(590);
  expect(metresBetween(barcelona, barcelona)).toBe(0);
  // Across the line where the date changes.
  expect(metresBetween({ latitudeE6: 0, longitudeE6: 179_500_000 }, { latitudeE6: 0, longitudeE6: -179_500_000 })).toBe(
    111_195,
  );
  fc.assert(
    fc.property(points, points, (one, other) => {
      const metres = metresBetween(one, other);
      expect(metres).toBe(metresBetween(other, one));
      expect(Number.isSafeInteger(metres) && metres >= 0 && metres <= 20_015_200).toBe(true);
    }),
  );
});

test("coordinates are read as people copy them, and written exactly", () => {
  expect(parseGeoPoint(" 41.387915, 2.169919 ")).toEqual({ latitudeE6: 41_387_915, longitudeE6: 2_169_919 });
  expect(parseGeoPoint("-33.45 -70.6666666667")).toEqual({ latitudeE6: -33_450_000, longitudeE6: -70_666_666 });
  expect(["", "41", "91, 0", "0, 180.1", "a, b", "1,2,3"].map(parseGeoPoint)).toEqual(Array(6).fill(undefined));
  fc.assert(
    fc.property(points, (point) => {
      expect(parseGeoPoint(writeGeoPoint(point))).toEqual(point);
    }),
  );
});

test("an hour that does not exist is no reason to be closed, and a night is open across midnight", () => {
  const calendar = {
    timeZone: "Europe/Madrid",
    openingHours: [
      { weekday: 6, fromMinute: 1320, untilMinute: 1440 },
      { weekday: 7, fromMinute: 0, untilMinute: 240 },
    ],
    noticeMinutes: 0,
    horizonDays: null,
  };
  const room = { seats: 10, roomSeats: null, taken: [], calendar, down: false };
  // Saturday 22:00 to Sunday 04:00 in Madrid: five hours, since the clock goes forward at 02:00.
  const startsAtMs = Date.UTC(2027, 2, 27, 21);
  expect(freeSeatsOfListing(room, { startsAtMs, endsAtMs: startsAtMs + 5 * hourMs }, nowMs)).toBe(10);
  expect(freeSeatsOfListing(room, { startsAtMs, endsAtMs: startsAtMs + 5 * hourMs + minuteMs }, nowMs)).toBe(0);
});
