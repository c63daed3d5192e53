import { z } from "zod";
import {
  addBlockList,
  changeBlockList,
  listSubscriptions,
  refreshList,
  removeBlockList,
  type BlockListView,
} from "#src/app/block-lists.ts";
import { acceptFollowRequest, listFollowRequests, rejectFollowRequest } from "#src/app/follow-requests.ts";
import { decideDrafts } from "#src/app/list-drafts.ts";
import { actorIri } from "#src/domain/iri.ts";
import { listItems } from "#src/store/block-lists.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  uuid,
  words,
  writeInstant,
} from "#src/web/api/schemas.ts";

const applies = z.enum(["draft", "automatic"]);
const states = z.enum(["draft", "applied", "excepted", "retracted"]);

const list = z.object({
  id: uuid,
  url: z.string(),
  kind: z.enum(["block", "allow"]),
  name: z.string(),
  apply: applies,
  fetchedAt: answeredInstant.exactOptional(),
  problem: z.string().exactOptional(),
  counts: z.record(states, z.int()),
});

const shown = ({ id, url, kind, name, apply, fetchedAtMs, lastError, counts }: BlockListView) =>
  present({
    id,
    url,
    kind,
    name,
    apply,
    counts: { ...counts },
    fetchedAt: fetchedAtMs === null ? undefined : writeInstant(fetchedAtMs),
    problem: lastError,
  });

const getLists = route({
  method: "get",
  path: "/moderation/lists",
  id: "listBlockLists",
  summary: "Published lists of blocked or allowed domains that we follow",
  role: "steward",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: listOf(list),
  async handle({ app }) {
    return { answer: { items: (await listSubscriptions(app)).map(shown) } };
  },
});

const postList = route({
  method: "post",
  path: "/moderation/lists",
  id: "addBlockList",
  summary: "Follow a published list: fetched daily",
  description:
    "Mastodon's CSV, other CSV with a severity, one domain a line, or the JSON of domain_blocks. With `draft`, what is new or gone waits for a steward; with `automatic` it counts at once. No list shuts out a partner or ourselves.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    url: iri,
    kind: z.enum(["block", "allow"]).default("block"),
    name: words(200).default(""),
    apply: applies.default("draft"),
  }),
  status: 201,
  answer: list,
  problems: ["not-valid", "conflict"],
  async handle({ app, body }) {
    const added = await addBlockList(app, body);
    if (added.outcome === "done") return { answer: shown(added.list) };
    return problem(
      "conflict",
      added.outcome === "known" ? "This list is followed already." : "There are too many lists.",
    );
  },
});

const patchList = route({
  method: "patch",
  path: "/moderation/lists/{id}",
  id: "changeBlockList",
  summary: "Change how a list is applied, or what it is called here",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({ apply: applies.exactOptional(), name: words(200).exactOptional() }),
  status: 204,
  answer: none,
  names: "list",
  async handle({ app, params, body }) {
    return (await changeBlockList(app, params.id, body)) ? { answer: {} } : notFound("list");
  },
});

const deleteList = route({
  method: "delete",
  path: "/moderation/lists/{id}",
  id: "removeBlockList",
  summary: "Follow a list no longer; what it said goes with it",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "list",
  async handle({ app, params }) {
    return (await removeBlockList(app, params.id)) ? { answer: {} } : notFound("list");
  },
});

const refresh = route({
  method: "post",
  path: "/moderation/lists/{id}/refresh",
  id: "refreshBlockList",
  summary: "Fetch a list now",
  description: "`confirmed`: also when it shrank to less than half, which otherwise waits (409).",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({ confirmed: z.boolean().default(false) }),
  status: 200,
  answer: z.object({ outcome: z.enum(["same", "done"]), protectedFrom: z.array(z.string()) }),
  names: "list",
  problems: ["conflict", "other-node"],
  asksOthers: true,
  async handle({ app, partners, params, body }) {
    const outcome = await refreshList(app, partners, { id: params.id, isConfirmed: body.confirmed });
    switch (outcome.outcome) {
      case "unknown":
        return notFound("list");
      case "failed":
        return problem("other-node", outcome.detail);
      case "shrunk":
        return problem(
          "conflict",
          `It shrank from ${outcome.before} to ${outcome.now}. Send confirmed: true if that is right.`,
        );
      case "same":
        return { answer: { outcome: "same" as const, protectedFrom: [] } };
      case "done":
        return { answer: { outcome: "done" as const, protectedFrom: [...outcome.protectedFrom] } };
    }
  },
});

const getEntries = route({
  method: "get",
  path: "/moderation/lists/{id}/entries",
  id: "listBlockListEntries",
  summary: "Entries of a list by name; those that wait unless another state is asked for",
  role: "steward",
  params: idParams,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z.string().max(253).exactOptional(),
    state: states.default("draft"),
  }),
  body: none,
  status: 200,
  answer: listOf(
    z.object({
      domain: z.string(),
      standing: z.enum(["allowed", "limited", "suspended"]),
      comment: z.string().exactOptional(),
      state: states,
    }),
  ),
  names: "list",
  async handle({ app, params, query: { limit, cursor, state } }) {
    const after = cursor === undefined ? {} : { after: cursor };
    const found = await listItems(app.database, { listId: params.id, state, limit: limit + 1, ...after });
    const items = found
      .slice(0, limit)
      .map((item) =>
        present({ domain: item.domain, standing: item.standing, comment: item.comment, state: item.state }),
      );
    const last = items.at(-1);
    return { answer: found.length > limit && last !== undefined ? { items, next: last.domain } : { items } };
  },
});

const postEntries = route({
  method: "post",
  path: "/moderation/lists/{id}/entries",
  id: "decideBlockListEntries",
  summary: "Accept entries that wait, make exceptions, or take exceptions back",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({
    act: z.enum(["accept", "except", "restore"]),
    domains: z.union([z.literal("all"), z.array(z.string().max(253)).min(1).max(50_000)]),
  }),
  status: 200,
  answer: z.object({ changed: z.int(), skipped: z.array(z.string()) }),
  names: "list",
  async handle({ app, params, body }) {
    const done = await decideDrafts(app, { listId: params.id, ...body });
    return done.outcome === "done"
      ? { answer: { changed: done.changed, skipped: [...done.skipped] } }
      : notFound("list");
  },
});

const getRequests = route({
  method: "get",
  path: "/moderation/follow-requests",
  id: "listFollowRequests",
  summary: "Who waits to follow one of ours",
  role: "steward",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(
    z.object({ id: uuid, follower: iri, object: iri, address: z.string().exactOptional(), askedAt: answeredInstant }),
  ),
  async handle({ app, query }) {
    const page = await listFollowRequests(app, query);
    const items = page.items.map(({ id, follower, actorId, card, createdAtMs }) =>
      present({
        id,
        follower,
        object: actorIri(app.origin, actorId),
        address: card?.address,
        askedAt: writeInstant(createdAtMs),
      }),
    );
    return { answer: { ...page, items } };
  },
});

const answerRequest = (verb: "accept" | "reject", run: typeof acceptFollowRequest) =>
  route({
    method: "post",
    path: `/moderation/follow-requests/{id}/${verb}`,
    id: `${verb}FollowRequest`,
    summary: verb === "accept" ? "Let somebody follow" : "Refuse somebody who wants to follow",
    role: "steward",
    params: idParams,
    query: none,
    body: none,
    status: 204,
    answer: none,
    names: "request",
    problems: ["conflict"],
    async handle({ app, params }) {
      const { outcome } = await run(app, params.id);
      if (outcome === "suspended") return problem("conflict", "They are suspended.");
      return outcome === "done" ? { answer: {} } : notFound("request");
    },
  });

export const moderationListRoutes = [
  getLists,
  postList,
  patchList,
  deleteList,
  refresh,
  getEntries,
  postEntries,
  getRequests,
  answerRequest("accept", acceptFollowRequest),
  answerRequest("reject", rejectFollowRequest),
];
