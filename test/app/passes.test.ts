import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { cancelAgreement } from "#src/app/agreements.ts";
import { enterRoom, findJoin, forgetUsedPasses, type Entrance } from "#src/app/joining.ts";
import { signPass, subjectOf } from "#src/app/passes.ts";
import { passType } from "#src/domain/pass.ts";
import type { Database } from "#src/store/database.ts";
import { memoryDatabase, onBothEngines, useCleanup } from "#test/rig.ts";
import { hourMs, setPeerState } from "./pair.ts";
import { agree, evening, forge, makeKey, noteKey, openMeeting, type Key, type MeetingPair } from "./pass-pair.ts";

const minuteMs = 60_000;
const luc = { subject: "s", role: "moderator", name: "Luc Tremblay", language: "fr" } as const;

const enter = ({ provider, token }: MeetingPair, pass: string): Promise<Entrance> =>
  enterRoom(provider.context, token, pass);

/** In a word: what came of it. */
async function outcome(meeting: MeetingPair, pass: string): Promise<string> {
  const entrance = await enter(meeting, pass);
  return entrance.when === "refused" ? entrance.refusal : entrance.when;
}

async function openEvening(open: () => Promise<Database>): Promise<MeetingPair> {
  const meeting = await openMeeting(open);
  meeting.clock.nowMs = evening.startsAtMs;
  return meeting;
}

onBothEngines("passes", (engine) => {
  test("a pass says who comes and nothing else, and leads into the room once", async () => {
    const meeting = await openEvening(engine.open);
    const { receiver, ours, key } = meeting;
    const subject = subjectOf(receiver.context, ours.agreement, "somebody");
    const back = "https://quebec.example/meetings/1";
    const pass = await signPass(receiver.context, ours, { ...luc, subject, back });
    expect(decodeProtectedHeader(pass)).toEqual({ alg: "EdDSA", typ: passType, kid: key.kid });
    const { jti, ...claims } = decodeJwt(pass);
    const now = meeting.clock.nowMs / 1000;
    expect(claims).toEqual({
      iss: receiver.coop,
      aud: meeting.provider.coop,
      sub: subject,
      iat: now,
      exp: now + 300,
      agreement: ours.agreement,
      role: "moderator",
      name: "Luc Tremblay",
      language: "fr",
      back,
    });
    expect(jti).toMatch(/^[\w-]{22}$/);
    expect(await enter(meeting, pass)).toEqual({ when: "enter", url: "https://meet.example/room" });
    expect(await enter(meeting, pass)).toMatchObject({ when: "refused", refusal: "used", back });
  });

  test("of a pass that comes many times at once, one enters", async () => {
    const meeting = await openEvening(engine.open);
    const pass = await forge(meeting);
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcome(meeting, pass)));
    expect(outcomes.toSorted()).toEqual(["enter", ...Array.from({ length: 11 }, () => "used")]);
  });

  test("too early it waits without being used; in the hour it leads in; after it, thanks", async () => {
    const meeting = await openMeeting(engine.open);
    const { clock } = meeting;
    clock.nowMs = evening.startsAtMs - 16 * minuteMs;
    const pass = await forge(meeting);
    expect(await enter(meeting, pass)).toMatchObject({ when: "waiting", passUntilMs: clock.nowMs + 5 * minuteMs });
    clock.nowMs = evening.startsAtMs - 15 * minuteMs;
    expect(await outcome(meeting, pass)).toBe("enter");
    clock.nowMs = evening.endsAtMs;
    expect(await outcome(meeting, await forge(meeting))).toBe("after");
  });

  test("a coop that is blocked, and an agreement that was cancelled, open no door", async () => {
    const meeting = await openEvening(engine.open);
    const { provider, receiver, theirs } = meeting;
    await setPeerState(provider, receiver, "blocked");
    expect(await outcome(meeting, await forge(meeting))).toBe("coop-blocked");
    // Without a pass, the room that an address alone leads into is not even named.
    expect(await findJoin(provider.context, meeting.token)).toEqual({ when: "unknown" });
    await setPeerState(provider, receiver, "partner");
    await cancelAgreement(provider.context, theirs.id);
    expect(await outcome(meeting, await forge(meeting))).toBe("cancelled");
    expect(await enterRoom(provider.context, "no-such-token", await forge(meeting))).toEqual({ when: "unknown" });
  });

  test("what is kept of a used pass is forgotten when it could not be used any more", async () => {
    const meeting = await openEvening(engine.open);
    const { provider, clock } = meeting;
    const pass = await forge(meeting);
    await enter(meeting, pass);
    clock.nowMs += 6 * minuteMs - 1;
    expect([await forgetUsedPasses(provider.context), await outcome(meeting, pass)]).toEqual([0, "used"]);
    clock.nowMs += minuteMs + 1;
    expect([await forgetUsedPasses(provider.context), await outcome(meeting, pass)]).toEqual([1, "expired"]);
  });
});

describe("a pass", () => {
  const later = useCleanup();
  const inMemory = async (): Promise<Database> => {
    const database = await memoryDatabase();
    later(() => database.close());
    return database;
  };

  test("a pseudonym is the same for a person in one meeting, and another in the next", async () => {
    const { receiver, provider, ours } = await openEvening(inMemory);
    const of = (agreement: string, person: string) => subjectOf(receiver.context, agreement, person);
    expect(of(ours.agreement, "luc")).toBe(of(ours.agreement, "luc"));
    const others = [
      of(ours.agreement, "marie"),
      of("another", "luc"),
      subjectOf(provider.context, ours.agreement, "luc"),
    ];
    expect(new Set([...others, of(ours.agreement, "luc")]).size).toBe(4);
  });

  test("a meeting that may go on is open until then", async () => {
    const meeting = await openEvening(inMemory);
    const { provider, theirs, clock } = meeting;
    await provider.context.database.transaction(async ({ q, t }) => {
      await q.update(t.agreements).set({ overrunUntilMs: theirs.endsAtMs + 30 * minuteMs });
    });
    clock.nowMs = evening.endsAtMs + 29 * minuteMs;
    expect(await outcome(meeting, await forge(meeting))).toBe("enter");
    clock.nowMs = evening.endsAtMs + 30 * minuteMs;
    expect(await outcome(meeting, await forge(meeting))).toBe("after");
  });

  test("a pass of another meeting, for another host or of another coop leads nobody in", async () => {
    const meeting = await openEvening(inMemory);
    const other = await agree(meeting, {
      startsAtMs: evening.startsAtMs + hourMs,
      endsAtMs: evening.endsAtMs + hourMs,
    });
    const stranger = "https://stranger.example/actors/coop";
    expect(await outcome(meeting, await forge({ ...meeting, ours: other }))).toBe("other-meeting");
    expect(await outcome(meeting, await forge(meeting, { claims: { aud: stranger } }))).toBe("other-meeting");
    expect(await outcome(meeting, await forge(meeting, { claims: { iss: stranger } }))).toBe("other-meeting");
    const theirKey = await makeKey(stranger);
    await noteKey(meeting.provider, theirKey);
    expect(await outcome(meeting, await forge(meeting, { key: theirKey }))).toBe("key-unknown");
  });

  test("only a key that is pinned for this very coop counts", async () => {
    const meeting = await openEvening(inMemory);
    const { provider, receiver, key } = meeting;
    const signed = async (by: Key, kid = by.kid) =>
      outcome(meeting, await forge(meeting, { key: by, header: { kid } }));
    const unknown = await makeKey(receiver.coop);
    expect(await signed(unknown)).toBe("key-unknown");
    expect(await signed(unknown, key.kid)).toBe("not-genuine");
    const waiting = await makeKey(receiver.coop);
    await noteKey(provider, waiting, { state: "waiting" });
    expect(await signed(waiting)).toBe("key-waits");
    const revoked = await makeKey(receiver.coop);
    await noteKey(provider, revoked, { revokedAtMs: meeting.clock.nowMs - 1 });
    expect(await signed(revoked)).toBe("key-revoked");
    const misnamed = { ...(await makeKey(receiver.coop)), kid: `${receiver.coop}#ed25519-0123456789abcdef` };
    await noteKey(provider, misnamed);
    expect(await signed(misnamed)).toBe("key-unknown");
    expect(await signed(key)).toBe("enter");
  });

  test("nothing but EdDSA, under our own type, is read", async () => {
    const meeting = await openEvening(inMemory);
    const { key } = meeting;
    const good = await forge(meeting);
    const [header = "", payload = "", signature = ""] = good.split(".");
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const none = `${encode({ alg: "none", typ: passType, kid: key.kid })}.${payload}.`;
    const secret = Buffer.from(key.publicJwk.x ?? "", "base64url");
    const symmetric = await new SignJWT(decodeJwt(good))
      .setProtectedHeader({ alg: "HS256", typ: passType, kid: key.kid })
      .sign(secret);
    const relabelled = `${encode({ alg: "HS256", typ: passType, kid: key.kid })}.${payload}.${signature}`;
    const untyped = await forge(meeting, { header: { typ: "JWT" } });
    const critical = `${encode({ alg: "EdDSA", typ: passType, kid: key.kid, crit: ["exp"] })}.${payload}.${signature}`;
    const altered = `${header}.${encode({ ...decodeJwt(good), role: "moderator" })}.${signature}`;
    const long = `${good}${"A".repeat(5000)}`;
    for (const wrong of [
      none,
      symmetric,
      relabelled,
      untyped,
      critical,
      altered,
      long,
      "",
      "a.b.c",
      header,
      `${good}x`,
    ])
      expect(await outcome(meeting, wrong), wrong.slice(0, 60)).toBe("not-genuine");
    expect(await outcome(meeting, good)).toBe("enter");
  });

  test("what a pass claims is bounded and plain", async () => {
    const meeting = await openEvening(inMemory);
    const wrong = {
      role: ["owner", "", null, ["moderator"]],
      name: ["", " ", "a".repeat(81), "Luc\n", "\u202eLuc", " Luc", "a\u0000b", 7],
      language: ["", "not a tag", "french-", 1],
      sub: ["", "a".repeat(101), undefined],
      jti: ["short", "a".repeat(101), undefined],
      exp: [undefined, "soon", meeting.clock.nowMs / 1000 + 301],
      iat: [undefined],
      back: ["javascript:alert(1)", "nonsense"],
    };
    for (const [claim, values] of Object.entries(wrong)) {
      for (const value of values) {
        const pass = await forge(meeting, { claims: { [claim]: value } });
        expect(await outcome(meeting, pass), `${claim} ${JSON.stringify(value)}`).toBe("not-genuine");
      }
    }
    const good = { name: "മീര ന‌‍", language: "ml" };
    expect(await outcome(meeting, await forge(meeting, { claims: good }))).toBe("enter");
  });

  test("it lives five minutes; a minute is forgiven between two clocks, and no more", async () => {
    const meeting = await openEvening(inMemory);
    const { clock } = meeting;
    const madeAtMs = clock.nowMs;
    const at = async (minutes: number): Promise<string> => {
      clock.nowMs = madeAtMs;
      const pass = await forge(meeting);
      clock.nowMs = madeAtMs + minutes * minuteMs;
      return outcome(meeting, pass);
    };
    expect([await at(-1), await at(-1.1), await at(5.9), await at(6)]).toEqual([
      "enter",
      "from-the-future",
      "enter",
      "expired",
    ]);
    clock.nowMs = madeAtMs;
    const tomorrow = await forge(meeting, { claims: { nbf: madeAtMs / 1000 + 120 } });
    expect(await outcome(meeting, tomorrow)).toBe("from-the-future");
  });

  test("who came too late is led back to their own coop, and never to another server", async () => {
    const meeting = await openEvening(inMemory);
    const home = await forge(meeting, { claims: { back: "https://quebec.example/guests/abc" } });
    const elsewhere = await forge(meeting, { claims: { back: "https://evil.example/" } });
    meeting.clock.nowMs += 7 * minuteMs;
    expect(await enter(meeting, home)).toMatchObject({ refusal: "expired", back: "https://quebec.example/guests/abc" });
    expect(await enter(meeting, elsewhere)).toMatchObject({ refusal: "expired", back: meeting.ours.agreement });
  });

  test("a room on a server of ours is entered with a pass only", async () => {
    const meeting = await openEvening(inMemory);
    const { provider, token } = meeting;
    expect(await findJoin(provider.context, token)).toMatchObject({ when: "open" });
    await provider.context.database.transaction(async ({ q, t }) => {
      await q.update(t.resources).set({ platform: "bigbluebutton" });
    });
    const join = await findJoin(provider.context, token);
    expect(join).toMatchObject({ when: "pass-wanted", back: meeting.ours.agreement });
    expect(join).not.toHaveProperty("wayIn");
  });
});
