import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideAnswer,
  decideMovingUp,
  freePlaces,
  type AnswerableEvent,
  type AttendanceState,
} from "#src/domain/attendance.ts";
import { readAnswer } from "#src/domain/attendance-words.ts";
import { isMailAddress } from "#src/domain/mail-address.ts";

const open: AnswerableEvent = {
  joinMode: "free",
  capacity: 2,
  answersUntilMs: null,
  endsAtMs: 1000,
  state: "published",
  status: "confirmed",
  deletedAtMs: null,
};
const nobody = { coming: 0, waiting: 0 };

type Said =
  | { readonly does: "yes" | "no"; readonly who: number }
  | { readonly does: "room"; readonly capacity: number | null };

/** One event: everybody's state, and the order in which they began to wait. */
function openWorld() {
  let event = open;
  const states = new Map<number, AttendanceState>();
  let list: readonly number[] = [];
  const count = () => ({
    coming: [...states.values()].filter((state) => state === "coming").length,
    waiting: list.length,
  });
  const hearYes = (who: number): void => {
    const was = states.get(who);
    const { answer } = decideAnswer(event, count(), { ...(was === undefined ? {} : { before: was }), nowMs: 0 });
    if (answer === "refused") throw new Error("nobody is refused here");
    if (was === "coming" || was === "waiting") expect(answer).toBe(was);
    states.set(who, answer);
    if (answer === "waiting" && was !== "waiting") list = [...list, who];
  };
  return {
    count,
    event: () => event,
    hear(said: Said): void {
      if (said.does === "room") event = { ...event, capacity: said.capacity };
      else if (said.does === "yes") hearYes(said.who);
      else {
        list = list.filter((who) => who !== said.who);
        if (states.has(said.who)) states.set(said.who, "left");
      }
    },
    moveUp(): void {
      const moving = decideMovingUp(event, count(), 0);
      for (const who of list.slice(0, moving)) states.set(who, "coming");
      list = list.slice(moving);
    },
  };
}

describe("who comes to an event", () => {
  test("why a yes is not taken", () => {
    const reasons: readonly [Partial<AnswerableEvent>, nowMs: number][] = [
      [{ state: "draft" }, 0],
      [{ deletedAtMs: 1 }, 0],
      [{ status: "cancelled" }, 0],
      [{ joinMode: "external" }, 0],
      [{ joinMode: "none" }, 0],
      [{}, 1000],
      [{ answersUntilMs: 500 }, 500],
    ];
    expect(reasons.map(([change, nowMs]) => decideAnswer({ ...open, ...change }, nobody, { nowMs }))).toEqual(
      ["unknown", "unknown", "cancelled", "elsewhere", "not-needed", "ended", "closed"].map((reason) => ({
        answer: "refused",
        reason,
      })),
    );
    expect(decideAnswer(open, nobody, { before: "refused", nowMs: 0 })).toEqual({
      answer: "refused",
      reason: "declined",
    });
  });

  test("a steward looks first where the event says so, or at whom we know little of", () => {
    expect(decideAnswer({ ...open, joinMode: "restricted" }, nobody, { nowMs: 0 })).toEqual({ answer: "asked" });
    expect(decideAnswer(open, nobody, { looked: true, nowMs: 0 })).toEqual({ answer: "asked" });
  });

  test("who has a place keeps it when the room gets smaller, and nobody moves up", () => {
    expect(decideAnswer({ ...open, capacity: 1 }, { coming: 4, waiting: 2 }, { before: "coming", nowMs: 0 })).toEqual({
      answer: "coming",
    });
    expect([
      freePlaces({ capacity: 1 }, 4),
      decideMovingUp({ ...open, capacity: 1 }, { coming: 4, waiting: 2 }, 0),
    ]).toEqual([0, 0]);
  });

  test("never more than there is room for, in the order in which they came, whatever is repeated, lost or late", () => {
    const word = fc.oneof(
      fc.record({ does: fc.constantFrom("yes" as const, "no" as const), who: fc.integer({ min: 0, max: 7 }) }),
      fc.record({ does: fc.constant("room" as const), capacity: fc.option(fc.integer({ min: 0, max: 5 })) }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const world = openWorld();
        for (const said of words) {
          const before = world.count().coming;
          world.hear(said);
          world.moveUp();
          const { capacity, coming, waiting } = { ...world.count(), ...world.event() };
          // Nobody who was told yes is sent away, so a smaller room may stay too full, but never gets fuller.
          expect(coming).toBeLessThanOrEqual(Math.max(capacity ?? Infinity, before));
          if (waiting > 0) expect(freePlaces({ capacity }, coming)).toBe(0);
        }
      }),
    );
  });
});

describe("words that say yes or no", () => {
  test("in our languages, with greetings to accounts, marks and pictures around them", () => {
    const yes = [
      "Yes",
      "yes!",
      "@coop Je viens !",
      "@coop@commons.example Sí, vinc 🎉",
      "¡Sí!",
      "OUI",
      "Yes, I’m coming! Can I bring Ana?",
      "Ich komme.",
    ];
    expect(yes.filter((text) => readAnswer(text) !== "yes")).toEqual([]);
    const no = [
      "No",
      "@coop no.",
      "Je ne viens plus",
      "No puc venir",
      "no voy",
      "Non merci !",
      "No, sorry",
      "Sorry, no.",
      "Désolée ! Je ne peux pas venir",
      "Unfortunately I can’t make it, thanks",
      "No, lo siento",
      "Malauradament no puc venir",
    ];
    expect(no.filter((text) => readAnswer(text) !== "no")).toEqual([]);
  });

  test("and nothing else does", () => {
    const talk = [
      "Yes, good idea",
      "No problem, see you",
      "Sorry, no problem",
      "Thanks!",
      "Sorry? No",
      "Coming?",
      "yes?",
      "When does it begin",
      "",
      "@coop",
      "Is it no good",
      "I'm coming to think that this is wrong",
      "x".repeat(100_000),
    ];
    expect(talk.map(readAnswer)).toEqual(talk.map(() => undefined));
    fc.assert(fc.property(fc.string(), (text) => [undefined, "yes", "no"].includes(readAnswer(text))));
  });
});

test("addresses of e-mail, and what only looks like one", () => {
  const good = ["ana@coop.example", "ana+x@a.b.example", "Àngels@coop.example", "josé@exámple.org", "用户@例子.广告"];
  expect(good.filter((text) => !isMailAddress(text))).toEqual([]);
  const bad = [
    "",
    "ana",
    "@b.example",
    "ana@",
    "ana@localhost",
    "a b@c.example",
    "a@b.example\r\nBcc: x@y.example",
    "a@b.example,c@d.example",
    "<a@b.example>",
    '"a"@b.example',
    "a@b.example/x",
    "a@1.2.3.4",
    "a..b@c.example",
    ".a@c.example",
    `${"a".repeat(65)}@c.example`,
    "a@b@c.example",
  ];
  expect(bad.filter(isMailAddress)).toEqual([]);
});
