import { localActorId } from "#src/domain/iri.ts";
import { listRemoteActors, type RemoteActorRow } from "#src/store/remote-actors.ts";
import { listRemoteObjects, type RemoteObjectRow } from "#src/store/remote-objects.ts";
import {
  countShown,
  countWaitingReplies,
  findResponseById,
  listReplies,
  updateResponse,
  type ReplyRow,
  type ResponseRow,
  type ResponseState,
} from "#src/store/responses.ts";
import { note } from "./audit.ts";
import { transact, type Context, type Work } from "./context.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { withoutRejectedMedia } from "./remote-media.ts";
import { standingOf, standingsOf } from "./standing.ts";

/** A reply as it is shown. */
export interface ReplyView {
  readonly id: string;
  readonly response: ResponseRow;
  readonly said: RemoteObjectRow;
  readonly author: RemoteActorRow | undefined;
  /** It answers none of our posts: it is a word to us. */
  readonly isMessage: boolean;
}

/** What came back to one announcement or event, as its page shows it. */
export interface ResponsesView {
  readonly likes: number;
  readonly boosts: number;
  readonly replies: readonly ReplyView[];
  /** More replies than are shown on one page. */
  readonly more: number;
  /** For stewards: how many wait. */
  readonly waiting: number;
}

const repliesOnAPage = 100;

/** The answers to an announcement or event, by its IRI: what everyone may see, and how much of it there is. */
export async function viewResponses(
  { database, origin }: Pick<Context, "database" | "origin">,
  object: string,
): Promise<ResponsesView> {
  const counts = await countShown(database, object);
  const rows = await listReplies(database, { object, states: ["shown"], limit: repliesOnAPage, order: "asc" });
  const replies = await withAuthors({ database, origin }, rows);
  return {
    likes: counts.like,
    boosts: counts.boost,
    replies,
    more: Math.max(0, counts.reply - rows.length),
    waiting: await countWaitingReplies(database, object),
  };
}

/** Replies in these states, newest first, for stewards: of one object or of all; messages stand among those that wait. */
export async function listResponses(
  context: Pick<Context, "database" | "origin">,
  { states, object, ...request }: PageRequest & { readonly states: readonly ResponseState[]; readonly object?: string },
): Promise<Page<ReplyView>> {
  const which = { states, ...(object === undefined ? {} : { object }) };
  const page = await pageOf(request, async (part) =>
    (await listReplies(context.database, { ...part, ...which })).map((row) => ({ id: row.response.id, ...row })),
  );
  return { ...page, items: await withAuthors(context, page.items) };
}

/** Who is suspended is shown nowhere, also while their answers are still being put away. */
async function withAuthors(
  { database, origin }: Pick<Context, "database" | "origin">,
  rows: readonly ReplyRow[],
): Promise<readonly ReplyView[]> {
  const authors = [...new Set(rows.map(({ response }) => response.actor))];
  const standings = await standingsOf(database, authors);
  const cards = await listRemoteActors(database, authors);
  const seen = rows.filter(({ response }) => standings.get(response.actor) !== "suspended");
  return (await withoutRejectedMedia(database, seen)).map(({ response, said }) => ({
    id: response.id,
    response,
    said,
    author: cards.find(({ actor }) => actor === response.actor),
    isMessage: localActorId(origin, response.object) !== undefined,
  }));
}

export type ModerateOutcome =
  | { readonly outcome: "done"; readonly response: ResponseRow }
  /** It was not said to everyone, or answers none of our posts. */
  | { readonly outcome: "private" }
  | { readonly outcome: "unknown" };

/** A steward shows or hides a reply. Repeating it changes nothing. What is not public cannot be shown. */
export function moderateReply(
  context: Context,
  { id, state }: { readonly id: string; readonly state: "shown" | "hidden" },
): Promise<ModerateOutcome> {
  return transact(context, async (work) => {
    const response = await findResponseById(work.session, id);
    if (response?.kind !== "reply" || response.objectId === null) return { outcome: "unknown" };
    const [said] = await listRemoteObjects(work.session, [response.objectId]);
    const isPublic = said?.isPublic === true;
    const isMessage = localActorId(work.origin, response.object) !== undefined;
    if (state === "shown" && (!isPublic || isMessage)) return { outcome: "private" };
    if (response.state === state) return { outcome: "done", response };
    await updateResponse(work.session, id, { state, withheld: await stays(work, response, state) });
    await note(work, { act: state === "shown" ? "response.show" : "response.hide", subject: response.iri });
    return { outcome: "done", response: { ...response, state } };
  });
}

/** What a steward let everybody see of somebody who is limited is not set aside with the rest. */
async function stays({ session }: Work, { actor }: ResponseRow, state: "shown" | "hidden"): Promise<"shown" | null> {
  return state === "shown" && (await standingOf(session, actor)) === "limited" ? "shown" : null;
}
