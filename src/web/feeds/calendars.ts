import { findAgreement, listAgreements, type AgreementView } from "#src/app/agreement-view.ts";
import type { Context } from "#src/app/context.ts";
import { pickText } from "#src/domain/language.ts";
import type { TakenSlot } from "#src/domain/resource.ts";
import { findCoop } from "#src/store/coop.ts";
import { listOwnProposals } from "#src/store/proposals.ts";
import { findResource, type Resource } from "#src/store/resources.ts";
import { formatNumber } from "#src/web/components/quantity.ts";
import { peerNames } from "#src/web/pages/peer-names.ts";
import type { Text } from "#src/web/text.ts";
import { agreementEvent } from "./agreement-events.ts";
import { writeCalendar, type CalendarEvent } from "./icalendar.ts";

/** What has passed longer ago than this leaves the calendars, in days. */
const pastDays = 90;
const dayMs = 86_400_000;
/** More entries than this no reader wants. */
const mostEvents = 2000;
const pageSize = 200;

export interface CalendarReader {
  readonly app: Context;
  readonly text: Text;
}

/** All our agreements, whichever side we are. */
export async function agreementsCalendar(reader: CalendarReader): Promise<string> {
  const events = await eventsOf(reader, await recentAgreements(reader.app, {}));
  const { text, app } = reader;
  const name = text("feeds-calendar-agreements", { name: await coopName(reader) });
  return writeCalendar({ ...(await frame(reader)), name, url: `${app.origin}/agreements`, events });
}

/** One agreement; undefined when there is none with this id. */
export async function agreementCalendar(reader: CalendarReader, id: string): Promise<string | undefined> {
  const agreement = await findAgreement(reader.app, id);
  if (agreement === undefined) return undefined;
  const events = await eventsOf(reader, [agreement]);
  return writeCalendar({
    ...(await frame(reader)),
    name: agreement.title,
    url: `${reader.app.origin}/agreements/${id}`,
    events,
  });
}

/** Everything about a resource of ours, for our own people: who meets there, and when it is closed. */
export async function resourceCalendar(reader: CalendarReader, id: string): Promise<string | undefined> {
  const resource = await findLiving(reader, id);
  if (resource === undefined) return undefined;
  const agreements = await recentAgreements(reader.app, { resourceId: id });
  const blackouts = (resource.calendar?.blackouts ?? []).map((blackout): CalendarEvent => ({
    ...takenEvent(reader, resource, { ...blackout, id: "closed", changedAtMs: resource.updatedAtMs }),
    summary: blackout.note ?? reader.text("feeds-event-closed"),
  }));
  return writeCalendar({
    ...(await frame(reader)),
    name: pickText(resource.name, reader.text.locale),
    url: `${reader.app.origin}/resources/${id}`,
    events: [...(await eventsOf(reader, agreements)), ...blackouts],
  });
}

/** What anyone may know of a resource that is offered to everyone: when seats are taken, and how many. Undefined when it is not. */
export async function publicCalendar(reader: CalendarReader, id: string): Promise<string | undefined> {
  const resource = await findLiving(reader, id);
  const [proposal] = await listOwnProposals(reader.app.database, { resourceId: id, audience: "public", limit: 1 });
  if (resource === undefined || proposal === undefined) return undefined;
  const { text, app } = reader;
  const { seats: all, updatedAtMs: changedAtMs } = proposal;
  const events = proposal.taken.map((taken: TakenSlot): CalendarEvent => {
    const free = Math.max(0, all - taken.seats);
    const seats = { free: formatNumber(text, free), all: formatNumber(text, all), count: free };
    return {
      ...takenEvent(reader, resource, { ...taken, id: "taken", changedAtMs }),
      summary: free === 0 ? text("feeds-event-full") : text("feeds-event-free", seats),
      busy: free === 0,
    };
  });
  const name = pickText(resource.name, text.locale);
  return writeCalendar({ ...(await frame(reader)), name, url: `${app.origin}/actors/${id}`, events });
}

async function findLiving({ app }: CalendarReader, id: string): Promise<Resource | undefined> {
  const resource = await findResource(app.database, id);
  return resource === undefined || resource.deletedAtMs !== null ? undefined : resource;
}

/** A stretch of time in which seats are not to be had. Such entries have no life of their own: with another start, it is another one. */
function takenEvent(
  { app, text }: CalendarReader,
  resource: Resource,
  taken: Pick<CalendarEvent, "startsAtMs" | "endsAtMs" | "changedAtMs"> & { readonly id: string },
): CalendarEvent {
  const { startsAtMs, endsAtMs, changedAtMs } = taken;
  return {
    uid: `${resource.id}-${taken.id}-${startsAtMs}@${new URL(app.origin).host}`,
    startsAtMs,
    endsAtMs,
    changedAtMs,
    summary: "",
    status: "CONFIRMED",
    // Whole seconds since 2020: the numbers that iCalendar takes end at 2³¹.
    sequence: Math.max(0, Math.trunc((changedAtMs - Date.UTC(2020, 0)) / 1000)),
    busy: true,
    categories: [text("feeds-category-taken")],
  };
}

/** Agreements that are not long over, of which a reader may have to learn that they changed or ended. */
async function recentAgreements(
  app: Context,
  filter: { readonly resourceId?: string },
): Promise<readonly AgreementView[]> {
  const found: AgreementView[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAgreements(app, {
      ...filter,
      fromMs: app.nowMs() - pastDays * dayMs,
      limit: pageSize,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && found.length < mostEvents);
  return found.toSorted((one, other) => one.startsAtMs - other.startsAtMs);
}

async function eventsOf(
  { app, text }: CalendarReader,
  agreements: readonly AgreementView[],
): Promise<readonly CalendarEvent[]> {
  const reader = { text, origin: app.origin, names: await peerNames(app.database) };
  return agreements.map((agreement) => agreementEvent(reader, agreement));
}

async function frame({ app, text }: CalendarReader): Promise<{ readonly language: string; readonly zone: string }> {
  return { language: text.language, zone: (await findCoop(app.database))?.timeZone ?? "UTC" };
}

const coopName = async ({ app, text }: CalendarReader): Promise<string> =>
  pickText((await findCoop(app.database))?.name ?? {}, text.locale);
