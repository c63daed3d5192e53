import { z } from "zod";
import type { RemoteActorCard } from "#src/app/partners.ts";
import { plainText } from "#src/app/html.ts";
import { readable, unreadable, type Read } from "./json.ts";

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const maybeIri = iri.optional().catch(undefined);
/** One or several, as some servers write both. */
const listOf = <T extends z.ZodType>(one: T) =>
  z
    .union([z.array(one).max(50), one.transform((value) => [value])])
    .optional()
    .catch(undefined);

const actor = z.object({
  id: iri,
  type: z.union([z.string().max(100), z.array(z.string().max(100)).min(1).max(10)]).transform((type) => [type].flat()),
  inbox: iri,
  endpoints: z.object({ sharedInbox: maybeIri }).optional().catch(undefined),
  preferredUsername: z.string().max(200).optional().catch(undefined),
  name: z.string().max(1000).optional().catch(undefined),
  /** An address, a Link, or several of either: the first one for people. */
  url: z.unknown().optional(),
  outbox: maybeIri,
  followers: maybeIri,
  movedTo: maybeIri,
  alsoKnownAs: listOf(iri),
});

const actorTypes = ["Person", "Organization", "Group", "Service", "Application"];

/**
 * Reads an actor's document, which must be the one of `wanted`. Texts become plain, on one line and short. The inbox is on the actor's server; a shared one
 * counts when it is there too. An actor that embeds others, or is only named, is not enough: it has to be the document itself.
 */
export function readRemoteActor(document: unknown, wanted: string): Read<RemoteActorCard> {
  const parsed = actor.safeParse(document);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  const said = parsed.data;
  if (new URL(said.id).href !== new URL(wanted).href) return unreadable(`the document is of ${said.id}`);
  // Else whoever follows us could have us write to any address.
  if (new URL(said.inbox).host !== new URL(said.id).host) return unreadable("its inbox is on another server");
  const type = said.type.find((each) => actorTypes.includes(each));
  if (type === undefined) return unreadable(`it is no actor but ${said.type.join(", ")}`);
  return readable({
    actor: wanted,
    type,
    ...readNames(said),
    url: pageOf(said.url) ?? said.id,
    inbox: said.inbox,
    alsoKnownAs: said.alsoKnownAs ?? [],
    ...readAddresses(said),
  });
}

type Said = z.infer<typeof actor>;

function readNames({ id, preferredUsername = "", name = "" }: Said): Pick<RemoteActorCard, "address" | "name"> {
  const { host } = new URL(id);
  const username = oneLine(preferredUsername, 100).replace(/[@\s]/g, "");
  return {
    address: `${username === "" ? "?" : username}@${host}`,
    name: oneLine(plainText(name), 200) || username || host,
  };
}

function readAddresses({ inbox, endpoints, outbox, followers, movedTo }: Said) {
  const shared = endpoints?.sharedInbox;
  const isUsable = shared !== undefined && new URL(shared).origin === new URL(inbox).origin;
  return {
    ...(isUsable ? { sharedInbox: shared } : {}),
    ...(outbox === undefined ? {} : { outbox }),
    ...(followers === undefined ? {} : { followers }),
    ...(movedTo === undefined ? {} : { movedTo }),
  };
}

// Control characters, and those that turn the direction of what follows, have no place in a name.
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;
const oneLine = (text: string, most: number): string =>
  text.replace(unwanted, " ").replace(/\s+/g, " ").trim().slice(0, most).toWellFormed();

function pageOf(url: unknown): string | undefined {
  for (const each of [url].flat()) {
    const href = typeof each === "object" && each !== null && "href" in each ? each.href : each;
    const read = iri.safeParse(href);
    if (read.success) return read.data;
  }
  return undefined;
}
