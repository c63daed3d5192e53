import type { Hono } from "hono";
import { changeResource, findResourceView, type ResourceRefusal, type ResourceView } from "#src/app/resources.ts";
import { keepTyped } from "#src/web/components/typed.ts";
import { only, readForm } from "#src/web/forms.ts";
import type { Request, WebEnvironment, WebParts } from "#src/web/request.ts";
import type { Text } from "#src/web/text.ts";
import { renderCalendarForm } from "./calendar-form.ts";
import { readCalendar } from "./calendar-reading.ts";
import { idOf, leadTo } from "./done.ts";
import { renderProblem } from "./problem.ts";

/** When a room can be used, by how many at once, and where it stands. */
export function calendarPages(parts: WebParts, pages: Hono<WebEnvironment>): void {
  const { app } = parts;
  pages.get("/resources/:id/hours", only("operator"), async (c) => {
    const resource = await findRoom(parts, c);
    return resource === undefined
      ? renderProblem(c, "not-found")
      : c.html(renderCalendarForm(c.get("page"), { resource }));
  });
  pages.post("/resources/:id/hours", only("operator"), async (c) => {
    const resource = await findRoom(parts, c);
    if (resource === undefined) return renderProblem(c, "not-found");
    const body = await readForm(c);
    const page = c.get("page");
    const read = readCalendar(page.text, body);
    if ("errors" in read)
      return c.html(renderCalendarForm({ ...page, typed: keepTyped(body, read.errors) }, { resource }), 422);
    const changed = await changeResource(app, resource.id, read.value);
    if (changed.outcome !== "refused") return leadTo(c, `/resources/${resource.id}`, "changed");
    const { refusal } = changed;
    const typed = keepTyped(body, refusalErrors(page.text, refusal));
    const inside = refusal.reason === "slots-agreed" ? { inside: refusal.agreements } : {};
    return c.html(renderCalendarForm({ ...page, typed }, { resource, ...inside }), 422);
  });
}

/** Something with seats; anything else is always there. */
async function findRoom({ app }: WebParts, c: Request): Promise<ResourceView | undefined> {
  const resource = await findResourceView(app, idOf(c));
  return resource?.deletedAtMs === null && resource.kind === "meeting-server" ? resource : undefined;
}

function refusalErrors(text: Text, refusal: ResourceRefusal): Readonly<Record<string, string>> {
  if (refusal.reason === "rooms-agreed") return { rooms: text("calendar-rooms-agreed", { least: refusal.least }) };
  if (refusal.reason === "slots-agreed") return { known: text("calendar-known-missing") };
  return { opens: text("calendar-refused") };
}
