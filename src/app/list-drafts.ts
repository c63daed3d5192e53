import {
  deleteItems,
  findBlockList,
  findItems,
  listItems,
  saveItems,
  type BlockListItem,
} from "#src/store/block-lists.ts";
import { deleteRulesOfList, saveDomainRules } from "#src/store/moderation.ts";
import { note } from "./audit.ts";
import { followRules, protection, ruleOf } from "./block-lists.ts";
import { transact, type Context, type Work } from "./context.ts";

/** What a steward says about entries of a list: `accept` what is new or gone, `except` what shall never count here, `restore` that. */
export type DraftAct = "accept" | "except" | "restore";

export type DraftOutcome =
  | { readonly outcome: "done"; readonly changed: number; readonly skipped: readonly string[] }
  | { readonly outcome: "unknown" };

const atOnce = 200;

/**
 * Decides about entries of a list, or about all that wait. What would shut out a partner or ourselves is skipped: that is a rule of a
 * steward's own, who is asked twice.
 */
export function decideDrafts(
  context: Context,
  {
    listId,
    act,
    domains,
  }: { readonly listId: string; readonly act: DraftAct; readonly domains: readonly string[] | "all" },
): Promise<DraftOutcome> {
  return transact(context, async (work) => {
    const list = await findBlockList(work.session, listId);
    if (list === undefined) return { outcome: "unknown" };
    const items = domains === "all" ? await waiting(work, listId) : await named(work, listId, domains);
    const done = await acts[act](work, listId, items);
    if (done.changed > 0) await followRules(work);
    await note(work, { act: `list.${act}`, subject: list.url, detail: { entries: done.changed } });
    return { outcome: "done", ...done };
  });
}

async function named(work: Work, listId: string, domains: readonly string[]): Promise<readonly BlockListItem[]> {
  const items: BlockListItem[] = [];
  for (let at = 0; at < domains.length; at += atOnce)
    items.push(...(await findItems(work.session, listId, domains.slice(at, at + atOnce))));
  return items;
}

async function waiting(work: Work, listId: string): Promise<readonly BlockListItem[]> {
  const all = Number.MAX_SAFE_INTEGER;
  return [
    ...(await listItems(work.session, { listId, state: "draft", limit: all })),
    ...(await listItems(work.session, { listId, state: "retracted", limit: all })),
  ];
}

type Done = { readonly changed: number; readonly skipped: readonly string[] };
type Run = (work: Work, listId: string, items: readonly BlockListItem[]) => Promise<Done>;

const accept: Run = async (work, listId, items) => {
  const isProtected = await protection(work);
  const drafts = items.filter(({ state }) => state === "draft");
  const taken = drafts.filter(({ domain, standing }) => standing === "allowed" || !isProtected(domain));
  await saveDomainRules(
    work.session,
    taken.map((item) => ruleOf(work, listId, item)),
  );
  await saveItems(
    work.session,
    taken.map((item) => ({ ...item, state: "applied" })),
  );
  const gone = items.filter(({ state }) => state === "retracted").map(({ domain }) => domain);
  await deleteRulesOfList(work.session, listId, gone);
  await deleteItems(work.session, listId, gone);
  const skipped = drafts.filter((item) => !taken.includes(item)).map(({ domain }) => domain);
  return { changed: taken.length + gone.length, skipped };
};

const except: Run = async (work, listId, items) => {
  await deleteRulesOfList(
    work.session,
    listId,
    items.map(({ domain }) => domain),
  );
  await saveItems(
    work.session,
    items.map((item) => ({ ...item, state: "excepted" })),
  );
  return { changed: items.length, skipped: [] };
};

/** An exception waits for a steward like something new. What was gone from the list keeps its rule, as a steward's own. */
const restore: Run = async (work, _listId, items) => {
  const excepted = items.filter(({ state }) => state === "excepted");
  await saveItems(
    work.session,
    excepted.map((item) => ({ ...item, state: "draft" })),
  );
  return { changed: excepted.length, skipped: [] };
};

const acts: Readonly<Record<DraftAct, Run>> = { accept, except, restore };
