import { hearReport } from "#src/app/reports.ts";
import { hearBlock } from "#src/app/heard-blocks.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import { readBlock, readFlag } from "#federation/wire/moderation.ts";
import type { Handler } from "./received.ts";

/** Another server reports something. It is told nothing about what comes of it. */
export const onFlag: Handler = async ({ app, activity, actor }) => {
  const read = readFlag(activity);
  if (!read.ok) return { dropped: read.reason };
  if (!sameOrigin(read.value.flag, actor)) return { dropped: "the Flag has an id of another server" };
  const heard = await hearReport(app, { ...read.value, reporter: actor });
  return heard.outcome === "dropped" ? { dropped: heard.reason } : "done";
};

/** Somebody wants nothing more of one of ours: they hear nothing more, and nobody is told. */
export const onBlock: Handler = async ({ app, activity, actor }) => {
  const read = readBlock(activity);
  if (!read.ok) return { dropped: read.reason };
  return (await hearBlock(app, { blocker: actor, object: read.value.object }))
    ? "done"
    : { dropped: "it blocks nobody of ours" };
};
