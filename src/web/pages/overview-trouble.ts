import { html } from "hono/html";
import { viewAgreement, type AgreementView } from "#src/app/agreement-view.ts";
import type { Context } from "#src/app/context.ts";
import { hasServers } from "#src/domain/pool.ts";
import { listAllServers, listTroubledAgreements } from "#src/store/servers.ts";
import { listResources, type Resource } from "#src/store/resources.ts";
import { cards, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localized } from "#src/web/components/language.ts";
import { status } from "#src/web/components/status.ts";
import { formatMoment, slot } from "#src/web/components/time.ts";
import { findWaitingModeration, moderationSection, type WaitingModeration } from "./overview-moderation.ts";
import { otherName, type Names } from "./agreement-parts.ts";

/** What is not in order with meeting servers: ours that nobody can reach, and agreements of either role that depend on one. */
export interface ServerTrouble {
  readonly resources: readonly Resource[];
  readonly agreements: readonly AgreementView[];
  /** What only stewards decide. */
  readonly moderation: WaitingModeration;
}

const most = 50;

export async function findServerTrouble(app: Context): Promise<ServerTrouble> {
  const { database } = app;
  const servers = await listAllServers(database);
  const resources = (await listResources(database, { limit: 500 })).filter(({ id, platform }) => {
    const own = servers.filter(({ resourceId }) => resourceId === id);
    return hasServers(platform) && own.length > 0 && own.every(({ health }) => health === "down");
  });
  const rows = await listTroubledAgreements(database, { nowMs: app.nowMs(), limit: most });
  const moderation = await findWaitingModeration(app);
  return { resources, agreements: rows.map((row) => viewAgreement(app, row)), moderation };
}

/** Says what is wrong and whom it touches, and what waits for moderators; nothing while all is well. */
export const troubleSection = (page: PageContext, trouble: ServerTrouble, names: Names): Html =>
  html`${serverTrouble(page, trouble, names)}${moderationSection(page, trouble.moderation)}`;

function serverTrouble(page: PageContext, trouble: ServerTrouble, names: Names): Html | undefined {
  const { text } = page;
  const { resources, agreements } = trouble;
  if (resources.length + agreements.length === 0) return undefined;
  return section(
    { title: text("trouble-title") },
    cards([
      ...resources.map(({ id, name }) => ({
        title: localized(text, name),
        href: `/resources/${id}#servers`,
        status: status("trouble", text("servers-down")),
        body: text("servers-all-down"),
      })),
      ...agreements.map((agreement) => agreementCard(page, agreement, names)),
    ]),
  );
}

function agreementCard(page: PageContext, agreement: AgreementView, names: Names): Card {
  const { text } = page;
  const name = otherName(text, names, agreement);
  const since = formatMoment(page, agreement.trouble?.sinceMs ?? page.nowMs);
  return {
    title: agreement.title,
    href: `/agreements/${agreement.id}`,
    status: status("trouble", text("servers-down")),
    meta: html`${slot(page, agreement)}`,
    body:
      agreement.role === "provider" ? text("trouble-ours", { name, since }) : text("trouble-theirs", { name, since }),
  };
}
