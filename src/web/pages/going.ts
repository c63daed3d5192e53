import type { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { findGoings, goTo, stayAway } from "#src/app/going.ts";
import type { Actor } from "#src/store/actors.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { leadTo } from "./done.ts";
import type { Goings } from "./going-view.ts";
import { renderProblem } from "./problem.ts";

/** Answers of ours to events of others, from the timeline in which they stand. */
export function goingPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  for (const [path, act] of [
    ["/timeline/join", goTo],
    ["/timeline/leave", stayAway],
  ] as const) {
    pages.post(path, only("steward"), async (c) => {
      const body = await readForm(c);
      const actorId = field(body, "as");
      const isDone = await act(app, { actorId, object: field(body, "object") });
      return isDone ? leadTo(c, `/timeline?as=${actorId}`) : renderProblem(c, "not-found");
    });
  }
}

/** How our answers to the events among these stand. */
export function goingsIn(
  app: Context,
  reader: Actor,
  items: readonly { readonly said: { readonly type: string; readonly object: string } }[],
): Promise<Goings> {
  const events = items.filter(({ said }) => said.type === "Event").map(({ said }) => said.object);
  return findGoings(app, reader.id, events);
}
