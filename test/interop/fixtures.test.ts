import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eq, or } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { goTo } from "#src/app/going.ts";
import { messageIri } from "#src/domain/iri.ts";
import type { Database } from "#src/store/database.ts";
import type { JsonObject } from "#federation/wire/json.ts";
import { serveCoop, type Served } from "#test/federation/served.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";
import { expectations, particular } from "./readings.ts";
import { listRemote, type Places } from "./remote.ts";
import { openStandIn, type StandIn } from "./stand-in.ts";

const fixtures = await listRemote();
const servers = [...new Set(fixtures.map(({ file }) => file.split("/", 1)[0] ?? ""))];

test("the list of fixtures names every file, each once", async () => {
  const folder = join(import.meta.dirname, "../fixtures/remote");
  const files = await readdir(folder, { recursive: true });
  const there = files.filter((file) => file.endsWith(".json") && file.includes("/")).toSorted();
  expect(fixtures.map(({ file }) => file).toSorted()).toEqual(there);
});

const later = useCleanup();
let here: Served;
let places: Places;
beforeAll(async () => {
  const database = await memoryDatabase();
  here = await serveCoop(database, { nowMs: Date.now() });
  places = { here: here.origin, ...(await ours(here)) };
  later(async () => {
    await here.close();
    await database.close();
  });
});

describe.each(servers)("what %s says", (server) => {
  let there: StandIn;
  beforeAll(async () => {
    there = await openStandIn(server);
    later(there.close);
  });

  const said = fixtures.filter(({ file, reads }) => file.startsWith(`${server}/`) && !served.has(reads));
  test.each(said)("$file is read as $reads", async ({ file, reads }) => {
    const name = file.slice(0, -".json".length);
    const written = await there.read(name.slice(server.length + 1), places);
    const activity = reads.endsWith("-join") ? await asked(here, written) : await moved(there, written);
    if (reads === "delete-actor") there.serve(activity["actor"] as string, null);
    serveForAnother(there, activity);
    await follow(here, { activity, reads, follow: places.follow ?? "" });
    const before = await countRows(here.app.database);
    expect(await there.say(`${here.origin}/inbox`, activity)).toBe(202);
    const expectation = expectations[reads];
    if (expectation === undefined) {
      expect(await countRows(here.app.database)).toEqual(before);
      return;
    }
    const { database } = here.app;
    const reading = { app: here.app, database, activity, actor: activity["actor"] as string, object: saidIn(activity) };
    expect(await expectation.look(reading)).toEqual(particular[name] ?? expectation.want);
  });
});

/** Documents that are fetched and never sent. */
const served = new Set(["actor", "key", "collection"]);

/** A post and an event of ours. */
async function ours({ app, origin }: Served): Promise<Places> {
  const post = await announce(app, { content: { en: "We share a camera kit." } });
  if (post.outcome !== "done") throw new Error(post.outcome);
  const id = app.newId();
  const nowMs = app.nowMs();
  await app.database.transaction(({ q, t }) =>
    q.insert(t.events).values({
      id,
      actorId: "coop",
      seriesId: null,
      name: { en: "An evening of mending" },
      description: {},
      descriptionHtml: {},
      startsAtMs: nowMs + 86_400_000,
      endsAtMs: nowMs + 90_000_000,
      timeZone: "Europe/Madrid",
      languages: ["en"],
      interpretation: [],
      organisers: [],
      joinMode: "free",
      hashtags: [],
      pictures: [],
      state: "published",
      status: "confirmed",
      cancelNote: {},
      sequence: 0,
      publishedAtMs: nowMs,
    }),
  );
  return { announcement: post.object, event: `${origin}/events/${id}`, follow: `${origin}/messages/${app.newId()}` };
}

/** The address of what is said in an activity, however deep it is passed on. */
function saidIn({ object }: JsonObject): string {
  if (typeof object === "string") return object;
  const inner = object as JsonObject;
  return "attributedTo" in inner || inner["object"] === undefined ? (inner["id"] as string) : saidIn(inner);
}

/** The coop has said that it comes to their event, which this answers. */
async function asked({ app, origin }: Served, activity: JsonObject): Promise<JsonObject> {
  const answered = activity["object"] as JsonObject;
  expect(await goTo(app, { actorId: "coop", object: answered["object"] as string })).toBe(true);
  const rows = await app.database.q.select().from(app.database.t.outbox);
  const said = rows.findLast(({ message }) => message.type === "attendance-join");
  return { ...activity, object: { ...answered, id: messageIri(origin, said?.id ?? "") } };
}

/** Who moves goes to an actor that is there, and that knows the old one. */
async function moved(there: StandIn, activity: JsonObject): Promise<JsonObject> {
  if (activity["type"] !== "Move" || activity["target"] === undefined || activity["origin"] !== undefined)
    return activity;
  const target = `${there.origin}/users/elsewhere`;
  const card = await there.read("actor", {});
  const alsoKnownAs = [activity["actor"] as string];
  there.serve(target, { ...card, id: target, inbox: `${target}/inbox`, alsoKnownAs });
  return { ...activity, target };
}

/** What somebody says in the name of a group (Mobilizon) is looked at where it is; so is whether it is gone. */
function serveForAnother(there: StandIn, { type, actor, object }: JsonObject): void {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return;
  const said = object as JsonObject;
  const isForAnother = typeof said["attributedTo"] === "string" && said["attributedTo"] !== actor;
  if (type === "Delete") there.serve(said["id"] as string, null);
  else if ((type === "Create" || type === "Update") && isForAnother) there.serve(said["id"] as string, said);
}

interface Coming {
  readonly activity: JsonObject;
  readonly reads: string;
  /** Our Follow, as the fixtures name it. */
  readonly follow: string;
}

/** The coop follows whoever speaks and whose it is: asked where the fixture answers that, else accepted. */
async function follow({ app }: Served, { activity, reads, follow: iri }: Coming): Promise<void> {
  const { actor, object } = activity;
  const author = typeof object === "object" && object !== null ? (object as JsonObject)["attributedTo"] : undefined;
  const isAnswer = reads === "accept-follow" || reads === "reject-follow";
  await app.database.transaction(async ({ q, t }) => {
    for (const followed of new Set([actor, author])) {
      if (typeof followed !== "string") continue;
      const state = isAnswer ? "requested" : "accepted";
      const row = { actorId: "coop", followed, state, createdAtMs: app.nowMs(), answeredAtMs: null } as const;
      const unique = isAnswer ? iri : `${iri}/${encodeURIComponent(followed)}`;
      await q.delete(t.followings).where(or(eq(t.followings.followed, followed), eq(t.followings.follow, unique)));
      await q.insert(t.followings).values({ id: app.newId(), follow: unique, ...row });
    }
  });
}

/** How much there is of what anybody could see. */
async function countRows({ q, t }: Database): Promise<object> {
  return {
    followers: await q.$count(t.followers),
    responses: await q.$count(t.responses),
    attendances: await q.$count(t.attendances),
    reports: await q.$count(t.reports),
    timeline: await q.$count(t.timelineItems),
    objects: await q.$count(t.remoteObjects),
    outbox: await q.$count(t.outbox),
  };
}
