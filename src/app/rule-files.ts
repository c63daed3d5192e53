import { listAccountRulesNewest, listRulesByName, saveDomainRules, type DomainRule } from "#src/store/moderation.ts";
import { listRemoteActors } from "#src/store/remote-actors.ts";
import { findAccount } from "./accounts.ts";
import { note } from "./audit.ts";
import { followRules, protection } from "./block-lists.ts";
import { transact, type Context, type Work } from "./context.ts";
import { csvRecord, withoutGuard } from "./csv.ts";
import { parseCsv, readListFile, type FileError, type FileRow, type ListFile } from "./list-file.ts";
import { ruleAccount } from "./moderation.ts";
import type { Partners } from "./partners.ts";

const rowsAtOnce = 500;
/** Each account has to be looked up at its server. */
const mostAccounts = 500;

/** Stewards' own rules as Mastodon's CSV of blocked domains, piece by piece; formulas are guarded. */
export async function* exportDomains({ database }: Context, kind: "block" | "allow"): AsyncGenerator<string> {
  yield kind === "allow"
    ? csvRecord(["#domain"])
    : csvRecord(["#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate"]);
  let after: string | undefined;
  for (;;) {
    const rules: DomainRule[] = await listRulesByName(database, {
      limit: rowsAtOnce,
      own: true,
      ...(after === undefined ? {} : { after }),
    });
    const shown = rules.filter(({ standing }) => (standing === "allowed") === (kind === "allow"));
    yield shown.map((rule) => (kind === "allow" ? csvRecord([rule.domain]) : blockRecord(rule))).join("");
    after = rules.at(-1)?.domain;
    if (rules.length < rowsAtOnce) return;
  }
}

const blockRecord = ({ domain, standing, rejectMedia, rejectReports, publicComment, obfuscate }: DomainRule): string =>
  csvRecord([
    domain,
    standing === "suspended" ? "suspend" : "silence",
    rejectMedia,
    rejectReports,
    publicComment ?? "",
    obfuscate,
  ]);

/** Blocked or limited accounts as Mastodon's CSV of blocks or mutes: `user@host` where we have met, their address otherwise. */
export async function exportAccounts({ database }: Context, kind: "blocks" | "mutes"): Promise<string> {
  const wanted = kind === "blocks" ? "suspended" : "limited";
  const rules = (await listAccountRulesNewest(database, { limit: 100_000 })).filter(
    ({ standing }) => standing === wanted,
  );
  const addresses = new Map<string, string>();
  for (let at = 0; at < rules.length; at += rowsAtOnce) {
    const some = rules.slice(at, at + rowsAtOnce).map(({ actor }) => actor);
    for (const card of await listRemoteActors(database, some)) addresses.set(card.actor, card.address);
  }
  const lines = rules.map(({ actor }) => addresses.get(actor) ?? actor);
  return kind === "blocks"
    ? lines.map((line) => csvRecord([line])).join("")
    : [csvRecord(["Account address", "Hide notifications"]), ...lines.map((line) => csvRecord([line, true]))].join("");
}

/** What an import would do, and did if it was no trial: nothing is lost that a line does not name. */
export interface ImportReport {
  readonly new: readonly FileRow[];
  readonly changed: readonly FileRow[];
  readonly same: number;
  /** Left out: ourselves, and partners, who are decided about one by one. */
  readonly kept: readonly FileRow[];
  readonly errors: readonly FileError[];
}

export type ImportOutcome =
  | ({ readonly outcome: "done" | "trial" } & ImportReport)
  | Extract<ListFile, { outcome: "unreadable" }>;

/** Reads a file of rules as stewards' own; `isTrial` says what it would do and changes nothing. */
export async function importDomains(
  context: Context,
  text: string,
  { kind, isTrial }: { readonly kind: "block" | "allow"; readonly isTrial: boolean },
): Promise<ImportOutcome> {
  const file = readListFile(text, kind);
  if (file.outcome === "unreadable") return file;
  return transact(context, async (work) => {
    const known = await ownRules(work);
    const isProtected = await protection(work);
    const others = file.rows.filter((row) => !isSame(known.get(row.domain), row));
    const kept = others.filter(({ domain, standing }) => standing !== "allowed" && isProtected(domain));
    const taken = others.filter((row) => !kept.includes(row));
    if (!isTrial && taken.length > 0) await take(work, taken, known);
    return {
      outcome: isTrial ? "trial" : "done",
      new: taken.filter(({ domain }) => !known.has(domain)),
      changed: taken.filter(({ domain }) => known.has(domain)),
      same: file.rows.length - others.length,
      kept,
      errors: file.errors,
    };
  });
}

async function take(work: Work, rows: readonly FileRow[], known: ReadonlyMap<string, DomainRule>): Promise<void> {
  const nowMs = work.nowMs();
  const rules = rows.map(({ line: _line, comment, ...row }): DomainRule => {
    const before = known.get(row.domain);
    const made = { id: work.newId(), privateComment: null, createdAtMs: nowMs, ...before };
    return { ...made, ...row, publicComment: comment, listId: "", updatedAtMs: nowMs };
  });
  await saveDomainRules(work.session, rules);
  await followRules(work);
  await note(work, { act: "domain.import", subject: work.origin, detail: { rules: rules.length } });
}

async function ownRules({ session }: Work): Promise<ReadonlyMap<string, DomainRule>> {
  const rules = await listRulesByName(session, { limit: Number.MAX_SAFE_INTEGER, own: true });
  return new Map(rules.map((rule) => [rule.domain, rule]));
}

const isSame = (rule: DomainRule | undefined, row: FileRow): boolean =>
  rule !== undefined &&
  rule.standing === row.standing &&
  rule.rejectMedia === row.rejectMedia &&
  rule.rejectReports === row.rejectReports &&
  rule.publicComment === row.comment &&
  rule.obfuscate === row.obfuscate;

export interface AccountsReport {
  readonly accounts: readonly string[];
  readonly errors: readonly { readonly line: number; readonly text: string; readonly reason: string }[];
}

/** Mastodon's CSV of blocked or muted accounts: each is looked up, and those who cannot be found are named by their lines. */
export async function importAccounts(
  { app, partners }: { readonly app: Context; readonly partners: Partners },
  text: string,
  { kind, isTrial }: { readonly kind: "blocks" | "mutes"; readonly isTrial: boolean },
): Promise<AccountsReport | { readonly unreadable: "not-a-list" | "too-many" }> {
  const records = parseCsv(text)?.filter(({ cells }) => !/^account address$/i.test(cells[0] ?? ""));
  if (records === undefined) return { unreadable: "not-a-list" };
  if (records.length > mostAccounts) return { unreadable: "too-many" };
  const accounts: string[] = [];
  const errors: { line: number; text: string; reason: string }[] = [];
  for (const { line, cells } of records) {
    const typed = withoutGuard(cells[0] ?? "").trim();
    if (typed === "") continue;
    const read = await importAccount({ app, partners }, typed, { kind, isTrial });
    if ("actor" in read) accounts.push(read.actor);
    else errors.push({ line, text: typed.slice(0, 200), reason: read.reason });
  }
  return { accounts, errors };
}

async function importAccount(
  { app, partners }: { readonly app: Context; readonly partners: Partners },
  typed: string,
  { kind, isTrial }: { readonly kind: "blocks" | "mutes"; readonly isTrial: boolean },
): Promise<{ readonly actor: string } | { readonly reason: string }> {
  const found = await findAccount(app, partners, typed);
  if ("failed" in found) return { reason: found.detail };
  if (isTrial) return found;
  const standing = kind === "blocks" ? "suspended" : "limited";
  const { outcome } = await ruleAccount(app, { actor: found.actor, standing });
  if (outcome === "done") return found;
  return { reason: outcome === "peer" ? "It is a peer of ours." : "It is one of ours." };
}
