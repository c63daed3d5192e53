import { Hono } from "hono";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { agreementCostPages } from "./agreement-cost.ts";
import { endPages } from "./agreement-end.ts";
import { agreementPages } from "./agreements.ts";
import { attendeePages } from "./attendees.ts";
import { calendarPages } from "./calendar-pages.ts";
import { capacityPages } from "./capacity.ts";
import { commonsPages } from "./commons.ts";
import { entryFormPages } from "./entry-form.ts";
import { guestLinkPages } from "./guests.ts";
import { deliveryPages } from "./deliveries.ts";
import { doctorPages } from "./doctor.ts";
import { disputePages } from "./disputes.ts";
import { followingPages } from "./followings.ts";
import { keyPages } from "./keys.ts";
import { ledgerPages } from "./ledger.ts";
import { meetingPages } from "./meetings.ts";
import { auditPages } from "./audit.ts";
import { blockListPages } from "./block-lists.ts";
import { followRequestPages } from "./follow-requests.ts";
import { moderationImportPages } from "./moderation-import.ts";
import { moderationSettingsPages } from "./moderation-settings.ts";
import { moderationPages } from "./moderation.ts";
import { overviewPages } from "./overview.ts";
import { peerPolicyPages } from "./peer-policy.ts";
import { peerPages } from "./peers.ts";
import { recoveryPages } from "./recovery.ts";
import { requestPages } from "./requests.ts";
import { resourcePages } from "./resources.ts";
import { responsePages } from "./responses.ts";
import { serverPages } from "./servers.ts";
import { statementPages } from "./statements.ts";
import { timelinePages } from "./timeline.ts";

/** The pages of those who run the coop: what waits, whom we share with, what we share, who has room, what was agreed, what it came to. */
export function stewardPages(parts: WebParts): Hono<WebEnvironment> {
  const pages = new Hono<WebEnvironment>();
  for (const open of [
    overviewPages,
    capacityPages,
    requestPages,
    agreementPages,
    agreementCostPages,
    meetingPages,
    guestLinkPages,
    attendeePages,
    resourcePages,
    calendarPages,
    serverPages,
    endPages,
    peerPages,
    peerPolicyPages,
    commonsPages,
    deliveryPages,
    timelinePages,
    followingPages,
    responsePages,
    doctorPages,
    disputePages,
    recoveryPages,
    keyPages,
    statementPages,
    entryFormPages,
    ledgerPages,
    moderationPages,
    moderationSettingsPages,
    moderationImportPages,
    blockListPages,
    followRequestPages,
    auditPages,
  ]) {
    open(parts, pages);
  }
  return pages;
}
