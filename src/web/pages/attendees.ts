import type { Hono } from "hono";
import { listAttendees, type Attendee, type AttendeeList } from "#src/app/attendee-list.ts";
import { acceptAttendance, refuseAttendance, type StewardsWord } from "#src/app/attendances.ts";
import type { Context } from "#src/app/context.ts";
import { csvRecord } from "#src/app/csv.ts";
import { only } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import { doneWords, renderAttendees } from "./attendees-view.ts";
import { idOf, leadTo, readDone } from "./done.ts";
import { renderProblem } from "./problem.ts";

/** Who comes to an event, and the word of a steward where one is wanted. */
export function attendeePages({ app }: WebParts, pages: Hono<WebEnvironment>): void {
  pages.get("/events/:id/attendees", only("steward"), async (c) => {
    const list = await listAttendees(app, idOf(c));
    return list === undefined
      ? renderProblem(c, "not-found")
      : c.html(renderAttendees(c.get("page"), list, readDone(c, doneWords)));
  });
  pages.get("/events/:id/attendees.csv", only("steward"), async (c) => {
    const list = await listAttendees(app, idOf(c));
    if (list === undefined) return renderProblem(c, "not-found");
    c.header("content-disposition", `attachment; filename="attendees-${list.event.id}.csv"`);
    return c.body(writeAttendees(list), 200, { "content-type": "text/csv; charset=utf-8" });
  });
  pages.post("/attendances/:id/accept", only("steward"), (c) => act(app, c, "accept"));
  pages.post("/attendances/:id/refuse", only("steward"), (c) => act(app, c, "refuse"));
}

async function act(app: Context, c: Request, word: "accept" | "refuse"): Promise<Response> {
  const done: StewardsWord = await (word === "accept" ? acceptAttendance : refuseAttendance)(app, idOf(c));
  switch (done.outcome) {
    case "unknown":
      return renderProblem(c, "not-found");
    case "done":
      return leadTo(c, `/events/${done.attendance.eventId}/attendees`, word === "accept" ? "accepted" : "refused");
    case "not-now":
      return leadTo(c, `/events/${done.eventId}/attendees`, "not-now");
  }
}

/** One line each, in order of their answers; what others wrote runs in no spreadsheet. */
function writeAttendees({ asked, coming, waiting, refused }: AttendeeList): string {
  const head = csvRecord(["name", "state", "via", "address", "email", "note", "answered"]);
  const line = ({ name, state, via, address = "", email = "", note = "", joinedAtMs }: Attendee): string =>
    csvRecord([name, state, via, address, email, note, new Date(joinedAtMs).toISOString()]);
  return head + [...coming, ...waiting, ...asked, ...refused].map(line).join("");
}
