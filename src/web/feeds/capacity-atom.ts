import type { CapacityItem } from "#src/app/capacity.ts";
import type { Context } from "#src/app/context.ts";
import { findSearch, listFitting } from "#src/app/saved-searches.ts";
import { pickText } from "#src/domain/language.ts";
import type { Wanted } from "#src/domain/listing.ts";
import { findCoop } from "#src/store/coop.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { reasons } from "#src/web/pages/capacity-offer.ts";
import type { Text } from "#src/web/text.ts";
import { writeAtom, type AtomEntry } from "./atom.ts";
import type { FeedReader } from "./formats.ts";

interface Reader {
  readonly app: Context;
  readonly text: Text;
  /** The feed's own address. */
  readonly address: string;
}

interface Shown {
  readonly title: string;
  /** The same as a page. */
  readonly page: string;
  readonly wanted: Wanted;
  readonly items: readonly (CapacityItem & { readonly fitsSinceMs?: number })[];
}

/** What fits a saved search, the latest first; undefined when its owner has deleted it. */
export async function searchFeed(
  { app, text, address, user }: FeedReader,
  searchId: string,
): Promise<string | undefined> {
  const search = await findSearch(app, { id: searchId, userId: user.id });
  if (search === undefined) return undefined;
  const items = await listFitting(app, search);
  const page = `${app.origin}/searches/${search.id}`;
  return writeOffers({ app, text, address }, { title: search.name, page, wanted: search.wanted, items });
}

/** Offers as Atom. */
export async function writeOffers(
  { app, text, address }: Reader,
  { title, page, wanted, items }: Shown,
): Promise<string> {
  const coop = await findCoop(app.database);
  const reader = { text, zone: coop?.timeZone ?? "UTC", nowMs: app.nowMs() };
  const entries = items.map((item): AtomEntry => {
    const seats = formatSeats(text, item.freeSeats);
    const free = text("capacity-free", { seats, count: item.freeSeats });
    return {
      id: item.proposal,
      title: `${pickText(item.resource.name, text.locale)}: ${free}`,
      page: item.own ? item.resource.actor : `${app.origin}/capacity/ask?proposal=${item.id}`,
      updatedAtMs: item.fitsSinceMs ?? item.updatedAtMs,
      author: pickText(item.coopName, text.locale),
      lines: reasons(reader, item, wanted),
    };
  });
  return writeAtom({
    address,
    page,
    title,
    author: coop === undefined ? "fedicoop" : pickText(coop.name, text.locale),
    language: text.language,
    // A feed without entries has not changed since it began; it has to say some time.
    updatedAtMs: entries.reduce((last, { updatedAtMs }) => Math.max(last, updatedAtMs), coop?.createdAtMs ?? 0),
    entries,
  });
}
