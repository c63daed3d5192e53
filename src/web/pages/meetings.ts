import type { Hono } from "hono";
import { attend, findMeeting, listMeetings, roleIn, type Meeting } from "#src/app/attending.ts";
import { isPlainName, longestGuestName, plainName } from "#src/domain/pass.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { idOf } from "./done.ts";
import { renderMeeting, renderMeetings } from "./meetings-view.ts";
import { renderProblem } from "./problem.ts";
import { keepPrivate, lookAgain, mayLeadOut } from "./waiting.ts";

/** Where members go: to the meetings of their own coop in rooms of others, with one click and no account there. */
export function meetingPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/meetings", only("member"), async (c) => {
    mayLeadOut(c);
    return c.html(renderMeetings(c.get("page"), await listMeetings(app)));
  });
  pages.get("/meetings/:id", only("member"), async (c) => {
    const meeting = await findMeeting(app, idOf(c));
    if (meeting === undefined) return renderProblem(c, "not-found");
    waitFor(c, meeting);
    return c.html(renderMeeting(c.get("page"), meeting, myRole(c, meeting)));
  });
  pages.post("/meetings/:id/enter", only("member"), async (c) => {
    const meeting = await findMeeting(app, idOf(c));
    if (meeting === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const page = c.get("page");
    // The button on its own sends no name: the account's will do.
    const name = plainName(body["name"] === undefined ? (page.session?.name ?? "") : field(body, "name"));
    if (!isPlainName(name)) {
      mayLeadOut(c);
      const typed = keepTyped(body, { name: nameMissing(page.text) });
      return c.html(renderMeeting({ ...page, typed }, meeting, myRole(c, meeting)), 422);
    }
    keepPrivate(c);
    const attendance = await attend(app, meeting.id, {
      person: c.get("signedIn")?.user.id ?? "",
      role: myRole(c, meeting),
      name,
      language: page.text.language,
      back: `${app.origin}/meetings/${meeting.id}`,
    });
    // Not the hour: the page says so.
    return c.redirect(attendance.outcome === "go" ? attendance.url : `/meetings/${meeting.id}`, 303);
  });
}

function waitFor(c: Request, { when, opensAtMs }: Meeting): void {
  mayLeadOut(c);
  if (when === "before") lookAgain(c, { nowMs: c.get("page").nowMs, untilMs: opensAtMs });
}

function myRole(c: Request, meeting: Meeting) {
  const user = c.get("signedIn")?.user;
  return user === undefined ? "participant" : roleIn(meeting, user);
}

export const nameMissing = (text: Text): string => text("meetings-name-missing", { most: longestGuestName });
