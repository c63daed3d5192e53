import { createFederation, generateCryptoKeyPair, MemoryKvStore, type Context } from "@fedify/fedify";
import { verifyObject } from "@fedify/fedify/sig";
import { Accept, Activity, Add, Create, Delete, Endpoints, Follow, Person, Undo, Update } from "@fedify/vocab";
import { freePort } from "#test/rig.ts";
import { closeServer, listen } from "./served.ts";

/** What a server of another kind was told, with a signature that it verified. */
export interface Heard {
  readonly type: "Accept" | "Add" | "Create" | "Update" | "Delete";
  readonly json: Record<string, unknown>;
}

/** A server of another kind: Fedify as it comes, with its own loaders, queues and checks, and one person on it. */
export interface Stranger {
  readonly origin: string;
  readonly person: string;
  readonly heard: readonly Heard[];
  /** Sends a Follow; answers its IRI. */
  follow(actor: string): Promise<string>;
  unfollow(actor: string, follow: string): Promise<void>;
  /** Sends anything in the person's name; answers nothing, throws when it is not taken. */
  say(activity: Activity, inbox: string): Promise<void>;
  /** Whether the integrity proof in an activity holds, by its own code. */
  believes(activity: unknown): Promise<boolean>;
  /** What it makes of an address: fetched and read by its own code. */
  lookUp(iri: string): Promise<unknown>;
  /** While it is away, everything that is asked of it gets 503. */
  away: boolean;
  close(): Promise<void>;
}

/** Made once for a file of tests: Fedify makes RSA keys of 4,096 bits, which takes seconds. */
let keyPairs: Promise<CryptoKeyPair[]> | undefined;
function makeKeyPairs(): Promise<CryptoKeyPair[]> {
  keyPairs ??= Promise.all([generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), generateCryptoKeyPair("Ed25519")]);
  return keyPairs;
}

export async function openStranger(): Promise<Stranger> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const heard: Heard[] = [];
  const keys = await makeKeyPairs();
  const federation = createFederation<void>({ kv: new MemoryKvStore(), allowPrivateAddress: true });
  federation
    .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
      if (identifier !== "ada") return null;
      const pairs = await context.getActorKeyPairs(identifier);
      return new Person({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        name: "Ada",
        inbox: context.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
        publicKey: pairs[0]?.cryptographicKey ?? null,
        assertionMethods: pairs.map((pair) => pair.multikey),
      });
    })
    .setKeyPairsDispatcher(() => keys);
  const hear =
    (type: Heard["type"]) =>
    async (_: unknown, activity: Activity): Promise<void> => {
      heard.push({ type, json: (await activity.toJsonLd()) as Record<string, unknown> });
    };
  federation
    .setInboxListeners("/users/{identifier}/inbox", "/inbox")
    .on(Accept, hear("Accept"))
    .on(Add, hear("Add"))
    .on(Create, hear("Create"))
    .on(Update, hear("Update"))
    .on(Delete, hear("Delete"));
  const server = await listen(port, async (request) =>
    stranger.away ? new Response(null, { status: 503 }) : federation.fetch(request, { contextData: undefined }),
  );
  const context: Context<void> = federation.createContext(new URL(origin), undefined);
  const person = context.getActorUri("ada");
  const say = async (activity: Activity, inbox: string): Promise<void> => {
    await context.sendActivity({ identifier: "ada" }, { id: new URL(inbox), inboxId: new URL(inbox) }, activity, {
      immediate: true,
    });
  };
  let count = 0;
  const followOf = (actor: string, id: string): Follow =>
    new Follow({ id: new URL(id), actor: person, object: new URL(actor) });
  const stranger: Stranger = {
    away: false,
    origin,
    person: person.href,
    heard,
    say,
    async follow(actor) {
      const id = `${origin}/follows/${(count += 1)}`;
      await say(followOf(actor, id), `${actor}/inbox`);
      return id;
    },
    unfollow: (actor, follow) =>
      say(
        new Undo({ id: new URL(`${follow}#undo`), actor: person, object: followOf(actor, follow) }),
        `${actor}/inbox`,
      ),
    async believes(activity) {
      const { documentLoader, contextLoader } = context;
      return (await verifyObject(Activity, activity, { documentLoader, contextLoader })) !== null;
    },
    lookUp: (iri) => context.lookupObject(iri),
    close: () => closeServer(server),
  };
  return stranger;
}
