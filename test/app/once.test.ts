import "temporal-polyfill/global";
import { v7 as uuidV7 } from "uuid";
import { expect, test } from "vitest";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import type { Context } from "#src/app/context.ts";
import { answerOnce, forgetOldAnswers, type OnceAnswer } from "#src/app/once.ts";
import { createToken, listTokens } from "#src/app/tokens.ts";
import { openSecrets } from "#src/store/secrets.ts";
import { onBothEngines, type Engine } from "#test/rig.ts";

const request = { principal: "somebody", key: "one", request: "a digest", asksOthers: false };
const made: OnceAnswer = { status: 201, body: "made" };
const hourMs = 3_600_000;

async function openApp(engine: Engine): Promise<{ readonly app: Context; readonly clock: { nowMs: number } }> {
  const clock = { nowMs: Date.now() };
  const database = await engine.open();
  const secrets = openSecrets("a secret that is long enough to be one");
  const app = {
    database,
    secrets,
    seals: openSeals(),
    confirmations: everyoneConfirmed(),
    origin: "http://localhost",
    nowMs: () => clock.nowMs,
    newId: () => uuidV7(),
  };
  return { app, clock };
}

/** A use case with an effect that can be counted. */
const act = async (context: Context): Promise<OnceAnswer> => {
  await createToken(context, { role: "member", name: "an effect" });
  return made;
};
const effects = async (app: Context): Promise<number> => (await listTokens(app)).length;

onBothEngines("a request that is carried out once", (engine) => {
  test("leaves neither effect nor answer when it breaks off after its effect", async () => {
    const { app } = await openApp(engine);
    const broken = answerOnce(app, request, async (joined) => {
      await act(joined);
      throw new Error("the power went out");
    });
    await expect(broken).rejects.toThrow("the power went out");
    expect(await effects(app)).toBe(0);
    expect(await answerOnce(app, request, act)).toEqual({ outcome: "answered", answer: made, repeated: false });
    expect(await answerOnce(app, request, act)).toEqual({ outcome: "answered", answer: made, repeated: true });
    expect(await effects(app)).toBe(1);
  });

  test("sees what it wrote itself, and keeps a refusal without the writes that were taken back", async () => {
    const { app } = await openApp(engine);
    const refused: OnceAnswer = { status: 409, body: "no" };
    const run = async (joined: Context): Promise<OnceAnswer> => {
      const attempt = joined.database.transaction(async () => {
        await act(joined);
        expect(await effects(joined)).toBe(1);
        throw new Error("it does not fit");
      });
      await attempt.catch(() => undefined);
      return refused;
    };
    expect(await answerOnce(app, request, run)).toEqual({ outcome: "answered", answer: refused, repeated: false });
    expect(await answerOnce(app, request, act)).toEqual({ outcome: "answered", answer: refused, repeated: true });
    expect(await effects(app)).toBe(0);
  });

  test("that asks other nodes is taken up again only when its process must have died", async () => {
    const { app, clock } = await openApp(engine);
    const asking = { ...request, asksOthers: true };
    await new Promise<void>((begun) => {
      void answerOnce(app, asking, () => {
        begun();
        return new Promise<OnceAnswer>(() => undefined);
      });
    });
    expect(await answerOnce(app, asking, act)).toEqual({ outcome: "in-flight" });
    clock.nowMs += hourMs;
    expect(await answerOnce(app, asking, act)).toMatchObject({ outcome: "answered", repeated: false });
    expect(await effects(app)).toBe(1);
  });

  test("is forgotten after a day", async () => {
    const { app, clock } = await openApp(engine);
    await answerOnce(app, request, act);
    clock.nowMs += 25 * hourMs;
    await forgetOldAnswers(app);
    expect(await answerOnce(app, { ...request, request: "another" }, act)).toMatchObject({
      outcome: "answered",
      repeated: false,
    });
  });
});
