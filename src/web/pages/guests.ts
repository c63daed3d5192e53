import type { Hono } from "hono";
import { findMeeting, nameModerators, type Meeting } from "#src/app/attending.ts";
import type { Context } from "#src/app/context.ts";
import { createGuestLink, listGuestLinks, mostGuestLinks, revokeGuestLink } from "#src/app/guests.ts";
import { plainName, roomRoles } from "#src/domain/pass.ts";
import { listUsers } from "#src/store/people.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, fieldValues, only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { doneWords, renderGuests, type Guests } from "./guests-view.ts";
import { renderProblem } from "./problem.ts";

/** Who comes to a meeting of ours besides the members: links for guests, and those who moderate. */
export function guestLinkPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const withMeeting =
    (answer: (app: Context, c: Request, meeting: Meeting) => Promise<Response>) =>
    async (c: Request): Promise<Response> => {
      const meeting = await findMeeting(app, idOf(c));
      return meeting === undefined ? renderProblem(c, "not-found") : answer(app, c, meeting);
    };
  pages.get("/agreements/:id/guests", only("operator"), withMeeting(show));
  pages.post("/agreements/:id/guests", only("operator"), withMeeting(make));
  pages.post("/agreements/:id/moderators", only("operator"), withMeeting(name));
  pages.post("/guest-links/:id/revoke", only("operator"), async (c) => {
    const link = await revokeGuestLink(app, idOf(c));
    return link === undefined ? renderProblem(c, "not-found") : leadTo(c, addressOf(link.agreementId), "revoked");
  });
}

const addressOf = (agreementId: string): string => `/agreements/${agreementId}/guests`;

async function show(app: Context, c: Request, meeting: Meeting): Promise<Response> {
  return c.html(renderGuests(c.get("page"), await guestsOf(app, meeting, readDone(c, doneWords))));
}

async function guestsOf(app: Context, meeting: Meeting, done?: (typeof doneWords)[number]): Promise<Guests> {
  return {
    meeting,
    links: (await listGuestLinks(app, meeting.id)) ?? [],
    people: await listUsers(app.database),
    done,
  };
}

async function make(app: Context, c: Request, meeting: Meeting): Promise<Response> {
  const page = c.get("page");
  const { text } = page;
  const body = await readForm(c);
  const refuse = async (errors: Readonly<Record<string, string>>): Promise<Response> =>
    c.html(renderGuests({ ...page, typed: keepTyped(body, errors) }, await guestsOf(app, meeting)), 422);
  const label = plainName(field(body, "label"));
  const role = roomRoles.find((known) => known === field(body, "role"));
  if (label === "") return refuse({ label: text("guests-label-missing") });
  if (role === undefined) return refuse({ role: text("guests-role-missing") });
  const made = await createGuestLink(app, meeting.id, { label, role });
  switch (made.outcome) {
    case "done":
      return leadTo(c, addressOf(meeting.id), "made");
    case "not-found":
      return renderProblem(c, "not-found");
    case "over":
      return refuse({ label: text("guests-over") });
    case "too-many":
      return refuse({ label: text("guests-too-many", { most: mostGuestLinks }) });
  }
}

async function name(app: Context, c: Request, meeting: Meeting): Promise<Response> {
  await nameModerators(app, meeting.id, fieldValues(await readForm(c), "moderators"));
  return leadTo(c, addressOf(meeting.id), "named");
}
