import type { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { enterRoom, findJoin, type Entrance, type Join } from "#src/app/joining.ts";
import { chooseLocale } from "#src/web/language.ts";
import type { PageContext } from "#src/web/components/context.ts";
import { cookieName, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import { openText } from "#src/web/text.ts";
import { renderJoin, type JoinView, type Return } from "./join-view.ts";
import { keepPrivate, lookAgain } from "./waiting.ts";

/**
 * The way into a room of ours (docs/federation/joining.md). Whoever comes from the coop that meets here brings a pass, which is used
 * once and leads on at once; without one, the address is enough only where the room is nothing but an address itself.
 */
export function joinPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/join/:token", async (c) => {
    keepPrivate(c);
    // The room must not learn the token from a referrer.
    c.header("Referrer-Policy", "no-referrer");
    const token = c.req.param("token");
    const pass = c.req.query("pass");
    // Asking for the headers alone, as programs that preview addresses do, is not coming in.
    const join =
      pass === undefined || c.req.method === "HEAD" ? await findJoin(app, token) : await enterRoom(app, token, pass);
    return join.when === "enter" ? c.redirect(join.url, 303) : show(parts, c, join);
  });
}

const tryAgainSeconds = 20;

const statuses = {
  unknown: 404,
  cancelled: 410,
  before: 200,
  open: 200,
  after: 200,
  "pass-wanted": 200,
  waiting: 200,
  refused: 403,
  "out-of-reach": 503,
  "host-sends": 200,
} as const satisfies Record<JoinView["when"], number>;

function show(
  parts: WebParts,
  c: Request,
  join: Exclude<Join | Entrance, { readonly when: "enter" }>,
): Response | Promise<Response> {
  const page = c.get("page");
  const { nowMs } = page;
  if (join.when === "before" || join.when === "pass-wanted") {
    if (join.opensAtMs > nowMs) lookAgain(c, { nowMs, untilMs: join.opensAtMs });
  } else if (join.when === "waiting") {
    // A pass that is over before the room opens is of no use: its coop gives another one, and waits there.
    const { opensAtMs, passUntilMs, back } = join;
    const late = passUntilMs <= opensAtMs;
    lookAgain(c, { nowMs, untilMs: late ? passUntilMs : opensAtMs, ...(late && { instead: back }) });
  } else if (join.when === "out-of-reach") {
    c.header("Refresh", String(tryAgainSeconds));
  }
  return c.html(renderJoin(inTheirLanguage(parts, c, join), join, readReturn(c)), statuses[join.when]);
}

/** Why the meeting server sends somebody back here; its own words are not repeated, for anybody could write them into an address. */
function readReturn(c: Request): Return | undefined {
  const errors = c.req.query("errors");
  if (errors !== undefined) return errors.includes("maxParticipantsReached") ? "full" : "turned-away";
  return c.req.query("left") === undefined ? undefined : "left";
}

/** Somebody with a pass reads the page as they read their own coop's, unless they chose a language here. */
function inTheirLanguage({ app, text }: WebParts, c: Request, join: JoinView): PageContext {
  const page = c.get("page");
  const language = "language" in join ? join.language : undefined;
  const chosen = getCookie(c, cookieName(app.origin, "language"));
  if (language === undefined || chosen !== undefined) return page;
  const accepted = `${language}, ${page.text.locale};q=0.5`;
  return { ...page, text: openText(chooseLocale({ accepted }, text), text) };
}
