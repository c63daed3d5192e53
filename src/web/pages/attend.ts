import type { Hono } from "hono";
import { attend, findMeeting } from "#src/app/attending.ts";
import {
  answerOnPage,
  confirmAnswer,
  findOwnAnswer,
  leaveByLink,
  longestAttendeeNote,
  type OwnAnswer,
  type OwnOutcome,
  type PageAnswer,
} from "#src/app/attendance-page.ts";
import type { Context } from "#src/app/context.ts";
import { decideOpen } from "#src/domain/attendance.ts";
import { eventIri } from "#src/domain/iri.ts";
import { isMailAddress } from "#src/domain/mail-address.ts";
import { isPlainName, plainName } from "#src/domain/pass.ts";
import { countAttendances } from "#src/store/attendances.ts";
import { findEvent, type Event } from "#src/store/events.ts";
import { html } from "hono/html";
import type { Html } from "#src/web/components/context.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { field, readForm, type FormBody } from "#src/web/forms.ts";
import { clientOf, type Request, type WebEnvironment, type WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { openAttendLimits } from "./attend-limits.ts";
import { refusalSays, renderAttend, renderMailed, renderOwn, type AttendSection } from "./attend-view.ts";
import { idOf, leadTo } from "./done.ts";
import { attending } from "./meeting-view.ts";
import { renderProblem } from "./problem.ts";
import { keepPrivate, mayLeadOut } from "./waiting.ts";

/**
 * Where somebody without an account says that they come to an event, and the page of their own that follows from it: its address is the
 * only key to their answer. No cookie is set.
 */
export function attendPages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  const limits = openAttendLimits();
  pages.get("/events/:id/answer", async (c) => {
    const view = await attendView(app, c);
    return view === undefined ? renderProblem(c, "not-found") : c.html(renderAttend(c.get("page"), view));
  });
  pages.post("/events/:id/answer", async (c) => {
    const view = await attendView(app, c);
    if (view === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const { answer, errors } = readAnswer(c, body, view);
    const refuse = (wrong: Readonly<Record<string, string>>, status: 409 | 422 | 429): Response | Promise<Response> =>
      c.html(renderAttend({ ...c.get("page"), typed: keepTyped(body, wrong) }, view), status);
    if (answer === undefined) return refuse(errors, 422);
    // Only machines fill it in; they learn nothing.
    if (field(body, "website") !== "") return c.html(renderMailed(c.get("page"), view.event));
    const { text } = c.get("page");
    if (!(await limits({ client: clientOf(c), eventId: view.event.id })))
      return refuse({ name: text("attend-too-many") }, 429);
    const done = await answerOnPage(app, view.event.id, answer);
    switch (done.outcome) {
      case "kept":
        return c.redirect(`/attending/${done.token}?new=yes`, 303);
      case "mailed":
        return c.html(renderMailed(c.get("page"), view.event));
      case "refused":
        return refuse({ name: refusalSays(text, done.reason) }, 409);
      case "too-many":
        return refuse({ name: text("attend-too-many") }, 429);
    }
  });
  ownPages(app, pages);
}

/** What an event's page shows of its answers; undefined when nobody may see that event. */
export async function attendViewOf(app: Context, event: Event, handle: string): Promise<AttendSection | undefined> {
  const refusal = decideOpen(event, app.nowMs());
  if (refusal === "unknown") return undefined;
  return {
    event,
    counts: await countAttendances(app.database, event.id),
    refusal,
    iri: eventIri(app.origin, event.id),
    hasMail: app.mail !== undefined,
    address: `@${handle}@${new URL(app.origin).host}`,
  };
}

async function attendView(app: Context, c: Request): Promise<AttendSection | undefined> {
  const event = await findEvent(app.database, idOf(c));
  return event === undefined ? undefined : attendViewOf(app, event, c.get("coop")?.handle ?? "");
}

/** What was typed, or what is wrong with it. */
function readAnswer(
  c: Request,
  body: FormBody,
  { hasMail }: AttendSection,
): { readonly answer?: PageAnswer; readonly errors: Readonly<Record<string, string>> } {
  const { text } = c.get("page");
  const name = plainName(field(body, "name"));
  const email = hasMail ? field(body, "email") : "";
  const note = field(body, "note");
  const errors = problemsOf(text, { name, email, note });
  if (Object.keys(errors).length > 0) return { errors };
  const optional = { ...(email === "" ? {} : { email }), ...(note === "" ? {} : { note }) };
  return { answer: { name, language: text.language, ...optional }, errors };
}

const problemsOf = (
  text: Text,
  { name, email, note }: { readonly name: string; readonly email: string; readonly note: string },
): Readonly<Record<string, string>> => ({
  ...(!isPlainName(name) && { name: text("attend-name-missing") }),
  ...(email !== "" && !isMailAddress(email) && { email: text("attend-email-wrong") }),
  ...(note.length > longestAttendeeNote && { note: text("attend-note-long", { most: longestAttendeeNote }) }),
});

/** Looking changes nothing: programs that look through e-mails open every link in them. */
function ownPages(app: Context, pages: Hono<WebEnvironment>): void {
  const withToken =
    (act: (token: string) => Promise<OwnOutcome>) =>
    async (c: Request): Promise<Response> => {
      const token = c.req.param("token") ?? "";
      const done = await act(token);
      return done === "unknown" ? renderProblem(c, "gone") : leadTo(c, `/attending/${token}`);
    };
  pages.get("/attending/:token", async (c) => {
    keepPrivate(c);
    const token = c.req.param("token");
    const own = await findOwnAnswer(app, token);
    if (own === undefined) return renderProblem(c, "gone");
    const room = await roomFor(app, c, { own, token });
    const url = `${app.origin}/attending/${token}`;
    return c.html(renderOwn(c.get("page"), { own, token, url, room, isNew: c.req.query("new") === "yes" }));
  });
  pages.post(
    "/attending/:token/confirm",
    withToken((token) => confirmAnswer(app, token)),
  );
  pages.post(
    "/attending/:token/leave",
    withToken((token) => leaveByLink(app, token)),
  );
  pages.post("/attending/:token/enter", async (c) => {
    const token = c.req.param("token");
    const own = await findOwnAnswer(app, token);
    if (own === undefined) return renderProblem(c, "gone");
    const url = await passFor(app, own, `${app.origin}/attending/${token}`);
    return url === undefined ? leadTo(c, `/attending/${token}`) : c.redirect(url, 303);
  });
}

const comes = ({ attendance, event }: OwnAnswer): boolean =>
  attendance.state === "coming" && event.status !== "cancelled";

/** A pass into the room that the event takes from an agreement of ours, at its hour. */
async function passFor(app: Context, own: OwnAnswer, back: string): Promise<string | undefined> {
  const { event, attendance, name } = own;
  if (!comes(own) || event.agreementId === null) return undefined;
  const person = `attendance ${attendance.id}`;
  const language = attendance.language ?? "en";
  const done = await attend(app, event.agreementId, { person, role: "participant", name, language, back });
  return done.outcome === "go" ? done.url : undefined;
}

async function roomFor(
  app: Context,
  c: Request,
  { own, token }: { readonly own: OwnAnswer; readonly token: string },
): Promise<Html | undefined> {
  const { event } = own;
  const page = c.get("page");
  if (!comes(own)) return undefined;
  if (event.onlineUrl !== null)
    return html`<p><a href="${event.onlineUrl}" rel="nofollow noopener">${page.text("attend-online")}</a></p>`;
  const meeting = event.agreementId === null ? undefined : await findMeeting(app, event.agreementId);
  if (meeting === undefined) return undefined;
  mayLeadOut(c);
  return attending(page, meeting, { action: `/attending/${token}/enter`, fields: html`` });
}
