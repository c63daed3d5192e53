import { z } from "zod";
import { changeCoop } from "#src/app/coop-changes.ts";
import { findPresence } from "#src/app/absence.ts";
import type { Coop } from "#src/store/coop.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, answeredTexts, localizedText, none, present, writeInstant } from "#src/web/api/schemas.ts";

const longestRule = 1_000;
const mostRules = 40;

const settings = z.object({
  federation: z.enum(["open", "allow-list"]),
  authorisedFetch: z.boolean(),
  responses: z.enum(["shown", "waiting"]),
  publishBlocks: z.boolean(),
  absenceDays: z.int().nullable(),
  rules: z.array(answeredTexts),
  closedSince: answeredInstant.exactOptional().meta({ description: "Closed for strangers, since no steward was here" }),
});

const shown = (coop: Coop, closedSinceMs: number | undefined) =>
  present({
    federation: coop.federation,
    authorisedFetch: coop.authorisedFetch,
    responses: coop.responses,
    publishBlocks: coop.publishBlocks,
    rules: coop.rules.map((rule) => ({ ...rule })),
    closedSince: closedSinceMs === undefined ? undefined : writeInstant(closedSinceMs),
  });

const answer = async (app: Parameters<typeof findPresence>[0], coop: Coop) => {
  const presence = await findPresence(app);
  const sinceMs = presence.presence === "closed" ? presence.sinceMs : undefined;
  return { answer: { ...shown(coop, sinceMs), absenceDays: coop.absenceDays } };
};

const get = route({
  method: "get",
  path: "/moderation/settings",
  id: "getModerationSettings",
  summary: "How open the node is, and its rules",
  role: "member",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: settings,
  handle: ({ app, coop }) => answer(app, coop),
});

const patch = route({
  method: "patch",
  path: "/moderation/settings",
  id: "changeModerationSettings",
  summary: "Change how open the node is, and its rules",
  description:
    "`federation: allow-list`: only domains that are allowed, and partners. `authorisedFetch`: posts and lists are read by signed requests only. `absenceDays`: after so many days without a steward the node closes for strangers; null: never.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    federation: z.enum(["open", "allow-list"]).exactOptional(),
    authorisedFetch: z.boolean().exactOptional(),
    responses: z.enum(["shown", "waiting"]).exactOptional(),
    publishBlocks: z.boolean().exactOptional(),
    absenceDays: z.int("whole days").min(7, "at least 7").max(3_650, "at most 3650").nullable().exactOptional(),
    rules: z.array(localizedText(longestRule)).max(mostRules, `at most ${mostRules} rules`).exactOptional(),
  }),
  status: 200,
  answer: settings,
  async handle({ app, body }) {
    return answer(app, await changeCoop(app, body));
  },
});

export const moderationSettingRoutes = [get, patch];
