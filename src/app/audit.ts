import { listAuditLines, saveAuditLine, type AuditLine, type AuditPage } from "#src/store/audit.ts";
import { nodeItself } from "./acting.ts";
import type { Context, Work } from "./context.ts";
import { csvRecord } from "./csv.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";

export type { AuditLine } from "#src/store/audit.ts";

/** What was done, named as `domain.suspend`; to what (a domain, an IRI, an id); and what else a reader wants to know, without secrets. */
export interface Deed {
  readonly act: string;
  readonly subject: string;
  readonly detail?: AuditLine["detail"];
}

/** Longer words than this are cut: the log is no place for texts. */
const longest = 500;

/** Writes down who did what, in the transaction that does it. Lines are never changed and never removed. */
export async function note(work: Work, { act, subject, detail = {} }: Deed): Promise<void> {
  const { id, name } = work.acting ?? nodeItself;
  const cut = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === "string" ? value.slice(0, longest) : value,
  ]);
  await saveAuditLine(work.session, {
    id: work.newId(),
    by: id,
    byName: name.slice(0, longest),
    act,
    subject: subject.slice(0, 2_000),
    detail: Object.fromEntries(cut) as AuditLine["detail"],
    atMs: work.nowMs(),
  });
}

export type AuditFilter = Omit<AuditPage, "limit" | "before">;

/** Who did what, newest first. */
export const listAudit = (
  { database }: Context,
  request: PageRequest,
  filter: AuditFilter = {},
): Promise<Page<AuditLine>> => pageOf(request, (page) => listAuditLines(database, { ...filter, ...page }));

const linesAtOnce = 500;

/** The log as CSV, newest first, written piece by piece. */
export async function* exportAudit({ database }: Context, filter: AuditFilter = {}): AsyncGenerator<string> {
  yield csvRecord(["at", "by", "by_id", "act", "subject", "detail"]);
  let before: string | undefined;
  for (;;) {
    const lines: AuditLine[] = await listAuditLines(database, {
      ...filter,
      limit: linesAtOnce,
      ...(before === undefined ? {} : { before }),
    });
    yield lines
      .map(({ atMs, byName, by, act, subject, detail }) =>
        csvRecord([new Date(atMs).toISOString(), byName, by ?? "", act, subject, JSON.stringify(detail)]),
      )
      .join("");
    before = lines.at(-1)?.id;
    if (lines.length < linesAtOnce) return;
  }
}
