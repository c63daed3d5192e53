import { maxMentions } from "#src/domain/announcement.ts";
import { actorIri, inboxIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Mention } from "#src/domain/post.ts";
import { findActorByHandle } from "#src/store/actors.ts";
import { addressesIn } from "./announcement-words.ts";
import { transact, type Context } from "./context.ts";
import type { Partners, RemoteActorCard } from "./partners.ts";
import { keepRemoteActor } from "./remote-actors.ts";

export interface Mentioned {
  readonly mentions: readonly Mention[];
  /** The addresses at which nobody was found, without the first `@`, in lower case. */
  readonly unknown: readonly string[];
  /** More are named than may be. */
  readonly tooMany: boolean;
}

/**
 * Looks up everyone whom a text names by `@user@host`, before anything is decided: no network call is made inside of a transaction. Those
 * who are known from before are not asked for again.
 */
export async function findMentions(
  { app, partners }: { readonly app: Context; readonly partners: Partners },
  content: LocalizedText,
  known: readonly Mention[] = [],
): Promise<Mentioned> {
  const addresses = addressesIn(content);
  if (addresses.length > maxMentions) return { mentions: [], unknown: [], tooMany: true };
  const found = await Promise.all(
    addresses.map(async (address) => {
      const before = known.find((mention) => mention.address === address);
      return before ?? (await findOne(app, partners, address));
    }),
  );
  const mentions = found.filter((mention) => mention !== undefined);
  return { mentions, unknown: addresses.filter((_, index) => found[index] === undefined), tooMany: false };
}

async function findOne(app: Context, partners: Partners, address: string): Promise<Mention | undefined> {
  const [user = "", host = ""] = address.split("@");
  if (host === new URL(app.origin).host) return ourOwn(app, user, address);
  const found = await partners.findActor(`@${address}`);
  if ("failed" in found) return undefined;
  await transact(app, (work) => keepRemoteActor(work, found.found));
  return mentionOf(found.found, address);
}

/** Somebody elsewhere, as a text of ours names them. */
const mentionOf = (card: RemoteActorCard, address = card.address): Mention => ({
  actor: card.actor,
  address,
  inbox: card.sharedInbox ?? card.inbox,
  url: card.url,
});

async function ourOwn({ database, origin }: Context, handle: string, address: string): Promise<Mention | undefined> {
  const actor = await findActorByHandle(database, handle);
  if (actor === undefined || actor.deletedAtMs !== null || actor.kind === "node") return undefined;
  const iri = actorIri(origin, actor.id);
  return { actor: iri, address, inbox: inboxIri(origin, actor.id), url: iri };
}
