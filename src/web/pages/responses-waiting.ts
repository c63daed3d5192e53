import type { Session } from "#src/store/database.ts";
import { countWaitingReplies } from "#src/store/responses.ts";
import { countWaitingBoosts } from "#src/store/timeline.ts";
import type { Card } from "#src/web/components/card.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { mayAct } from "./done.ts";

/** For the overview of a steward: what others said and nobody sees yet. */
export async function answersWaiting(session: Session, page: PageContext): Promise<readonly Card[]> {
  if (!mayAct(page, "steward")) return [];
  const count = (await countWaitingReplies(session)) + (await countWaitingBoosts(session));
  if (count === 0) return [];
  const { text } = page;
  const body = text("following-waiting-here", { count, number: formatNumber(text, count) });
  return [{ title: text("following-responses-title"), href: "/responses", body }];
}
