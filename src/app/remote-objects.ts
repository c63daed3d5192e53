import { sameOrigin } from "#src/domain/iri.ts";
import { findRemoteObject, saveRemoteObject, type RemoteObjectRow } from "#src/store/remote-objects.ts";
import type { Work } from "./context.ts";
import { isGone } from "./gone.ts";
import type { RemoteObjectCard } from "./partners.ts";

export interface KeptObject {
  readonly row: RemoteObjectRow;
  /** It is new, or newer than what was kept. */
  readonly isChanged: boolean;
}

/**
 * Keeps what somebody elsewhere said, as their server just said it, and answers the row and whether it says something new. A version older than the one that is kept changes
 * nothing, whichever comes first; nor does a word about another author's object.
 */
export async function keepRemoteObject(work: Work, card: RemoteObjectCard): Promise<KeptObject> {
  const before = await findRemoteObject(work.session, card.object);
  if (before !== undefined && (before.attributedTo !== card.attributedTo || isOlder(card, before)))
    return { row: before, isChanged: false };
  const id = before?.id ?? work.newId();
  const row = { ...contentOf(card), id, receivedAtMs: before?.receivedAtMs ?? work.nowMs() };
  await saveRemoteObject(work.session, row);
  return { row, isChanged: before === undefined || versionMs(card) > versionMs(before) };
}

function contentOf({
  addressees: _addressees,
  mentions: _mentions,
  ...card
}: RemoteObjectCard): Omit<RemoteObjectRow, "id" | "receivedAtMs"> {
  const absent = {
    contentNote: null,
    inReplyTo: null,
    audience: null,
    startsAtMs: null,
    endsAtMs: null,
    updatedAtMs: null,
  };
  return { ...absent, ...card, host: new URL(card.object).origin };
}

const versionMs = ({
  publishedAtMs,
  updatedAtMs,
}: {
  readonly publishedAtMs: number;
  readonly updatedAtMs?: number | null;
}) => updatedAtMs ?? publishedAtMs;
const isOlder = (card: RemoteObjectCard, before: RemoteObjectRow): boolean => versionMs(card) < versionMs(before);

/** Whether a card says what was not known: it is new, newer than what is kept, or of the same moment with other words; and it was not deleted. */
export async function saysNews(work: Work, card: RemoteObjectCard): Promise<boolean> {
  if (await isGone(work, card.object)) return false;
  const before = await findRemoteObject(work.session, card.object);
  if (before === undefined) return true;
  if (before.attributedTo !== card.attributedTo || isOlder(card, before)) return false;
  return versionMs(card) > versionMs(before) || JSON.stringify(card.contentHtml) !== JSON.stringify(before.contentHtml);
}

/** Whether a card is really of who is said to speak for it: its id and author are on that one's server. */
export const isOfServer = (card: RemoteObjectCard, iri: string): boolean =>
  sameOrigin(card.object, iri) && sameOrigin(card.attributedTo, iri);
