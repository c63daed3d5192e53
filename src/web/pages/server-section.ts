import { html } from "hono/html";
import type { ResourceView } from "#src/app/resources.ts";
import type { ServerView } from "#src/app/servers.ts";
import { hasServers } from "#src/domain/pool.ts";
import { linkButton } from "#src/web/components/button.ts";
import { cards, emptyState, section, type Card } from "#src/web/components/card.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { actionForm, actions } from "#src/web/components/form.ts";
import { notice } from "#src/web/components/notice.ts";
import { formatSeats } from "#src/web/components/quantity.ts";
import { formatDistance, formatMoment } from "#src/web/components/time.ts";
import { mayAct } from "./done.ts";
import { healthStatus, platformName } from "./server-words.ts";

/** The servers behind a resource and how they are; nothing for a room with a fixed address. */
export function serversSection(
  page: PageContext,
  { resource, servers }: { readonly resource: ResourceView; readonly servers: readonly ServerView[] },
): Html | undefined {
  const { text } = page;
  if (!hasServers(resource.platform)) return undefined;
  const may = mayAct(page, "operator");
  const platform = platformName(text, resource.platform ?? "");
  const href = `/resources/${resource.id}/servers/new`;
  if (servers.length === 0) {
    const add = linkButton({ href, label: text("servers-add-first", { platform }) });
    const empty = { title: text("servers-empty-title"), says: text("servers-empty", { platform }) };
    return section(
      { title: text("servers-title"), id: "servers" },
      emptyState({ ...empty, ...(may && { action: add }) }),
    );
  }
  const isDown = servers.every(({ health }) => health === "down");
  return section(
    { title: text("servers-title"), id: "servers" },
    html`
      ${isDown && notice({ meaning: "trouble", title: text("servers-all-down-title"), says: text("servers-all-down") })}
      ${cards(servers.map((server) => serverCard(page, server)))}
      ${may && actions(linkButton({ href, label: text("servers-add-another"), kind: "quiet" }))}`,
  );
}

function serverCard(page: PageContext, server: ServerView): Card {
  const { text } = page;
  const used = text("servers-rooms-in-use", { count: server.roomsInUse });
  return {
    title: server.name,
    status: healthStatus(text, server),
    meta: [platformName(text, server.platform), formatSeats(text, server.seats), used].join(" · "),
    body: html`<p>${healthSays(page, server)}</p>`,
    ...(mayAct(page, "operator") && {
      actions: actions(
        linkButton({ href: `/servers/${server.id}`, label: text("servers-change"), kind: "quiet" }),
        actionForm(page, {
          action: `/servers/${server.id}/check`,
          button: { label: text("servers-check"), kind: "quiet" },
        }),
      ),
    }),
  };
}

/** How it is, since when, and for those who run it in the server's own words. */
function healthSays(page: PageContext, server: ServerView): string {
  const { text } = page;
  const { health, healthDetail, healthSinceMs, checkedAtMs, failures } = server;
  const detail = mayAct(page, "operator") ? (healthDetail ?? "") : "";
  const when = checkedAtMs === null ? "" : formatDistance(page, checkedAtMs);
  const since = formatMoment(page, healthSinceMs);
  switch (health) {
    case "up":
      if (failures > 0) return text("servers-up-doubt", { when, detail });
      return detail === ""
        ? text("servers-up-says", { since, when })
        : text("servers-up-version", { since, when, version: detail });
    case "down":
      return detail === ""
        ? text("servers-down-says", { since, when })
        : text("servers-down-detail", { since, when, detail });
    case "unknown":
      return detail === "" ? text("servers-unknown-says") : text("servers-unknown-detail", { detail });
  }
}
