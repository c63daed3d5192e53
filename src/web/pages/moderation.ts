import type { Hono } from "hono";
import { findPresence } from "#src/app/absence.ts";
import { findAccount } from "#src/app/accounts.ts";
import { listSubscriptions } from "#src/app/block-lists.ts";
import { liftAccount, liftDomain, ruleAccount, ruleDomain, type DomainOutcome } from "#src/app/moderation.ts";
import type { RuledStanding } from "#src/domain/standing.ts";
import type { Coop } from "#src/store/coop.ts";
import { countFollowRequests } from "#src/store/follow-requests.ts";
import { findAccountRule, listAccountRulesNewest, listRulesByName } from "#src/store/moderation.ts";
import { listRemoteActors } from "#src/store/remote-actors.ts";
import { countOpenReports } from "#src/store/reports.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { leadTo, readDone } from "./done.ts";
import { doneWords, renderModeration, type ModerationView } from "./moderation-view.ts";
import { renderProblem } from "./problem.ts";

const perPage = 100;

/** Whom we keep out, and what waits for a steward about it. */
export function moderationPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/moderation", only("steward"), async (c) =>
    c.html(renderModeration(c.get("page"), await known(parts, c))),
  );
  pages.post("/moderation/rules", only("steward"), async (c) => {
    const body = await readForm(c);
    const refused = await rule(parts, c.get("page").text, body);
    if (refused === undefined) return leadTo(c, "/moderation", "ruled");
    const { errors, toConfirm } = refused;
    const page = { ...c.get("page"), typed: keepTyped(body, errors) };
    const view = { ...(await known(parts, c)), ...(toConfirm === undefined ? {} : { toConfirm }) };
    return c.html(renderModeration(page, view), 422);
  });
  pages.post("/moderation/lift", only("steward"), async (c) => {
    const whom = field(await readForm(c), "whom");
    const isAccount = (await findAccountRule(app.database, whom)) !== undefined;
    const { outcome } = isAccount ? await liftAccount(app, whom) : await liftDomain(app, whom);
    return outcome === "done" ? leadTo(c, "/moderation", "lifted") : renderProblem(c, "not-found");
  });
}

/** Only behind `only("steward")`: before set-up there are none. */
export function coopOf(c: Request): Coop {
  const coop = c.get("coop");
  if (coop === undefined) throw new Error("This page is for a coop that is set up.");
  return coop;
}

async function known({ app }: WebParts, c: Request): Promise<ModerationView> {
  const { database } = app;
  const search = (c.req.query("search") ?? "").trim().slice(0, 253);
  const after = (c.req.query("after") ?? "").slice(0, 253);
  const found = await listRulesByName(database, {
    limit: perPage + 1,
    ...(search === "" ? {} : { search }),
    ...(after === "" ? {} : { after }),
  });
  const domains = found.slice(0, perPage);
  const accounts = await listAccountRulesNewest(database, { limit: perPage });
  const cards = await listRemoteActors(
    database,
    accounts.map(({ actor }) => actor),
  );
  const lists = await listSubscriptions(app);
  return {
    coop: coopOf(c),
    presence: await findPresence(app),
    waiting: {
      reports: await countOpenReports(database),
      requests: await countFollowRequests(database),
      drafts: lists.reduce((sum, { counts }) => sum + counts.draft + counts.retracted, 0),
    },
    domains,
    next: found.length > perPage ? domains.at(-1)?.domain : undefined,
    search,
    accounts,
    addresses: new Map(cards.map(({ actor, address }) => [actor, `@${address}`])),
    lists: new Map(lists.map(({ id, name }) => [id, name])),
    done: readDone(c, doneWords),
  };
}

interface Refused {
  readonly errors: Readonly<Record<string, string>>;
  readonly toConfirm?: string;
}

const standingOf = (body: FormBody): RuledStanding => {
  const typed = field(body, "standing");
  return typed === "limited" || typed === "allowed" ? typed : "suspended";
};

/** Does what the form says; answers why not. */
async function rule(parts: WebParts, text: Text, body: FormBody): Promise<Refused | undefined> {
  const whom = field(body, "whom");
  const isOne = /^@?[^@\s/]+@[^@\s/]+$/.test(whom) || /^https?:\/\/[^/]+\/[^/]/i.test(whom);
  if (whom === "") return { errors: { whom: text("moderation-whom-missing") } };
  return isOne ? ruleOne(parts, text, body) : ruleMany(parts, text, body);
}

async function ruleMany({ app }: WebParts, text: Text, body: FormBody): Promise<Refused | undefined> {
  const reason = field(body, "reason");
  const isPublic = field(body, "public") === "yes";
  const outcome = await ruleDomain(app, {
    domain: field(body, "whom"),
    standing: standingOf(body),
    obfuscate: field(body, "obfuscate") === "yes",
    rejectMedia: field(body, "rejectMedia") === "yes",
    rejectReports: field(body, "rejectReports") === "yes",
    confirmed: field(body, "confirmed") === "yes",
    ...(reason === "" ? {} : { [isPublic ? "publicComment" : "privateComment"]: reason }),
  });
  return outcome.outcome === "done" ? undefined : domainRefused(text, outcome);
}

function domainRefused(text: Text, outcome: Exclude<DomainOutcome, { outcome: "done" }>): Refused {
  switch (outcome.outcome) {
    case "malformed":
      return { errors: { whom: text("moderation-whom-malformed") } };
    case "ourselves":
      return { errors: { whom: text("moderation-whom-ourselves") } };
    case "public-suffix": {
      const toConfirm = outcome.domain;
      return { errors: { confirmed: text("moderation-whom-suffix", { domain: toConfirm }) }, toConfirm };
    }
    case "partner": {
      const toConfirm = outcome.peers.map(({ origin }) => new URL(origin).host).join(", ");
      return { errors: { confirmed: text("moderation-whom-partner", { peers: toConfirm }) }, toConfirm };
    }
  }
}

async function ruleOne({ app, partners }: WebParts, text: Text, body: FormBody): Promise<Refused | undefined> {
  const standing = standingOf(body);
  if (standing === "allowed") return { errors: { standing: text("moderation-allow-domains") } };
  const found = await findAccount(app, partners, field(body, "whom"));
  if ("failed" in found) return { errors: { whom: text("moderation-whom-unknown") } };
  const reason = field(body, "reason");
  const { outcome } = await ruleAccount(app, { actor: found.actor, standing, ...(reason === "" ? {} : { reason }) });
  if (outcome === "done") return undefined;
  return { errors: { whom: text(outcome === "peer" ? "moderation-whom-peer" : "moderation-whom-ourselves") } };
}
