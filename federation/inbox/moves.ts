import { hearMove, isFollowed } from "#src/app/moves.ts";
import { readMove } from "#federation/wire/move.ts";
import { fetchActor } from "./actor.ts";
import type { Handler } from "./received.ts";

const refusals = {
  unproved: "the new actor does not name the old one",
  same: "it moves somebody to where they are",
  "too-soon": "they moved a few days ago",
};

/** Somebody goes on elsewhere. Nobody moves anybody else, and where they went is asked only for those whom we follow. */
export const onMove: Handler = async (received) => {
  const { app, documents, actor } = received;
  const read = readMove(received.activity);
  if (!read.ok) return { dropped: read.reason };
  const { from, to } = read.value;
  if (from !== actor) return { dropped: "it moves somebody else" };
  if (!(await isFollowed(app, from))) return { dropped: "nobody here follows them" };
  // What is kept of the new actor may be older than its word about the old one.
  documents.forget(to);
  const card = await fetchActor(received, to);
  if ("dropped" in card) return card;
  const moved = await hearMove(app, { from, to: card });
  return typeof moved === "number" ? "done" : { dropped: refusals[moved] };
};
