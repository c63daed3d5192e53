import { afterEach, expect, test } from "vitest";
import { checkServers } from "#src/app/health.ts";
import { endMeeting, hearEnd, lookAfterRooms } from "#src/app/metering.ts";
import { cancelAgreement } from "#src/app/agreements.ts";
import { amendAgreement } from "#src/app/amendments.ts";
import { findWayIn, type RoomWay } from "#src/app/rooms.ts";
import { changeServer, removeServer } from "#src/app/servers.ts";
import { openCalendar } from "#src/domain/calendar.ts";
import { minuteMs } from "#src/domain/slot.ts";
import { findAgreementRow, type AgreementRow } from "#src/store/agreements.ts";
import { updateResource } from "#src/store/resources.ts";
import { findRoom } from "#src/store/rooms.ts";
import { listSamples } from "#src/store/usages.ts";
import { onBothEngines, type Engine } from "#test/rig.ts";
import { startBigBlueButton, type BigBlueButtonServer } from "#test/meetings/bigbluebutton-server.ts";
import { startGalene } from "#test/meetings/galene-server.ts";
import { startJitsi } from "#test/meetings/jitsi-server.ts";
import { openPair, type Pair } from "./pair.ts";
import { addTo, agree, evening, sharePool } from "./server-pool.ts";

const running: Pick<BigBlueButtonServer, "stop">[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const guest = { name: "Aisha", role: "participant", subject: "somebody", language: "ml" } as const;

const originOf = (way: RoomWay): string | undefined => (way.way === "address" ? new URL(way.url).origin : undefined);

interface Hall {
  readonly pair: Pair;
  readonly hall: string;
  readonly servers: readonly BigBlueButtonServer[];
  /** The server that has the room of an agreement. */
  holding(agreement: AgreementRow): BigBlueButtonServer | undefined;
  /** Lets the clock run to a moment, with everything that is due done on the way, `stepMs` by `stepMs`. */
  until(atMs: number, stepMs?: number): Promise<void>;
}

/** Kerala's hall with a pool of servers of 100 seats each, all of them well. */
async function openHall(engine: Engine, { servers: count = 2, overrunMinutes = 0 } = {}): Promise<Hall> {
  const pair = await openPair(() => engine.open());
  const { context } = pair.provider;
  const hall = await sharePool(pair.provider);
  const servers: BigBlueButtonServer[] = [];
  for (let number = 0; number < count; number += 1) {
    const server = await startBigBlueButton();
    running.push(server);
    servers.push(server);
    await addTo(pair.provider, hall, { connection: server.connection, name: `BBB ${number}` });
  }
  const calendar = { ...openCalendar("UTC"), overrunMinutes };
  await context.database.transaction((session) => updateResource(session, hall.id, { calendar }));
  await checkServers(context);
  return {
    pair,
    hall: hall.id,
    servers,
    holding: ({ id }) => servers.find(({ rooms }) => rooms.has(`fedicoop-${id}`)),
    async until(atMs, stepMs = minuteMs) {
      while (pair.clock.nowMs < atMs) {
        pair.clock.nowMs = Math.min(atMs, pair.clock.nowMs + stepMs);
        await checkServers(context);
        await lookAfterRooms(context);
      }
    },
  };
}

const agreeOn = async ({ pair, hall }: Hall, asked: Parameters<typeof agree>[2] = {}): Promise<AgreementRow> =>
  (await agree(pair, { id: hall, seats: 200 } as Parameters<typeof agree>[1], asked)).provided;

onBothEngines("rooms", (engine) => {
  test("a room is made a quarter of an hour before, with its seats and its end, and counted from the start", async () => {
    const opened = await openHall(engine);
    const { pair, holding, until } = opened;
    const { context } = pair.provider;
    const row = await agreeOn(opened);
    await until(evening.startsAtMs - 16 * minuteMs, 60 * minuteMs);
    expect(await findRoom(context.database, row.id)).toBeUndefined();
    await until(evening.startsAtMs - 15 * minuteMs);
    const room = holding(row)?.rooms.get(`fedicoop-${row.id}`);
    expect(room?.parameters.get("maxParticipants")).toBe("20");
    expect(room?.parameters.get("duration")).toBe("135");
    expect(await findRoom(context.database, row.id)).toMatchObject({ state: "ready", readyAtMs: pair.clock.nowMs });
    await until(evening.startsAtMs);
    holding(row)?.setPeople(`fedicoop-${row.id}`, 7);
    await until(evening.startsAtMs + 2 * minuteMs);
    const looks = (await listSamples(context.database, row.id)).map(({ atMs, people }) => [atMs, people]);
    expect(looks).toEqual([0, 1, 2].map((minute) => [evening.startsAtMs + minute * minuteMs, minute === 0 ? 0 : 7]));
  });

  test("rooms go to the server with the most free seats; one that is used cannot be removed", async () => {
    const opened = await openHall(engine);
    const { pair, servers, holding, until } = opened;
    const [one, two] = [await agreeOn(opened, { seats: 60 }), await agreeOn(opened, { seats: 60 })];
    await until(evening.startsAtMs - 10 * minuteMs, 60 * minuteMs);
    expect(new Set([holding(one), holding(two)])).toEqual(new Set(servers));
    const { serverId } = (await findRoom(pair.provider.context.database, one.id)) ?? { serverId: "" };
    expect(await removeServer(pair.provider.context, serverId)).toEqual({
      outcome: "refused",
      refusal: { reason: "rooms-in-use", rooms: 1 },
    });
  });

  test("whoever comes is led to another server when theirs has died, and everyone after them to the same", async () => {
    const opened = await openHall(engine);
    const { pair, servers, holding, until } = opened;
    const { context } = pair.provider;
    const row = await agreeOn(opened);
    await until(evening.startsAtMs + minuteMs, 60 * minuteMs);
    const first = holding(row);
    const other = servers.find((server) => server !== first);
    if (first === undefined || other === undefined) throw new Error("There are two servers, and the room is on one.");
    expect(originOf(await findWayIn(context, row, guest))).toBe(first.origin);
    await first.goDown();
    for (let times = 0; times < 2; times += 1) {
      expect(originOf(await findWayIn(context, row, guest))).toBe(other.origin);
    }
    expect(other.rooms.has(`fedicoop-${row.id}`)).toBe(true);
    await other.goDown();
    expect(await findWayIn(context, row, guest)).toEqual({ way: "out-of-reach" });
    await other.comeBack();
    await until(pair.clock.nowMs + 2 * minuteMs, 20_000);
    expect((await findWayIn(context, row, guest)).way).toBe("address");
  });

  test("the room moves by itself when the polling finds its server down", async () => {
    const opened = await openHall(engine);
    const { servers, holding, until } = opened;
    const row = await agreeOn(opened);
    await until(evening.startsAtMs + minuteMs, 60 * minuteMs);
    const first = holding(row);
    await first?.goDown();
    await until(evening.startsAtMs + 4 * minuteMs, 10_000);
    expect(servers.find((server) => server !== first)?.rooms.has(`fedicoop-${row.id}`)).toBe(true);
  });

  test("it ends at its end, and nobody gets in afterwards", async () => {
    const opened = await openHall(engine, { servers: 1 });
    const { pair, servers, holding, until } = opened;
    const { context } = pair.provider;
    const row = await agreeOn(opened);
    await until(evening.endsAtMs - minuteMs, 30 * minuteMs);
    holding(row)?.setPeople(`fedicoop-${row.id}`, 3);
    await until(evening.endsAtMs);
    await servers[0]?.finishEnding();
    await until(evening.endsAtMs + minuteMs, 5_000);
    expect(servers[0]?.rooms.size).toBe(0);
    expect(await findRoom(context.database, row.id)).toMatchObject({
      state: "ended",
      endedAtMs: evening.endsAtMs,
      nextLookAtMs: null,
    });
    expect(await findWayIn(context, row, guest)).toEqual({ way: "ended" });
  });

  test("who is still there may go on while nobody else needs the seats, and no longer than the calendar says", async () => {
    const opened = await openHall(engine, { servers: 1, overrunMinutes: 12 });
    const { pair, holding, until } = opened;
    const { database } = pair.provider.context;
    const row = await agreeOn(opened);
    await until(evening.endsAtMs - minuteMs, 30 * minuteMs);
    expect(holding(row)?.rooms.get(`fedicoop-${row.id}`)?.parameters.get("duration")).toBe("132");
    holding(row)?.setPeople(`fedicoop-${row.id}`, 3);
    const overruns: (number | undefined)[] = [];
    for (const minutes of [0, 5, 10, 12]) {
      await until(evening.endsAtMs + minutes * minuteMs);
      const now = await findAgreementRow(database, row.id);
      overruns.push(((now?.overrunUntilMs ?? 0) - evening.endsAtMs) / minuteMs);
    }
    expect(overruns).toEqual([5, 10, 12, 12]);
    expect(await findRoom(database, row.id)).toMatchObject({ state: "ended" });
  });

  test("it ends on time when somebody else has the seats from then on", async () => {
    const opened = await openHall(engine, { servers: 1, overrunMinutes: 30 });
    const { pair, holding, until } = opened;
    const { database } = pair.provider.context;
    const row = await agreeOn(opened, { seats: 60 });
    await agreeOn(opened, { seats: 100, startsAtMs: evening.endsAtMs, endsAtMs: evening.endsAtMs + 60 * minuteMs });
    await agreeOn(opened, { seats: 80, startsAtMs: evening.endsAtMs, endsAtMs: evening.endsAtMs + 60 * minuteMs });
    await until(evening.endsAtMs - minuteMs, 30 * minuteMs);
    holding(row)?.setPeople(`fedicoop-${row.id}`, 3);
    await until(evening.endsAtMs);
    expect(await findRoom(database, row.id)).toMatchObject({ state: "ended" });
    expect((await findAgreementRow(database, row.id))?.overrunUntilMs).toBeNull();
  });

  test("a steward ends it early; a cancellation takes the room away", async () => {
    const opened = await openHall(engine, { servers: 1 });
    const { pair, servers, until } = opened;
    const { context } = pair.provider;
    const [row, other] = [await agreeOn(opened), await agreeOn(opened)];
    expect(await endMeeting(context, row.id)).toEqual({ outcome: "impossible", because: "not-open" });
    await until(evening.startsAtMs + 10 * minuteMs, 30 * minuteMs);
    expect(await endMeeting(context, row.id)).toMatchObject({ outcome: "done" });
    expect(await endMeeting(context, row.id)).toMatchObject({ outcome: "done" });
    expect(await findWayIn(context, row, guest)).toEqual({ way: "ended" });
    await cancelAgreement(context, other.id);
    await until(evening.startsAtMs + 12 * minuteMs, 5_000);
    await servers[0]?.finishEnding();
    expect(servers[0]?.rooms.size).toBe(0);
    expect((await findAgreementRow(context.database, row.id))?.state).toBe("accepted");
  });

  test("Galène is asked who is there and ended; Jitsi is left to its people", async () => {
    const pair = await openPair(() => engine.open());
    const { context } = pair.provider;
    const [galene, jitsi] = [
      await startGalene({ now: () => pair.clock.nowMs }),
      await startJitsi({ now: () => pair.clock.nowMs }),
    ];
    running.push(galene, jitsi);
    const rooms = [
      await sharePool(pair.provider, { platform: "galene" }),
      await sharePool(pair.provider, { platform: "jitsi" }),
    ];
    const rows: AgreementRow[] = [];
    for (const [index, { connection }] of [galene, jitsi].entries()) {
      const hall = rooms[index];
      if (hall === undefined) throw new Error("There are two halls.");
      await addTo(pair.provider, hall, { connection: { ...connection } });
      await checkServers(context);
      rows.push((await agree(pair, hall)).provided);
    }
    const [onGalene, onJitsi] = rows;
    if (onGalene === undefined || onJitsi === undefined) throw new Error("There are two agreements.");
    pair.clock.nowMs = evening.startsAtMs - minuteMs;
    await lookAfterRooms(context);
    const ways = [await findWayIn(context, onGalene, guest), await findWayIn(context, onJitsi, guest)];
    expect(ways.map(originOf)).toEqual([galene.origin, jitsi.origin]);
    galene.setPeople(`fedicoop-${onGalene.id}`, 3);
    pair.clock.nowMs = evening.startsAtMs;
    await lookAfterRooms(context);
    expect((await listSamples(context.database, onGalene.id)).map(({ people }) => people)).toEqual([3]);
    expect(await listSamples(context.database, onJitsi.id)).toEqual([]);
    pair.clock.nowMs = evening.endsAtMs;
    for (let times = 0; times < 3; times += 1) {
      await lookAfterRooms(context);
      pair.clock.nowMs += 5_000;
    }
    expect(await findRoom(context.database, onGalene.id)).toMatchObject({ state: "ended" });
    expect(await findWayIn(context, onJitsi, guest)).toEqual({ way: "ended" });
  });

  test("a change of what was agreed, and of where its server is, reaches a room that stands", async () => {
    const pair = await openPair(() => engine.open());
    const { context } = pair.provider;
    const now = () => pair.clock.nowMs;
    const [galene, other] = [await startGalene({ now }), await startGalene({ now })];
    running.push(galene, other);
    const hall = await sharePool(pair.provider, { platform: "galene" });
    const server = await addTo(pair.provider, hall, { connection: { ...galene.connection } });
    await checkServers(context);
    const { provided, received } = await agree(pair, hall);
    const group = `fedicoop/fedicoop-${provided.id}`;
    pair.clock.nowMs = evening.startsAtMs - minuteMs;
    await lookAfterRooms(context);
    expect(galene.groups.get(group)?.description).toMatchObject({ "max-clients": 20 });
    const longer = { seats: 30, endsAtMs: evening.endsAtMs + 60 * minuteMs };
    await amendAgreement(pair.receiver.context, received.id, longer);
    await pair.carry();
    await lookAfterRooms(context);
    expect(galene.groups.get(group)?.description).toMatchObject({
      "max-clients": 30,
      expires: new Date(longer.endsAtMs).toISOString().replace(".000Z", "Z"),
    });
    await changeServer(context, server.id, { connection: { ...other.connection } });
    await checkServers(context);
    const way = await findWayIn(context, provided, guest);
    expect(way.way === "address" ? other.enter(way.url) : way).toMatchObject({ username: guest.name });
  });

  test("a word of the server has the room looked at at once; without the room's token it is nothing", async () => {
    const opened = await openHall(engine, { servers: 1 });
    const { pair, holding, until } = opened;
    const { context } = pair.provider;
    const row = await agreeOn(opened);
    await until(evening.startsAtMs + minuteMs, 60 * minuteMs);
    pair.clock.nowMs += 10_000;
    const callback = holding(row)?.rooms.get(`fedicoop-${row.id}`)?.parameters.get("meta_endCallbackUrl") ?? "";
    expect(callback.startsWith("https://kerala.example/rooms/")).toBe(true);
    expect(await hearEnd(context, row.id, "a token of somebody else")).toBe(false);
    const before = (await listSamples(context.database, row.id)).length;
    await lookAfterRooms(context);
    expect(await listSamples(context.database, row.id)).toHaveLength(before);
    expect(await hearEnd(context, row.id, callback.split("/").at(-1) ?? "")).toBe(true);
    await lookAfterRooms(context);
    expect(await listSamples(context.database, row.id)).toHaveLength(before + 1);
  });
});
