import { z } from "zod";
import { exportDomains, importDomains } from "#src/app/rule-files.ts";
import { problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { none } from "#src/web/api/schemas.ts";

const standings = ["allowed", "limited", "suspended"] as const;
const kind = z.enum(["block", "allow"]);
const fileRow = z.object({ line: z.int(), domain: z.string(), standing: z.enum(standings) });

const postImport = route({
  method: "post",
  path: "/moderation/import",
  id: "importDomainRules",
  summary:
    "Take the rules of a file over as stewards' own: Mastodon's CSV, other CSV with a severity, or one domain a line",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    text: z.string().max(1_000_000),
    kind: kind.default("block"),
    dryRun: z.boolean().default(false).meta({ description: "Say what it would do, and change nothing" }),
  }),
  status: 200,
  answer: z.object({
    new: z.array(fileRow),
    changed: z.array(fileRow),
    same: z.int(),
    kept: z.array(fileRow).meta({ description: "Left out: our own domain and those of partners" }),
    errors: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string() })),
  }),
  problems: ["not-valid"],
  async handle({ app, body }) {
    const outcome = await importDomains(app, body.text, { kind: body.kind, isTrial: body.dryRun });
    if (outcome.outcome === "unreadable") {
      const message = `a list of domains (${outcome.reason})`;
      return problem("not-valid", `The text should be ${message}.`, { errors: [{ field: "body.text", message }] });
    }
    const rows = (some: typeof outcome.new) => some.map(({ line, domain, standing }) => ({ line, domain, standing }));
    const { same, errors } = outcome;
    return {
      answer: {
        new: rows(outcome.new),
        changed: rows(outcome.changed),
        same,
        kept: rows(outcome.kept),
        errors: [...errors],
      },
    };
  },
});

const getExport = route({
  method: "get",
  path: "/moderation/export",
  id: "exportDomainRules",
  summary: "Stewards' rules as Mastodon's CSV",
  role: "steward",
  params: none,
  query: z.strictObject({ kind: kind.default("block") }),
  body: none,
  status: 200,
  answer: z.string(),
  files: ["text/csv"],
  async handle({ app, query }) {
    const name = `domain_${query.kind}s.csv`;
    return { file: { mediaType: "text/csv; charset=utf-8", name, pieces: exportDomains(app, query.kind) } };
  },
});

export const moderationFileRoutes = [postImport, getExport];
