import { z } from "zod";
import { isObject } from "./document.ts";
import { readable, unreadable, type JsonObject, type Read } from "./json.ts";
import { entryHash } from "./ledger.ts";

/** A signed statement, as the text that was embedded: its proofs are over the canonical form, which no rewriting changes. */
export interface StatementOnWire {
  readonly document: string;
}

/** `Offer` of a statement. */
export function readStatementOffer({ object }: JsonObject): Read<StatementOnWire> {
  return isObject(object)
    ? readable({ document: JSON.stringify(object) })
    : unreadable("object: the statement should be embedded");
}

/** `Accept` of a statement, with the complete one as its result. */
export function readStatementAccept({ object, result }: JsonObject): Read<StatementOnWire> {
  if (!isObject(result)) return unreadable("result: the complete statement should be embedded");
  const statement = isObject(object) ? object["id"] : object;
  if (statement !== result["id"]) return unreadable("result: it is another statement than the object");
  return readable({ document: JSON.stringify(result) });
}

const iri = z.string().max(2_000);
const reject = z.object({
  object: z.union([iri, z.object({ id: iri }).transform(({ id }) => id)]),
  hash: entryHash,
  refusal: z.object({
    reason: z.enum(["differs", "period", "totals", "not-ready", "other"]).catch("other"),
    note: z
      .string()
      .max(2_000)
      .regex(/^[^\0]*$/)
      .catch(""),
  }),
});

/** `Reject` of a statement, with its reason. */
export function readStatementReject(
  activity: JsonObject,
): Read<{ readonly statement: string; readonly hash: string } & z.infer<typeof reject>["refusal"]> {
  const read = reject.safeParse(activity);
  if (!read.success) return unreadable(z.prettifyError(read.error));
  const { object, hash, refusal } = read.data;
  return readable({ statement: object, hash, ...refusal });
}
