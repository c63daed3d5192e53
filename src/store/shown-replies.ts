import { and, asc, eq, inArray } from "drizzle-orm";
import type { Session } from "./database.ts";

const most = 500;

/** The addresses of answers that everyone may see, oldest first: to any of these objects (an article, and the Note beside it). */
export async function listShownReplies({ q, t }: Session, objects: readonly string[]): Promise<readonly string[]> {
  const { responses } = t;
  const rows = await q
    .select({ iri: responses.iri })
    .from(responses)
    .where(and(inArray(responses.object, [...objects]), eq(responses.kind, "reply"), eq(responses.state, "shown")))
    .orderBy(asc(responses.id))
    .limit(most);
  return [...new Set(rows.map(({ iri }) => iri))];
}
