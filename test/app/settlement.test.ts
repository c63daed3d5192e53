import { afterEach, expect, test } from "vitest";
import { checkServers } from "#src/app/health.ts";
import { fulfil } from "#src/app/entry-making.ts";
import { endMeeting, lookAfterRooms } from "#src/app/metering.ts";
import { settleDue } from "#src/app/settlement.ts";
import { findUsage } from "#src/app/usages.ts";
import { messageIri } from "#src/domain/iri.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import { updateCoop } from "#src/store/coop.ts";
import { listSamples } from "#src/store/usages.ts";
import { onEntry } from "#federation/inbox/ledger.ts";
import type { Received } from "#federation/inbox/received.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { writeMessage } from "#federation/wire/message.ts";
import { onBothEngines, type Engine } from "#test/rig.ts";
import { startBigBlueButton, type BigBlueButtonServer } from "#test/meetings/bigbluebutton-server.ts";
import { openPair, type Pair } from "./pair.ts";
import { makeKey, noteKey, signWith } from "./pass-pair.ts";
import { addTo, agree, evening, rowsOf, sharePool } from "./server-pool.ts";

const running: BigBlueButtonServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

interface Metered {
  readonly pair: Pair;
  readonly bbb: BigBlueButtonServer;
  readonly row: AgreementRow;
  /** So many people are there from now on. */
  people(number: number): void;
  /** Does what is due, every five minutes until `atMs`, or every minute once the hour has come. */
  until(atMs: number): Promise<void>;
}

/** Twenty seats for two hours on one server, on which the room stands. Both sides have ledger keys. */
async function openMetered(engine: Engine): Promise<Metered> {
  const pair = await openPair(() => engine.open());
  const { provider, receiver } = pair;
  for (const [side, other] of [
    [provider, receiver],
    [receiver, provider],
  ] as const) {
    const key = await makeKey(side.coop);
    await signWith(side, key);
    await noteKey(other, key);
  }
  const bbb = await startBigBlueButton();
  running.push(bbb);
  const hall = await sharePool(provider);
  await addTo(provider, hall, { connection: bbb.connection });
  await checkServers(provider.context);
  const row = (await agree(pair, hall, { endsAtMs: evening.startsAtMs + 10 * minuteMs })).provided;
  pair.clock.nowMs = evening.startsAtMs - 5 * minuteMs;
  await lookAfterRooms(provider.context);
  return {
    pair,
    bbb,
    row,
    people: (number) => {
      bbb.setPeople(`fedicoop-${row.id}`, number);
    },
    async until(atMs) {
      while (pair.clock.nowMs < atMs) {
        pair.clock.nowMs += minuteMs;
        await lookAfterRooms(provider.context);
        await settleDue(provider.context);
      }
    },
  };
}

const endsAtMs = evening.startsAtMs + 10 * minuteMs;

/** Carries entries to the receiver, as its inbox takes them. */
async function carryEntries({ provider, receiver }: Pair): Promise<number> {
  const { database, origin } = provider.context;
  const rows = (await database.q.select().from(database.t.outbox)).filter(
    ({ message }) => message.type === "entry-create",
  );
  for (const { id, message, createdAtMs } of rows) {
    const envelope = { id: messageIri(origin, id), actor: provider.coop, origin, publishedAtMs: createdAtMs };
    const activity = JSON.parse(JSON.stringify(writeMessage(message, envelope))) as JsonObject;
    await onEntry({ app: receiver.context, activity, actor: provider.coop } as Received);
  }
  return rows.length;
}

onBothEngines("settlement", (engine) => {
  test("what was measured settles itself ten minutes after the end, and both sides see how it is known", async () => {
    const { pair, row, people, until } = await openMetered(engine);
    const { context } = pair.provider;
    people(5);
    await until(evening.startsAtMs + 4 * minuteMs);
    people(8);
    await until(evening.startsAtMs + 6 * minuteMs);
    // Looked at on the minute: what changed after a look shows from the next one.
    expect(await findUsage(context, row.id)).toMatchObject({ stage: "running", usage: { peak: 8, gapMinutes: 0 } });
    await until(endsAtMs + 9 * minuteMs);
    expect((await findAgreementRow(context.database, row.id))?.state).toBe("accepted");
    await until(endsAtMs + 10 * minuteMs);
    const seatMinutes = 5 * 5 + 5 * 8;
    expect(await findAgreementRow(context.database, row.id)).toMatchObject({
      state: "fulfilled",
      fulfilledSeatMinutes: seatMinutes,
      settleDueAtMs: null,
    });
    const ours = await findUsage(context, row.id);
    expect(ours).toMatchObject({
      stage: "settled",
      seatMinutes,
      usage: { method: "measured", seatMinutes, gapMinutes: 0 },
    });
    expect(await listSamples(context.database, row.id)).toEqual([]);

    expect(await carryEntries(pair)).toBe(1);
    await carryEntries(pair);
    const { received } = await rowsOf(pair, row.agreement);
    expect(received).toMatchObject({ state: "fulfilled", fulfilledSeatMinutes: seatMinutes });
    const theirs = await findUsage(pair.receiver.context, received.id);
    expect(theirs).toEqual(ours);
    expect(JSON.stringify(theirs)).not.toContain("person");
  });

  test("with a gap it waits for a person, who finds the number filled in and may say another", async () => {
    const { pair, bbb, row, people, until } = await openMetered(engine);
    const { context } = pair.provider;
    people(6);
    await until(evening.startsAtMs + 3 * minuteMs);
    await bbb.goDown();
    await until(evening.startsAtMs + 7 * minuteMs);
    await bbb.comeBack();
    await until(endsAtMs + 11 * minuteMs);
    const proposed = await findUsage(context, row.id);
    expect(proposed).toMatchObject({ stage: "proposed", agreedSeatMinutes: 200, usage: { method: "measured" } });
    expect(proposed?.usage.gapMinutes).toBeGreaterThan(0);
    expect(proposed?.seatMinutes).toBe(6 * (10 - (proposed?.usage.gapMinutes ?? 0)));
    expect((await findAgreementRow(context.database, row.id))?.state).toBe("accepted");

    expect(await fulfil(context, row.id, 60)).toMatchObject({ outcome: "done" });
    const settled = await findUsage(context, row.id);
    expect(settled).toMatchObject({ stage: "settled", seatMinutes: 60, usage: { method: "entered", seatMinutes: 60 } });
    expect(settled?.usage.attendance).toEqual(proposed?.usage.attendance);
    await carryEntries(pair);
    const { received } = await rowsOf(pair, row.agreement);
    expect(await findUsage(pair.receiver.context, received.id)).toEqual(settled);
  });

  test("when nobody came it was a no-show", async () => {
    const { pair, row, until } = await openMetered(engine);
    await until(endsAtMs + 10 * minuteMs);
    await pair.carry();
    const empty = await rowsOf(pair, row.agreement);
    expect([empty.provided, empty.received]).toMatchObject([
      { state: "cancelled", endCause: "no-show" },
      { state: "cancelled", endCause: "no-show" },
    ]);
  });

  test("a room that never opened is the provider's failure, and costs nothing", async () => {
    const { pair, bbb, row } = await openMetered(engine);
    const { context } = pair.provider;
    const { provided } = await agree(pair, { id: row.resourceId ?? "", seats: 200 } as Parameters<typeof agree>[1], {
      startsAtMs: evening.startsAtMs + 60 * minuteMs,
      endsAtMs: evening.startsAtMs + 70 * minuteMs,
    });
    await bbb.goDown();
    for (let minute = 30; minute <= 82; minute += 2) {
      pair.clock.nowMs = evening.startsAtMs + minute * minuteMs;
      await checkServers(context);
      await lookAfterRooms(context);
      await settleDue(context);
    }
    await pair.carry();
    const failed = await rowsOf(pair, provided.agreement);
    expect(failed.received).toMatchObject({ state: "cancelled", endCause: "server-failure" });
    expect(failed.received.feeSeatMinutes ?? 0).toBe(0);
  });

  test("an early end is settled by what was used until then; a coop may always ask a person", async () => {
    const { pair, row, people, until } = await openMetered(engine);
    const { context } = pair.provider;
    await context.database.transaction((session) => updateCoop(session, { settle: "steward" }));
    people(4);
    await until(evening.startsAtMs + 5 * minuteMs);
    await endMeeting(context, row.id);
    await until(endsAtMs + 12 * minuteMs);
    expect(await findUsage(context, row.id)).toMatchObject({
      stage: "proposed",
      seatMinutes: 20,
      usage: { gapMinutes: 0 },
    });
    expect(await fulfil(context, row.id, 20)).toMatchObject({ outcome: "done" });
    expect(await findUsage(context, row.id)).toMatchObject({ stage: "settled", usage: { method: "measured" } });
  });

  test("nobody can come to what its provider ended: that is no no-show, and a person looks at it", async () => {
    const { pair, row, until } = await openMetered(engine);
    const { context } = pair.provider;
    await until(evening.startsAtMs + minuteMs);
    expect(await endMeeting(context, row.id)).toMatchObject({ outcome: "done" });
    await until(endsAtMs + 12 * minuteMs);
    expect(await findAgreementRow(context.database, row.id)).toMatchObject({
      state: "accepted",
      endCause: null,
      settleDueAtMs: null,
    });
  });
});
