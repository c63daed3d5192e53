import { expect, test } from "vitest";
import { answerOffer } from "#src/app/offers.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { changeResource } from "#src/app/resources.ts";
import { peakSeats } from "#src/domain/capacity.ts";
import type { AgreementTerms } from "#src/domain/message.ts";
import { openDatabase } from "#src/store/database.ts";
import { onBothEngines } from "#test/rig.ts";
import { hourMs, meet, noonMs, openSide, proposeSeats, shareServer, type Side } from "./pair.ts";

const offers = 1_000;
const minuteMs = 60_000;

onBothEngines("1,000 offers at once", (engine) => {
  /** One coop with two connections to its one store, as two processes have them. */
  async function openTwice(): Promise<{
    readonly sides: readonly [Side, Side];
    readonly proposal: string;
    readonly resourceId: string;
    close(): Promise<void>;
  }> {
    const place = await engine.place();
    const clock = { nowMs: noonMs };
    const [one, other] = await Promise.all([openDatabase(place), openDatabase(place)]);
    const side = await openSide(one, "kerala", clock);
    const borrower = { ...side, context: { ...side.context, origin: "https://quebec.example" } };
    await meet(side, { ...borrower, coop: "https://quebec.example/actors/coop", handle: "quebec" });
    const resource = await shareServer(side);
    const proposal = await proposeSeats(side, resource);
    return {
      sides: [side, { ...side, context: { ...side.context, database: other } }],
      proposal: proposal.proposal,
      resourceId: resource.id,
      close: async () => {
        await Promise.all([one.close(), other.close()]);
      },
    };
  }

  const offer = (
    proposal: string,
    number: number,
    asked: Pick<AgreementTerms, "seats" | "startsAtMs" | "endsAtMs">,
  ): AgreementTerms => ({
    agreement: `https://quebec.example/agreements/019f0000-0000-7000-8000-${String(number).padStart(12, "0")}`,
    proposal,
    provider: "https://kerala.example/actors/coop",
    receiver: "https://quebec.example/actors/coop",
    title: `Meeting ${number}`,
    terms: { kind: "gift" },
    ...asked,
  });

  test(
    "for one slot: exactly as many are accepted as there is room, and every one is answered once",
    { timeout: 120_000 },
    async () => {
      const { sides, proposal, close } = await openTwice();
      const slot = { startsAtMs: noonMs + hourMs, endsAtMs: noonMs + 2 * hourMs };
      const answers = Array.from({ length: offers }, (_, number) =>
        answerOffer(sides[number % 2 === 0 ? 0 : 1].context, offer(proposal, number, { seats: 10, ...slot })),
      );
      expect(new Set((await Promise.all(answers)).map((told) => told.outcome))).toEqual(new Set(["done"]));
      const { items } = await listAgreements(sides[0].context, { limit: 2 * offers });
      expect(items).toHaveLength(offers);
      expect(items.filter((item) => item.state === "accepted")).toHaveLength(20);
      expect(items.filter((item) => item.refusal?.reason === "capacity-short")).toHaveLength(offers - 20);
      await close();
    },
  );

  test(
    "for slots that overlap in many ways: never more than 200 seats in any minute",
    { timeout: 120_000 },
    async () => {
      const { sides, proposal, close } = await openTwice();
      const answers = Array.from({ length: offers }, (_, number) => {
        const startsAtMs = noonMs + hourMs + ((number * 37) % 240) * minuteMs;
        const endsAtMs = startsAtMs + (15 + ((number * 53) % 90)) * minuteMs;
        const asked = offer(proposal, number, { seats: 1 + ((number * 29) % 60), startsAtMs, endsAtMs });
        return answerOffer(sides[number % 2 === 0 ? 0 : 1].context, asked);
      });
      await Promise.all(answers);
      const { items } = await listAgreements(sides[0].context, { limit: 2 * offers, state: "accepted" });
      const peak = peakSeats(items, { startsAtMs: noonMs, endsAtMs: noonMs + 24 * hourMs });
      expect(peak).toBeGreaterThan(150);
      expect(peak).toBeLessThanOrEqual(200);
      await close();
    },
  );

  test(
    "in a pool with hours, buffers and rooms: never more of either in any minute, and never while it is closed",
    { timeout: 120_000 },
    async () => {
      const { sides, proposal, resourceId, close } = await openTwice();
      const [bufferBeforeMinutes, bufferAfterMinutes] = [5, 10];
      const openingHours = [{ weekday: 1, fromMinute: 13 * 60, untilMinute: 17 * 60 }];
      const calendar = { timeZone: "UTC", openingHours, bufferBeforeMinutes, bufferAfterMinutes };
      await changeResource(sides[0].context, resourceId, { rooms: 6, calendar });
      const answers = Array.from({ length: 400 }, (_, number) => {
        const startsAtMs = noonMs + (30 + ((number * 37) % 300)) * minuteMs;
        const endsAtMs = startsAtMs + (15 + ((number * 53) % 45)) * minuteMs;
        const asked = offer(proposal, number, { seats: 1 + ((number * 29) % 60), startsAtMs, endsAtMs });
        return answerOffer(sides[number % 2 === 0 ? 0 : 1].context, asked);
      });
      await Promise.all(answers);
      const { items } = await listAgreements(sides[0].context, { limit: 400, state: "accepted" });
      const padded = items.map(({ seats, startsAtMs, endsAtMs }) => ({
        seats,
        startsAtMs: startsAtMs - bufferBeforeMinutes * minuteMs,
        endsAtMs: endsAtMs + bufferAfterMinutes * minuteMs,
      }));
      const day = { startsAtMs: noonMs, endsAtMs: noonMs + 24 * hourMs };
      expect(peakSeats(padded, day)).toBeLessThanOrEqual(200);
      const rooms = peakSeats(
        padded.map((one) => ({ ...one, seats: 1 })),
        day,
      );
      expect(rooms).toBe(6);
      const [opens, closes] = [noonMs + hourMs, noonMs + 5 * hourMs];
      expect(items.every(({ startsAtMs, endsAtMs }) => startsAtMs >= opens && endsAtMs <= closes)).toBe(true);
      await close();
    },
  );
});
