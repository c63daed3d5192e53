import { z } from "zod";
import { exportFormats, exportLedger, exportTypes } from "#src/app/ledger-export.ts";
import { isDay } from "#src/domain/statement.ts";
import { findPeer } from "#src/store/peers.ts";
import { notFound } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { none, uuid } from "#src/web/api/schemas.ts";

const day = z.string().refine(isDay, "a day, as in 2027-03-01").meta({ format: "date" });

const exporting = route({
  method: "get",
  path: "/ledger/export",
  id: "exportLedger",
  summary: "The ledger as a file, as it was signed (jsonl), as a table (csv) or as a journal (hledger)",
  description:
    "Days are UTC dates, those in which entries were made, both inclusive. The file is written as it is read, however large the ledger.",
  role: "steward",
  params: none,
  query: z.strictObject({
    format: z.enum(exportFormats, { error: exportFormats.join(", ") }).default("jsonl"),
    peer: uuid.exactOptional(),
    from: day.exactOptional(),
    until: day.exactOptional(),
  }),
  body: none,
  status: 200,
  answer: z.string(),
  files: Object.values(exportTypes).map(({ mediaType }) => mediaType.replace(/;.*$/, "")),
  names: "peer",
  async handle({ app, query: { format, peer, from, until } }) {
    if (peer !== undefined && (await findPeer(app.database, peer)) === undefined) return notFound("peer");
    const part = {
      ...(peer === undefined ? {} : { peerId: peer }),
      ...(from === undefined ? {} : { fromDay: from }),
      ...(until === undefined ? {} : { untilDay: until }),
    };
    const { mediaType, extension } = exportTypes[format];
    const name = `ledger-${new Date(app.nowMs()).toISOString().slice(0, 10)}.${extension}`;
    return { file: { mediaType, name, pieces: exportLedger(app, format, part) } };
  },
});

export const exportRoutes = [exporting];
