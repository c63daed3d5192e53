import type { Hono } from "hono";
import { askAgain, followThem, listFollowers, unfollowThem, viewFollowings } from "#src/app/followings.ts";
import { findWhom } from "#src/app/following-search.ts";
import type { FoundActor, RemoteActorCard } from "#src/app/partners.ts";
import { countWaitingReplies } from "#src/store/responses.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm, type FormBody } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { cursorOf, idOf, leadTo, readDone } from "./done.ts";
import { renderFollowings } from "./followings-view.ts";
import { renderProblem } from "./problem.ts";
import { doneWords } from "./timeline-view.ts";

const perPage = 50;

/** Whom the coop and its circles follow elsewhere. */
export function followingPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app, partners } = parts;
  pages.get("/following", only("steward"), async (c) => c.html(renderFollowings(c.get("page"), await known(parts, c))));
  pages.post("/following/find", only("steward"), async (c) => {
    const body = await readForm(c);
    const found = await findWhom(partners, field(body, "address"));
    if ("failed" in found) return wrong(parts, c, { body, error: refusal(c.get("page").text, found) });
    return c.html(renderFollowings(c.get("page"), { ...(await known(parts, c)), preview: found.found }));
  });
  pages.post("/following", only("steward"), async (c) => {
    const body = await readForm(c);
    const found = await findWhom(partners, field(body, "address"));
    if ("failed" in found) return wrong(parts, c, { body, error: refusal(c.get("page").text, found) });
    return follow(parts, c, { body, card: found.found });
  });
  pages.post("/following/:id/remove", only("steward"), async (c) => {
    const { outcome } = await unfollowThem(app, idOf(c));
    return outcome === "done" ? leadTo(c, "/following", "unfollowed") : renderProblem(c, "not-found");
  });
  pages.post("/following/:id/ask", only("steward"), async (c) => {
    const { outcome } = await askAgain(app, idOf(c));
    return outcome === "done" ? leadTo(c, "/following", "asked") : renderProblem(c, "not-found");
  });
}

async function known({ app }: WebParts, c: Request) {
  return {
    found: await viewFollowings(app, { limit: perPage, ...cursorOf(c) }),
    followers: await listFollowers(app),
    waiting: await countWaitingReplies(app.database),
    done: readDone(c, doneWords),
  };
}

async function wrong(
  parts: WebParts,
  c: Request,
  { body, error }: { readonly body: FormBody; readonly error: string },
): Promise<Response> {
  const page = { ...c.get("page"), typed: keepTyped(body, { address: error }) };
  return c.html(renderFollowings(page, await known(parts, c)), 422);
}

function refusal(text: Text, { failed }: Extract<FoundActor, { failed: string }>): string {
  switch (failed) {
    case "malformed":
      return text("following-error-malformed");
    case "not-found":
      return text("following-error-not-found");
    case "unreachable":
      return text("following-error-unreachable");
    case "suspended":
      return text("following-error-suspended");
  }
}

async function follow(
  parts: WebParts,
  c: Request,
  { body, card }: { readonly body: FormBody; readonly card: RemoteActorCard },
): Promise<Response> {
  const { text } = c.get("page");
  const { outcome } = await followThem(parts.app, { actorId: field(body, "as"), card });
  switch (outcome) {
    case "done":
      return leadTo(c, "/following", "followed");
    case "suspended":
      return wrong(parts, c, { body, error: text("following-error-suspended") });
    case "ourselves":
      return wrong(parts, c, { body, error: text("following-error-ourselves") });
    case "unknown":
      return renderProblem(c, "not-found");
  }
}
