import { and, desc, eq, isNull } from "drizzle-orm";
import type { Session } from "./database.ts";
import type { Tables } from "./schema.ts";

/** A secret address for a reader that cannot sign in; the token in it is kept sealed, and as a hash to find it by. */
export type Feed = Tables["feeds"]["$inferSelect"];

export async function saveFeed({ q, t }: Session, feed: Feed): Promise<void> {
  await q.insert(t.feeds).values(feed);
}

/** The living feed whose token has this hash. */
export async function findFeedByHash({ q, t }: Session, tokenHash: string): Promise<Feed | undefined> {
  const found = and(eq(t.feeds.tokenHash, tokenHash), isNull(t.feeds.revokedAtMs));
  return (await q.select().from(t.feeds).where(found).limit(1))[0];
}

/** Whose feeds, and of what. */
export interface FeedFilter {
  readonly userId?: string;
  readonly kind?: Feed["kind"];
  /** Null: those that are about no single thing. */
  readonly subjectId?: string | null;
}

/** Living feeds, newest first. */
export async function listFeeds(session: Session, filter: FeedFilter): Promise<Feed[]> {
  const { q, t } = session;
  return q.select().from(t.feeds).where(living(session, filter)).orderBy(desc(t.feeds.id)).limit(1000);
}

/** Revokes the living feeds that fit; answers how many. */
export async function saveFeedsRevoked(
  session: Session,
  filter: FeedFilter & { readonly id?: string },
  revokedAtMs: number,
): Promise<number> {
  const { q, t } = session;
  const revoked = await q
    .update(t.feeds)
    .set({ revokedAtMs })
    .where(and(living(session, filter), filter.id === undefined ? undefined : eq(t.feeds.id, filter.id)))
    .returning({ id: t.feeds.id });
  return revoked.length;
}

function living({ t }: Session, { userId, kind, subjectId }: FeedFilter) {
  const { feeds } = t;
  return and(
    isNull(feeds.revokedAtMs),
    userId === undefined ? undefined : eq(feeds.userId, userId),
    kind === undefined ? undefined : eq(feeds.kind, kind),
    subjectId === undefined ? undefined : subjectId === null ? isNull(feeds.subjectId) : eq(feeds.subjectId, subjectId),
  );
}
