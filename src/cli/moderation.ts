import { readFileSync } from "node:fs";
import { findAccount } from "#src/app/accounts.ts";
import {
  addBlockList,
  listSubscriptions,
  refreshList,
  removeBlockList,
  type RefreshOutcome,
} from "#src/app/block-lists.ts";
import {
  liftAccount,
  liftDomain,
  ruleAccount,
  ruleDomain,
  type AccountOutcome,
  type DomainOutcome,
} from "#src/app/moderation.ts";
import { exportDomains, importDomains } from "#src/app/rule-files.ts";
import type { RuledStanding } from "#src/domain/standing.ts";
import { listAccountRulesNewest, listRulesByName } from "#src/store/moderation.ts";
import { columns, CommandError, positional, type Call, type Command, type OpenedNode, type Report } from "./command.ts";
import { writeToStdout } from "./files.ts";
import { openSetUp } from "./ready.ts";

const whom = {
  name: "WHOM",
  help: "a domain, as in example.org (all below it too), or an account, as in @user@example.org or its address",
} as const;

/** One account is named by `user@host` or by an address with a path; everything else is a domain. */
const isAccount = (typed: string): boolean =>
  /^@?[^@\s/]+@[^@\s/]+$/.test(typed) ||
  (/^https?:\/\//i.test(typed) && URL.canParse(typed) && new URL(typed).pathname.length > 1);

const rule = (verb: string, standing: RuledStanding, summary: string): Command => ({
  name: `moderation ${verb}`,
  summary,
  positionals: [whom],
  options: {
    reason: { value: "TEXT", help: "why; shown publicly only with --public, and if the coop shows whom it blocks" },
    public: { help: "the reason may be shown" },
    obfuscate: { help: "show the domain only in part" },
    "reject-media": { help: "show no pictures and files from there" },
    "reject-reports": { help: "take no reports from there" },
    yes: { help: "also when a partner is lost by it, or when everybody below a public suffix is meant" },
  },
  async run(call) {
    const typed = positional(call, 0, whom.name);
    const node = await openSetUp(call);
    return isAccount(typed) ? forAccount(node, { typed, standing, call }) : forDomain(node, { typed, standing, call });
  },
});

interface Wanted {
  readonly typed: string;
  readonly standing: RuledStanding;
  readonly call: Call;
}

async function forDomain({ app }: OpenedNode, { typed, standing, call }: Wanted): Promise<Report> {
  const reason = call.options["reason"];
  const outcome = await ruleDomain(app, {
    domain: typed,
    standing,
    confirmed: call.switches.has("yes"),
    ...(call.switches.has("obfuscate") ? { obfuscate: true } : {}),
    ...(call.switches.has("reject-media") ? { rejectMedia: true } : {}),
    ...(call.switches.has("reject-reports") ? { rejectReports: true } : {}),
    ...(reason === undefined ? {} : { [call.switches.has("public") ? "publicComment" : "privateComment"]: reason }),
  });
  if (outcome.outcome !== "done") throw new CommandError(refusal(typed, outcome));
  const { domain } = outcome.rule;
  return {
    lines: [`${domain} and all below it ${says[standing]}.`, ...endedLines(outcome.ended)],
    json: { domain, standing, ended: outcome.ended },
  };
}

const says: Readonly<Record<RuledStanding, string>> = {
  allowed: "is allowed",
  limited: "is limited: what comes from there waits for a steward",
  suspended: "is suspended: nothing comes in or goes out",
};

const endedLines = (ended: Extract<DomainOutcome, { outcome: "done" }>["ended"]): readonly string[] => {
  const parts = Object.entries(ended).filter(([, number]) => number > 0);
  return parts.length === 0 ? [] : [`Ended: ${parts.map(([name, number]) => `${number} ${name}`).join(", ")}.`];
};

function refusal(typed: string, outcome: Exclude<DomainOutcome, { outcome: "done" }>): string {
  switch (outcome.outcome) {
    case "malformed":
      return `${typed} is no domain (${outcome.reason}).`;
    case "ourselves":
      return `${typed} is this node itself, or above it.`;
    case "public-suffix":
      return `Everybody registers below ${outcome.domain}: that would be about all of them. Say --yes if it is meant.`;
    case "partner":
      return `That is about ${outcome.peers.map(({ origin }) => origin).join(", ")}, with whom we share. Say --yes if it is meant.`;
  }
}

async function forAccount({ app, partners }: OpenedNode, { typed, standing, call }: Wanted): Promise<Report> {
  if (standing === "allowed")
    throw new CommandError("A domain is allowed, not an account. `moderation lift` frees one.");
  const found = await findAccount(app, partners, typed);
  if ("failed" in found) throw new CommandError(found.detail);
  const reason = call.options["reason"];
  const { actor } = found;
  const outcome = await ruleAccount(app, { actor, standing, ...(reason === undefined ? {} : { reason }) });
  if (outcome.outcome !== "done") throw new CommandError(accountRefusal(typed, outcome));
  return {
    lines: [`${actor} ${says[standing]}.`, ...endedLines(outcome.ended)],
    json: { actor, standing, ended: outcome.ended },
  };
}

const accountRefusal = (typed: string, outcome: Exclude<AccountOutcome, { outcome: "done" }>): string =>
  outcome.outcome === "ourselves"
    ? `${typed} is one of ours.`
    : `${typed} is the node or coop of a peer. Use \`peer limit ${outcome.peer.id}\` or \`peer block ${outcome.peer.id}\`.`;

const lift: Command = {
  name: "moderation lift",
  summary: "Take back what was said about a domain or an account",
  positionals: [whom],
  async run(call) {
    const typed = positional(call, 0, whom.name);
    const { app, partners } = await openSetUp(call);
    const name = isAccount(typed) ? await accountNamed({ app, partners }, typed) : typed;
    const outcome = isAccount(typed) ? await liftAccount(app, name) : await liftDomain(app, typed);
    if (outcome.outcome === "unknown") throw new CommandError(`Nothing was said about ${typed}.`);
    return {
      lines: [`What was said about ${name} is taken back. What lists say counts again.`],
      json: { lifted: name },
    };
  },
};

async function accountNamed({ app, partners }: Pick<OpenedNode, "app" | "partners">, typed: string): Promise<string> {
  const found = await findAccount(app, partners, typed);
  if ("failed" in found) throw new CommandError(found.detail);
  return found.actor;
}

const list: Command = {
  name: "moderation list",
  summary: "List the rules about domains and accounts",
  async run(call) {
    const { app } = await openSetUp(call);
    const domains = await listRulesByName(app.database, { limit: 100_000 });
    const accounts = await listAccountRulesNewest(app.database, { limit: 100_000 });
    const rows = [
      ...domains.map(({ domain, standing, listId, publicComment, privateComment }) => [
        domain,
        standing,
        listId === "" ? "steward" : "list",
        publicComment ?? privateComment ?? "",
      ]),
      ...accounts.map(({ actor, standing, reason }) => [actor, standing, "steward", reason ?? ""]),
    ];
    return {
      lines: rows.length === 0 ? ["There are no rules."] : columns([["WHOM", "STANDING", "BY", "WHY"], ...rows]),
      json: { domains, accounts },
    };
  },
};

const kinds = ["block", "allow"] as const;
const kindOf = (call: Call): "block" | "allow" => (call.options["kind"] === "allow" ? "allow" : "block");
const kindOption = { value: "KIND", help: "block or allow; block unless given", choices: kinds } as const;

const importing: Command = {
  name: "moderation import",
  summary: "Take the rules of a file over: Mastodon's CSV, other CSV with a severity, or one domain a line",
  positionals: [{ name: "FILE", help: "the file" }],
  options: { kind: kindOption, "dry-run": { help: "say what it would do, and change nothing" } },
  async run(call) {
    const { app } = await openSetUp(call);
    const text = readText(positional(call, 0, "FILE"));
    const outcome = await importDomains(app, text, { kind: kindOf(call), isTrial: call.switches.has("dry-run") });
    if (outcome.outcome === "unreadable")
      throw new CommandError(`The file cannot be read as a list: ${outcome.reason}.`);
    const { errors, kept, same } = outcome;
    return {
      lines: [
        `${outcome.outcome === "trial" ? "It would be" : "There are"} ${outcome.new.length} new, ${outcome.changed.length} changed, ${same} the same.`,
        ...kept.map(({ line, domain }) => `line ${line}: ${domain} is ours or a partner's, and is left out`),
        ...errors.map(({ line, text: said, reason }) => `line ${line}: ${said} (${reason})`),
      ],
      json: outcome,
    };
  },
};

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const exporting: Command = {
  name: "moderation export",
  summary: "Write stewards' rules to stdout as Mastodon's CSV",
  options: { kind: kindOption },
  async run(call) {
    const { app } = await openSetUp(call);
    await writeToStdout(exportDomains(app, kindOf(call)));
    return { lines: [], json: null, isPrinted: true };
  },
};

const subscribe: Command = {
  name: "moderation subscribe",
  summary: "Follow a published list of blocked or allowed domains, fetched daily",
  positionals: [{ name: "URL", help: "where the list is" }],
  options: {
    kind: kindOption,
    name: { value: "NAME", help: "what it is called here" },
    automatic: { help: "what it says counts at once; otherwise it waits for a steward" },
  },
  async run(call) {
    const { app, partners } = await openSetUp(call);
    const url = positional(call, 0, "URL");
    const apply = call.switches.has("automatic") ? "automatic" : "draft";
    const added = await addBlockList(app, { url, kind: kindOf(call), name: call.options["name"] ?? "", apply });
    if (added.outcome !== "done") throw new CommandError(`${url} was not added: ${added.outcome}.`);
    const fetched = await refreshList(app, partners, { id: added.list.id });
    const [view] = (await listSubscriptions(app)).filter(({ id }) => id === added.list.id);
    return { lines: [`${url} is followed. ${fetchSays(fetched)}`], json: { id: added.list.id, counts: view?.counts } };
  },
};

function fetchSays(outcome: RefreshOutcome): string {
  switch (outcome.outcome) {
    case "failed":
      return `It could not be fetched and is tried again: ${outcome.detail}`;
    case "shrunk":
      return "It has shrunk: a steward looks first.";
    case "done":
      return "It was fetched.";
    case "unknown":
    case "same":
      return "";
  }
}

const unsubscribe: Command = {
  name: "moderation unsubscribe",
  summary: "Follow a list no longer; what it said goes with it",
  positionals: [{ name: "URL", help: "where the list is, or its id" }],
  async run(call) {
    const { app } = await openSetUp(call);
    const named = positional(call, 0, "URL");
    const found = (await listSubscriptions(app)).find(({ id, url }) => id === named || url === named);
    if (found === undefined) throw new CommandError(`No list is followed at ${named}.`);
    await removeBlockList(app, found.id);
    return { lines: [`${found.url} is followed no longer.`], json: { id: found.id } };
  },
};

export const moderationCommands: readonly Command[] = [
  rule("block", "suspended", "Let nothing more in or out; another word for suspend"),
  rule("limit", "limited", "Let what comes from there wait for a steward"),
  rule("suspend", "suspended", "Let nothing more in or out"),
  rule("allow", "allowed", "Make an exception, or put a domain on the list of those who are allowed"),
  lift,
  list,
  importing,
  exporting,
  subscribe,
  unsubscribe,
];
