import { answerFromAfar, leaveFromAfar, type AnswerOutcome } from "#src/app/attendance-remote.ts";
import { eventOfIri } from "#src/app/attendances.ts";
import { hearGoing, type HeardState } from "#src/app/going.ts";
import { plainText } from "#src/app/html.ts";
import { readJoinAnswer, readNo, readYes, readYesUndone } from "#federation/wire/attendance.ts";
import { fetchActor } from "./actor.ts";
import type { Handled, Handler } from "./received.ts";

const notOurs: Handled = { dropped: "it is about no event of ours" };

/** Somebody joins an event and waits for our word (Mobilizon, FEP-8a8e). */
export const onJoin: Handler = (received) => hearYes(received, "join");

/** Somebody pressed "attending" on a server that expects no answer (Friendica, Hubzilla): they get one in words. */
export const onAttend: Handler = (received) => hearYes(received, "reply");

async function hearYes(received: Parameters<Handler>[0], via: "join" | "reply"): Promise<Handled> {
  const { app, activity, actor } = received;
  const read = readYes(activity);
  if (!read.ok) return { dropped: read.reason };
  const eventId = eventOfIri(app.origin, read.value.event);
  if (eventId === undefined) return notOurs;
  const person = await fetchActor(received, actor);
  if ("dropped" in person) return person;
  const note = read.value.note === undefined ? "" : plainText(read.value.note);
  const said = { eventId, person, activity: read.value.activity, via };
  return handledBy(await answerFromAfar(app, { ...said, ...(note === "" ? {} : { note }) }));
}

function handledBy({ outcome }: AnswerOutcome): Handled {
  switch (outcome) {
    case "answered":
      return "done";
    case "unknown":
      return notOurs;
    case "stale":
      return { dropped: "it was taken back before" };
    case "suspended":
      return { dropped: "its sender is suspended" };
  }
}

/** Somebody does not come, or is not sure (which keeps no place from others). */
export const onDecline: Handler = (received) => hearNo(received, {});

/** Somebody who joined comes no more. */
export const onLeave: Handler = (received) => hearNo(received, { isLeave: true });

async function hearNo({ app, activity, actor }: Parameters<Handler>[0], how: { isLeave?: true }): Promise<Handled> {
  const read = readNo(activity);
  if (!read.ok) return { dropped: read.reason };
  const eventId = eventOfIri(app.origin, read.value.event);
  if (eventId === undefined) return notOurs;
  return (await leaveFromAfar(app, { actor, eventId, ...how })) ? "done" : notThere;
}

const notThere: Handled = { dropped: "they had not said that they come" };

/** Somebody takes their yes back. */
export const onYesUndone: Handler = async ({ app, activity, actor }) => {
  const read = readYesUndone(activity);
  if (!read.ok) return { dropped: read.reason };
  const { activity: yes, event } = read.value;
  const eventId = event === undefined ? undefined : eventOfIri(app.origin, event);
  const leaving = { ...(eventId === undefined ? {} : { eventId }), ...(yes === undefined ? {} : { activity: yes }) };
  return (await leaveFromAfar(app, { actor, ...leaving })) ? "done" : notThere;
};

const hearAnswer =
  (state: HeardState): Handler =>
  async ({ app, activity, actor }) => {
    const read = readJoinAnswer(activity);
    if (!read.ok) return { dropped: read.reason };
    return (await hearGoing(app, { join: read.value.join, by: actor, state }))
      ? "done"
      : { dropped: "it answers nothing that we said" };
  };

/** Whoever holds an event has said yes to one of ours, or no. */
export const onJoinAccept = hearAnswer("coming");
export const onJoinReject = hearAnswer("refused");
/** Their server takes no answers (FEP-8a8e; WordPress). */
export const onJoinIgnored = hearAnswer("ignored");
