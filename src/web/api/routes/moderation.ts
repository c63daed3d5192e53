import { z } from "zod";
import { findAccount } from "#src/app/accounts.ts";
import {
  liftAccount,
  liftDomain,
  ruleAccount,
  ruleDomain,
  type AccountRule,
  type DomainOutcome,
  type DomainRule,
} from "#src/app/moderation.ts";
import { listAccountRulesNewest, listRulesByName } from "#src/store/moderation.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  text,
  words,
  writeInstant,
} from "#src/web/api/schemas.ts";

const standings = ["allowed", "limited", "suspended"] as const;
const longestComment = 1_000;
const comment = words(longestComment);

const domainRule = z.object({
  domain: z.string(),
  standing: z.enum(standings),
  rejectMedia: z.boolean(),
  rejectReports: z.boolean(),
  obfuscate: z.boolean(),
  publicComment: z.string().exactOptional(),
  privateComment: z.string().exactOptional(),
  list: z.string().exactOptional().meta({ description: "The id of the list it came from; absent: a steward's own" }),
  updatedAt: answeredInstant,
});

const shown = ({ id: _id, listId, createdAtMs: _made, updatedAtMs, ...rule }: DomainRule) =>
  present({ ...rule, list: listId === "" ? undefined : listId, updatedAt: writeInstant(updatedAtMs) });

const ended = z.object({
  followers: z.int(),
  requests: z.int(),
  followings: z.int(),
  attendances: z.int(),
  responses: z.int(),
});

const domainParams = z.strictObject({ domain: z.string().max(2_000) });

const listDomains = route({
  method: "get",
  path: "/moderation/domains",
  id: "listDomainRules",
  summary: "What we say about domains, by name: stewards' own rules and those of lists",
  role: "steward",
  params: none,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z.string().max(253).exactOptional(),
    standing: z.enum(standings).exactOptional(),
    search: words(253).exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(domainRule),
  async handle({ app, query: { limit, cursor, ...rest } }) {
    const after = cursor === undefined ? {} : { after: cursor };
    const found = await listRulesByName(app.database, { limit: limit + 1, ...after, ...rest });
    const items = found.slice(0, limit).map(shown);
    const last = items.at(-1);
    return { answer: found.length > limit && last !== undefined ? { items, next: last.domain } : { items } };
  },
});

const putDomain = route({
  method: "put",
  path: "/moderation/domains/{domain}",
  id: "ruleDomain",
  summary: "Suspend, limit or allow a domain with all below it",
  description:
    "`suspended`: nothing comes in or goes out, and what there was ends. `limited`: what comes from there waits for a steward. `allowed`: an exception from a shorter name and from lists, and the list of those who are allowed. When partners are lost by it, or a public suffix such as org is meant, `confirmed` must be true (409 otherwise).",
  role: "steward",
  params: domainParams,
  query: none,
  body: z.strictObject({
    standing: z.enum(standings),
    rejectMedia: z.boolean().exactOptional(),
    rejectReports: z.boolean().exactOptional(),
    obfuscate: z.boolean().exactOptional(),
    publicComment: comment.exactOptional(),
    privateComment: comment.exactOptional(),
    confirmed: z.boolean().exactOptional(),
  }),
  status: 200,
  answer: z.object({ rule: domainRule, ended }),
  problems: ["not-valid", "conflict"],
  async handle({ app, params, body }) {
    const outcome = await ruleDomain(app, { ...body, domain: params.domain });
    return outcome.outcome === "done"
      ? { answer: { rule: shown(outcome.rule), ended: { ...outcome.ended } } }
      : domainProblem(outcome);
  },
});

function domainProblem(outcome: Exclude<DomainOutcome, { outcome: "done" }>): Problem {
  const invalid = (message: string): Problem =>
    problem("not-valid", message, { errors: [{ field: "params.domain", message }] });
  switch (outcome.outcome) {
    case "malformed":
      return invalid(`This is no domain (${outcome.reason}).`);
    case "ourselves":
      return invalid("This is our own domain, or above it.");
    case "public-suffix":
      return problem("conflict", `Everybody registers below ${outcome.domain}. Send confirmed: true if all are meant.`);
    case "partner":
      return problem(
        "conflict",
        `This is about ${outcome.peers.map(({ origin }) => origin).join(", ")}, with whom we share. Send confirmed: true if it is meant.`,
      );
  }
}

const deleteDomain = route({
  method: "delete",
  path: "/moderation/domains/{domain}",
  id: "liftDomain",
  summary: "Take a steward's rule about a domain back; what lists and shorter names say counts again",
  role: "steward",
  params: domainParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "rule",
  async handle({ app, params }) {
    return (await liftDomain(app, params.domain)).outcome === "done" ? { answer: {} } : notFound("rule");
  },
});

const accountRule = z.object({
  actor: iri,
  standing: z.enum(["limited", "suspended"]),
  reason: z.string().exactOptional(),
  updatedAt: answeredInstant,
});
const shownAccount = ({ createdAtMs: _made, updatedAtMs, ...rule }: AccountRule) =>
  present({ ...rule, updatedAt: writeInstant(updatedAtMs) });

const listAccounts = route({
  method: "get",
  path: "/moderation/accounts",
  id: "listAccountRules",
  summary: "Accounts that are limited or suspended, the latest first",
  role: "steward",
  params: none,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z
      .string()
      .regex(/^\d{1,16}$/)
      .exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(accountRule),
  async handle({ app, query: { limit, cursor } }) {
    const before = cursor === undefined ? {} : { beforeMs: Number(cursor) };
    const found = await listAccountRulesNewest(app.database, { limit: limit + 1, ...before });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last !== undefined ? { next: String(last.updatedAtMs) } : {};
    return { answer: { items: items.map(shownAccount), ...next } };
  },
});

const account = text(2_000).meta({ examples: ["@user@example.org", "https://example.org/users/user"] });

const postAccount = route({
  method: "post",
  path: "/moderation/accounts",
  id: "ruleAccount",
  summary: "Suspend or limit one account",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({ account, standing: z.enum(["limited", "suspended"]), reason: comment.exactOptional() }),
  status: 200,
  answer: z.object({ rule: accountRule, ended }),
  problems: ["not-valid", "conflict", "other-node"],
  asksOthers: true,
  async handle({ app, partners, body: { account: typed, ...wish } }) {
    const found = await findAccount(app, partners, typed);
    if ("failed" in found) return accountProblem(found);
    const outcome = await ruleAccount(app, { ...wish, actor: found.actor });
    if (outcome.outcome === "ourselves") return problem("conflict", "This is one of our own accounts.");
    if (outcome.outcome === "peer")
      return problem("conflict", `This is a peer's: limit or block it as a peer (${outcome.peer.id}).`);
    return { answer: { rule: shownAccount(outcome.rule), ended: { ...outcome.ended } } };
  },
});

const accountProblem = ({ failed, detail }: { readonly failed: string; readonly detail: string }): Problem =>
  failed === "unreachable"
    ? problem("other-node", detail)
    : problem("not-valid", detail, { errors: [{ field: "body.account", message: detail }] });

const postLift = route({
  method: "post",
  path: "/moderation/accounts/lift",
  id: "liftAccount",
  summary: "Take what was said about an account back",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({ account }),
  status: 204,
  answer: none,
  names: "rule",
  problems: ["not-valid", "other-node"],
  asksOthers: true,
  async handle({ app, partners, body }) {
    const found = await findAccount(app, partners, body.account);
    if ("failed" in found) return accountProblem(found);
    return (await liftAccount(app, found.actor)).outcome === "done" ? { answer: {} } : notFound("rule");
  },
});

export const moderationRoutes = [listDomains, putDomain, deleteDomain, listAccounts, postAccount, postLift];
