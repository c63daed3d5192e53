import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { createEvent } from "#src/app/events.ts";
import { followThem } from "#src/app/followings.ts";
import { createCircle, createMember } from "#src/app/members.ts";
import { openFederation, type Federation } from "#federation/federation.ts";
import { openDatabase } from "#src/store/database.ts";
import { freshPostgres, useCleanup } from "#test/rig.ts";
import { activityJson } from "#test/federation/served.ts";
import { garble, mutate, oneOf, openChance, realDocuments, type Chance } from "./mutations.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

/**
 * Some seconds here; `FUZZ_SECONDS=3600 npx vitest run test/hardening/fuzz.test.ts` for longer, `FUZZ_SEED` repeats the choices of a run, and
 * `FUZZ_ENGINE=postgres` runs on PostgreSQL, which refuses values that SQLite takes.
 */
const runs = 350;
const seconds = Number(process.env["FUZZ_SECONDS"] ?? 0);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
/** What a run keeps for good besides what it collected: code, statements, caches that are bounded. */
const growthAllowedBytes = 48 * 1024 * 1024;
/** Buckets and caches are emptied so often, as by a restart: else the guard would refuse almost everything before anybody read it. */
const runsEachFederation = 60;

const cleanup = useCleanup();
let here: Target;
let bob: Villain;
let eve: Villain;
let federation: Federation;
let inboxes: readonly string[];
/** What others may speak about. */
let ours: readonly string[];
let doneRuns = 0;
const statuses: Record<number, number> = {};
const next = async (): Promise<Response> => new Response("a page");

beforeAll(async () => {
  here = await openTarget(
    process.env["FUZZ_ENGINE"] === "postgres"
      ? { database: await openDatabase({ url: await freshPostgres("migrated") }) }
      : {},
  );
  [bob, eve] = await Promise.all([openVillain("bob"), openVillain("eve")]);
  for (const { close } of [here, bob, eve]) cleanup(close);
  const member = await createMember(here.app, { name: "Ann", handle: "ann" });
  const circle = await createCircle(here.app, { name: "Cooks", handle: "cooks" });
  const ids = [member, circle].flatMap((made) => (made.outcome === "done" ? [made.actor.id] : []));
  expect(ids.length).toBe(2);
  inboxes = ["/inbox", ...["coop", "node", ...ids].map((id) => `/actors/${id}/inbox`), "/ledger/sync"];
  const follow = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${bob.origin}/follows/1`,
    type: "Follow",
    actor: bob.person,
    object: here.coop,
  };
  expect((await here.take(await bob.sign(here.inbox, follow))).status).toBe(202);
  ours = [here.coop, `${here.origin}/actors/node`, ...(await haveSomethingToSay())];
});

/** Eve is followed by the coop, which has an announcement and an event: so that more of what she says is looked at to its end. */
async function haveSomethingToSay(): Promise<readonly string[]> {
  const { app } = here;
  const looked = await here.federation.partners.findActor(eve.person);
  if (!("found" in looked)) throw new Error(looked.detail);
  const followed = await followThem(app, { actorId: "coop", card: looked.found });
  if (followed.outcome !== "done") throw new Error(followed.outcome);
  const accept = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${eve.origin}/accepts/1`,
    type: "Accept",
    actor: eve.person,
    object: followed.following.follow,
  };
  expect((await here.take(await eve.sign(here.inbox, accept))).status).toBe(202);
  const said = await announce(app, { content: { en: "Come and see." } });
  const startsAtMs = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 86_400_000;
  const times = { startsAtMs, endsAtMs: startsAtMs + 3_600_000, timeZone: "UTC" };
  const planned = await createEvent(app, { name: { en: "Open day" }, description: { en: "Come." }, ...times });
  if (said.outcome !== "done" || planned.outcome !== "done") throw new Error("There is nothing to speak of.");
  return [
    followed.following.follow,
    `${here.origin}/announcements/${said.announcement.id}`,
    `${here.origin}/events/${planned.event.id}`,
  ];
}
afterAll(() => console.log(`fuzz: ${doneRuns} runs with FUZZ_SEED=${seed}: ${JSON.stringify(statuses)}`));

const take = (request: Request): Promise<Response> => federation.fetch(request, { remoteAddress: "192.0.2.1", next });

/** The strangers in a real document become Eve, and those it speaks to become us, so that it passes as far as it can. */
function disguise(text: string, chance: Chance): string {
  const origins = [...new Set(text.match(/https?:\/\/[a-z0-9.-]+(?::\d+)?/g) ?? [])].filter(
    (origin) => !/w3\.org|w3id/.test(origin),
  );
  let disguised = text;
  for (const origin of origins) {
    const by = chance(10);
    if (by < 7) disguised = disguised.replaceAll(origin, eve.origin);
    else if (by < 9) disguised = disguised.replaceAll(origin, here.origin);
  }
  return disguised;
}

function activity(chance: Chance): string {
  const real = JSON.parse(disguise(oneOf(chance, realDocuments), chance)) as Record<string, unknown>;
  const about = real["object"];
  if (chance(3) === 0) real["object"] = oneOf(chance, [...ours, bob.person, eve.person, about]);
  else if (chance(2) === 0 && typeof about === "object" && about !== null)
    real["object"] = { ...about, attributedTo: eve.person, inReplyTo: oneOf(chance, [...ours, null]) };
  const changed = mutate(real, chance) as Record<string, unknown>;
  // Most keep what they must have to be looked at.
  if (chance(8) > 0) changed["actor"] = eve.person;
  if (chance(8) > 0) changed["id"] = `${eve.origin}/said/${chance(50)}`;
  if (chance(8) > 0) changed["type"] = real["type"];
  const text = JSON.stringify(changed);
  return chance(6) === 0 ? garble(text, chance) : text;
}

/** An activity at an inbox, signed well, or badly, or not at all. */
async function throwActivity(chance: Chance): Promise<void> {
  const url = `${here.origin}${oneOf(chance, inboxes)}`;
  const body = activity(chance);
  const headers = { "content-type": activityJson };
  const request =
    chance(5) === 0
      ? new Request(url, { method: "POST", headers, body })
      : await eve.sign(url, body, {
          spec: chance(3) === 0 ? "rfc9421" : "draft-cavage-http-signatures-12",
          ...(chance(12) === 0
            ? { keyId: oneOf(chance, [`${bob.person}#main-key`, `${eve.person}?x#k`, eve.origin]) }
            : {}),
        });
  if (chance(8) === 0)
    request.headers.set(
      oneOf(chance, ["signature", "signature-input", "digest", "date"]),
      garble('x=1,keyId="a"', chance).replace(/[^ -~]/g, ""),
    );
  const { status } = await take(request);
  statuses[status] = (statuses[status] ?? 0) + 1;
  expect([status < 500, status, body.slice(0, 2000)]).toEqual([true, status, expect.any(String)]);
}

/** Documents that we fetch: each path of Eve's server answers something real that was changed. */
async function throwDocument(chance: Chance): Promise<void> {
  const actor = JSON.parse(JSON.stringify(eve.document())) as object;
  const answer = (real: unknown) => {
    const text = garble(JSON.stringify(mutate(real, chance)), chance);
    eve.answers.set(`/fuzz/${eve.answers.size}`, {});
    return (
      _: unknown,
      response: { writeHead: (status: number, headers: object) => { end: (text: string) => void } },
    ) =>
      response
        .writeHead(oneOf(chance, [200, 200, 200, 200, 203, 410, 500]), {
          "content-type": oneOf(chance, [activityJson, activityJson, activityJson, "application/json", "text/html"]),
          ...(chance(10) === 0 ? { "content-encoding": oneOf(chance, ["gzip", "br", "deflate", "x"]) } : {}),
        })
        .end(text);
  };
  eve.answers.clear();
  const real = (): unknown => JSON.parse(disguise(oneOf(chance, realDocuments), chance)) as unknown;
  const self = { rel: "self", type: activityJson, href: oneOf(chance, [eve.person, `${eve.origin}/actors/node`]) };
  eve.answers.set("/users/eve", answer(chance(3) === 0 ? real() : actor));
  eve.answers.set(
    "/actors/node",
    answer(chance(2) === 0 ? real() : { ...actor, id: `${eve.origin}/actors/node`, type: "Application" }),
  );
  eve.answers.set("/actors/coop", answer(real()));
  eve.answers.set("/.well-known/webfinger", answer({ subject: `acct:eve@${new URL(eve.origin).host}`, links: [self] }));
  eve.answers.set("/.well-known/nodeinfo", answer({ links: [self] }));
  const looked = await Promise.all([
    federation.partners.findActor(eve.person),
    federation.partners.findActor(`@eve@${new URL(eve.origin).host}`),
    federation.partners.lookUp(eve.origin),
  ]);
  for (const found of looked) expect(Object.keys(found)[0]).toMatch(/^(found|failed)$/);
  await throwActivity(chance);
  eve.answers.clear();
  eve.answers.set("/users/eve", eve.document());
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const heapBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

async function throwAll(chance: Chance, isOver: (done: number) => boolean): Promise<void> {
  for (let done = 0; !isOver(done); done += 1) {
    if (doneRuns % runsEachFederation === 0)
      federation = openFederation({ app: here.app, config: { allowPrivateAddresses: true, trustedProxies: [] } });
    await (chance(6) === 0 ? throwDocument(chance) : throwActivity(chance));
    doneRuns += 1;
  }
}

test(
  `changed activities and documents (seed ${seed}) break nothing, change nothing of others, and leave nothing behind`,
  { timeout: seconds * 2_000 + 120_000 },
  async () => {
    const chance = openChance(seed);
    const untilMs = (half: 1 | 2): ((done: number) => boolean) => {
      const endMs = performance.now() + (seconds * 1000) / 2;
      return (done) =>
        seconds > 0 ? performance.now() > endMs : done >= (runs * half) / 2 - (half === 2 ? runs / 2 : 0);
    };
    const before = await stateOf(here.app.database, eve.origin);
    await throwAll(chance, untilMs(1));
    const middle = heapBytes();
    await throwAll(chance, untilMs(2));
    expect(heapBytes() - middle).toBeLessThan(growthAllowedBytes);
    expect(await stateOf(here.app.database, eve.origin)).toBe(before);
  },
);
