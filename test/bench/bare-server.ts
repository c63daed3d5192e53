import "temporal-polyfill/global";
import { serve } from "@hono/node-server";
import { createFederation, generateCryptoKeyPair, MemoryKvStore, type Federation } from "@fedify/fedify";
import { Accept, Create, Follow, Note, Organization, PUBLIC_COLLECTION, type Recipient } from "@fedify/vocab";
import { freePort } from "#test/rig/port.ts";
import { answerParent } from "./child.ts";

/**
 * What Fedify gives with its default settings, as its manual begins: everything in memory, no queue, its own loaders and caches, an actor
 * with keys, and listeners that remember what they are told in a `Map` and answer a Follow with an Accept. Nothing is durable. The one setting lets it read actors on loopback.
 */
export type BareQuestion =
  | { readonly do: "open" }
  /** Says one announcement to these followers and answers when all have it. */
  | { readonly do: "announce"; readonly text: string; readonly followers: readonly BareFollower[] };

export interface BareFollower {
  readonly id: string;
  readonly inbox: string;
  readonly sharedInbox: string;
}

const remembered = new Map<string, string>();
const port = await freePort();
const origin = `http://localhost:${port}`;
const federation = await openBare();

async function openBare(): Promise<Federation<void>> {
  const bare = createFederation<void>({ kv: new MemoryKvStore(), allowPrivateAddress: true });
  const keys = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
  bare
    .setActorDispatcher("/actors/{identifier}", async (context, identifier) => {
      if (identifier !== "coop") return null;
      const [key] = await context.getActorKeyPairs(identifier);
      return new Organization({
        id: context.getActorUri(identifier),
        preferredUsername: identifier,
        inbox: context.getInboxUri(identifier),
        publicKey: key?.cryptographicKey ?? null,
      });
    })
    .setKeyPairsDispatcher(() => keys);
  bare
    .setInboxListeners("/actors/{identifier}/inbox", "/inbox")
    .on(Create, (_, { actorId, objectId }) => {
      if (actorId !== null && objectId !== null) remembered.set(objectId.href, actorId.href);
    })
    .on(Follow, async (context, follow) => {
      if (follow.actorId === null || follow.id === null) return;
      remembered.set(follow.actorId.href, follow.id.href);
      const follower = await follow.getActor(context);
      const accept = new Accept({ actor: context.getActorUri("coop"), object: follow });
      await context.sendActivity({ identifier: "coop" }, follower as Recipient, accept);
    });
  return bare;
}

async function announce(text: string, to: readonly BareFollower[]): Promise<void> {
  const context = federation.createContext(new URL(origin), undefined);
  const actor = context.getActorUri("coop");
  const note = new Note({
    id: new URL(`/notes/${crypto.randomUUID()}`, origin),
    attribution: actor,
    to: PUBLIC_COLLECTION,
    content: text,
  });
  const recipients = to.map(({ id, inbox, sharedInbox }): Recipient => ({
    id: new URL(id),
    inboxId: new URL(inbox),
    endpoints: { sharedInbox: new URL(sharedInbox) },
  }));
  const activity = new Create({ id: new URL(`${note.id?.href}/create`), actor, object: note, to: PUBLIC_COLLECTION });
  await context.sendActivity({ identifier: "coop" }, recipients, activity, { preferSharedInbox: true });
}

answerParent(async (question: BareQuestion) => {
  switch (question.do) {
    case "open":
      await new Promise<void>((resolve) => {
        const fetch = (request: Request): Promise<Response> => federation.fetch(request, { contextData: undefined });
        serve({ port, hostname: "127.0.0.1", fetch }, () => resolve());
      });
      return origin;
    case "announce":
      return announce(question.text, question.followers);
  }
});
