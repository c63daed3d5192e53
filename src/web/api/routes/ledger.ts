import { z } from "zod";
import { countersignEntry, disputeEntry, type EntryActOutcome } from "#src/app/entry-acts.ts";
import { wordsOf } from "#src/app/entry-words.ts";
import { balances, findEntry, listEntries } from "#src/app/ledger.ts";
import type { Context } from "#src/app/context.ts";
import { findPeer } from "#src/store/peers.ts";
import { disputeReasons, entry, entryStates, shownEntry } from "#src/web/api/entry.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, iri, listOf, none, pageQuery, unit, uuid, words } from "#src/web/api/schemas.ts";

const list = route({
  method: "get",
  path: "/ledger/entries",
  id: "listEntries",
  summary: "Entries of the books with all peers",
  role: "member",
  params: none,
  query: z.strictObject({ ...pageQuery, peer: uuid.exactOptional(), state: z.enum(entryStates).exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(entry),
  async handle({ app, query: { peer, ...rest } }) {
    const page = await listEntries(app, { ...rest, ...(peer === undefined ? {} : { peerId: peer }) });
    return { answer: { ...page, items: await Promise.all(page.items.map((row) => shownEntry(app, row))) } };
  },
});

const get = route({
  method: "get",
  path: "/ledger/entries/{id}",
  id: "getEntry",
  summary: "One entry, and who has signed it",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: entry.extend({
    signatures: z.array(z.object({ by: iri, signedAt: answeredInstant })),
    document: z.string().meta({ description: "The exact JSON that was signed, with its proofs" }),
    note: z.string().exactOptional().meta({ description: "Beside what was signed, which holds a salted reference" }),
    person: z
      .string()
      .exactOptional()
      .meta({ description: "Who did it and agreed to be named; beside what was signed" }),
  }),
  names: "entry",
  async handle({ app, params }) {
    const found = await findEntry(app, params.id);
    if (found === undefined) return notFound("entry");
    const signatures = found.signatures.map((signature) => ({ ...signature }));
    return {
      answer: {
        ...(await shownEntry(app, found.entry)),
        signatures,
        document: found.entry.document,
        ...wordsOf(found.entry),
      },
    };
  },
});

const sum = z.int().meta({ description: "A whole number of the unit" });
const balance = z.object({ peer: uuid, unit, given: sum, received: sum, balance: sum, inTransit: sum, disputed: sum });

const listBalances = route({
  method: "get",
  path: "/ledger/balances",
  id: "listBalances",
  summary: "What was given to and received from each peer, in each unit",
  description: "`given`, `received` and `balance` (given − received) count agreed entries only.",
  role: "member",
  params: none,
  query: z.strictObject({
    peer: uuid.exactOptional(),
    limit: pageQuery.limit,
    cursor: z.string().max(200).exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(balance),
  async handle({ app, query: { peer, limit, cursor } }) {
    const place = (one: z.output<typeof balance>): string => `${one.peer}.${one.unit}`;
    const all = (await balances(app, peer)).map((one) => ({ ...one }));
    const rest = cursor === undefined ? all : all.filter((one) => place(one) > cursor);
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return { answer: { items, ...(rest.length > limit && last !== undefined ? { next: place(last) } : {}) } };
  },
});

async function answered(
  app: Context,
  done: EntryActOutcome,
): Promise<{ readonly answer: z.output<typeof entry> } | Problem> {
  if (done.outcome === "not-found") return notFound("entry");
  return done.outcome === "done"
    ? { answer: await shownEntry(app, done.entry) }
    : problem("conflict", impossible[done.because]);
}

const impossible: Readonly<Record<Extract<EntryActOutcome, { outcome: "impossible" }>["because"], string>> = {
  late: "Both sides have signed this entry, which nothing undoes. A correction is an entry of its own.",
  own: "This entry is our own: the other side signs or disputes it.",
  blocked: "The peer of this entry is blocked.",
  withdrawn: "Its maker has taken this entry back: it counts for nothing any more.",
  many: "So much has been said about this entry that no further word is taken.",
};

const act = {
  role: "steward",
  params: idParams,
  query: none,
  status: 200,
  answer: entry,
  names: "entry",
  problems: ["conflict"],
} as const;

const countersign = route({
  ...act,
  method: "post",
  path: "/ledger/entries/{id}/countersign",
  id: "countersignEntry",
  summary: "Sign a partner's entry that waits, or one that was disputed; repeating it answers the same",
  body: none,
  handle: async ({ app, params }) => answered(app, await countersignEntry(app, params.id)),
});

const dispute = route({
  ...act,
  method: "post",
  path: "/ledger/entries/{id}/dispute",
  id: "disputeEntry",
  summary: "Refuse a partner's entry, with a reason that both sides see",
  body: z.strictObject({
    reason: z.enum(disputeReasons, { error: disputeReasons.join(", ") }),
    note: words(2000).default(""),
  }),
  handle: async ({ app, params, body }) => answered(app, await disputeEntry(app, params.id, body)),
});

const reconciliation = z.object({
  state: z.enum(["equal", "repaired", "differs", "unreachable"]),
  entries: z.int(),
  digest: z.string().meta({ description: "SHA-256 over the pair's entries, hexadecimal" }),
  sent: z.int().meta({ description: "How many entries the other side lacked" }),
  received: z.int().meta({ description: "How many entries we lacked" }),
});

const reconcile = route({
  method: "post",
  path: "/ledger/peers/{id}/reconcile",
  id: "reconcile",
  summary: "Compare the books with a peer's, and mend what can be mended",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: reconciliation,
  names: "peer",
  problems: ["conflict"],
  asksOthers: true,
  async handle({ app, partners, params }) {
    const peer = await findPeer(app.database, params.id);
    if (peer === undefined) return notFound("peer");
    if (peer.state === "blocked") return problem("conflict", "This peer is blocked: nothing goes out or in.");
    return { answer: await partners.reconcile(peer.id) };
  },
});

export const ledgerRoutes = [list, get, countersign, dispute, listBalances, reconcile];
