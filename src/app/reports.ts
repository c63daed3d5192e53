import { actorIri, coopActorId, localActorId, localObjectId, nodeActorId } from "#src/domain/iri.ts";
import { findActor } from "#src/store/actors.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import {
  countOpenReports,
  findAuthorOf,
  findReport,
  listReports as listRows,
  saveReport,
  saveResolution,
  type Report,
  type ReportPage,
} from "#src/store/reports.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { say } from "./outbox.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { ruleFor } from "./standing.ts";

export type { Report } from "#src/store/reports.ts";

/** Longer than this nobody reads; more objects than this nobody looks at. */
export const longestReport = 5_000;
const mostObjects = 100;
/** What one server may leave open, and what visitors may leave open and say in an hour: enough to be heard, too little to bury others. */
const mostOpenOfServer = 200;
const mostOpenOfVisitors = 300;
const mostOfVisitorsAnHour = 30;
const mostOpenOfObject = 10;
const hourMs = 3_600_000;
const flagLastsMs = 7 * 24 * hourMs;

/** A `Flag` as it was verified. */
export interface HeardReport {
  readonly flag: string;
  /** Who sent it; mostly the actor of their whole server, so that nobody knows who complained. */
  readonly reporter: string;
  readonly objects: readonly string[];
  readonly comment: string;
}

/** `dropped`: nothing was kept, and why. */
type Heard = { readonly outcome: "kept" | "known" } | { readonly outcome: "dropped"; readonly reason: string };

/** Another server reports something of ours, or something of others that we show. Told again, nothing changes. */
export function hearReport(context: Context, { flag, reporter, objects, comment }: HeardReport): Promise<Heard> {
  return transact(context, async (work) => {
    if ((await ruleFor(work.session, reporter))?.rejectReports === true)
      return { outcome: "dropped", reason: "reports of its server are not taken" };
    const about = await whatIsShown(work, objects);
    if (about === undefined) return { outcome: "dropped", reason: "it is about nothing that is shown here" };
    const { origin } = new URL(reporter);
    if ((await countOpenReports(work.session, { reporterAt: origin })) >= mostOpenOfServer)
      return { outcome: "dropped", reason: "its server has too many open reports" };
    const kept = await saveReport(work.session, { ...fresh(work), direction: "in", flag, reporter, ...about, comment });
    return { outcome: kept ? "kept" : "known" };
  });
}

const fresh = (work: Work) => ({
  id: work.newId(),
  flag: null,
  reporter: null,
  state: "open" as const,
  resolution: null,
  createdAtMs: work.nowMs(),
  resolvedAtMs: null,
});

/** Those of the named things that are ours or that we show, and the account behind the first. */
async function whatIsShown(
  work: Work,
  objects: readonly string[],
): Promise<{ readonly reported: string; readonly objects: readonly string[] } | undefined> {
  const shown: { readonly iri: string; readonly account: string }[] = [];
  for (const iri of objects.slice(0, mostObjects)) {
    const account = await accountBehind(work, iri);
    if (account !== undefined) shown.push({ iri, account });
  }
  const [first] = shown;
  if (first === undefined) return undefined;
  const account = shown.find(({ iri, account: behind }) => iri === behind)?.account ?? first.account;
  return { reported: account, objects: shown.map(({ iri }) => iri).filter((iri) => iri !== account) };
}

/** Whose something is: of ours, the actor; a page or post of ours without one of its own counts as the coop's. */
async function accountBehind(work: Work, iri: string): Promise<string | undefined> {
  if (!URL.canParse(iri)) return undefined;
  const { origin } = work;
  if (new URL(iri).origin !== origin) return findAuthorOf(work.session, iri);
  const actorId = localActorId(origin, iri);
  if (actorId !== undefined) {
    const actor = await findActor(work.session, actorId);
    return actor === undefined || actor.deletedAtMs !== null ? undefined : iri;
  }
  const isOurs = ["announcements", "events", "proposals"].some(
    (folder) => localObjectId(origin, folder, iri.replace(/\/note$/, "")) !== undefined,
  );
  return isOurs ? actorIri(origin, coopActorId) : undefined;
}

export type VisitorOutcome = { readonly outcome: "thanks" | "unknown" | "too-many" };

/** Whether a visitor may report this: something of ours, or of others on a page of ours. */
export const isReportable = async (context: Context, object: string): Promise<boolean> =>
  object.length <= 2_000 && (await accountBehind({ ...context, session: context.database }, object)) !== undefined;

/** A visitor of a page reports something on it, without an account and without a name. */
export function reportFromPage(
  context: Context,
  { object, comment }: { readonly object: string; readonly comment: string },
): Promise<VisitorOutcome> {
  return transact(context, async (work) => {
    const about = await whatIsShown(work, [object]);
    if (about === undefined) return { outcome: "unknown" };
    const direction = "page";
    const lately = await countOpenReports(work.session, { direction, sinceMs: work.nowMs() - hourMs });
    const open = await countOpenReports(work.session, { direction });
    if (lately >= mostOfVisitorsAnHour || open >= mostOpenOfVisitors) return { outcome: "too-many" };
    // Stewards know by now; whoever says it once more is thanked all the same.
    if ((await countOpenReports(work.session, { direction, reported: about.reported })) >= mostOpenOfObject)
      return { outcome: "thanks" };
    await saveReport(work.session, { ...fresh(work), direction, ...about, comment: comment.slice(0, longestReport) });
    return { outcome: "thanks" };
  });
}

export type ReportOutOutcome =
  | { readonly outcome: "done"; readonly report: Report }
  /** We have never met them: look them up first. */
  | { readonly outcome: "unknown" }
  | { readonly outcome: "ourselves" };

/** Tells the server of an account about it or what it said, by our node and without saying who reports. */
export function reportToOrigin(
  context: Context,
  {
    account,
    objects,
    comment,
  }: { readonly account: string; readonly objects: readonly string[]; readonly comment: string },
): Promise<ReportOutOutcome> {
  return transact(context, async (work) => {
    if (new URL(account).origin === work.origin) return { outcome: "ourselves" };
    const card = await findRemoteActor(work.session, account);
    if (card === undefined) return { outcome: "unknown" };
    const row = { ...fresh(work), direction: "out" as const, reported: account, objects, comment };
    await saveReport(work.session, row);
    const message = { type: "flag", account, objects, comment } as const;
    const { inbox } = card;
    await say(work, { from: nodeActorId, inbox, message, topic: row.id, expiresAtMs: work.nowMs() + flagLastsMs });
    await note(work, { act: "report.send", subject: account, detail: { objects: objects.length } });
    return { outcome: "done", report: row };
  });
}

/** Closes a report with a word on what came of it; an empty word is one too. Closing it again changes the word. */
export function resolveReport(context: Context, id: string, resolution: string): Promise<Report | undefined> {
  return changeReport(context, id, { state: "resolved", resolution: resolution === "" ? null : resolution });
}

/** Opens a closed report again. */
export const reopenReport = (context: Context, id: string): Promise<Report | undefined> =>
  changeReport(context, id, { state: "open", resolution: null });

function changeReport(
  context: Context,
  id: string,
  to: Pick<Report, "state" | "resolution">,
): Promise<Report | undefined> {
  return transact(context, async (work) => {
    const report = await findReport(work.session, id);
    if (report === undefined) return undefined;
    const changes = { ...to, resolvedAtMs: to.state === "resolved" ? work.nowMs() : null };
    await saveResolution(work.session, id, changes);
    const act = to.state === "resolved" ? "report.resolve" : "report.reopen";
    await note(work, { act, subject: id, detail: { reported: report.reported } });
    return { ...report, ...changes };
  });
}

/** Reports, newest first. */
export const listReports = (
  { database }: Context,
  request: PageRequest,
  filter: Pick<ReportPage, "state" | "direction"> = {},
): Promise<Page<Report>> => pageOf(request, (page) => listRows(database, { ...filter, ...page }));
