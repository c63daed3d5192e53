import { z } from "zod";
import { findAccount } from "#src/app/accounts.ts";
import {
  listReports,
  longestReport,
  reopenReport,
  reportToOrigin,
  resolveReport,
  type Report,
} from "#src/app/reports.ts";
import { findReport } from "#src/store/reports.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  text,
  uuid,
  words,
  writeInstant,
} from "#src/web/api/schemas.ts";

const directions = z.enum(["in", "page", "out"]);
const states = z.enum(["open", "resolved"]);

const report = z.object({
  id: uuid,
  direction: directions.meta({ description: "From another server, from a visitor of a page, or by us" }),
  reporter: z.string().exactOptional(),
  reported: z.string(),
  objects: z.array(z.string()),
  comment: z.string(),
  state: states,
  resolution: z.string().exactOptional(),
  createdAt: answeredInstant,
  resolvedAt: answeredInstant.exactOptional(),
});

const shown = ({ flag: _flag, createdAtMs, resolvedAtMs, objects, ...rest }: Report) =>
  present({
    ...rest,
    objects: [...objects],
    createdAt: writeInstant(createdAtMs),
    resolvedAt: resolvedAtMs === null ? undefined : writeInstant(resolvedAtMs),
  });

const list = route({
  method: "get",
  path: "/reports",
  id: "listReports",
  summary: "What was reported to us, and what we reported",
  role: "steward",
  params: none,
  query: z.strictObject({ ...pageQuery, state: states.exactOptional(), direction: directions.exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(report),
  async handle({ app, query: { state, direction, ...page } }) {
    const found = await listReports(app, page, present({ state, direction }));
    return { answer: { ...found, items: found.items.map(shown) } };
  },
});

const get = route({
  method: "get",
  path: "/reports/{id}",
  id: "getReport",
  summary: "One report",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: report,
  names: "report",
  async handle({ app, params }) {
    const found = await findReport(app.database, params.id);
    return found === undefined ? notFound("report") : { answer: shown(found) };
  },
});

const post = route({
  method: "post",
  path: "/reports",
  id: "reportToOrigin",
  summary: "Report an account of another server to that server, by our node and without a name",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    account: text(2_000).meta({ examples: ["@user@example.org"] }),
    objects: z.array(iri).max(50).default([]),
    comment: words(longestReport),
  }),
  status: 201,
  answer: report,
  problems: ["not-valid", "conflict", "other-node"],
  asksOthers: true,
  async handle({ app, partners, body: { account, objects, comment } }) {
    const found = await findAccount(app, partners, account);
    if ("failed" in found)
      return found.failed === "unreachable"
        ? problem("other-node", found.detail)
        : problem("not-valid", found.detail, { errors: [{ field: "body.account", message: found.detail }] });
    const sent = await reportToOrigin(app, { account: found.actor, objects, comment });
    if (sent.outcome === "done") return { answer: shown(sent.report) };
    return problem(
      "conflict",
      sent.outcome === "ourselves" ? "This is one of ours." : "Their server does not answer now.",
    );
  },
});

const change = (verb: "resolve" | "reopen") =>
  route({
    method: "post",
    path: `/reports/{id}/${verb}`,
    id: `${verb}Report`,
    summary: verb === "resolve" ? "Close a report, with a word on what came of it" : "Open a closed report again",
    role: "steward",
    params: idParams,
    query: none,
    body: z.strictObject({ note: words(longestReport).default("") }),
    status: 200,
    answer: report,
    names: "report",
    async handle({ app, params, body }) {
      const changed = await (verb === "resolve"
        ? resolveReport(app, params.id, body.note)
        : reopenReport(app, params.id));
      return changed === undefined ? notFound("report") : { answer: shown(changed) };
    },
  });

export const reportRoutes = [list, get, post, change("resolve"), change("reopen")];
