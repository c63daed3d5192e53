import { z } from "zod";
import { exportAudit, listAudit, type AuditLine } from "#src/app/audit.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  instant,
  listOf,
  none,
  pageQuery,
  present,
  uuid,
  words,
  writeInstant,
} from "#src/web/api/schemas.ts";

const filter = {
  act: words(100).exactOptional().meta({ description: "How the act begins, as in domain or domain.suspend" }),
  by: words(200).exactOptional().meta({ description: "Part of the name of who did it" }),
  subject: words(500).exactOptional().meta({ description: "Part of what it was done to" }),
  since: instant.exactOptional(),
  until: instant.exactOptional(),
};

const read = ({
  since,
  until,
  ...rest
}: {
  readonly act?: string;
  readonly by?: string;
  readonly subject?: string;
  readonly since?: number;
  readonly until?: number;
}) => ({
  ...rest,
  ...(since === undefined ? {} : { sinceMs: since }),
  ...(until === undefined ? {} : { untilMs: until }),
});

const line = z.object({
  id: uuid,
  by: z.string().exactOptional().meta({ description: "The id of a person or a token" }),
  byName: z.string(),
  act: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  at: answeredInstant,
});

const shown = ({ atMs, detail, ...rest }: AuditLine) =>
  present({ ...rest, detail: { ...detail }, at: writeInstant(atMs) });

const list = route({
  method: "get",
  path: "/audit",
  id: "listAudit",
  summary: "Who did what",
  role: "steward",
  params: none,
  query: z.strictObject({ ...pageQuery, ...filter }),
  body: none,
  status: 200,
  answer: listOf(line),
  async handle({ app, query: { limit, cursor, ...rest } }) {
    const page = await listAudit(app, { limit, ...(cursor === undefined ? {} : { cursor }) }, read(rest));
    return { answer: { ...page, items: page.items.map(shown) } };
  },
});

const exporting = route({
  method: "get",
  path: "/audit/export",
  id: "exportAudit",
  summary: "Who did what, as CSV",
  role: "steward",
  params: none,
  query: z.strictObject(filter),
  body: none,
  status: 200,
  answer: z.string(),
  files: ["text/csv"],
  async handle({ app, query }) {
    const name = `audit-${new Date(app.nowMs()).toISOString().slice(0, 10)}.csv`;
    return { file: { mediaType: "text/csv; charset=utf-8", name, pieces: exportAudit(app, read(query)) } };
  },
});

export const auditRoutes = [list, exporting];
