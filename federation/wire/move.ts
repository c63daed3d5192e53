import { z } from "zod";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const reference = z.union([iri, z.object({ id: iri }).transform(({ id }) => id)]);
const move = z.object({ object: reference, target: reference });

/** Somebody's word that they go on elsewhere: who moves, and to whom (ActivityStreams `Move` of an actor). */
export function readMove(activity: JsonObject): Read<{ readonly from: string; readonly to: string }> {
  const parsed = move.safeParse(activity);
  if (!parsed.success) return unreadable(z.prettifyError(parsed.error));
  return readable({ from: parsed.data.object, to: parsed.data.target });
}
