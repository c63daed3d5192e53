import { z } from "zod";
import { chooseOwedLimits, findOwedLimits, type OwedShown } from "#src/app/owed-limits.ts";
import { notFound, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { idParams, none, unit } from "#src/web/api/schemas.ts";

const most = z
  .int("a whole number of the unit")
  .min(0, "at least 0")
  .meta({ description: "The most that it may owe us: what it asks for beyond that is refused" });

const limits = z.strictObject({
  items: z
    .array(z.strictObject({ unit, most }))
    .max(50, "at most 50 units")
    .refine((items) => new Set(items.map((item) => item.unit)).size === items.length, "each unit once"),
});

const shownLimits = z.object({
  items: z.array(
    z.object({
      unit,
      most,
      owed: z.int().meta({
        description:
          "What it owes: given to it, also what it has not signed yet or refuses, less what both have signed that it gave; and what is agreed and not settled. Below 0, we owe it",
      }),
      left: z.int().meta({ description: "What it may still ask for" }),
    }),
  ),
});

const shown = (items: readonly OwedShown[] | undefined): { readonly answer: z.output<typeof shownLimits> } | Problem =>
  items === undefined ? notFound("peer") : { answer: { items: items.map((item) => ({ ...item })) } };

const get = route({
  method: "get",
  path: "/peers/{id}/owed-limits",
  id: "getOwedLimits",
  summary: "What one partner may owe us in each unit, and owes",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: shownLimits,
  names: "peer",
  handle: async ({ app, params }) => shown(await findOwedLimits(app, params.id)),
});

const put = route({
  method: "put",
  path: "/peers/{id}/owed-limits",
  id: "setOwedLimits",
  summary: "Choose what one partner may owe us, for all units at once",
  description:
    "It goes for what is asked from now on: an offer that would go beyond it is refused with what is left. What was agreed stays, and a steward may still accept by hand what waits. A unit that is left out has no limit.",
  role: "steward",
  params: idParams,
  query: none,
  body: limits,
  status: 200,
  answer: shownLimits,
  names: "peer",
  handle: async ({ app, params, body }) => shown(await chooseOwedLimits(app, params.id, body.items)),
});

export const owedLimitRoutes = [get, put];
