import { z } from "zod";
import type { Context } from "#src/app/context.ts";
import { findDispute, listDisputes, type DisputeCard, type DisputeDetails } from "#src/app/dispute-views.ts";
import { sayWord, type WordOutcome } from "#src/app/disputes.ts";
import { disputeReasons, entry, shownEntry } from "#src/web/api/entry.ts";
import { notFound, problem, type FieldProblem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  instant,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  uuid,
  words,
  writeInstant,
} from "#src/web/api/schemas.ts";

const standings = ["open", "resting", "withdrawn", "settled"] as const;
const kinds = ["refusal", "note", "differ", "withdrawn"] as const;

const card = {
  id: uuid.meta({ description: "Of the entry that is disputed" }),
  entry,
  standing: z.enum(standings).meta({
    description:
      "open: people have something to settle; resting: both agreed to differ for now; withdrawn: its maker took the entry back, and it counts nowhere; settled: both have signed it",
  }),
  awaits: z
    .enum(["us", "them", "both"])
    .exactOptional()
    .meta({ description: "Who should speak next, while it is open" }),
  answerBy: answeredInstant.exactOptional().meta({ description: "By when they should" }),
  overdue: z.boolean(),
  restsUntil: answeredInstant.exactOptional(),
};

const word = z.object({
  word: iri.meta({ description: "The word's own address, the same on both sides" }),
  by: iri.meta({ description: "The coop that says it" }),
  kind: z.enum(kinds),
  reason: z.enum(disputeReasons).exactOptional(),
  note: z.string().exactOptional(),
  until: answeredInstant.exactOptional(),
  saidAt: answeredInstant,
  signed: z.boolean().meta({ description: "false while it waits until the peer has confirmed our log" }),
  document: z.string().meta({ description: "The exact JSON that was signed, with its proof" }),
});

const version = z.object({
  hash: z.string(),
  ours: z.boolean().meta({ description: "The one in our books" }),
  document: z.string(),
});

const dispute = z.object({
  ...card,
  words: z.array(word).meta({ description: "In the order in which they were said, the same on both sides" }),
  versions: z
    .array(version)
    .meta({ description: "More than one when other content came under the same id: what is in our books comes first" }),
  corrections: z.array(uuid).meta({ description: "Entries that correct it" }),
  mayBeSaid: z.array(z.enum(kinds)).meta({ description: "What a steward may say now" }),
});

async function shownCard(app: Context, { entry: row, ...turn }: DisputeCard) {
  const { standing, awaits, answerByMs, isOverdue, restsUntilMs } = turn;
  return {
    id: row.id,
    entry: await shownEntry(app, row),
    standing,
    overdue: isOverdue,
    ...present({ awaits, answerBy: moment(answerByMs), restsUntil: moment(restsUntilMs) }),
  };
}

const moment = (atMs: number | null | undefined): string | undefined =>
  atMs === null || atMs === undefined ? undefined : writeInstant(atMs);

async function shownDispute(app: Context, details: DisputeDetails): Promise<z.output<typeof dispute>> {
  const { versions, corrections, mayBeSaid } = details;
  return {
    ...(await shownCard(app, details)),
    words: details.words.map(({ word: iriOfWord, by, kind, reason, note, untilMs, saidAtMs, isSigned, document }) => ({
      word: iriOfWord,
      by,
      kind,
      ...present({ reason, note, until: moment(untilMs) }),
      saidAt: writeInstant(saidAtMs),
      signed: isSigned,
      document,
    })),
    versions: versions.map(({ hash, isOurs, document }) => ({ hash, ours: isOurs, document })),
    corrections: corrections.map(({ id }) => id),
    mayBeSaid: [...mayBeSaid],
  };
}

const list = route({
  method: "get",
  path: "/ledger/disputes",
  id: "listDisputes",
  summary: "Entries that one side refuses, with all peers or one",
  role: "member",
  params: none,
  query: z.strictObject({ ...pageQuery, peer: uuid.exactOptional(), standing: z.enum(standings).exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(z.object(card)),
  async handle({ app, query: { peer, standing, ...page } }) {
    const about = {
      ...(peer === undefined ? {} : { peerId: peer }),
      ...(standing === undefined ? {} : { standings: [standing] }),
    };
    const { items, ...rest } = await listDisputes(app, { ...page, ...about });
    return { answer: { ...rest, items: await Promise.all(items.map((one) => shownCard(app, one))) } };
  },
});

const get = route({
  method: "get",
  path: "/ledger/disputes/{id}",
  id: "getDispute",
  summary: "One dispute: what both sides said, and every version of its entry",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: dispute,
  names: "dispute",
  async handle({ app, params }) {
    const found = await findDispute(app, params.id);
    return found === undefined ? notFound("dispute") : { answer: await shownDispute(app, found) };
  },
});

const impossible: Readonly<Record<Extract<WordOutcome, { outcome: "impossible" }>["because"], string>> = {
  late: "Both sides have signed this entry, which no word undoes. A correction is an entry of its own.",
  own: "This entry is our own: the other side refuses it. Ours can be taken back.",
  theirs: "Only the side that made an entry takes it back.",
  withdrawn: "This entry has been taken back: it counts for nothing any more, and there is nothing left to say.",
  undisputed: "Nobody has refused this entry.",
  date: "should be a date in the future, at most five years ahead",
  many: "So much has been said about this entry that no further word is taken.",
  blocked: "The peer of this entry is blocked.",
};

const saying = z.strictObject({
  kind: z.enum(kinds, { error: kinds.join(", ") }),
  note: words(2000).default(""),
  reason: z.enum(disputeReasons, { error: disputeReasons.join(", ") }).exactOptional(),
  until: instant.exactOptional(),
});

/** What each kind of word needs, and what it has no use for. */
function wrongIn({ kind, note, reason, until }: z.output<typeof saying>): readonly FieldProblem[] {
  const rules: readonly (readonly [isWrong: boolean, field: string, message: string])[] = [
    [kind === "note" && note === "", "note", "should say something"],
    [kind === "refusal" && reason === undefined, "reason", `should be one of ${disputeReasons.join(", ")}`],
    [kind !== "refusal" && reason !== undefined, "reason", "only a refusal has one"],
    [kind === "differ" && until === undefined, "until", "should be the date until which to differ"],
    [kind !== "differ" && until !== undefined, "until", "only `differ` has one"],
  ];
  return rules.filter(([isWrong]) => isWrong).map(([, name, message]) => ({ field: `body.${name}`, message }));
}

const say = route({
  method: "post",
  path: "/ledger/disputes/{id}/words",
  id: "sayInDispute",
  summary: "Say something in a dispute: signed, and shown to both sides",
  description:
    "`note`: a word in the conversation. `differ`: let it rest `until` a date; it does once both have said so, until the earlier date. " +
    "`withdrawn`: take an entry of ours back, also before anybody has answered it. `refusal`: refuse a peer's entry, with a `reason`.",
  role: "steward",
  params: idParams,
  query: none,
  body: saying,
  status: 201,
  answer: dispute,
  names: "entry",
  problems: ["conflict"],
  async handle({ app, params, body }) {
    const errors = wrongIn(body);
    if (errors.length > 0) return notValid(errors);
    const { kind, note, reason, until } = body;
    const about = { ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { untilMs: until }) };
    const done = await sayWord(app, params.id, { kind, note, ...about });
    if (done.outcome === "not-found") return notFound("entry");
    if (done.outcome === "impossible" && done.because === "date")
      return notValid([{ field: "body.until", message: impossible.date }]);
    if (done.outcome === "impossible") return problem("conflict", impossible[done.because]);
    return { answer: await disputeAfter(app, params.id) };
  },
});

async function disputeAfter(app: Context, id: string): Promise<z.output<typeof dispute>> {
  const found = await findDispute(app, id);
  if (found === undefined) throw new Error(`There is no dispute about ${id}.`);
  return shownDispute(app, found);
}

export const disputeRoutes = [list, get, say];
