import { decideList, type ListItem, type ListedDomain } from "#src/domain/block-list.ts";
import { isPublicSuffix, isWithin } from "#src/domain/domain-name.ts";
import { domainOf } from "#src/domain/standing.ts";
import {
  claimBlockList,
  countItems,
  deleteBlockList,
  deleteItems,
  findBlockList,
  listAllItems,
  listBlockLists,
  listDueBlockLists,
  saveBlockList,
  saveItems,
  updateBlockList,
  type BlockList,
  type BlockListItem,
} from "#src/store/block-lists.ts";
import { deleteRulesOfList, listRulesOf, saveDomainRules, type DomainRule } from "#src/store/moderation.ts";
import { listPeers } from "#src/store/peers.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { readListFile } from "./list-file.ts";
import { isOurs, plainly } from "./moderation.ts";
import type { FetchedText, Partners } from "./partners.ts";
import { endWithSuspended, giveBack } from "./suspension.ts";

export type { BlockList, BlockListItem } from "#src/store/block-lists.ts";

const hourMs = 3_600_000;
const daily = 24 * hourMs;
const mostLists = 50;
/** A process that died while it fetched does not hold the list for longer. */
const claimMs = 10 * 60_000;

/** A list that we subscribe to, with how many of its entries are in which state. */
export interface BlockListView extends BlockList {
  readonly counts: Readonly<Record<BlockListItem["state"], number>>;
}

export type NewList = Pick<BlockList, "url" | "kind" | "name" | "apply">;

export type AddListOutcome =
  | { readonly outcome: "done"; readonly list: BlockListView }
  | { readonly outcome: "malformed" | "known" | "too-many" };

/** Subscribes to a published list. It is fetched soon, and then daily. */
export function addBlockList(context: Context, { url, kind, name, apply }: NewList): Promise<AddListOutcome> {
  return transact(context, async (work) => {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return { outcome: "malformed" };
    const lists = await listBlockLists(work.session);
    if (lists.some((list) => list.url === url)) return { outcome: "known" };
    if (lists.length >= mostLists) return { outcome: "too-many" };
    const nowMs = work.nowMs();
    const fresh = { etag: null, fetchedAtMs: null, nextFetchAtMs: nowMs, lastError: null, createdAtMs: nowMs };
    const list: BlockList = {
      id: work.newId(),
      url,
      kind,
      name: name === "" ? new URL(url).host : name,
      apply,
      ...fresh,
    };
    await saveBlockList(work.session, list);
    await note(work, { act: "list.add", subject: url, detail: { kind, apply } });
    return { outcome: "done", list: { ...list, counts: none } };
  });
}

const none = { draft: 0, applied: 0, excepted: 0, retracted: 0 } as const;

/** Every list that we subscribe to, newest first. */
export async function listSubscriptions({ database }: Context): Promise<readonly BlockListView[]> {
  const counts = await countItems(database);
  return (await listBlockLists(database)).map((list) => ({
    ...list,
    counts: {
      ...none,
      ...Object.fromEntries(
        counts.filter(({ listId }) => listId === list.id).map(({ state, number }) => [state, number]),
      ),
    },
  }));
}

/** Changes how a list is applied, or its name. What waits then waits no longer when it is fetched next. */
export function changeBlockList(
  context: Context,
  id: string,
  changes: Partial<Pick<BlockList, "apply" | "name">>,
): Promise<boolean> {
  return transact(context, async (work) => {
    const list = await findBlockList(work.session, id);
    if (list === undefined) return false;
    // The same file is read again in the new way.
    await updateBlockList(work.session, id, { ...changes, etag: null, nextFetchAtMs: work.nowMs() });
    await note(work, { act: "list.change", subject: list.url, detail: { apply: changes.apply ?? list.apply } });
    return true;
  });
}

/** Ends a subscription. What it said goes with it; stewards' own rules stay. */
export function removeBlockList(context: Context, id: string): Promise<boolean> {
  return transact(context, async (work) => {
    const list = await findBlockList(work.session, id);
    if (list === undefined) return false;
    await deleteRulesOfList(work.session, id, "all");
    await deleteBlockList(work.session, id);
    await followRules(work);
    await note(work, { act: "list.remove", subject: list.url });
    return true;
  });
}

/** After rules of lists changed: who is suspended now loses what they had, and what is not is shown again. */
export async function followRules(work: Work): Promise<void> {
  await endWithSuspended(work, "all");
  await giveBack(work, "all");
}

/** Fetches every list that is due. Answers how many. */
export async function refreshDueLists(context: Context, partners: Pick<Partners, "fetchList">): Promise<number> {
  const due = await listDueBlockLists(context.database, context.nowMs());
  for (const list of due) {
    const isOursNow = await transact(context, ({ session, nowMs }) => claimBlockList(session, list, nowMs() + claimMs));
    if (isOursNow) await refreshList(context, partners, { id: list.id });
  }
  return due.length;
}

export type RefreshOutcome =
  | { readonly outcome: "unknown" | "same" }
  | { readonly outcome: "done"; readonly errors: number; readonly protectedFrom: readonly string[] }
  | { readonly outcome: "failed"; readonly detail: string }
  /** A steward looks first. */
  | { readonly outcome: "shrunk"; readonly before: number; readonly now: number };

/** Fetches one list now and does what it says. `isConfirmed`: also when it shrank to less than half. */
export async function refreshList(
  context: Context,
  partners: Pick<Partners, "fetchList">,
  { id, isConfirmed = false }: { readonly id: string; readonly isConfirmed?: boolean },
): Promise<RefreshOutcome> {
  const list = await findBlockList(context.database, id);
  if (list === undefined) return { outcome: "unknown" };
  const etag = isConfirmed || list.lastError !== null ? undefined : (list.etag ?? undefined);
  const fetched = await partners.fetchList(list.url, etag);
  return transact(context, async (work) => {
    if ((await findBlockList(work.session, id)) === undefined) return { outcome: "unknown" };
    const outcome = await takeList(work, list, { fetched, isConfirmed });
    const nowMs = work.nowMs();
    const isWell = outcome.outcome === "done" || outcome.outcome === "same";
    await updateBlockList(work.session, id, {
      nextFetchAtMs: nowMs + (isWell || outcome.outcome === "shrunk" ? daily : hourMs),
      lastError: errorOf(outcome),
      ...(isWell ? { fetchedAtMs: nowMs } : {}),
      ...(outcome.outcome === "done" && fetched.outcome === "fetched" ? { etag: fetched.etag ?? null } : {}),
    });
    return outcome;
  });
}

/** As it is kept: `shrunk BEFORE NOW`, or what went wrong. */
function errorOf(outcome: RefreshOutcome): string | null {
  if (outcome.outcome === "failed") return outcome.detail.slice(0, 500);
  return outcome.outcome === "shrunk" ? `shrunk ${outcome.before} ${outcome.now}` : null;
}

async function takeList(
  work: Work,
  list: BlockList,
  { fetched, isConfirmed }: { readonly fetched: FetchedText; readonly isConfirmed: boolean },
): Promise<RefreshOutcome> {
  if (fetched.outcome === "same") return { outcome: "same" };
  if (fetched.outcome === "failed") return { outcome: "failed", detail: fetched.detail };
  const file = readListFile(fetched.text, list.kind);
  if (file.outcome === "unreadable") return { outcome: "failed", detail: `unreadable: ${file.reason}` };
  const kept = await listAllItems(work.session, list.id);
  const isProtected = await protection(work);
  const rows: readonly ListedDomain[] = file.rows;
  const decided = decideList({ kept, fetched: rows, apply: list.apply, isProtected, isConfirmed });
  if (decided.outcome === "shrunk") return decided;
  const ruled = new Set((await listRulesOf(work.session, list.id)).map(({ domain }) => domain));
  await saveItems(work.session, [
    ...decided.saved.map((item) => rowOf(work, list.id, item)),
    // Its new word was never accepted, its old one was: that rule waits to be lifted.
    ...kept
      .filter(({ domain }) => list.apply === "draft" && decided.gone.includes(domain) && ruled.has(domain))
      .map((item) => ({ ...item, state: "retracted" as const })),
  ]);
  const isLeft = (domain: string): boolean => list.apply === "draft" && ruled.has(domain);
  await deleteItems(
    work.session,
    list.id,
    decided.gone.filter((domain) => !isLeft(domain)),
  );
  await saveDomainRules(
    work.session,
    decided.ruled.map((item) => ruleOf(work, list.id, item)),
  );
  await deleteRulesOfList(work.session, list.id, decided.lifted);
  if (decided.ruled.length + decided.lifted.length > 0) await followRules(work);
  await tell(work, list, decided);
  return { outcome: "done", errors: file.errors.length, protectedFrom: decided.protectedFrom };
}

async function tell(
  work: Work,
  { url }: BlockList,
  { saved, ruled, lifted, protectedFrom }: Extract<ReturnType<typeof decideList>, { outcome: "changed" }>,
): Promise<void> {
  if (saved.length + lifted.length === 0) return;
  const waiting = saved.filter(({ state }) => state === "draft" || state === "retracted").length;
  const detail = { ruled: ruled.length, lifted: lifted.length, waiting };
  await note(work, { act: "list.fetch", subject: url, detail });
  for (const domain of protectedFrom.slice(0, 100))
    await note(work, { act: "list.protect", subject: domain, detail: { list: url } });
}

const rowOf = (work: Work, listId: string, item: ListItem): BlockListItem => ({
  domain: item.domain,
  standing: item.standing,
  comment: item.comment,
  rejectMedia: item.rejectMedia,
  rejectReports: item.rejectReports,
  state: item.state,
  listId,
  seenAtMs: work.nowMs(),
});

export const ruleOf = (work: Work, listId: string, item: ListedDomain): DomainRule => ({
  ...plainly,
  id: work.newId(),
  domain: item.domain,
  standing: item.standing,
  rejectMedia: item.rejectMedia,
  rejectReports: item.rejectReports,
  publicComment: item.comment,
  listId,
  createdAtMs: work.nowMs(),
  updatedAtMs: work.nowMs(),
});

/** Whom no list may shut out or limit: ourselves, those we deal with, and everybody under a public suffix at once. */
export async function protection(work: Work): Promise<(domain: string) => boolean> {
  const states = ["partner", "limited", "requested"] as const;
  const peers = await listPeers(work.session, { states, limit: Number.MAX_SAFE_INTEGER });
  const names = peers.map(({ origin }) => domainOf(origin)).filter((name) => name !== undefined);
  return (domain) =>
    isOurs(work.origin, domain) || isPublicSuffix(domain) || names.some((name) => isWithin(name, domain));
}
