/**
 * The addresses of everything this node publishes, made in one place. `origin` has no trailing slash. Ids never change, so that
 * nothing that another server stored ever dangles.
 */
export const coopActorId = "coop";
export const nodeActorId = "node";

/** `id` is `coop`, `node` or the UUIDv7 of a resource, member or circle. */
export const actorIri = (origin: string, id: string): string => `${origin}/actors/${id}`;
export const inboxIri = (origin: string, id: string): string => `${origin}/actors/${id}/inbox`;
/** The events that are ahead of a coop or circle (FEP-8a8e). */
export const upcomingEventsIri = (origin: string, actorId: string): string =>
  `${actorIri(origin, actorId)}/upcoming-events`;
export const followersIri = (origin: string, id: string): string => `${origin}/actors/${id}/followers`;
export const featuredIri = (origin: string, id: string): string => `${origin}/actors/${id}/featured`;
export const announcementIri = (origin: string, id: string): string => `${origin}/announcements/${id}`;
export const eventIri = (origin: string, id: string): string => `${origin}/events/${id}`;
/** The `Note` beside an `Article` or an `Event`, for servers that show nothing else. */
export const siblingNoteIri = (object: string): string => `${object}/note`;
/** The page of a hashtag, folded. */
export const hashtagIri = (origin: string, tag: string): string => `${origin}/tags/${encodeURIComponent(tag)}`;
/** A picture; `extension` says its type (`webp`, `png`, `jpg`, `gif`). */
export const uploadIri = (origin: string, id: string, extension: string): string =>
  `${origin}/uploads/${id}.${extension}`;
export const proposalIri = (origin: string, id: string): string => `${origin}/proposals/${id}`;
export const agreementIri = (origin: string, id: string): string => `${origin}/agreements/${id}`;
/** What the agreements of one series share. */
export const seriesIri = (origin: string, id: string): string => `${origin}/series/${id}`;
export const entryIri = (origin: string, id: string): string => `${origin}/entries/${id}`;
/** A word in a dispute, a statement about a period, the start of a new epoch of a log: each signed by the coop at `origin`. */
export const disputeWordIri = (origin: string, id: string): string => `${origin}/words/${id}`;
export const statementIri = (origin: string, id: string): string => `${origin}/statements/${id}`;
export const epochIri = (origin: string, id: string): string => `${origin}/epochs/${id}`;
/** Every activity we send has an id that answers; it is made from the id of its row in the outbox. */
export const messageIri = (origin: string, id: string): string => `${origin}/messages/${id}`;
/** The page that leads into a room. `token` is 128 bits in base64url and is the only right to enter. */
export const joinUrl = (origin: string, token: string): string => `${origin}/join/${token}`;
/** Where a coop's signed proposals are listed; partners see more there than strangers. */
export const proposalsIri = (origin: string): string => `${origin}/proposals`;
/** The partners who consent to be listed. */
export const partnersIri = (origin: string): string => `${origin}/partners`;
export const ledgerSyncIri = (origin: string): string => `${origin}/ledger/sync`;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is a UUIDv7 as we write them (lower case). */
export const isUuidV7 = (text: string): boolean => uuid.test(text);

/** The id of our own actor that an IRI names, or undefined when it is not one of ours. */
export function localActorId(origin: string, iri: string): string | undefined {
  const id = localId(`${origin}/actors/`, iri);
  return id === coopActorId || id === nodeActorId || (id !== undefined && isUuidV7(id)) ? id : undefined;
}

/** The UUIDv7 at the end of one of our own IRIs under `folder` (announcements, proposals, agreements, entries, messages). */
export function localObjectId(origin: string, folder: string, iri: string): string | undefined {
  const id = localId(`${origin}/${folder}/`, iri);
  return id !== undefined && isUuidV7(id) ? id : undefined;
}

function localId(prefix: string, iri: string): string | undefined {
  return iri.startsWith(prefix) ? iri.slice(prefix.length) : undefined;
}

/** Whether two IRIs live on one server: same scheme, host and port. False when either is not a URL. */
export function sameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
