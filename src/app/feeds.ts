import {
  findFeedByHash,
  listFeeds as listSavedFeeds,
  saveFeed,
  saveFeedsRevoked,
  type Feed,
} from "#src/store/feeds.ts";
import { findUser, type User } from "#src/store/people.ts";
import { hashToken, newToken } from "#src/store/secrets.ts";
import { transact, type Context, type Work } from "./context.ts";

/**
 * Secret addresses for calendar and feed readers, which cannot sign in. Whoever has the address reads what its maker could read when
 * signed in, and no more: it ends when it is revoked, or when its maker's account goes.
 */
export type FeedKind = Feed["kind"];

/** What a feed is about: all our agreements, one agreement, a resource's calendar, or a saved search. */
export interface FeedSubject {
  readonly kind: FeedKind;
  /** The id of the agreement, resource or search; null for `agreements`. */
  readonly subjectId: string | null;
}

export interface FeedCard extends FeedSubject {
  readonly id: string;
  /** The secret in its address; see {@link feedUrl}. */
  readonly token: string;
  readonly createdAtMs: number;
}

/** Where a feed is read. `language` is one that pages speak: readers send none of their own. */
export function feedUrl(
  origin: string,
  feed: Pick<FeedCard, "token">,
  { format, language }: { readonly format: "ics" | "atom"; readonly language?: string },
): string {
  return `${origin}/feeds/${feed.token}.${format}${language === undefined ? "" : `?language=${language}`}`;
}

/** The address that a person has for a subject; made when there is none yet. Asked twice, it is the same. */
export function createFeed(context: Context, wanted: FeedSubject & { readonly userId: string }): Promise<FeedCard> {
  return transact(context, async (work) => {
    const [known] = await listSavedFeeds(work.session, wanted);
    if (known !== undefined) return cardOf(work, known);
    const id = work.newId();
    const token = newToken();
    const { userId, kind, subjectId } = wanted;
    const secret = { tokenHash: hashToken(token), tokenSealed: work.secrets.seal(token, purposeOf(id)) };
    const row = { id, userId, kind, subjectId, ...secret, createdAtMs: work.nowMs(), revokedAtMs: null };
    await saveFeed(work.session, row);
    return cardOf(work, row);
  });
}

/** A person's living addresses, newest first. */
export async function listFeeds(context: Context, userId: string): Promise<readonly FeedCard[]> {
  return (await listSavedFeeds(context.database, { userId })).map((row) => cardOf(context, row));
}

/** The living address that a person has for a subject. */
export async function findFeed(
  context: Context,
  wanted: FeedSubject & { readonly userId: string },
): Promise<FeedCard | undefined> {
  const [row] = await listSavedFeeds(context.database, wanted);
  return row === undefined ? undefined : cardOf(context, row);
}

/** From now on the address answers nobody. False when this person has no such address. */
export function revokeFeed(
  context: Context,
  which: { readonly id: string; readonly userId: string },
): Promise<boolean> {
  return transact(context, async (work) => (await saveFeedsRevoked(work.session, which, work.nowMs())) > 0);
}

/** For something that goes: every address that leads to it ends. */
export async function revokeFeedsOf(work: Work, subject: FeedSubject): Promise<void> {
  await saveFeedsRevoked(work.session, subject, work.nowMs());
}

/** What a token leads to, and whose it is; undefined when it is none, was revoked, or its maker is gone. */
export async function openFeed(
  { database }: Pick<Context, "database">,
  token: string,
): Promise<(FeedSubject & { readonly id: string; readonly user: User }) | undefined> {
  const feed = await findFeedByHash(database, hashToken(token));
  const user = feed === undefined ? undefined : await findUser(database, feed.userId);
  if (feed === undefined || user === undefined) return undefined;
  return { id: feed.id, kind: feed.kind, subjectId: feed.subjectId, user };
}

const purposeOf = (id: string): string => `feed ${id}`;

function cardOf({ secrets }: Pick<Context, "secrets">, row: Feed): FeedCard {
  const { id, kind, subjectId, createdAtMs } = row;
  return { id, kind, subjectId, token: secrets.open(row.tokenSealed, purposeOf(id)), createdAtMs };
}
