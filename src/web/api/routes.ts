import type { Route } from "./route.ts";
import { agreementCostRoutes } from "./routes/agreement-cost.ts";
import { agreementRoutes } from "./routes/agreements.ts";
import { announcementRoutes } from "./routes/announcements.ts";
import { attendanceRoutes } from "./routes/attendances.ts";
import { capacityRoutes } from "./routes/capacity.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { disputeRoutes } from "./routes/disputes.ts";
import { entryRoutes } from "./routes/entries.ts";
import { eventRoutes } from "./routes/events.ts";
import { exportRoutes } from "./routes/export.ts";
import { followingRoutes } from "./routes/followings.ts";
import { guestRoutes } from "./routes/guests.ts";
import { keyRoutes } from "./routes/keys.ts";
import { ledgerRoutes } from "./routes/ledger.ts";
import { logRoutes } from "./routes/logs.ts";
import { memberRoutes } from "./routes/members.ts";
import { auditRoutes } from "./routes/audit.ts";
import { moderationFileRoutes } from "./routes/moderation-files.ts";
import { moderationListRoutes } from "./routes/moderation-lists.ts";
import { moderationSettingRoutes } from "./routes/moderation-settings.ts";
import { moderationRoutes } from "./routes/moderation.ts";
import { reportRoutes } from "./routes/reports.ts";
import { nodeRoutes } from "./routes/node.ts";
import { owedLimitRoutes } from "./routes/owed-limits.ts";
import { peerRoutes } from "./routes/peers.ts";
import { policyRoutes } from "./routes/policy.ts";
import { proposalRoutes } from "./routes/proposals.ts";
import { recoveryRoutes } from "./routes/recovery.ts";
import { requestRoutes } from "./routes/requests.ts";
import { resourceRoutes } from "./routes/resources.ts";
import { searchRoutes } from "./routes/searches.ts";
import { serverRoutes } from "./routes/servers.ts";
import { statementRoutes } from "./routes/statements.ts";
import { timelineRoutes } from "./routes/timeline.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { usageRoutes } from "./routes/usages.ts";

/** Every call of the API, in the order in which the documents show them. */
export const routes: readonly Route[] = [
  ...nodeRoutes,
  ...peerRoutes,
  ...policyRoutes,
  ...owedLimitRoutes,
  ...memberRoutes,
  ...resourceRoutes,
  ...serverRoutes,
  ...proposalRoutes,
  ...requestRoutes,
  ...capacityRoutes,
  ...searchRoutes,
  ...agreementRoutes,
  ...agreementCostRoutes,
  ...guestRoutes,
  ...usageRoutes,
  ...ledgerRoutes,
  ...entryRoutes,
  ...exportRoutes,
  ...disputeRoutes,
  ...statementRoutes,
  ...logRoutes,
  ...recoveryRoutes,
  ...keyRoutes,
  ...announcementRoutes,
  ...followingRoutes,
  ...timelineRoutes,
  ...eventRoutes,
  ...attendanceRoutes,
  ...uploadRoutes,
  ...deliveryRoutes,
  ...moderationRoutes,
  ...moderationFileRoutes,
  ...moderationListRoutes,
  ...moderationSettingRoutes,
  ...reportRoutes,
  ...auditRoutes,
];
