import { hearFollowAnswer } from "#src/app/followings.ts";
import { readFollowAnswer } from "#federation/wire/following.ts";
import type { Handled, Handler, Received } from "./received.ts";

/** Somebody whom one of ours wants to follow says yes. */
export const onFollowAccept: Handler = (received) => hear(received, "accepted");

/** They say no, also after they had said yes. */
export const onFollowReject: Handler = (received) => hear(received, "rejected");

async function hear({ app, activity, actor }: Received, answer: "accepted" | "rejected"): Promise<Handled> {
  const read = readFollowAnswer(activity);
  if (!read.ok) return { dropped: read.reason };
  const isOurs = await hearFollowAnswer(app, { answer, followed: actor, ...read.value });
  return isOurs ? "done" : { dropped: "it answers no Follow of ours" };
}
