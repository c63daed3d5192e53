import { z } from "zod";
import { boost, undoBoost, type BoostOutcome } from "#src/app/boosts.ts";
import { decidePost, listWaitingPosts, removeFromGroup } from "#src/app/groups.ts";
import { listResponses, moderateReply, viewResponses, type ReplyView } from "#src/app/response-views.ts";
import { viewTimeline } from "#src/app/timeline.ts";
import { announcementIri, eventIri } from "#src/domain/iri.ts";
import { findPublished } from "#src/store/responses.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, iri, listOf, none, pageQuery, uuid, writeInstant } from "#src/web/api/schemas.ts";
import { ours } from "./followings.ts";
import { remoteActor, remoteObject, showActor, showObject } from "./remote-answer.ts";

const timeline = route({
  method: "get",
  path: "/timeline",
  id: "readTimeline",
  summary: "What those whom the coop or a circle follows have said or passed on, newest first",
  role: "steward",
  params: none,
  query: z.strictObject({ ...pageQuery, actorId: ours.exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(
    z.object({
      id: uuid,
      said: remoteObject,
      boostedBy: remoteActor.exactOptional(),
      boosted: z.boolean().meta({ description: "Whether the same one of ours passed it on" }),
      receivedAt: answeredInstant,
    }),
  ),
  async handle({ app, query: { actorId = "coop", ...page } }) {
    const { items, ...rest } = await viewTimeline(app, { actorId, ...page });
    const shown = items.map(({ id, item, said, author, boostedBy, isBoosted }) => ({
      id,
      said: showObject(said, author),
      boosted: isBoosted,
      receivedAt: writeInstant(item.receivedAtMs),
      ...(item.boostedBy === null ? {} : { boostedBy: showActor(item.boostedBy, boostedBy) }),
    }));
    return { answer: { items: shown, ...rest } };
  },
});

const boosting = {
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    object: iri.meta({ description: "Something in a timeline, among answers, or of our own" }),
    actorId: ours.exactOptional(),
  }),
  status: 202,
  answer: z.object({ object: z.string(), state: z.enum(["said", "undone", "waiting", "refused"]) }),
  names: "post",
  problems: ["conflict", "not-found"],
} as const;

function boosted(done: BoostOutcome) {
  switch (done.outcome) {
    case "done":
      return { answer: { object: done.boost.object, state: done.boost.state } };
    case "unknown":
      return notFound("post");
    case "private":
      return problem("conflict", "It was not said to everyone.");
    case "suspended":
      return problem("conflict", "Its author is blocked here.");
  }
}

const say = route({
  ...boosting,
  method: "post",
  path: "/boosts",
  id: "boost",
  summary: "Pass something on to everyone who follows the coop or a circle",
  handle: async ({ app, body: { object, actorId = "coop" } }) => boosted(await boost(app, { actorId, object })),
});

const undo = route({
  ...boosting,
  method: "post",
  path: "/boosts/undo",
  id: "undoBoost",
  summary: "Take back what was passed on",
  handle: async ({ app, body: { object, actorId = "coop" } }) => boosted(await undoBoost(app, { actorId, object })),
});

const reply = z.object({
  id: uuid,
  about: z.string().meta({ description: "Our announcement, event, or actor (a message)" }),
  state: z.enum(["shown", "waiting", "hidden"]),
  said: remoteObject,
});

const showReply = ({ id, response, said, author }: ReplyView): z.output<typeof reply> => ({
  id,
  about: response.object,
  state: response.state,
  said: showObject(said, author),
});

const counted = z.object({ likes: z.int(), boosts: z.int(), replies: z.array(reply), waiting: z.int() });

const responsesTo = (kind: "announcement" | "event") =>
  route({
    method: "get",
    path: `/${kind}s/{id}/responses`,
    id: `${kind}Responses`,
    summary: `What came back to an ${kind}: likes, boosts and the replies that everyone sees`,
    role: "member",
    params: idParams,
    query: none,
    body: none,
    status: 200,
    answer: counted,
    names: kind,
    async handle({ app, params: { id } }) {
      if ((await findPublished(app.database, kind, id)) === undefined) return notFound(kind);
      const object = kind === "event" ? eventIri(app.origin, id) : announcementIri(app.origin, id);
      const { likes, boosts, replies, waiting } = await viewResponses(app, object);
      return { answer: { likes, boosts, waiting, replies: replies.map(showReply) } };
    },
  });

const responses = route({
  method: "get",
  path: "/responses",
  id: "listResponses",
  summary: "Replies and messages of others, newest first: those that wait for a steward unless said otherwise",
  role: "steward",
  params: none,
  query: z.strictObject({ ...pageQuery, state: z.enum(["shown", "waiting", "hidden"]).exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(reply),
  async handle({ app, query: { state = "waiting", ...page } }) {
    const { items, ...rest } = await listResponses(app, { ...page, states: [state] });
    return { answer: { items: items.map(showReply), ...rest } };
  },
});

const moderate = (act: "show" | "hide") =>
  route({
    method: "post",
    path: `/responses/{id}/${act}`,
    id: `${act}Response`,
    summary: act === "show" ? "Let everyone see a reply" : "Hide a reply from everyone",
    role: "steward",
    params: idParams,
    query: none,
    body: none,
    status: 200,
    answer: z.object({ id: uuid, state: z.enum(["shown", "waiting", "hidden"]) }),
    names: "reply",
    problems: ["conflict"],
    async handle({ app, params: { id } }) {
      const done = await moderateReply(app, { id, state: act === "show" ? "shown" : "hidden" });
      if (done.outcome === "private")
        return problem("conflict", "It was not said to everyone, so that it cannot be shown.");
      return done.outcome === "done" ? { answer: { id, state: done.response.state } } : notFound("reply");
    },
  });

const waitingPosts = route({
  method: "get",
  path: "/group-posts",
  id: "listGroupPosts",
  summary: "What people who do not follow a circle said to it, and waits to be passed on",
  role: "steward",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(z.object({ id: uuid, circle: uuid, said: remoteObject })),
  async handle({ app, query }) {
    const { items, ...rest } = await listWaitingPosts(app, query);
    const shown = items.map(({ id, boost: row, said, author }) => ({
      id,
      circle: row.actorId,
      said: showObject(said, author),
    }));
    return { answer: { items: shown, ...rest } };
  },
});

const decide = (answer: "accept" | "refuse") =>
  route({
    method: "post",
    path: `/group-posts/{id}/${answer}`,
    id: `${answer}GroupPost`,
    summary: answer === "accept" ? "Pass a post on to everyone who follows the circle" : "Do not pass a post on",
    role: "steward",
    params: idParams,
    query: none,
    body: none,
    status: 204,
    answer: none,
    names: "post",
    async handle({ app, params: { id } }) {
      return (await decidePost(app, { id, answer })).outcome === "done" ? { answer: {} } : notFound("post");
    },
  });

const removePost = route({
  method: "post",
  path: "/circles/{id}/remove-post",
  id: "removeGroupPost",
  summary: "Take something out of a circle that it passed on",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({ object: iri }),
  status: 204,
  answer: none,
  names: "post",
  async handle({ app, params: { id }, body: { object } }) {
    const { outcome } = await removeFromGroup(app, { circleId: id, object });
    return outcome === "done" ? { answer: {} } : notFound("post");
  },
});

export const timelineRoutes = [
  timeline,
  say,
  undo,
  responsesTo("announcement"),
  responsesTo("event"),
  responses,
  moderate("show"),
  moderate("hide"),
  waitingPosts,
  decide("accept"),
  decide("refuse"),
  removePost,
];
