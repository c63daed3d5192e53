import { createServer, type RequestListener, type Server } from "node:http";
import { createRequire } from "node:module";
import { preloadedContexts } from "@fedify/vocab-runtime";
import openApex, { type Apex, type Thing } from "activitypub-express";
import { freePort } from "#test/rig.ts";
import { metaOf, openApexStore, type ApexStore } from "./apex-store.ts";
import { peerKeys } from "./signing.ts";

/** `activitypub-express` in this process, with one person on it, who accepts every follower. */
export interface ApexPeer {
  readonly origin: string;
  readonly person: string;
  /** What came to the person's inbox, oldest first, as the library reads it. */
  readonly heard: readonly Heard[];
  /** Whether this is in one of the person's collections, such as `followers`. */
  has(collection: "followers" | "following", actor: string): boolean;
  /** Says something as the person; answers its id. `object` is an address, or something whole. */
  say(type: string, to: readonly string[], more: object): Promise<string>;
  /** Keeps a post, so that its address answers. */
  post(content: object, to: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export interface Heard {
  readonly type: string;
  readonly activity: Thing;
  readonly object: unknown;
}

/** The part of Express that is used; it is the library's own copy. */
interface Application extends RequestListener {
  use(...handlers: readonly unknown[]): void;
  get(path: string, handlers: readonly unknown[]): void;
  post(path: string, handlers: readonly unknown[]): void;
  on(event: string, listener: (message: never) => void): void;
  set(name: string, value: unknown): void;
}
interface Express {
  (): Application;
  json(options: object): unknown;
}

const here = createRequire(import.meta.url);
const express = createRequire(here.resolve("activitypub-express"))("express") as Express;

const routes = Object.fromEntries([
  ["actor", "/u/:actor"],
  ["object", "/o/:id"],
  ["activity", "/s/:id"],
  ["shares", "/s/:id/shares"],
  ["likes", "/s/:id/likes"],
  ["collections", "/u/:actor/c/:id"],
  ...["inbox", "outbox", "followers", "following", "liked", "blocked", "rejected", "rejections"].map((name) => [
    name,
    `/u/:actor/${name}`,
  ]),
]) as Readonly<Record<string, string>>;

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openApexPeer(): Promise<ApexPeer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const store = openApexStore(preloadedContexts);
  const apex = openApex({
    name: "apex",
    version: "4.4.2",
    baseUrl: origin,
    domain: `localhost:${port}`,
    actorParam: "actor",
    objectParam: "id",
    itemsPerPage: 100,
    routes,
    store,
    logger: quiet,
  });
  const app = express();
  const heard: Heard[] = [];
  wire(app, apex);
  const nora = await openPerson(apex, store, origin);
  app.on("apex-inbox", ({ activity, object }: { readonly activity: Thing; readonly object: unknown }) => {
    heard.push({ type: activity.type, activity, object });
    if (activity.type === "Follow") void accept(apex, nora, activity);
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  return openPeer({ origin, apex, store, nora, heard, server });
}

function wire(app: Application, apex: Apex): void {
  app.set("env", "test");
  app.use(express.json({ type: apex.consts.jsonldTypes }), apex);
  for (const [name, path] of Object.entries(routes)) {
    const { get } = apex.net[name === "activity" ? "activityStream" : name] ?? {};
    if (get !== undefined) app.get(path, get);
  }
  app.post("/u/:actor/inbox", apex.net["inbox"]?.post ?? []);
}

/** The library's own way makes RSA keys of 4,096 bits, which takes seconds; the document is the same. */
async function openPerson(apex: Apex, store: ApexStore, origin: string): Promise<Thing> {
  const id = `${origin}/u/nora`;
  const { publicKeyPem, privateKey } = peerKeys();
  const collections = ["inbox", "outbox", "followers", "following", "liked"];
  const nora = await apex.fromJSONLD({
    id,
    type: "Person",
    ...Object.fromEntries(collections.map((name) => [name, `${id}/${name}`])),
    preferredUsername: "nora",
    name: "Nora",
    summary: "Listens",
    publicKey: { id: `${id}#main-key`, owner: id, publicKeyPem },
  });
  const person = { ...nora, _meta: { privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() } };
  await store.setup(person);
  return person;
}

async function accept(apex: Apex, nora: Thing, follow: Thing): Promise<void> {
  const follower = (follow["actor"] as readonly string[])[0] ?? "";
  const accepting = await apex.buildActivity("Accept", nora.id, follower, { object: follow.id });
  const { postTask } = await apex.acceptFollow(nora, follow);
  await apex.addToOutbox(nora, accepting);
  await postTask();
}

interface Parts {
  readonly origin: string;
  readonly apex: Apex;
  readonly store: ApexStore;
  readonly nora: Thing;
  readonly heard: readonly Heard[];
  readonly server: Server;
}

function openPeer({ origin, apex, store, nora, heard, server }: Parts): ApexPeer {
  const say = async (type: string, to: readonly string[], more: object): Promise<string> => {
    const activity = await apex.buildActivity(type, nora.id, to, more);
    await apex.addToOutbox(nora, activity);
    return activity.id;
  };
  return {
    origin,
    person: nora.id,
    heard,
    say,
    has(collection, actor) {
      const side = collection === "followers" ? "actor" : "object";
      const wanted = `${nora.id}/${collection}`;
      const kept = [...store.activities.values()].filter((each) => metaOf(each)?.collection?.includes(wanted) === true);
      return kept.some((each) => [each[side]].flat().some((one) => one === actor || (one as Thing).id === actor));
    },
    async post(content, to) {
      const id = `${origin}/o/${store.generateId()}`;
      const note = await apex.fromJSONLD({ id, type: "Note", attributedTo: nora.id, to, ...content });
      await store.saveObject(note);
      await say("Create", to, { object: note });
      return id;
    },
    close: () => {
      apex.offlineMode = true;
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
