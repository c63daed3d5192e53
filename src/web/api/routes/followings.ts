import { z } from "zod";
import { askAgain, followThem, unfollowThem, viewFollowings, type FollowingView } from "#src/app/followings.ts";
import { findWhom } from "#src/app/following-search.ts";
import { findRemoteActor } from "#src/store/remote-actors.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, listOf, none, pageQuery, text, uuid, writeInstant } from "#src/web/api/schemas.ts";
import { remoteActor, showActor } from "./remote-answer.ts";

/** Who of ours: the coop, or a circle. */
export const ours = z.union([z.literal("coop"), uuid], { error: "coop, or the id of a circle" });

const following = z.object({
  id: uuid,
  actorId: z.string().meta({ description: "Who of ours follows: `coop`, or the id of a circle" }),
  followed: remoteActor,
  state: z.enum(["requested", "accepted", "rejected"]),
  askedAt: answeredInstant,
});

type Row = Pick<FollowingView, "id" | "actorId" | "followed" | "state" | "createdAtMs" | "card">;

const shown = ({ id, actorId, followed, state, createdAtMs, card }: Row): z.output<typeof following> => ({
  id,
  actorId,
  followed: showActor(followed, card),
  state,
  askedAt: writeInstant(createdAtMs),
});

const list = route({
  method: "get",
  path: "/followings",
  id: "listFollowings",
  summary: "Whom the coop and its circles follow elsewhere, newest first",
  role: "steward",
  params: none,
  query: z.strictObject({ ...pageQuery, actorId: ours.exactOptional() }),
  body: none,
  status: 200,
  answer: listOf(following),
  async handle({ app, query }) {
    const { items, ...rest } = await viewFollowings(app, query);
    return { answer: { items: items.map(shown), ...rest } };
  },
});

const create = route({
  method: "post",
  path: "/followings",
  id: "follow",
  summary: "Follow a person, a group or a site on any server",
  description:
    "`address` is `@user@host`, the address of a profile, or the name of a site alone. They are asked, and answer when they like: see `state`.",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({ address: text(500), actorId: ours.exactOptional() }),
  status: 202,
  answer: following,
  problems: ["not-valid", "conflict"],
  asksOthers: true,
  async handle({ app, partners, body }) {
    const found = await findWhom(partners, body.address);
    const wrong = (message: string) => notValid([{ field: "body.address", message }]);
    if ("failed" in found) {
      if (found.failed === "suspended") return problem("conflict", "They are blocked here.");
      return wrong(found.failed === "unreachable" ? "their server does not answer" : "should be somebody's address");
    }
    const done = await followThem(app, { actorId: body.actorId ?? "coop", card: found.found });
    switch (done.outcome) {
      case "done":
        return { answer: shown({ ...done.following, card: await findRemoteActor(app.database, found.found.actor) }) };
      case "ourselves":
        return wrong("should be somebody else's address");
      case "suspended":
        return problem("conflict", "They are blocked here.");
      case "unknown":
        return notValid([{ field: "body.actorId", message: "should be coop or the id of a circle" }]);
    }
  },
});

const again = route({
  method: "post",
  path: "/followings/{id}/ask",
  id: "askAgain",
  summary: "Ask somebody again who has not answered",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 202,
  answer: following,
  names: "following",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await askAgain(app, params.id);
    if (done.outcome === "suspended") return problem("conflict", "They are blocked here.");
    if (done.outcome !== "done") return notFound("following");
    const card = await findRemoteActor(app.database, done.following.followed);
    return { answer: shown({ ...done.following, card }) };
  },
});

const remove = route({
  method: "delete",
  path: "/followings/{id}",
  id: "unfollow",
  summary: "Follow somebody no longer",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "following",
  async handle({ app, params }) {
    const { outcome } = await unfollowThem(app, params.id);
    return outcome === "done" ? { answer: {} } : notFound("following");
  },
});

export const followingRoutes = [list, create, again, remove];
