import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { announce } from "#src/app/announcements.ts";
import { changeCoop } from "#src/app/coop-changes.ts";
import { transact } from "#src/app/context.ts";
import { createEvent } from "#src/app/events.ts";
import { follow } from "#src/app/followers.ts";
import { liftAccount, liftDomain, ruleAccount, ruleDomain } from "#src/app/moderation.ts";
import { saveBoost } from "#src/store/timeline.ts";
import { openWeb } from "#src/web/server.ts";
import { useCleanup } from "#test/rig.ts";
import { fillPages, sayRichly } from "#test/web/pages-content.ts";
import { openTarget, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
/** Stands in everything that the coop has published. */
const secret = "Quincecake";
let here: Target;
let eve: Villain;
/** Every address that answers a GET: the pages', the API's and the feeds' by their own table, the federation's one by one. */
let paths: readonly string[];
let federated: readonly string[];

beforeAll(async () => {
  let routes: readonly { readonly method: string; readonly path: string }[] = [];
  here = await openTarget({
    next: (app, { partners }) => {
      const web = openWeb({ app, partners });
      ({ routes } = web);
      return async (request) => web.fetch(request);
    },
  });
  eve = await openVillain();
  for (const { close } of [here, eve]) cleanup(close);
  const ids = await publish();
  federated = await federatedPaths(ids);
  const pages = routes.filter(({ method, path }) => method === "GET" && !path.includes("*")).map(({ path }) => path);
  paths = [...new Set([...federated, ...pages.map((path) => filled(path, ids))])];
  expect(paths.length).toBeGreaterThan(150);
});

type Ids = Readonly<Record<"announcements" | "events" | "actors" | "proposals" | "members" | "boosts", string>>;

async function publish(): Promise<Ids> {
  const { app } = here;
  const coop = `${here.origin}/actors/coop`;
  await changeCoop(app, { name: { en: secret } });
  const content = await fillPages(app);
  await sayRichly(app);
  const follower = "https://friend.example/users/f";
  await follow(app, { follow: `${follower}#1`, follower, object: coop, inbox: `${follower}/inbox` });
  const said = await announce(app, { title: { en: secret }, content: { en: `${secret} #${secret}` } });
  const startsAtMs = Math.floor(app.nowMs() / 60_000) * 60_000 + 86_400_000;
  const times = { startsAtMs, endsAtMs: startsAtMs + 3_600_000, timeZone: "UTC" };
  const event = await createEvent(app, { name: { en: secret }, description: { en: secret }, ...times });
  if (said.outcome !== "done" || event.outcome !== "done") throw new Error(JSON.stringify([said.outcome, event]));
  const boost = { id: app.newId(), actorId: "coop", object: `https://elsewhere.example/${secret}`, about: null };
  const state = { activity: null, state: "said", createdAtMs: app.nowMs(), undoneAtMs: null } as const;
  await transact(app, ({ session }) => saveBoost(session, { ...boost, ...state }));
  const [proposal] = await app.database.q.select().from(app.database.t.proposals);
  return {
    announcements: said.announcement.id,
    events: event.event.id,
    actors: content.circle,
    members: content.listed,
    proposals: proposal?.id ?? "",
    boosts: boost.id,
  };
}

async function federatedPaths(ids: Ids): Promise<readonly string[]> {
  const { q, t } = here.app.database;
  const actors = await q.select().from(t.actors);
  const collections = ["outbox", "outbox?cursor=newest", "followers", "followers?cursor=0", "following", "featured"];
  const below = ["", ...[...collections, "moderators", "inbox"].map((name) => `/${name}`)];
  const objects = ["", "/note", "/likes", "/shares", "/replies", "/history", "/calendar.ics"];
  const messages = await q.select().from(t.outbox);
  const uploads = await q.select().from(t.uploads);
  return [
    ...actors.flatMap(({ id }) => below.map((path) => `/actors/${id}${path}`)),
    ...objects.flatMap((path) => [`/announcements/${ids.announcements}${path}`, `/events/${ids.events}${path}`]),
    ...messages.map(({ id }) => `/messages/${id}`),
    ...uploads.map(({ id, mediaType }) => `/uploads/${id}.${mediaType.split("/")[1] ?? ""}`),
    ...actors.map(({ handle }) => `/.well-known/webfinger?resource=acct:${handle}@here.example`),
    `/.well-known/webfinger?resource=${here.origin}`,
    "/.well-known/nodeinfo",
    "/nodeinfo/2.1",
    `/boosts/${ids.boosts}`,
    "/proposals",
    "/proposals?page=first",
    `/proposals/${ids.proposals}`,
    "/partners",
    `/agreements/${unknown}`,
    `/entries/${unknown}`,
    `/statements/${unknown}`,
    "/inbox",
    "/ledger/sync",
  ];
}

const unknown = "0195a3c4-7b00-7000-8000-000000000001";

/** A route of the pages with ids of what there is. */
function filled(route: string, ids: Ids): string {
  const folder = route.split("/")[1] ?? "";
  return route.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
    if (name === "id") return (ids as Readonly<Record<string, string>>)[folder] ?? unknown;
    return { handle: "@here", word: secret.toLowerCase(), version: "1" }[name] ?? "x";
  });
}

const activity = "application/activity+json";
const url = (path: string): string => `${here.origin}${path}`;
/** What everyone may have whatever happens, so that a signature of ours can be checked: our node's own document. */
const alwaysOpen = "/actors/node";

let asked = 0;
/** Another address each time: how often one may ask is not what is tried here. */
const elsewhere = (): string => `10.0.${Math.floor((asked += 1) / 250)}.${(asked % 250) + 1}`;

/** What comes to whoever asks that should not, as `STATUS PATH`. */
async function leaks(ask: (path: string) => Promise<Request>, all: readonly string[] = paths): Promise<string[]> {
  const found: string[] = [];
  for (const path of all) {
    if (path === alwaysOpen) continue;
    const response = await here.take(await ask(path), elsewhere());
    const text = await response.text();
    const isRefused = response.status === 401 || response.status === 403;
    if (!isRefused || text.includes(secret) || text.length > 500) found.push(`${response.status} ${path}`);
  }
  return found;
}

const signedBy =
  (villain: Villain, spec: "rfc9421" | "draft-cavage-http-signatures-12" = "rfc9421") =>
  (path: string): Promise<Request> =>
    villain.ask(url(path), { spec });

test("what is asked for is there, and answers whoever is welcome", async () => {
  const answered = new Set<number>();
  for (const path of federated) answered.add((await here.take(await signedBy(eve)(path))).status);
  expect(answered).toContain(200);
  for (const path of ["/actors/coop", "/actors/coop/outbox?cursor=newest", "/actors/coop/featured"]) {
    const response = await here.take(await signedBy(eve)(path));
    expect([path, response.status]).toEqual([path, 200]);
  }
  expect(await (await here.take(await signedBy(eve)("/actors/coop/outbox?cursor=newest"))).text()).toContain(secret);
});

describe("whoever is suspended gets nothing from any address of the node", () => {
  const domain = (): string => new URL(eve.origin).host;
  beforeEach(async () => {
    await liftDomain(here.app, domain());
    await liftAccount(here.app, eve.person);
    await changeCoop(here.app, { federation: "open", authorisedFetch: false });
  });

  test("a domain", async () => {
    await ruleDomain(here.app, { domain: domain(), standing: "suspended", confirmed: true });
    expect(await leaks(signedBy(eve))).toEqual([]);
    expect(await leaks(signedBy(eve, "draft-cavage-http-signatures-12"), federated)).toEqual([]);
  });

  test("an account", async () => {
    await ruleAccount(here.app, { actor: eve.person, standing: "suspended" });
    expect(await leaks(signedBy(eve))).toEqual([]);
  });

  test("an account whose key is a document of its own, as GoToSocial has it", async () => {
    const gus = await openVillain("gus");
    cleanup(gus.close);
    const keyId = `${gus.person}/main-key`;
    const owned = gus.document({ publicKey: { id: keyId, owner: gus.person, publicKeyPem: gus.publicKeyPem } });
    for (const path of ["/users/gus", "/users/gus/main-key"]) gus.answers.set(path, owned);
    const ask = (path: string): Promise<Request> => gus.ask(url(path), { keyId });
    await changeCoop(here.app, { authorisedFetch: true });
    expect((await here.take(await ask("/actors/coop/outbox"))).status).toBe(200);
    await ruleAccount(here.app, { actor: gus.person, standing: "suspended" });
    expect(await leaks(ask, federated)).toEqual([]);
  });

  test("a server that is not on the list of those who are allowed", async () => {
    await changeCoop(here.app, { federation: "allow-list" });
    expect(await leaks(signedBy(eve))).toEqual([]);
  });

  test("an unsigned asker, where only those who are allowed read", async () => {
    await changeCoop(here.app, { federation: "allow-list" });
    const objects = federated.filter((path) => isContent(path));
    expect(await leaks(async (path) => new Request(url(path), { headers: { accept: activity } }), objects)).toEqual([]);
  });
});

describe("a suspended domain", () => {
  beforeAll(async () => {
    await changeCoop(here.app, { federation: "open" });
    for (const domain of ["evil.example", "bücher.example"])
      await ruleDomain(here.app, { domain, standing: "suspended", confirmed: true });
  });

  test.each([
    "https://evil.example",
    "https://EVIL.example",
    "https://evil.example.",
    "https://evil.example:8443",
    "http://evil.example",
    "https://a.b.evil.example",
    "https://x@evil.example",
    "https://bücher.example",
    "https://xn--bcher-kva.example",
    "https://BÜCHER.example",
    "https://sub.xn--bcher-kva.example",
  ])("is the same as %s, whose key is not even asked for", async (origin) => {
    const keyId = `${origin}/users/x#main-key`;
    expect(await leaks((path) => eve.ask(url(path), { keyId }), few)).toEqual([]);
    const old = Date.now() - 86_400_000;
    expect(await leaks((path) => eve.ask(url(path), { keyId, atMs: old }), few)).toEqual([]);
  });
});

const few = ["/actors/coop/outbox?cursor=newest", "/announcements", "/events.ics", "/feed.atom", "/api/v1/node", "/"];

test("what held a moment ago holds no longer: nothing that is remembered of a server outlives its suspension", async () => {
  const like = (which: number): object => ({
    "@context": "https://www.w3.org/ns/activitystreams",
    id: `${eve.origin}/likes/${which}`,
    type: "Like",
    actor: eve.person,
    object: here.coop,
  });
  await changeCoop(here.app, { federation: "open" });
  const domain = new URL(eve.origin).host;
  await liftDomain(here.app, domain);
  expect((await here.take(await eve.sign(here.inbox, like(1)))).status).toBe(202);
  await ruleDomain(here.app, { domain, standing: "suspended", confirmed: true });
  expect((await here.take(await eve.sign(here.inbox, like(2)))).status).toBe(403);
  expect(await leaks(signedBy(eve), few)).toEqual([]);
});

/** What only those read who say who they are, with authorised fetch. */
const isContent = (path: string): boolean =>
  !/^\/(\.well-known|nodeinfo|inbox|ledger|uploads)\b|\.ics$|\/history$|^\/actors\/[^/]+$|\/inbox$/.test(path);
