import { Hono } from "hono";
import { feedPages } from "#src/web/feeds/routes.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { draftUploads } from "#src/web/uploads.ts";
import { aboutPages } from "./about.ts";
import { actorPages } from "./actors.ts";
import { announcementPages } from "./announcements.ts";
import { attendPages } from "./attend.ts";
import { coopPages } from "./coop.ts";
import { eventPages } from "./events.ts";
import { fairUsePages } from "./fair-use.ts";
import { guestPages } from "./guest.ts";
import { joinPages } from "./join.ts";
import { memberPages } from "./members.ts";
import { reportPages } from "./reports.ts";
import { rulesPages } from "./rules.ts";
import { settingsPages } from "./settings.ts";

/**
 * What anyone may see: who the coop is, what it shares and announces, how to follow it and how to join a meeting; and where its
 * stewards write all that. Mounted last.
 */
export function publicPages(parts: WebParts): Hono<WebEnvironment> {
  const pages = new Hono<WebEnvironment>();
  for (const open of [
    coopPages,
    actorPages,
    announcementPages,
    attendPages,
    eventPages,
    draftUploads,
    memberPages,
    settingsPages,
    joinPages,
    guestPages,
    aboutPages,
    fairUsePages,
    rulesPages,
    reportPages,
    feedPages,
  ]) {
    open(parts, pages);
  }
  return pages;
}
