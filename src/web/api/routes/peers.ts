import { z } from "zod";
import { acceptPeer, addPeer, blockPeer, endPeer, limitPeer, type PeerActOutcome } from "#src/app/peers.ts";
import { hasFairUse } from "#src/app/fair-use.ts";
import { pageOf } from "#src/app/page.ts";
import { pickText } from "#src/domain/language.ts";
import { findPeer, listPeers, type Peer } from "#src/store/peers.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { route, type Call } from "#src/web/api/route.ts";
import {
  answeredLanguages,
  answeredTexts,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  text,
  uuid,
} from "#src/web/api/schemas.ts";

const states = ["requested", "received", "partner", "limited", "blocked", "ended"] as const;

const peer = z.object({
  id: uuid,
  name: z.string().meta({ description: "In the best of the caller's languages (Accept-Language)" }),
  origin: z.string(),
  coop: iri,
  state: z.enum(states),
  handle: z.string(),
  region: z.string(),
  languages: answeredLanguages,
  fairUse: answeredTexts.exactOptional(),
  fairUseVersion: z
    .int()
    .exactOptional()
    .meta({ description: "Of its fair-use text, which a request accepts by this; absent when it has none" }),
});

const shown = (peerRow: Peer, wanted: readonly string[]) => ({
  ...baseOf(peerRow, wanted),
  ...(hasFairUse(peerRow) ? { fairUse: { ...peerRow.fairUse }, fairUseVersion: peerRow.fairUseVersion } : {}),
});

const baseOf = ({ id, name, origin, coop, state, handle, region, languages }: Peer, wanted: readonly string[]) => ({
  id,
  name: pickText(name, ...wanted),
  origin,
  coop,
  state,
  handle,
  region,
  languages: [...languages],
});

const post = route({
  method: "post",
  path: "/peers",
  id: "addPeer",
  summary: "Say yes to the node behind a domain, an origin or a handle",
  description: "Both sides' yes makes partners. Repeating it changes nothing; a block or a limit is lifted by it.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    address: text(500).meta({ examples: ["coop.example", "https://coop.example", "@coop@coop.example"] }),
  }),
  status: 202,
  answer: peer,
  problems: ["other-node", "not-valid", "conflict"],
  asksOthers: true,
  async handle({ app, partners, body, languages }) {
    const added = await addPeer(app, partners, body.address);
    return added.outcome === "added"
      ? { answer: shown(added.peer, languages) }
      : lookUpProblem(added.failed, added.detail);
  },
});

type Failure = Extract<Awaited<ReturnType<typeof addPeer>>, { outcome: "failed" }>["failed"];

function lookUpProblem(failed: Failure, detail: string): Problem {
  switch (failed) {
    case "malformed":
    case "ourselves":
    case "not-found":
    case "not-fedicoop":
      return problem("not-valid", detail, { errors: [{ field: "body.address", message: detail }] });
    case "suspended":
      return problem("conflict", detail);
    case "unreachable":
      return problem("other-node", detail);
  }
}

const list = route({
  method: "get",
  path: "/peers",
  id: "listPeers",
  summary: "Other nodes that we know",
  description: "Those whose relation has ended are listed only with `state=ended`.",
  role: "member",
  params: none,
  query: z.strictObject({ ...pageQuery, state: z.enum(states).exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(peer),
  async handle({ app, query, languages }) {
    const living = states.filter((state) => state !== "ended");
    const wanted = query.state === undefined ? living : [query.state];
    const page = await pageOf<Peer>(query, (part) => listPeers(app.database, { ...part, states: wanted }));
    return { answer: { ...page, items: page.items.map((one) => shown(one, languages)) } };
  },
});

const get = route({
  method: "get",
  path: "/peers/{id}",
  id: "getPeer",
  summary: "One node that we know",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: peer,
  names: "peer",
  async handle({ app, params, languages }) {
    const found = await findPeer(app.database, params.id);
    return found === undefined ? notFound("peer") : { answer: shown(found, languages) };
  },
});

type Act = (app: Call<unknown, unknown, unknown>["app"], id: string) => Promise<PeerActOutcome>;

const actRoute = (act: { readonly verb: "accept" | "limit" | "block"; readonly summary: string; readonly run: Act }) =>
  route({
    method: "post",
    path: `/peers/{id}/${act.verb}`,
    id: `${act.verb}Peer`,
    summary: act.summary,
    role: "steward",
    params: idParams,
    query: none,
    body: none,
    status: 200,
    answer: peer,
    names: "peer",
    problems: ["conflict"],
    async handle({ app, params, languages }) {
      const done = await act.run(app, params.id);
      return done.outcome === "done" ? { answer: shown(done.peer, languages) } : actProblem(done);
    },
  });

function actProblem(done: Exclude<PeerActOutcome, { outcome: "done" }>): Problem {
  return done.outcome === "unknown"
    ? notFound("peer")
    : problem("conflict", `This cannot be done while the peer is ${done.state}.`);
}

const remove = route({
  method: "delete",
  path: "/peers/{id}",
  id: "endPeer",
  summary: "Take our yes back",
  description: "Agreements run out, and the ledger stays. Repeating it changes nothing.",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "peer",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await endPeer(app, params.id);
    return done.outcome === "done" ? { answer: {} } : actProblem(done);
  },
});

export const peerRoutes = [
  post,
  list,
  get,
  remove,
  actRoute({ verb: "accept", summary: "Say yes to a node that we know", run: acceptPeer }),
  actRoute({
    verb: "limit",
    summary: "Say yes with less in it: nothing for partners only, and its offers wait for a steward",
    run: limitPeer,
  }),
  actRoute({ verb: "block", summary: "Let nothing more in or out", run: blockPeer }),
];
