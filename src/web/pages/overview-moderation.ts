import { html } from "hono/html";
import { findPresence, type Presence } from "#src/app/absence.ts";
import { listSubscriptions } from "#src/app/block-lists.ts";
import type { Context } from "#src/app/context.ts";
import { countFollowRequests } from "#src/store/follow-requests.ts";
import { countOpenReports } from "#src/store/reports.ts";
import { section } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { stats } from "#src/web/components/facts.ts";
import { mayAct } from "./done.ts";
import { presenceNotice } from "./moderation-view.ts";

/** What others wait for that only stewards decide. */
export interface WaitingModeration {
  readonly presence: Presence;
  readonly reports: number;
  readonly requests: number;
  readonly drafts: number;
}

export async function findWaitingModeration(app: Context): Promise<WaitingModeration> {
  const lists = await listSubscriptions(app);
  return {
    presence: await findPresence(app),
    reports: await countOpenReports(app.database),
    requests: await countFollowRequests(app.database),
    drafts: lists.reduce((sum, { counts }) => sum + counts.draft + counts.retracted, 0),
  };
}

/** Nothing while nothing waits. */
export function moderationSection(page: PageContext, waiting: WaitingModeration): Html | undefined {
  const { text } = page;
  const all = [
    { label: text("moderation-reports"), number: waiting.reports, href: "/reports" },
    { label: text("moderation-requests"), number: waiting.requests, href: "/moderation/follow-requests" },
    { label: text("moderation-drafts"), number: waiting.drafts, href: "/moderation/lists" },
  ].filter(({ number }) => number > 0);
  if (!mayAct(page, "steward") || (all.length === 0 && waiting.presence.presence === "here")) return undefined;
  return section(
    { title: text("moderation-title") },
    html`${presenceNotice(page, waiting.presence)}
      ${all.length > 0 && stats(all.map(({ label, number, href }) => ({ label, value: String(number), href })))}`,
  );
}
