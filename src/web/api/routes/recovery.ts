import { z } from "zod";
import { agreeToEpoch, proposeEpoch } from "#src/app/epochs.ts";
import { noteRecovery } from "#src/app/recovery.ts";
import { listLogViews, type LogView } from "#src/app/recovery-view.ts";
import type { EpochRow } from "#src/store/epochs.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, iri, none, uuid, writeInstant } from "#src/web/api/schemas.ts";

const epoch = z.object({
  id: uuid,
  object: iri.meta({ description: "Its own address, the same on both sides" }),
  peer: uuid,
  side: z.enum(["ours", "theirs"]).meta({ description: "Whose log it begins" }),
  epoch: z.int(),
  state: z.enum(["proposed", "agreed"]),
  createdAt: answeredInstant,
  document: z.string().meta({ description: "The exact JSON that was signed, with its proofs" }),
});

const shownEpoch = (row: EpochRow) => ({
  id: row.id,
  object: row.epochIri,
  peer: row.peerId,
  side: row.side,
  epoch: row.epoch,
  state: row.state,
  createdAt: writeInstant(row.createdAtMs),
  document: row.document,
});

const logView = z.object({
  peer: uuid,
  health: z.enum(["open", "unconfirmed", "recovering", "forked"]).meta({
    description: "Whether we sign for this partner: `open` only",
  }),
  epoch: z.int(),
  size: z.int().meta({ description: "How many statements of ours it has" }),
  witnessedSize: z.int().meta({ description: "How many of them the partner has confirmed" }),
  witnessedAt: answeredInstant.nullable(),
  recovered: z
    .object({
      at: answeredInstant,
      statements: z.int().meta({ description: "How many came back from the partner" }),
      noted: z.boolean().meta({ description: "Whether a steward has taken note" }),
      missing: z
        .array(z.object({ kind: z.string(), about: iri, hash: z.string() }))
        .meta({ description: "Signed by us, and their documents could not be returned" }),
    })
    .nullable(),
  ourProposal: epoch.nullable(),
  theirProposal: epoch.nullable(),
});

const shownLog = ({ peer, health, recovered, ...view }: LogView) => ({
  peer: peer.id,
  health,
  epoch: view.epoch,
  size: view.size,
  witnessedSize: view.witnessedSize,
  witnessedAt: view.witnessedAtMs === null ? null : writeInstant(view.witnessedAtMs),
  recovered:
    recovered === null
      ? null
      : {
          at: writeInstant(recovered.atMs),
          statements: recovered.leaves,
          noted: recovered.isNoted,
          missing: recovered.missing.map(({ kind, about, hash }) => ({ kind, about, hash })),
        },
  ourProposal: view.ourProposal === undefined ? null : shownEpoch(view.ourProposal),
  theirProposal: view.theirProposal === undefined ? null : shownEpoch(view.theirProposal),
});

const list = route({
  method: "get",
  path: "/ledger/logs",
  id: "listLogs",
  summary: "How our log for each partner is, and what came back after a start from an old copy",
  role: "member",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: z.object({ items: z.array(logView) }),
  async handle({ app }) {
    return { answer: { items: (await listLogViews(app)).map(shownLog) } };
  },
});

const note = route({
  method: "post",
  path: "/ledger/peers/{id}/recovery/note",
  id: "noteRecovery",
  summary: "Take note of what came back from a partner",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: z.object({ noted: z.boolean().meta({ description: "Whether there was something to note" }) }),
  async handle({ app, params }) {
    return { answer: { noted: await noteRecovery(app, params.id) } };
  },
});

const propose = route({
  method: "post",
  path: "/ledger/peers/{id}/epochs",
  id: "proposeEpoch",
  summary: "Propose a new log for a partner instead of one that cannot go on",
  description:
    "Nothing that both have signed changes. The partner's steward has to agree; asked again, it answers the same proposal.",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 201,
  answer: epoch,
  names: "peer",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await proposeEpoch(app, params.id);
    switch (done.outcome) {
      case "done":
        return { answer: shownEpoch(done.epoch) };
      case "not-found":
        return notFound("peer");
      case "whole":
        return problem("conflict", "The partner has confirmed our log: it can go on as it is.");
    }
  },
});

const agree = route({
  method: "post",
  path: "/ledger/epochs/{id}/agree",
  id: "agreeToEpoch",
  summary: "Agree to a partner's new log",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: epoch,
  names: "proposal",
  async handle({ app, params }) {
    const done = await agreeToEpoch(app, params.id);
    return done.outcome === "done" ? { answer: shownEpoch(done.epoch) } : notFound("proposal");
  },
});

export const recoveryRoutes = [list, note, propose, agree];
